"""What stands between a passphrase and the database key?

passphrase -> Argon2id -> HKDF -> a key that opens the user's pair (X25519 to receive, Ed25519 to sign); the pair opens
the slot that holds the database key. Unlocking *is* opening the slot: there is no other, cheaper check to attack. What
stands in front of a sealed part (who, how dear, which vault) is its associated data, so it cannot be exchanged, and a
cost below the floor compiled in here is refused before anything is derived.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.signing import SigningKey, VerifyKey

from aidememoire.ledger.entry import canonical
from aidememoire.ledger.people import Person
from aidememoire.vault.passphrase import as_key
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _

MEBIBYTE = 2**20
FORMAT = 1
_NONCE = 24
_LONGEST = 64 * 1024


class WrongKey(InputError):  # noqa: N818 - read aloud where it is caught
    """A passphrase, key or sealed part does not fit."""


@dataclass(frozen=True, slots=True)
class Cost:
    """How dear one guess is: passes over a memory of so many bytes (Argon2id, one lane)."""

    time: int
    memory: int


STANDARD = Cost(time=3, memory=256 * MEBIBYTE)
FLOOR = Cost(time=3, memory=64 * MEBIBYTE)
CEILING = Cost(time=12, memory=4096 * MEBIBYTE)  # a forged header must not eat the machine


@dataclass(frozen=True, slots=True)
class User:
    """An unlocked person: the public half and both secret keys. Nothing here is ever printed."""

    person: Person
    signing: SigningKey = field(repr=False)
    box: PrivateKey = field(repr=False)

    @classmethod
    def of(cls, name: str, seeds: tuple[bytes, bytes] | None = None) -> User:
        """Return a person with a new pair of pairs, or with those that grow from two seeds."""
        signing, box = (
            (SigningKey(seeds[0]), PrivateKey(seeds[1])) if seeds else (SigningKey.generate(), PrivateKey.generate())
        )
        return cls(Person.of(name, bytes(signing.verify_key), bytes(box.public_key)), signing, box)

    def sign(self, data: bytes) -> bytes:
        """Return a detached Ed25519 signature."""
        return self.signing.sign(data).signature

    def open_sealed_box(self, sealed: bytes) -> bytes | None:
        """Return what a sealed box holds for this person, or None."""
        try:
            return SealedBox(self.box).decrypt(sealed)
        except CryptoError:
            return None


def sealed_to(person: Person | bytes, data: bytes) -> bytes:
    """Return a sealed box that only the holder of the box key opens."""
    return SealedBox(PublicKey(person if isinstance(person, bytes) else person.box_key)).encrypt(data)


def signed_by(sign_key: bytes, data: bytes, signature: bytes) -> bool:
    """Say whether a signature is that of a key over these bytes."""
    try:
        VerifyKey(sign_key).verify(data, signature)
    except (CryptoError, ValueError, TypeError):
        return False
    return True


def derived(secret: bytes, label: str) -> bytes:
    """Return a 32-byte key for one use; keys of different labels tell nothing of one another."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"aidememoire 1 " + label.encode()).derive(secret)


def sealed_with(key: bytes, data: bytes, about: bytes) -> bytes:
    """Return data under XChaCha20-Poly1305, bound to what it is about."""
    nonce = os.urandom(_NONCE)
    return nonce + crypto_aead_xchacha20poly1305_ietf_encrypt(data, about, nonce, key)


def opened_with(key: bytes, sealed: bytes, about: bytes) -> bytes:
    """Return what ``sealed_with`` sealed; anything else is refused."""
    try:
        return crypto_aead_xchacha20poly1305_ietf_decrypt(sealed[_NONCE:], about, sealed[:_NONCE], key)
    except (CryptoError, ValueError, TypeError):
        raise WrongKey(_("The key does not fit, or what it should open was altered.")) from None


# A part sealed under a passphrase: the user's slot, and the office's recovery secret in a file.


def under_passphrase(
    passphrase: str, contents: Mapping[str, Any], *, purpose: str, vault: str, cost: Cost = STANDARD
) -> bytes:
    """Return contents sealed under a passphrase, with a header that says how, and is itself authenticated."""
    _demand(cost)
    salt = os.urandom(argon2id.SALTBYTES)
    header = {
        "format": FORMAT,
        "purpose": purpose,
        "vault": vault,
        "derivation": "argon2id",
        "time": cost.time,
        "memory": cost.memory,
        "salt": salt.hex(),
    }
    sealed = sealed_with(_stretched(passphrase, salt, cost, purpose), canonical(contents), canonical(header))
    return canonical({**header, "sealed": sealed.hex()})


def from_passphrase(passphrase: str, sealed: bytes, *, purpose: str, vault: str | None = None) -> dict[str, Any]:
    """Return what ``under_passphrase`` sealed; a header that is another's, newer or too cheap is refused."""
    header = read_canonical(sealed)
    body = _hex(header.pop("sealed", None))
    if header.get("format") != FORMAT:
        raise InputError(_("This was sealed by a newer version. Install that version to open it."))
    cost = Cost(_number(header.get("time")), _number(header.get("memory")))
    if header.get("derivation") != "argon2id" or header.get("purpose") != purpose:
        raise WrongKey(_("The key does not fit, or what it should open was altered."))
    if vault is not None and header.get("vault") != vault:
        raise WrongKey(_("This slot belongs to another vault."))
    _demand(cost)
    salt = _hex(header.get("salt"))
    if len(salt) != argon2id.SALTBYTES:
        raise WrongKey(_("The key does not fit, or what it should open was altered."))
    return read_canonical(opened_with(_stretched(passphrase, salt, cost, purpose), body, canonical(header)))


def _stretched(passphrase: str, salt: bytes, cost: Cost, purpose: str) -> bytes:
    return derived(argon2id.kdf(32, as_key(passphrase), salt, opslimit=cost.time, memlimit=cost.memory), purpose)


def _demand(cost: Cost) -> None:
    if cost.time < FLOOR.time or cost.memory < FLOOR.memory:
        raise WrongKey(
            _("The passphrase is guarded less well than this version demands. The slot was altered; do not use it.")
        )
    if cost.time > CEILING.time or cost.memory > CEILING.memory:
        raise WrongKey(
            _("The slot asks for more memory or time than any that was made here. It was altered; do not use it.")
        )


# The user's slot, and the slot that holds the database key.


def user_slot(
    user: User, passphrase: str, *, vault: str, trusts: Iterable[Person], recovery: Person, cost: Cost = STANDARD
) -> bytes:
    """Return the pair of a user sealed under a passphrase, with those whose word on the database key counts."""
    contents = _pair(user, trusts, recovery)
    return under_passphrase(passphrase, contents, purpose="user", vault=vault, cost=cost)


def office_slot(user: User, *, trusts: Iterable[Person], recovery: Person) -> bytes:
    """Return the same pair in a box for the office, which can give a user who forgot a passphrase a new one."""
    return sealed_to(recovery, canonical(_pair(user, trusts, recovery)))


def _pair(user: User, trusts: Iterable[Person], recovery: Person) -> dict[str, Any]:
    return {
        "name": user.person.name,
        "signing": bytes(user.signing).hex(),
        "box": bytes(user.box).hex(),
        "trusts": sorted({person.sign_key.hex() for person in (*trusts, user.person, recovery)}),
        "recovery": {"name": recovery.name, "sign": recovery.sign_key.hex(), "box": recovery.box_key.hex()},
    }


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What a passphrase opened: the user, whose signatures on database slots count, and the office's public half."""

    user: User
    trusts: frozenset[bytes]
    recovery: Person


def open_user_slot(slot: bytes, passphrase: str, *, vault: str) -> Unlocked:
    """Return the user whose slot this passphrase opens."""
    return _unlocked(from_passphrase(passphrase, slot, purpose="user", vault=vault))


def open_office_slot(slot: bytes, office: User) -> Unlocked:
    """Return the user whose pair is in the office's box. Who they are must be compared with the vault's members."""
    plain = office.open_sealed_box(slot)
    if plain is None:
        raise WrongKey(_("The recovery words are not those of this vault."))
    return _unlocked(read_canonical(plain))


def _unlocked(contents: Mapping[str, Any]) -> Unlocked:
    user = User.of(contents["name"], (_hex(contents["signing"]), _hex(contents["box"])))
    office = contents["recovery"]
    recovery = Person.of(office["name"], _hex(office["sign"]), _hex(office["box"]))
    return Unlocked(user, frozenset(_hex(key) for key in contents["trusts"]), recovery)


def database_slot(key: bytes, *, to: Person, by: User, vault: str) -> bytes:
    """Return the database key in a sealed box, signed inside: whoever finds it learns neither for whom nor by whom."""
    signature = by.sign(_told(key, to.box_key, vault))
    inside = {"key": key.hex(), "by": by.person.sign_key.hex(), "signature": signature.hex()}
    return sealed_to(to, canonical(inside))


def open_database_slot(slot: bytes, user: User, trusts: Iterable[bytes], *, vault: str) -> bytes:
    """Return the database key, if somebody whose word counts put it there for this user and this vault."""
    plain = user.open_sealed_box(slot)
    if plain is None:
        raise WrongKey(_("The slot with the database key is not meant for this user, or was altered."))
    inside = read_canonical(plain)
    key, by, signature = _hex(inside.get("key")), _hex(inside.get("by")), _hex(inside.get("signature"))
    if by not in set(trusts) or not signed_by(by, _told(key, user.person.box_key, vault), signature) or len(key) != 32:
        raise WrongKey(
            _("The slot with the database key was put there by somebody who may not. Do not use this vault.")
        )
    return key


def _told(key: bytes, to: bytes, vault: str) -> bytes:
    return b"aidememoire database slot 1\0" + bytes.fromhex(vault) + to + key


# How sealed parts are read.


def read_canonical(data: bytes) -> dict[str, Any]:
    """Return contents that were written by ``canonical``; any other spelling of them is refused."""
    try:
        contents = json.loads(data) if len(data) <= _LONGEST else None
    except (ValueError, RecursionError):
        contents = None
    if not isinstance(contents, dict) or canonical(contents) != data:
        raise WrongKey(_("A slot of the vault is damaged. Restore it from a backup."))
    return contents


def _hex(text: object) -> bytes:
    """Return the bytes of a text in the one way to write them, or none: another way would be an unnoticed change."""
    try:
        found = bytes.fromhex(text) if isinstance(text, str) else b""
    except ValueError:
        return b""
    return found if found.hex() == text else b""


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
