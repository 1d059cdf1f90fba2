"""Who is a person to the ledger, and how do two people make sure that a key is theirs?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Self

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

_CONSONANTS, _VOWELS = "bdfghjklmnprstvz", "aiou"


@dataclass(frozen=True, slots=True)
class Person:
    """One person: the fingerprint of their keys, what they are called, and the public halves of their keys."""

    id: str
    name: str
    sign_key: bytes
    box_key: bytes

    @classmethod
    def of(cls, name: str, sign_key: bytes, box_key: bytes) -> Self:
        """Return a person, with the fingerprint that belongs to the two keys."""
        return cls(fingerprint(sign_key, box_key), name, sign_key, box_key)

    @classmethod
    def read(cls, plain: dict[str, Any]) -> Self:
        """Return the person of plain values; the fingerprint is computed, never believed."""
        return cls.of(str(plain["name"]), bytes.fromhex(plain["sign_key"]), bytes.fromhex(plain["box_key"]))

    def written(self) -> dict[str, Any]:
        """Return the person as plain values."""
        return {"name": self.name, "sign_key": self.sign_key.hex(), "box_key": self.box_key.hex()}

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Say whether this person signed a message."""
        return _signed(self.sign_key, message, signature)


@lru_cache(maxsize=2048)
def _signed(sign_key: bytes, message: bytes, signature: bytes) -> bool:
    # The grants of a dossier are looked at with every opening and every bundle; their signatures do not change.
    try:
        VerifyKey(sign_key).verify(message, signature)
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True


def fingerprint(sign_key: bytes, box_key: bytes) -> str:
    """Return 128 bits that stand for a person's two public keys."""
    return blake2b(sign_key + box_key, digest_size=16, person=b"aidememoire-per1").hexdigest()


def words(id: str) -> str:
    """Return a fingerprint as eight pronounceable words of five letters, 16 bits each, to read out and compare."""
    number = bytes.fromhex(id)
    return " ".join(_word(int.from_bytes(number[place : place + 2], "big")) for place in range(0, len(number), 2))


def _word(sixteen: int) -> str:
    """Return 16 bits as consonant, vowel, consonant, vowel, consonant."""
    return (
        _CONSONANTS[sixteen >> 12]
        + _VOWELS[sixteen >> 10 & 3]
        + _CONSONANTS[sixteen >> 6 & 15]
        + _VOWELS[sixteen >> 4 & 3]
        + _CONSONANTS[sixteen & 15]
    )
