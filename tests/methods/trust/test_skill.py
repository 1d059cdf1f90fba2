"""Is a record played back without looking ahead, and told apart from the base rate?"""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidememoire.methods.trust._base_rates import PUBLISHED
from aidememoire.methods.trust._dawid_skene import dawid_skene, overlap_enough
from aidememoire.methods.trust._skill import banner, replay, scored


def test_what_became_known_later_is_not_used():
    asked, kept = np.array([0.0, 10, 20]), np.array([1.0, 1, 1])
    early, _ = replay(np.zeros(3, int), asked, asked + 5, kept)
    late, _ = replay(np.zeros(3, int), asked, asked + 100, kept)
    assert late.tolist() == [0.5, 0.5, 0.5]
    assert early[0] == 0.5 < early[1] < early[2]


def test_a_forecast_never_sees_its_own_outcome():
    for outcome in (0.0, 1.0):
        told, _ = replay(np.zeros(1, int), np.zeros(1), np.zeros(1), np.array([outcome]))
        assert told.tolist() == [0.5]


def test_each_class_has_its_own_base_rate():
    day = np.arange(4.0)
    _, base = replay(np.arange(4), day, day, np.array([1.0, 0, 1, 0]), group=np.array([0, 1, 0, 1]))
    assert base == pytest.approx([0.5, 0.5, 2 / 3, 1 / 3])


def test_a_record_that_repeats_itself_has_skill_and_one_that_alternates_has_none():
    who, day = np.tile([0, 1], 20), np.arange(40.0)
    steady = np.tile([1.0, 0.0], 20)
    told, base = replay(who, day, day, steady)
    assert scored(told, base, steady).any and banner(scored(told, base, steady)) is None
    turning = np.repeat(np.tile([1.0, 0.0], 10), 2)
    told, base = replay(who, day, day, turning)
    assert not scored(told, base, turning).any


def test_skill_over_four_promises_is_too_little_to_tell():
    few = np.array([1.0, 1, 0, 0])
    assert "Too few" in str(banner(scored(few, np.full(4, 0.5), few)))
    assert banner(scored(np.tile(few, 2), np.full(8, 0.5), np.tile(few, 2))) is None
    assert "Too few" in str(banner(scored(np.zeros(0), np.zeros(0), np.zeros(0))))


@given(st.lists(st.tuples(st.floats(0.01, 0.99), st.booleans()), min_size=1, max_size=30))
def test_scores_lie_where_scores_lie(some):
    told, kept = (np.array(column, float) for column in zip(*some, strict=True))
    skill = scored(told, told, kept)
    assert 0 <= skill.brier <= 1 and 0 <= skill.auc <= 1 and 0 <= skill.calibration <= 1 and skill.gain == 0


def test_reporters_who_agree_are_believed_over_one_who_does_not():
    item = np.repeat(np.arange(40), 3)
    reporter = np.tile(np.arange(3), 40)
    truth = np.arange(40) % 2
    said = np.repeat(truth, 3)
    said[reporter == 2] = 1  # the third says "kept" of everything
    found = dawid_skene(item, reporter, said, classes=2, smoothing=1.0)
    assert (found.truth.argmax(axis=1) == truth).all()
    assert found.says[2, 0, 1] > 0.9 > found.says[0, 0, 0] - 0.1 and found.says[0, 0, 0] > 0.9
    assert overlap_enough(item, reporter) and not overlap_enough(item[:80], reporter[:80])
    assert not overlap_enough(np.zeros(0, int), np.zeros(0, int))


def test_the_manual_gives_every_published_rate_as_it_is_used():
    page = (Path(__file__).resolve().parents[3] / "docs/explanation/how-far-a-record-carries.md").read_text("utf-8")
    for rate in PUBLISHED:
        line = next(line for line in page.splitlines() if line.startswith(f"| {rate.promise} |"))
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        shown = f"{100 * rate.low:.0f}-{100 * rate.high:.0f} %" if rate.low < rate.high else ""
        assert cells[1:4] == [f"{100 * rate.kept:.0f} %", shown, str(rate.cases or "")], line
        assert rate.low <= rate.kept <= rate.high and rate.source
