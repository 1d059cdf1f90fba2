"""Is somebody reading more secrets than their work can need?

Every reading of a RED record is counted; from five hundred within an hour on, whoever reads is told in the same request
that it stands in the audit, and so it does. The count outlives a lock.
"""

from __future__ import annotations

from collections.abc import Sequence

from aidememoire.ledger.audit import Event
from aidememoire.vault.database.connection import Database
from aidememoire.vocabulary.handling import Label

MOST, HOUR = 500, 60 * 60 * 1000
ALARM = "unusual reading"
READS = frozenset({"read", "reveal"})


def count(database: Database, events: Sequence[Event], now: int) -> int | None:
    """Count the readings of RED records among events, and return the sum of the hour where it is unusual."""
    red = [event for event in events if event.action in READS and event.label is Label.RED]
    if not red:
        return None
    for event in red:
        database.execute("INSERT INTO red_reads VALUES (?, ?)", (now, event.person))
    database.execute("DELETE FROM red_reads WHERE at <= ?", (now - HOUR,))
    found = database.execute("SELECT count(*) FROM red_reads WHERE person = ?", (red[-1].person,)).fetchone()
    return found[0] if found is not None and found[0] >= MOST else None
