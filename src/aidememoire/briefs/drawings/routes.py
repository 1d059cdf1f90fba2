"""How are the routes to a counterpart drawn? From the finding and the ties on which it rests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from aidememoire.methods._shared.ties import beta_of
from aidememoire.methods.routes import exposure_limit
from aidememoire.pictures.picture import Picture
from aidememoire.pictures.route_ladder import Ladder, Rung, route_ladder
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Finding, Row
from aidememoire.vocabulary.kinds.actors import Tie
from aidememoire.vocabulary.messages import _

MOST = 6
Pairs = Mapping[tuple[str, str], Sequence[Tie]]


def draw(
    dossier: Dossier,
    found: Finding,
    *,
    language: str,
    to: str,
    issue: str | None = None,
    unsourced: bool = False,
    draws: int = 0,
    seed: int = 0,
) -> Iterator[tuple[str, Picture]]:
    """Draw the first routes of a finding of ``routes`` and those that are blocked.

    A finding cut to steps without names has no rows, and so no picture. What was drawn by chance stands in the rows.
    """
    if picture := routes_picture(dossier, found, to=to, issue=issue, language=language):
        yield "routes", picture


def routes_picture(
    dossier: Dossier, found: Finding, *, to: str, issue: str | None, language: str, most: int = MOST
) -> Picture | None:
    """Draw the first routes of a finding and those that are blocked, so many of each; None where there are none."""
    as_of = found.as_of
    assert as_of is not None
    now = dossier.as_of(as_of)
    limit = exposure_limit(now, to=to, issue=issue, as_of=as_of).limit
    pairs: dict[tuple[str, str], list[Tie]] = {}
    for id in found.inputs:
        if isinstance(tie := now.get(id), Tie):
            pairs.setdefault((tie.actor, tie.over), []).append(tie)
    rows = [row for row in found.rows if not row.blocked][:most] + [row for row in found.rows if row.blocked][:most]
    if not rows:
        return None
    title = _("Routes to {name}", name=now.called(to))
    return route_ladder([_ladder(row, pairs, limit) for row in rows], language=language, title=title)


def _ladder(row: Row, pairs: Pairs, limit: int) -> Ladder:
    ties = [_carrying(row, pairs[one.id, other.id], limit) for one, other in pairwise(row.path)]
    return Ladder(
        rank=row.rank,
        actors=tuple(row.path),
        rungs=tuple(Rung(tie.strength, tie.exposure, any(piece.cited for piece in tie.evidence)) for tie in ties),
        success=row.success,
        low=row.low,
        high=row.high,
        best_share=row.best_share,
        weakest=[tie.id for tie in ties].index(row.weakest.id),
        limit=limit,
    )


def _carrying(row: Row, ties: Sequence[Tie], limit: int) -> Tie:
    """Return the tie of a pair that the route takes: the weakest that it names, else the strongest that it may take."""
    named = [tie for tie in ties if tie.id == row.weakest.id]
    within = [tie for tie in ties if (tie.exposure or 0) <= limit]
    return max(named or (ties if row.blocked else within) or ties, key=_strength)


def _strength(tie: Tie) -> tuple[float, float]:
    """Return what decides between the ties of a pair: how strong, and of equals how sure."""
    alpha, beta = beta_of(tie)
    return round(alpha / (alpha + beta), 9), alpha + beta
