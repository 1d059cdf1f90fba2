"""How likely is a report true, going by its two grades?"""

from __future__ import annotations

from functools import cache

from aidememoire.vocabulary.codes import Credibility, Reliability
from aidememoire.vocabulary.evidence import Evidence, weight

UNJUDGED = 0.5
RELIABLE = {"A": 0.95, "B": 0.8, "C": 0.6, "D": 0.4, "E": 0.2}
CREDIBLE = {"1": 0.95, "2": 0.8, "3": 0.6, "4": 0.4, "5": 0.2}


@cache
def graded(reliability: Reliability | None, credibility: Credibility | None) -> tuple[float, float]:
    """Return how likely a report with these grades is true, and how many like cases that opinion is worth.

    Notes
    -----
    Starting points of ours, since published translations of the letters are arbitrary; resolved reports correct them
    (``learnt``). Credibility counts twice: raters go by it (Samet 1975). What could not be judged, F or 6, is one half
    and gives way soonest.
    """
    reliable = RELIABLE.get(reliability or "F", UNJUDGED)
    credible = CREDIBLE.get(credibility or "6", UNJUDGED)
    sureness = weight((Evidence(reliability=reliability, credibility=credibility),))
    return (reliable + 2 * credible) / 3, float(sureness)
