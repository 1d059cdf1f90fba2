"""What did somebody do alone that takes two, and who has confirmed it since?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from aidememoire.ledger.acts.relabel import lowering_message
from aidememoire.ledger.audit import Event
from aidememoire.ledger.clock import Moment
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import CONFIRMATION, GRANT, Entry, canonical, new_id, new_record_id
from aidememoire.ledger.gate import Role
from aidememoire.ledger.grants import Grant
from aidememoire.ledger.seal import Body
from aidememoire.ledger.writing import Made
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.messages import _

SECONDS = (Role.LEAD, Role.MANDATOR)


@dataclass(frozen=True, slots=True)
class Alone:
    """A grant of RED clearance, or a label lowered, that no second person has signed yet.

    ``what`` is ``grant`` or ``relabel``; ``about`` the fingerprint of the member, or the slug of the record.
    """

    entry: str
    what: str
    about: str
    by: str
    at: Moment
    why: str


def confirm(desk: Desk, entry: str) -> Made:
    """Return the entry by which a second person confirms what somebody did alone."""
    alone = next((one for one in unconfirmed(desk) if one.entry == entry), None)
    if alone is None:
        raise InputError(_("There is nothing here to confirm under {id}.", id=entry))
    if alone.by == desk.writer.id or desk.reader.role not in SECONDS:
        raise InputError(_("This takes a second person: another lead of this dossier, or its mandator."))
    digest = next(one.digest for one in desk.entries if one.id == entry)
    at = desk.clock.tick()
    made = Entry(
        id=new_id(at),
        dossier=desk.place,
        record=new_record_id(),
        kind=CONFIRMATION,
        parents=(),
        recorded_at=at,
        recorded_by=desk.writer.id,
        handling=Handling(level=Label.CLEAR),
        body=canonical({"confirms": entry, "digest": digest.hex()}),
        batch=new_record_id(),
    )
    return Made((made,), events=(Event(at, desk.writer.id, desk.place, "confirm", alone.about),))


def unconfirmed(desk: Desk) -> tuple[Alone, ...]:
    """Return what somebody did alone that takes two and nobody has confirmed, as far as the reader may know of it."""
    entries = desk.entries
    confirmed = [said for entry in entries if (said := _confirms(desk, entry)) is not None]
    digests = {entry.id: entry.digest.hex() for entry in entries}
    alone = [one for entry in entries if (one := _granted_alone(desk, entry))] + [*_lowered_alone(desk)]
    return tuple(
        one
        for one in sorted(alone, key=lambda one: (one.at, one.entry))
        if not any(said[:2] == (one.entry, digests.get(one.entry)) and said[2] != one.by for said in confirmed)
    )


def _confirms(desk: Desk, entry: Entry) -> tuple[str, str, str] | None:
    if entry.kind != CONFIRMATION or entry.body is None:
        return None
    base = desk.rights.part(entry.recorded_by, entry.recorded_at)
    try:
        said = json.loads(entry.body)
        return (str(said["confirms"]), str(said["digest"]), entry.recorded_by) if base in SECONDS else None
    except (ValueError, KeyError, TypeError):
        return None


def _granted_alone(desk: Desk, entry: Entry) -> Alone | None:
    if entry.kind != GRANT or entry.body is None:
        return None
    try:
        grant = Grant.read(entry.body)
    except (ValueError, KeyError, TypeError, InputError):
        return None  # it counts for nobody
    first = not grant.salt and grant.version == 1 and not grant.compartment and grant.member.id != grant.given_by
    if not first or grant not in desk.rights.unconfirmed():
        return None
    return Alone(entry.id, "grant", grant.member.id, grant.given_by, grant.given_at, grant.why)


def _lowered_alone(desk: Desk) -> Iterator[Alone]:
    for record in desk.dossier:
        found = desk.view.record_id(record.id)
        for entry, body in desk.view.written(found):
            if (body.act or {}).get("lowered") and not _co_signed(desk, entry, body):
                at = entry.recorded_at
                yield Alone(entry.id, "relabel", record.id, entry.recorded_by, at, body.why or "")


def _co_signed(desk: Desk, entry: Entry, body: Body) -> bool:
    act = body.act or {}
    second = desk.rights.people.get(str(act.get("second")))
    if second is None or second.id == entry.recorded_by or body.record is None:
        return False
    message = lowering_message(
        entry.dossier, entry.record, entry.parents, Handling.model_validate(body.record["handling"])
    )
    covers = desk.rights.covers(second.id, Handling(level=Label.CLEAR), entry.recorded_at, "relabel")
    return covers and second.signed(message, bytes.fromhex(str(act.get("signature", ""))))
