"""Who can stop an issue, and by what means? Decision, veto, legal consent and physical control, over draws.

A means is there in a draw where the records that speak for it are true and the assessor who is picked says so. A record
that somebody disputes is true as often as the evidence for it outweighs that against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from aidememoire.methods._shared.stances import Stances
from aidememoire.methods._shared.ties import Flags, has_source
from aidememoire.methods.mapping._net import luck
from aidememoire.vocabulary.codes import ActorKind, AuthorityBasis, Basis, Level, Means, Side, StanceRole
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.evidence import weight
from aidememoire.vocabulary.findings import Row
from aidememoire.vocabulary.kinds.access import Authority
from aidememoire.vocabulary.kinds.actors import Actor, Tie
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.messages import Run, _
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.scales import percent
from aidememoire.vocabulary.text import folded

LISTED = 0.05
"""A means that is there in fewer than one draw of twenty is not listed."""

GROUND = (Level.LOCAL, Level.PROVINCIAL)
ABOVE = (Level.REGIONAL, Level.GLOBAL)
HOLDS = {Basis.LEGAL: Means.LEGAL_CONSENT, Basis.TERRITORY: Means.PHYSICAL_CONTROL}
GRANTS = {AuthorityBasis.CONSENT: Means.LEGAL_CONSENT, AuthorityBasis.TOLERANCE: Means.PHYSICAL_CONTROL}
WHO_BRING_AID = frozenset(
    {
        ActorKind.UN,
        ActorKind.MOVEMENT,
        ActorKind.INGO,
        ActorKind.NNGO,
        ActorKind.INTERNATIONAL,
        ActorKind.AFFECTED,
    }
)
WHOLE_RECORD = (None, "actor", "over", "basis", "role", "veto", "issued_by")
"""Evidence against one of these fields, or against none in particular, disputes that the means is there."""


@dataclass(frozen=True, slots=True)
class Hold:
    """One means by which an actor can stop the issue, and the share of draws in which it is there, 0 to 1.

    ``records`` are those on which it rests; ``to`` is whom no other route reaches, where that is the means, and
    ``shaken`` its share where ties are missing and unknown ones are there.
    """

    actor: str
    by: Means
    share: float
    records: tuple[str, ...] = ()
    to: str | None = None
    shaken: float | None = None


class Stop(Row):
    """One means by which an actor can stop the issue, with its share of draws, as it stands in a row: by, share."""

    __slots__ = ()

    def runs(self, language: str) -> tuple[Run, ...]:
        """Return the means with its share in words."""
        return _("{means} ({share})", means=self["by"], share=percent(self["share"])).runs(language)


def truth(record: Record) -> float:
    """Return how likely a record is true, 0 to 1: the weight of the evidence for it among all; 1 if nobody disputes it.

    Examples
    --------
    >>> truth(Tie(id="a-b", actor="a", over="b", evidence=[{"side": "for"}, {"side": "against"}]))
    0.5
    """
    against = tuple(
        piece.model_copy(update={"side": Side.FOR})
        for piece in record.evidence
        if piece.side is Side.AGAINST and piece.field in WHOLE_RECORD
    )
    if not against:
        return 1.0
    return weight(record.evidence) / (weight(record.evidence) + weight(against))


def holds(
    dossier: Dossier, issue: str, told: Stances, *, unsourced: bool, draws: int, rng: np.random.Generator
) -> list[Hold]:
    """Return every means but the route by which an actor can stop the issue, by actor, in the order of ``Means``."""
    key = int(rng.integers(2**63))
    there: dict[tuple[str, Means], Flags] = {}
    resting: dict[tuple[str, Means], list[str]] = {}
    for actor, means, id, flags in (
        *_by_stance(dossier, told, draws, key),
        *_by_record(dossier, issue, told, draws, key, unsourced=unsourced),
    ):
        there[actor, means] = there.get((actor, means), np.zeros(draws, dtype=np.bool_)) | flags
        resting.setdefault((actor, means), []).append(id)
    found = [
        Hold(actor, means, float(flags.mean()), tuple(sorted(set(resting[actor, means]))))
        for (actor, means), flags in there.items()
    ]
    order = list(Means)
    return sorted((one for one in found if one.share >= LISTED), key=lambda one: (one.actor, order.index(one.by)))


Claim = tuple[str, Means, str, Flags]


def _by_stance(dossier: Dossier, told: Stances, draws: int, key: int) -> Iterator[Claim]:
    for actor in told.actors:
        numbers = told.of(actor)
        picked = np.floor(luck([actor], draws, key)[0] * len(numbers))
        for place, number in enumerate(numbers):
            stance = dossier.the(Stance, told.ids[number])
            chosen = (picked == place) & _true(stance, draws, key)
            for means in _means_of(dossier, stance):
                yield actor, means, stance.id, chosen


def _means_of(dossier: Dossier, stance: Stance) -> Iterator[Means]:
    actor = dossier.get(stance.actor)
    if StanceRole.DECIDE in stance.role:
        yield Means.DECISION
    if stance.veto:
        yield Means.VETO
    if StanceRole.GATEKEEP in stance.role and isinstance(actor, Actor) and actor.level in GROUND:
        yield Means.PHYSICAL_CONTROL


def _by_record(
    dossier: Dossier, issue: str, told: Stances, draws: int, key: int, *, unsourced: bool
) -> Iterator[Claim]:
    about = dossier.get(issue)
    at = about.held_at if isinstance(about, Issue) else None
    for tie in dossier.of(Tie):
        # Law and ground bind what is done there, not what is settled above the country.
        if tie.basis in HOLDS and at not in ABOVE and on_us(dossier, tie) and (unsourced or has_source(tie)):
            yield tie.actor, HOLDS[tie.basis], tie.id, _true(tie, draws, key)
    for one in dossier.of(Authority):
        if one.basis in GRANTS and one.issued_by and concerns(one, about, told.actors):
            yield one.issued_by, GRANTS[one.basis], one.id, _true(one, draws, key)


def _true(record: Record, draws: int, key: int) -> Flags:
    likely = truth(record)
    return np.ones(draws, dtype=np.bool_) if likely == 1 else luck([record.id], draws, key)[0] < likely


def on_us(dossier: Dossier, tie: Tie) -> bool:
    """Say whether a tie is a hold on those who bring aid, ours first, or on those for whom it is meant."""
    over = dossier.get(tie.over)
    return dossier.ours(tie.over) or (isinstance(over, Actor) and over.kind in WHO_BRING_AID)


def concerns(authority: Authority, issue: Record | None, on_issue: tuple[str, ...]) -> bool:
    """Say whether a permission concerns an issue: its issuer stands on it, or the issue names its route or area."""
    if authority.issued_by in on_issue:
        return True
    place = authority.route or (authority.area if authority.sector is None else None)
    if not isinstance(issue, Issue) or not place:
        return False
    texts = (words for text in (issue.title, issue.at_0, issue.at_100) if text for words in text.by_language.values())
    named = re.compile(rf"(?<!\w){re.escape(folded(place))}(?!\w)")
    return any(named.search(folded(words)) for words in (*issue.areas, *texts))


def without_means(dossier: Dossier, told: Stances, found: list[Hold]) -> list[str]:
    """Return who is said to block or to keep the gate although no means of theirs is recorded."""
    able = {one.actor for one in found}
    says = (StanceRole.BLOCK, StanceRole.GATEKEEP)
    return [actor for actor in told.actors if actor not in able and not told.roles_of(actor).isdisjoint(says)]
