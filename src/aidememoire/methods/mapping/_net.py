"""Which ties carry a message from our side to others, and how likely is it that they do, in each of many draws?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from aidememoire.methods._shared.paths import DISCOUNT, GO_BETWEENS, strongest
from aidememoire.methods._shared.ties import Flags, Floats, Integers, Ties

HOPS = GO_BETWEENS + 1


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """The m ties that carry messages among n actors, in the order of who has the hold.

    Attributes
    ----------
    actors : ids of the n actors
    ids : ids of the m ties
    actor, over : (m,) numbers of who has the hold and on whom
    alpha, beta : (m,) their strengths as beta distributions
    starts : numbers of the actors of ours from whom a message can leave
    passes : (n,) whom a message may pass: everybody but our own, since each of ours is a beginning
    """

    actors: tuple[str, ...]
    ids: tuple[str, ...]
    actor: Integers
    over: Integers
    alpha: Floats
    beta: Floats
    starts: tuple[int, ...]
    passes: Flags

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def mean(self) -> Floats:
        """Return how likely a message passes each tie and the hop: mean strength, discounted; shape (m,)."""
        return DISCOUNT * self.alpha / (self.alpha + self.beta)

    def only(self, kept: Integers) -> Net:
        """Return the net with some of its ties, by their numbers in ascending order."""
        return replace(
            self,
            ids=tuple(self.ids[number] for number in kept),
            actor=self.actor[kept],
            over=self.over[kept],
            alpha=self.alpha[kept],
            beta=self.beta[kept],
            starts=tuple(sorted(set(self.actor[kept].tolist()) & set(self.starts))),
        )

    def drawn(self, n: int, rng: np.random.Generator) -> Floats:
        """Draw how likely a message passes each tie, so many times: shape (m, n), hops discounted."""
        return np.ascontiguousarray(rng.beta(self.alpha, self.beta, size=(n, len(self))).T) * DISCOUNT


def on_the_way(some: Net, targets: Sequence[int]) -> Integers:
    """Return the numbers of the ties that can stand on a way of so many hops from one of ours to a target.

    No other tie changes what reaches a target. On a map of 1,000 actors with ten ties each it is one in twenty.
    """
    count = len(some.actors)
    from_us = steps(some.actor, some.over, np.array(some.starts, dtype=np.int64), count)
    to_them = steps(some.over, some.actor, np.array(targets, dtype=np.int64), count)
    return np.flatnonzero(from_us[some.actor] + 1 + to_them[some.over] <= HOPS)


def steps(here: Integers, there: Integers, begin: Integers, count: int) -> Integers:
    """Return in how many steps from some each is met along ties from ``here`` to ``there``: HOPS + 1 past HOPS."""
    found = np.full(count, HOPS + 1, dtype=np.int64)
    found[begin] = 0
    for hop in range(1, HOPS + 1):
        met = there[found[here] == hop - 1]
        found[met] = np.minimum(found[met], hop)
    return found


def steps_to_each(some: Net, targets: Sequence[int]) -> Integers:
    """Return in how many steps each actor meets each target, (T, n); HOPS + 1 past HOPS. As ``steps``, all at once."""
    leaving = grouped(some.actor)
    over = some.over[leaving.order]
    found = np.full((len(targets), len(some.actors)), HOPS + 1, dtype=np.int64)
    found[np.arange(len(targets)), list(targets)] = 0
    for _hop in range(HOPS):
        nearest = np.minimum.reduceat(found[:, over], leaving.first, axis=1) + 1
        found[:, leaving.whose] = np.minimum(found[:, leaving.whose], nearest)
    return found


def luck(ids: Sequence[str], n: int, key: int) -> Floats:
    """Return so many numbers of chance from 0 to 1 for each record, (k, n), that depend on its id and the key alone.

    So taking one record out, or adding one, changes nothing else by chance, and their order never matters.

    Notes
    -----
    SplitMix64 (Steele, Lea and Flood, 2014) over a digest of the id and the number of the draw.
    """
    digests = [hashlib.blake2b(id.encode(), digest_size=8, key=key.to_bytes(8, "little")).digest() for id in ids]
    begin = np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)[:, None]
    mixed = begin + np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return np.asarray((mixed >> np.uint64(11)) * 2.0**-53)


def net(ties: Ties, ours: Iterable[str]) -> Net:
    """Return of each ordered pair of actors the strongest tie that carries a message, as a net from ours on."""
    kept = strongest(ties)
    order = np.lexsort((kept.over, kept.actor))
    begin = [kept.place[id] for id in ours if id in kept.place]
    passes = np.ones(len(kept.actors), dtype=np.bool_)
    passes[begin] = False
    leaving = set(kept.actor.tolist())
    return Net(
        actors=kept.actors,
        ids=tuple(kept.ids[number] for number in order),
        actor=kept.actor[order],
        over=kept.over[order],
        alpha=kept.alpha[order],
        beta=kept.beta[order],
        starts=tuple(sorted(leaving & set(begin))),
        passes=passes,
    )


def shaken(some: Net, part: float, rng: np.random.Generator) -> Net:
    """Return a net in which a part of the ties is gone and as many unknown ones are there.

    Each tie goes with the probability ``part``; as many as that is on average come between pairs that have none, with
    strengths about which nothing is known: Beta(1, 1).
    """
    count = len(some.actors)
    kept = rng.random(len(some)) >= part
    wanted = round(part * len(some))
    guesses = rng.integers(count, size=(wanted * 4, 2))
    there = set(zip(some.actor.tolist(), some.over.tolist(), strict=True))
    fresh = [pair for pair in map(tuple, guesses.tolist()) if pair[0] != pair[1] and pair not in there]
    fresh = list(dict.fromkeys(fresh))[:wanted]
    actor = np.concatenate([some.actor[kept], np.array([one for one, _two in fresh], dtype=np.int64)])
    over = np.concatenate([some.over[kept], np.array([two for _one, two in fresh], dtype=np.int64)])
    order = np.lexsort((over, actor))
    flat = np.ones(len(fresh))
    return Net(
        actors=some.actors,
        ids=tuple(str(number) for number in range(len(order))),
        actor=actor[order],
        over=over[order],
        alpha=np.concatenate([some.alpha[kept], flat])[order],
        beta=np.concatenate([some.beta[kept], flat])[order],
        starts=tuple(sorted(set(actor.tolist()) & set(np.flatnonzero(~some.passes).tolist()))),
        passes=some.passes,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Ties grouped by one of their ends: in which order, where each group begins, whose it is, and each tie's group."""

    order: Integers
    first: Integers
    whose: Integers
    group: Integers


def grouped(ends: Integers) -> Groups:
    """Group ties by the numbers at one end, shape (m,), m at least 1."""
    order = np.argsort(ends, kind="stable")
    whose, first, counts = np.unique(ends[order], return_index=True, return_counts=True)
    return Groups(order, first, whose, np.repeat(np.arange(len(whose)), counts))
