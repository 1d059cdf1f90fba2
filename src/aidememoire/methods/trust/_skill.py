"""Does a record foretell anything? A replay in the order of time, scored against the base rate."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from math import exp, log

import numpy as np

from aidememoire.methods.trust._record import STRENGTH, Floats, Indices
from aidememoire.vocabulary.messages import Message, _

FEWEST = 5
BINS = 10


@dataclass(frozen=True, slots=True)
class Skill:
    """How forecasts fared: mean squared error, that of the base rate, discrimination, calibration error, how many."""

    brier: float
    base: float
    auc: float
    calibration: float
    count: float

    @property
    def gain(self) -> float:
        """Return the share of the base rate's error that the record takes away; 0 or less is no skill."""
        return 1 - self.brier / self.base if self.base else 0.0

    @property
    def any(self) -> bool:
        """Say whether there is skill: more than none, over enough promises to tell."""
        return self.count >= FEWEST and self.gain > 0


def banner(skill: Skill) -> Message | None:
    """Return what must stand over a record that may not be used to rank or foretell, or None where it may."""
    if skill.count < FEWEST:
        return _("Too few promises are settled to say whether this record foretells anything: read it as history.")
    return None if skill.any else _("This record does not beat the base rate: read it as history, not as a forecast.")


def replay(
    who: Indices,
    asked: Floats,
    known: Floats,
    outcome: Floats,
    *,
    base: float | None = None,
    strength: float = STRENGTH,
    half_life: float | None = None,
    reporter: Indices | None = None,
    judged: bool = False,
    weight: Floats | None = None,
    group: Indices | None = None,
) -> tuple[Floats, Floats]:
    """Foretell each outcome from what was known on the day, and return the forecasts and the base rates beside them.

    Parameters
    ----------
    who : shape (n,), whose conduct it is
    asked, known : shape (n,), the days on which the forecast is made and on which the outcome is known, asked in order
    outcome : shape (n,), 0 broken to 1 kept
    base : the base rate; None takes the share kept among all outcomes known so far
    strength : the number of promises that the base rate stands for
    half_life : days after which an outcome counts half; None forgets nothing
    reporter : shape (n,), who tells; each one's readiness to say "kept" then joins the forecast in log-odds
    judged : weigh each report by its reporter's own record of conduct
    weight : shape (n,), how much each outcome counts
    group : shape (n,), the class of each promise, where each class has a base rate of its own

    Notes
    -----
    An entry never sees itself nor anything that became known later: on agreements that share a fate, looking ahead
    makes a worthless record look good. 35,592 ratings take about 0.3 s.
    """
    conduct, telling, waiting = _Counts(strength, half_life), _Counts(strength, None), list[tuple[float, int]]()
    days, ends, values = asked.tolist(), known.tolist(), outcome.tolist()
    whose, by = who.tolist(), reporter.tolist() if reporter is not None else None
    weights = weight.tolist() if weight is not None else [1.0] * len(values)
    groups = group.tolist() if group is not None else [0] * len(values)
    rates = _Rates(base)
    told, bases = np.empty(len(values)), np.empty(len(values))
    for place, day in enumerate(days):
        while waiting and waiting[0][0] <= day:
            _, past = heapq.heappop(waiting)
            rate = rates.add(groups[past], values[past])
            trusted = conduct.mean(by[past], ends[past], rate) if by and judged else 1.0
            conduct.add(whose[past], ends[past], values[past], weights[past] * trusted)
            if by:
                telling.add(by[past], ends[past], values[past], 1.0)
        rate = rates.of(groups[place])
        share = conduct.mean(whose[place], day, rate)
        told[place] = _joined(share, telling.mean(by[place], day, rate), rate) if by else share
        bases[place] = rate
        heapq.heappush(waiting, (ends[place], place))
    return told, bases


class _Rates:
    """The base rate of each group: given, or the share kept so far, from one half on."""

    def __init__(self, given: float | None) -> None:
        self.given = given
        self.held: dict[int, tuple[float, float]] = {}

    def of(self, group: int) -> float:
        kept, seen = self.held.get(group, (1.0, 2.0))
        return kept / seen if self.given is None else self.given

    def add(self, group: int, value: float) -> float:
        kept, seen = self.held.get(group, (1.0, 2.0))
        self.held[group] = kept + value, seen + 1
        return self.of(group)


class _Counts:
    """Kept and broken by key, each fading from the day on which it was last touched."""

    def __init__(self, strength: float, half_life: float | None) -> None:
        self.strength, self.rate = strength, log(2) / half_life if half_life else 0.0
        self.held: dict[int, tuple[float, float, float]] = {}

    def _now(self, key: int, day: float) -> tuple[float, float]:
        good, bad, last = self.held.get(key, (0.0, 0.0, day))
        left = exp(-self.rate * (day - last)) if self.rate else 1.0
        return good * left, bad * left

    def mean(self, key: int, day: float, base: float) -> float:
        good, bad = self._now(key, day)
        return (self.strength * base + good) / (self.strength + good + bad)

    def add(self, key: int, day: float, value: float, weight: float) -> None:
        good, bad = self._now(key, day)
        self.held[key] = (good + weight * value, bad + weight * (1 - value), day)


def _joined(conduct: float, reporter: float, base: float) -> float:
    odds = conduct / (1 - conduct) * reporter / (1 - reporter) * (1 - base) / base
    return odds / (1 + odds)


def scored(told: Floats, base: Floats, outcome: Floats) -> Skill:
    """Score forecasts against outcomes, beside the base rate. All have shape (n,); n = 0 scores as no skill.

    Outcomes between 0 and 1 count as kept from one half on, for discrimination only.
    """
    if not len(told):
        return Skill(0.0, 0.0, 0.5, 0.0, 0.0)
    return Skill(
        brier=float(np.mean((told - outcome) ** 2)),
        base=float(np.mean((base - outcome) ** 2)),
        auc=_discrimination(told, outcome >= 0.5),
        calibration=_miscalibration(told, outcome),
        count=float(len(told)),
    )


def _discrimination(told: Floats, kept: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
    """Return the chance that a kept promise was given a higher forecast than a broken one; ties count half."""
    good, bad = int(kept.sum()), int((~kept).sum())
    if not good or not bad:
        return 0.5
    _, place, count = np.unique(told, return_inverse=True, return_counts=True)
    rank = np.cumsum(count) - (count - 1) / 2
    return float((rank[place][kept].sum() - good * (good + 1) / 2) / (good * bad))


def _miscalibration(told: Floats, outcome: Floats) -> float:
    """Return how far forecasts lie from what happened, on average over ten bins of forecasts."""
    which = np.minimum((told * BINS).astype(int), BINS - 1)
    return float(np.abs(np.bincount(which, told - outcome, BINS)).sum() / len(told))
