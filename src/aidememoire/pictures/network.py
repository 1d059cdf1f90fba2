"""Who has a hold on whom? A small network of actors and their ties, the same for everyone who draws it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aidememoire.pictures._marks import Key, legend, shape
from aidememoire.pictures._names import RADIUS, REACH, Name, quiet
from aidememoire.pictures.layout import Point, fitted, places, pushed_apart
from aidememoire.pictures.lettering import said, way, width, wrapped
from aidememoire.pictures.picture import (
    BODY,
    INK,
    MARGIN,
    OURS,
    PAPER,
    SMALL,
    SOFT,
    THEIRS,
    TROUBLE,
    WIDTH,
    Box,
    Picture,
    drawn,
    empty,
    heading,
    lettered,
    path,
    tag,
)
from aidememoire.pictures.ties import (
    Line,
    Look,
    cross_bar,
    drawn_line,
    marked,
    round_badge,
    routed,
    straight,
    stroke,
)
from aidememoire.vocabulary.codes import Sign, StanceRole
from aidememoire.vocabulary.messages import Message, _, direction, plural
from aidememoire.vocabulary.scales import Judged

SIDES: dict[str, tuple[Message, str, str, str]] = {
    "ours": (_("Our side"), "square", OURS, OURS),
    "theirs": (_("Their side"), "circle", THEIRS, THEIRS),
    "other": (_("Others"), "diamond", PAPER, INK),
}
_ROLES: dict[str, Message] = {role.value: role.label for role in StanceRole}
_ROLES |= {"sponsor": _("Sponsor"), "broker": _("Broker")}
_COLUMNS = (
    _("Actor"), _("Side"), _("Roles"), _("Over"), _("Tie"), _("Sign"), _("Strength"), _("Sources"), _("Years old"),
)  # fmt: skip
_NOTHING = _("There are no actors to show yet. Record an actor and a tie to see them here.")
ROOM = 118.0
"""The room of one line of a name."""


@dataclass(frozen=True, slots=True)
class Node:
    """An actor in the picture: ``side`` is ``ours``, ``theirs`` or ``other``; ``roles`` are codes or other words."""

    id: str
    label: object
    side: str = "other"
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie in the picture, from the actor who has the hold to the one over whom.

    ``sign`` is a code of ``Sign``; ``age_years`` how long ago it was last known to hold, None where nobody knows.
    """

    actor: str
    over: str
    sign: str = "positive"
    strength: Judged | None = None
    sourced: bool = True
    alleged: bool = False
    denied: bool = False
    age_years: float | None = None
    label: object = ""


def network(
    actors: Sequence[Node], ties: Sequence[Edge], *, language: str, title: Message | str, centre: str | None = None
) -> Picture:
    """Draw actors and the ties between them; ``centre`` names the actor around whom the others stand.

    Readable up to about 25 actors; more make the picture taller. Ties of an actor with itself, or with one who is not
    among ``actors``, are not drawn. The table has one row a tie, and one for each actor who holds nobody.
    """
    name, columns = said(title, language), [said(column, language) for column in _COLUMNS]
    if not actors:
        return empty(said(_NOTHING, language), title=name, language=language, columns=columns)
    number = {actor.id: place for place, actor in enumerate(actors)}
    shown = [tie for tie in ties if tie.actor in number and tie.over in number and tie.actor != tie.over]
    ends = [(number[tie.actor], number[tie.over]) for tie in shown]
    head, top = heading(name, language)
    middle = number.get(centre) if centre else None
    points, names, bottom = _placed(actors, ends, middle, top, language)
    looks = [_look(tie, language) for tie in shown]
    body = [head, *_drawn_ties(ends, looks, points, names, Box(MARGIN, top, WIDTH - MARGIN, bottom))]
    body += [_drawn_actor(actors[i], points[i], names[i], language, i == middle) for i in range(len(actors))]
    keys, tall = legend(_keys(actors, shown, centre in number, language), bottom + 8, language)
    return drawn(
        [*body, keys],
        height=bottom + 8 + tall + 8,
        title=name,
        description=_told(actors, shown, len(ties) - len(shown), language),
        language=language,
        columns=columns,
        rows=_rows(actors, shown, language),
    )


def _placed(
    actors: Sequence[Node], ends: Sequence[tuple[int, int]], centre: int | None, top: float, language: str
) -> tuple[list[Point], list[Name], float]:
    """Return where actors stand, their words, and where the field ends; actors without a tie stand in rows below."""
    tied = sorted({end for pair in ends for end in pair})
    names = [_name(actor, language, lines=3 if len(actors) <= 12 else 2) for actor in actors]
    points: list[Point] = [(0.0, 0.0)] * len(actors)
    bottom = top
    if tied:
        new = {old: place for place, old in enumerate(tied)}
        links = [(new[one], new[two]) for one, two in ends]
        middle = new.get(centre) if centre is not None else None
        found, turned, bottom = _spread([names[old] for old in tied], links, middle, top)
        for old, point, name in zip(tied, found, turned, strict=True):
            points[old], names[old] = point, name
    alone = [place for place in range(len(actors)) if place not in set(tied)]
    rows, bottom = _rows_of([names[place].whole for place in alone], bottom + 6, language)
    for place, point in zip(alone, rows, strict=True):
        points[place] = point
    return points, names, bottom


def _spread(
    names: Sequence[Name], links: Sequence[tuple[int, int]], centre: int | None, top: float
) -> tuple[list[Point], list[Name], float]:
    """Return places for actors with ties, their words on the quiet side, and the bottom of a field that holds them."""
    rough = places(len(names), links, centre)
    tall = min(max(110 + 26.0 * len(names), 170), 620)
    while True:
        field = Box(MARGIN, top + 6, WIDTH - MARGIN, top + 6 + tall)
        loose = fitted(rough, [name.whole for name in names], field)
        turned = quiet(names, loose, straight(links, loose, REACH, field), field, keep_apart=False)
        boxes = [name.whole for name in turned]
        points = pushed_apart(fitted(rough, boxes, field), boxes, field, 14)
        if points:
            lines = routed(links, points, REACH, *_boxes(turned, points), field)
            return points, quiet(turned, points, lines, field, keep_apart=True), field.bottom
        tall *= 1.15


def _rows_of(boxes: Sequence[Box], top: float, language: str) -> tuple[list[Point], float]:
    """Return places in rows, five to a row, in the way of the language, and where the last row ends."""
    points: list[Point] = []
    room = (WIDTH - 2 * MARGIN) / 5
    for first in range(0, len(boxes), 5):
        row = boxes[first : first + 5]
        for place in range(len(row)):
            column = 4 - place if direction(language) == "rtl" else place
            points.append((MARGIN + room * (column + 0.5), top - min(box.top for box in row)))
        top += max(box.bottom for box in row) - min(box.top for box in row) + 8
    return points, top


def _called(actor: Node, language: str) -> str:
    return said(actor.label, language) or said(actor.id, language) or "X"


def _name(actor: Node, language: str, *, lines: int) -> Name:
    words = wrapped(_called(actor, language), ROOM, BODY, lines)
    roles = said(tuple(_ROLES.get(str(role), role) for role in actor.roles), language)
    shown = wrapped(roles, ROOM, SMALL, 1)
    long = max([width(line, BODY) for line in words] + [width(line, SMALL) for line in shown])
    tall = 13.0 * len(words) + (12 if shown else 0) + 2
    return Name(words, shown[0] if shown else "", long + 2, tall)


def _drawn_ties(
    ends: Sequence[tuple[int, int]], looks: Sequence[Look], points: Sequence[Point], names: Sequence[Name], field: Box
) -> Iterator[str]:
    shapes, words = _boxes(names, points)
    lines = routed(ends, points, REACH, shapes, words, field)
    for line, look in zip(lines, looks, strict=True):
        yield drawn_line(line, look)
    yield from marked(lines, looks, [*shapes, *words], field)


def _boxes(names: Sequence[Name], points: Sequence[Point]) -> tuple[list[Box], list[Box]]:
    """Return the boxes of the actors' shapes, and those of their words."""
    shape_box = Box(-RADIUS - 2, -RADIUS - 2, RADIUS + 2, RADIUS + 2)
    shapes = [shape_box.moved(*point) for point in points]
    return shapes, [name.words.moved(*point) for name, point in zip(names, points, strict=True)]


def _look(tie: Edge, language: str) -> Look:
    return Look(
        hostile=Sign(tie.sign) is Sign.NEGATIVE,
        strength=tie.strength,
        dashed=not tie.sourced,
        opacity=opacity(tie.age_years),
        badges=("?" if tie.alleged else "") + ("≠" if tie.denied else ""),
        words=said(tie.label, language),
        whole=way(tie.label, language),
    )


def opacity(age: float | None) -> float:
    """Return how full a tie is drawn: paler over a year old, palest over three or where its age is unknown."""
    if age is None or age > 3:
        return 0.45
    return 1.0 if age <= 1 else 0.7


def _drawn_actor(actor: Node, point: Point, name: Name, language: str, centre: bool) -> str:
    (x, y), (_label, form, fill, outline) = point, SIDES.get(actor.side, SIDES["other"])
    ring = tag("circle", cx=x, cy=y, r=REACH - 0.5, fill="none", stroke=INK, stroke_width=1.4) if centre else ""
    body = [ring, shape(form, x, y, RADIUS, fill=fill, stroke=outline, stroke_width=1.6)]
    box, anchor = name.words.moved(x, y), name.anchor
    at = {"start": box.left + 1, "end": box.right - 1, "middle": x}[anchor]
    bold: dict[str, Any] = {"font_weight": "bold"} if centre else {}
    for place, line in enumerate(name.lines):
        one_way, down = way(actor.label, language), box.top + 11 + 13 * place
        body.append(lettered(at, down, line, anchor=anchor, whole=one_way, halo=True, **bold))
    if name.roles:
        down = box.top + 10.5 + 13 * len(name.lines)
        body.append(
            lettered(at, down, name.roles, size=SMALL, anchor=anchor, fill=SOFT, whole=direction(language), halo=True)
        )
    return "".join(body)


def _keys(actors: Sequence[Node], ties: Sequence[Edge], centred: bool, language: str) -> Iterator[Key]:
    """Yield what the legend explains: only what occurs."""
    for side, (label, form, fill, outline) in SIDES.items():
        if any((actor.side if actor.side in SIDES else "other") == side for actor in actors):
            yield shape(form, 0, 0, 5.5, fill=fill, stroke=outline, stroke_width=1.4), said(label, language)
    if centred:
        ring = tag("circle", cx=0, cy=0, r=6, fill="none", stroke=INK, stroke_width=1.4)
        yield ring, said(_("in the centre"), language)
    hostile = any(Sign(tie.sign) is Sign.NEGATIVE for tie in ties)
    plain = Look(False, Judged("moderate"), False, 1.0, "", "", None)
    looks: Mapping[Message, tuple[bool, str]] = {
        _("has a hold on"): (bool(ties), drawn_line(Line((-10, 0), (0, 0), (10, 0)), plain)),
        _("thicker: stronger"): (any(tie.strength for tie in ties), _thicker()),
        _("hairline: strength not judged"): (any(tie.strength is None for tie in ties), _sample(None)),
        _("hostile"): (hostile, _hostile()),
        _("without a source"): (any(not tie.sourced for tie in ties), _sample(Judged("moderate"), dashed=True)),
        _("paler: over a year old, palest: over three, or age unknown"): (
            any(opacity(tie.age_years) < 1 for tie in ties),
            _sample(Judged("moderate"), opacity=0.45),
        ),
        _("alleged"): (any(tie.alleged for tie in ties), round_badge("?", 0, 0)),
        _("denied"): (any(tie.denied for tie in ties), round_badge("≠", 0, 0)),
    }
    for words, (occurs, sample) in looks.items():
        if occurs:
            yield sample, said(words, language)


def _sample(strength: Judged | None, *, dashed: bool = False, opacity: float = 1.0) -> str:
    look = Look(False, strength, dashed, opacity, "", "", None)
    return tag("path", d=path("M", -10, 0, "H", 10), opacity=opacity, **stroke(look))


def _thicker() -> str:
    return tag("path", d=path("M", -10, 0.6, "L", 10, 2.4, "V", -2.4, "L", -10, -0.6, "Z"), fill=SOFT)


def _hostile() -> str:
    look = Look(True, Judged("moderate"), False, 1.0, "", "", None)
    return tag("path", d=path("M", -10, 0, "H", 10), **stroke(look)) + cross_bar(0, 0, (0, 1), TROUBLE)


def _rows(actors: Sequence[Node], ties: Sequence[Edge], language: str) -> Iterator[tuple[str, ...]]:
    called = {actor.id: _called(actor, language) for actor in actors}
    for actor in actors:
        side = said(SIDES.get(actor.side, SIDES["other"])[0], language)
        roles = said(tuple(_ROLES.get(str(role), role) for role in actor.roles), language)
        first = (called[actor.id], side, roles)
        held = [tie for tie in ties if tie.actor == actor.id]
        if not held:
            yield (*first, *[""] * (len(_COLUMNS) - len(first)))
        for tie in held:
            sources = [_("has a source") if tie.sourced else _("without a source")]
            sources += [_("alleged")] * tie.alleged + [_("denied")] * tie.denied
            values = (Sign(tie.sign), tie.strength, tuple(sources), tie.age_years)
            yield (*first, called[tie.over], said(tie.label, language), *(said(value, language) for value in values))


def _told(actors: Sequence[Node], ties: Sequence[Edge], left_out: int, language: str) -> str:
    sentences = [
        plural("{n} actor.", "{n} actors.", len(actors)),
        plural("{n} tie between them.", "{n} ties between them.", len(ties)),
    ]
    hostile = sum(Sign(tie.sign) is Sign.NEGATIVE for tie in ties)
    if hostile:
        sentences.append(plural("{n} tie is hostile.", "{n} ties are hostile.", hostile))
    if unsourced := sum(not tie.sourced for tie in ties):
        sentences.append(plural("{n} tie has no source.", "{n} ties have no source.", unsourced))
    if left_out:
        sentences.append(
            plural(
                "{n} tie is not drawn: an end of it is not shown here.",
                "{n} ties are not drawn: an end of them is not shown here.",
                left_out,
            )
        )
    return " ".join(said(sentence, language) for sentence in sentences)
