"""How are the routes to a counterpart drawn? From the finding and the ties on which it rests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from aidememoire.methods.routes import exposure_limit
from aidememoire.pictures.picture import Picture
from aidememoire.pictures.route_ladder import Ladder, Rung, route_ladder
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Finding, Row
from aidememoire.vocabulary.kinds.actors import Tie
from aidememoire.vocabulary.messages import _

MOST = 6
Pairs = Mapping[tuple[str, str], Sequence[Tie]]


def routes_picture(
    dossier: Dossier, found: Finding, *, to: str, issue: str | None, as_of: date, language: str
) -> Picture | None:
    """Draw the first routes of a finding of ``routes`` and those that are blocked; None where there are none.

    The finding must be whole: one cut to steps without names has no rows, and so no picture.
    """
    now = dossier.as_of(as_of)
    limit = exposure_limit(now, to=to, issue=issue, as_of=as_of).limit
    pairs: dict[tuple[str, str], list[Tie]] = {}
    for id in found.inputs:
        if isinstance(tie := now.get(id), Tie):
            pairs.setdefault((tie.actor, tie.over), []).append(tie)
    rows = [row for row in found.rows if not row.blocked][:MOST] + [row for row in found.rows if row.blocked][:MOST]
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
    """Return the tie of a pair that the route takes: the weakest that it names, else within the limit if it can be."""
    named = [tie for tie in ties if tie.id == row.weakest.id]
    within = [tie for tie in ties if (tie.exposure or 0) <= limit]
    return (named or (ties if row.blocked else within) or ties)[0]
