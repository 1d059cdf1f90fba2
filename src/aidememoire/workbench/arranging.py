"""Where do the actors of a whole dossier stand on the canvas? The same places for everyone who opens it."""

from __future__ import annotations

from functools import lru_cache

import rustworkx

from aidememoire.pictures._layout import Point, fitted, places, pushed_apart
from aidememoire.pictures.picture import Box

# Up to so many actors stand where the drawn pictures put them; past it that arithmetic would take seconds.
MOST_EXACT, MOST_PUSHED = 60, 160
STEP = 150.0
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
    return tuple((round(x, 1), round(y, 1)) for x, y in _with_room(rough))


def _with_room(rough: list[Point]) -> list[Point]:
    """Return points stretched over the smallest field of the canvas's shape in which no name lies on another."""
    boxes, wide = [_NAME] * len(rough), max(620.0, STEP * len(rough) ** 0.5)
    while True:
        field = Box(0, 0, wide, wide * 0.66)
        loose = fitted(rough, boxes, field)
        found = pushed_apart(loose, boxes, field, 6) if len(rough) <= MOST_PUSHED else loose
        if found:
            return found
        wide *= 1.12
