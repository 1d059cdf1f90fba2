"""How much harm may a go-between risk for us? The strictest mandate that covers the matter says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Gap, gap
from aidememoire.vocabulary.kinds.mandates import Mandate
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.messages import _

DEFAULT = 1


@dataclass(frozen=True, slots=True)
class Exposure:
    """The limit, 0 to 3, the mandates from which it comes, and whether one of them is in force."""

    limit: int
    mandates: tuple[str, ...]
    in_force: bool


def exposure_limit(dossier: Dossier, *, to: str, issue: str | None, as_of: date) -> Exposure:
    """Return the strictest limit among the mandates in force that cover the issue.

    Without an issue those count that cover any issue on which the counterpart stands. Where none is in force, the
    default of 1 holds, or less where a mandate that has lapsed or was never acknowledged said less.
    """
    issues = {issue} if issue else {one.issue for one in dossier.of(Stance) if one.actor == to}
    every = dossier.of(Mandate)
    covering = [one for one in every if not one.issues or issues & set(one.issues)]
    if not covering and not issue:
        covering = list(every)
    standing = [one for one in covering if _in_force(one, as_of)]
    told = standing or covering
    limit = min([one.exposure_limit for one in told] + ([] if standing else [DEFAULT]))
    return Exposure(limit, tuple(one.id for one in told if one.exposure_limit == limit), bool(standing))


def _in_force(mandate: Mandate, as_of: date) -> bool:
    acknowledged = mandate.acknowledged_on is not None and mandate.acknowledged_on <= as_of
    return acknowledged and (mandate.expires_on is None or as_of <= mandate.expires_on)


def exposure_gaps(exposure: Exposure) -> Iterator[Gap]:
    """Name what is missing where no mandate in force says how much a go-between may risk."""
    if not exposure.in_force:
        yield gap(
            _("No mandate in force says how much a go-between may risk; {limit} of 3 is taken.", limit=exposure.limit),
            *exposure.mandates,
            ask=_("What harm to a go-between would the mandator answer for?"),
        )
