"""What does the map of an issue hold? Stances, means to stop it, backing, brokers, quadrants, read off a dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from aidememoire.methods._shared.runner import Runner
from aidememoire.methods._shared.stances import Stances, stances
from aidememoire.methods._shared.ties import Ties, ties
from aidememoire.methods.mapping import _brokers, _sponsors
from aidememoire.methods.mapping._blocking import Hold, holds
from aidememoire.methods.mapping._brokers import Between, Survival, between, counted_in_draws
from aidememoire.methods.mapping._net import Net, net
from aidememoire.methods.mapping._only_way import no_other_route
from aidememoire.methods.mapping._quadrants import Placed, power_and_interest
from aidememoire.vocabulary.codes import StanceRole
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.kinds.actors import Actor, Tie


@dataclass(frozen=True, slots=True)
class Chance:
    """How often is drawn, from which seed, whether ties without a source count, and by which runner."""

    draws: int
    seed: int
    unsourced: bool
    runner: Runner


@dataclass(frozen=True, slots=True, eq=False)
class Brokers:
    """Who stands between us and the targets: ids in order, most often first, and how well the order survives."""

    net: Net
    between: Between
    ids: tuple[str, ...]
    survival: Survival | None = None

    def share(self, actor: str) -> float:
        """Return on which share of the best ways an actor stands, over all pairs of one of ours and a target."""
        return float(self.between.overall[self.net.actors.index(actor)])

    def reaches(self, actor: str, targets: Sequence[str]) -> tuple[str, ...]:
        """Return the targets to which an actor is a broker."""
        shares = self.between.by_target[:, self.net.actors.index(actor)]
        return tuple(id for id, share in zip(targets, shares, strict=True) if share >= _brokers.LISTED)


@dataclass(frozen=True, eq=False)
class Reading:
    """All that a map shows of an issue.

    ``targets`` decide or can stop it; ``unreached`` are those of them to whom no tie of ours leads. ``unsourced`` are
    the brokers who would stand between only if ties without a source counted; they are never ranked.
    """

    dossier: Dossier
    issue: str
    told: Stances
    ties: Ties
    holds: tuple[Hold, ...]
    targets: tuple[str, ...]
    unreached: tuple[str, ...]
    brokers: Brokers
    unsourced: Brokers | None
    backing: _sponsors.Backing
    quadrants: tuple[Placed, ...]

    @cached_property
    def deciders(self) -> tuple[str, ...]:
        """Return who decides."""
        return self.having(StanceRole.DECIDE)

    def having(self, role: StanceRole) -> tuple[str, ...]:
        """Return the actors to whom any assessment gives a role."""
        return tuple(actor for actor in self.told.actors if role in self.told.roles_of(actor))

    @cached_property
    def only_unsourced(self) -> tuple[str, ...]:
        """Return the brokers who rest on ties without a source."""
        ids = self.unsourced.ids if self.unsourced else ()
        return tuple(sorted(id for id in ids if id not in self.brokers.ids))

    @cached_property
    def ties_of(self) -> Mapping[str, tuple[Tie, ...]]:
        """Return the ties at either end of which an actor stands, by actor, in the order of their ids."""
        at: dict[str, list[Tie]] = {}
        for tie in sorted(self.dossier.of(Tie), key=lambda one: one.id):
            for end in {tie.actor, tie.over}:
                at.setdefault(end, []).append(tie)
        return {actor: tuple(ties) for actor, ties in at.items()}

    @cached_property
    def sponsors(self) -> frozenset[str]:
        """Return everybody who stands behind somebody on the map."""
        return frozenset(tie.actor for ties in self.backing.values() for tie in ties)


def read(dossier: Dossier, issue: str, chance: Chance) -> Reading:
    """Read the map of an issue off a dossier as of a day."""
    rng = np.random.default_rng(np.random.SeedSequence(chance.seed).spawn(2)[0])
    told = stances(dossier, issue)
    known = ties(dossier, unsourced=chance.unsourced)
    able = holds(dossier, issue, told, unsourced=chance.unsourced, draws=chance.draws, rng=rng)
    aims = _aims(dossier, told, able)
    brokers = _brokers_to(dossier, known, aims, chance, survive=True)
    reached = zip(aims.targets, brokers.between.reached, strict=True)
    return Reading(
        dossier=dossier,
        issue=issue,
        told=told,
        ties=known,
        holds=(*able, *_only_ways(brokers.net, aims, chance)),
        targets=aims.targets,
        unreached=tuple(id for id, ways in reached if not ways),
        brokers=brokers,
        unsourced=_with_unsourced(dossier, known, aims, chance),
        backing=_sponsors.backing(dossier, {*told.actors, *(one.actor for one in able)}, unsourced=chance.unsourced),
        quadrants=tuple(power_and_interest(dossier, told, chance.draws, chance.seed)),
    )


@dataclass(frozen=True, slots=True)
class _Aims:
    """Whom our ways should reach: everybody who decides or can stop it, and among them those who decide."""

    targets: tuple[str, ...]
    deciders: frozenset[str]


def _aims(dossier: Dossier, told: Stances, able: Sequence[Hold]) -> _Aims:
    """Return whom to reach, our own side apart."""
    able_to = {one.actor for one in able}
    deciding = {actor for actor in told.actors if StanceRole.DECIDE in told.roles_of(actor)}
    blocking = {actor for actor in told.actors if StanceRole.BLOCK in told.roles_of(actor)}
    every = able_to | deciding | blocking
    targets = [id for id in every if isinstance(dossier.get(id), Actor) and not dossier.ours(id)]
    return _Aims(tuple(sorted(targets)), frozenset(deciding & set(targets)))


def _only_ways(some: Net, aims: _Aims, chance: Chance) -> list[Hold]:
    """Return who cannot be gone round on the way to those who decide, or to all who can stop it where nobody does."""
    aim = sorted(aims.deciders) or aims.targets
    places = [some.actors.index(id) for id in aim]
    return no_other_route(some, places, draws=chance.draws, seed=chance.seed, runner=chance.runner)


def _with_unsourced(dossier: Dossier, known: Ties, aims: _Aims, chance: Chance) -> Brokers | None:
    every = known if chance.unsourced else ties(dossier, unsourced=True)
    return None if len(every) == len(known) else _brokers_to(dossier, every, aims, chance, survive=False)


def _brokers_to(dossier: Dossier, known: Ties, aims: _Aims, chance: Chance, *, survive: bool) -> Brokers:
    some = net(known, (actor.id for actor in dossier.of(Actor) if dossier.ours(actor.id)))
    aim = [known.place[id] for id in aims.targets]
    parts = chance.runner.batches(partial(counted_in_draws, some, aim), chance.draws, chance.seed)
    found = between(some, aim, parts)
    # Who decides is to be reached; he is no go-between to those who cannot decide without him.
    ranked = [number for number in found.brokers if some.actors[number] not in aims.deciders]
    rng = np.random.default_rng(chance.seed)
    lasting = _brokers.survival(some, aim, found, ranked, chance.draws, rng) if survive else None
    return Brokers(some, found, tuple(some.actors[number] for number in ranked), lasting)
