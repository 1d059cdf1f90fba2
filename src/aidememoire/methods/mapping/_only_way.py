"""Without whom is there no other route? Each tie works or not in each draw, and draws are counted as bits of words.

Source: vulnerability as the share of success lost with an actor (Latora and Marchiori, 2005), here the share of draws
in which every way that works leads through him; a cut of one vertex has the share 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from aidememoire.methods._shared.runner import Runner
from aidememoire.methods._shared.ties import Floats, Integers
from aidememoire.methods.mapping._blocking import Hold
from aidememoire.methods.mapping._brokers import MISSING
from aidememoire.methods.mapping._net import HOPS, Groups, Net, grouped, luck, on_the_way, shaken, steps
from aidememoire.vocabulary.codes import Means

Words = NDArray[np.uint64]
LISTED = 0.25
"""Below a quarter of the draws there is another route often enough."""

_TOGETHER, _MAPS, _DRAWS_A_MAP = 16, 8, 64
_EVERY = np.uint64(2**64 - 1)


def lost(some: Net, targets: Sequence[int], works: Words, among: Integers | None = None) -> tuple[Floats, Integers]:
    """Return how many draws each actor cuts off from each target, and how many reach it at all.

    A draw counts as cut off where the target is reached over four ties at most, and not without the actor.

    Parameters
    ----------
    among : numbers of the actors of interest; None for all
    works : (m, words) in which draws each tie works, 64 draws to a word; bits past the last draw are not set

    Returns
    -------
    (n, T) draws cut off by each actor; (T,) draws that reach each target

    Notes
    -----
    64 draws stand in one word, so that a pass over the ties serves all of them: 300 actors, 3,000 ties and 500 draws
    take 0.4 s, growing with actors times ties.
    """
    count, aim = len(some.actors), np.array(targets, dtype=np.int64)
    cut = np.zeros((count, len(aim)))
    if not len(some) or not some.starts:
        return cut, np.zeros(len(aim), dtype=np.int64)
    kept = on_the_way(some, targets)
    if not len(kept):
        return cut, np.zeros(len(aim), dtype=np.int64)
    ways = Ways(some.actor[kept], grouped(some.over[kept]), works[kept])
    whole = _reached(some, ways, np.array([-1]))[0]
    reached = _count(whole[aim])
    passed = _on_the_way(some, aim)
    for actors in _chunks(passed if among is None else np.intersect1d(passed, among)):
        left = _count(_reached(some, ways, actors)[:, aim])
        cut[actors] = reached - left
    cut[aim, np.arange(len(aim))] = 0
    return cut, reached


def bits(likely: Floats, chance: Floats) -> Words:
    """Return for each tie in which draws it works, from how likely that is, (m,), and numbers of chance, (m, D)."""
    ties, draws = chance.shape
    flags = np.zeros((ties, -(-draws // 64) * 64), dtype=np.uint8)
    flags[:, :draws] = chance < likely[:, None]
    words: Words = np.packbits(flags, axis=1).view(np.uint64)
    return words


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """The k ties that can stand on a way: whose each is, whom they reach, and in which draws each works (k, words)."""

    actor: Integers
    arriving: Groups
    works: Words


def _reached(some: Net, ways: Ways, without: Integers) -> Words:
    """Return in which draws each actor is reached without each of some others: (C, n, words); -1 takes nobody out."""
    arriving, works = ways.arriving, ways.works
    reach = np.zeros((len(without), len(some.actors), works.shape[1]), dtype=np.uint64)
    reach[:, list(some.starts)] = _EVERY
    gone = np.flatnonzero(without >= 0)
    sender, passing = ways.actor[arriving.order], works[arriving.order]
    for _hop in range(HOPS):
        come = np.bitwise_or.reduceat(reach[:, sender] & passing, arriving.first, axis=1)
        reach[:, arriving.whose] |= come
        reach[gone, without[gone]] = 0
    return reach


def _on_the_way(some: Net, aim: Integers) -> Integers:
    """Return who can stand between ours and a target at all, within the hops there are."""
    from_us = steps(some.actor, some.over, np.array(some.starts, dtype=np.int64), len(some.actors))
    to_them = steps(some.over, some.actor, aim, len(some.actors))
    return np.flatnonzero((from_us + to_them <= HOPS) & some.passes)


def _chunks(actors: Integers) -> list[Integers]:
    return [actors[first : first + _TOGETHER] for first in range(0, len(actors), _TOGETHER)]


def _count(words: Words) -> Integers:
    counts: Integers = np.bitwise_count(words).sum(axis=-1, dtype=np.int64)
    return counts


def no_other_route(some: Net, targets: Sequence[int], *, draws: int, seed: int, runner: Runner) -> list[Hold]:
    """Return who cannot be gone round on the way to a target, each with the target of which that is most true."""
    if not targets:
        return []
    parts = runner.batches(partial(_batch, some, tuple(targets)), draws, seed)
    share = _share(parts)
    worst = share.argmax(axis=1)
    listed = np.flatnonzero(share.max(axis=1) >= LISTED)
    if not len(listed):
        return []
    again = _shaken_shares(some, targets, listed, np.random.default_rng(seed))
    return [
        Hold(
            some.actors[actor],
            Means.NO_OTHER_ROUTE,
            float(share[actor, worst[actor]]),
            (some.actors[actor], some.actors[targets[worst[actor]]]),
            some.actors[targets[worst[actor]]],
            float(again[actor, worst[actor]]),
        )
        for actor in listed.tolist()
    ]


def _batch(some: Net, targets: tuple[int, ...], n: int, rng: np.random.Generator) -> tuple[Floats, Integers]:
    return lost(some, targets, bits(some.mean, luck(some.ids, n, int(rng.integers(2**63)))))


def _share(parts: Sequence[tuple[Floats, Integers]]) -> Floats:
    cut = np.sum([counts for counts, _reached in parts], axis=0)
    reached = np.sum([reaching for _counts, reaching in parts], axis=0)
    return np.asarray(cut / np.maximum(reached, 1))


def _shaken_shares(some: Net, targets: Sequence[int], among: Integers, rng: np.random.Generator) -> Floats:
    maps = [shaken(some, MISSING, rng) for _map in range(_MAPS)]
    return _share([lost(one, targets, bits(one.mean, rng.random((len(one), _DRAWS_A_MAP))), among) for one in maps])
