"""Do ties, stances and batches say what was recorded, and the same whatever the order and however many processes?"""

from datetime import date
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidememoire.methods._shared.runner import Runner
from aidememoire.methods._shared.stances import stances
from aidememoire.methods._shared.ties import UNKNOWN, draws, ties
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.kinds.actors import Actor, Tie
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.kinds.sources import Source

GRADES = {20: ("A", "2"), 8: ("C", "3"), 4: ("E", "1"), 2: (None, None)}


def dossier(*records):
    return Dossier(Header(slug="small"), [Source(id="log", title="Log"), *records])


def tie(id, actor, over, strength="strong", sureness=20, *, cited="log", **more):
    reliability, credibility = GRADES[sureness]
    piece = {"claim": "seen", "cited": cited, "reliability": reliability, "credibility": credibility}
    return Tie(id=id, actor=actor, over=over, strength=strength, evidence=[piece] if cited else [], **more)


@pytest.mark.parametrize(
    ("word", "mean"),
    [("faint", 0.1), ("weak", 0.3), ("moderate", 0.5), ("strong", 0.7), ("decisive", 0.9), (0.42, 0.42)],
)
@pytest.mark.parametrize("sureness", [2, 4, 8, 20])
def test_a_word_is_a_beta_of_its_mean_as_sure_as_its_best_evidence(word, mean, sureness):
    found = ties(dossier(tie("one-two", "one", "two", word, sureness)))
    assert found.mean[0] == pytest.approx(mean)
    assert found.alpha[0] + found.beta[0] == pytest.approx(sureness)


def test_a_strength_that_nobody_judged_is_flat_and_a_gap():
    found = ties(dossier(tie("one-two", "one", "two", None)))
    assert (found.alpha[0], found.beta[0], found.judged[0]) == (1, 1, False)
    assert found.exposure[0] == UNKNOWN
    assert [gap.records for gap in found.gaps] == [("one-two",)] and found.gaps[0].ask


def test_nothing_is_beyond_doubt_so_that_it_can_be_drawn():
    found = ties(dossier(tie("a-b", "a", "b", 0), tie("b-c", "b", "c", 1)))
    drawn = draws(found, 1000, np.random.default_rng(1))
    assert drawn.shape == (1000, 2) and np.isfinite(drawn).all()
    assert list(found.mean) == pytest.approx([0.01, 0.99])


def test_a_tie_without_a_source_is_left_out_and_named_unless_asked_for():
    known = dossier(tie("one-two", "one", "two"), tie("two-three", "two", "three", cited=None))
    left = ties(known)
    assert left.ids == ("one-two",) and left.gaps[0].records == ("two-three",)
    every = ties(known, unsourced=True)
    assert every.ids == ("one-two", "two-three") and list(every.sourced) == [True, False] and not every.gaps


def test_what_only_a_denial_cites_has_no_source():
    denied = Tie(id="one-two", actor="one", over="two", evidence=[{"side": "against", "cited": "log"}])
    assert len(ties(dossier(denied))) == 0


def test_only_goodwill_carries_a_message():
    known = dossier(tie("one-two", "one", "two"), tie("two-one", "two", "one", sign="negative"))
    assert ties(known).carrying().ids == ("one-two",)


@given(st.permutations(range(6)))
def test_the_order_of_records_never_matters(order):
    records = [tie(f"t-{n}", f"a-{n}", f"a-{(n * 5 + 1) % 7}", 0.1 + n / 10, exposure=n % 4) for n in range(6)]
    some, other = ties(dossier(*records)), ties(dossier(*(records[n] for n in order)))
    assert some.ids == other.ids and some.actors == other.actors
    assert np.array_equal(draws(some, 20, np.random.default_rng(3)), draws(other, 20, np.random.default_rng(3)))


# Stances


def stance(id, by, position, **more):
    return Stance(id=id, actor=more.pop("actor", "guard"), issue="gate", assessed_by=by, position=position, **more)


def test_several_assessors_stay_several_and_the_latest_of_each_stands():
    known = dossier(
        Actor(id="guard", names="Guard"),
        Issue(id="gate"),
        stance("old", "office", 90, assessed_on="2026-01-01"),
        stance("new", "office", 20, assessed_on="2026-05-01", low=10, high=30, salience="strong"),
        stance("ward", "ward", 60, assessed_on="2026-02-01", role=["gatekeep"]),
        stance("later", "ward", 0, assessed_on="2026-09-01"),
    )
    found = stances(known.as_of(date(2026, 6, 15)), "gate")
    assert found.ids == ("new", "ward")
    assert found.mean(found.position) == [40] and found.mean(found.salience) == [pytest.approx(0.7)]
    assert [list(ends) for ends in found.spread()] == [[10], [60]]
    drawn = found.positions(4000, np.random.default_rng(1))[:, 0]
    assert ((drawn == 60) | ((drawn >= 10) & (drawn <= 30))).all()
    assert (drawn == 60).mean() == pytest.approx(0.5, abs=0.03)
    assert drawn[drawn != 60].mean() == pytest.approx(20, abs=0.5)


def test_a_position_that_nobody_gave_is_unknown_and_a_gap():
    found = stances(dossier(stance("one", "office", None), stance("two", "office", "for", actor="ward")), "gate")
    assert np.isnan(found.mean(found.position)[0]) and np.isnan(found.spread()[0][0])
    assert np.isnan(found.positions(3, np.random.default_rng(1))[:, 0]).all()
    assert [gap.records for gap in found.gaps] == [("one",), ("two",)]
    assert not len(stances(dossier(), "gate")) and stances(dossier(), "gate").positions(
        2, np.random.default_rng(1)
    ).shape == (2, 0)


# Batches


def test_one_process_and_several_give_the_same_bytes():
    work = partial(draws, ties(dossier(tie("a-b", "a", "b"), tie("b-c", "b", "c", "faint", 2))))
    told = []
    alone = Runner(progress=lambda done, of: told.append((done, of))).batches(work, 90, seed=7, size=40)
    several = Runner(processes=2).batches(work, 90, seed=7, size=40)
    assert [batch.tobytes() for batch in alone] == [batch.tobytes() for batch in several]
    assert told == [(40, 90), (80, 90), (90, 90)] and [len(batch) for batch in alone] == [40, 40, 10]
    assert not np.array_equal(alone[0], alone[1])
    assert not np.array_equal(alone[0], Runner().batches(work, 90, seed=8, size=40)[0])
