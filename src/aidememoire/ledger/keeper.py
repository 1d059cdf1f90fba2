"""What must a store do to keep a ledger? The vault fulfils it; so does a plain one in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from aidememoire.ledger.audit import Event
from aidememoire.ledger.chain import Head
from aidememoire.ledger.entry import Entry
from aidememoire.ledger.seal import WrappedKey
from aidememoire.vocabulary.errors import AideMemoireError
from aidememoire.vocabulary.messages import _


class Moved(AideMemoireError):  # noqa: N818 - what happened, read aloud
    """Something was appended since the writer looked. Look again and append again."""

    def __init__(self) -> None:
        super().__init__(_("The dossier was changed by another window at this very moment. Please try again."))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a dossier is kept: its id, and the slug by which it is called here."""

    dossier: str
    slug: str


def nameless(dossier: str) -> str:
    """Return how a dossier is called by whoever cannot know its slug: by the beginning of its id."""
    return dossier[:8]


class Keeper(Protocol):
    """Keeps entries, wrapped keys, heads, audit and attachments; knows nothing of what they say."""

    def dossiers(self) -> tuple[Place, ...]:
        """Return the dossiers kept here."""
        ...

    def entries(self, dossier: str, since: int = 0) -> Iterator[tuple[int, Entry]]:
        """Yield the entries in order of arrival after a running number, each with its own; numbers are local."""
        ...

    def last(self, dossier: str) -> int:
        """Return the running number of the newest entry, 0 where there is none. Must be quick."""
        ...

    def keys(self, dossier: str) -> Iterable[WrappedKey]:
        """Return the wrapped keys of records."""
        ...

    def heads(self, dossier: str) -> tuple[Head, ...]:
        """Return the newest signed head of each chain."""
        ...

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
        """Keep all of it durably or nothing, and return the newest running number.

        An entry whose id is there already is left as it is. Of heads of one chain the one that counts more entries
        stays. ``drop_keys`` names records whose wrapped keys are destroyed, and never taken again. Raises ``Moved``
        where ``expecting`` is not the newest running number of the dossier.
        """
        ...

    def attach(self, data: bytes) -> bytes:
        """Keep an attachment, sealed by the caller, and return its digest."""
        ...

    def attachment(self, digest: bytes) -> bytes | None:
        """Return an attachment, or None."""
        ...

    def note(self, *events: Event) -> None:
        """Write events that change nothing, such as reading, into the same audit."""
        ...
