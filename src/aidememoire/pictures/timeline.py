"""What was promised, seen, granted and said, by whom, and when? A timeline in lanes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from aidememoire.pictures._lanes import Block, Lane, drawn_lane, laid_out
from aidememoire.pictures._marks import Key, legend, signed
from aidememoire.pictures._moments import BARS, SHAPES, Moment, Words, blocks, in_order, sign_of
from aidememoire.pictures._timescale import Scale, axis, scale
from aidememoire.pictures.lettering import said, width
from aidememoire.pictures.picture import (
    INK,
    MARGIN,
    SHADE,
    SMALL,
    SOFT,
    WIDTH,
    Box,
    Picture,
    drawn,
    empty,
    heading,
    lettered,
    path,
    tag,
)
from aidememoire.vocabulary.messages import Message, _, direction, plural

__all__ = ["Moment", "timeline"]

_COLUMNS = (_("Day"), _("Until"), _("Lane"), _("Kind"), _("What"), _("State"), _("When"), _("Record"))
_NOTHING = _(
    "There is nothing with a date to show yet. Record an engagement, a commitment or an authority to see it here."
)


def timeline(moments: Sequence[Moment], *, language: str, as_of: date, title: Message | str) -> Picture:
    """Draw moments along time, in lanes, with the day from which they are seen as a line.

    Time runs from left to right in every language. Where a gap dwarfs everything else, the axis is cut, visibly.
    The table has one row a moment, oldest first, also for those whose marks stand together.
    """
    words, name = Words(language, as_of), said(title, language)
    columns = [words(column) for column in _COLUMNS]
    if not moments:
        return empty(words(_NOTHING), title=name, language=language, columns=columns)
    ordered = in_order(moments, words)
    days = [as_of, *(day for moment in ordered for day in (moment.day, moment.until) if day)]
    along = scale(days, MARGIN + 10, WIDTH - MARGIN - 10)
    head, top = heading(name, language)
    shown = list(blocks(ordered, words, along))
    lanes = laid_out(shown, top + 24, language, avoid=along.at(as_of))
    bottom = lanes[-1].bottom + 6
    body = [head, _as_of(along, top, bottom, lanes, words), axis(along, top + 24, bottom)]
    body += [drawn_lane(lane, language, first=lane is lanes[0]) for lane in lanes]
    keys, tall = legend(_keys(ordered, shown, words), bottom + 28, language)
    return drawn(
        [*body, keys],
        height=bottom + 28 + tall + 8,
        title=name,
        description=_told(ordered, along, words),
        language=language,
        columns=columns,
        rows=[words.row(moment) for moment in ordered],
    )


def _as_of(along: Scale, top: float, bottom: float, lanes: Sequence[Lane], words: Words) -> str:
    """Draw the day from which all is seen: a line that spares words, its name above, a shade over what lies ahead."""
    x = along.at(words.as_of)
    label = words(_("As of {day}", day=words.as_of))
    half = width(label, SMALL) / 2
    at = min(max(x, MARGIN + half), WIDTH - MARGIN - half)
    line = path(*_sparing(x, top + 18, bottom, [mark.said for lane in lanes for mark in lane.marks]))
    body = tag("path", d=line, stroke=INK, stroke_width=1.1, stroke_dasharray="4 3")
    body += lettered(
        at, top + 12, label, size=SMALL, anchor="middle", whole=direction(words.language), font_weight="bold"
    )
    if along.stretches[-1].last <= words.as_of:
        return body
    shade = tag("rect", x=x, y=top + 24, width=WIDTH - MARGIN - x, height=bottom - top - 24, fill=SHADE)
    ahead = words(_("ahead"))
    if at + half + 14 + width(ahead, SMALL) < WIDTH - MARGIN:
        body += lettered(at + half + 14, top + 12, ahead, size=SMALL, fill=SOFT)
    return shade + body


def _sparing(x: float, top: float, bottom: float, boxes: Sequence[Box]) -> Iterator[str | float]:
    for box in sorted((box for box in boxes if box.left - 2 < x < box.right + 2), key=lambda box: box.top):
        if box.top > top:
            yield from ("M", x, top, "V", box.top)
        top = max(top, box.bottom)
    yield from ("M", x, top, "V", bottom)


def _keys(moments: Sequence[Moment], shown: Sequence[Block], words: Words) -> Iterator[Key]:
    """Yield what the legend explains: only what occurs."""
    for kind in dict.fromkeys(sorted(moment.kind for moment in moments)):
        yield _sample(kind, ""), words.kind(kind)
    if any(block.several for block in shown):
        yield (
            signed("circle", "hollow", 3, -3, 5, SOFT) + signed("circle", "", 0, 0, 5, SOFT),
            words(_("several together")),
        )
    states: dict[str, list[str]] = {}
    for state in dict.fromkeys(moment.state for moment in moments if moment.state):
        states.setdefault(sign_of(state), []).append(words.state(state))
    for sign, called in sorted(states.items()):
        yield signed("circle", sign, 0, 0, 5.5, SOFT), words(tuple(sorted(called)))
    if any(moment.day > words.as_of for moment in moments):
        yield signed("circle", "", 0, 0, 5.5, SOFT, ahead=True), words(_("ahead"))


def _sample(kind: str, sign: str) -> str:
    mark = signed(SHAPES.get(kind, "flag"), sign, -5 if kind in BARS else 0, 0, 5, SOFT)
    bar = tag("rect", x=-5, y=-3, width=15, height=6, fill=SOFT, fill_opacity=0.22, stroke=SOFT)
    return bar + mark if kind in BARS else mark


def _told(moments: Sequence[Moment], along: Scale, words: Words) -> str:
    last = max(moment.until or moment.day for moment in moments)
    sentences = [
        words(
            plural(
                "{n} record from {first} to {last}, seen as of {day}.",
                "{n} records from {first} to {last}, seen as of {day}.",
                len(moments),
                first=moments[0].day,
                last=last,
                day=words.as_of,
            )
        )
    ]
    states = Counter(words.state(moment.state) for moment in moments if moment.state)
    if states:
        counted = tuple(f"{state}: {n}" for state, n in sorted(states.items()))
        sentences.append(words(_("How they stand: {states}.", states=counted)))
    sentences += [words(_("The axis is cut between {one} and {two}.", one=one, two=two)) for one, two in along.cuts]
    return " ".join(sentences)
