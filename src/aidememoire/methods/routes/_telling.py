"""Why do the routes stand as they do? Weakest links, what blocks, what remains if one go-between leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidememoire.methods._shared.ties import contested, tie_in_words
from aidememoire.methods.routes._exposure import Exposure
from aidememoire.methods.routes._search import Route, Search
from aidememoire.vocabulary import evidence
from aidememoire.vocabulary.codes import Sign
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Reason, because
from aidememoire.vocabulary.kinds.actors import Tie
from aidememoire.vocabulary.messages import Message, _, plural

TOLD = 3
_SURENESS = {
    evidence.GRADELESS: _("no graded evidence"),
    evidence.POOR: _("poor evidence"),
    evidence.FAIR: _("fair evidence"),
    evidence.GOOD: _("good evidence"),
}


def route_in_words(dossier: Dossier, route: Route) -> Message:
    """Return a route from where it starts, through whom it goes."""
    start = dossier.called(route.path[0])
    if not route.go_betweens:
        return _("{start} directly", start=start)
    return _("{start} through {between}", start=start, between=tuple(dossier.called(id) for id in route.go_betweens))


def reasons(dossier: Dossier, search: Search, offered: Sequence[Route]) -> Iterator[Reason]:
    """Yield the reasons that rest on the routes themselves."""
    for route in offered[:TOLD]:
        yield _weakest(dossier, route)
    yield from _disjoint(dossier, offered)
    yield from _without_each(dossier, search, offered)
    yield from _unbeaten(offered)
    yield from _denied(dossier, offered)
    yield from _hostile(dossier, offered)


def refusals(dossier: Dossier, search: Search, blocked: Sequence[Route], exposure: Exposure) -> Iterator[Reason]:
    """Yield why each blocked route is blocked."""
    for route in blocked:
        ids = [id for id in route.ties if (dossier.the(Tie, id).exposure or 0) > search.limit]
        yield because(
            _(
                "{route}: blocked, since {tie} exposes the go-between to {exposure} of 3, above the limit of {limit}",
                route=route_in_words(dossier, route),
                tie=tuple(tie_in_words(dossier, id) for id in ids),
                exposure=route.exposure,
                limit=search.limit,
            ),
            *ids,
            *exposure.mandates,
        )


def _weakest(dossier: Dossier, route: Route) -> Reason:
    tie = dossier.the(Tie, route.weakest)
    return because(
        _(
            "Route {rank} is weakest at {tie}: {strength}, on {sureness}",
            rank=route.rank,
            tie=tie_in_words(dossier, tie.id),
            strength=tie.strength or _("strength not judged"),
            sureness=_SURENESS[evidence.weight(tie.evidence)],
        ),
        *dict.fromkeys((tie.id, *route.ties)),
    )


def apart(route: Route, other: Route) -> bool:
    """Say whether two routes share no go-between."""
    return not set(route.go_betweens) & set(other.go_betweens)


def alternative(offered: Sequence[Route]) -> Route | None:
    """Return the best route that shares no go-between with the first; None where there is none."""
    return next((route for route in offered[1:] if apart(offered[0], route)), None)


def _disjoint(dossier: Dossier, offered: Sequence[Route]) -> Iterator[Reason]:
    other = alternative(offered) if offered else None
    if other:
        yield because(
            _(
                "The best route that shares nobody with the first is route {rank}: {route}, chance {success}",
                rank=other.rank,
                route=route_in_words(dossier, other),
                success=round(other.success, 2),
            ),
            *other.ties,
        )


def _without_each(dossier: Dossier, search: Search, offered: Sequence[Route]) -> Iterator[Reason]:
    for id in offered[0].go_betweens if offered else ():
        left = search.best_without(id)
        if left is None:
            yield because(_("Without {actor} no route is left", actor=dossier.called(id)), id)
            continue
        yield because(
            _(
                "Without {actor} the best is {route}, chance {success} instead of {before}",
                actor=dossier.called(id),
                route=route_in_words(dossier, left),
                success=round(left.success, 2),
                before=round(offered[0].success, 2),
            ),
            id,
            *left.ties,
        )


def unbeaten(offered: Sequence[Route]) -> list[Route]:
    """Return the routes that no other equals or beats on success, exposure and number of go-betweens at once.

    An unknown exposure counts as the highest.
    """
    values = {route.path: (-route.success, _worst(route), len(route.path)) for route in offered}
    return [route for route in offered if not any(_beats(other, values[route.path]) for other in values.values())]


def _worst(route: Route) -> int:
    return 3 if route.exposure is None else route.exposure


def _beats(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))


def _unbeaten(offered: Sequence[Route]) -> Iterator[Reason]:
    kept = unbeaten(offered)
    if len(offered) > 1:
        yield because(
            plural(
                "Weighed on chance, exposure and number of go-betweens at once, one route is unbeaten: {ranks}",
                "Weighed on chance, exposure and number of go-betweens at once, {n} routes are unbeaten: {ranks}",
                len(kept),
                ranks=tuple(route.rank for route in kept),
            ),
            *dict.fromkeys(id for route in kept for id in route.ties),
        )


def _denied(dossier: Dossier, offered: Sequence[Route]) -> Iterator[Reason]:
    for id in dict.fromkeys(id for route in offered for id in route.ties):
        if contested(dossier.the(Tie, id)):
            yield because(_("{tie}: some evidence speaks against this tie", tie=tie_in_words(dossier, id)), id)


def _hostile(dossier: Dossier, offered: Sequence[Route]) -> Iterator[Reason]:
    """Tell of hostile ties between those who stand on the routes."""
    listed = {actor for route in offered for actor in route.path}
    for tie in sorted(dossier.of(Tie), key=lambda one: one.id):
        if tie.sign is Sign.NEGATIVE and {tie.actor, tie.over} <= listed:
            yield because(_("{tie}: hostile; it carries no message", tie=tie_in_words(dossier, tie.id)), tie.id)
