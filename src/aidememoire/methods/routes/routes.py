"""Through whom could we reach somebody, where is each way weakest, and whom would it expose?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from aidememoire.methods._catalogue import method
from aidememoire.methods._shared.runner import Runner
from aidememoire.methods._shared.ties import has_source, tie_in_words
from aidememoire.methods.routes import _openers, _telling
from aidememoire.methods.routes._exposure import Exposure, exposure_gaps, exposure_limit
from aidememoire.methods.routes._search import BLOCKED, OFFERED, Route, Search
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.findings import Finding, Gap, Reason, Row, because, finding, gap
from aidememoire.vocabulary.kinds.actors import Actor, Tie
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.messages import Message, _, plural
from aidememoire.vocabulary.scales import percent


@method(
    question=_("Through whom could we reach somebody, where is each way weakest, and whom does it expose?"),
    needs=("actor", "tie"),
    source="Best loopless paths (after Yen, 1971) over beta-distributed ties; network mapping of frontline negotiators",
    caution=_(
        "An upper bound if the same person sits behind two links; trust is not transitive. A tie that nobody recorded "
        "is unknown, not absent. No go-between is asked before the risk to them has been."
    ),
    columns={
        "rank": _("Rank"),
        "path": _("Path"),
        "success": _("Chance"),
        "low": _("Low"),
        "high": _("High"),
        "best_share": _("Best in share of draws"),
        "weakest": _("Weakest tie"),
        "exposure": _("Exposure"),
        "blocked": _("Blocked"),
    },
    takes={
        "to": _("Id of the actor to be reached."),
        "issue": _("Id of the issue; it decides which mandate limits the exposure."),
        "unsourced": _("Count ties without a source too."),
        "draws": _("How often the uncertain ties are drawn."),
        "seed": _("Number from which chance starts; the same gives the same."),
    },
    shows_who_moves_whom=True,
)
def routes(
    dossier: Dossier,
    *,
    as_of: date,
    to: str,
    issue: str | None = None,
    unsourced: bool = False,
    draws: int = 1000,
    seed: int = 1,
) -> Finding:
    """Rank the ways from every actor of ours to one actor, over three go-betweens at most, nobody of ours among them.

    Row fields: rank (None where blocked), path (ids, from ours to the actor), success (0 to 1: the product of the mean
    strengths, .9 at every hop), low, high (10th and 90th percentile over draws), best_share (share of draws in which
    the route is best, 0 to 1), weakest (tie id), exposure (0 to 3, the highest on the path; None where one is unknown),
    blocked (whether a tie exposes a go-between to more than the mandate's limit). A blocked route is never offered and
    never ranked; it stands last, so that nobody wonders where it is.

    Notes
    -----
    Exposure is the highest on the path and not a compound of risks: levels from 0 to 3 are judgements in an order, not
    probabilities, and the limit is on the same scale. Up to 200 routes take part in the draws, 10 are shown. Where
    strengths are faint and nobody is sure of them, the expected chance can lie above the 90th percentile.
    """
    _checked(dossier, to, issue, draws, seed)
    exposure = exposure_limit(dossier, to=to, issue=issue, as_of=as_of)
    search = Search(dossier, to, exposure.limit, unsourced=unsourced)
    runner = Runner()
    ours = dossier.ours(to)
    every = [] if ours else search.ranked(draws, seed, runner)
    blocked = [] if ours else search.blocked(draws, seed, runner)[:BLOCKED]
    offered = _shown(every)
    reasons = [
        *_telling.reasons(dossier, search, offered),
        *_openers.openers(dossier, to, offered, as_of),
        *(_openers.carriers(dossier, issue, offered) if issue else ()),
        *_telling.refusals(dossier, search, blocked, exposure),
        *_limit(dossier, exposure),
    ]
    return finding(
        headline=_headline(dossier, to, offered, blocked, exposure),
        rows=[_row(dossier, route, blocked=route.rank is None) for route in (*offered, *blocked)],
        because=reasons,
        gaps=list(_gaps(dossier, search, offered, blocked, exposure, issue)),
        inputs=dict.fromkeys(id for route in (*offered, *blocked) for id in (*route.ties, *route.path)),
    )


def _checked(dossier: Dossier, to: str, issue: str | None, draws: int, seed: int) -> None:
    dossier.expect(Actor, to)
    if issue is not None:
        dossier.expect(Issue, issue)
    if draws < 1:
        raise InputError(_("{draws} draws are too few; give 1 or more, such as 1000.", draws=draws))
    if seed < 0:
        raise InputError(_("The seed {seed} is below 0; give a whole number from 0 up.", seed=seed))


def _shown(every: Sequence[Route]) -> list[Route]:
    """Return the first routes, and the best that shares nobody with the first of them where it stands further down."""
    shown = list(every[:OFFERED])
    if shown and not _telling.alternative(shown) and (other := _telling.alternative(every)):
        shown.append(other)
    return shown


def _row(dossier: Dossier, route: Route, *, blocked: bool) -> Row:
    return Row(
        rank=route.rank,
        path=tuple(dossier.called(id) for id in route.path),
        success=round(route.success, 3),
        low=round(route.low, 3),
        high=round(route.high, 3),
        best_share=round(route.best_share, 3),
        weakest=dossier.called(route.weakest),
        exposure=route.exposure,
        blocked=blocked,
    )


def _headline(
    dossier: Dossier, to: str, offered: Sequence[Route], blocked: Sequence[Route], exposure: Exposure
) -> Message:
    name = dossier.called(to)
    if dossier.ours(to):
        return _("{to} is on our own side: no route is needed.", to=name)
    if len(offered) == 1:
        only = offered[0]
        return _(
            "One route to {to} is recorded: {route}, chance {success} ({low} to {high}).",
            to=name,
            route=_telling.route_in_words(dossier, only),
            success=round(only.success, 2),
            low=round(only.low, 2),
            high=round(only.high, 2),
        )
    if offered:
        best = offered[0]
        return _(
            "Best to {to}: {route}, chance {success} ({low} to {high}), best in {share} of draws.",
            to=name,
            route=_telling.route_in_words(dossier, best),
            success=round(best.success, 2),
            low=round(best.low, 2),
            high=round(best.high, 2),
            share=percent(best.best_share),
        )
    if blocked:
        return _(
            "No route to {to} may be offered: each would expose a go-between above the limit of {limit}.",
            to=name,
            limit=exposure.limit,
        )
    return _("No route to {to} is recorded within three go-betweens.", to=name)


def _limit(dossier: Dossier, exposure: Exposure) -> Iterator[Reason]:
    if exposure.mandates and exposure.in_force:
        yield because(
            _(
                "A go-between may risk {limit} of 3: {mandate} says so",
                limit=exposure.limit,
                mandate=tuple(dossier.called(id) for id in exposure.mandates),
            ),
            *exposure.mandates,
        )


def _gaps(
    dossier: Dossier,
    search: Search,
    offered: Sequence[Route],
    blocked: Sequence[Route],
    exposure: Exposure,
    issue: str | None,
) -> Iterator[Gap]:
    if dossier.ours(search.to):
        return
    if dossier.of(Actor) and not search.starts:
        yield gap(_("No actor is marked as ours, so no route can start."), ask=_("Who of these speaks for us?"))
    yield from exposure_gaps(exposure) if offered or blocked else ()
    yield from _unknown_exposure(dossier, offered)
    yield from _one_door(dossier, search, offered)
    yield from _not_judged(dossier, offered)
    yield from _openers.opener_gaps(dossier, search.to, offered)
    yield from _openers.direct_line_gaps(dossier, search.to, offered)
    if issue:
        yield from _openers.carrier_gaps(dossier, issue, offered)
    yield from _unsourced(dossier, search, offered)
    if not offered and not blocked:
        yield from _no_way(dossier, search)


def _unknown_exposure(dossier: Dossier, offered: Sequence[Route]) -> Iterator[Gap]:
    passed = [route for route in offered if route.go_betweens]
    unknown = [id for id in _ties_of(passed) if dossier.the(Tie, id).exposure is None]
    if unknown:
        yield gap(
            _(
                "What harm a go-between risks is not known at: {ties}.",
                ties=tuple(tie_in_words(dossier, id) for id in unknown),
            ),
            *unknown,
            ask=_("Before anybody is asked to carry anything: what happens to them if it becomes known?"),
        )


def _one_door(dossier: Dossier, search: Search, offered: Sequence[Route]) -> Iterator[Gap]:
    """Name each go-between whom every route passes."""
    if offered:
        shared = set.intersection(*(set(route.go_betweens) for route in offered))
        doors = [id for id in offered[0].go_betweens if id in shared and search.best_without(id) is None]
        if doors:
            yield gap(
                _("Every route passes {actors}.", actors=tuple(dossier.called(id) for id in doors)),
                *doors,
                ask=_("Who else is heard by {to}, and who of us knows them?", to=dossier.called(search.to)),
            )


def _not_judged(dossier: Dossier, offered: Sequence[Route]) -> Iterator[Gap]:
    unjudged = [id for id in _ties_of(offered) if dossier.the(Tie, id).strength is None]
    if unjudged:
        yield gap(
            _(
                "Nobody judged how strong these ties are, so each may be anything: {ties}.",
                ties=tuple(tie_in_words(dossier, id) for id in unjudged),
            ),
            *unjudged,
            ask=_("When was a message last passed there, and was it heeded?"),
        )


def _unsourced(dossier: Dossier, search: Search, offered: Sequence[Route]) -> Iterator[Gap]:
    """Name the ties without a source that, if confirmed, would open a way or belong to a better one."""
    if all(has_source(tie) for tie in dossier.of(Tie)):
        return
    wider = Search(dossier, search.to, search.limit, unsourced=True)
    known = {route.path for route in offered}
    new = [route for route in wider.ranked(1, 1, Runner())[:OFFERED] if route.path not in known]
    left_out = dict.fromkeys(id for route in new for id in route.ties if id not in search.all_ties.ids)
    if left_out:
        yield gap(
            plural(
                "A tie without a source is left out that would open another route: {ties}.",
                "{n} ties without a source are left out that would open other routes: {ties}.",
                len(left_out),
                ties=tuple(tie_in_words(dossier, id) for id in left_out),
            ),
            *left_out,
            ask=_("Who could confirm it, and from where do they know?"),
        )


def _no_way(dossier: Dossier, search: Search) -> Iterator[Gap]:
    near = [one.id for one in dossier.of(Actor) if one.part_of == search.to]
    actor = dossier.get(search.to)
    above = [actor.part_of] if isinstance(actor, Actor) and actor.part_of else []
    around = tuple(dossier.called(id) for id in (*above, *sorted(near)))
    yield gap(
        _("Nobody is recorded who leads from us to {to}.", to=dossier.called(search.to)),
        *((search.to,) if search.to in dossier else ()),
        ask=_(
            "Ask for a route to {around} instead, or: whom does {to} listen to?",
            around=around,
            to=dossier.called(search.to),
        )
        if around
        else _("Whom does {to} listen to, and who of us knows them?", to=dossier.called(search.to)),
    )


def _ties_of(shown: Sequence[Route]) -> list[str]:
    return list(dict.fromkeys(id for route in shown for id in route.ties))
