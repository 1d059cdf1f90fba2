"""Who did what, and would anybody notice if the record of it were changed?

One row an event, in the transaction of the change itself. A row is sealed to the auditors and chained to the one before
it; heads of the chain are signed at lock, every hundred events, and whenever something leaves: a backup, a bundle, an
export. A chain alone does not show that its end is gone; a head that somebody else keeps does.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from aidememoire.ledger.people import Person
from aidememoire.vault.database.connection import Database
from aidememoire.vault.keys import User, WrongKey, opened_with, sealed_to, sealed_with, signed_by
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import Message, _

EVERY = 100
"""After how many events a head is signed at the latest."""

LEAVES = frozenset({"backup", "bundle", "export"})
"""Events after which a head is signed at once."""

_START = bytes(32)


@dataclass(frozen=True, slots=True)
class Row:
    """One event as it is kept: when, sealed, chained."""

    sequence: int
    at: int
    key: int
    sealed: bytes
    previous: bytes
    digest: bytes

    @property
    def right(self) -> bytes:
        """Return the digest that the row must have."""
        fixed = b"".join(number.to_bytes(8, "big") for number in (self.sequence, self.at, self.key))
        return blake2b(fixed + self.previous + self.sealed, digest_size=32, person=b"aidememoire-aud1").digest()


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The state of the audit after an event, signed. Keep one elsewhere: it shows if the end was cut off."""

    sequence: int
    digest: bytes
    at: int
    sign_key: bytes
    signature: bytes

    def message(self, vault: str) -> bytes:
        """Return what is signed."""
        numbers = self.sequence.to_bytes(8, "big") + self.at.to_bytes(8, "big")
        return b"aidememoire audit head 1\0" + bytes.fromhex(vault) + numbers + self.digest


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """What somebody keeps of a head outside the vault: after how many events, and the beginning of the digest."""

    sequence: int
    digest: bytes

    @classmethod
    def read(cls, text: str) -> Mark:
        """Return the mark of a text such as ``142-9f3a...``."""
        found = re.fullmatch(r"(\d{1,15})-([0-9a-f]{32,64})", text.strip())
        if found is None or len(found[2]) % 2:
            raise InputError(
                _("{text} is no mark of an audit. It looks like 142-9f3a..., as status shows it.", text=text[:80])
            )
        return cls(int(found[1]), bytes.fromhex(found[2]))

    def __str__(self) -> str:
        return f"{self.sequence}-{self.digest[:16].hex()}"


@dataclass(frozen=True, slots=True)
class Verified:
    """What looking through the audit found. ``problem`` names the first bad event; None where all is as it was."""

    events: int
    unsigned: int
    problem: Message | None = None


@dataclass(slots=True)
class Writer:
    """Writes the events of one session, under a key that is sealed to every auditor with the first of them."""

    vault: str
    auditors: tuple[Person, ...]
    signer: User | None
    now: Callable[[], int] = lambda: time.time_ns() // 1_000_000
    _key: bytes = field(default_factory=lambda: os.urandom(32), repr=False)
    _id: int | None = None
    _key_written: bool = False
    _key_kept: bool = False

    def write(self, database: Database, events: Iterable[bytes]) -> None:
        """Add events at the end of the chain, inside the caller's transaction."""
        listed = tuple(events)
        if not listed:
            return
        last = database.execute("SELECT sequence, digest FROM audit ORDER BY sequence DESC LIMIT 1").fetchone()
        sequence, previous = last or (0, _START)
        key = self._known_key(database)
        for event in listed:
            sequence += 1
            sealed = sealed_with(self._key, event, _about(self.vault, sequence))
            row = Row(sequence, self.now(), key, sealed, previous, b"")
            previous = row.right
            values = (sequence, row.at, key, sealed, row.previous, previous)
            database.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?)", values)
            if sequence % EVERY == 0:
                self._sign(database, sequence, previous)

    def sign(self, database: Database) -> AuditHead | None:
        """Sign the end of the chain, where it is not signed yet, and return the newest head."""
        last = database.execute("SELECT sequence, digest FROM audit ORDER BY sequence DESC LIMIT 1").fetchone()
        if last is not None:
            self._sign(database, *last)
        return next(iter(heads(database, newest=True)), None)

    def _sign(self, database: Database, sequence: int, digest: bytes) -> None:
        if self.signer is None:
            return
        sign_key = self.signer.person.sign_key
        head = AuditHead(sequence, digest, self.now(), sign_key, b"")
        signature = self.signer.sign(head.message(self.vault))
        database.execute(
            "INSERT INTO audit_heads VALUES (?, ?, ?, ?, ?) ON CONFLICT (sequence) DO NOTHING",
            (sequence, digest, head.at, sign_key, signature),
        )

    def begin(self) -> None:
        """Take note that a transaction begins, whatever became of the one before."""
        self._key_written = False

    def kept(self) -> None:
        """Take note that the transaction is on the disk, and the key of the session with it if it was written."""
        self._key_kept = self._key_kept or self._key_written

    def _known_key(self, database: Database) -> int:
        if self._id is None:
            self._id = int.from_bytes(os.urandom(7), "big")
        if not self._key_kept:  # the first event, or the transaction that held it was taken back
            for auditor in self.auditors:
                sealed = sealed_to(auditor, self._key)
                statement = "INSERT INTO audit_keys VALUES (?, ?, ?) ON CONFLICT (id, auditor) DO NOTHING"
                database.execute(statement, (self._id, auditor.id, sealed))
            self._key_written = True
        return self._id


def rows(database: Database, since: int = 0) -> list[Row]:
    """Return the rows after one."""
    found = database.execute(
        "SELECT sequence, at, key, sealed, previous, digest FROM audit WHERE sequence > ? ORDER BY sequence", (since,)
    )
    return [Row(*row) for row in found.fetchall()]


def heads(database: Database, *, newest: bool = False) -> list[AuditHead]:
    """Return the signed heads, the newest first."""
    found = database.execute(
        "SELECT sequence, digest, at, sign_key, signature FROM audit_heads ORDER BY sequence DESC LIMIT ?",
        (1 if newest else -1,),
    )
    return [AuditHead(*row) for row in found.fetchall()]


def verify(
    listed: Sequence[Row],
    signed: Sequence[AuditHead],
    *,
    vault: str,
    signers: Iterable[bytes],
    kept: Iterable[Mark] = (),
) -> Verified:
    """Look through the chain and its heads; ``kept`` are marks that somebody has kept elsewhere."""
    previous = _START
    for place, row in enumerate(listed, 1):
        if row.sequence != place or row.previous != previous or row.digest != row.right:
            return Verified(place - 1, 0, _("Event {n} of the audit was changed, moved or taken away.", n=place))
        previous = row.digest
    known = set(signers)
    for head in signed:
        if head.sign_key not in known or not signed_by(head.sign_key, head.message(vault), head.signature):
            return Verified(
                len(listed), 0, _("The signature after event {n} of the audit is not valid.", n=head.sequence)
            )
    last_signed = 0
    for mark in sorted({*kept, *(Mark(head.sequence, head.digest) for head in signed)}):
        if mark.sequence > len(listed):
            n = len(listed) + 1
            return Verified(len(listed), 0, _("Event {n} of the audit is missing; a signed head knows it.", n=n))
        if mark.sequence < 1 or not listed[mark.sequence - 1].digest.startswith(mark.digest):
            n = last_signed + 1
            return Verified(
                last_signed, 0, _("Event {n} of the audit, or one soon after it, is not what was signed.", n=n)
            )
        last_signed = mark.sequence
    return Verified(len(listed), len(listed) - last_signed)


def opened(
    listed: Iterable[Row], keys: Iterable[tuple[int, bytes]], auditor: User, *, vault: str
) -> list[tuple[Row, bytes]]:
    """Return the events that an auditor can read, with their rows. Others were sealed before they became auditor."""
    session = {id: key for id, sealed in keys if (key := auditor.open_sealed_box(sealed)) is not None}
    found = []
    for row in listed:
        if row.key in session:
            try:
                found.append((row, opened_with(session[row.key], row.sealed, _about(vault, row.sequence))))
            except WrongKey:
                continue  # verify() names it; whoever reads on sees every other event
    return found


def _about(vault: str, sequence: int) -> bytes:
    return b"aidememoire audit 1\0" + bytes.fromhex(vault) + sequence.to_bytes(8, "big")
