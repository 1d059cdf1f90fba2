"""Who has power over an issue and cares about it? A grid of four fields, each mark as sure as its draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

from aidememoire.pictures._marks import SIDES, Key, legend, movable, shape
from aidememoire.pictures.layout import Point as Place
from aidememoire.pictures.layout import pushed_apart
from aidememoire.pictures.lettering import said, way, width, wrapped
from aidememoire.pictures.picture import (
    BODY,
    INK,
    LINE,
    MARGIN,
    PAPER,
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
    start,
    tag,
)
from aidememoire.vocabulary.codes import Quadrant
from aidememoire.vocabulary.messages import Message, _, direction, plural

_COLUMNS = (
    _("Number"), _("Actor"), _("Side"), _("Power"), _("Interest"), _("Field"), _("Share of draws"), _("Before"),
)  # fmt: skip
_NOTHING = _("Nobody's power and interest are judged yet. Record salience and influence in a stance to see them here.")
LEFT, TALL = MARGIN + 30, 300.0
SURE, FAIR = 0.9, 0.6
_CORNERS = {
    Quadrant.CONTENT: (0.0, 0.5), Quadrant.CLOSE: (0.5, 0.5), Quadrant.WATCH: (0.0, 0.0), Quadrant.INFORMED: (0.5, 0.0),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """An actor in the grid: power and interest from 0 to 1, its field, and the share of draws that put it there.

    ``before`` is where it stood earlier, as power and interest; None where that is not told. ``of`` is the record
    behind it, where a reader may move its mark.
    """

    label: object
    power: float
    interest: float
    quadrant: Quadrant
    share: float
    ours: bool = False
    before: tuple[float, float] | None = None
    of: str = ""


def grid(points: Sequence[Point], *, language: str, title: Message | str) -> Picture:
    """Draw power upwards and interest to the right, with a numbered mark for each actor and the names below.

    Marks are larger and fuller the surer their field is, and stand aside from each other where they would overlap.
    Readable up to about 25 actors. The axes are not mirrored in languages that run from right to left.
    """
    name, columns = said(title, language), [said(column, language) for column in _COLUMNS]
    if not points:
        return empty(said(_NOTHING, language), title=name, language=language, columns=columns)
    ordered = sorted(
        points, key=lambda one: (list(Quadrant).index(one.quadrant), -one.power, said(one.label, language))
    )
    head, top = heading(name, language)
    field = Box(LEFT, top + 6, WIDTH - MARGIN, top + 6 + TALL)
    places = _places(ordered, field)
    body = [head, *_ground(field, language), *_fields(ordered, places, field, language)]
    placed = list(zip(ordered, places, strict=True))
    body += [_ghost(one, at, field) for one, at in placed if one.before]
    body += [_mark(number, one, at, field) for number, (one, at) in enumerate(placed, start=1)]
    names, bottom = _names(ordered, field.bottom + 34, language)
    keys, tall = legend(_keys(ordered, language), bottom + 4, language)
    return drawn(
        [*body, *names, keys],
        height=bottom + 4 + tall + 8,
        title=name,
        description=_told(ordered, language),
        language=language,
        columns=columns,
        rows=_rows(ordered, language),
    )


def _at(power: float, interest: float, field: Box) -> Place:
    inner = _inner(field)
    return inner.left + interest * (inner.right - inner.left), inner.bottom - power * (inner.bottom - inner.top)


def _inner(field: Box) -> Box:
    return Box(field.left + 14, field.top + 14, field.right - 14, field.bottom - 14)


def _radius(share: float) -> float:
    return 11.0 if share >= SURE else 9.5 if share >= FAIR else 8.0


def _places(points: Sequence[Point], field: Box) -> list[Place]:
    """Return where marks stand, moved as little as keeps them apart."""
    exact = [_at(one.power, one.interest, field) for one in points]
    boxes = [Box(-r, -r, r, r) for r in (_radius(one.share) for one in points)]
    # Marks on the very same spot would be pushed along one line; a small turn spreads them.
    turned = [(x + (n % 3 - 1) * 0.5, y + (n % 2) * 0.5) for n, (x, y) in enumerate(exact)]
    return pushed_apart(turned, boxes, field, 2) or _one_by_one(exact, boxes, field)


def _one_by_one(exact: Sequence[Place], boxes: Sequence[Box], field: Box) -> list[Place]:
    """Return each mark on the free spot nearest to its own: where many crowd, pushing comes to no end."""
    placed: list[Box] = []
    for (x, y), box in zip(exact, boxes, strict=True):
        free = (there for there in map(box.moved, *zip(*_around(x, y), strict=True)) if field.holds(there))
        placed.append(
            next((there for there in free if not any(there.meets(one, 2, 2) for one in placed)), box.moved(x, y))
        )
    return [((box.left + box.right) / 2, (box.top + box.bottom) / 2) for box in placed]


def _around(x: float, y: float) -> list[Place]:
    """Return a spot and those in rings around it, the nearest first."""
    rings = [(4.0 * ring, 2 * pi * turn / (6 * ring)) for ring in range(1, 160) for turn in range(6 * ring)]
    return [(x, y), *((x + far * cos(angle), y + far * sin(angle)) for far, angle in rings)]


def _ground(field: Box, language: str) -> Iterator[str]:
    yield tag("rect", x=field.left, y=field.top, width=field.right - field.left, height=field.bottom - field.top,
              fill=PAPER, stroke=LINE)  # fmt: skip
    wide, tall = (field.right - field.left) / 2, (field.bottom - field.top) / 2
    yield tag("rect", x=field.left + wide, y=field.top, width=wide, height=tall, fill=SHADE)
    lines = path(
        "M", field.left + wide, field.top, "V", field.bottom, "M", field.left, field.top + tall, "H", field.right
    )
    yield tag("path", d=lines, stroke=LINE, fill="none")
    middle = (field.left + field.right) / 2
    yield lettered(field.left, field.bottom + 14, said(_("little"), language), size=SMALL, fill=SOFT)
    yield lettered(middle, field.bottom + 14, said(_("Interest"), language), anchor="middle", fill=INK)
    yield lettered(field.right, field.bottom + 14, said(_("much"), language), size=SMALL, anchor="end", fill=SOFT)
    x = field.left - 9
    for y, words, anchor, size, fill in (
        (field.bottom, _("little"), "start", SMALL, SOFT),
        ((field.top + field.bottom) / 2, _("Power"), "middle", BODY, INK),
        (field.top, _("much"), "end", SMALL, SOFT),
    ):
        turn = f"rotate(-90 {path(x, y)})"
        yield lettered(x, y, said(words, language), anchor=anchor, size=size, fill=fill, transform=turn)


def _fields(points: Sequence[Point], places: Sequence[Place], field: Box, language: str) -> Iterator[str]:
    """Yield the name of each field, in the first of its corners where no mark stands."""
    marks = [
        Box(x - _radius(one.share), y - _radius(one.share), x + _radius(one.share), y + _radius(one.share))
        for one, (x, y) in zip(points, places, strict=True)
    ]
    wide, tall = (field.right - field.left) / 2, (field.bottom - field.top) / 2
    for quadrant, (across, up) in _CORNERS.items():
        left, top = field.left + across * 2 * wide, field.bottom - (up + 0.5) * 2 * tall
        words = said(quadrant, language)
        long = width(words, SMALL)
        corners = [(x, y) for y in (top + 4, top + tall - 16) for x in (left + 7, left + wide - 7 - long)]
        boxes = [Box(x, y, x + long, y + 12) for x, y in corners]
        free = [box for box in boxes if not any(box.meets(mark, 2, 2) for mark in marks)]
        box = (free or boxes)[0]
        yield lettered(box.left, box.top + 9, words, size=SMALL, fill=SOFT, font_style="italic")


def _look(one: Point) -> dict[str, Any]:
    colour = SIDES[one.ours][1]
    if one.share >= SURE:
        return {"fill": colour, "stroke": colour, "stroke_width": 1.6}
    if one.share >= FAIR:
        return {"fill": colour, "fill_opacity": 0.22, "stroke": colour, "stroke_width": 1.6}
    return {"fill": PAPER, "stroke": colour, "stroke_width": 1.4, "stroke_dasharray": "2.5 2"}


def _mark(number: int, one: Point, at: Place, field: Box) -> str:
    ink = PAPER if one.share >= SURE else INK
    words = lettered(at[0], at[1] + 3.4, str(number), size=SMALL, anchor="middle", fill=ink, font_weight="bold")
    mark, inner = shape(SIDES[one.ours][0], *at, _radius(one.share), **_look(one)) + words, _inner(field)
    across, up = ("salience", inner.left, inner.right), ("influence", inner.bottom, inner.top)
    return movable(mark, one.of, across=across, up=up)


def _ghost(one: Point, at: Place, field: Box) -> str:
    assert one.before is not None
    x, y = _at(*one.before, field)
    line = tag("path", d=path("M", x, y, "L", *at), stroke=SOFT, stroke_width=1, stroke_dasharray="3 2", fill="none")
    return line + shape(SIDES[one.ours][0], x, y, 6, fill=PAPER, stroke=SOFT, stroke_dasharray="2 2")


def _names(points: Sequence[Point], top: float, language: str) -> tuple[list[str], float]:
    """Draw the names below in two columns, each with its number and its share of draws; the near side first."""
    body: list[str] = []
    room = (WIDTH - 2 * MARGIN) / 2
    rightward = direction(language) == "ltr"
    half = -(-len(points) // 2)
    down = [top, top]
    for number, one in enumerate(points, start=1):
        column = 0 if number <= half else 1
        near = MARGIN + room * column if rightward else WIDTH - MARGIN - room * column
        sign = 1 if rightward else -1
        figure = said(f"{one.share:.0%}", language)
        lines = wrapped(said(one.label, language) or "X", room - 34 - width(figure, SMALL) - 16, BODY, 2)
        y = down[column] + 11
        body.append(
            lettered(near + sign * 18, y, str(number), anchor="end" if rightward else "start", font_weight="bold")
        )
        for place, line in enumerate(lines):
            body.append(
                lettered(near + sign * 26, y + 13 * place, line, anchor=start(language), whole=way(one.label, language))
            )
        body.append(
            lettered(
                near + sign * (room - 14), y, figure, size=SMALL, anchor="end" if rightward else "start", fill=SOFT
            )
        )
        down[column] += 13 * len(lines) + 4
    return body, max(down)


def _keys(points: Sequence[Point], language: str) -> Iterator[Key]:
    for ours, (form, colour, words) in SIDES.items():
        if any(one.ours is ours for one in points):
            yield shape(form, 0, 0, 5.5, fill=colour, stroke=colour), said(words, language)
    sample = {0.95: _("in nine draws of ten"), 0.7: _("in six of ten"), 0.3: _("in fewer")}
    for share, words in sample.items():
        if any(_radius(one.share) == _radius(share) for one in points):
            like = Point("", 0, 0, Quadrant.CLOSE, share, ours=all(one.ours for one in points))
            yield shape(SIDES[like.ours][0], 0, 0, _radius(share) * 0.62, **_look(like)), said(words, language)
    if any(one.before for one in points):
        yield shape("circle", 0, 0, 5, fill=PAPER, stroke=SOFT, stroke_dasharray="2 2"), said(_("before"), language)


def _rows(points: Sequence[Point], language: str) -> Iterator[tuple[str, ...]]:
    for number, one in enumerate(points, start=1):
        values = (SIDES[one.ours][2], round(one.power, 2), round(one.interest, 2), one.quadrant)
        before = tuple(round(value, 2) for value in one.before) if one.before else ""
        told = (said(value, language) for value in (*values, f"{one.share:.0%}", before))
        yield (str(number), said(one.label, language), *told)


def _told(points: Sequence[Point], language: str) -> str:
    counts = {quadrant: sum(one.quadrant is quadrant for one in points) for quadrant in Quadrant}
    sentences = [
        plural("{n} actor by power and interest.", "{n} actors by power and interest.", len(points)),
        *(_("{quadrant}: {n}.", quadrant=quadrant, n=n) for quadrant, n in counts.items() if n),
    ]
    return " ".join(said(sentence, language) for sentence in sentences)
