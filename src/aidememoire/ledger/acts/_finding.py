"""Which record does an act mean, and what does the next version of it build on?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aidememoire.ledger.desk import Desk
from aidememoire.ledger.found import Found
from aidememoire.ledger.gate import no_such
from aidememoire.ledger.writing import Change, valid
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.messages import _


def the(desk: Desk, slug: str, kind: str | None = None) -> Found:
    """Return a record by its slug, of a kind where one is asked for; what is missing or withheld is refused alike."""
    found = desk.view.found(desk.view.record_id(slug))
    if found is None:
        raise no_such(slug)
    if kind is not None and found.kind != kind:
        raise InputError(
            _("{id} is no {kind}: it is of the kind {other}.", id=slug, kind=_label(kind), other=_label(found.kind))
        )
    return found


def _label(kind: str) -> object:
    return kinds()[kind].kind_of.label


def changed(found: Found, fields: Mapping[str, Any], act: dict[str, Any] | None = None) -> Change:
    """Return the change that gives some fields of a record other values, ``None`` for none; the rest stays."""
    merged = {name: value for name, value in {**found.fields, **fields}.items() if value is not None}
    draft = valid(kinds()[found.kind], merged)
    return Change(found.id, found.kind, draft.written(), tuple(head.id for head in found.heads), act=act)
