"""Whose part ends? It ends at once, and what is written from then on has keys that they never had."""

from __future__ import annotations

from aidememoire.ledger.acts.grant import handed, missing, renewed
from aidememoire.ledger.audit import Event
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import REVOCATION, Entry, new_id, new_record_id
from aidememoire.ledger.gate import Role
from aidememoire.ledger.grants import Part, Revocation
from aidememoire.ledger.seal import BASE
from aidememoire.ledger.writing import Made
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.messages import _


def revoke(desk: Desk, member: str, *, compartment: str = BASE, why: str | None = None) -> Made:
    """Return the entries that end somebody's part, or their part in one compartment, and renew its keys.

    It holds from the next time that anybody looks. What they read before, and copies of it, stay with them. The keys of
    compartments that whoever revokes does not hold are renewed by somebody who does: ``waiting_for_keys`` names them.
    """
    desk.reader.must("revoke")
    parts = {name for (who, name) in desk.rights.parts if who == member and _open(desk, who, name)}
    if compartment not in parts:
        raise InputError(_("{person} has no such part in this dossier.", person=desk.view.people.get(member, member)))
    _somebody_leads(desk, member, compartment)
    batch = new_record_id()
    end = Revocation(desk.place, compartment, member, desk.writer.id, desk.clock.tick(), why or "")
    entries = [ending(desk, end, batch)]
    for name in sorted(parts if compartment == BASE else {compartment}):
        if _open(desk, desk.writer.id, name) and member != desk.writer.id:
            entries += renewed(desk, name, member, batch)
    event = Event(desk.clock.tick(), desk.writer.id, desk.place, "revoke", member)
    return Made(tuple(entries), events=(event,))


def renew(desk: Desk, compartment: str = BASE) -> Made:
    """Return the entries that give everybody who holds a compartment a new key for what is written from now on."""
    desk.reader.must("revoke")
    if not _open(desk, desk.writer.id, compartment):
        raise InputError(_("You do not hold the compartment {name} yourself.", name=compartment))
    return Made(tuple(renewed(desk, compartment, "", new_record_id())))


def share(desk: Desk) -> Made:
    """Return the entries that give everybody with a part the keys that they lack and this writer holds.

    Somebody who was let in on one laptop while keys were renewed on another lacks the new ones.
    """
    desk.reader.must("grant")
    return Made(tuple(handed(desk, new_record_id())))


def lacking(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return who lacks keys that this writer could give: fingerprint and compartment."""
    return tuple(dict.fromkeys((member.id, name) for member, name, _version, _key in missing(desk)))


def waiting_for_keys(desk: Desk) -> tuple[str, ...]:
    """Return the compartments whose newest key somebody still has whose part has ended ("" is the dossier itself)."""
    waiting = set()
    for (_who, name), parts in desk.rights.parts.items():
        newest = max((part.grant.version for part in _parts(desk, name)), default=0)
        gone = parts[-1].until is not None
        if gone and any(part.grant.version == newest for part in parts) and desk.rights.members(name):
            waiting.add(name)
    return tuple(sorted(waiting))


def _parts(desk: Desk, compartment: str) -> list[Part]:
    return [part for (_who, name), parts in desk.rights.parts.items() if name == compartment for part in parts]


def _open(desk: Desk, person: str, compartment: str) -> bool:
    return any(part.member.id == person for part in desk.rights.members(compartment))


def _somebody_leads(desk: Desk, member: str, compartment: str) -> None:
    leads = [part.member.id for part in desk.rights.members() if part.role == Role.LEAD]
    if compartment == BASE and leads == [member]:
        raise InputError(_("Nobody else leads this dossier. Hand it over first."))


def ending(desk: Desk, end: Revocation, batch: str) -> Entry:
    """Return a revocation, signed, as an entry that everybody who holds the ledger can verify."""
    at = desk.clock.tick()
    return Entry(
        id=new_id(at),
        dossier=desk.place,
        record=new_record_id(),
        kind=REVOCATION,
        parents=(),
        recorded_at=at,
        recorded_by=desk.writer.id,
        handling=Handling(level=Label.CLEAR, compartments=(end.compartment,) if end.compartment else ()),
        body=end.signed(desk.keyring).written(),
        batch=batch,
    )
