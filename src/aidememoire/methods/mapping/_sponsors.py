"""Who stands behind whom? Chains of ties that give means or cover, each with what is said for it and against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aidememoire.methods._shared.ties import contested, has_source
from aidememoire.vocabulary.codes import Basis, Side, Sign
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.evidence import Evidence
from aidememoire.vocabulary.findings import Reason, because
from aidememoire.vocabulary.kinds.actors import Actor, Tie
from aidememoire.vocabulary.messages import Message, _
from aidememoire.vocabulary.record import Record

BACKING = frozenset({Basis.COMMAND, Basis.FINANCE, Basis.ARMS, Basis.TERRITORY, Basis.PARTY, Basis.VETO})
"""What makes a sponsor: orders, money, arms, shelter, a party, cover by a veto. Talking to somebody does not."""

LINKS = 3
Backing = dict[str, tuple[Tie, ...]]
"""By actor the ties of those who stand behind it, or behind the body to which it belongs."""


def backing(dossier: Dossier, actors: Iterable[str], *, unsourced: bool) -> Backing:
    """Return who stands behind some actors, and behind those again, three links at most."""
    behind: dict[str, list[Tie]] = {}
    for tie in sorted(dossier.of(Tie), key=lambda one: one.id):
        if _backs(dossier, tie) and (unsourced or has_source(tie)):
            behind.setdefault(tie.over, []).append(tie)
    found: Backing = {}
    waiting = set(actors)
    for _link in range(LINKS):
        for actor in sorted(waiting - found.keys()):
            bodies = lineage(dossier, actor)
            ties = tuple(tie for body in bodies for tie in behind.get(body, ()) if tie.actor not in (actor, body))
            if ties:
                found[actor] = ties
        waiting = {tie.actor for ties in found.values() for tie in ties}
    return found


def _backs(dossier: Dossier, tie: Tie) -> bool:
    if tie.basis not in BACKING or tie.sign is not Sign.POSITIVE or tie.actor == tie.over:
        return False
    # To hold the ground on which we work is control over us, not shelter for us.
    return tie.basis is not Basis.TERRITORY or not dossier.ours(tie.over)


def lineage(dossier: Dossier, actor: str) -> list[str]:
    """Return an actor and the bodies to which it belongs, nearest first."""
    found: list[str] = []
    here: str | None = actor
    while here and here not in found:
        found.append(here)
        record = dossier.get(here)
        here = record.part_of if isinstance(record, Actor) else None
    return found


def sponsors(found: Backing, actor: str) -> tuple[str, ...]:
    """Return who stands directly behind an actor, in alphabetical order."""
    return tuple(sorted({tie.actor for tie in found.get(actor, ())}))


def reasons(dossier: Dossier, found: Backing) -> Iterator[Reason]:
    """Tell each link of the chains once, the allegation beside its denial."""
    told: set[str] = set()
    for actor in sorted(found):
        for tie in found[actor]:
            if tie.id not in told:
                told.add(tie.id)
                yield because(_link_told(dossier, tie), tie.id, *cited(dossier, tie))


def _link_told(dossier: Dossier, tie: Tie) -> Message:
    who, over = dossier.called(tie.actor), dossier.called(tie.over)
    if not has_source(tie):
        return _("{actor} stands behind {over} ({basis}); this has no source.", actor=who, over=over, basis=tie.basis)
    if contested(tie):
        return _(
            "{actor} is said to stand behind {over} ({basis}). {claims}",
            actor=who,
            over=over,
            basis=tie.basis,
            claims=both_sides(dossier, tie),
        )
    return _(
        "{actor} stands behind {over} ({basis}). {claims}",
        actor=who,
        over=over,
        basis=tie.basis,
        claims=both_sides(dossier, tie),
    )


def both_sides(dossier: Dossier, record: Record) -> Message:
    """Return what is said for a record and against it, side by side, with sources and grades."""
    sides = [tuple(_claim(dossier, one) for one in record.evidence if one.side is side) for side in Side]
    if sides[0] and sides[1]:
        return _("For: {claims}. Against: {others}.", claims=sides[0], others=sides[1])
    return _("For: {claims}.", claims=sides[0]) if sides[0] else _("Against: {claims}.", claims=sides[1])


def _claim(dossier: Dossier, piece: Evidence) -> Message:
    source = dossier.called(piece.cited) if piece.cited else _("no source")
    if piece.claim is None:
        return _("{source}, {grade}", source=source, grade=_grade(piece))
    return _("“{claim}” ({source}, {grade})", claim=piece.claim, source=source, grade=_grade(piece))


def _grade(piece: Evidence) -> Message:
    if piece.reliability is None and piece.credibility is None:
        return _("not graded")
    both = (one.value if one else "X" for one in (piece.reliability, piece.credibility))
    return _("graded {grade}", grade="".join(both))


def cited(dossier: Dossier, *records: Record) -> tuple[str, ...]:
    """Return the ids of the sources that some records cite and the dossier has, in alphabetical order."""
    named = {piece.cited for record in records for piece in record.evidence if piece.cited}
    return tuple(sorted(id for id in named if id in dossier))
