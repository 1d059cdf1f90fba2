"""Who may read a record from now on? Closing it is free; opening it to more readers takes a second person."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from aidememoire.ledger.acts._finding import changed, the
from aidememoire.ledger.audit import Event
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import MOST_PARENTS, canonical
from aidememoire.ledger.found import Found
from aidememoire.ledger.gate import ceiling, closes_as_much
from aidememoire.ledger.seal import Keyring
from aidememoire.ledger.writing import Made, label_of, made
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.messages import Message, _


def relabel(
    desk: Desk,
    record: str,
    handling: Handling | Label | str,
    *,
    why: str | None = None,
    second: Keyring | None = None,
) -> Made:
    """Return the entry that gives a record another label.

    A lower one takes the signature of a second person; somebody alone gives a reason instead, and the change is shown
    as not confirmed until a second person confirms it. Below the label of whoever sent a record it cannot go.
    """
    desk.reader.must("relabel")
    found = the(desk, record)
    new = Handling.model_validate(handling)
    lowers = not closes_as_much(new, label_of(desk, found.id))
    act: dict[str, Any] = {"act": "relabel"}
    parents = tuple(head.id for head in found.heads)
    if lowers:
        _within_senders(desk, found, new)
        parents = _all_before(desk, found, parents)
        act |= _signed(desk, found, parents, new, why, second)
    change = replace(changed(found, {"handling": new.model_dump()}, act), parents=parents, lowers=lowers)
    done = made(desk, [change], why=why)
    if lowers and done.entries[0].handling == found.handling:
        raise InputError(_stays(desk, record, found, new))
    outcome = "done" if not lowers or second else "not confirmed"
    event = Event(desk.clock.tick(), desk.writer.id, desk.place, "relabel", found.id, found.handling.level, outcome)
    return Made(done.entries, done.keys, events=(event,))


def _all_before(desk: Desk, found: Found, heads: tuple[str, ...]) -> tuple[str, ...]:
    """Return every version up to here: who had an earlier one, and none under the closer label, sees it replaced."""
    earlier = (entry.id for entry, _body in reversed(desk.view.written(found.id)))
    return tuple(dict.fromkeys((*heads, *earlier)))[:MOST_PARENTS]


def _signed(
    desk: Desk, found: Found, parents: tuple[str, ...], new: Handling, why: str | None, second: Keyring | None
) -> dict[str, Any]:
    if second is None:
        if not (why and why.strip()):
            raise InputError(
                _("A lower label takes a second person. Alone, give the reason: it is kept, as not confirmed.")
            )
        return {"lowered": True}
    part = desk.rights.reader(second.me.id)
    able = part is not None and part.may("relabel") and label_of(desk, found.id).within(ceiling(part))
    if second.me.id == desk.writer.id or not able:
        raise InputError(_("The second person must be somebody else with a part in this dossier that may relabel."))
    message = lowering_message(desk.place, found.id, parents, new)
    return {"lowered": True, "second": second.me.id, "signature": second.sign(message).hex()}


def lowering_message(dossier: str, record: str, parents: tuple[str, ...], new: Handling) -> bytes:
    """Return what the second person signs: which record, from which versions on, to which label."""
    return b"aidememoire relabel 1\n" + canonical([dossier, record, sorted(parents), new.model_dump()])


def _within_senders(desk: Desk, found: Found, new: Handling) -> None:
    for _entry, body in desk.view.written(found.id):
        floor = (body.act or {}).get("floor")
        if floor and not closes_as_much(new, Handling.model_validate(floor)):
            raise InputError(
                _(
                    "Whoever sent this record labelled it {label}, and below that it cannot go. Ask them for a copy "
                    "under another label.",
                    label=Handling.model_validate(floor).level,
                )
            )


def _stays(desk: Desk, record: str, found: Found, new: Handling) -> Message:
    named = [slug for slug in sorted(found.names) if slug in desk.dossier]
    strict = tuple(slug for slug in named if not closes_as_much(new, desk.dossier.label(slug)))
    return _(
        "{id} takes its label from what it names ({records}), and stays as closed as that.", id=record, records=strict
    )
