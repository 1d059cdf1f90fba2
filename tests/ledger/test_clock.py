"""Does the order of recording survive wrong clocks?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidememoire.ledger.clock import FAR, Clock, Moment
from aidememoire.vocabulary.errors import InputError

NOW = 1_764_109_800_123  # 2025-11-25T22:30:00.123Z
YEAR = 365 * 24 * 3600 * 1000
moments = st.builds(Moment, st.integers(0, 2**43), st.integers(0, 2**32 - 1))


def test_a_moment_is_written_as_the_contract_says():
    assert str(Moment(NOW, 4)) == "2025-11-25T22:30:00.123Z/0004"
    assert Moment(NOW).day == date(2025, 11, 25)


@given(moments)
def test_a_moment_comes_back_from_its_text_and_its_bytes(moment):
    assert Moment.read(str(moment)) == moment and Moment.unpacked(moment.packed()) == moment


@given(moments, moments)
def test_moments_sort_as_their_bytes_do(one, other):
    assert (one < other) == (one.packed() < other.packed())


@pytest.mark.parametrize("written", ["", "2025-11-25", "2025-11-25T22:30:00.123Z", "2025-13-25T22:30:00.123Z/0000"])
def test_what_is_no_moment_is_refused(written):
    with pytest.raises((InputError, ValueError)):
        Moment.read(written)


def test_a_day_ends_with_its_last_moment():
    last = Moment.at_end_of(date(2025, 11, 25))
    assert last.day == date(2025, 11, 25) and Moment(last.millis + 1).day == date(2025, 11, 26)


def test_a_clock_set_back_a_year_goes_on_after_its_last_moment():
    readings = iter([NOW, NOW - YEAR, NOW - YEAR, NOW + 1])
    clock = Clock(now=lambda: next(readings))
    ticks = [clock.tick() for _reading in range(4)]
    assert ticks == [Moment(NOW), Moment(NOW, 1), Moment(NOW, 2), Moment(NOW + 1)]


def test_the_clock_of_a_partner_far_ahead_is_not_followed():
    clock = Clock(now=lambda: NOW)
    clock.meet(Moment(NOW + 50 * YEAR))
    assert clock.tick() == Moment(NOW)
    clock.meet(Moment(NOW + FAR))
    assert clock.tick() == Moment(NOW + FAR, 1)


def test_what_the_writer_recorded_before_is_always_followed_so_that_a_restart_changes_nothing():
    clock = Clock(now=lambda: NOW - YEAR)
    clock.meet(Moment(NOW), own=True)
    assert clock.tick() == Moment(NOW, 1)


@given(st.lists(st.one_of(st.integers(0, 2**42), moments), max_size=30))
def test_every_tick_is_later_than_the_one_before(happenings):
    wall = [0]
    clock = Clock(now=lambda: wall[0])
    last = Moment(0)
    for one in happenings:
        if isinstance(one, int):
            wall[0] = one
        else:
            clock.meet(one)
        tick = clock.tick()
        assert tick > last
        last = tick


def test_a_step_that_runs_out_goes_on_in_the_next_millisecond():
    clock = Clock(Moment(NOW, 2**32 - 1), now=lambda: 0)
    assert clock.tick() == Moment(NOW + 1)
