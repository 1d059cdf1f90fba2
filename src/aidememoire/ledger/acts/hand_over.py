"""How does a dossier pass to whoever comes after?"""

from __future__ import annotations

from aidememoire.ledger.acts.grant import grant
from aidememoire.ledger.acts.revoke import ending
from aidememoire.ledger.audit import Event
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.gate import Role
from aidememoire.ledger.grants import Revocation
from aidememoire.ledger.people import Person
from aidememoire.ledger.seal import BASE, Keyring
from aidememoire.ledger.writing import Made
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _


def hand_over(desk: Desk, successor: Person, *, why: str, leave: bool = True, second: Keyring | None = None) -> Made:
    """Return the entries that make somebody lead with all that the one before holds, who then leaves or stays.

    The successor renews the keys (``revoke.renew``): whoever left knew them.
    """
    desk.reader.must("hand over")
    if successor.id == desk.writer.id:
        raise InputError(_("You lead this dossier already. Name whoever comes after you."))
    given = grant(
        desk,
        successor,
        role=Role.LEAD,
        clearance=desk.reader.clearance,
        compartments=tuple(sorted(desk.reader.compartments)),
        agency=desk.reader.agency,
        why=why,
        second=second,
    )
    entries = given.entries
    if leave:
        end = Revocation(desk.place, BASE, desk.writer.id, desk.writer.id, desk.clock.tick(), why)
        entries += (ending(desk, end, given.batch),)
    event = Event(desk.clock.tick(), desk.writer.id, desk.place, "hand over", successor.id)
    return Made(entries, events=(*given.events, event))
