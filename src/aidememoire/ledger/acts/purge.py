"""What is destroyed for good? The key of a record: what its entries say can never be read again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aidememoire.ledger.acts._finding import the
from aidememoire.ledger.audit import Event
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import PURGE, Entry, new_id, new_record_id
from aidememoire.ledger.writing import Made, label_of
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _


def purge(desk: Desk, *records: str) -> Made:
    """Return the entries that purge records: no history, no undo. A merge that meets them drops the keys, too.

    Copies that partners hold, and sealed backups, are beyond it. What others still name must be purged with them.
    """
    desk.reader.must("purge")
    batch, entries, events = new_record_id(), [], []
    for slug in records:
        found = the(desk, slug)
        naming = sorted(one.id for one in desk.dossier.named_by(slug) if one.id not in records)
        if naming:
            raise InputError(
                _(
                    "{id} is still named by {records}. Purge these with it, or change what they name.",
                    id=slug,
                    records=tuple(naming),
                )
            )
        at, label = desk.clock.tick(), label_of(desk, found.id)
        entries.append(
            Entry(
                id=new_id(at),
                dossier=desk.place,
                record=found.id,
                kind=PURGE,
                parents=tuple(head.id for head in found.heads),
                recorded_at=at,
                recorded_by=desk.writer.id,
                handling=label,
                body=None,
                batch=batch,
            )
        )
        events.append(Event(desk.clock.tick(), desk.writer.id, desk.place, "purge", found.id, label.level))
    return Made(tuple(entries), drop_keys=tuple(entry.record for entry in entries), events=tuple(events))


@dataclass(frozen=True, slots=True)
class Due:
    """A record that was to be kept until a day, and that day."""

    record: str
    kind: str
    keep_until: date


def due(desk: Desk, on: date) -> tuple[Due, ...]:
    """Return what is to be destroyed on a day or was before it, longest overdue first."""
    kept = ((record, getattr(record, "keep_until", None)) for record in desk.dossier)
    waiting = [
        Due(record.id, record.kind_of.name, until) for record, until in kept if until is not None and until <= on
    ]
    return tuple(sorted(waiting, key=lambda one: (one.keep_until, one.record)))
