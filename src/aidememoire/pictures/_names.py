"""On which side of an actor do its words stand, so that ties pass them by?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aidememoire.pictures.layout import Point
from aidememoire.pictures.picture import Box
from aidememoire.pictures.ties import Line, hits

RADIUS = 9.0
"""Half of an actor's shape."""
REACH = RADIUS + 5
"""How far from an actor's middle its ties end."""

# Sides from the most welcome to the least: where words stand upwards, where sideways, at which end they are anchored.
_SIDES = {
    "below": "middle", "above": "middle", "below right": "start", "below left": "end", "above right": "start",
    "above left": "end", "right": "start", "left": "end",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """The words beside an actor: name in lines, roles, how much room they take, and on which side they stand."""

    lines: tuple[str, ...]
    roles: str
    long: float
    tall: float
    side: str = "below"

    @property
    def anchor(self) -> str:
        """Return at which end the lines are anchored."""
        return _SIDES[self.side]

    @property
    def words(self) -> Box:
        """Return the box of the words, around the actor's middle."""
        upright, _space, level = self.side.partition(" ")
        if not level and upright in {"left", "right"}:
            left = REACH + 2 if upright == "right" else -REACH - 2 - self.long
            return Box(left, -self.tall / 2, left + self.long, self.tall / 2)
        top = REACH if upright == "below" else -REACH - self.tall
        left = {"right": -RADIUS, "left": RADIUS - self.long}.get(level, -self.long / 2)
        return Box(left, top, left + self.long, top + self.tall)

    @property
    def whole(self) -> Box:
        """Return the box of shape and words together."""
        box = self.words
        return Box(min(box.left, -REACH), min(box.top, -REACH), max(box.right, REACH), max(box.bottom, REACH))


def quiet(
    names: Sequence[Name], points: Sequence[Point], lines: Sequence[Line], field: Box, *, keep_apart: bool
) -> list[Name]:
    """Return the names, each turned to the side where fewest lines cross it.

    With ``keep_apart`` a name turns only to where it stays inside the field and meets no other.
    """
    turned = list(names)
    for here, name in enumerate(names):
        others = [turned[i].whole.moved(*points[i]) for i in range(len(names)) if i != here]
        choices = []
        for place, side in enumerate((name.side, *_SIDES)):
            choice = replace(name, side=side)
            whole = choice.whole.moved(*points[here])
            apart = field.holds(whole) and not any(whole.meets(other, 4, 4) for other in others)
            if place and keep_apart and not apart:
                continue
            crossed = sum(hits(line, [choice.words.moved(*points[here])]) for line in lines)
            choices.append((crossed + 0.1 * place, choice))
        turned[here] = min(choices, key=lambda choice: choice[0])[1]
    return turned
