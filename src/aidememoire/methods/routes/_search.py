"""Which routes are there, which may be offered, and how do they stand over draws of their uncertain ties?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice

import numpy as np

from aidememoire.methods._shared import paths
from aidememoire.methods._shared.runner import Runner
from aidememoire.methods._shared.ties import UNKNOWN, Flags, Floats, Ties, ties
from aidememoire.vocabulary.dossier import Dossier

CANDIDATES, OFFERED, BLOCKED = 200, 10, 5


@dataclass(frozen=True, slots=True)
class Route:
    """One chain of ties from an actor of ours to the counterpart.

    ``success, low, high, best_share`` lie between 0 and 1; ``exposure`` is the highest of its ties, 0 to 3, None where
    that of any tie is unknown. ``rank`` is None where the route is blocked.
    """

    path: tuple[str, ...]
    ties: tuple[str, ...]
    success: float
    low: float
    high: float
    best_share: float
    weakest: str
    exposure: int | None
    rank: int | None = None

    @property
    def go_betweens(self) -> tuple[str, ...]:
        """Return who stands between our side and the counterpart."""
        return self.path[1:-1]


class Search:
    """The routes from our side to one counterpart, under a limit on the exposure of those between."""

    def __init__(self, dossier: Dossier, to: str, limit: int, *, unsourced: bool = False) -> None:
        self.all_ties = ties(dossier, unsourced=unsourced)
        self.to, self.limit = to, limit
        place = self.all_ties.place
        self.starts = [place[id] for id in self.all_ties.actors if dossier.ours(id) and id != to]
        self.target = place.get(to)

    @cached_property
    def allowed(self) -> Ties:
        """Of each pair the strongest tie within the limit; a tie of unknown exposure stays, and is asked about."""
        carrying = self.all_ties.carrying()
        return paths.strongest(carrying.only(carrying.exposure <= self.limit))

    def through(self, without: Iterable[str] = ()) -> Flags:
        """Say whom a message may pass: nobody of ours, since each of ours is a beginning, and nobody in ``without``."""
        open_to = np.ones(len(self.all_ties.actors), dtype=np.bool_)
        open_to[self.starts] = False
        open_to[[self.all_ties.place[id] for id in without]] = False
        return open_to

    def chains(self, most: int = CANDIDATES, *, without: Iterable[str] = ()) -> list[paths.Chain]:
        """Return the best chains within the limit, best first."""
        return self._chains(self.allowed, most, self.through(without))

    def blocked_chains(self, most: int = BLOCKED) -> tuple[Ties, list[paths.Chain]]:
        """Return the best chains that a tie above the limit blocks, with the ties that they number.

        Those are left out whose actors another tie joins within the limit.
        """
        every = paths.strongest(self.all_ties)
        offered = {_actors(self.allowed, chain) for chain in self.chains()}
        found = self._chains(every, CANDIDATES + most, self.through())
        blocked = [
            chain
            for chain in found
            if every.exposure[list(chain)].max() > self.limit and _actors(every, chain) not in offered
        ]
        return every, blocked[:most]

    def _chains(self, among: Ties, most: int, through: Flags) -> list[paths.Chain]:
        if self.target is None:
            return []
        return list(islice(paths.chains(among, self.starts, self.target, through=through), most))

    def ranked(self, draws: int, seed: int, runner: Runner) -> list[Route]:
        """Return the routes within the limit by their expected success, each with its range and share over draws."""
        found = self.chains()
        return _routes(self.allowed, found, _over_draws(self.allowed, found, draws, seed, runner), ranked=True)

    def blocked(self, draws: int, seed: int, runner: Runner) -> list[Route]:
        """Return the routes that the limit blocks, so that nobody wonders where they are."""
        every, found = self.blocked_chains()
        return _routes(every, found, _over_draws(every, found, draws, seed, runner), ranked=False)

    def best_without(self, *actors: str) -> Route | None:
        """Return the best route that is left without some go-betweens, its range not drawn; None where none is."""
        found = self.chains(1, without=actors)
        return _routes(self.allowed, found, np.zeros((1, len(found))), ranked=False)[0] if found else None


def _over_draws(among: Ties, found: list[paths.Chain], draws: int, seed: int, runner: Runner) -> Floats:
    return np.concatenate(runner.batches(partial(paths.drawn, among, found), draws, seed))


def _routes(among: Ties, found: Sequence[paths.Chain], drawn: Floats, *, ranked: bool) -> list[Route]:
    """Put routes together; ``drawn`` has the shape (n, k) for k chains."""
    if not found:
        return []
    success = paths.successes(among, list(found))
    low, high = np.quantile(drawn, [0.1, 0.9], axis=0)
    best = np.bincount(drawn.argmax(axis=1), minlength=len(found)) / len(drawn)
    return [
        Route(
            path=tuple(among.actors[number] for number in _actors(among, chain)),
            ties=tuple(among.ids[tie] for tie in chain),
            success=float(success[place]),
            low=float(low[place]),
            high=float(high[place]),
            best_share=float(best[place]) if ranked else 0.0,
            weakest=among.ids[_weakest(among, chain)],
            exposure=_exposure(among, chain, ranked=ranked),
            rank=place + 1 if ranked else None,
        )
        for place, chain in enumerate(found)
    ]


def _actors(among: Ties, chain: paths.Chain) -> tuple[int, ...]:
    return int(among.actor[chain[0]]), *among.over[list(chain)].tolist()


def _weakest(among: Ties, chain: paths.Chain) -> int:
    """Return the tie with the lowest mean; of equals the one that is least sure, then the first."""
    return min(chain, key=lambda tie: (round(float(among.mean[tie]), 9), float(among.alpha[tie] + among.beta[tie])))


def _exposure(among: Ties, chain: paths.Chain, *, ranked: bool) -> int | None:
    """Return the highest exposure on a chain; unknown where one is, unless what is known already blocks it."""
    levels = among.exposure[list(chain)]
    unknown = bool((levels == UNKNOWN).any())
    return None if unknown and ranked else int(levels.max())
