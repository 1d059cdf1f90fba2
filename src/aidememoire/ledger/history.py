"""What became of a record over time, as far as its reader may know?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from aidememoire.ledger.clock import Moment
from aidememoire.ledger.entry import Entry
from aidememoire.vocabulary.handling import Handling

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of a record: when, by whom and why it was written, and what changed against the one before."""

    entry: str
    at: Moment
    by: str
    batch: str
    why: str | None
    handling: Handling
    withdrawn: bool
    record: Fields | None
    changed: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Batch:
    """What one act changed: its entries belong together, and are undone together."""

    id: str
    at: Moment
    by: str
    why: str | None
    records: tuple[str, ...]


def revisions(
    seen: Iterable[tuple[Entry, Fields | None, str | None]], told: Callable[[Fields], Fields]
) -> tuple[Revision, ...]:
    """Return versions, oldest first, each with what changed against the newest seen before that it knew of.

    ``seen`` holds entry, fields (None where it withdraws) and reason; ``told`` takes away what may not be told.
    """
    versions: dict[str, Fields] = {}
    made = []
    for entry, fields, why in seen:
        before = next((versions[id] for id in reversed(list(versions)) if id in entry.parents), {})
        now = before if fields is None else told(fields)
        versions[entry.id] = now
        changed = {
            name: (before.get(name), now.get(name))
            for name in dict.fromkeys((*now, *before))
            if before.get(name) != now.get(name)
        }
        made.append(
            Revision(
                entry=entry.id,
                at=entry.recorded_at,
                by=entry.recorded_by,
                batch=entry.batch,
                why=why,
                handling=entry.handling,
                withdrawn=fields is None,
                record=None if fields is None else now,
                changed=changed,
            )
        )
    return tuple(made)
