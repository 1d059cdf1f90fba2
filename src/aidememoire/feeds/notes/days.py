"""Which days are named in a sentence? ISO, day and month in four languages, and numbers that may mean two days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from aidememoire.vocabulary.calendars import european

MONTHS: tuple[str, ...] = (
    "january|jan|janvier|janv|enero|ene|يناير|كانون الثاني",
    "february|feb|f[eé]vrier|f[eé]vr|febrero|فبراير|شباط",
    "march|mar|mars|marzo|مارس|[آا]ذار",
    "april|apr|avril|avr|abril|abr|[أا]بريل|نيسان",
    "may|mai|mayo|مايو|[أا]يار",
    "june|jun|juin|junio|يونيو|يونيه|حزيران",
    "july|jul|juillet|juil|julio|يوليو|يوليه|تموز",
    "august|aug|ao[uû]t|agosto|ago|[أا]غسطس|[آا]ب",
    "september|sept|sep|septembre|septiembre|سبتمبر|[أا]يلول",
    "october|oct|octobre|octubre|[أا]كتوبر|تشرين ال[أا]ول",
    "november|nov|novembre|noviembre|نوفمبر|تشرين الثاني",
    "december|dec|d[eé]cembre|d[eé]c|diciembre|dic|ديسمبر|كانون ال[أا]ول",
)
_NAMED = [re.compile(rf"(?:{names})\Z", re.IGNORECASE) for names in MONTHS]
_MONTH = "|".join(sorted("|".join(MONTHS).split("|"), key=len, reverse=True))
_ISO = re.compile(r"(?<![\d/.-])(\d{4})-(\d{2})-(\d{2})(?![\d/-])")
_DAY_FIRST = re.compile(
    rf"(?<![\d/.-])(\d{{1,2}})(?:st|nd|rd|th|er|º|°)?\s+(?:of\s+|de\s+|من\s+)?({_MONTH})\.?"
    rf"(?:\s*/\s*(?:{_MONTH}))?(?!\w)(?:,?\s+(?:de[l]?\s+)?(\d{{4}})(?!\d))?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w)({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?![\d/:-])(?:,?\s+(\d{{4}})(?!\d))?", re.IGNORECASE
)
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-]|\.\d)")
_VERBS = frozenset({"may", "march", "mar"})  # months have a capital in English; these words have other meanings
LONG_AGO = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Day:
    """A day found in a sentence; ``others`` where it may be another, ``guessed`` where no year was written."""

    day: date
    others: tuple[date, ...]
    guessed: bool
    found: str
    start: int
    end: int


def days_in(sentence: str, on: date | None = None) -> list[Day]:
    """Return the days of a sentence from left to right; one without a year needs ``on``, the day of the meeting."""
    plain = european(sentence)
    found: list[Day] = []
    for match in _ISO.finditer(plain):
        _add(found, sentence, match, [_day(match[1], match[2], match[3])])
    for match in _DAY_FIRST.finditer(plain):
        _worded(found, sentence, match, match[1], match[2], match[3], on)
    for match in _MONTH_FIRST.finditer(plain):
        if not match[1][0].isupper():  # in English alone the month comes first, and then in capitals
            continue
        _worded(found, sentence, match, match[2], match[1], match[3], on)
    for match in _NUMBERS.finditer(plain):
        year = match[4] if len(match[4]) == 4 else f"20{match[4]}"
        # Day first is the more usual order outside of one country; the other stays beside it.
        both = [_day(year, match[3], match[1]), _day(year, match[1], match[3])]
        _add(found, sentence, match, both)
    return sorted(found, key=lambda one: one.start)


def _worded(
    found: list[Day], sentence: str, match: re.Match[str], day: str, month: str, year: str | None, on: date | None
) -> None:
    if month in _VERBS and not year:
        return
    number = str(next(place for place, names in enumerate(_NAMED, start=1) if names.match(month)))
    if year:
        _add(found, sentence, match, [_day(year, number, day)])
    elif on is not None:
        near = [_day(str(one), number, day) for one in (on.year, on.year + 1)]
        ahead = [one for one in near if one and one >= on - LONG_AGO]
        _add(found, sentence, match, ahead[:1], guessed=True)


def _add(
    found: list[Day], sentence: str, match: re.Match[str], meant: Sequence[date | None], *, guessed: bool = False
) -> None:
    days = list(dict.fromkeys(one for one in meant if one))
    start, end = match.span()
    if days and not any(one.start < end and start < one.end for one in found):
        found.append(Day(days[0], tuple(days[1:]), guessed, sentence[start:end].strip(), start, end))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
