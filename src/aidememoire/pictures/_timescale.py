"""Where on the axis does a day fall? A scale of days that is cut where nothing happened for very long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from aidememoire.pictures.lettering import width
from aidememoire.pictures.picture import FAINT, LINE, PAPER, SMALL, SOFT, WIDTH, lettered, path, tag

CUT = 30.0
"""How wide the place is where the axis is cut."""

_STEPS = (
    *((days, "day") for days in (1, 7)),
    *((months, "month") for months in (1, 3, 6, 12, 24, 60, 120, 300, 600, 1200, 6000)),
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the axis that is not cut: from one day to another, and where these lie."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Return where a day lies."""
        days = (self.last - self.first).days
        return self.left + (self.right - self.left) * ((day - self.first).days / days if days else 0.5)


@dataclass(frozen=True, slots=True)
class Scale:
    """The stretches of an axis, from left to right; between two of them the axis is cut."""

    stretches: tuple[Stretch, ...]

    def at(self, day: date) -> float:
        """Return where a day lies; one in a cut lies in the middle of the cut."""
        for stretch in self.stretches:
            if stretch.first <= day <= stretch.last:
                return stretch.at(day)
        before = [stretch.right for stretch in self.stretches if stretch.last < day]
        after = [stretch.left for stretch in self.stretches if stretch.first > day]
        return ((before or after)[-1] + (after or before)[0]) / 2

    @property
    def cuts(self) -> tuple[tuple[date, date], ...]:
        """Return the last day before and the first day after each cut."""
        return tuple((one.last, two.first) for one, two in pairwise(self.stretches))


def scale(days: Iterable[date], left: float, right: float) -> Scale:
    """Return a scale on which all days have their place, with the axis cut where a gap dwarfs everything else."""
    known = sorted(set(days))
    cuts = _cuts(known)
    parts: list[tuple[date, date]] = []
    first = known[0]
    for one, two in pairwise(known):
        if (one, two) in cuts:
            parts.append((first, one))
            first = two
    parts.append((first, known[-1]))
    return Scale(tuple(_placed(parts, left, right)))


def _cuts(known: list[date]) -> set[tuple[date, date]]:
    gaps = sorted(pairwise(known), key=lambda gap: (gap[0] - gap[1]).days)
    rest = (known[-1] - known[0]).days
    found: set[tuple[date, date]] = set()
    for one, two in gaps[:3]:
        rest -= (two - one).days
        if not 0 < rest * 2 < (two - one).days or (two - one).days < 60:
            break
        found.add((one, two))
    return found


def _placed(parts: list[tuple[date, date]], left: float, right: float) -> Iterator[Stretch]:
    # A lone day needs room too, so that its mark does not stand in the cut.
    weights = [(last - first).days for first, last in parts]
    least = max(sum(weights) * 0.06, 1.0)
    weighed = [max(float(weight), least) for weight in weights]
    room = (right - left - CUT * (len(parts) - 1)) / sum(weighed)
    for (first, last), weight in zip(parts, weighed, strict=True):
        yield Stretch(first, last, left, left + weight * room)
        left += weight * room + CUT


def axis(scale: Scale, top: float, bottom: float) -> str:
    """Draw the axis at the bottom with its days, and a faint line upwards at each."""
    body = [tag("path", d=path("M", one.left, bottom, "H", one.right), stroke=LINE) for one in scale.stretches]
    for x, words in _ticks(scale):
        body.append(tag("path", d=path("M", x, top, "V", bottom + 4), stroke=FAINT))
        body.append(lettered(_middle(x, words), bottom + 15, words, size=SMALL, anchor="middle", fill=SOFT))
    for one, two in pairwise(scale.stretches):
        body.append(_cut(one.right, two.left, top, bottom))
    return "".join(body)


def _cut(left: float, right: float, top: float, bottom: float) -> str:
    middle = (left + right) / 2
    band = tag("rect", x=middle - 5, y=top, width=10, height=bottom - top, fill=FAINT)
    steps: list[str | float] = ["M", left, bottom, "H", middle - 6]
    for across, down in ((-3, -5), (3, 5), (6, 0)):
        steps += ["L", middle + across, bottom + down]
    zigzag = tag("path", d=path(*steps, "H", right), stroke=SOFT, fill=PAPER, stroke_linejoin="round")
    return band + zigzag


def _ticks(scale: Scale) -> list[tuple[float, str]]:
    """Return where ticks stand and what they say, by the finest step whose words keep apart."""
    lone = [stretch for stretch in scale.stretches if stretch.first == stretch.last]
    fixed = [(stretch.at(stretch.first), stretch.first.isoformat()) for stretch in lone]
    ticks: list[tuple[float, str]] = []
    for step, unit in _STEPS:
        days = ((stretch, found) for stretch in scale.stretches for found in _days(stretch, step, unit))
        ticks = [*fixed, *((stretch.at(day), words) for stretch, (day, words) in days if stretch not in lone)]
        if all(_apart(one, two) for one, two in pairwise(sorted(ticks))):
            break
    kept: list[tuple[float, str]] = []
    for tick in ticks:
        if all(_apart(*sorted((tick, other))) for other in kept):
            kept.append(tick)
    return sorted(kept)


def _apart(one: tuple[float, str], two: tuple[float, str]) -> bool:
    return _middle(*two) - _middle(*one) > (width(one[1], SMALL) + width(two[1], SMALL)) / 2 + 8


def _middle(x: float, words: str) -> float:
    """Return where the words of a tick are centred: on it, or a little inwards at the edge of the canvas."""
    half = width(words, SMALL) / 2 + 4
    return min(max(x, half), WIDTH - half)


def _days(stretch: Stretch, step: int, unit: str) -> Iterator[tuple[date, str]]:
    if unit == "day":
        if (stretch.last - stretch.first).days / step > 60:
            yield from ((stretch.first, stretch.first.isoformat()),) * 2  # too many: never apart
            return
        start = stretch.first.toordinal() + -stretch.first.toordinal() % step
        for ordinal in range(start, stretch.last.toordinal() + 1, step):
            yield date.fromordinal(ordinal), date.fromordinal(ordinal).isoformat()
        return
    first = stretch.first.year * 12 + stretch.first.month - 1
    last = stretch.last.year * 12 + stretch.last.month - 1
    for month in range(first + -first % step, last + 1, step):
        day = date(month // 12, month % 12 + 1, 1)
        if stretch.first <= day <= stretch.last:
            yield day, day.isoformat()[:4] if step % 12 == 0 else day.isoformat()[:7]
