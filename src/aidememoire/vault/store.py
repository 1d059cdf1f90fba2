"""How does a vault keep a ledger? ``SqlKeeper`` fulfils the protocol ``Keeper`` on SQLCipher.

An append is one transaction: entries, wrapped keys, heads and audit are on the disk together when it returns, or none
of them is. It may be said twice: an entry that is there stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path

from aidememoire.ledger.audit import Event
from aidememoire.ledger.chain import Head
from aidememoire.ledger.clock import Moment
from aidememoire.ledger.entry import GRANT, REVOCATION, Entry, canonical, packed, unpacked
from aidememoire.ledger.keeper import Moved, Place
from aidememoire.ledger.seal import Versions, WrappedKey
from aidememoire.vault import reading
from aidememoire.vault.attachments import Attachments
from aidememoire.vault.audit import LEAVES, AuditHead, Writer
from aidememoire.vault.database.connection import SETTINGS, Database, Engine, SqlCipher, opened
from aidememoire.vault.database.schema import FORMAT, STATEMENTS
from aidememoire.vault.database.writing import PATIENCE, TIDY_AFTER, Queue
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _

_PAGE = 2000
_COUNTING = 40
"""How many bits of an entry's number count within its dossier; those above are the dossier's place."""
KeyRow = tuple[bytes, str, str, bytes]
RecoveryKey = tuple[str, str, int, bytes]
"""Dossier, compartment, version, and the compartment's key in a box for the office."""


def _no_second_slots(_entries: Sequence[Entry]) -> Iterable[RecoveryKey]:
    return ()


def _no_places() -> tuple[Place, ...]:
    return ()


class SqlKeeper:
    """Keeps entries, keys, heads, audit and attachments in one encrypted database."""

    def __init__(
        self,
        path: Path,
        key: bytes,
        *,
        log: Writer,
        attachments: Attachments,
        engine: Engine | None = None,
        second_slots: Callable[[Sequence[Entry]], Iterable[RecoveryKey]] = _no_second_slots,
        patience: float = PATIENCE,
        settings: Sequence[str] = SETTINGS,
        tidy_after: int = TIDY_AFTER,
    ) -> None:
        self.log, self.attachments, self.second_slots = log, attachments, second_slots
        self.places: Callable[[], tuple[Place, ...]] = _no_places
        self.unusual: list[int] = []
        self._known_places: dict[str, int] = {}
        engine = engine or SqlCipher()
        self.queue = Queue(
            partial(opened, path, key, engine, settings=settings), engine, patience=patience, tidy_after=tidy_after
        )
        if self.fact("format") != str(FORMAT):
            self.close()
            raise InputError(
                _("The vault was made by a newer version of Aide-Mémoire. Install that version to open it.")
            )

    def fact(self, name: str) -> str | None:
        """Return what was written at the making of the vault."""
        found = self.queue.read(lambda db: db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone())
        return None if found is None else str(found[0])

    def dossiers(self) -> tuple[Place, ...]:
        """Return the dossiers that whoever unlocked the vault may know."""
        return self.places()

    def dossier_ids(self) -> tuple[str, ...]:
        """Return the ids of all dossiers."""
        return tuple(sorted(self.by_arrival()))

    def by_arrival(self) -> tuple[str, ...]:
        """Return the ids of all dossiers, the oldest here first."""
        statement = "SELECT dossier FROM dossiers ORDER BY place"
        return tuple(row[0] for row in self.queue.read(lambda db: db.execute(statement).fetchall()))

    def packed_entries(self, dossier: str, since: int = 0, most: int = _PAGE) -> list[tuple[int, bytes]]:
        """Return some entries as bytes in order of arrival after a number."""
        statement = "SELECT number, packed FROM entries WHERE number BETWEEN ? AND ? ORDER BY number LIMIT ?"
        first, last = self._numbers(dossier)
        found = self.queue.read(lambda db: db.execute(statement, (first + max(since, 0), last, most)).fetchall())
        return [(number - first + 1, written) for number, written in found]

    def entries(self, dossier: str, since: int = 0) -> Iterator[tuple[int, Entry]]:
        """Yield the entries in order of arrival after a number, each with its own."""
        while page := self.packed_entries(dossier, since):
            for number, written in page:
                yield number, unpacked(written)
            since = page[-1][0]

    def grants(self, dossier: str) -> tuple[Entry, ...]:
        """Return the grants and revocations of a dossier."""
        return self.of_kind(dossier, GRANT, REVOCATION)

    def of_kind(self, dossier: str, *kinds: str) -> tuple[Entry, ...]:
        """Return the entries of some kinds."""
        # The list of kinds is that of the index, so that SQLite uses it.
        statement = (
            "SELECT packed FROM entries WHERE kind IN ('grant', 'header', 'purge', 'revocation') "
            "AND kind = ? AND number BETWEEN ? AND ? ORDER BY number"
        )
        numbers = self._numbers(dossier)
        found = self.queue.read(
            lambda db: [row for kind in kinds for row in db.execute(statement, (kind, *numbers)).fetchall()]
        )
        return tuple(unpacked(row[0]) for row in found)

    def last(self, dossier: str) -> int:
        """Return the number of the newest entry, 0 where there is none."""
        numbers = self._numbers(dossier)
        return self.queue.read(lambda db: _last(db, numbers))

    def _numbers(self, dossier: str) -> tuple[int, int]:
        """Return from which number to which the entries of a dossier stand; an empty stretch where it has none."""
        place = self._known_places.get(dossier) or self.queue.read(lambda db: _place(db, dossier))
        if place is None:
            return 1, 0
        self._known_places[dossier] = place
        return _stretch(place)

    def keys(self, dossier: str) -> tuple[WrappedKey, ...]:
        """Return the wrapped keys of records."""
        return tuple(read_key(dossier, row) for row in self.key_rows(dossier))

    def key_rows(self, dossier: str) -> list[KeyRow]:
        """Return the wrapped keys as rows: name, record, compartments, sealed."""
        statement = "SELECT name, record, compartments, sealed FROM record_keys WHERE dossier = ?"
        return self.queue.read(lambda db: db.execute(statement, (dossier,)).fetchall())

    def keys_of(self, dossier: str, record: str) -> tuple[WrappedKey, ...]:
        """Return the wrapped keys of one record."""
        statement = "SELECT name, record, compartments, sealed FROM record_keys WHERE dossier = ? AND record = ?"
        found = self.queue.read(lambda db: db.execute(statement, (dossier, record)).fetchall())
        return tuple(read_key(dossier, row) for row in found)

    def heads(self, dossier: str) -> tuple[Head, ...]:
        """Return the newest signed head of each chain."""
        statement = "SELECT writer, compartments, count, digest, signed_at, signature FROM heads WHERE dossier = ?"
        found = self.queue.read(lambda db: db.execute(statement, (dossier,)).fetchall())
        return tuple(
            Head(dossier, writer, tuple(json.loads(parts)), count, digest, Moment.unpacked(at), signature)
            for writer, parts, count, digest, at, signature in found
        )

    def recovery_key(self, dossier: str, compartment: str, version: int | None = None) -> bytes | None:
        """Return the office's box with the key of a compartment, in a version or the newest."""
        statement = (
            "SELECT sealed FROM recovery_keys WHERE dossier = ? AND compartment = ? AND version = coalesce(?, version) "
            "ORDER BY version DESC LIMIT 1"
        )
        found = self.queue.read(lambda db: db.execute(statement, (dossier, compartment, version)).fetchone())
        return None if found is None else bytes(found[0])

    def append(
        self,
        entries: Sequence[Entry],
        *,
        keys: Iterable[WrappedKey] = (),
        heads: Iterable[Head] = (),
        audit: Iterable[Event] = (),
        drop_keys: Iterable[str] = (),
        expecting: int | None = None,
    ) -> int:
        """Keep all of it durably or nothing, and return the newest number; see ``ledger.keeper.Keeper``."""
        written_entries = [(entry, packed(entry)) for entry in entries]
        if not all(entry.sound for entry in entries):
            raise InputError(_("An entry was changed on its way to the vault. Nothing was kept."))
        wrapped, signed, events, dropped = tuple(keys), tuple(heads), tuple(audit), tuple(drop_keys)
        second = tuple(self.second_slots(entries))

        def work(database: Database) -> int:
            self.log.begin()
            stretches = {entry.dossier: _stretch(_placed(database, entry.dossier)) for entry in entries}
            newest = {dossier: _last(database, numbers) for dossier, numbers in stretches.items()}
            if expecting is not None and any(last != expecting for last in newest.values()):
                raise Moved
            for entry, plain in written_entries:
                number = stretches[entry.dossier][0] + newest[entry.dossier]
                newest[entry.dossier] += _add(database, number, entry, plain)
            for record in dropped:
                database.execute("INSERT INTO purged VALUES (?) ON CONFLICT (record) DO NOTHING", (record,))
                database.execute("DELETE FROM record_keys WHERE record = ?", (record,))
            for key in wrapped:
                _add_key(database, key)
            for head in signed:
                _add_head(database, head)
            for slot in second:
                database.execute("INSERT INTO recovery_keys VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", slot)
            self.log.write(database, map(written, events))
            return max(newest.values(), default=0)

        newest = self.queue.change(work)
        self.log.kept()
        if dropped:
            self.queue.tidy()  # so that no page of the write-ahead log still holds what was purged
        return newest

    def attach(self, data: bytes) -> bytes:
        """Keep an attachment under a key and a name of its own, and return its digest."""
        return self.attachments.keep(self.queue, data)

    def attachment(self, digest: bytes) -> bytes | None:
        """Return an attachment, or None."""
        return self.attachments.read(self.queue, digest)

    def note(self, *events: Event) -> None:
        """Write events that change nothing into the audit; unusual reading is told in ``unusual`` at once."""
        self.noted(events)

    def noted(self, events: Sequence[Event]) -> int | None:
        """Write events, and return how many RED records were read in the last hour where that is unusual."""

        def work(database: Database) -> int | None:
            kept, reads = reading.sifted(database, events, self.log.now())
            self.log.write(database, map(written, kept))
            unusual = reading.count(database, reads, self.log.now())
            if unusual is not None:
                at = Moment(self.log.now())
                alarm = Event(at, events[-1].person, events[-1].dossier, reading.ALARM, outcome=str(unusual))
                self.log.write(database, (written(alarm),))
            if any(event.action in LEAVES for event in kept):
                self.log.sign(database)
            return unusual

        unusual = self.queue.change(work)
        if unusual is not None:
            self.unusual.append(unusual)
        return unusual

    def sign_audit(self) -> AuditHead | None:
        """Sign the end of the audit, and return its head."""
        return self.queue.change(self.log.sign)

    def close(self) -> None:
        """Close the database."""
        self.queue.close()


def made(path: Path, key: bytes, facts: dict[str, str], *, engine: Engine | None = None) -> None:
    """Make an empty vault's database."""
    engine = engine or SqlCipher()
    database = opened(path, key, engine)
    try:
        engine.guard(database, None)
        database.execute("BEGIN IMMEDIATE")
        for statement in STATEMENTS:
            database.execute(statement)
        for name, value in {**facts, "format": str(FORMAT)}.items():
            database.execute("INSERT INTO facts VALUES (?, ?)", (name, value))
        database.execute("COMMIT")
    finally:
        database.close()
    path.chmod(0o600)  # the files that SQLite puts beside it take the same rights


def read_key(dossier: str, row: KeyRow) -> WrappedKey:
    """Return the wrapped key of a row."""
    name, record, parts, sealed = row
    return WrappedKey(name, dossier, record, _versions(parts), sealed)


@lru_cache(maxsize=4096)
def _versions(written: str) -> Versions:
    # Few sets of compartments, many keys: reading each set once spares most of the time.
    return tuple((str(part), int(version)) for part, version in json.loads(written))


def written(event: Event) -> bytes:
    """Return an event as the bytes that are sealed in the audit."""
    return canonical(
        {
            "at": str(event.at),
            "person": event.person,
            "dossier": event.dossier,
            "action": event.action,
            "record": event.record,
            "label": event.label.value if event.label else None,
            "outcome": event.outcome,
        }
    )


def _stretch(place: int) -> tuple[int, int]:
    """Return the first and the last number that an entry of the dossier at a place may have."""
    return (place << _COUNTING) + 1, (place + 1 << _COUNTING) - 1


def _place(database: Database, dossier: str) -> int | None:
    found = database.execute("SELECT place FROM dossiers WHERE dossier = ?", (dossier,)).fetchone()
    return int(found[0]) if found else None


def _placed(database: Database, dossier: str) -> int:
    """Return the place of a dossier, which it gets with its first entry."""
    known = _place(database, dossier)
    if known is not None:
        return known
    statement = "INSERT INTO dossiers (dossier) VALUES (?) RETURNING place"
    return int(database.execute(statement, (dossier,)).fetchall()[0][0])


def _last(database: Database, numbers: tuple[int, int]) -> int:
    """Return how many entries a dossier has."""
    found = database.execute("SELECT max(number) FROM entries WHERE number BETWEEN ? AND ?", numbers).fetchone()
    return int(found[0]) - numbers[0] + 1 if found and found[0] else 0


def _add(database: Database, number: int, entry: Entry, plain: bytes) -> bool:
    """Keep an entry under a number, and say whether it was new."""
    id = bytes.fromhex(entry.id)
    statement = "INSERT INTO entries VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING RETURNING number"
    if database.execute(statement, (number, id, entry.kind, plain)).fetchone() is not None:
        return True
    known = database.execute("SELECT packed FROM entries WHERE id = ?", (id,)).fetchone()
    if known is None or known[0] != plain:
        raise InputError(
            _("Another entry with the id {id} is in the vault and says something else. Nothing was kept.", id=entry.id)
        )
    return False


def _add_key(database: Database, key: WrappedKey) -> None:
    database.execute(
        "INSERT INTO record_keys (dossier, record, name, compartments, sealed) SELECT ?, ?, ?, ?, ? "
        "WHERE NOT EXISTS (SELECT 1 FROM purged WHERE record = ?) ON CONFLICT (dossier, record, name) DO NOTHING",
        (key.dossier, key.record, key.name, canonical(key.compartments).decode(), key.sealed, key.record),
    )


def _add_head(database: Database, head: Head) -> None:
    database.execute(
        "INSERT INTO heads VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (dossier, writer, compartments) DO UPDATE SET "
        "count = excluded.count, digest = excluded.digest, signed_at = excluded.signed_at, "
        "signature = excluded.signature WHERE excluded.count > heads.count",
        (
            head.dossier, head.writer, canonical(head.compartments).decode(), head.count, head.digest,
            head.signed_at.packed(), head.signature,
        ),
    )  # fmt: skip
