"""What can a person do to a dossier? One file an act; each returns the entries that it makes and edits nothing.

``desk.do(acts.revise(desk, "permit-7", {"expires_on": "2026-06-30"}))``
"""

from aidememoire.ledger.acts.record import record
from aidememoire.ledger.acts.resolve import resolve
from aidememoire.ledger.acts.revise import revise
from aidememoire.ledger.acts.undo import undo
from aidememoire.ledger.acts.withdraw import withdraw

__all__ = ["record", "resolve", "revise", "undo", "withdraw"]
