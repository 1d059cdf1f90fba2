"""How is a ledger kept without a vault? In memory: for the library, for trials and for tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Self

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox
from nacl.signing import SigningKey

from aidememoire.ledger.audit import Event
from aidememoire.ledger.chain import Head
from aidememoire.ledger.entry import Entry
from aidememoire.ledger.keeper import Moved, Place, nameless
from aidememoire.ledger.people import Person
from aidememoire.ledger.seal import WrappedKey


class MemoryKeeper:
    """Keeps ledgers for as long as the process lives."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._entries: dict[str, dict[str, Entry]] = {}
        self._order: dict[str, list[Entry]] = {}
        self._keys: dict[str, dict[WrappedKey, None]] = {}
        self._heads: dict[str, dict[tuple[str, str, tuple[str, ...]], Head]] = {}
        self._purged: set[str] = set()
        self._attachments: dict[bytes, bytes] = {}

    def dossiers(self) -> tuple[Place, ...]:
        """Return the dossiers kept here; in memory they are called by the beginning of their ids."""
        return tuple(Place(dossier, nameless(dossier)) for dossier in self._order)

    def entries(self, dossier: str, since: int = 0) -> Iterator[tuple[int, Entry]]:
        """Yield the entries in order of arrival after a running number."""
        yield from enumerate(self._order.get(dossier, [])[since:], since + 1)

    def last(self, dossier: str) -> int:
        """Return the running number of the newest entry."""
        return len(self._order.get(dossier, ()))

    def keys(self, dossier: str) -> tuple[WrappedKey, ...]:
        """Return the wrapped keys of records."""
        return tuple(self._keys.get(dossier, ()))

    def heads(self, dossier: str) -> tuple[Head, ...]:
        """Return the newest signed head of each chain."""
        return tuple(self._heads.get(dossier, {}).values())

    def purged(self) -> frozenset[str]:
        """Return the records whose keys were destroyed here and are never taken again."""
        return frozenset(self._purged)

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
        """Keep all of it, or nothing where ``expecting`` is not the newest running number."""
        touched = {entry.dossier for entry in entries}
        if expecting is not None and any(self.last(dossier) != expecting for dossier in touched):
            raise Moved
        for entry in entries:
            known = self._entries.setdefault(entry.dossier, {})
            if entry.id not in known:
                known[entry.id] = entry
                self._order.setdefault(entry.dossier, []).append(entry)
        self._purged |= set(drop_keys)
        for key in keys:
            self._keys.setdefault(key.dossier, {})[key] = None
        if self._purged:
            for dossier, held in self._keys.items():
                self._keys[dossier] = {key: None for key in held if key.record not in self._purged}
        for head in heads:
            newest = self._heads.setdefault(head.dossier, {})
            if head.chain not in newest or newest[head.chain].count < head.count:
                newest[head.chain] = head
        self.events += audit
        return max((self.last(dossier) for dossier in touched), default=0)

    def attach(self, data: bytes) -> bytes:
        """Keep an attachment and return its digest."""
        digest = blake2b(data, digest_size=32).digest()
        self._attachments[digest] = data
        return digest

    def attachment(self, digest: bytes) -> bytes | None:
        """Return an attachment, or None."""
        return self._attachments.get(digest)

    def note(self, *events: Event) -> None:
        """Write events into the audit."""
        self.events += events


class MemoryKeyring:
    """One person's keys in the memory of this process, without a passphrase."""

    def __init__(self, name: str, *, seed: bytes | None = None) -> None:
        self._signing = SigningKey(seed) if seed else SigningKey.generate()
        box_seed = blake2b(bytes(self._signing), digest_size=32, person=b"aidememoire-box1").digest()
        self._box = PrivateKey(box_seed)
        self._held: dict[tuple[str, str], dict[int, bytes]] = {}
        self.me = Person.of(name, bytes(self._signing.verify_key), bytes(self._box.public_key))

    def held(self, dossier: str, compartment: str, version: int, key: bytes) -> Self:
        """Take in the key of a compartment."""
        self._held.setdefault((dossier, compartment), {})[version] = key
        return self

    def compartment_key(self, dossier: str, compartment: str, version: int | None = None) -> bytes | None:
        """Return the key of a compartment, in a version or the newest."""
        versions = self._held.get((dossier, compartment), {})
        return versions.get(max(versions, default=0) if version is None else version)

    def sign(self, message: bytes) -> bytes:
        """Return this person's signature."""
        return self._signing.sign(message).signature

    def open_sealed_box(self, sealed: bytes) -> bytes | None:
        """Return what somebody sealed to this person."""
        try:
            return SealedBox(self._box).decrypt(sealed)
        except CryptoError:
            return None
