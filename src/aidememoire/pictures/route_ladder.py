"""Through whom could somebody be reached, how surely, where is each way weakest, and which are closed?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aidememoire.pictures._marks import Key, badge, legend, shape
from aidememoire.pictures.lettering import said, way, wrapped
from aidememoire.pictures.network import SIDES
from aidememoire.pictures.picture import (
    BOTH,
    FAINT,
    INK,
    LINE,
    MARGIN,
    PAPER,
    SMALL,
    SOFT,
    TROUBLE,
    WIDTH,
    Picture,
    drawn,
    empty,
    heading,
    lettered,
    path,
    tag,
)
from aidememoire.pictures.ties import Line, Look, drawn_line
from aidememoire.vocabulary.messages import Message, _, direction, figure, plural
from aidememoire.vocabulary.scales import Judged, percent

_COLUMNS = (
    _("Rank"), _("Path"), _("Chance"), _("Low"), _("High"), _("Best in share of draws"), _("Weakest tie"),
    _("Exposure"), _("Blocked"),
)  # fmt: skip
_NOTHING = _("There is no route to show yet. Record who has a hold on whom, and on what source, to see one here.")

FIRST, LAST, ROOM, RADIUS, REACH = MARGIN + 62.0, 446.0, 86.0, 8.0, 12.0
"""Where the first and the last actor of a route stand, the room of a name, half a shape, where ties end."""
SCALE_LEFT, SCALE_RIGHT = 510.0, WIDTH - MARGIN - 8
ASIDE = SCALE_RIGHT - SCALE_LEFT + 30
"""How wide words under or on the scale may be."""
LINES = 3


@dataclass(frozen=True, slots=True)
class Rung:
    """One tie of a route: how strong, how harmful to the go-between if known (0 to 3), whether it has a source."""

    strength: Judged | None = None
    exposure: int | None = None
    sourced: bool = True


@dataclass(frozen=True, slots=True)
class Ladder:
    """One route: two actors or more, and the ties between each and the next.

    ``success, low, high, best_share`` lie between 0 and 1; ``weakest`` is the number of the weakest tie. Without a rank
    the route is blocked, at every tie that exposes the go-between to more than ``limit``.
    """

    rank: int | None
    actors: tuple[object, ...]
    rungs: tuple[Rung, ...]
    success: float
    low: float
    high: float
    best_share: float
    weakest: int
    limit: int = 3

    @property
    def blocked_at(self) -> tuple[int, ...]:
        """Return the numbers of the ties above the limit."""
        return tuple(n for n, rung in enumerate(self.rungs) if (rung.exposure or 0) > self.limit)

    @property
    def exposure(self) -> int | None:
        """Return the highest exposure; None where one is unknown, unless what is known already blocks the route."""
        known = [rung.exposure for rung in self.rungs if rung.exposure is not None]
        unknown = len(known) < len(self.rungs) and not self.blocked_at
        return None if unknown else max(known, default=None)


def route_ladder(routes: Sequence[Ladder], *, language: str, title: Message | str) -> Picture:
    """Draw routes from our side, left, to the counterpart, right, one under another, each with its chance as a band.

    The weakest tie is named, the exposure of each tie stands in a ring on it, blocked routes are struck through. Routes
    run from left to right in every language. The table has one row a route.
    """
    name, columns = said(title, language), [said(column, language) for column in _COLUMNS]
    if not routes:
        return empty(said(_NOTHING, language), title=name, language=language, columns=columns)
    head, top = heading(name, language)
    first = top + 30
    body: list[str] = []
    bottom = first
    for route in routes:
        rung, bottom = _drawn_route(route, bottom, language)
        body.append(rung)
    scale = _scale(top, first, bottom, language) if any(route.rank is not None for route in routes) else ""
    keys, tall = legend(_keys(routes, language), bottom + 6, language)
    return drawn(
        [head, scale, *body, keys],
        height=bottom + 6 + tall + 12,
        title=name,
        description=_told(routes, language),
        language=language,
        columns=columns,
        rows=[_row(route, language) for route in routes],
    )


def _scale(top: float, first: float, bottom: float, language: str) -> str:
    """Draw the scale of chances over the bands: 0 to 1, with its name."""
    label, whole = said(_("Chance"), language), direction(language)
    body = lettered(_at(0.5), top + 10, label, size=SMALL, anchor="middle", fill=SOFT, whole=whole)
    for value in (0.0, 0.5, 1.0):
        body += tag("path", d=path("M", _at(value), first - 2, "V", bottom - 8), stroke=FAINT)
        body += lettered(_at(value), top + 24, figure(value), size=SMALL, anchor="middle", fill=SOFT)
    return body


def _at(chance: float) -> float:
    return SCALE_LEFT + min(max(chance, 0.0), 1.0) * (SCALE_RIGHT - SCALE_LEFT)


def _drawn_route(route: Ladder, top: float, language: str) -> tuple[str, float]:
    """Draw one route under a top, and return it with where it ends."""
    y = top + 24
    step = (LAST - FIRST) / (len(route.actors) - 1)
    places = [FIRST + step * n for n in range(len(route.actors))]
    body = [_rank(route, y)]
    for n, rung in enumerate(route.rungs):
        body.append(_drawn_rung(route, n, rung, (places[n], places[n + 1]), y, language))
    tall = 0
    for n, actor in enumerate(route.actors):
        side = "ours" if n == 0 else "theirs" if n == len(route.actors) - 1 else "other"
        _label, form, fill, outline = SIDES[side]
        body.append(shape(form, places[n], y, RADIUS, fill=fill, stroke=outline, stroke_width=1.6))
        lines = wrapped(said(actor, language), min(ROOM, step - 4), SMALL, LINES)
        tall = max(tall, len(lines))
        one_way = way(actor, language)
        body += [
            lettered(places[n], y + 21 + 11.5 * line, words, size=SMALL, anchor="middle", whole=one_way)
            for line, words in enumerate(lines)
        ]
    if route.rank is None:
        line = path("M", FIRST - RADIUS, y + RADIUS + 1, "L", LAST + RADIUS, y - RADIUS - 1)
        body.append(tag("path", d=line, stroke=TROUBLE, stroke_width=2.2, fill="none"))
        body.append(_refused(route, y, language))
    else:
        body.append(_band(route, y, language))
    return "".join(body), y + 21 + 11.5 * max(tall, 2) + 8


def _rank(route: Ladder, y: float) -> str:
    x = MARGIN + 9
    if route.rank is None:
        cross = path("M", x - 5, y - 5, "L", x + 5, y + 5, "M", x - 5, y + 5, "L", x + 5, y - 5)
        return tag("path", d=cross, stroke=TROUBLE, stroke_width=2.2, fill="none")
    return lettered(x, y + 4.5, str(route.rank), size=13, anchor="middle", font_weight="bold")


def _drawn_rung(route: Ladder, number: int, rung: Rung, ends: tuple[float, float], y: float, language: str) -> str:
    start, end = ends[0] + REACH, ends[1] - REACH
    middle = (start + end) / 2
    look = Look(False, rung.strength, not rung.sourced, 1.0, "", "", None)
    line = Line((start, y), (middle, y), (end, y))
    closed, weakest = number in route.blocked_at, number == route.weakest and route.rank is not None
    body = drawn_line(line, look) + _exposure(rung.exposure, middle - 3, y, closed=closed)
    if closed or weakest:
        words = wrapped(said(_("blocked here") if closed else _("weakest"), language), end - start + 14, SMALL, 1)[0]
        colour = TROUBLE if closed else INK
        bold = {"font_weight": "bold"}
        at = (start + end) / 2
        body += lettered(
            at, y - 11, words, size=SMALL, anchor="middle", fill=colour, whole=direction(language), halo=True, **bold
        )
    return body


def _exposure(level: int | None, x: float, y: float, *, closed: bool = False) -> str:
    """Draw the ring on a tie: what the go-between risks, 0 to 3, X where nobody knows."""
    colour = TROUBLE if closed else INK
    ring = tag("circle", cx=x, cy=y, r=6.5, fill=PAPER, stroke=colour, stroke_width=1.8 if closed else 1.1)
    return ring + badge("X" if level is None else str(level), x, y, colour)


def _band(route: Ladder, y: float, language: str) -> str:
    """Draw the chance of a route as a mark on its band from the 10th to the 90th percentile, and say it in figures."""
    left, right = _at(route.low), _at(route.high)
    band = tag(
        "rect", x=left, y=y - 6, width=max(right - left, 1.0), height=12, fill=BOTH, fill_opacity=0.28, stroke=BOTH
    )
    mark = tag("path", d=path("M", _at(route.success), y - 9, "V", y + 9), stroke=INK, stroke_width=2.4)
    rule = tag("path", d=path("M", SCALE_LEFT, y, "H", SCALE_RIGHT), stroke=LINE)
    figures = said(
        _("{success} ({low} to {high})", success=_two(route.success), low=_two(route.low), high=_two(route.high)),
        language,
    )
    share = said(_("best in {share} of draws", share=percent(route.best_share)), language)
    whole = direction(language)
    body = lettered(_at(0.5), y + 22, figures, size=SMALL, anchor="middle", whole=whole, halo=True)
    for n, line in enumerate(wrapped(share, ASIDE, SMALL, 2)):
        body += lettered(
            _at(0.5), y + 33 + 11 * n, line, size=SMALL, anchor="middle", fill=SOFT, whole=whole, halo=True
        )
    return rule + band + mark + body


def _two(value: float) -> str:
    """Return a chance in two digits; what is above nothing never looks like nothing."""
    return figure(round(value, 2)) if value == 0 or value >= 0.005 else "<0.01"


def _refused(route: Ladder, y: float, language: str) -> str:
    """Say beside a blocked route why it is not offered."""
    sentence = said(
        _("not offered: exposure {exposure}, limit {limit}", exposure=route.exposure, limit=route.limit), language
    )
    lines = wrapped(sentence, ASIDE, SMALL, 3)
    whole = direction(language)
    return "".join(
        lettered(_at(0.5), y + 3 + 12 * n, line, size=SMALL, anchor="middle", fill=TROUBLE, whole=whole, halo=True)
        for n, line in enumerate(lines)
    )


def _keys(routes: Sequence[Ladder], language: str) -> Iterator[Key]:
    """Yield what the legend explains: only what occurs."""
    for side, label in (("ours", _("Our side")), ("other", _("Go-between")), ("theirs", _("To be reached"))):
        if side != "other" or any(len(route.actors) > 2 for route in routes):
            _label, form, fill, outline = SIDES[side]
            yield shape(form, 0, 0, 5.5, fill=fill, stroke=outline, stroke_width=1.4), said(label, language)
    rungs = [rung for route in routes for rung in route.rungs]
    yield _exposure(1, 0, 0), said(_("exposure of the go-between, 0 to 3; X unknown"), language)
    thicker = path("M", -10, 0.6, "L", 10, 2.4, "V", -2.4, "L", -10, -0.6, "Z")
    yield tag("path", d=thicker, fill=SOFT), said(_("thicker: stronger"), language)
    if any(rung.strength is None for rung in rungs):
        yield tag("path", d="M -10 0 H 10", stroke=SOFT, stroke_width=0.8), said(_("strength not judged"), language)
    if any(not rung.sourced for rung in rungs):
        dashed = tag("path", d="M -10 0 H 10", stroke=SOFT, stroke_width=2.4, stroke_dasharray="5.4 4.9")
        yield dashed, said(_("without a source"), language)
    if any(route.rank is not None for route in routes):
        band = tag("rect", x=-10, y=-5, width=20, height=10, fill=BOTH, fill_opacity=0.28, stroke=BOTH)
        mark = tag("path", d="M 0 -7 V 7", stroke=INK, stroke_width=2.4)
        yield band + mark, said(_("expected, and four draws in five"), language)
    if any(route.rank is None for route in routes):
        yield tag("path", d="M -10 5 L 10 -5", stroke=TROUBLE, stroke_width=2.2), said(_("blocked"), language)


def _row(route: Ladder, language: str) -> tuple[str, ...]:
    ends = route.actors[route.weakest], route.actors[route.weakest + 1]
    tie = _("{actor} to {over}", actor=said(ends[0], language), over=said(ends[1], language))
    chances = tuple(_two(value) for value in (route.success, route.low, route.high, route.best_share))
    path_ = said(tuple(said(actor, language) for actor in route.actors), language)
    rank = "" if route.rank is None else str(route.rank)
    return (
        rank, path_, *chances, said(tie, language), said(route.exposure, language), said(route.rank is None, language),
    )  # fmt: skip


def _told(routes: Sequence[Ladder], language: str) -> str:
    open_ = [route for route in routes if route.rank is not None]
    blocked = len(routes) - len(open_)
    sentences = [plural("{n} route is offered.", "{n} routes are offered.", len(open_))]
    if open_:
        best = open_[0]
        sentences.append(
            _(
                "The first has a chance of {success} ({low} to {high}) and exposes a go-between to {exposure} of 3.",
                success=_two(best.success),
                low=_two(best.low),
                high=_two(best.high),
                exposure=best.exposure,
            )
        )
    if blocked:
        sentences.append(plural("{n} route is blocked.", "{n} routes are blocked.", blocked))
    return " ".join(said(sentence, language) for sentence in sentences)
