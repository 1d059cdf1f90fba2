"""What does the two-way record come to, account by account, and does it foretell anything?"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from aidememoire.methods.trust._answering import Answering
from aidememoire.methods.trust._base_rates import Prior, prior
from aidememoire.methods.trust._record import Floats, Indices, Standing, added, standing
from aidememoire.methods.trust._reports import Account, Promise, Reports, promises, reports
from aidememoire.methods.trust._skill import Skill, replay, scored
from aidememoire.vocabulary.codes import ActorKind, CommitmentClass
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.kinds.actors import Actor


@dataclass(frozen=True, slots=True)
class Book:
    """All that was promised and reported, and what it comes to for each account.

    ``given`` holds every promise, ``heard`` and ``weight`` run over reports, all others over accounts: ``standing``
    holds the promises given by who still holds the post, ``entries`` the places of the reports on them.
    """

    as_of: date
    half_life: int
    answering: Answering
    given: list[Promise]
    heard: Reports
    weight: Floats
    accounts: list[Account]
    standing: list[list[Promise]]
    entries: list[list[int]]
    priors: list[Prior]
    carries: Standing
    skill: Skill

    def stands(self, one: Promise) -> bool:
        """Say whether a promise was given by who still holds the post."""
        return one.term == self.answering.term(one.account.of, self.as_of)

    def own(self) -> dict[str, list[Promise]]:
        """Return the promises that stand to each body's or post's name, over all its accounts, ours first."""
        found: dict[str, list[Promise]] = {}
        for account, given in zip(self.accounts, self.standing, strict=True):
            found.setdefault(account.of, []).extend(given)
        return found


def opened(dossier: Dossier, *, as_of: date, half_life: int) -> Book:
    """Gather promises and reports as of a day, weigh them, and add them up by account."""
    answering = Answering(dossier)
    given = promises(dossier, answering, as_of=as_of)
    heard = reports(given, as_of=as_of, half_life=half_life)
    settled = _settled(given, heard)
    accounts = sorted({one.account for one in given}, key=lambda one: _ours_first(dossier, one))
    place = {account: number for number, account in enumerate(accounts)}
    terms = {of: answering.term(of, as_of) for of in {one.of for one in accounts}}
    still = np.array([one.term == terms[one.account.of] for one in given], dtype=bool)
    whose = np.array([place[one.account] for one in given], dtype=np.intp)
    weight = heard.faded(half_life) * still[heard.promise]
    priors = _priors(dossier, accounts, given, settled)
    starts = np.array([one.mean for one in priors]), np.array([one.strength for one in priors])
    stand: list[list[Promise]] = [[] for _ in accounts]
    entries: list[list[int]] = [[] for _ in accounts]
    for number in np.flatnonzero(still):
        stand[whose[number]].append(given[number])
    for entry in np.flatnonzero(still[heard.promise]):
        entries[whose[heard.promise[entry]]].append(int(entry))
    return Book(
        as_of,
        half_life,
        answering,
        given,
        heard,
        weight,
        accounts,
        stand,
        entries,
        priors,
        standing(whose[heard.promise], heard.outcome, weight, *starts),
        _replayed(given, heard, settled, half_life),
    )


def _ours_first(dossier: Dossier, one: Account) -> tuple[bool, str, str, str]:
    return not dossier.ours(one.of), one.of, one.toward or "", one.about or ""


def _settled(given: list[Promise], heard: Reports) -> dict[int, float]:
    """Return the outcome of each promise of which somebody told: its reports taken together, 0 to 1."""
    total = added(heard.promise, heard.weight, len(given))
    kept = added(heard.promise, heard.weight * heard.outcome, len(given))
    return {int(place): float(kept[place] / total[place]) for place in np.flatnonzero(total)}


def _priors(dossier: Dossier, accounts: list[Account], given: list[Promise], settled: dict[int, float]) -> list[Prior]:
    of_class: dict[CommitmentClass | None, list[float]] = {}
    for place, value in settled.items():
        of_class.setdefault(given[place].account.about, []).append(value)
    cases = [(one.about, _kind(dossier, one.of), _kind(dossier, one.toward)) for one in accounts]
    start = {case: prior(case[0], case[1:], of_class.get(case[0], [])) for case in set(cases)}
    return [start[case] for case in cases]


def _kind(dossier: Dossier, id: str | None) -> ActorKind | None:
    actor = dossier.get(id)
    return actor.kind if isinstance(actor, Actor) else None


def _replayed(given: list[Promise], heard: Reports, settled: dict[int, float], half_life: float) -> Skill:
    """Foretell each settled promise on the day it was given, from what had been seen by then, and score it."""
    places = [place for place in settled if given[place].record.given_on]
    if not places:
        return scored(np.zeros(0), np.zeros(0), np.zeros(0))
    terms = _numbers([(given[place].account, given[place].term) for place in places])
    classes = _numbers([given[place].account.about for place in places])
    outcome = np.array([settled[place] for place in places])
    weights = added(heard.promise, heard.weight, len(given))[places]
    asked = np.array([(given[place].record.given_on or date.min).toordinal() for place in places], dtype=np.float64)
    known = np.array([max(day for day, _ in given[place].seen).toordinal() for place in places], dtype=np.float64)
    told, base = replay(terms, asked, known, outcome, half_life=half_life, weight=weights, group=classes)
    return scored(told, base, outcome)


def _numbers(values: Sequence[Hashable]) -> Indices:
    known: dict[Hashable, int] = {}
    return np.array([known.setdefault(value, len(known)) for value in values], dtype=np.intp)
