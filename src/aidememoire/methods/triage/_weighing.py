"""Where rules leave more than one track open: additive value with weights nobody knows exactly (SMAA).

Each criterion pulls from frontline (0) to diplomatic (1). Weights are drawn from all that keep the stated order of
importance; an unknown factor counts as whatever would make the answer least sure.

Source: Lahdelma and Salminen (2001), SMAA-2, for shares of draws; Barron and Barrett (1996) for ordered weights.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from aidememoire.methods.triage._rules import ORDER, Facts
from aidememoire.vocabulary.codes import Precedent, Track, Typology

DRAWS, SEED = 2000, 20260615
CLEAR = 2 / 3
PRECEDENTS = (Precedent.NONE, Precedent.HERE, Precedent.COUNTRY, Precedent.BEYOND)
TYPES = (Typology.TEC, Typology.PRO, Typology.POL)


def pulls(facts: Facts) -> tuple[tuple[float, float], ...]:
    """Return the range of each criterion's pull, 0 frontline to 1 diplomatic, the most important criterion first.

    In order: where the key lies, precedent, what the issue turns on, risk to staff, failed attempts. A known factor
    has a range of one point, an unknown one that of all its values.
    """
    key = facts.held_at if facts.held_at in ORDER else None
    return (
        _on(ORDER.index(key) / (len(ORDER) - 1) if key else None),
        _on(PRECEDENTS.index(facts.precedent) / (len(PRECEDENTS) - 1) if facts.precedent else None),
        _on(TYPES.index(facts.typology) / (len(TYPES) - 1) if facts.typology else None),
        _on(facts.staff_risk / 3 if facts.staff_risk is not None else None),
        _on(min(facts.failed_attempts, 2) / 2 if facts.failed_attempts is not None else None),
    )


def _on(pull: float | None) -> tuple[float, float]:
    return (0.0, 1.0) if pull is None else (pull, pull)


def ordered_weights(criteria: int, draws: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Draw weights that sum to 1 and fall from the first criterion to the last, all such weights alike.

    Returns an array of shape (draws, criteria).
    """
    drawn = np.sort(rng.dirichlet(np.ones(criteria), size=draws), axis=1)[:, ::-1]
    return np.ascontiguousarray(drawn)


def shares(ranges: tuple[tuple[float, float], ...]) -> tuple[float, float]:
    """Return the lowest and highest share of draws that pull to the diplomatic side."""
    weights = ordered_weights(len(ranges), DRAWS, np.random.default_rng(SEED))
    low, high = (weights @ np.array(ends) for ends in zip(*ranges, strict=True))
    return float((low >= 0.5).mean()), float((high >= 0.5).mean())


def weigh(facts: Facts) -> tuple[Track, float]:
    """Return the track and the share of draws behind it.

    Diplomatic or frontline where at least two thirds of the draws pull there whatever the unknown factors are;
    otherwise both, whose share is that of the draws which balance each other out.
    """
    low, high = shares(pulls(facts))
    if low >= CLEAR:
        # As in the rules: who blocks on the ground must be spoken to on the ground as well.
        return Track.BOTH if facts.blocked_below else Track.DIPLOMATIC, low
    if high <= 1 - CLEAR:
        # Where it has failed twice, the frontline is not left alone, whoever put it there.
        return Track.BOTH if facts.worn_out else Track.FRONTLINE, 1 - high
    return Track.BOTH, 2 * min(low, 1 - low, high, 1 - high)
