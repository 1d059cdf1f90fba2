"""How does a new record come into a dossier?"""

from __future__ import annotations

from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import new_record_id
from aidememoire.ledger.writing import Change, Made, made
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.record import Record


def record(desk: Desk, *drafts: Record, why: str | None = None) -> Made:
    """Return the entries of new records. They may name one another, and records that their writer sees."""
    desk.reader.must("record")
    met: set[str] = set()
    for draft in drafts:
        if draft.id in desk.dossier or draft.id in met:
            raise InputError(
                _("There is a record {id} already. Give the new one another id, or change that one.", id=draft.id)
            )
        met.add(draft.id)
    changes = [Change(new_record_id(), draft.kind_of.name, draft.written()) for draft in drafts]
    return made(desk, changes, why=why)
