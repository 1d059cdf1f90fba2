"""What did somebody do alone that takes two, and who has confirmed it since?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

from aidememoire.ledger.acts.relabel import lowering_message
from aidememoire.ledger.audit import Event
from aidememoire.ledger.clock import Moment
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import CONFIRMATION, GRANT, HEADER, Entry, canonical, new_id, new_record_id
from aidememoire.ledger.gate import Role, closes_as_much, label_of
from aidememoire.ledger.seal import Body
from aidememoire.ledger.writing import Made
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import DEFAULT, Handling, Label
from aidememoire.vocabulary.messages import _

SECONDS = (Role.LEAD, Role.MANDATOR)
_OPEN = Handling(level=Label.CLEAR)


@dataclass(frozen=True, slots=True)
class Alone:
    """A grant of RED clearance, or a label lowered, that no second person has signed yet.

    ``what`` is ``grant`` or ``relabel``; ``about`` the fingerprint of the member, or the slug of the record or dossier;
    ``was`` the label before, which whoever confirms must be cleared for.
    """

    entry: str
    what: str
    about: str
    by: str
    at: Moment
    why: str
    was: Handling


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
        handling=_OPEN,
        body=canonical({"confirms": entry, "digest": digest.hex()}),
        batch=new_record_id(),
    )
    return Made((made,), events=(Event(at, desk.writer.id, desk.place, "confirm", alone.about),))


def unconfirmed(desk: Desk) -> tuple[Alone, ...]:
    """Return what somebody did alone that takes two and nobody has confirmed, as far as the reader may know of it."""
    return _waiting(desk, [*_granted_alone(desk), *_lowered_alone(desk)])


def unconfirmed_grants(desk: Desk) -> tuple[Alone, ...]:
    """Return who was given the highest clearance by one person alone, without asking for anything else."""
    return _waiting(desk, _granted_alone(desk))


def _waiting(desk: Desk, alone: Iterable[Alone]) -> tuple[Alone, ...]:
    """Return what no second person, who might see what was done, has signed by an entry of their own."""
    by_id = {entry.id: entry for entry in desk.entries}
    confirmed = {said for entry in by_id.values() if (said := _confirms(desk, entry)) is not None}
    return tuple(
        one
        for one in sorted(alone, key=lambda one: (one.at, one.entry))
        if not any(
            entry == one.entry
            and digest == by_id[entry].digest.hex()
            and by != one.by
            and desk.rights.covers(by, one.was, at, "read")
            for entry, digest, by, at in confirmed
        )
    )


def _confirms(desk: Desk, entry: Entry) -> tuple[str, str, str, Moment] | None:
    if entry.kind != CONFIRMATION or entry.body is None:
        return None
    if desk.rights.part(entry.recorded_by, entry.recorded_at) not in SECONDS:
        return None
    try:
        said = json.loads(entry.body)
        return str(said["confirms"]), str(said["digest"]), entry.recorded_by, entry.recorded_at
    except (ValueError, KeyError, TypeError):
        return None


def _granted_alone(desk: Desk) -> Iterator[Alone]:
    alone = {grant.written(): grant for grant in desk.rights.unconfirmed()}
    for entry in desk.entries:
        grant = alone.get(entry.body or b"") if entry.kind == GRANT else None
        if grant is not None:
            yield Alone(entry.id, "grant", grant.member.id, grant.given_by, grant.given_at, grant.why, _OPEN)


def _lowered_alone(desk: Desk) -> Iterator[Alone]:
    """Yield every version that is more open than one on which it builds, whatever it says of itself.

    A later version may be more open by its label in the ledger, by that in the record, or by the default of the header.
    """
    here = [(desk.place, desk.dossier.header.slug), *((desk.view.record_id(one.id), one.id) for one in desk.dossier)]
    defaults = [(entry.order, _written(body) or DEFAULT) for entry, body in desk.view.written(desk.place)]
    for record, slug in here:
        before: dict[str, tuple[Handling, Handling]] = {}
        for entry, body in desk.view.written(record):
            default = DEFAULT if entry.kind == HEADER else _at(entry, defaults)
            now = entry.handling, _written(body) or (default if body.record is not None else entry.handling)
            past = [before[parent] for parent in entry.parents if parent in before]
            before[entry.id] = now
            if all(closes_as_much(new, old) for one in past for new, old in zip(now, one, strict=True)):
                continue
            was = reduce(Handling.joined, (label for one in past for label in one))
            if not _co_signed(desk, entry, body, was):
                yield Alone(entry.id, "relabel", slug, entry.recorded_by, entry.recorded_at, body.why or "", was)


def _written(body: Body) -> Handling | None:
    return label_of((body.record or {}).get("handling"))


def _at(entry: Entry, defaults: list[tuple[tuple[Moment, str], Handling]]) -> Handling:
    """Return the label that records without one of their own had when an entry was written."""
    return next((label for order, label in reversed(defaults) if order < entry.order), DEFAULT)


def _co_signed(desk: Desk, entry: Entry, body: Body, was: Handling) -> bool:
    """Say whether a second person, who might change the record as it was, has signed for the label that it has now."""
    act = body.act or {}
    second = desk.rights.people.get(str(act.get("second")))
    now = _written(body)
    if second is None or second.id == entry.recorded_by or now is None:
        return False
    covers = desk.rights.covers(second.id, was, entry.recorded_at, "relabel") and closes_as_much(entry.handling, now)
    message = lowering_message(entry.dossier, entry.record, entry.parents, now)
    return covers and second.signed(message, _signature(act))


def _signature(act: Mapping[str, Any]) -> bytes:
    try:
        return bytes.fromhex(str(act.get("signature")))
    except ValueError:
        return b""
