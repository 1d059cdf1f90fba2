"""How is the body of an entry closed, and by which keys is it opened?

Every record has a random key of its own, one for each set of compartments that it has been in. A body is sealed with it
(XChaCha20-Poly1305), bound to the head of its entry, so that it can be moved to no other entry and its label cannot be
lowered. Record keys are wrapped under a key that takes the keys of all compartments of the record to compute; to purge
a record is to destroy its wrapped keys.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt
from nacl.exceptions import CryptoError
from pydantic_core import from_json

from aidememoire.ledger.entry import Entry, canonical
from aidememoire.ledger.people import Person
from aidememoire.ledger.unsealing import KEY_LENGTH, NONCE_LENGTH, unsealed

BASE = ""
"""The compartment of the dossier itself, which everybody holds who reads any content of it."""

KEY, _NONCE, _NAME = KEY_LENGTH, NONCE_LENGTH, 16
_SEALED = _NAME + _NONCE

Versions = tuple[tuple[str, int], ...]
"""Compartments, the base one included, sorted by name, each with the version of its key."""


class Keyring(Protocol):
    """One person's keys, as far as the ledger needs them. The vault's key agent fulfils it."""

    @property
    def me(self) -> Person:
        """Return whose keys these are."""
        ...

    def compartment_key(self, dossier: str, compartment: str, version: int | None = None) -> bytes | None:
        """Return the key of a compartment, in a version or the newest, or None where this person has none."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Return this person's signature (Ed25519) of a message."""
        ...

    def open_sealed_box(self, sealed: bytes) -> bytes | None:
        """Return what somebody sealed to this person, or None where it was not to them."""
        ...


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """The key of one record, closed under the keys of the record's compartments. Destroyed when it is purged."""

    name: bytes
    dossier: str
    record: str
    compartments: Versions
    sealed: bytes

    def _bound_to(self) -> bytes:
        return self.name + bytes.fromhex(self.dossier + self.record) + _written(self.compartments)


class Body(NamedTuple):
    """What an entry says: the record as files hold it (None when withdrawn), whom it names, and why it was written.

    ``resolves`` names the fields that stood open and that this entry decides. ``act`` is what an act leaves behind
    beyond the record: where it came from, what a decision crosses, who co-signed.
    """

    record: dict[str, Any] | None
    names: dict[str, str]
    why: str | None = None
    resolves: tuple[str, ...] = ()
    act: dict[str, Any] | None = None

    @classmethod
    def read(cls, plain: bytes) -> Body | None:
        """Return the body that opened bytes are, or None where they are none."""
        try:
            said = from_json(plain)
            record, names, act = said["record"], said["names"], said.get("act")
            resolves = tuple(map(str, said.get("resolves", ())))
        except (ValueError, KeyError, TypeError):
            return None
        named = isinstance(names, dict) and all(isinstance(one, str) for one in names.values())
        if not named or not isinstance(record, dict | None) or not isinstance(act, dict | None):
            return None
        return cls(record, names, said.get("why"), resolves, act)

    def listed(self, name: str) -> tuple[str, ...]:
        """Return what an act lists under a name; changed software may write anything there, and then it is nothing."""
        found = (self.act or {}).get(name)
        return tuple(map(str, found)) if isinstance(found, list | tuple) else ()


class Sealer:
    """Opens and closes bodies with one person's keys; remembers the keys of the records that it has met."""

    def __init__(self, keyring: Keyring, dossier: str, wrapped: Iterable[WrappedKey] = ()) -> None:
        self.keyring, self.dossier = keyring, dossier
        self._boxes: dict[tuple[str, int], list[bytes]] = {}
        self._wrapped: dict[bytes, list[WrappedKey]] = {}
        self._of_record: dict[str, list[WrappedKey]] = {}
        self._keys: dict[bytes, dict[tuple[str, tuple[str, ...]], bytes]] = {}
        self._over: dict[Versions, bytes | None] = {}
        self.learn(wrapped)

    def learn(self, wrapped: Iterable[WrappedKey]) -> None:
        """Take in wrapped keys. Of several of one name all are tried: a false one must not keep out the true one."""
        for key in wrapped:
            if key.dossier == self.dossier:
                known = self._wrapped.setdefault(key.name, [])
                if key not in known:
                    known.append(key)
                    self._of_record.setdefault(key.record, []).append(key)

    def forget(self, record: str) -> None:
        """Drop every key of a record."""
        for key in self._of_record.pop(record, ()):
            self._wrapped.pop(key.name, None)
            self._keys.pop(key.name, None)

    def given(self, boxes: Mapping[tuple[str, int], list[bytes]]) -> None:
        """Take in the boxes, by compartment and version, in which grants give this person their keys."""
        if boxes != self._boxes:
            self._boxes = dict(boxes)
            self._over.clear()

    def open(self, entry: Entry) -> Body | None:
        """Return what an entry says, or None: no key, a broken seal and what is no body look the same."""
        plain = self.opened(entry)
        return None if plain is None else Body.read(plain)

    def opened(self, entry: Entry) -> bytes | None:
        """Return the body of an entry as the bytes that were sealed, or None."""
        body = entry.body
        if body is None:
            return None
        name = body[:_NAME]
        # A key opens where it belongs, its record and its compartments, however often it was used before.
        known = self._keys.get(name)
        key = known.get((entry.record, entry.handling.compartments)) if known else None
        key = key or self._unwrapped(name, entry)
        if key is None:
            return None
        try:
            return unsealed(body[_SEALED:], entry.head, body[_NAME:_SEALED], key)
        except CryptoError:
            return None

    def _unwrapped(self, name: bytes, entry: Entry) -> bytes | None:
        for wrapped in self._wrapped.get(name, ()):
            if wrapped.record != entry.record or not _fit(wrapped.compartments, entry.handling.compartments):
                continue
            over = self._key_over(wrapped.compartments)
            if over is not None and (key := self._opened(wrapped, over)) is not None:
                self._keys.setdefault(name, {})[entry.record, entry.handling.compartments] = key
                return key
        return None

    def key_for(self, record: str, compartments: Versions) -> tuple[bytes, WrappedKey | None]:
        """Return a key of a record under these compartments, and the wrapped key where it had to be made.

        Raises ``KeyError`` where this person lacks the key of a compartment.
        """
        over = self._key_over(compartments)
        if over is None:
            raise KeyError(compartments)
        for known in self._of_record.get(record, ()):
            if known.compartments == compartments:
                key = self._opened(known, over)
                if key is not None:
                    return key, None
        key = secrets.token_bytes(KEY)
        wrapped = _wrap(key, self.dossier, record, compartments, over)
        self.learn((wrapped,))
        return key, wrapped

    def _opened(self, wrapped: WrappedKey, over: bytes) -> bytes | None:
        try:
            key = unsealed(wrapped.sealed[_NONCE:], wrapped._bound_to(), wrapped.sealed[:_NONCE], over)
        except CryptoError:
            return None
        return key if _name_of(key, wrapped.record) == wrapped.name else None

    def _key_over(self, compartments: Versions) -> bytes | None:
        if compartments not in self._over:
            keys = {name: self.compartment_key(name, version) for name, version in compartments}
            self._over[compartments] = _combined(keys, self.dossier, compartments)
        return self._over[compartments]

    def compartment_key(self, name: str, version: int) -> bytes | None:
        """Return the key of a compartment, from the keyring or from a grant to its holder."""
        held = self.keyring.compartment_key(self.dossier, name, version)
        boxed = (self.keyring.open_sealed_box(box) for box in self._boxes.get((name, version), ()))
        return held or next((key for key in boxed if key), None)


def sealed(body: Body, key: bytes, entry: Entry) -> bytes:
    """Return a body closed with its record's key and bound to the head of its entry."""
    said: dict[str, Any] = {"record": body.record, "names": body.names}
    if body.why:
        said["why"] = body.why
    if body.resolves:
        said["resolves"] = body.resolves
    if body.act:
        said["act"] = body.act
    nonce = secrets.token_bytes(_NONCE)
    closed = crypto_aead_xchacha20poly1305_ietf_encrypt(canonical(said), entry.head, nonce, key)
    return _name_of(key, entry.record) + nonce + closed


def _wrap(key: bytes, dossier: str, record: str, compartments: Versions, over: bytes) -> WrappedKey:
    empty = WrappedKey(_name_of(key, record), dossier, record, compartments, b"")
    nonce = secrets.token_bytes(_NONCE)
    closed = crypto_aead_xchacha20poly1305_ietf_encrypt(key, empty._bound_to(), nonce, over)
    return WrappedKey(empty.name, dossier, record, compartments, nonce + closed)


def _name_of(key: bytes, record: str) -> bytes:
    """Return the name of a key, which commits to it: under no other key does a body open."""
    return blake2b(bytes.fromhex(record), key=key, digest_size=_NAME, person=b"aidememoire-key1").digest()


@lru_cache(maxsize=4096)
def _written(compartments: Versions) -> bytes:
    return canonical(compartments)


@lru_cache(maxsize=4096)
def _fit(compartments: Versions, named: tuple[str, ...]) -> bool:
    return tuple(name for name, _version in compartments) == with_base(named)


def with_base(compartments: Iterable[str]) -> tuple[str, ...]:
    """Return the names of compartments with that of the dossier itself, sorted."""
    return tuple(sorted({BASE, *compartments}))


def _combined(keys: Mapping[str, bytes | None], dossier: str, compartments: Versions) -> bytes | None:
    held = [key for _name, key in sorted(keys.items()) if key is not None and len(key) == KEY]
    if len(held) != len(compartments):
        return None
    info = b"aidememoire record keys 1" + canonical([dossier, compartments])
    return HKDF(algorithm=SHA256(), length=KEY, salt=None, info=info).derive(b"".join(held))
