"""Where do the actors of a network stand? The same places for everyone: no chance, no clock, only exact arithmetic.

Stress majorization (Gansner, Koren and North, 2004): distances on paper follow the number of steps between actors. Only
the four operations and square roots are used, which every machine rounds alike, from beginnings that are rounded first;
of several beginnings the one with the fewest crossing ties is kept. Then boxes that overlap push each other apart.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import combinations
from math import cos, pi, sin, sqrt

from aidememoire.pictures.picture import Box

Point = tuple[float, float]
Links = Sequence[tuple[int, int]]

_ROUNDS, _PUSHES = 80, 150


def places(count: int, links: Links, centre: int | None = None) -> list[Point]:
    """Return a place for each of ``count`` actors, around 0, 0, where a step along a link is about 1.

    Parameters
    ----------
    links : pairs of numbers below ``count``
    centre : the actor that stands at 0, 0, so that others surround it by the steps between; None for nobody
    """
    steps = _steps(count, links)
    strides = [stride for stride in (1, 2, 3, 5, 7, 11, 13) if count % stride or stride == 1]
    begun = [_settled(_circle(count, stride), steps, centre) for stride in strides[: 6 if count <= 30 else 3]]
    best = min(begun, key=lambda points: (crossings(points, links), round(_stress(points, steps), 3)))
    wide, tall = (max(values) - min(values) for values in zip(*best, strict=True))
    return [(y, x) for x, y in best] if tall > wide else best


def _steps(count: int, links: Links) -> list[list[float]]:
    near: list[set[int]] = [set() for _actor in range(count)]
    for one, two in links:
        near[one].add(two)
        near[two].add(one)
    rows = []
    for first in range(count):
        found, waiting = {first: 0}, deque([first])
        while waiting:
            here = waiting.popleft()
            for there in sorted(near[here] - found.keys()):
                found[there] = found[here] + 1
                waiting.append(there)
        rows.append(found)
    # Actors with no way between them stand a little farther apart than the farthest that have one.
    apart = max((max(found.values()) for found in rows), default=0) + 0.6
    return [[float(found.get(there, apart)) for there in range(count)] for found in rows]


def _circle(count: int, stride: int) -> list[Point]:
    angles = [2 * pi * (place * stride % count) / count for place in range(count)]
    return [(round(cos(angle), 3), round(sin(angle), 3)) for angle in angles]


def _settled(points: list[Point], steps: list[list[float]], centre: int | None) -> list[Point]:
    if centre is not None:
        points[centre] = (0.0, 0.0)
    for _round in range(_ROUNDS):
        for here in range(len(points)):
            if here != centre:
                points[here] = _pulled(here, points, steps[here], centre)
    return points


def _pulled(here: int, points: Sequence[Point], steps: Sequence[float], centre: int | None) -> Point:
    x, y = points[here]
    across = down = total = 0.0
    for there, (other_x, other_y) in enumerate(points):
        if there == here:
            continue
        wanted = steps[there]
        weight = (4.0 if there == centre else 1.0) / (wanted * wanted)
        dx, dy = x - other_x, y - other_y
        far = sqrt(dx * dx + dy * dy) or 0.001
        across += weight * (other_x + wanted * dx / far)
        down += weight * (other_y + wanted * dy / far)
        total += weight
    return (across / total, down / total) if total else (x, y)


def _stress(points: Sequence[Point], steps: Sequence[Sequence[float]]) -> float:
    return sum(
        (_far(points[one], points[two]) / steps[one][two] - 1) ** 2 for one, two in combinations(range(len(points)), 2)
    )


def _far(one: Point, two: Point) -> float:
    return sqrt((one[0] - two[0]) * (one[0] - two[0]) + (one[1] - two[1]) * (one[1] - two[1]))


def crossings(points: Sequence[Point], links: Links) -> int:
    """Return how many pairs of links cross when drawn straight."""
    pairs = sorted({(min(link), max(link)) for link in links})
    apart = ((*one, *two) for one, two in combinations(pairs, 2) if not set(one) & set(two))
    return sum(_cross(*(points[end] for end in ends)) for ends in apart)


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def fitted(points: Sequence[Point], boxes: Sequence[Box], field: Box) -> list[Point]:
    """Return points stretched to fill a field, and drawn in where the box around one would leave it."""
    xs = _stretched([x for x, _y in points], field.left + 40, field.right - 40)
    ys = _stretched([y for _x, y in points], field.top + 20, field.bottom - 20)
    return [
        (
            min(max(x, field.left - box.left), field.right - box.right),
            min(max(y, field.top - box.top), field.bottom - box.bottom),
        )
        for x, y, box in zip(xs, ys, boxes, strict=True)
    ]


def _stretched(values: Sequence[float], low: float, high: float) -> list[float]:
    least, most = min(values), max(values)
    if most - least < 1e-6:
        return [(low + high) / 2] * len(values)
    return [low + (high - low) * (value - least) / (most - least) for value in values]


def pushed_apart(points: Sequence[Point], boxes: Sequence[Box], field: Box, apart: float) -> list[Point] | None:
    """Return points moved until no two boxes around them meet, all inside the field; None where it is too small."""
    halves = [((box.right - box.left + apart) / 2, (box.bottom - box.top + apart) / 2) for box in boxes]
    off = [((box.right + box.left) / 2, (box.bottom + box.top) / 2) for box in boxes]
    middles = [(x + dx, y + dy) for (x, y), (dx, dy) in zip(points, off, strict=True)]
    for _push in range(_PUSHES):
        if not _push_once(middles, halves, field, apart / 2):
            return [(x - dx, y - dy) for (x, y), (dx, dy) in zip(middles, off, strict=True)]
    return None


def _push_once(middles: list[Point], halves: Sequence[Point], field: Box, edge: float) -> bool:
    # Goes over all pairs up to a hundred times: plain numbers in local names take a third of what pairs do.
    met = False
    for one, (wide, tall) in enumerate(halves):
        here_x, here_y = middles[one]
        for two in range(one + 1, len(halves)):
            there, half = middles[two], halves[two]
            dx = there[0] - here_x
            across = wide + half[0] - (dx if dx >= 0 else -dx)
            if across <= 0:
                continue
            dy = there[1] - here_y
            down = tall + half[1] - (dy if dy >= 0 else -dy)
            if down <= 0:
                continue
            met = True
            # Out of each other by the shorter way, and a little farther, so that it comes to an end.
            x = (across / 2 + 0.25) * (1 if dx >= 0 else -1) if across <= down else 0.0
            y = (down / 2 + 0.25) * (1 if dy >= 0 else -1) if across > down else 0.0
            here_x, here_y = middles[one] = _kept(here_x - x, here_y - y, halves[one], field, edge)
            middles[two] = _kept(there[0] + x, there[1] + y, half, field, edge)
    return met


def _kept(x: float, y: float, half: Point, field: Box, edge: float) -> Point:
    wide, tall = half[0] - edge, half[1] - edge
    return (min(max(x, field.left + wide), field.right - wide), min(max(y, field.top + tall), field.bottom - tall))
