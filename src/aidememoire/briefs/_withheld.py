"""Which values does a cut withhold, and how are they looked for in a text?

Folded, transliterated, reversed, run together: what nobody reads so, a program or a patient reader still can.

A value is looked for as a run of words: names whole and word by word, wordings whole where they are short and else in
every run of six words. What also stands in what the reader may have, or in sentences of our own, is no secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from aidememoire.vocabulary.codes import Codes
from aidememoire.vocabulary.declaring import FieldSpec, Part, Shape
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.messages import Message, own_sentences
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.text import Text, folded

RUN = 6
SHORTEST, SHORTEST_PIECE, SHORTEST_REVERSED, SHORTEST_UNSPACED = 3, 4, 6, 10
SHORTEST_DIGITS, SHORTEST_SKELETON = 7, 4
NAMES = frozenset({"names", "aliases", "name"})
_WINDOW = 8
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_WORD = re.compile(r"[^\W_]+")
_ARABIC = re.compile("[\u0600-\u06ff]")


@dataclass(frozen=True, slots=True)
class Withheld:
    """A value of one record, or a part of it, that a reader may not have."""

    record: str
    field: Message
    words: str


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared: folded, without marks, signs and what cannot be seen."""
    return _WORD.findall(folded(_INVISIBLE.sub("", text)))


# What is looked for


@dataclass(frozen=True, slots=True)
class _Value:
    spec: FieldSpec
    text: str
    whole: bool = False

    @property
    def names(self) -> bool:
        return self.spec.name in NAMES


def _values(part: Part) -> Iterator[_Value]:
    for spec in part.fields():
        value = getattr(part, spec.attribute)
        if value is None or value == ():
            continue
        for one in value if spec.many else (value,):
            if spec.part:
                yield from _values(one)
            elif isinstance(one, Text):
                yield from (_Value(spec, said) for said in one.by_language.values())
            elif spec.shape in (Shape.ID, Shape.WORD, Shape.REFERENCE):
                yield _Value(spec, str(getattr(one, "raw", one)), whole=spec.shape is not Shape.WORD)


def _runs(value: _Value, words: list[str]) -> Iterator[str]:
    if value.whole or value.names or len(words) <= RUN:
        yield " ".join(words)
    if value.names:
        yield from (word for word in words if len(word) >= SHORTEST_PIECE)
    if not value.whole:
        yield from (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN))
        yield " ".join(words[-RUN:])


def _tells(run: str) -> bool:
    """Say whether a run of words is long enough to be somebody's and not chance."""
    letters = sum(map(str.isalpha, run))
    return letters >= SHORTEST or (not letters and len(run.replace(" ", "")) >= SHORTEST_DIGITS)


class Search:
    """Everything that a cut withholds, ready to be looked for."""

    def __init__(self, whole: Dossier, left: Dossier) -> None:
        self._left = left
        self._runs: dict[str, Withheld] = {}
        self._skeletons: dict[tuple[bool, str], Withheld] = {}
        for record in whole:
            if left.get(record.id) != record:
                self._add(record)
        self._lengths: dict[str, set[int]] = {}
        for run in self._runs:
            first, *others = run.split()
            self._lengths.setdefault(first, set()).add(len(others) + 1)
        self._unspaced = {
            unspaced: withheld
            for run, withheld in self._runs.items()
            if len(unspaced := run.replace(" ", "")) >= SHORTEST_UNSPACED
        }
        self._starts: dict[str, list[str]] = {}
        for unspaced in self._unspaced:
            self._starts.setdefault(unspaced[:_WINDOW], []).append(unspaced)

    def __bool__(self) -> bool:
        return bool(self._runs)

    def _add(self, record: Record) -> None:
        for value in _values(record):
            words = words_of(value.text)
            for run in _runs(value, words):
                if _tells(run):
                    found = Withheld(record.id, value.spec.label, run)
                    self._runs.setdefault(run, found)
                    if value.names and len("".join(bones := _bones(run.split()))) >= SHORTEST_SKELETON:
                        self._skeletons.setdefault((_is_arabic(run), " ".join(filter(None, bones))), found)

    # Looking

    def found(self, text: str, *, running: bool = True, ragged: bool = False) -> Iterator[Withheld]:
        """Yield what is withheld and yet stands in a text.

        ``running`` text is also read without its spaces, ``ragged`` text without the letter before or behind a word.
        """
        words = words_of(text)
        backwards = [word[::-1] for word in words]
        yield from self._as_words(words, SHORTEST)
        if ragged:
            yield from self._among_bytes(words)
        for reversed_ in (words[::-1], backwards, backwards[::-1]):
            yield from self._as_words(reversed_, SHORTEST_REVERSED)
        if running:
            yield from self._in_other_letters(words)
            unspaced = "".join(words)
            yield from self._run_together(unspaced)
            yield from self._run_together(unspaced[::-1])

    def _as_words(self, words: list[str], shortest: int) -> Iterator[Withheld]:
        for at, word in enumerate(words):
            for length in self._lengths.get(word, ()):
                run = " ".join(words[at : at + length])
                if run in self._runs and len(run) >= shortest:
                    yield self._runs[run]

    def _among_bytes(self, words: list[str]) -> Iterator[Withheld]:
        for at, word in enumerate(words):
            for first in (word, word[1:], word[:-1], word[1:-1]):
                for length in self._lengths.get(first, ()):
                    run = " ".join((first, *words[at + 1 : at + length]))
                    for whole in (run, run[:-1]):
                        if whole in self._runs and len(whole) >= SHORTEST_PIECE:
                            yield self._runs[whole]

    def _run_together(self, text: str) -> Iterator[Withheld]:
        there = {text[at : at + _WINDOW] for at in range(len(text) - _WINDOW + 1)}
        for start in there & self._starts.keys():
            yield from (self._unspaced[one] for one in self._starts[start] if one in text)

    def _in_other_letters(self, words: list[str]) -> Iterator[Withheld]:
        """Look for names written in the other script, by what both keep of them: the consonants."""
        for arabic in {not of_name for of_name, _skeleton in self._skeletons}:
            bones = [bone for word in words if _is_arabic(word) is arabic and (bone := _bone(word))]
            for length in {skeleton.count(" ") + 1 for _arabic, skeleton in self._skeletons}:
                for at in range(len(bones) - length + 1):
                    if found := self._skeletons.get((not arabic, " ".join(bones[at : at + length]))):
                        yield found

    # What is no secret

    def known(self, withheld: Withheld, language: str) -> bool:
        """Say whether a value also stands in what the reader may have, or in what we say ourselves."""
        # One long enough to be looked for without spaces is found inside longer words, and is as well known there.
        unspaced = len(withheld.words.replace(" ", "")) >= SHORTEST_UNSPACED
        run = withheld.words if unspaced else f" {withheld.words} "
        return run in self._kept or run in _ours(language)

    @cached_property
    def _kept(self) -> str:
        plain = [self._left.header.written(), *(record.written() for record in self._left)]
        return f" {' | '.join(' '.join(words_of(one)) for one in _leaves(plain))} "


def _leaves(plain: Any) -> Iterator[str]:
    if isinstance(plain, Mapping):
        for key, value in plain.items():
            yield str(key)
            yield from _leaves(value)
    elif isinstance(plain, (list, tuple)):
        for value in plain:
            yield from _leaves(value)
    elif plain is not None:
        yield str(plain)


@cache
def _ours(language: str) -> str:
    """Return all words of our own: the sentences of a language, the codes, and the names of kinds and fields."""
    said: list[str] = [*own_sentences("en"), *own_sentences(language)]
    waiting = [*Codes.__subclasses__()]
    for codes in waiting:
        said += [code.value for code in codes]
        waiting += codes.__subclasses__()
    for kind in kinds().values():
        said += [kind.kind_of.name, kind.kind_of.plural, *_fields(kind)]
    return f" {' | '.join(' '.join(words_of(one)) for one in said)} "


def _fields(part: type[Part]) -> Iterable[str]:
    for spec in part.fields():
        yield spec.name
        if spec.part:
            yield from _fields(spec.part)


# Across scripts

_CONSONANTS = str.maketrans(
    {
        "ا": "", "و": "", "ي": "", "ع": "", "ء": "", "ئ": "", "ؤ": "",
        "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "t", "ج": "g", "چ": "s", "ح": "h", "ه": "h", "خ": "k",
        "د": "d", "ذ": "d", "ض": "d", "ظ": "d", "ر": "r", "ز": "z", "ژ": "z", "س": "s", "ش": "s", "ص": "s",
        "غ": "g", "گ": "g", "ف": "f", "ڤ": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n",
        "a": "", "e": "", "i": "", "o": "", "u": "", "w": "", "y": "",
        "p": "b", "v": "f", "j": "g", "q": "k", "c": "k", "x": "ks",
    }
)  # fmt: skip
_PAIRS = re.compile("(?<=[tkdgsc])h")
_TWICE = re.compile(r"(.)\1+")


def _is_arabic(words: str) -> bool:
    return bool(_ARABIC.search(words))


def _bones(words: list[str]) -> list[str]:
    return [_bone(word) for word in words]


@lru_cache(maxsize=50_000)
def _bone(word: str) -> str:
    """Return the consonants of a word in which spellings of one name agree; nothing for an article."""
    if _is_arabic(word):
        word = word.removeprefix("ال")
    elif word in {"al", "el", "ul"}:
        return ""
    bare = _TWICE.sub(r"\1", _PAIRS.sub("", word).translate(_CONSONANTS))
    return bare.removesuffix("h") or bare
