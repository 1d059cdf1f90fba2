"""How far has each kept its word, and how little is known of it? Bands of the share kept, ours above theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from aidememoire.pictures._marks import Key, legend, shape
from aidememoire.pictures.lettering import said, wrapped
from aidememoire.pictures.picture import (
    BODY,
    FAINT,
    INK,
    LINE,
    MARGIN,
    OURS,
    PAPER,
    SMALL,
    SOFT,
    THEIRS,
    WIDTH,
    Picture,
    drawn,
    empty,
    heading,
    lettered,
    near_side,
    start,
    tag,
)
from aidememoire.vocabulary.messages import Message, _, direction, plural

NAMES, TRACK, COUNTS = 236.0, 256.0, 92.0
HEAD, THICK = 22.0, 11.0
# More bands than these nobody compares on a page; the table that stands with the picture holds them all.
MOST_DRAWN = 40
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
LOOKS = {True: ("square", OURS, _("Ours")), False: ("circle", THEIRS, _("Theirs"))}

_COLUMNS = (
    _("Side"), _("Of"), _("Toward"), _("About"), _("Share kept"), _("Low"), _("High"), _("Starts from"), _("Reports"),
    _("Share that is prior"), _("Changed hands"),
)  # fmt: skip
_NOTHING = _("No promise is recorded yet. Record what was promised, by them and by us, and what came of it.")


@dataclass(frozen=True, slots=True)
class Band:
    """One record: of a body or post, toward whom, on what class of promise; shares from 0 to 1, None where unknown.

    ``prior`` is the share from which the record starts, None where no base rate is known; ``reports`` how many were
    heard; ``since`` the day from which on it counts, where the post has changed hands.
    """

    of: object
    toward: object | None
    about: object | None
    ours: bool
    mean: float | None
    low: float | None
    high: float | None
    prior: float | None
    reports: int
    prior_share: float
    since: date | None = None


def trust(bands: Sequence[Band], *, language: str, title: Message | str, worth: Message | str | None = None) -> Picture:
    """Draw a band for each record, ours first, in the order given: the mean, its range, and where it started.

    Of many, those with the most reports are drawn, and the picture says so; the table holds all. ``worth`` says above
    all of them what such a record is worth. The scale runs from 0 % on the left in every language; names stand where
    lines begin.
    """
    words = _Words(language)
    name, columns = words(title), [words(column) for column in _COLUMNS]
    if not bands:
        return empty(words(_NOTHING), title=name, language=language, columns=columns)
    bands = sorted(bands, key=lambda one: not one.ours)
    shown = _most_reported(bands)
    few = _few(shown, bands) if len(shown) < len(bands) else None
    head, top = heading(name, language)
    body = [head]
    for told in filter(None, (worth, few)):
        for line in wrapped(words(told), WIDTH - 2 * MARGIN, SMALL, 2):
            body.append(lettered(near_side(language), top + 8, line, size=SMALL, anchor=start(language), fill=SOFT))
            top += 16
    placed, bottom = _placed(shown, top + 22, words)
    body += [*_axis(words, top + 14, bottom)]
    body += [_drawn(one, y, words) for one, y in placed]
    body += [_side(ours, y, words) for ours, y in _sides(placed)]
    keys, tall = legend(_keys(shown, words), bottom + 4, language)
    return drawn(
        [*body, keys],
        height=bottom + tall + 12,
        title=name,
        description=_told(shown, few, words),
        language=language,
        columns=columns,
        rows=[words.row(one) for one in bands],
    )


def _most_reported(bands: Sequence[Band]) -> Sequence[Band]:
    """Return the bands to draw, in the order given: of many, those of which most was heard."""
    if len(bands) <= MOST_DRAWN:
        return bands
    most = sorted(range(len(bands)), key=lambda place: -bands[place].reports)[:MOST_DRAWN]
    return [bands[place] for place in sorted(most)]


def _few(shown: Sequence[Band], bands: Sequence[Band]) -> Message:
    return _(
        "Of {all} records, the {n} with the most reports are drawn. The table holds all of them.",
        all=len(bands), n=len(shown),
    )  # fmt: skip


class _Words:
    """What is said in one language, and where in the picture it stands."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.rightward = direction(language) == "ltr"

    def __call__(self, value: object) -> str:
        return said(value, self.language)

    @property
    def left(self) -> float:
        """Return where the scale begins: beside the names, which stand on the side where lines begin."""
        return MARGIN + NAMES + 18 if self.rightward else WIDTH - MARGIN - NAMES - 18 - TRACK

    @property
    def counts(self) -> float:
        """Return where the counts begin, on the far side of the scale."""
        return self.left + TRACK + 20 if self.rightward else self.left - 20

    def at(self, share: float) -> float:
        return self.left + TRACK * share

    def beneath(self, one: Band) -> str:
        parts = [one.about or _("class not said"), *([_("toward {toward}", toward=one.toward)] if one.toward else [])]
        return self(tuple(parts))

    def reset(self, one: Band) -> str:
        return self(_("in these hands since {day}", day=one.since)) if one.since else ""

    def row(self, one: Band) -> tuple[str, ...]:
        shares = (one.mean, one.low, one.high, one.prior)
        return (
            self(LOOKS[one.ours][2]),
            self(one.of),
            self(one.toward or ""),
            self(one.about or ""),
            *(_percent(share) for share in shares),
            str(one.reports),
            _percent(one.prior_share),
            self(one.since or ""),
        )


def _percent(share: float | None) -> str:
    return "X" if share is None else f"{round(100 * share)} %"


def _placed(bands: Sequence[Band], top: float, words: _Words) -> tuple[list[tuple[Band, float]], float]:
    """Return each band with the top of its row, and where the last one ends."""
    placed: list[tuple[Band, float]] = []
    before: bool | None = None
    for one in bands:
        top += HEAD if one.ours is not before else 0
        placed.append((one, top))
        before, top = one.ours, top + _tall(one, words)
    return placed, top


def _sides(placed: Sequence[tuple[Band, float]]) -> Iterator[tuple[bool, float]]:
    before: bool | None = None
    for one, y in placed:
        if one.ours is not before:
            yield one.ours, y
        before = one.ours


def _side(ours: bool, y: float, words: _Words) -> str:
    _, colour, label = LOOKS[ours]
    at, anchor = near_side(words.language), start(words.language)
    return lettered(at, y - 6, words(label), size=SMALL, anchor=anchor, fill=colour, font_weight="bold")


def _axis(words: _Words, top: float, bottom: float) -> Iterator[str]:
    for tick in TICKS:
        x = words.at(tick)
        yield tag(
            "path", d=f"M {round(x, 1)} {round(top + 6, 1)} V {round(bottom - 4, 1)}", stroke=FAINT, stroke_width=1
        )
        if tick in {0.0, 0.5, 1.0}:
            yield lettered(x, top, _percent(tick), size=SMALL, anchor="middle", fill=SOFT)


def _drawn(one: Band, top: float, words: _Words) -> str:
    y = top + 14
    return "".join([_name(one, top, words), _band(one, y, words), _counted(one, y, words)])


def _label(one: Band, words: _Words) -> tuple[list[str], list[str], str]:
    """Return the lines of a record's name, those of what it is about, and since when it counts."""
    named = wrapped(words(one.of), NAMES, BODY, 2)
    beneath = wrapped(words.beneath(one), NAMES, SMALL, 2)
    reset = wrapped(words.reset(one), NAMES - 14, SMALL, 1) if one.since else ("",)
    return list(named), list(beneath), reset[0]


def _tall(one: Band, words: _Words) -> float:
    named, beneath, reset = _label(one, words)
    return max(14.0 * len(named) + 12.0 * (len(beneath) + bool(reset)) + 16, 44.0)


def _name(one: Band, top: float, words: _Words) -> str:
    x, anchor, way = near_side(words.language), start(words.language), direction(words.language)
    named, beneath, reset = _label(one, words)
    body, y = [], top + 12
    for line in named:
        body.append(lettered(x, y, line, anchor=anchor))
        y += 14
    for line in beneath:
        body.append(lettered(x, y - 1, line, size=SMALL, anchor=anchor, fill=SOFT, whole=way))
        y += 12
    if reset:
        inward = 1 if words.rightward else -1
        body.append(shape("flag", x + inward * 5, y - 4, 4.5, fill=SOFT))
        body.append(lettered(x + inward * 14, y - 1, reset, size=SMALL, anchor=anchor, fill=SOFT, whole=way))
    return "".join(body)


def _band(one: Band, y: float, words: _Words) -> str:
    form, colour, _label = LOOKS[one.ours]
    line = tag("path", d=f"M {round(words.at(0), 1)} {round(y, 1)} H {round(words.at(1), 1)}", stroke=LINE)
    if one.mean is None or one.low is None or one.high is None:
        (nothing,) = wrapped(words(_("X: nothing seen, no base rate known")), TRACK, SMALL, 1)
        way = direction(words.language)
        return line + lettered(
            words.at(0.5), y - 5, nothing, size=SMALL, anchor="middle", fill=SOFT, whole=way, halo=True
        )
    left, right = words.at(one.low), words.at(one.high)
    look: dict[str, str | float] = {"fill": colour, "fill_opacity": 0.24, "stroke": colour, "stroke_width": 1}
    band = tag("rect", x=left, y=y - THICK / 2, width=right - left, height=THICK, rx=3, **look)
    return line + band + _start(one, y, words) + shape(form, words.at(one.mean), y, 4, fill=colour)


def _start(one: Band, y: float, words: _Words) -> str:
    if one.prior is None:
        return ""
    return shape("diamond", words.at(one.prior), y, 6.5, fill=PAPER, stroke=INK, stroke_width=1.3)


def _counted(one: Band, y: float, words: _Words) -> str:
    reports = words(plural("{n} report", "{n} reports", one.reports))
    share = words(_("{share} % prior", share=round(100 * one.prior_share)))
    x, anchor, way = words.counts, start(words.language), direction(words.language)
    (first,), (second,) = wrapped(reports, COUNTS, SMALL, 1), wrapped(share, COUNTS, SMALL, 1)
    body = lettered(x, y - 1, first, size=SMALL, anchor=anchor, whole=way)
    return body + lettered(x, y + 11, second, size=SMALL, anchor=anchor, fill=SOFT, whole=way)


def _keys(bands: Sequence[Band], words: _Words) -> Iterator[Key]:
    """Yield what the legend explains: only what occurs."""
    for ours in (True, False):
        if any(one.ours is ours and one.mean is not None for one in bands):
            form, colour, _label = LOOKS[ours]
            bar = tag("rect", x=-10, y=-5, width=20, height=10, rx=3, fill=colour, fill_opacity=0.24, stroke=colour)
            text = (
                _("share kept, ours, 10th to 90th percentile")
                if ours
                else _("share kept, theirs, 10th to 90th percentile")
            )
            yield bar + shape(form, 0, 0, 4.5, fill=colour), words(text)
    if any(one.prior is not None for one in bands):
        yield (
            shape("diamond", 0, 0, 4.5, fill=PAPER, stroke=INK, stroke_width=1.3),
            words(_("base rate: where it starts")),
        )
    if any(one.since for one in bands):
        yield shape("flag", 0, 0, 4.5, fill=SOFT), words(_("the post changed hands: the record starts again"))


def _told(bands: Sequence[Band], few: Message | None, words: _Words) -> str:
    sentences = [words(few)] if few else []
    for one in bands:
        if one.mean is None:
            sentences.append(words(_("{of}, {about}: nothing seen.", of=one.of, about=words.beneath(one))))
            continue
        sentences.append(
            words(
                _(
                    "{of}, {about}: {mean} kept, from {low} to {high}.",
                    of=one.of,
                    about=words.beneath(one),
                    mean=_percent(one.mean),
                    low=_percent(one.low),
                    high=_percent(one.high),
                )
            )
        )
    return " ".join(sentences)
