"""What could be recorded of pasted notes? Actors, days and promises, each with the sentence in which it stands.

Only suggestions: words are looked up, nothing is understood, and nothing is filed by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.messages import languages, written
from aidememoire.vocabulary.record import Named
from aidememoire.vocabulary.text import folded

LONGEST_NOTES = 50_000
SHORTEST_NAME = 3
_SENTENCE = re.compile(r"[^.!?؟\n]+(?:\.(?=\d)[^.!?؟\n]+)*[.!?؟]?")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
# By which words people undertake something, in the languages of the product.
_PROMISES = re.compile(
    r"\b(will|shall|promis\w+|undert(?:ake|ook|akes|aking)\w*|pledg\w+|guarante\w+|assur\w+|commit(?:s|ted|ment)?"
    r"|agree[sd]? to|s'engag\w+|promet\w*|promis\w*|garanti\w+|se compromet\w+|aseguro|asegur\w+|garantiz\w+)\b"
    r"|(?:\bسوف\b|\bس(?:ي|ن|ت)\w{2,}|تعهد\w*|وعد\w*|التزم\w*|ضمن\w*)",
    re.IGNORECASE,
)
_OURS = re.compile(r"^\W*(we|nous|nosotros|سوف ن|سن|نحن)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suggested:
    """One sentence with what was found in it: actors in the order of the sentence, days, and perhaps a promise."""

    sentence: str
    actors: tuple[Named, ...]
    days: tuple[date, ...]
    promise: bool
    ours: bool


def suggestions(notes: str, dossier: Dossier, *, around: date) -> tuple[Suggested, ...]:
    """Return the sentences in which something was found; a day without a year lies as near as possible to a day."""
    names = list(_names(dossier))
    found = (_found(said.group().strip(), names, dossier, around) for said in _SENTENCE.finditer(notes[:LONGEST_NOTES]))
    return tuple(one for one in found if one.actors or one.days or one.promise)


def _found(sentence: str, names: list[tuple[re.Pattern[str], str]], dossier: Dossier, around: date) -> Suggested:
    plain = folded(sentence)
    places = sorted((match.start(), id) for pattern, id in names if (match := pattern.search(plain)))
    return Suggested(
        sentence=sentence,
        actors=tuple(dossier.called(id) for id in dict.fromkeys(id for _place, id in places)),
        days=tuple(dict.fromkeys(_days(sentence, around))),
        promise=_PROMISES.search(sentence) is not None,
        ours=_OURS.search(sentence) is not None,
    )


def _names(dossier: Dossier) -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield how each actor may be called, the longest names first, so that a part does not hide the whole."""
    said: list[tuple[str, str]] = []
    for actor in dossier.of(Actor):
        wordings = actor.names.by_language.values() if actor.names else ()
        said += [(folded(one), actor.id) for one in (*wordings, *actor.aliases) if len(one) >= SHORTEST_NAME]
    for name, id in sorted(set(said), key=lambda one: -len(one[0])):
        yield re.compile(rf"(?<!\w){re.escape(name)}(?!\w)"), id


def _days(sentence: str, around: date) -> Iterator[date]:
    for found in _ISO.finditer(sentence):
        if day := _day(int(found[1]), int(found[2]), int(found[3])):
            yield day
    plain = folded(sentence)
    for found in _in_words().finditer(plain):
        number, month, year = found["before"] or found["after"], _months()[found["word"]], found["year"]
        if number is None:
            continue
        if year:
            days = [_day(int(year), month, int(number))]
        else:
            days = [_day(around.year + step, month, int(number)) for step in (-1, 0, 1)]
        there = [day for day in days if day]
        if there:
            yield min(there, key=lambda day: abs((day - around).days))


@cache
def _months() -> dict[str, int]:
    """Return the months by their names in every language of the product."""
    named: dict[str, int] = {}
    for month in range(1, 13):
        for language in languages():
            words = re.findall(r"[^\W\d_]{3,}", folded(written(date(2000, month, 1), language)))
            named.update(dict.fromkeys(words, month))
    return named


@cache
def _in_words() -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    link = r"(?:st|nd|rd|th|er)?\s+(?:of\s+|de\s+)?"
    return re.compile(
        rf"(?<!\d)(?:(?P<before>\d{{1,2}}){link})?(?P<word>{months})\b(?:\s+(?P<after>\d{{1,2}})(?!\d))?"
        r"(?:,?\s+(?:de\s+|del\s+)?(?P<year>\d{4})(?!\d))?"
    )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
