"""Where do the actors of a whole dossier stand on the canvas? The same places for everyone who opens it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from itertools import product

import rustworkx

from aidememoire.pictures.layout import Point, fitted, places, pushed_apart
from aidememoire.pictures.picture import Box

# Up to so many actors stand where the drawn pictures put them; past it that arithmetic would take seconds.
MOST_EXACT = 40
STEP = 150.0
# Of the places for names on a wide field so many stay empty for each that is taken.
ROOM = 3
_NAME = Box(-62, -16, 62, 48)


@lru_cache(16)
def arranged(count: int, links: tuple[tuple[int, int], ...]) -> tuple[Point, ...]:
    """Return a place for each of ``count`` actors, in the units of the canvas, with room for a name under each.

    Few actors stand by stress (see ``pictures``), many by springs, from a seed that never changes.
    """
    if not count:
        return ()
    if count <= MOST_EXACT:
        rough = places(count, links)
    else:
        graph = rustworkx.PyGraph()
        graph.add_nodes_from(range(count))
        graph.add_edges_from_no_data(list(links))
        found = rustworkx.spring_layout(graph, seed=1, num_iter=120)
        rough = [(found[one][0], found[one][1]) for one in range(count)]
    placed = _with_room(rough) if count <= MOST_EXACT else _on_a_grid(rough)
    return tuple((round(x, 1), round(y, 1)) for x, y in placed)


def _with_room(rough: list[Point]) -> list[Point]:
    """Return points stretched over the smallest field of the canvas's shape in which no name lies on another."""
    boxes, wide = [_NAME] * len(rough), max(620.0, STEP * len(rough) ** 0.5)
    while True:
        field = Box(0, 0, wide, wide * 0.66)
        found = pushed_apart(fitted(rough, boxes, field), boxes, field, 6)
        if found:
            return found
        wide *= 1.12


def _on_a_grid(rough: list[Point]) -> list[Point]:
    """Return each point in the nearest free cell of a grid with room for a name, those farther in before the others."""
    wide, tall = _NAME.right - _NAME.left + 6, _NAME.bottom - _NAME.top + 6
    columns = math.ceil(math.sqrt(len(rough) * (1 + ROOM) * tall / wide / 0.66))
    rows = math.ceil(columns * wide / tall * 0.66)
    loose = fitted(rough, [_NAME] * len(rough), Box(0, 0, columns * wide, rows * tall))
    middle = columns * wide / 2, rows * tall / 2
    free = {
        (column, row): ((column + 0.5) * wide, (row + 0.5) * tall) for column in range(columns) for row in range(rows)
    }
    placed: dict[int, Point] = {}
    for one in sorted(range(len(loose)), key=lambda one: (math.dist(loose[one], middle), one)):
        cell = _nearest(free, loose[one], (int(loose[one][0] // wide), int(loose[one][1] // tall)))
        x, y = free.pop(cell)
        placed[one] = (x - (_NAME.left + _NAME.right) / 2, y - (_NAME.top + _NAME.bottom) / 2)
    return [placed[one] for one in range(len(loose))]


def _nearest(free: Mapping[tuple[int, int], Point], point: Point, cell: tuple[int, int]) -> tuple[int, int]:
    """Return the free cell whose middle is nearest to a point, looked for in rings around a cell."""
    step = 0
    there: list[tuple[int, int]] = []
    while not there:
        reach = range(-step, step + 1)
        ring = ((cell[0] + x, cell[1] + y) for x, y in product(reach, reach) if max(abs(x), abs(y)) == step)
        there = [one for one in ring if one in free]
        step += 1
    return min(there, key=lambda one: (math.dist(free[one], point), one))
