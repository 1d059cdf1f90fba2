"""Which actors of a dossier are named in a sentence? By their names in every language, and by what is like them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.search import words_of

NEAR = 88.0
SHORTEST_NEAR, SHORTEST, SHORTEST_ALONE = 6, 3, 5
TWO_WORDS, ONE_WORD = 0.9, 0.7
# Letters that Arabic writes to the word after them: and, so, with, for, like.
_JOINED = "وفبلك"
_TOKEN = re.compile(r"[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]+(?:['’][\w]+)*")
# Small words are passed over in names and in sentences alike.
_EMPTY = frozenset(
    {"the", "of", "and", "for", "a", "an", "in", "at", "de", "du", "des", "la", "le", "les", "l", "d", "et", "en"}
    | {"el", "los", "las", "del", "y", "e", "al", "من", "في", "علي", "و"}
)

Terms = tuple[str, ...]
Word = tuple[int, int, str]
Match = tuple[tuple[str, ...], float]
Way = Callable[[Terms, str, int], Match | None]


@dataclass(frozen=True, slots=True)
class Mention:
    """A piece of a sentence that seems to name an actor, and the ids of those who go by that name."""

    ids: tuple[str, ...]
    found: str
    start: int
    end: int
    sure: float


class Names:
    """The names of the actors of a dossier, folded and without their small words, to be found in sentences."""

    def __init__(self, dossier: Dossier) -> None:
        self._ids: dict[Terms, list[str]] = {}
        for actor in dossier.of(Actor):
            for name in _variants(actor):
                terms = _terms(name)
                if terms and sum(len(term) for term in terms) >= SHORTEST:
                    ids = self._ids.setdefault(terms, [])
                    if actor.id not in ids:
                        ids.append(actor.id)
        self._short = self._short_forms(dossier)
        self._longest = max((len(terms) for terms in self._ids), default=0)
        self._by_length: dict[int, list[Terms]] = {}
        for terms in self._ids:
            self._by_length.setdefault(len(terms), []).append(terms)

    def _short_forms(self, dossier: Dossier) -> dict[Terms, tuple[str, float]]:
        """Return the beginnings of names that mean one actor only: two words, or one that no other name holds."""
        by_form: dict[Terms, set[str]] = {}
        holders: dict[str, set[str]] = {}
        for terms, ids in self._ids.items():
            for term in terms:
                holders.setdefault(term, set()).update(ids)
            for form in {terms[:2], terms[:1]} if len(terms) > 2 else {terms[:1]}:
                if form != terms:
                    by_form.setdefault(form, set()).update(ids)
        return {
            form: (next(iter(ids)), TWO_WORDS if len(form) == 2 else ONE_WORD)
            for form, ids in by_form.items()
            if len(ids) == 1
            and form not in self._ids
            and (len(form) == 2 or (holders[form[0]] == ids and len(form[0]) >= SHORTEST_ALONE))
        }

    def found_in(self, sentence: str) -> list[Mention]:
        """Return the names in a sentence from left to right: the longest name at each place, the very name first."""
        tokens = [(found.start(), found.end(), words_of(found.group())[0]) for found in _TOKEN.finditer(sentence)]
        words = [token for token in tokens if token[2] not in _EMPTY]
        found: list[Mention] = []
        taken: set[int] = set()
        for way in (self._exact, self._shortened, self._nearest):
            for length in range(min(self._longest, len(words)), 0, -1):
                for at in range(len(words) - length + 1):
                    if taken.isdisjoint(range(at, at + length)) and (
                        mention := self._at(sentence, words[at : at + length], way)
                    ):
                        found.append(mention)
                        taken.update(range(at, at + length))
        return sorted(found, key=lambda one: one.start)

    def _at(self, sentence: str, words: list[Word], way: Way) -> Mention | None:
        first, *rest = (word[2] for word in words)
        start, end = words[0][0], words[-1][1]
        said = sentence[start:end]
        for one in _unjoined(first):
            if match := way((one, *rest), said, start):
                return Mention(match[0], said, start, end, match[1])
        return None

    def _exact(self, terms: Terms, _said: str, _start: int) -> Match | None:
        ids = self._ids.get(terms)
        return (tuple(ids), 1.0) if ids else None

    def _shortened(self, terms: Terms, said: str, start: int) -> Match | None:
        """Take a short form where it is written as a name is: in capitals, and one word not where a sentence begins."""
        form = self._short.get(terms)
        if form is None:
            return None
        cased = any(letter.lower() != letter.upper() for letter in said)
        named = all(word[0].isupper() for word in said.split() if len(word) > 3) if cased else len(terms) == 2
        return ((form[0],), form[1]) if named and (len(terms) == 2 or start > 0) else None

    def _nearest(self, terms: Terms, _said: str, _start: int) -> Match | None:
        said = " ".join(terms)
        if len(said) < SHORTEST_NEAR:
            return None
        best: Match | None = None
        for name in self._by_length.get(len(terms), ()):
            whole = " ".join(name)
            score = fuzz.ratio(said, whole, score_cutoff=NEAR) if len(whole) >= SHORTEST_NEAR else 0.0
            # Each word must be like its own: two bodies of one kind differ in one word only.
            if score > (best[1] * 100 if best else 0.0) and all(
                fuzz.ratio(one, two) >= NEAR - 15 for one, two in zip(terms, name, strict=True)
            ):
                best = (tuple(self._ids[name]), round(score / 100, 2))
        return best


def _unjoined(word: str) -> Iterator[str]:
    yield word
    if len(word) > 3 and word[0] in _JOINED:
        yield from words_of(word[1:])[:1]


def _terms(name: str) -> Terms:
    folded = (words_of(found.group())[0] for found in _TOKEN.finditer(name))
    return tuple(term for term in folded if term not in _EMPTY)


def _variants(actor: Actor) -> Iterator[str]:
    """Yield an actor's names and aliases, whole and without what stands in brackets or after a comma."""
    names = [*(actor.names.by_language.values() if actor.names else ()), *actor.aliases]
    for name in names:
        yield name
        bare = re.sub(r"\([^)]*\)", " ", name)
        yield bare
        yield re.split(r"[,،]", bare)[0]
