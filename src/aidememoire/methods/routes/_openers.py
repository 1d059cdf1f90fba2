"""Who of us should open a route, as the counterpart may see it, and does whoever carries the message share it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import numpy as np

from aidememoire.methods._shared.stances import Stances, stances
from aidememoire.methods.routes._search import Route
from aidememoire.vocabulary.codes import Sign, Status
from aidememoire.vocabulary.conduct import status
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Gap, Reason, because, gap
from aidememoire.vocabulary.kinds.actors import Tie
from aidememoire.vocabulary.kinds.engagements import Channel, Engagement
from aidememoire.vocabulary.messages import Message, _, plural

OPENERS, FAR = 3, 50
_UNKEPT = frozenset({Status.OVERDUE, Status.BROKEN, Status.PARTLY, Status.DISPUTED})
Told = tuple[Message, tuple[str, ...]]


def openers(dossier: Dossier, to: str, offered: Sequence[Route], as_of: date) -> Iterator[Reason]:
    """Tell of each who could begin what speaks for and against that actor in the counterpart's eyes."""
    for start in _starts(offered):
        told = [*_assets(dossier, start, to, offered), *_liabilities(dossier, start, to, as_of)]
        if told:
            yield because(
                _(
                    "If {actor} opens: {points}",
                    actor=dossier.called(start),
                    points=tuple(words for words, _ids in told),
                ),
                start,
                *(id for _words, ids in told for id in ids),
            )


def opener_gaps(dossier: Dossier, to: str, offered: Sequence[Route]) -> Iterator[Gap]:
    """Ask how the counterpart sees those who could begin; records tell dealings, not regard."""
    starts = _starts(offered)
    if not starts:
        return
    near = offered[0].go_betweens
    yield gap(
        _(
            "How {to} sees {starts} is not recorded.",
            to=dossier.called(to),
            starts=tuple(dossier.called(id) for id in starts),
        ),
        *starts,
        ask=_(
            "Ask {whom}: whom of us would {to} rather hear, for reputation, competence, contacts or person?",
            whom=dossier.called(near[-1]) if near else _("those who met them"),
            to=dossier.called(to),
        ),
    )


def direct_line_gaps(dossier: Dossier, to: str, offered: Sequence[Route]) -> Iterator[Gap]:
    """Ask how well we are heard where a standing line is kept without a tie that says so."""
    lines = [one for one in dossier.of(Channel) if one.counterpart == to]
    if lines and not any(len(route.ties) == 1 for route in offered):
        yield gap(
            _(
                "We keep a standing line to {to}, and no tie says whether we are heard there: {lines}.",
                to=dossier.called(to),
                lines=tuple(dossier.called(one.id) for one in lines),
            ),
            *(one.id for one in lines),
            ask=_("What have they done because we asked them directly?"),
        )


def _starts(offered: Iterable[Route]) -> list[str]:
    return list(dict.fromkeys(route.path[0] for route in offered))[:OPENERS]


def _assets(dossier: Dossier, start: str, to: str, offered: Iterable[Route]) -> Iterator[Told]:
    first = next(route for route in offered if route.path[0] == start).ties[0]
    tie = dossier.the(Tie, first)
    basis = tie.basis.label if tie.basis else _("on what footing is not recorded")
    yield _("is heard by {actor} ({basis})", actor=dossier.called(tie.over), basis=basis), (tie.id,)
    for channel in dossier.of(Channel):
        if channel.counterpart == to and channel.keeper == start:
            yield _("keeps a standing line to {to}", to=dossier.called(to)), (channel.id,)
    met = [
        one for one in dossier.of(Engagement) if one.held_on and {start, to} <= {who.actor for who in one.participants}
    ]
    if met:
        last = max(met, key=lambda one: (one.held_on or date.min, one.id))
        words = plural("met them once, on {day}", "met them {n} times, last on {day}", len(met), day=last.held_on)
        yield words, tuple(sorted(one.id for one in met))


def _liabilities(dossier: Dossier, start: str, to: str, as_of: date) -> Iterator[Told]:
    hostile = [tie.id for tie in dossier.of(Tie) if tie.sign is Sign.NEGATIVE and {tie.actor, tie.over} == {start, to}]
    if hostile:
        yield _("hostility between them is recorded"), tuple(sorted(hostile))
    owed = [
        one.id
        for one in dossier.commitments
        if one.given_by == start
        and one.given_to == to
        and status(one, dossier.observations(one.id), as_of=as_of) in _UNKEPT
    ]
    if owed:
        yield (
            plural("owes them {n} promise not kept", "owes them {n} promises not kept", len(owed)),
            tuple(sorted(owed)),
        )


# Whoever carries a message has a view of his own.


def carriers(dossier: Dossier, issue: str, offered: Sequence[Route]) -> Iterator[Reason]:
    """Tell which go-between stands far from us on the issue, by the mean of those who assessed each."""
    found = stances(dossier, issue)
    ours = _our_position(dossier, found)
    means = found.mean(found.position)
    for id in _between(offered):
        if ours is None or id not in found.actors:
            continue
        mean = float(means[found.actors.index(id)])
        if abs(mean - ours) >= FAR:
            yield because(
                _(
                    "{actor} stands at {theirs} on {issue}, we at {ours}: would they carry it as we mean it?",
                    actor=dossier.called(id),
                    theirs=round(mean),
                    issue=dossier.called(issue),
                    ours=round(ours),
                ),
                *(found.ids[number] for number in found.of(id)),
            )


def carrier_gaps(dossier: Dossier, issue: str, offered: Sequence[Route]) -> Iterator[Gap]:
    """Name the go-betweens of the best route whose own view on the issue is not known."""
    found = stances(dossier, issue)
    known = {id for id, mean in zip(found.actors, found.mean(found.position), strict=True) if not np.isnan(mean)}
    unknown = [id for id in _between(offered[:1]) if id not in known]
    if unknown:
        yield gap(
            _(
                "Where {actors} stand on {issue} themselves is not known.",
                actors=tuple(dossier.called(id) for id in unknown),
                issue=dossier.called(issue),
            ),
            *unknown,
            ask=_("What do they themselves want here, and what would they ask in return?"),
        )


def _between(offered: Iterable[Route]) -> list[str]:
    return list(dict.fromkeys(id for route in offered for id in route.go_betweens))


def _our_position(dossier: Dossier, found: Stances) -> float | None:
    ours = [mean for id, mean in zip(found.actors, found.mean(found.position), strict=True) if dossier.ours(id)]
    known = [float(mean) for mean in ours if not np.isnan(mean)]
    return sum(known) / len(known) if known else None
