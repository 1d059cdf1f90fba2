"""How is a tie drawn, so that it goes round the words in its way and says what it is without colour?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from aidememoire.pictures._marks import badge
from aidememoire.pictures.layout import Links, Point
from aidememoire.pictures.lettering import shortened, width
from aidememoire.pictures.picture import INK, PAPER, SMALL, SOFT, TROUBLE, Box, lettered, path, tag
from aidememoire.vocabulary.scales import Judged

HOSTILE, FRIENDLY = TROUBLE, "#3f4b57"
_BENDS = (0.0, 0.1, -0.1, 0.2, -0.2, 0.32, -0.32)
_PARTS = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8)
_SAMPLES = tuple(place / 20 for place in range(21))
_LABEL = 110.0


@dataclass(frozen=True, slots=True)
class Line:
    """A tie on paper: a curve from one actor to another, bent through one point."""

    start: Point
    bend: Point
    end: Point

    def at(self, part: float) -> Point:
        """Return the point at a part of the way, 0 to 1."""
        rest = 1 - part
        one, two, three = rest * rest, 2 * rest * part, part * part
        return (
            one * self.start[0] + two * self.bend[0] + three * self.end[0],
            one * self.start[1] + two * self.bend[1] + three * self.end[1],
        )

    def across(self, part: float) -> Point:
        """Return the unit step sideways at a part of the way."""
        (x, y), (u, v) = self.at(max(part - 0.02, 0)), self.at(min(part + 0.02, 1))
        far = sqrt((u - x) ** 2 + (v - y) ** 2) or 1.0
        return (-(v - y) / far, (u - x) / far)


@dataclass(frozen=True, slots=True)
class Look:
    """What a tie shows: how it looks, its badges, its words and their direction."""

    hostile: bool
    strength: Judged | None
    dashed: bool
    opacity: float
    badges: str
    words: str
    whole: str | None


def thickness(strength: Judged | None) -> float:
    """Return how thick a tie is drawn: a hairline where nobody judged its strength."""
    return 0.8 if strength is None else 0.9 + 3.0 * strength.middle


def stroke(look: Look) -> dict[str, str | float]:
    """Return the attributes of a tie's line."""
    thick = thickness(look.strength)
    colour = HOSTILE if look.hostile else FRIENDLY
    out: dict[str, str | float] = {"stroke": colour, "stroke_width": thick, "fill": "none"}
    return out | ({"stroke_dasharray": f"{path(3 + thick)} {path(2.5 + thick)}"} if look.dashed else {})


def straight(ends: Links, points: Sequence[Point], reach: float, field: Box) -> list[Line]:
    """Return the lines of ties as they would run if nothing stood in their way."""
    return [_line(points[one], points[two], 0.0, reach, field) for one, two in ends]


def routed(
    ends: Links, points: Sequence[Point], reach: float, shapes: Sequence[Box], words: Sequence[Box], field: Box
) -> list[Line]:
    """Return the lines of ties, bent round other actors and away from words; ties of one pair never lie on each other.

    ``reach`` is how far from an actor's middle its ties end; ``shapes`` and ``words`` are the actors' boxes.
    """
    used: dict[tuple[int, int], set[float]] = {}
    lines = []
    for one, two in ends:
        turned = -1.0 if one > two else 1.0
        taken = used.setdefault((min(one, two), max(one, two)), set())
        bends = _bends(sum({one, two} == set(pair) for pair in ends))
        free = [bend for bend in bends if bend * turned not in taken]
        others = [box for place, box in enumerate(shapes) if place not in (one, two)]
        ways = [(_line(points[one], points[two], bend, reach, field), bend) for bend in free]
        line, bend = min(ways, key=lambda way: 3 * hits(way[0], others) + 2 * hits(way[0], words) + 8 * abs(way[1]))
        taken.add(bend * turned)
        lines.append(line)
    return lines


def _bends(ties: int) -> Sequence[float]:
    """Return the bends among which the ties of one pair choose: for several, as many as they are, evenly spread."""
    if ties == 1:
        return _BENDS
    most = min(0.13 * (ties - 1), 0.5)
    return sorted((round(most * (2 * place / (ties - 1) - 1), 3) for place in range(ties)), key=abs)


def _line(one: Point, two: Point, bend: float, reach: float, field: Box) -> Line:
    dx, dy = two[0] - one[0], two[1] - one[1]
    x, y = (one[0] + two[0]) / 2 - dy * bend, (one[1] + two[1]) / 2 + dx * bend
    # A curve stays between its three points, so inside the field where its bend does.
    middle = (min(max(x, field.left + 8), field.right - 8), min(max(y, field.top + 8), field.bottom - 8))
    return Line(_toward(one, middle, reach), middle, _toward(two, middle, reach))


def _toward(here: Point, there: Point, far: float) -> Point:
    dx, dy = there[0] - here[0], there[1] - here[1]
    whole = sqrt(dx * dx + dy * dy) or 1.0
    far = min(far, whole * 0.8)
    return (here[0] + dx * far / whole, here[1] + dy * far / whole)


def hits(line: Line, boxes: Iterable[Box]) -> int:
    """Return how much of a line lies in boxes, as a count of points along it."""
    points = _samples(line)
    return sum(
        box.left - 2 < x < box.right + 2 and box.top - 2 < y < box.bottom + 2 for box in boxes for x, y in points
    )


@lru_cache(4096)
def _samples(line: Line) -> tuple[Point, ...]:
    return tuple(line.at(part) for part in _SAMPLES)


def drawn_line(line: Line, look: Look) -> str:
    """Draw a tie's line and the arrow at its end."""
    colour, thick = HOSTILE if look.hostile else FRIENDLY, thickness(look.strength)
    (ax, ay), size = line.across(1.0), 6 + thick
    back = line.at(1.0)
    dx, dy = ay, -ax
    foot = (back[0] - dx * size, back[1] - dy * size)
    curve = path("M", *line.start, "Q", *line.bend, foot[0] + dx, foot[1] + dy)
    wing = size * 0.45
    head = path(
        "M", *back, "L", foot[0] + ax * wing, foot[1] + ay * wing, "L", foot[0] - ax * wing, foot[1] - ay * wing, "Z"
    )
    arrow = tag("path", d=head, fill=colour)
    return tag("g", tag("path", d=curve, **stroke(look)) + arrow, opacity=look.opacity)


def marked(lines: Sequence[Line], looks: Sequence[Look], taken: list[Box], field: Box) -> Iterator[str]:
    """Yield the signs on ties and their words, each where it meets nothing drawn before; words without room are left.

    ``taken`` holds the boxes where something stands already; it grows.
    """
    spots = []
    for line, look in zip(lines, looks, strict=True):
        signs = ("|" if look.hostile else "") + look.badges
        others = [other for other in lines if other is not line]
        part = min(_PARTS, key=_crowding(line, signs, taken, others))
        taken += [_round(line, part, signs)] if signs else []
        spots.append((part, signs))
    for (part, signs), line, look in zip(spots, lines, looks, strict=True):
        yield _signs(line, part, signs, look)
    for line, look in zip(lines, looks, strict=True):
        yield _words(line, look, lines, taken, field)


def _round(line: Line, part: float, signs: str) -> Box:
    x, y = line.at(part)
    half = 6.5 * len(signs)
    return Box(x - half, y - half, x + half, y + half)


def _crowding(line: Line, signs: str, taken: Sequence[Box], others: Sequence[Line]) -> Callable[[float], int]:
    def crowd(part: float) -> int:
        box = _round(line, part, signs)
        return 3 * sum(box.meets(other) for other in taken) + sum(hits(other, [box]) for other in others)

    return crowd if signs else lambda _part: 0


def _signs(line: Line, part: float, signs: str, look: Look) -> str:
    body, colour = [], HOSTILE if look.hostile else FRIENDLY
    long = sqrt((line.end[0] - line.start[0]) ** 2 + (line.end[1] - line.start[1]) ** 2) or 1.0
    for place, sign in enumerate(signs):
        where = min(max(part + (place - (len(signs) - 1) / 2) * 13 / long, 0.0), 1.0)
        x, y = line.at(where)
        body.append(cross_bar(x, y, line.across(where), colour) if sign == "|" else round_badge(sign, x, y))
    return "".join(body)


def cross_bar(x: float, y: float, across: Point, colour: str) -> str:
    """Draw the two short bars over a line that mark it as hostile."""
    (ax, ay), steps = across, list[str | float]()
    for shift in (-2.2, 2.2):
        mx, my = x + ay * shift, y - ax * shift
        steps += ["M", mx - ax * 6, my - ay * 6, "L", mx + ax * 6, my + ay * 6]
    return tag("path", d=path(*steps), stroke=colour, stroke_width=1.8)


def round_badge(sign: str, x: float, y: float) -> str:
    """Draw a sign in a small circle: ? for alleged, ≠ for denied."""
    return tag("circle", cx=x, cy=y, r=6, fill=PAPER, stroke=SOFT) + badge(sign, x, y, INK)


def _words(line: Line, look: Look, lines: Sequence[Line], taken: list[Box], field: Box) -> str:
    if not look.words:
        return ""
    said = shortened(look.words, _LABEL, SMALL)
    half = width(said, SMALL) / 2 + 1
    best: tuple[float, Box] | None = None
    for part in (0.5, 0.4, 0.6, 0.3, 0.7):
        (x, y), (ax, ay) = line.at(part), line.across(part)
        for side in (1, -1):
            # Far enough aside that a level line clears the height of the words, an upright one their length.
            far = side * (abs(ax) * half + abs(ay) * 6 + 5)
            box = Box(x + ax * far - half, y + ay * far - 6, x + ax * far + half, y + ay * far + 6)
            if any(box.meets(other, 2, 1) for other in taken) or not field.holds(box):
                continue
            cost = sum(hits(other, [box]) for other in lines) + abs(part - 0.5) * 2
            if best is None or cost < best[0]:
                best = (cost, box)
    if best is None or best[0] >= 6:
        return ""
    box = best[1]
    taken.append(box)
    x = (box.left + box.right) / 2
    return lettered(x, box.bottom - 3, said, size=SMALL, anchor="middle", fill=SOFT, whole=look.whole, halo=True)
