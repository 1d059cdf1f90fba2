"""Which promises stand to whose account, and who saw what came of them? From a dossier to arrays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from aidememoire.methods.trust._answering import Answering
from aidememoire.methods.trust._dawid_skene import dawid_skene, overlap_enough
from aidememoire.methods.trust._grades import graded
from aidememoire.methods.trust._record import (
    BROKEN,
    KEPT,
    PARTLY,
    USUAL_STAKES,
    Floats,
    Indices,
    counted_once,
    faded,
    learnt,
    tendency,
)
from aidememoire.vocabulary.codes import CommitmentClass, Outcome, Status
from aidememoire.vocabulary.conduct import status
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.kinds.commitments import Commitment, Observation

WORTH = {Outcome.KEPT: KEPT, Outcome.PARTLY: PARTLY, Outcome.BROKEN: BROKEN}
CLASSES = {Outcome.BROKEN: 0, Outcome.PARTLY: 1, Outcome.KEPT: 2}


class Account(NamedTuple):
    """To whose account promises stand: whose conduct, toward whom, on what class of promise."""

    of: str
    toward: str | None
    about: CommitmentClass | None


@dataclass(frozen=True, slots=True)
class Promise:
    """One undertaking with its account, the holder's term in which it was given, how it stands, and what was seen.

    ``seen`` holds only words that count: an outcome, a day, and no later word of the same reporter against it.
    """

    record: Commitment
    account: Account
    term: int
    status: Status
    seen: tuple[tuple[date, Observation], ...]
    undated: tuple[Observation, ...]


def promises(dossier: Dossier, answering: Answering, *, as_of: date) -> list[Promise]:
    """Return every undertaking for which a body or post answers, in the order of days and ids."""
    found = [_promise(dossier, answering, one, as_of) for one in dossier.commitments]
    return sorted((one for one in found if one), key=lambda one: (one.record.given_on or date.min, one.record.id))


def _promise(dossier: Dossier, answering: Answering, one: Commitment, as_of: date) -> Promise | None:
    of = answering.body_or_post(one.given_by, one.given_on)
    if of is None:
        return None
    toward = answering.body_or_post(one.given_to, one.given_on)
    seen = dossier.observations(one.id)
    telling = [each for each in seen if each.outcome in WORTH]
    dated = [(day, each) for each in telling if (day := each.observed_on or one.due_on or one.given_on)]
    undated = () if one.due_on or one.given_on else tuple(each for each in telling if not each.observed_on)
    return Promise(
        record=one,
        account=Account(of, toward, one.about),
        term=answering.term(of, one.given_on or (min(day for day, _ in dated) if dated else None)),
        status=status(one, seen, as_of=as_of),
        seen=tuple(_standing_words(dated)),
        undated=undated,
    )


def _standing_words(dated: Iterable[tuple[date, Observation]]) -> list[tuple[date, Observation]]:
    """Drop what a reporter said before he came to say otherwise."""
    ordered = sorted(dated, key=lambda one: (one[0], one[1].id))
    latest: dict[str, tuple[date, set[Outcome | None]]] = {}
    for day, each in ordered:
        name = each.reported_by or each.id
        known = latest.get(name)
        latest[name] = (day, {each.outcome} | (known[1] if known and known[0] == day else set()))
    return [one for one in ordered if one[1].outcome in latest[one[1].reported_by or one[1].id][1]]


@dataclass(frozen=True, slots=True)
class Reports:
    """Every report as one place in each array; ``promise`` counts places in the list of promises.

    ``weight`` is stakes times the chance that the report is true, and of one promise never more than its stakes;
    it has not faded yet.
    """

    ids: list[str]
    promise: Indices
    outcome: Floats
    age: Floats
    weight: Floats

    def faded(self, half_life: float) -> Floats:
        """Return the weights on the day asked."""
        return np.asarray(self.weight * faded(self.age, half_life), dtype=np.float64)


def reports(given: list[Promise], *, as_of: date, half_life: float) -> Reports:
    """Weigh every report by stakes, grades, the reporter's tendency, and others who reported on the same promise."""
    told = [(place, day, each) for place, one in enumerate(given) for day, each in one.seen]
    bodies = _numbered(one.account.of for one in given)
    reporters = _numbered(each.reported_by or f":{each.id}" for _, _, each in told)
    grades = _numbered((each.reliability, each.credibility) for _, _, each in told)
    promise = np.array([place for place, _, _ in told], dtype=np.intp)
    who = np.array([bodies[given[place].account.of] for place, _, _ in told], dtype=np.intp)
    reporter = np.array([reporters[each.reported_by or f":{each.id}"] for _, _, each in told], dtype=np.intp)
    grade = np.array([grades[each.reliability, each.credibility] for _, _, each in told], dtype=np.intp)
    said = np.array([CLASSES[each.outcome] for _, _, each in told if each.outcome], dtype=np.intp)
    outcome = said / 2
    age = np.array([(as_of - day).days for _, day, _ in told], dtype=np.float64)
    stakes = np.array([each.stakes or USUAL_STAKES for _, _, each in told], dtype=np.float64) / USUAL_STAKES
    if told and overlap_enough(promise, reporter):
        _, place = np.unique(promise, return_inverse=True)
        truth = dawid_skene(place, reporter, said, classes=len(CLASSES), smoothing=1.0, tolerance=1e-4).truth
        true = truth[place, said]
    else:
        opinion = np.array([graded(each.reliability, each.credibility) for _, _, each in told]).reshape(-1, 2)
        true = learnt(who, grade, _agreement(promise, reporter, said), opinion[:, 0], opinion[:, 1])
        true = true * tendency(who, reporter, outcome, true * faded(age, half_life))
    return Reports([each.id for _, _, each in told], promise, outcome, age, stakes * counted_once(promise, age, true))


def _numbered(values: Iterable[object]) -> dict[object, int]:
    return {value: place for place, value in enumerate(sorted(set(values), key=str))}


def _agreement(promise: Indices, reporter: Indices, said: Indices) -> Floats:
    """Return 1 or 0 where all others who reported on the same promise agree or disagree, NaN where none settle it."""
    words: dict[int, list[tuple[int, int]]] = {}
    for place, who, what in zip(promise.tolist(), reporter.tolist(), said.tolist(), strict=True):
        words.setdefault(place, []).append((who, what))
    agrees = np.full(len(promise), np.nan)
    for entry, (place, who, what) in enumerate(zip(promise.tolist(), reporter.tolist(), said.tolist(), strict=True)):
        if len(words[place]) > 1:
            others = {one for by, one in words[place] if by != who}
            if len(others) == 1:
                agrees[entry] = float(what in others)
    return agrees
