"""Who stands between us and those who decide or block? Betweenness on the best ways, over draws of uncertain ties.

Source: Brandes (2008), betweenness with subsets of sources and targets, here with distances -ln strength, at most three
go-betweens, and a part of the ties missing or unknown (Martin and Niemeyer, 2019, on rankings that survive error).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aidememoire.methods._shared.ties import Flags, Floats, Integers
from aidememoire.methods.mapping._net import HOPS, Net, grouped, on_the_way, shaken, steps, steps_to_each

MISSING = 0.1
"""The part of the ties that is taken to be missing, and the part that is taken to be unknown."""

Numbers = NDArray[np.int32]
LISTED = 0.05
"""Who stands on the best way to nobody in one draw of twenty is no broker."""

_MAPS, _DRAWS_A_MAP = 30, 20
_ROOM = 300_000
"""How many draws of ties are looked at together: what then stands in memory is some fifty bytes each."""


@dataclass(frozen=True, slots=True, eq=False)
class Between:
    """How often each actor stands on the best way, for T targets and n actors.

    ``by_target`` (T, n): the mean over those of ours who reach the target of the share of draws; ``overall`` (n,): the
    mean over all pairs of one of ours and a target; ``reached`` (T,) how many of ours reach each target.
    """

    by_target: Floats
    overall: Floats
    reached: Integers

    @property
    def brokers(self) -> list[int]:
        """Return who stands between, most often first; of equals the first in the alphabet."""
        most = self.by_target.max(axis=0, initial=0.0)
        listed = np.flatnonzero(most >= LISTED)
        return sorted(listed.tolist(), key=lambda actor: (-round(float(self.overall[actor]), 9), actor))


def counted(some: Net, targets: Sequence[int], passing: Floats) -> tuple[Floats, Integers]:
    """Count, for each target and actor, over pairs of ours with it and draws, the best ways that lead through him.

    Parameters
    ----------
    passing : (m, D) how likely a message passes each tie in each of D draws

    Returns
    -------
    (T, n) counts of pairs and draws; (T, D) how many of ours reach the target in each draw

    Notes
    -----
    The best way is the most successful of at most four ties. For each target only the ties count that can stand on such
    a way; the maps of several targets are laid beside each other, and a pass over all their ties is made for each hop.
    """
    count, draws = len(some.actors), passing.shape[1]
    through, reached = np.zeros((len(targets), count)), np.zeros((len(targets), draws), dtype=np.int64)
    if not len(some) or not some.starts:
        return through, reached
    from_us = steps(some.actor, some.over, np.array(some.starts, dtype=np.int64), count)[some.actor]
    for some_targets in _portions(some, from_us, targets, draws):
        _count(some, targets, some_targets, passing, through, reached)
    return through, reached


@dataclass(frozen=True, slots=True, eq=False)
class _Beside:
    """The k ties that can stand on a way to some targets, (k,): to which, by its number, and which tie."""

    target: Integers
    tie: Integers


def _portions(some: Net, from_us: Integers, targets: Sequence[int], draws: int) -> Iterator[_Beside]:
    """Yield the ties on the way to each target, for as many targets together as there is room for."""
    target, tie = np.nonzero(from_us + 1 + steps_to_each(some, targets)[:, some.over] <= HOPS)
    ends = np.searchsorted(target, np.arange(len(targets)), side="right")
    first = 0
    while first < len(target):
        # As many whole targets as fit, and at least the next one.
        fitting = int(np.searchsorted(ends, first + _ROOM // draws, side="right")) - 1
        last = int(ends[max(fitting, target[first])])
        yield _Beside(target[first:last], tie[first:last])
        first = last


def _count(some: Net, targets: Sequence[int], on: _Beside, passing: Floats, through: Floats, reached: Integers) -> None:
    """Count who stands on the best ways to some targets, into ``through`` (T, n) and ``reached`` (T, D)."""
    count = len(some.actors)
    actor, over = on.target * count + some.actor[on.tie], on.target * count + some.over[on.tie]
    nodes = np.unique(np.concatenate([actor, over]))  # an actor on the map of a target, (k,)
    whose, of_target = nodes % count, nodes // count
    actor, over = np.searchsorted(nodes, actor), np.searchsorted(nodes, over)
    end = np.searchsorted(nodes, np.arange(len(targets)) * count + np.array(targets))
    value, following, hops = _toward(actor, over, some.passes[whose], passing[on.tie], end[np.unique(on.target)])
    starts = np.flatnonzero(np.isin(whose, some.starts))
    works = value[starts] > 0
    np.add.at(reached, of_target[starts], works)
    start, draw = np.nonzero(works)
    here, aim, left = starts[start], end[of_target[starts[start]]], np.full(len(draw), HOPS)
    passed = np.zeros(len(nodes))
    while len(draw):  # from each start, in every draw in which there is a way, past whom it leads
        tie = following[left, here, draw]
        left = hops[left, here, draw] - 1
        here = over[tie]
        going = here != aim
        draw, here, left, aim = draw[going], here[going], left[going], aim[going]
        passed += np.bincount(here, minlength=len(nodes))
    through[of_target, whose] = passed


def _toward(
    actor: Integers, over: Integers, passes: Flags, passing: Floats, ends: Integers
) -> tuple[Floats, Numbers, Numbers]:
    """Return the best success of each node to an end, (n, D), and by hops left the next tie and what is left."""
    leaving = grouped(actor)
    count, draws, ties = len(passes), passing.shape[1], len(actor)
    number = np.arange(ties, dtype=np.int32)[:, None]
    value = np.zeros((count, draws))
    value[ends] = 1.0
    following = np.full((HOPS + 1, count, draws), -1, dtype=np.int32)
    hops = np.zeros((HOPS + 1, count, draws), dtype=np.int32)
    for hop in range(1, HOPS + 1):
        before = value * passes[:, None]
        before[ends] = 1.0
        success = passing * before[over]
        best = np.maximum.reduceat(success, leaving.first, axis=0)
        first = np.minimum.reduceat(np.where(success == best[leaving.group], number, ties), leaving.first, axis=0)
        better = best > value[leaving.whose]
        value[leaving.whose] = np.where(better, best, value[leaving.whose])
        following[hop, leaving.whose] = np.where(better, first, following[hop - 1, leaving.whose])
        hops[hop, leaving.whose] = np.where(better, hop, hops[hop - 1, leaving.whose])
    return value, following, hops


def between(some: Net, targets: Sequence[int], parts: Sequence[tuple[Floats, Integers]]) -> Between:
    """Put the counts of several batches of draws together; a target that nobody reaches has shares of 0."""
    through = np.sum([counts for counts, _reached in parts], axis=0)
    reached = np.concatenate([reaching for _counts, reaching in parts], axis=1)
    pairs = reached.sum(axis=1)
    return Between(
        by_target=through / np.maximum(pairs, 1)[:, None],
        overall=through.sum(axis=0) / max(int(pairs.sum()), 1),
        reached=reached.max(axis=1, initial=0),
    )


def counted_in_draws(some: Net, targets: Sequence[int], n: int, rng: np.random.Generator) -> tuple[Floats, Integers]:
    """Draw every tie that can stand on a way to a target and count, as ``counted`` does."""
    on = some.only(on_the_way(some, targets))
    return counted(on, targets, on.drawn(n, rng))


@dataclass(frozen=True, slots=True)
class Survival:
    """How a ranking stands where ties are missing or unknown: pairs that keep their order, and the first his place.

    Both are shares, 0 to 1; ``pairs`` is None for a ranking of one. ``maps`` is how many maps were shaken.
    """

    pairs: float | None
    first: float
    maps: int


def survival(
    some: Net, targets: Sequence[int], found: Between, ranked: Sequence[int], draws: int, rng: np.random.Generator
) -> Survival | None:
    """Rank brokers again on maps with ties missing and unknown ties added; None where there are none to rank.

    Up to 30 maps of 20 draws each, fewer where fewer draws are asked for.
    """
    if not ranked:
        return None
    maps = max(2, min(_MAPS, draws // 12))
    scores = np.empty((maps, len(some.actors)))
    for number in range(maps):
        through, reached = counted_in_draws(shaken(some, MISSING, rng), targets, _DRAWS_A_MAP, rng)
        scores[number] = through.sum(axis=0) / max(int(reached.sum()), 1)
    first = float((scores[:, list(ranked)].argmax(axis=1) == 0).mean())
    return Survival(_kept_order(found.overall[list(ranked)], scores[:, list(ranked)]), first, maps)


def _kept_order(base: Floats, scores: Floats) -> float | None:
    """Return the share of pairs, and maps, that keep their order; what falls together counts half."""
    higher = base[:, None] > base[None, :]
    if not higher.any():
        return None
    ahead = np.sign(scores[:, :, None] - scores[:, None, :]) / 2 + 0.5
    return float(ahead[:, higher].mean())
