"""Who took on a mandate? Until somebody does, it binds nobody."""

from __future__ import annotations

from datetime import date

from aidememoire.ledger.acts._finding import changed, the
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.writing import Made, made
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.kinds.mandates import Mandate
from aidememoire.vocabulary.messages import _


def acknowledge(desk: Desk, mandate: str, *, acknowledged_on: date, why: str | None = None) -> Made:
    """Return the entry by which the holder of a mandate accepts it."""
    desk.reader.must("acknowledge")
    found = the(desk, mandate, Mandate.kind_of.name)
    if before := found.fields.get("acknowledged_on"):
        raise InputError(_("{id} was acknowledged on {day} already.", id=mandate, day=before))
    if (ends := found.fields.get("expires_on")) and ends < acknowledged_on.isoformat():
        raise InputError(_("{id} has expired on {day}. Ask the mandator to renew it.", id=mandate, day=ends))
    fields = {"acknowledged_on": acknowledged_on.isoformat()}
    return made(desk, [changed(found, fields, {"act": "acknowledge"})], why=why)
