"""What can a person do to a dossier? One file an act; each returns the entries that it makes and edits nothing.

``desk.do(acts.revise(desk, "permit-7", {"expires_on": "2026-06-30"}))``
"""

from aidememoire.ledger.acts.acknowledge import acknowledge
from aidememoire.ledger.acts.approve import approve
from aidememoire.ledger.acts.confirm import confirm
from aidememoire.ledger.acts.decide import decide
from aidememoire.ledger.acts.grant import grant
from aidememoire.ledger.acts.hand_over import hand_over
from aidememoire.ledger.acts.override import override
from aidememoire.ledger.acts.purge import purge
from aidememoire.ledger.acts.record import record
from aidememoire.ledger.acts.relabel import relabel
from aidememoire.ledger.acts.resolve import resolve
from aidememoire.ledger.acts.revise import revise
from aidememoire.ledger.acts.revoke import revoke
from aidememoire.ledger.acts.settle import settle
from aidememoire.ledger.acts.undo import undo
from aidememoire.ledger.acts.withdraw import withdraw

__all__ = [
    "acknowledge",
    "approve",
    "confirm",
    "decide",
    "grant",
    "hand_over",
    "override",
    "purge",
    "record",
    "relabel",
    "resolve",
    "revise",
    "revoke",
    "settle",
    "undo",
    "withdraw",
]
