"""Who gets a part in a dossier, in which role, up to which label, with the keys of which compartments?"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence

from aidememoire.ledger.audit import Event
from aidememoire.ledger.desk import Desk, granting
from aidememoire.ledger.entry import Entry, new_record_id
from aidememoire.ledger.gate import Role
from aidememoire.ledger.grants import Grant, given
from aidememoire.ledger.people import Person
from aidememoire.ledger.seal import BASE, KEY, Keyring, with_base
from aidememoire.ledger.writing import Made
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.messages import _

_CHANCE = 24
WITHOUT_CONTENT = frozenset({Role.AUDITOR, Role.CUSTODIAN})
"""Roles that get no key: what they may not read, they could not open either."""


def grant(
    desk: Desk,
    member: Person,
    *,
    role: Role,
    clearance: Label,
    compartments: Sequence[str] = (),
    agency: str | None = None,
    why: str | None = None,
    second: Keyring | None = None,
) -> Made:
    """Return the entries that give a person a part in the dossier, and in some of its compartments.

    They get every version of each key, so that they can read what was written before. A RED clearance takes the
    signature of a second person; somebody alone gives a reason, and the grant is shown as not confirmed. A compartment
    that nobody has yet is founded by whoever names it first, who gets it, too.
    """
    desk.reader.must("grant")
    _confirmed_or_explained(desk, clearance, why, second)
    batch, entries = new_record_id(), []
    for compartment in with_base(compartments):
        for version, key in _keys(desk, compartment):
            if version == 0:
                entries.append(_entry(desk, _to(desk, desk.writer, key, compartment, 1), batch))
            one = given(
                desk.keyring,
                member,
                b"" if role in WITHOUT_CONTENT else key,
                dossier=desk.place,
                compartment=compartment,
                version=version or 1,
                role=role,
                clearance=clearance,
                at=desk.clock.tick(),
                agency=agency,
                why=why or "",
            )
            entries.append(_entry(desk, one.co_signed(second) if second else one, batch))
    outcome = "done" if clearance != Label.RED or second else "not confirmed"
    event = Event(desk.clock.tick(), desk.writer.id, desk.place, "grant", member.id, clearance, outcome)
    return Made(tuple(entries), events=(event,))


def _confirmed_or_explained(desk: Desk, clearance: Label, why: str | None, second: Keyring | None) -> None:
    if not clearance <= desk.reader.clearance:
        raise InputError(_("You cannot give a higher clearance than your own, {label}.", label=desk.reader.clearance))
    if second is not None:
        part = desk.rights.reader(second.me.id)
        if second.me.id == desk.writer.id or part is None or part.role not in (Role.LEAD, Role.MANDATOR):
            raise InputError(_("The second person must be another lead of this dossier, or its mandator."))
    elif clearance == Label.RED and not (why and why.strip()):
        raise InputError(
            _("A RED clearance takes a second person. Alone, give the reason: it is kept, as not confirmed.")
        )


def _keys(desk: Desk, compartment: str) -> Iterator[tuple[int, bytes]]:
    """Yield every version of a compartment's key that the giver holds; version 0 with a new key where none exists."""
    held = {one.version for one in desk.rights.grants_to(desk.writer.id) if one.compartment == compartment}
    if not held:
        if desk.rights.members(compartment):
            raise InputError(
                _("You do not hold the compartment {name} yourself, and cannot give it.", name=compartment)
            )
        yield 0, secrets.token_bytes(KEY)
    for version in sorted(held):
        if (key := desk.sealer.compartment_key(compartment, version)) is not None:
            yield version, key


def _to(desk: Desk, member: Person, key: bytes, compartment: str, version: int) -> Grant:
    """Return a grant to somebody who has a part already, on the terms of that part."""
    base = next(part for part in desk.rights.members(BASE) if part.member.id == member.id)
    return given(
        desk.keyring,
        member,
        b"" if base.role in WITHOUT_CONTENT else key,
        dossier=desk.place,
        compartment=compartment,
        version=version,
        role=base.role,
        clearance=base.clearance,
        at=desk.clock.tick(),
        agency=base.agency,
        why=base.why,
    )


def renewed(desk: Desk, compartment: str, without: str, batch: str) -> Iterator[Entry]:
    """Yield the grants of a new key of a compartment to everybody who keeps it."""
    key = secrets.token_bytes(KEY)
    parts = desk.rights.members(compartment)
    version = _next_version(max((one.version for one in _all(desk, compartment)), default=0))
    for part in sorted(parts, key=lambda one: one.member.id == desk.writer.id):
        if part.member.id != without:
            yield _entry(desk, _to(desk, part.member, key, compartment, version), batch)


def _next_version(newest: int) -> int:
    """Return a number above the newest. Two leads who renew a key apart from each other must not give it one number."""
    return ((newest >> _CHANCE) + 1) << _CHANCE | secrets.randbits(_CHANCE)


def missing(desk: Desk) -> Iterator[tuple[Person, str, int, bytes]]:
    """Yield who of those with a part lacks which version of a key that this writer holds, and the key."""
    for (who, name), _parts in sorted(desk.rights.parts.items()):
        here = next((part for part in desk.rights.members(name) if part.member.id == who), None)
        if here is None or here.role in WITHOUT_CONTENT:
            continue
        given_to = {one.version for one in desk.rights.grants_to(who) if one.compartment == name}
        for one in desk.rights.grants_to(desk.writer.id):
            if one.compartment == name and one.version not in given_to:
                given_to.add(one.version)
                if (key := desk.sealer.compartment_key(name, one.version)) is not None:
                    yield here.member, name, one.version, key


def handed(desk: Desk, batch: str) -> Iterator[Entry]:
    """Yield the grants that give everybody with a part the keys that they lack."""
    for member, name, version, key in missing(desk):
        yield _entry(desk, _to(desk, member, key, name, version), batch)


def _all(desk: Desk, compartment: str) -> Iterator[Grant]:
    for (_who, name), parts in desk.rights.parts.items():
        if name == compartment:
            yield from (part.grant for part in parts)


def _entry(desk: Desk, one: Grant, batch: str) -> Entry:
    return granting(one, desk.clock.tick(), batch)
