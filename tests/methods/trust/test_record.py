"""Is a record weighed as written: the newest counts most, nothing counts twice, less evidence is never surer?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidememoire.methods.trust._record import counted_once, faded, learnt, standing, tendency

FLAT, TWO = np.array([0.5]), np.array([2.0])
shares, weights, ages = st.sampled_from([0.0, 0.5, 1.0]), st.floats(0.01, 2), st.integers(0, 2000)
entries = st.lists(st.tuples(st.integers(0, 3), shares, weights, ages), min_size=1, max_size=12)


def one(outcomes, weight=None, prior=FLAT, strength=TWO):
    outcomes = np.array(outcomes, float)
    weight = np.ones(len(outcomes)) if weight is None else np.array(weight, float)
    return standing(np.zeros(len(outcomes), dtype=int), outcomes, weight, prior, strength)


def columns(some):
    promise, outcome, chance, age = zip(*some, strict=True)
    return np.array(promise), np.array(outcome, float), np.array(chance, float) / 2, np.array(age, float)


def test_nothing_seen_leaves_the_flat_prior_from_a_tenth_to_nine_tenths():
    nothing = one([])
    assert (nothing.mean[0], nothing.evidence_weight[0], nothing.prior_share[0]) == (0.5, 0, 1)
    assert nothing.low[0] == pytest.approx(0.1) and nothing.high[0] == pytest.approx(0.9)


def test_the_band_holds_the_tenth_and_the_ninetieth_percentile_of_the_beta_distribution():
    kept = one([1, 1, 1])  # Beta(4, 1): its distribution function is x to the fourth
    assert kept.mean[0] == 0.8
    assert kept.low[0] == pytest.approx(0.1**0.25) and kept.high[0] == pytest.approx(0.9**0.25)
    assert kept.prior_share[0] == pytest.approx(2 / 5)


def test_each_promiser_is_added_up_apart():
    apart = standing(np.array([0, 2, 2]), np.array([1.0, 0, 0]), np.ones(3), np.full(3, 0.5), np.full(3, 2.0))
    assert apart.mean.tolist() == pytest.approx([2 / 3, 1 / 2, 1 / 4])


@given(entries)
def test_one_more_kept_promise_never_lowers_the_mean(some):
    _, outcome, weight, _ = columns(some)
    assert one([*outcome, 1], [*weight, 0.7]).mean[0] >= one(outcome, weight).mean[0]


@given(entries, st.floats(0, 1))
def test_less_weight_on_the_same_mixture_never_narrows_the_band(some, left):
    _, outcome, weight, _ = columns(some)
    whole, less = one(outcome, weight), one(outcome, weight * left)
    assert less.high[0] - less.low[0] >= whole.high[0] - whole.low[0] - 1e-9


@given(entries, st.data())
def test_taking_any_report_away_never_makes_the_record_weigh_more(some, data):
    promise, _, chance, age = columns(some)
    gone = data.draw(st.integers(0, len(some) - 1))
    keep = np.arange(len(some)) != gone
    whole, rest = counted_once(promise, age, chance), counted_once(promise[keep], age[keep], chance[keep])
    assert rest.sum() <= whole.sum() + 1e-9
    assert one(np.ones(len(rest)), rest).prior_share[0] >= one(np.ones(len(whole)), whole).prior_share[0] - 1e-9


def test_what_was_seen_counts_half_after_each_half_life():
    assert faded(np.array([0.0, 180, 360]), 180).tolist() == [1, 0.5, 0.25]


def test_a_later_report_counts_more_than_an_earlier_one():
    late_kept = one([1, 0], faded(np.array([10.0, 400]), 180))
    late_broken = one([0, 1], faded(np.array([10.0, 400]), 180))
    assert late_kept.mean[0] > 0.5 > late_broken.mean[0]


def test_reports_of_one_promise_count_once_together_and_the_newest_first():
    promise, age, chance = np.array([0, 0, 0, 1]), np.array([30.0, 10, 20, 5]), np.array([0.8, 0.7, 0.2, 0.4])
    assert counted_once(promise, age, chance) == pytest.approx([0.1, 0.7, 0.2, 0.4])


def test_reports_of_one_day_share_what_is_left():
    assert counted_once(np.zeros(2, int), np.zeros(2), np.array([0.9, 0.6])) == pytest.approx([0.6, 0.4])


@given(entries, weights, ages)
def test_one_more_word_that_a_promise_was_kept_never_lowers_the_mean(some, chance, age):
    promise, outcome, chances, days = columns(some)
    more = np.append(promise, 0), np.append(days, age), np.append(chances, chance / 2)
    before = counted_once(promise, days, chances) * faded(days, 180)
    after = counted_once(*more) * faded(more[1], 180)
    assert one([*outcome, 1], after).mean[0] >= one(outcome, before).mean[0] - 1e-9


@given(entries, st.randoms())
def test_the_order_of_reports_never_matters(some, chance):
    shuffled = list(some)
    chance.shuffle(shuffled)

    def told(entry):
        promise, outcome, chances, days = columns(entry)
        return one(outcome, counted_once(promise, days, chances) * faded(days, 180)).mean[0]

    assert told(shuffled) == pytest.approx(told(some))


def reporters(praise):
    """One reporter says kept of nine bodies (or broken), another tells both; both say kept of the tenth."""
    who = np.array([*range(9), *range(9), 9, 9])
    by = np.array([0] * 9 + [1] * 9 + [0, 1])
    outcome = np.array([praise] * 9 + [1, 0, 1, 0, 1, 0, 1, 0, 1] + [1, 1], float)
    return tendency(who, by, outcome, np.ones(20))[-2:]


def test_praise_from_one_who_praises_everybody_counts_less():
    easy, even = reporters(praise=1)
    assert easy < 0.9 < even


def test_praise_from_one_who_always_finds_fault_counts_in_full():
    harsh, _ = reporters(praise=0)
    assert harsh == 1


def test_what_a_reporter_says_of_the_one_in_question_does_not_count_against_it():
    assert tendency(np.zeros(5, int), np.zeros(5, int), np.ones(5), np.ones(5)).tolist() == [1] * 5


def test_a_grade_gains_or_loses_by_how_such_reports_fared_elsewhere():
    who, grade = np.array([0, 1, 1, 1]), np.zeros(4, int)
    start = np.full(4, 0.6), np.full(4, 8.0)
    right = learnt(who, grade, np.array([np.nan, 1, 1, 1]), *start)[0]
    wrong = learnt(who, grade, np.array([np.nan, 0, 0, 0]), *start)[0]
    assert right == pytest.approx(7.8 / 11) and wrong == pytest.approx(4.8 / 11)
