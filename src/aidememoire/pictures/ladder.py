"""Where does each actor stand between the two ends of an issue, and do those who assessed it agree?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aidememoire.pictures._marks import SIDES, Key, legend, movable, shape
from aidememoire.pictures.lettering import said, way, wrapped
from aidememoire.pictures.picture import (
    BODY,
    FAINT,
    INK,
    LINE,
    MARGIN,
    PAPER,
    SHADE,
    SMALL,
    SOFT,
    WIDTH,
    Picture,
    drawn,
    empty,
    heading,
    lettered,
    path,
    start,
    tag,
)
from aidememoire.vocabulary.messages import Message, _, direction, plural

_COLUMNS = (
    _("Actor"), _("Side"), _("Roles"), _("Assessed by"), _("Lowest"), _("Position"), _("Highest"),
)  # fmt: skip
_NOTHING = _("Nobody's position is recorded yet. Record a stance to see it here.")
NAMES, GAP = 226.0, 18.0


@dataclass(frozen=True, slots=True)
class Assessed:
    """A position by one assessor, 0 to 100, with the range in which it may lie; None where unknown.

    ``before`` is where the same assessor saw it earlier; None where they did not, or where it has not moved. ``of`` is
    the record behind it, where a reader may move its mark.
    """

    by: object
    position: float | None
    low: float | None = None
    high: float | None = None
    before: float | None = None
    of: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """An actor on the ladder with all that was assessed of it; ``roles`` are codes or other words."""

    label: object
    assessed: tuple[Assessed, ...]
    ours: bool = False
    roles: tuple[object, ...] = ()

    @property
    def mean(self) -> float | None:
        """Return the mean of the positions that are known."""
        known = [one.position for one in self.assessed if one.position is not None]
        return sum(known) / len(known) if known else None


def ladder(
    rungs: Sequence[Rung],
    *,
    language: str,
    title: Message | str,
    at_0: object = None,
    at_100: object = None,
    status_quo: float | None = None,
) -> Picture:
    """Draw one rung an actor, from those who support most down to those who oppose, with a bar for each assessor.

    A bar runs from the lowest to the highest that the position may be, its mark where it is thought to be, and a hollow
    one where it was thought to be before. What 0 and 100 mean stands over the ends. Positions run from left to right in
    every language; names stand on the near side.
    """
    moved = any(one.before is not None for rung in rungs for one in rung.assessed)
    headings = (*_COLUMNS, _("Before")) if moved else _COLUMNS
    name, columns = said(title, language), [said(column, language) for column in headings]
    if not rungs:
        return empty(said(_NOTHING, language), title=name, language=language, columns=columns)
    ordered = sorted(rungs, key=lambda one: (one.mean is None, -(one.mean or 0), said(one.label, language)))
    head, top = heading(name, language)
    track = _Track(language)
    ends, top = _ends(track, at_0, at_100, top, language)
    body: list[str] = []
    bottom = top
    for place, rung in enumerate(ordered):
        drawn_rung, tall = _rung(rung, track, bottom, language)
        if place % 2 == 0:
            body.append(tag("rect", x=MARGIN, y=bottom, width=WIDTH - 2 * MARGIN, height=tall, fill=SHADE))
        body.append(drawn_rung)
        bottom += tall
    scale = _scale(track, top, bottom, status_quo, language)
    keys, tall = legend(_keys(ordered, status_quo, language), bottom + 22, language)
    return drawn(
        [head, ends, *_backgrounds_first(body), scale, *_foregrounds(body), keys],
        height=bottom + 22 + tall + 8,
        title=name,
        description=_told(ordered, language),
        language=language,
        columns=columns,
        rows=_rows(ordered, language, moved=moved),
    )


def _backgrounds_first(body: Sequence[str]) -> list[str]:
    return [one for one in body if one.startswith("<rect")]


def _foregrounds(body: Sequence[str]) -> list[str]:
    return [one for one in body if not one.startswith("<rect")]


class _Track:
    """Where names and positions stand: names on the near side, positions beside them from left to right."""

    def __init__(self, language: str) -> None:
        rightward = direction(language) == "ltr"
        self.near = MARGIN + 6 if rightward else WIDTH - MARGIN - 6
        self.left = MARGIN + NAMES + GAP if rightward else MARGIN + GAP
        self.right = WIDTH - MARGIN - GAP if rightward else WIDTH - MARGIN - NAMES - GAP

    def at(self, position: float) -> float:
        """Return how far across a position stands."""
        return self.left + (self.right - self.left) * position / 100


def _ends(track: _Track, at_0: object, at_100: object, top: float, language: str) -> tuple[str, float]:
    """Draw what the two ends mean over them, and return where the rungs begin."""
    room = (track.right - track.left) / 2 - 8
    body, most = [], 0
    ends = ((at_0 or _("Opposes"), track.left, "start"), (at_100 or _("Supports"), track.right, "end"))
    for value, x, anchor in ends:
        lines = wrapped(said(value, language), room, SMALL, 3)
        most = max(most, len(lines))
        body += [
            lettered(x, top + 11 + 12 * place, line, size=SMALL, anchor=anchor, fill=SOFT, whole=way(value, language))
            for place, line in enumerate(lines)
        ]
    return "".join(body), top + 12 * most + 8


def _scale(track: _Track, top: float, bottom: float, status_quo: float | None, language: str) -> str:
    body = []
    for position in (0, 25, 50, 75, 100):
        x = track.at(position)
        body.append(tag("path", d=path("M", x, top, "V", bottom), stroke=LINE if position == 50 else FAINT))
        body.append(lettered(x, bottom + 13, str(position), size=SMALL, anchor="middle", fill=SOFT))
    if status_quo is not None:
        line = path("M", track.at(status_quo), top, "V", bottom)
        body.append(tag("path", d=line, stroke=INK, stroke_width=1.2, stroke_dasharray="5 3"))
    return "".join(body)


def _rung(rung: Rung, track: _Track, top: float, language: str) -> tuple[str, float]:
    """Draw one actor: the name over the roles, then a line for each assessor; return it with its height."""
    lines = wrapped(said(rung.label, language) or "X", NAMES - 12, BODY, 2)
    roles = wrapped(said(rung.roles, language), NAMES - 12, SMALL, 1)
    body, side = [], start(language)
    y = top + 15
    for line in lines:
        body.append(lettered(track.near, y, line, anchor=side, whole=way(rung.label, language), font_weight="bold"))
        y += 13
    for line in roles:
        body.append(lettered(track.near, y, line, size=SMALL, anchor=side, fill=SOFT, whole=direction(language)))
        y += 12
    if len(rung.assessed) <= 1:
        middle = top + (y - top) / 2 - 2
        body += [_bar(one, rung.ours, track, middle, language) for one in rung.assessed]
        return "".join(body), y - top
    for one in rung.assessed:
        (by,) = wrapped(said(one.by, language), NAMES - 24, SMALL, 1) or ("",)
        aside = 10 if direction(language) == "ltr" else -10
        body.append(
            lettered(track.near + aside, y + 1, by, size=SMALL, anchor=side, fill=SOFT, whole=way(one.by, language))
        )
        body.append(_bar(one, rung.ours, track, y - 2.5, language))
        y += 14
    return "".join(body), y - top - 2


def _bar(one: Assessed, ours: bool, track: _Track, y: float, language: str) -> str:
    if one.position is None:
        words = said(_("position not known"), language)
        return lettered(
            track.at(50), y + 3.5, words, size=SMALL, anchor="middle", fill=SOFT, whole=direction(language), halo=True
        )
    form, colour, _words = SIDES[ours]
    low, high = (one.position if end is None else end for end in (one.low, one.high))
    bar = tag("path", d=path("M", track.at(low), y, "H", track.at(high)), stroke=colour, stroke_width=5, opacity=0.35)
    ends = path("M", track.at(low), y - 4, "V", y + 4, "M", track.at(high), y - 4, "V", y + 4)
    caps = tag("path", d=ends, stroke=colour, stroke_width=1.2) if high > low else ""
    ghost = _ghost(form, track.at(one.before), track.at(one.position), y) if one.before is not None else ""
    mark = shape(form, track.at(one.position), y, 4.6, fill=colour)
    return bar + caps + ghost + movable(mark, one.of, across=("position", track.left, track.right))


def _ghost(form: str, x: float, now: float, y: float) -> str:
    """Draw where the position was before, and the way that it went."""
    line = tag("path", d=path("M", x, y, "H", now), stroke=SOFT, stroke_width=1, stroke_dasharray="3 2")
    return line + shape(form, x, y, 4.6, fill=PAPER, stroke=SOFT, stroke_dasharray="2 2")


def _keys(rungs: Sequence[Rung], status_quo: float | None, language: str) -> Iterator[Key]:
    for ours, (form, colour, words) in SIDES.items():
        if any(rung.ours is ours for rung in rungs):
            yield shape(form, 0, 0, 4.6, fill=colour), said(words, language)
    ranges = tag("path", d=path("M", -10, 0, "H", 10), stroke=SOFT, stroke_width=5, opacity=0.35)
    yield ranges, said(_("where it may lie, by one assessor"), language)
    if any(one.before is not None for rung in rungs for one in rung.assessed):
        yield shape("circle", 0, 0, 4.6, fill=PAPER, stroke=SOFT, stroke_dasharray="2 2"), said(_("before"), language)
    if status_quo is not None:
        line = tag("path", d=path("M", 0, -7, "V", 7), stroke=INK, stroke_width=1.2, stroke_dasharray="5 3")
        yield line, said(_("Status quo"), language)


def _rows(rungs: Sequence[Rung], language: str, *, moved: bool) -> Iterator[tuple[str, ...]]:
    for rung in rungs:
        first = (said(rung.label, language), said(SIDES[rung.ours][2], language), said(rung.roles, language))
        for one in rung.assessed or (Assessed("", None),):
            told = (one.by, one.low, one.position, one.high)
            before = ("" if one.before is None else one.before,) if moved else ()
            yield (*first, *(said(value, language) for value in (*told, *before)))


def _told(rungs: Sequence[Rung], language: str) -> str:
    sentences = [plural("{n} actor by position.", "{n} actors by position.", len(rungs))]
    known = [rung for rung in rungs if rung.mean is not None]
    if known:
        sentences.append(
            _(
                "From {most} at {high} down to {least} at {low}.",
                most=known[0].label,
                high=round(known[0].mean or 0),
                least=known[-1].label,
                low=round(known[-1].mean or 0),
            )
        )
    if len(known) < len(rungs):
        sentences.append(
            plural("Of {n} the position is not known.", "Of {n} the positions are not known.", len(rungs) - len(known))
        )
    if differing := sum(len({one.position for one in rung.assessed}) > 1 for rung in rungs):
        sentences.append(plural("On {n} actor assessors differ.", "On {n} actors assessors differ.", differing))
    return " ".join(said(sentence, language) for sentence in sentences)
