"""Is somebody reading more secrets than their work can need?

Every opening of a RED record is counted, and every RED record on which an answer rests, once within an hour however
often it is asked for. From five hundred within an hour on, whoever reads is told in the same request that it stands in
the audit, and so it does. The count outlives a lock.
"""

from __future__ import annotations

from collections.abc import Sequence

from aidememoire.ledger.audit import ASK, HOUR, Event
from aidememoire.vault.database.connection import Database
from aidememoire.vocabulary.handling import Label

MOST = 500
ALARM = "unusual reading"
READS = frozenset({"read", "reveal", ASK})


def sifted(database: Database, events: Sequence[Event], now: int) -> tuple[list[Event], list[Event]]:
    """Return which events go into the audit, and which of these count as reading a RED record.

    What is asked again within the hour does not count, and one event stands for all of it.
    """
    again = [event for event in events if event.action == ASK and event.record and _known(database, event, now)]
    kept = [event for event in events if event not in again] if again else list(events)
    reads = [event for event in kept if event.action in READS and event.label is Label.RED]
    return kept or list(events[:1]), reads


def _known(database: Database, event: Event, now: int) -> bool:
    statement = "SELECT 1 FROM red_reads WHERE person = ? AND record = ? AND at > ? LIMIT 1"
    return database.execute(statement, (event.person, event.record, now - HOUR)).fetchone() is not None


def count(database: Database, reads: Sequence[Event], now: int) -> int | None:
    """Count readings of RED records, and return the sum of the hour where it is unusual."""
    if not reads:
        return None
    for event in reads:
        database.execute("INSERT INTO red_reads VALUES (?, ?, ?)", (now, event.person, event.record))
    database.execute("DELETE FROM red_reads WHERE at <= ?", (now - HOUR,))
    found = database.execute("SELECT count(*) FROM red_reads WHERE person = ?", (reads[-1].person,)).fetchone()
    return found[0] if found is not None and found[0] >= MOST else None
