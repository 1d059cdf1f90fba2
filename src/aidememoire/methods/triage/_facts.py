"""What is known of an issue for triage: as recorded, or computed from engagements and channels where empty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeVar

from aidememoire.methods.triage._rules import GROUND, ORDER, Facts
from aidememoire.vocabulary.codes import Level, LimitKind, Precedent, StanceRole, Typology
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.kinds.commitments import Commitment
from aidememoire.vocabulary.kinds.engagements import Channel, Engagement
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.mandates import Limit
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.messages import Message, _

OnIssue = TypeVar("OnIssue", Limit, Stance, Commitment)
BLOCKS = {StanceRole.BLOCK, StanceRole.GATEKEEP}

FACTORS: dict[str, tuple[Message, tuple[Any, ...]]] = {
    "held_at": (_("Held at"), ORDER),
    "reached_at": (_("Reached at"), ORDER),
    "typology": (_("Political, professional or technical"), tuple(Typology)),
    "threat_to_life": (_("Threat to life"), (True, False)),
    "staff_risk": (_("Risk to staff"), (0, 1, 2, 3)),
    "precedent": (_("Precedent"), tuple(Precedent)),
    "norm_at_stake": (_("Norm at stake"), (True, False)),
    "red_line": (_("A red line on it"), (True, False)),
    "blocked_below": (_("Somebody local blocks it"), (True, False)),
    "failed_attempts": (_("Failed attempts"), (0, 1, 2)),
}


def facts_of(dossier: Dossier, issue: Issue) -> Facts:
    """Return what is known of an issue on the day of the dossier."""
    return Facts(
        held_at=issue.held_at,
        reached_at=issue.reached_at or _reached(dossier, issue),
        typology=issue.typology,
        threat_to_life=issue.threat_to_life,
        staff_risk=issue.staff_risk,
        precedent=issue.precedent,
        norm_at_stake=issue.norm_at_stake is not None,
        red_line=any(limit.kind is LimitKind.RED_LINE for limit in _on(dossier, issue, Limit)),
        blocked_below=any(_blocks_below(dossier, stance) for stance in _on(dossier, issue, Stance)),
        failed_attempts=issue.failed_attempts if issue.failed_attempts is not None else _failures(dossier, issue),
    )


def _on(dossier: Dossier, issue: Issue, kind: type[OnIssue]) -> Iterator[OnIssue]:
    """Yield the records of a kind whose issue this is."""
    return (one for one in dossier.named_by(issue.id) if isinstance(one, kind) and one.issue == issue.id)


def _met_on(dossier: Dossier, issue: Issue) -> Iterator[Engagement]:
    """Yield the contacts that were held on an issue."""
    for one in dossier.named_by(issue.id):
        if isinstance(one, Engagement) and one.held_on and issue.id in one.issues:
            yield one


def _blocks_below(dossier: Dossier, stance: Stance) -> bool:
    actor = dossier.get(stance.actor)
    return bool(BLOCKS & set(stance.role)) and isinstance(actor, Actor) and actor.level in GROUND


def _reached(dossier: Dossier, issue: Issue) -> Level | None:
    """Return the highest level at which they were met on the issue, or have a standing line to us."""
    on_it = {stance.actor for stance in _on(dossier, issue, Stance)}
    met = [one.level for one in _met_on(dossier, issue) if one.level]
    lines = [one.level for one in dossier.of(Channel) if one.counterpart in on_it and one.level]
    return max((level for level in (*met, *lines) if level in ORDER), key=ORDER.index, default=None)


def _failures(dossier: Dossier, issue: Issue) -> int | None:
    """Count the held contacts on the issue that carried an ask and were followed by no undertaking on it."""
    asked = [one for one in _met_on(dossier, issue) if one.asks]
    if not asked:
        return None
    given = [one.given_on for one in _on(dossier, issue, Commitment) if one.given_on]
    return sum(not any(day >= (one.held_on or date.max) for day in given) for one in asked)
