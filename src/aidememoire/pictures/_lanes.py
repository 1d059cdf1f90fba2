"""Where does each mark stand in its lane, so that no two labels overlap? Rows are filled like shelves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from aidememoire.pictures._marks import signed, stacked
from aidememoire.pictures.lettering import shortened, width, wrapped
from aidememoire.pictures.picture import (
    BODY,
    LINE,
    MARGIN,
    PAPER,
    SMALL,
    TROUBLE,
    WIDTH,
    Box,
    lettered,
    near_side,
    path,
    start,
    tag,
)
from aidememoire.vocabulary.messages import direction

RADIUS, ASIDE, BETWEEN, STEP = 5.5, 11.0, 10.0, 3.0
UNDER = 300.0
"""How wide the line under a label may be: how a thing stands and its days."""


@dataclass(frozen=True, slots=True)
class Block:
    """One mark with its label: where it lies on the axis, what it looks like, what it says."""

    lane: str
    place: int
    colour: str
    shape: str
    sign: str
    worse: bool
    bar: bool
    ahead: bool
    left: float
    right: float
    known_until: float | None
    label: str
    whole: str | None
    meta: str
    lines: int
    room: float
    several: bool = False

    @property
    def spread(self) -> bool:
        """Say whether the mark is long, so that its label stands under it and not beside it."""
        return self.bar or self.right - self.left > 3


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with its place: the boxes of its mark and of its words, and the side from which the words run."""

    block: Block
    mark: Box
    said: Box
    anchor: str
    words: tuple[str, ...]
    meta: str

    @property
    def bottom(self) -> float:
        """Return where the lower of the two boxes ends."""
        return max(self.mark.bottom, self.said.bottom)

    def lowered(self, y: float) -> Placed:
        """Return the same, lower by so much."""
        return replace(self, mark=self.mark.moved(0, y), said=self.said.moved(0, y))

    def clear_of(self, other: Placed) -> bool:
        """Say whether neither mark nor words meet those of another."""
        boxes = (other.mark, other.said)
        return not any(one.meets(two, BETWEEN, 3) for one in (self.mark, self.said) for two in boxes)


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane with its heading, from top to bottom of the picture."""

    name: str
    colour: str
    top: float
    bottom: float
    marks: tuple[Placed, ...]


def laid_out(blocks: Iterable[Block], top: float, language: str, *, avoid: float) -> list[Lane]:
    """Return the lanes from top to bottom, every block where it meets no other; words keep off the line ``avoid``."""
    lanes: dict[tuple[int, str], list[Block]] = {}
    for block in blocks:
        lanes.setdefault((block.place, block.lane), []).append(block)
    out = []
    for (_place, name), held in sorted(lanes.items(), key=lambda lane: lane[0]):
        marks = _packed(held, top + 24, language, avoid)
        bottom = max(mark.bottom for mark in marks) + 8
        out.append(Lane(name, held[0].colour, top, bottom, tuple(marks)))
        top = bottom
    return out


def _packed(blocks: Sequence[Block], top: float, language: str, avoid: float) -> list[Placed]:
    placed: list[Placed] = []
    for block in blocks:
        # A way that keeps off the line may cost a little room downwards, no more.
        ways = [
            _lowered(way.lowered(top), placed, cost=12.0 if way.said.left < avoid < way.said.right else 0.0)
            for way in _ways(block, language)
        ]
        placed.append(min(ways, key=lambda way: way[0])[1])
    return placed


def _lowered(way: Placed, placed: Sequence[Placed], *, cost: float) -> tuple[float, Placed]:
    start = way.mark.top
    while any(not way.clear_of(other) for other in placed):
        way = way.lowered(STEP)
    return way.mark.top - start + cost, way


def _ways(block: Block, language: str) -> Iterator[Placed]:
    """Yield the ways in which a block can stand, the best first: words as the language runs, or against it."""
    words = wrapped(block.label, block.room, BODY, block.lines)
    meta = shortened(block.meta, UNDER, SMALL)
    long = max([width(meta, SMALL), *(width(line, BODY) for line in words)])
    mark = Box(block.left - RADIUS - 1, 0, max(block.left + RADIUS, block.right) + 1, 14)
    anchors = ("start", "end") if direction(language) == "ltr" else ("end", "start")
    aside = (block.left - RADIUS, block.right) if block.spread else (block.left + ASIDE, block.left - ASIDE)
    least, most = MARGIN, WIDTH - MARGIN
    found = False
    for anchor in anchors:
        left = aside[0] if anchor == "start" else aside[1] - long
        if not (least <= left and left + long <= most):
            continue
        found = True
        yield Placed(block, mark, _said(left, long, len(words), block), anchor, words, meta)
    if not found:
        left = min(max(block.left, least), most - long)
        under = replace(block, bar=True)
        yield Placed(block, mark, _said(left, long, len(words), under), anchors[0], words, meta)


def _said(left: float, long: float, lines: int, block: Block) -> Box:
    top = 14.0 if block.spread else 0.0
    return Box(left, top, left + long, top + 13 * lines + 13)


def drawn_lane(lane: Lane, language: str, *, first: bool) -> str:
    """Draw a lane: its heading where lines of the language begin, and its marks."""
    rule = "" if first else tag("path", d=path("M", MARGIN, lane.top, "H", WIDTH - MARGIN), stroke=LINE)
    name = lettered(
        near_side(language),
        lane.top + 15,
        shortened(lane.name, WIDTH - 2 * MARGIN, BODY),
        anchor=start(language),
        fill=lane.colour,
        font_weight="bold",
    )
    return rule + name + "".join(_mark(mark, language) for mark in lane.marks)


def _mark(placed: Placed, language: str) -> str:
    block, y = placed.block, placed.mark.top + 7
    colour = TROUBLE if block.worse else block.colour
    body = _bar(block, y, colour) if block.bar else _span(block, y, colour)
    if block.several:
        body += signed(block.shape, "hollow", block.left + 3, y - 3, RADIUS, colour, ahead=block.ahead)
    body += signed(block.shape, block.sign, block.left, y, RADIUS, colour, ahead=block.ahead)
    x = placed.said.left if placed.anchor == "start" else placed.said.right
    words = stacked(
        x, placed.said.top, placed.words, placed.meta, anchor=placed.anchor, whole=block.whole, language=language
    )
    return body + words


def _bar(block: Block, y: float, colour: str) -> str:
    look: dict[str, str | float] = {"fill": colour, "fill_opacity": 0.22, "stroke": colour, "stroke_width": 1}
    if block.ahead:
        look |= {"fill": PAPER, "stroke_dasharray": "3 2"}
    if block.known_until is None:
        return tag("rect", x=block.left, y=y - 3.5, width=max(block.right - block.left, 2), height=7, rx=1, **look)
    known = tag("rect", x=block.left, y=y - 3.5, width=max(block.known_until - block.left, 2), height=7, rx=1, **look)
    on = path("M", block.known_until, y, "H", block.right)
    return known + tag("path", d=on, stroke=colour, stroke_width=1.4, stroke_dasharray="2 4")


def _span(block: Block, y: float, colour: str) -> str:
    if not block.spread:
        return ""
    steps = path("M", block.left, y, "H", block.right, "M", block.right, y - 4, "V", y + 4)
    return tag("path", d=steps, stroke=colour, stroke_width=1.2, fill="none")
