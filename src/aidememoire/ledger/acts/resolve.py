"""How does a clash end? A person decides; what was not chosen stays in the history."""

from __future__ import annotations

from typing import Any

from aidememoire.ledger.acts.withdraw import withdraw
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.gate import no_such
from aidememoire.ledger.merge import WITHDRAWN
from aidememoire.ledger.view import Clash
from aidememoire.ledger.writing import Change, Made, made, not_lower, valid
from aidememoire.vocabulary.declaring import plain
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _


def resolve(desk: Desk, clash: Clash, value: Any, *, why: str | None = None) -> Made:
    """Return the entry that decides one clash for a value: one of those that stand beside each other, or another.

    For the field ``withdrawn`` the value is True or False; for ``id`` it is the slug that the record shall have. Other
    clashes of the record stay open.
    """
    desk.reader.must("resolve")
    record = desk.view.record_id(clash.record) if clash.record else desk.place
    found = desk.view.found(record)
    if found is None or clash not in desk.view.clashes:
        raise no_such(clash.record) if found is None else InputError(_("That clash was decided already. Look again."))
    parents = tuple(head.id for head in found.heads)
    if clash.field == WITHDRAWN and value:
        return withdraw(desk, clash.record, why=why)
    fields = dict(found.fields)
    if clash.field != WITHDRAWN:
        fields[clash.field] = [plain(one) for one in value] if isinstance(value, (list, tuple)) else plain(value)
    draft = valid(type(found.model), {name: said for name, said in fields.items() if said is not None})
    not_lower(desk, found, getattr(draft, "handling", None))
    if clash.field == "id" and fields["id"] != clash.record and fields["id"] in desk.dossier:
        raise InputError(_("There is a record {id} already. Give this one another id.", id=fields["id"]))
    return made(desk, [Change(record, found.kind, draft.written(), parents, resolves=(clash.field,))], why=why)
