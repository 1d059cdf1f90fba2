"""How is a day shown to people who count days otherwise? Stored Gregorian, shown also in Hijri or Solar Hijri.

Hijri is the Umm al-Qura calendar, the civil calendar of Saudi Arabia, by its published tables (1 August 1924 to 16
November 2077); elsewhere the day may differ by one or two, since months begin where the moon is seen. Solar Hijri is
the civil calendar of Iran and Afghanistan, by the rule of thirty-three years, which agrees with the observed equinox
from 1178 to 1633. Days outside of these are shown without a second date rather than with a doubtful one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from hijridate import Gregorian

from aidememoire.vocabulary.codes import Codes
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import Message, _, language_now, written


class Calendar(Codes):
    """In which calendar a day is shown beside the Gregorian one."""

    GREGORIAN = "gregorian", _("Gregorian")
    HIJRI = "hijri", _("Hijri (Umm al-Qura)")
    SOLAR = "solar hijri", _("Solar Hijri")


class Digits(Codes):
    """In which digits numbers and days are shown."""

    EUROPEAN = "european", _("4 5 6")
    ARABIC = "arabic", _("٤ ٥ ٦")
    PERSIAN = "persian", _("۴ ۵ ۶")


_SHAPES = {Digits.ARABIC: "٠١٢٣٤٥٦٧٨٩", Digits.PERSIAN: "۰۱۲۳۴۵۶۷۸۹"}
_HIJRI_FIRST, _HIJRI_LAST = date(1924, 8, 1), date(2077, 11, 16)
# The first day of a year from which all others are counted, and the years of which the rule speaks.
_NOWRUZ_1403 = date(2024, 3, 20)
_SOLAR_FIRST, _SOLAR_LAST = 1178, 1633
_EUROPEAN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


@dataclass(frozen=True, slots=True)
class Counted:
    """A day as a calendar counts it."""

    year: int
    month: int
    day: int


def hijri(day: date) -> Counted | None:
    """Return a day in the Umm al-Qura calendar, or None outside of its tables.

    >>> hijri(date(2023, 7, 19)), hijri(date(1900, 1, 1))
    (Counted(year=1445, month=1, day=1), None)
    """
    if not _HIJRI_FIRST <= day <= _HIJRI_LAST:
        return None
    found = Gregorian(day.year, day.month, day.day).to_hijri()
    return Counted(found.year, found.month, found.day)


def solar(day: date) -> Counted | None:
    """Return a day in the Solar Hijri calendar, or None where the rule of thirty-three years does not hold.

    >>> solar(date(2024, 3, 20)), solar(date(2025, 3, 20))
    (Counted(year=1403, month=1, day=1), Counted(year=1403, month=12, day=30))
    """
    year = day.year - 621
    if year > _SOLAR_LAST or year - 1 < _SOLAR_FIRST:
        return None
    if day < nowruz(year):
        year -= 1
    gone = (day - nowruz(year)).days
    month, of_month = divmod(gone, 31) if gone < 186 else divmod(gone - 186, 30)
    return Counted(year, month + (1 if gone < 186 else 7), of_month + 1)


@cache
def nowruz(year: int) -> date:
    """Return the first day of a Solar Hijri year.

    >>> nowruz(1404), nowruz(1400)
    (datetime.date(2025, 3, 21), datetime.date(2021, 3, 21))
    """
    first, last = sorted((year, 1403))
    leaps = sum(is_leap(one) for one in range(first, last))
    days = 365 * (last - first) + leaps
    return _NOWRUZ_1403 + timedelta(days=days if year >= 1403 else -days)


def is_leap(year: int) -> bool:
    """Say whether a Solar Hijri year has 366 days: eight do in every thirty-three.

    >>> [year for year in range(1390, 1410) if is_leap(year)]
    [1391, 1395, 1399, 1403, 1408]
    """
    return (25 * year + 11) % 33 < 8


def shown(
    day: date, language: str | None = None, *, calendar: Calendar = Calendar.GREGORIAN, digits: Digits = Digits.EUROPEAN
) -> str:
    """Return a day as it is shown in a language: the Gregorian day, and the other calendar's in brackets.

    >>> shown(date(2026, 6, 15), "en", calendar=Calendar.HIJRI)
    '15 June 2026 (29 Dhu al-Hijjah 1447)'
    """
    tongue = language or language_now()
    other = beside(day, tongue, calendar)
    return in_digits(written(day, tongue) + (f" ({other})" if other else ""), digits)


def beside(day: date, language: str, calendar: Calendar) -> str:
    """Return a day as another calendar counts it; nothing where that is the Gregorian one, or does not reach it.

    >>> beside(date(2026, 6, 15), "en", Calendar.SOLAR)
    '25 Khordad 1405'
    """
    if calendar is Calendar.GREGORIAN:
        return ""
    found, names = (hijri(day), _HIJRI) if calendar is Calendar.HIJRI else (solar(day), _SOLAR)
    return f"{found.day} {names[found.month - 1].in_(language)} {found.year}" if found else ""


def in_digits(words: str, digits: Digits) -> str:
    """Return text with its digits in another shape; they are read from left to right in each.

    >>> in_digits("3 July 2026", Digits.PERSIAN)
    '۳ July ۲۰۲۶'
    """
    return words.translate(str.maketrans("0123456789", _SHAPES[digits])) if digits in _SHAPES else words


def european(words: str) -> str:
    """Return text with Arabic and Persian digits as European ones, to be read as a number.

    >>> european("٣ تموز ۲۰۲۶")
    '3 تموز 2026'
    """
    return words.translate(_EUROPEAN)


def of_solar(year: int, month: int, day: int) -> date:
    """Return the Gregorian day of a Solar Hijri one, or refuse one that is not in the calendar."""
    long = 31 if month <= 6 else 30 if month <= 11 or is_leap(year) else 29
    if not (_SOLAR_FIRST <= year <= _SOLAR_LAST and 1 <= month <= 12 and 1 <= day <= long):
        raise InputError(
            _("There is no day {day}/{month}/{year} in the Solar Hijri calendar.", day=day, month=month, year=str(year))
        )
    gone = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return nowruz(year) + timedelta(days=gone + day - 1)


_HIJRI: tuple[Message, ...] = (
    _("Muharram"), _("Safar"), _("Rabi al-Awwal"), _("Rabi al-Thani"), _("Jumada al-Ula"), _("Jumada al-Akhirah"),
    _("Rajab"), _("Sha'ban"), _("Ramadan"), _("Shawwal"), _("Dhu al-Qi'dah"), _("Dhu al-Hijjah"),
)  # fmt: skip
_SOLAR: tuple[Message, ...] = (
    _("Farvardin"), _("Ordibehesht"), _("Khordad"), _("Tir"), _("Mordad"), _("Shahrivar"), _("Mehr"), _("Aban"),
    _("Azar"), _("Dey"), _("Bahman"), _("Esfand"),
)  # fmt: skip
