"""Ways over uncertain ties: brokers and actors without whom there is no other route, held against counting by hand."""

from __future__ import annotations

from itertools import permutations
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidememoire.methods.mapping import _brokers
from aidememoire.methods.mapping._brokers import between, counted, survival
from aidememoire.methods.mapping._net import HOPS, Net, luck, shaken
from aidememoire.methods.mapping._only_way import bits, lost
from aidememoire.methods.mapping._quadrants import quadrant_shares


def net_of(count, pairs, ours=(0,)):
    pairs = sorted(pairs)
    passes = np.ones(count, dtype=bool)
    passes[list(ours)] = False
    flat = np.ones(len(pairs))
    return Net(
        actors=tuple(f"a{number:02}" for number in range(count)),
        ids=tuple(f"t{one:02}-{two:02}" for one, two in pairs),
        actor=np.array([one for one, _two in pairs], dtype=np.int64),
        over=np.array([two for _one, two in pairs], dtype=np.int64),
        alpha=2 * flat,
        beta=flat,
        starts=tuple(sorted({one for one, _two in pairs} & set(ours))),
        passes=passes,
    )


def ways(some, start, target):
    """Return every simple chain of at most four ties, as lists of tie numbers, by trying every order of go-betweens."""
    number = {pair: place for place, pair in enumerate(zip(some.actor.tolist(), some.over.tolist(), strict=True))}
    free = [actor for actor in range(len(some.actors)) if some.passes[actor] and actor != target]
    found = []
    for hops in range(HOPS):
        for passed in permutations(free, hops):
            steps = list(zip((start, *passed), (*passed, target), strict=True))
            if all(step in number for step in steps):
                found.append(([number[step] for step in steps], set(passed)))
    return found


@st.composite
def nets(draw):
    count = draw(st.integers(3, 7))
    every = [(one, two) for one in range(count) for two in range(count) if one != two]
    pairs = draw(st.lists(st.sampled_from(every), min_size=1, unique=True))
    return net_of(count, pairs, ours=(0, 1) if draw(st.booleans()) else (0,))


@settings(max_examples=80)
@given(nets(), st.integers(0, 9))
def test_brokers_stand_on_the_best_way_as_counted_by_hand(some, seed):
    target = len(some.actors) - 1
    passing = np.random.default_rng(seed).uniform(0.05, 0.9, size=(len(some), 6))
    through, reached = counted(some, [target], passing)
    expected, there = np.zeros(len(some.actors)), np.zeros(6, dtype=int)
    for start in some.starts:
        chains = ways(some, start, target)
        for draw in range(6):
            if chains:
                there[draw] += 1
                _ties, passed = max(chains, key=lambda chain: np.prod(passing[chain[0], draw]))
                expected[list(passed)] += 1
    assert through[0].tolist() == expected.tolist()
    assert reached[0].tolist() == there.tolist()


@settings(max_examples=60)
@given(nets(), st.integers(0, 9), st.sampled_from((1, 40, 10**6)))
def test_several_who_are_to_be_reached_are_counted_together_as_one_by_one(some, seed, room):
    targets = [number for number in range(len(some.actors)) if number not in some.starts]
    passing = np.random.default_rng(seed).uniform(0.05, 0.9, size=(len(some), 6))
    with mock.patch.object(_brokers, "_ROOM", room):
        through, reached = counted(some, targets, passing)
    for row, target in enumerate(targets):
        alone, there = counted(some, [target], passing)
        assert through[row].tolist() == alone[0].tolist() and reached[row].tolist() == there[0].tolist()


@settings(max_examples=80)
@given(nets(), st.integers(0, 9))
def test_who_cuts_us_off_is_as_counted_by_hand(some, seed):
    target, draws = len(some.actors) - 1, 70
    chance = np.random.default_rng(seed).random((len(some), draws))
    likely = np.full(len(some), 0.6)
    cut, reached = lost(some, [target], bits(likely, chance))
    expected, there = np.zeros(len(some.actors)), 0
    for draw in range(draws):
        working = [
            passed
            for start in some.starts
            for ties, passed in ways(some, start, target)
            if (chance[ties, draw] < 0.6).all()
        ]
        there += bool(working)
        if working:
            expected[list(set.intersection(*working))] += 1
    assert reached.tolist() == [there]
    assert cut[:, 0].tolist() == expected.tolist()


def test_a_way_of_five_ties_is_no_way():
    some = net_of(6, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)])
    passing = np.full((5, 3), 0.9)
    assert counted(some, [4], passing)[1].tolist() == [[1, 1, 1]]
    assert counted(some, [5], passing)[1].tolist() == [[0, 0, 0]]


def test_nobody_of_ours_is_a_broker():
    some = net_of(4, [(0, 1), (1, 2), (2, 3)], ours=(0, 1))
    through, _reached = counted(some, [3], np.full((3, 2), 0.9))
    assert through[0].tolist() == [0, 0, 2, 0]


def test_luck_depends_on_the_id_and_the_key_alone():
    both, one = luck(["one", "two"], 1000, 7), luck(["two"], 1000, 7)
    assert (both[1] == one[0]).all()
    assert not (luck(["two"], 1000, 8) == one).any()
    assert ((both >= 0) & (both < 1)).all() and both.mean() == pytest.approx(0.5, abs=0.03)
    assert abs(np.corrcoef(both)[0, 1]) < 0.1


def test_a_shaken_map_has_about_as_many_ties_and_none_twice():
    some = net_of(30, [(one, (one + step) % 30) for one in range(30) for step in (1, 2, 3, 4)])
    other = shaken(some, 0.1, np.random.default_rng(1))
    pairs = list(zip(other.actor.tolist(), other.over.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs) and all(one != two for one, two in pairs)
    assert abs(len(other) - len(some)) <= 12 and pairs != list(
        zip(some.actor.tolist(), some.over.tolist(), strict=True)
    )


def test_a_broker_on_many_strong_ways_keeps_his_place_where_ties_are_missing():
    star = [(0, 1), *((1, other) for other in range(2, 12))]
    some = net_of(14, [*star, (0, 12), (12, 2)])
    aims = list(range(2, 12))
    rng = np.random.default_rng(1)
    found = between(some, aims, [counted(some, aims, some.drawn(200, rng))])
    assert found.brokers[0] == 1
    lasting = survival(some, aims, found, found.brokers, 500, rng)
    assert lasting is not None and lasting.first > 0.6 and lasting.maps == 30
    assert lasting.pairs is not None and 0.6 < lasting.pairs <= 1


def test_a_map_without_ties_or_without_us_has_no_ways():
    nothing = net_of(3, [])
    assert counted(nothing, [2], np.zeros((0, 4)))[1].tolist() == [[0, 0, 0, 0]]
    assert lost(nothing, [2], bits(np.zeros(0), np.zeros((0, 4))))[1].tolist() == [0]
    abroad = net_of(3, [(1, 2)])
    assert (
        survival(
            abroad, [2], between(abroad, [2], [counted(abroad, [2], np.ones((1, 4)))]), [], 50, np.random.default_rng(1)
        )
        is None
    )


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=30))
def test_quadrants_share_every_draw_between_them(draws):
    power, interest = (np.array([[one[side]] for one in draws]) for side in (0, 1))
    assert quadrant_shares(power, interest, np.ones_like(power)).sum() == pytest.approx(1)
