"""Which track does a person choose against the rules of triage, and why?"""

from __future__ import annotations

from aidememoire.ledger.acts._finding import changed, the
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.writing import Made, made
from aidememoire.vocabulary.codes import Track
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.messages import _


def override(desk: Desk, issue: str, *, track: Track | str | None, reason: str | None = None) -> Made:
    """Return the entry that takes an issue up elsewhere than the rules say; ``None`` gives it back to the rules."""
    desk.reader.must("revise")
    found = the(desk, issue, Issue.kind_of.name)
    if track is not None and not (reason and reason.strip()):
        raise InputError(_("Deciding against the rules of triage takes a reason, which stands beside the track."))
    fields = {"override": str(track) if track else None, "override_reason": reason if track else None}
    return made(desk, [changed(found, fields, {"act": "override"})], why=reason)
