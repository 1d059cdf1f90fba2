"""What do pasted meeting notes seem to say? Suggestions of actors, days and promises, each with its sentence.

Plain patterns and the dossier's own names; nothing is learned, nothing is filed. A person takes each one over or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aidememoire.feeds.notes.days import Day, days_in
from aidememoire.feeds.notes.names import Mention, Names
from aidememoire.feeds.notes.promises import cue_of, speaks_of_us
from aidememoire.feeds.notes.sentences import Sentence, sentences
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _

__all__ = ["Actor", "OnDay", "Promise", "Sentence", "Suggestions", "suggested"]

LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor that seems to be named: ``sure`` is 1 for the very name, less for one that is much like it.

    ``others`` are further actors that go by the same name.
    """

    id: str
    found: str
    start: int
    end: int
    sure: float
    others: tuple[str, ...]
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class OnDay:
    """A day that seems to be named. ``others`` holds a second reading where day and month could be exchanged.

    ``guessed`` says that the year was not written and the one nearest to the meeting is proposed.
    """

    day: date
    others: tuple[date, ...]
    guessed: bool
    found: str
    start: int
    end: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Promise:
    """A sentence that seems to hold a promise: the words that show it, who may have given it to whom, and by when.

    ``ours`` says that the sentence speaks in the first person. Whether it is a promise is for the reader to decide.
    """

    sentence: Sentence
    cue: str
    language: str
    given_by: str | None
    given_to: str | None
    ours: bool
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """All that is suggested, in the order of the text."""

    actors: tuple[Actor, ...]
    days: tuple[OnDay, ...]
    promises: tuple[Promise, ...]


def suggested(text: str, dossier: Dossier, *, on: date | None = None) -> Suggestions:
    """Return what notes seem to say of a dossier's actors, of days, and of promises.

    Parameters
    ----------
    text : the notes, in English, French, Spanish or Arabic, mixed as they come
    dossier : what the reader may see; only its actors are looked for
    on : the day of the meeting, from which days without a year are told
    """
    if len(text) > LONGEST:
        raise InputError(_("The notes are longer than {n} characters. Paste them in parts.", n=LONGEST))
    names = Names(dossier)
    actors: list[Actor] = []
    days: list[OnDay] = []
    promises: list[Promise] = []
    for sentence in sentences(text):
        mentions = names.found_in(sentence.text)
        dated = days_in(sentence.text, on)
        actors += [_actor(one, sentence) for one in mentions]
        days += [_day(one, sentence) for one in dated]
        if promise := _promise(sentence, mentions, dated, dossier, on):
            promises.append(promise)
    return Suggestions(tuple(actors), tuple(days), tuple(promises))


def _actor(one: Mention, sentence: Sentence) -> Actor:
    first, *others = one.ids
    at = sentence.start
    return Actor(first, one.found, at + one.start, at + one.end, one.sure, tuple(others), sentence)


def _day(one: Day, sentence: Sentence) -> OnDay:
    at = sentence.start
    return OnDay(one.day, one.others, one.guessed, one.found, at + one.start, at + one.end, sentence)


def _promise(
    sentence: Sentence, mentions: list[Mention], dated: list[Day], dossier: Dossier, on: date | None
) -> Promise | None:
    found = cue_of(sentence.text)
    if found is None:
        return None
    cue, language = found
    named = list(dict.fromkeys(one.ids[0] for one in mentions))
    ours = speaks_of_us(sentence.text)
    by = None if ours else next(iter(named), None)
    to = next((one for one in named if one != by), None)
    due = next((one.day for one in dated if on is None or one.day >= on), None)
    return Promise(sentence, cue, language, by, to, ours or (by is not None and dossier.ours(by)), due)
