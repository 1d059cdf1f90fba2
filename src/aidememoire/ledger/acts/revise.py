"""How is a record changed? By a new version of it; the old one stays in its history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import HEADER
from aidememoire.ledger.found import Found, model_of
from aidememoire.ledger.gate import no_such
from aidememoire.ledger.view import told
from aidememoire.ledger.writing import Change, Fields, Made, made, not_lower, valid
from aidememoire.vocabulary.declaring import plain
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.kinds.dilemmas import DECIDED, Dilemma
from aidememoire.vocabulary.messages import _


def revise(desk: Desk, record: str, changes: Mapping[str, Any], *, why: str | None = None) -> Made:
    """Return the entry that changes some fields of a record; ``None`` empties a field, what is not named stays.

    A field that the writer sees masked (the name of an identity, who said something under the Chatham House tag) stays
    as it is where it comes back as it was shown. A lower label is not given here: that takes the act of relabelling;
    nor is a dilemma decided here, since that asks whose red line it crosses.
    """
    desk.reader.must("revise")
    found = desk.view.found(desk.view.record_id(record))
    if found is None:
        raise no_such(record)
    fields = _changed(desk, found, record, changes)
    draft = valid(kinds()[found.kind], fields)
    if draft.id != record and draft.id in desk.dossier:
        raise InputError(_("There is a record {id} already. Give this one another id.", id=draft.id))
    not_lower(desk, found, draft.handling)
    now = draft.written()
    if now == found.fields:
        return Made(())
    if found.kind == Dilemma.kind_of.name and any(now.get(one) != found.fields.get(one) for one in DECIDED):
        raise InputError(
            _("What was decided is not edited: decide {id} again, which asks which red lines that crosses.", id=record)
        )
    return made(desk, [Change(found.id, found.kind, now, tuple(head.id for head in found.heads))], why=why)


def revise_header(desk: Desk, changes: Mapping[str, Any], *, why: str | None = None) -> Made:
    """Return the entry that changes the header of a dossier."""
    desk.reader.must("grant")
    found = desk.view.found(desk.place)
    before = found.fields if found else {}
    fields = {name: value for name, value in {**before, **_plain(changes)}.items() if value is not None}
    header = valid(Header, fields)
    not_lower(desk, found, header.handling)
    parents = tuple(head.id for head in found.heads) if found else ()
    return made(desk, [Change(desk.place, HEADER, header.written(), parents)], why=why)


def _changed(desk: Desk, found: Found, record: str, changes: Mapping[str, Any]) -> Fields:
    model = model_of(found.kind)
    shown = told(found.kind, model, found.fields, found.id in desk.view.tagged)
    fields = dict(found.fields)
    for name, value in _plain(changes).items():
        if value == shown.get(name) or (value in (None, []) and name not in shown):
            continue
        if name in fields and name not in shown:
            raise InputError(
                _(
                    "Who said it may not be told: {field} of {id} cannot be changed here. Record what was said anew.",
                    field=name,
                    id=record,
                )
            )
        fields[name] = value
    return {name: value for name, value in fields.items() if value is not None}


def _plain(changes: Mapping[str, Any]) -> Fields:
    return {
        name: [plain(one) for one in value] if isinstance(value, (list, tuple)) else plain(value)
        for name, value in changes.items()
    }
