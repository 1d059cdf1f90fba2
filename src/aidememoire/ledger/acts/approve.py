"""Who approved a mandate? Its mandator, by an entry of their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from aidememoire.ledger.acts._finding import changed, the
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.writing import Made, made
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.kinds.mandates import Mandate
from aidememoire.vocabulary.messages import _

_NOT_TERMS = frozenset({"acknowledged_on", "evidence", "note"})


def approve(desk: Desk, mandate: str, *, since: date, why: str | None = None) -> Made:
    """Return the entry by which a mandator approves a mandate from a day on; it binds once it is acknowledged."""
    desk.reader.must("approve")
    found = the(desk, mandate, Mandate.kind_of.name)
    ends = found.fields.get("expires_on")
    if ends and ends < since.isoformat():
        raise InputError(
            _("{id} ends on {day}, before it would begin. Give it a later end first.", id=mandate, day=ends)
        )
    return made(desk, [changed(found, {"since": since.isoformat()}, {"act": "approve"})], why=why)


def approved(desk: Desk, mandate: str) -> bool:
    """Say whether the terms of a mandate are those that a mandator approved last."""
    found = the(desk, mandate, Mandate.kind_of.name)
    terms = None
    for entry, body in desk.view.written(found.id):
        by_mandator = desk.rights.covers(entry.recorded_by, entry.handling, entry.recorded_at, "approve")
        if by_mandator and body.record and (body.act or {}).get("act") == "approve":
            terms = _terms(body.record)
    return terms == _terms(found.fields)


def _terms(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in _NOT_TERMS}
