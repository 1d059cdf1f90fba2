"""Where do entries stand as long as no vault is behind the screens? In memory, with history and undo."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import uuid4

from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.record import Record


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of a record: None where it was withdrawn."""

    record_id: str
    body: Record | None
    at: datetime
    by: str
    batch: str
    why: str | None = None


class Shelf:
    """One dossier with everything that was done to it."""

    def __init__(self, dossier: Dossier) -> None:
        self._lock = threading.RLock()
        self._header = dossier.header
        self._base = dossier
        self._revisions: list[Revision] = []
        self._folded: dict[date | None, tuple[int, Dossier]] = {}
        self._began = datetime.now(UTC)

    def folded(self, known_on: date | None) -> Dossier:
        """Return the dossier as known on a day, or now."""
        with self._lock:
            version = len(self._revisions)
            held = self._folded.get(known_on)
            if held is None or held[0] != version:
                held = (version, self._fold(known_on))
                self._folded[known_on] = held
            return held[1]

    def _fold(self, known_on: date | None) -> Dossier:
        there = {record.id: record for record in self._base}
        for revision in self._revisions:
            if known_on is None or revision.at.date() <= known_on:
                if revision.body is None:
                    there.pop(revision.record_id, None)
                else:
                    there[revision.record_id] = revision.body
        return Dossier(self._header, there.values())

    def put(self, records: Iterable[tuple[str, Record | None]], *, by: str, why: str | None = None) -> str:
        """Append one act and return its batch."""
        batch, now = uuid4().hex, datetime.now(UTC)
        with self._lock:
            self._revisions += [Revision(id, body, now, by, batch, why) for id, body in records]
        return batch

    def undo(self, batch: str, *, by: str, why: str | None = None) -> str:
        """Append what takes an act back, and return the batch of that."""
        with self._lock:
            before: dict[str, Record | None] = {record.id: record for record in self._base}
            touched: dict[str, Record | None] = {}
            for revision in self._revisions:
                if revision.batch == batch:
                    touched.setdefault(revision.record_id, before.get(revision.record_id))
                before[revision.record_id] = revision.body
            return self.put(touched.items(), by=by, why=why)

    def history(self, id: str) -> tuple[Revision, ...]:
        """Return every version of a record, the oldest first."""
        with self._lock:
            first = self._base.get(id)
            begun = [Revision(id, first, self._began, "file", "")] if first else []
            return (*begun, *(one for one in self._revisions if one.record_id == id))
