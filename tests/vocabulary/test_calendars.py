"""Are days shown as the calendars of others count them?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidememoire.vocabulary.calendars import (
    Calendar,
    Counted,
    Digits,
    european,
    hijri,
    in_digits,
    of_solar,
    shown,
    solar,
)
from aidememoire.vocabulary.errors import InputError

# New years as the calendars of Saudi Arabia and of Iran were published.
UMM_AL_QURA = {1440: "2018-09-11", 1441: "2019-08-31", 1442: "2020-08-20", 1443: "2021-08-09", 1444: "2022-07-30", 1445: "2023-07-19", 1446: "2024-07-07", 1447: "2025-06-26"}  # fmt: skip
NOWRUZ = {1395: "2016-03-20", 1396: "2017-03-21", 1397: "2018-03-21", 1398: "2019-03-21", 1399: "2020-03-20", 1400: "2021-03-21", 1401: "2022-03-21", 1402: "2023-03-21", 1403: "2024-03-20", 1404: "2025-03-21"}  # fmt: skip


@pytest.mark.parametrize("year", UMM_AL_QURA)
def test_hijri_years_begin_as_published(year):
    assert hijri(date.fromisoformat(UMM_AL_QURA[year])) == Counted(year, 1, 1)


@pytest.mark.parametrize("year", NOWRUZ)
def test_solar_hijri_years_begin_as_published(year):
    day = date.fromisoformat(NOWRUZ[year])
    assert solar(day) == Counted(year, 1, 1)
    assert solar(day - timedelta(days=1)).month == 12


@given(st.dates(date(1800, 1, 1), date(2250, 1, 1)))
def test_a_solar_day_goes_there_and_back(day):
    found = solar(day)
    assert of_solar(found.year, found.month, found.day) == day


@given(st.dates(date(1924, 8, 1), date(2077, 11, 15)))
def test_hijri_days_follow_each_other(day):
    one, next_ = hijri(day), hijri(day + timedelta(days=1))
    assert next_ in (
        Counted(one.year, one.month, one.day + 1),
        Counted(one.year, one.month + 1, 1),
        Counted(one.year + 1, 1, 1),
    )


def test_days_outside_of_a_calendar_are_shown_without_a_second_date():
    assert hijri(date(1900, 1, 1)) is None and solar(date(1700, 1, 1)) is None
    assert shown(date(1900, 1, 1), "en", calendar=Calendar.HIJRI) == "1 January 1900"


def test_a_day_is_shown_in_both_calendars_and_in_the_digits_chosen():
    day = date(2024, 3, 20)
    assert shown(day, "en") == "20 March 2024"
    assert shown(day, "en", calendar=Calendar.SOLAR) == "20 March 2024 (1 Farvardin 1403)"
    assert shown(day, "en", calendar=Calendar.SOLAR, digits=Digits.PERSIAN) == "۲۰ March ۲۰۲۴ (۱ Farvardin ۱۴۰۳)"
    assert in_digits("2026", Digits.ARABIC) == "٢٠٢٦" and european("٢٠٢٦ ۲۰۲۶") == "2026 2026"


@pytest.mark.parametrize("day", [(1404, 12, 30), (1404, 7, 31), (1404, 13, 1), (1404, 0, 1), (1000, 1, 1)])
def test_a_day_that_is_not_in_the_calendar_is_refused(day):
    with pytest.raises(InputError, match="Solar Hijri"):
        of_solar(*day)
