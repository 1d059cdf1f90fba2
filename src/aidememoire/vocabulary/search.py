"""Where in a dossier does a word stand? An index in memory over what the reader may see, and over nothing else.

Words are folded before they are indexed: marks dropped, variants of Arabic letters made alike, the Arabic article
taken off, case ignored. The last word of a query counts as a beginning, so that results come while one types. Order is
by Okapi BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75), with names weighing more than notes.

Notes
-----
``benchmarks/search.py`` measures it: 20,000 notes of 60 words in 1.3 s, a query in 2 ms.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from itertools import chain
from math import log

import numpy as np
from numpy.typing import NDArray

from aidememoire.vocabulary.declaring import FieldSpec, Part, Shape
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.places import Place, countries
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.text import Text, folded

K1, B = 1.2, 0.75
NAME_WEIGHT = 3
BEGINNING = 0.6
MOST_TERMS, MOST_WORDS = 60, 12
AROUND = 60
Scores = NDArray[np.float64]
Counts = NDArray[np.int64]

# Marks over and under letters belong to the word, in every script that we fold.
_LETTERS = r"[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+"
_WORD = re.compile(rf"{_LETTERS}(?:[-'’]{_LETTERS})*")
_JOINT = re.compile("[-']")
# The article, alone or with a letter before it that is written to it: and, by, like, for, so.
_ARTICLE = re.compile("(?:[وفبك]?ال|لل)(?=.{3})")
_SHOWN = (Shape.TEXT, Shape.WORD)


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found: its id, how well it fits, and the piece of text around the first word found."""

    id: str
    score: float
    field: str
    excerpt: str


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are indexed; parts of words joined by a hyphen count as words too.

    >>> words_of("Élite of the Port-Authority"), words_of("وَالمِيناءُ")
    (['elite', 'of', 'the', 'port-authority', 'port', 'authority'], ['ميناء'])
    """
    return [term for word in _WORD.findall(text) for term in _terms(word)]


@lru_cache(maxsize=200_000)
def _terms(word: str) -> tuple[str, ...]:
    plain = _ARTICLE.sub("", folded(word).replace("’", "'"), count=1)
    parts = [part for part in _JOINT.split(plain) if len(part) > 1]
    return (plain, *parts) if len(parts) > 1 else (plain,)


class _Numbered(dict[str, tuple[int, ...]]):
    """The numbers of the terms of each word as it is written; a dossier has few different words."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: dict[str, int] = {}

    def __missing__(self, word: str) -> tuple[int, ...]:
        terms = self.terms
        numbers = self[word] = tuple(terms.setdefault(term, len(terms)) for term in _terms(word))
        return numbers


class Index:
    """An index over the records of one dossier, already cut to its reader. Another dossier needs another index."""

    def __init__(self, dossier: Dossier) -> None:
        self._records = dossier.records
        numbered = _Numbered()
        said, named, lengths, names = array("q"), array("q"), array("q"), array("q")
        for record in self._records:
            before, before_named = len(said), len(named)
            called = {"id", *record.kind_of.called}
            for field, text in texts_of(record):
                terms = chain.from_iterable(map(numbered.__getitem__, _WORD.findall(text)))
                (named if field in called else said).extend(terms)
            lengths.append(len(said) - before)
            names.append(len(named) - before_named)
        self._terms = numbered.terms
        self._sorted = sorted(self._terms)
        length = _numbers(lengths) + _numbers(names)
        self._norm = K1 * (1 - B + B * length / max(float(length.mean()) if len(length) else 0.0, 1.0))
        self._post(_numbers(said), _numbers(lengths), _numbers(named), _numbers(names))

    def _post(self, said: Counts, lengths: Counts, named: Counts, names: Counts) -> None:
        """Put together, term by term, in which records it stands and how often; in names it counts several times."""
        every = np.arange(len(self._records))
        term = np.concatenate([said, named])
        record = np.concatenate([np.repeat(every, lengths), np.repeat(every, names)])
        weight = np.concatenate([np.ones(len(said)), np.full(len(named), float(NAME_WEIGHT))])
        pair, place = np.unique(term * max(len(every), 1) + record, return_inverse=True)
        self._counts = np.bincount(place, weight, len(pair)) if len(pair) else np.zeros(0)
        self._where = pair % max(len(every), 1)
        self._starts = np.searchsorted(pair // max(len(every), 1), np.arange(len(self._terms) + 1))

    def __len__(self) -> int:
        return len(self._records)

    def _stands_in(self, term: str) -> slice:
        number = self._terms[term]
        return slice(int(self._starts[number]), int(self._starts[number + 1]))

    def find(self, query: str, *, kinds: Iterable[str] = (), most: int = 20) -> list[Hit]:
        """Return the records that hold all words of a query, the best first; the last word may be a beginning.

        ``kinds`` bounds the kinds of record; ``most`` how many are returned.
        """
        # Of a joined word its parts are looked for, so that it is found however it was joined.
        parts = (_terms(word) for word in _WORD.findall(query))
        terms = [term for found in parts for term in (found[1:] or found)][:MOST_WORDS]
        if not terms or not self._records:
            return []
        total = np.zeros(len(self._records))
        there = np.ones(len(self._records), bool)
        for place, term in enumerate(terms):
            scores = self._scores(term, beginning=place == len(terms) - 1)
            there &= scores > 0
            total += scores
        wanted = frozenset(kinds)
        found = np.flatnonzero(there)
        if wanted:
            found = np.array([number for number in found if self._records[number].kind_of.name in wanted], int)
        best = found[np.lexsort((found, -total[found]))][:most]
        return [self._hit(int(number), float(total[number]), terms) for number in best]

    def _scores(self, term: str, *, beginning: bool) -> Scores:
        scores = np.zeros(len(self._records))
        for one in self._beginning_with(term) if beginning else (term,):
            if one not in self._terms:
                continue
            here = self._stands_in(one)
            numbers, counts = self._where[here], self._counts[here]
            rarity = log(1 + (len(self._records) - len(numbers) + 0.5) / (len(numbers) + 0.5))
            share = 1.0 if one == term else BEGINNING  # a whole word says more than the beginning of another
            told = share * rarity * (K1 + 1) * counts / (counts + self._norm[numbers])
            scores[numbers] = np.maximum(scores[numbers], told)
        return scores

    def _beginning_with(self, term: str) -> list[str]:
        """Return the words with a beginning; where they are many, those that stand in most records."""
        first = bisect_left(self._sorted, term)
        last = bisect_left(self._sorted, term + "\U0010ffff", first)
        words = self._sorted[first:last]
        if len(words) <= MOST_TERMS:
            return words
        often = nlargest(MOST_TERMS, words, key=self._often)
        return [term, *often] if term in self._terms else often

    def _often(self, term: str) -> int:
        here = self._stands_in(term)
        return int(here.stop) - int(here.start)

    def _hit(self, number: int, score: float, terms: list[str]) -> Hit:
        record = self._records[number]
        for field, text in texts_of(record):
            if found := _first(text, terms):
                return Hit(record.id, score, field, _excerpt(text, *found))
        return Hit(record.id, score, "id", record.id)


def _numbers(held: array[int]) -> Counts:
    return np.frombuffer(held, np.int64) if held else np.zeros(0, np.int64)


def texts_of(record: Part) -> Iterator[tuple[str, str]]:
    """Yield what people wrote in a record, by field, parts inside it included; codes and ids of others are none."""
    if isinstance(record, Record):
        for name in ("id", *record.kind_of.called):
            value = getattr(record, name)
            if value is not None:
                yield from ((name, said) for said in _said(value))
    for attribute, many, inner in _plan(type(record)):
        value = getattr(record, attribute)
        if not value or (isinstance(record, Record) and attribute in record.kind_of.called):
            continue
        if inner:
            for part in value:
                yield from texts_of(part)
        elif many:
            yield from ((attribute, said) for one in value for said in _said(one))
        else:
            yield from ((attribute, said) for said in _said(value))


def _said(value: object) -> Iterable[str]:
    if isinstance(value, Place):  # in whichever language somebody looks for it
        return (str(value), *countries().get(value, {}).values())
    return value.by_language.values() if isinstance(value, Text) else (str(value),)


_PLANS: dict[type[Part], tuple[tuple[str, bool, bool], ...]] = {}


def _plan(model: type[Part]) -> tuple[tuple[str, bool, bool], ...]:
    if model not in _PLANS:
        _PLANS[model] = tuple(
            (spec.attribute, spec.many, spec.part is not None) for spec in model.fields() if _is_text(spec)
        )
    return _PLANS[model]


def _is_text(spec: FieldSpec) -> bool:
    return spec.name != "id" and (spec.shape in _SHOWN or spec.part is not None)


def _first(text: str, terms: list[str]) -> tuple[int, int] | None:
    """Return where the first word of a text stands that the query meant."""
    for found in _WORD.finditer(text):
        if any(term.startswith(wanted) for term in _terms(found.group()) for wanted in terms):
            return found.span()
    return None


def _excerpt(text: str, start: int, end: int) -> str:
    left, right = max(start - AROUND, 0), min(end + AROUND, len(text))
    words = " ".join(text[left:right].split())
    return f"{'…' if left else ''}{words}{'…' if right < len(text) else ''}"
