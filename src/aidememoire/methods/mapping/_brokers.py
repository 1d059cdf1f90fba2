"""Who stands between us and those who decide or block? Betweenness on the best ways, over draws of uncertain ties.

Source: Brandes (2008), betweenness with subsets of sources and targets, here with distances -ln strength, at most three
go-betweens, and a part of the ties missing or unknown (Martin and Niemeyer, 2019, on rankings that survive error).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aidememoire.methods._shared.ties import Flags, Floats, Integers
from aidememoire.methods.mapping._net import HOPS, Groups, Net, grouped, shaken, steps, steps_to_each

MISSING = 0.1
"""The part of the ties that is taken to be missing, and the part that is taken to be unknown."""

Numbers = NDArray[np.int32]
LISTED = 0.05
"""Who stands on the best way to nobody in one draw of twenty is no broker."""

_MAPS, _DRAWS_A_MAP = 30, 20


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
    The best way is the most successful of at most four ties. A pass over the ties that can stand on one, for each hop
    and target.
    """
    count, draws = len(some.actors), passing.shape[1]
    through, reached = np.zeros((len(targets), count)), np.zeros((len(targets), draws), dtype=np.int64)
    if not len(some) or not some.starts:
        return through, reached
    from_us = steps(some.actor, some.over, np.array(some.starts, dtype=np.int64), count)[some.actor]
    to_them = steps_to_each(some, targets)[:, some.over]
    for row, target in enumerate(targets):
        kept = np.flatnonzero(from_us + 1 + to_them[row] <= HOPS)
        if not len(kept):
            continue
        part, here = some.among(kept)
        end, passed = int(np.searchsorted(here, target)), np.zeros(len(here))
        value, following, hops = _toward(part, grouped(part.actor), passing[kept], end)
        for start in part.starts:
            works = value[start] > 0
            reached[row] += works
            _follow(passed, part.over, following, hops, start, end, works)
        through[row, here] = passed
    return through, reached


def _toward(some: Net, leaving: Groups, passing: Floats, target: int) -> tuple[Floats, Numbers, Numbers]:
    """Return the best success of each actor to the target, (n, D), and by hops left the next tie and what is left."""
    count, draws, ties = len(some.actors), passing.shape[1], len(some)
    number = np.arange(ties, dtype=np.int32)[:, None]
    value = np.zeros((count, draws))
    value[target] = 1.0
    following = np.full((HOPS + 1, count, draws), -1, dtype=np.int32)
    hops = np.zeros((HOPS + 1, count, draws), dtype=np.int32)
    for hop in range(1, HOPS + 1):
        before = value * some.passes[:, None]
        before[target] = 1.0
        success = passing * before[some.over]
        best = np.maximum.reduceat(success, leaving.first, axis=0)
        first = np.minimum.reduceat(np.where(success == best[leaving.group], number, ties), leaving.first, axis=0)
        better = best > value[leaving.whose]
        value[leaving.whose] = np.where(better, best, value[leaving.whose])
        following[hop, leaving.whose] = np.where(better, first, following[hop - 1, leaving.whose])
        hops[hop, leaving.whose] = np.where(better, hop, hops[hop - 1, leaving.whose])
    return value, following, hops


def _follow(
    through: Floats,
    over: Integers,
    following: Numbers,
    hops: Numbers,
    start: int,
    target: int,
    works: Flags,
) -> None:
    """Walk the best way from a start in every draw in which there is one, and count whom it passes."""
    draw = np.flatnonzero(works)
    here, left = np.full(len(draw), start), np.full(len(draw), HOPS)
    while len(draw):
        tie = following[left, here, draw]
        left = hops[left, here, draw] - 1
        here = over[tie]
        going = here != target
        draw, here, left = draw[going], here[going], left[going]
        through += np.bincount(here, minlength=len(through))


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
    """Draw every tie and count, as ``counted`` does."""
    return counted(some, targets, some.drawn(n, rng))


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
        other = shaken(some, MISSING, rng)
        through, reached = counted(other, targets, other.drawn(_DRAWS_A_MAP, rng))
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
