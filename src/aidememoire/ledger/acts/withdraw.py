"""How does a record leave a dossier? It is withdrawn: its history stays, and it can come back."""

from __future__ import annotations

from collections.abc import Sequence

from aidememoire.ledger.desk import Desk
from aidememoire.ledger.gate import no_such
from aidememoire.ledger.writing import Change, Made, made
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _


def withdraw(desk: Desk, *records: str, why: str | None = None) -> Made:
    """Return the entries that withdraw records; what is still named by others stays until they no longer name it."""
    desk.reader.must("withdraw")
    still_named(desk, records)
    changes = []
    for slug in records:
        found = desk.view.found(desk.view.record_id(slug))
        if found is None:
            raise no_such(slug)
        changes.append(Change(found.id, found.kind, None, tuple(head.id for head in found.heads)))
    return made(desk, changes, why=why)


def still_named(desk: Desk, records: Sequence[str]) -> None:
    """Refuse to take away what would still be named by records that stay."""
    for slug in records:
        naming = sorted(one.id for one in desk.dossier.named_by(slug) if one.id not in records)
        if naming:
            raise InputError(
                _(
                    "{id} is still named by {records}. Withdraw these with it, or change what they name.",
                    id=slug,
                    records=tuple(naming),
                )
            )
