"""How does an office open a vault whose user is gone?

At the making of a vault, a pair for the office grows from sixteen random bytes. They are told once, as twelve words for
two sealed envelopes, or as a file sealed under a passphrase of its own; the vault keeps the public half only. Every
database key and every compartment key has a second slot for this pair.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from aidememoire.vault.keys import STANDARD, Cost, User, WrongKey, derived, from_passphrase, under_passphrase
from aidememoire.vault.passphrase import read_back, spelled
from aidememoire.vocabulary.messages import _

OFFICE = "office recovery"


@dataclass(frozen=True, slots=True)
class RecoverySecret:
    """Sixteen bytes that open everything: for an envelope, never for a disk that travels."""

    secret: bytes = field(repr=False)

    @classmethod
    def new(cls) -> RecoverySecret:
        """Return a new secret."""
        return cls(os.urandom(16))

    @classmethod
    def from_words(cls, text: str) -> RecoverySecret:
        """Return the secret that twelve words stand for."""
        return cls(read_back(text))

    @classmethod
    def from_file(cls, data: bytes, passphrase: str) -> RecoverySecret:
        """Return the secret that ``sealed`` wrote."""
        secret = bytes.fromhex(from_passphrase(passphrase, data, purpose="recovery")["secret"])
        if len(secret) != 16:
            raise WrongKey(_("The file does not hold a recovery secret."))
        return cls(secret)

    @property
    def words(self) -> str:
        """Return the twelve words to write down."""
        return spelled(self.secret)

    def sealed(self, passphrase: str, cost: Cost = STANDARD) -> bytes:
        """Return a file that holds the secret under a passphrase."""
        return under_passphrase(passphrase, {"secret": self.secret.hex()}, purpose="recovery", vault="", cost=cost)

    def user(self) -> User:
        """Return the office's pair."""
        return User.of(OFFICE, (derived(self.secret, "recovery sign"), derived(self.secret, "recovery box")))
