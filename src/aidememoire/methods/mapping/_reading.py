"""What does the map of an issue hold? Stances, means to stop it, backing, brokers, quadrants, read off a dossier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from aidememoire.methods._shared.runner import Runner
from aidememoire.methods._shared.stances import Stances, stances
from aidememoire.methods._shared.ties import Ties, ties
from aidememoire.methods.mapping import _brokers, _sponsors
from aidememoire.methods.mapping._blocking import Hold, holds
from aidememoire.methods.mapping._brokers import Between, Survival, between, counted_in_draws
from aidememoire.methods.mapping._net import Net, net
from aidememoire.methods.mapping._only_way import no_other_route
from aidememoire.methods.mapping._quadrants import Placed, quadrants
from aidememoire.vocabulary.codes import Means, StanceRole
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.kinds.actors import Actor


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


@dataclass(frozen=True, slots=True, eq=False)
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

    @property
    def deciders(self) -> tuple[str, ...]:
        """Return who decides."""
        return self.having(StanceRole.DECIDE)

    def having(self, role: StanceRole) -> tuple[str, ...]:
        """Return the actors to whom any assessment gives a role."""
        return tuple(actor for actor in self.told.actors if role in self.told.roles_of(actor))

    @property
    def only_unsourced(self) -> tuple[str, ...]:
        """Return the brokers who rest on ties without a source."""
        ids = self.unsourced.ids if self.unsourced else ()
        return tuple(sorted(id for id in ids if id not in self.brokers.ids))

    @property
    def sponsors(self) -> frozenset[str]:
        """Return everybody who stands behind somebody on the map."""
        return frozenset(tie.actor for ties in self.backing.values() for tie in ties)


def read(dossier: Dossier, issue: str, chance: Chance) -> Reading:
    """Read the map of an issue off a dossier as of a day."""
    streams = np.random.SeedSequence(chance.seed).spawn(2)
    rngs = [np.random.default_rng(stream) for stream in streams]
    told = stances(dossier, issue)
    known = ties(dossier, unsourced=chance.unsourced)
    able = holds(dossier, issue, told, unsourced=chance.unsourced, draws=chance.draws, rng=rngs[0])
    targets = _targets(dossier, told, able)
    between_us = _between_us(dossier, known, targets, chance, survive=True)
    deciders = [actor for actor in told.actors if StanceRole.DECIDE in told.roles_of(actor)]
    aim = [id for id in targets if id in deciders] or targets
    places = [known.place[id] for id in aim]
    only = no_other_route(between_us.net, places, draws=chance.draws, seed=chance.seed, runner=chance.runner)
    return Reading(
        dossier=dossier,
        issue=issue,
        told=told,
        ties=known,
        holds=tuple(sorted((*able, *only), key=lambda one: (one.actor, list(Means).index(one.by)))),
        targets=targets,
        unreached=tuple(id for id, reached in zip(targets, between_us.between.reached, strict=True) if not reached),
        brokers=between_us,
        unsourced=_with_unsourced(dossier, known, targets, chance),
        backing=_sponsors.backing(dossier, {*told.actors, *(one.actor for one in able)}, unsourced=chance.unsourced),
        quadrants=tuple(quadrants(dossier, told, chance.draws, rngs[1])),
    )


def _targets(dossier: Dossier, told: Stances, able: Sequence[Hold]) -> tuple[str, ...]:
    """Return who decides or can stop it, our own side apart."""
    says = (StanceRole.DECIDE, StanceRole.BLOCK)
    on_issue = {actor for actor in told.actors if not told.roles_of(actor).isdisjoint(says)}
    every = on_issue | {one.actor for one in able}
    return tuple(sorted(id for id in every if isinstance(dossier.get(id), Actor) and not dossier.ours(id)))


def _with_unsourced(dossier: Dossier, known: Ties, targets: tuple[str, ...], chance: Chance) -> Brokers | None:
    every = known if chance.unsourced else ties(dossier, unsourced=True)
    if len(every) == len(known):
        return None
    return _between_us(dossier, every, targets, chance, survive=False)


def _between_us(dossier: Dossier, known: Ties, targets: tuple[str, ...], chance: Chance, *, survive: bool) -> Brokers:
    ours = (actor.id for actor in dossier.of(Actor) if dossier.ours(actor.id))
    some = net(known, ours)
    aim = [known.place[id] for id in targets]
    parts = chance.runner.batches(partial(counted_in_draws, some, aim), chance.draws, chance.seed)
    found = between(some, aim, parts)
    rng = np.random.default_rng(chance.seed)
    lasting = _brokers.survival(some, aim, found, chance.draws, rng) if survive else None
    return Brokers(some, found, tuple(some.actors[number] for number in found.brokers), lasting)
