"""What is one entry of the ledger, and how is it written as bytes?

An entry is one immutable revision of one record. Its written form is canonical: the same entry always gives the same
bytes, and bytes that are not canonical are refused.
"""

from __future__ import annotations

import json
import secrets
import struct
from dataclasses import dataclass, field, fields, make_dataclass, replace
from functools import lru_cache, partial
from hashlib import blake2b
from typing import Any

from aidememoire.ledger.clock import Moment
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Handling
from aidememoire.vocabulary.messages import Message, _

FORMAT = 1
HEADER, GRANT, REVOCATION, PURGE, CONFIRMATION = "header", "grant", "revocation", "purge", "confirmation"
UNSEALED = frozenset({GRANT, REVOCATION, PURGE, CONFIRMATION})
"""Kinds that are no records: what they say must be open to everybody who holds the ledger."""

LONGEST_BODY, MOST_PARENTS = 16 * 1024 * 1024, 4096
_FIXED = struct.Struct(">B16s16s16sQI16s16sB")
_DIGEST = 32


class NotAnEntry(InputError):  # noqa: N818 - what the bytes are, read aloud
    """Bytes that are no entry, or not in the one form in which an entry may be written."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One immutable revision of one record, its body sealed. Ids are hex; times are moments of the writer's clock.

    ``record`` is random and never changes; the readable slug stands in the sealed body. ``parents`` are the entries of
    this record that the writer had before them. ``handling`` is the label in force at the time of writing.
    ``previous`` and ``digest`` are given when the entry is linked to its writer's chain.
    """

    id: str
    dossier: str
    record: str
    kind: str
    parents: tuple[str, ...]
    recorded_at: Moment
    recorded_by: str
    handling: Handling
    body: bytes | None
    batch: str
    previous: bytes = b""
    digest: bytes = b""
    _head: bytes | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def head(self) -> bytes:
        """Return everything but body and chain as bytes: what the seal of the body is bound to."""
        if self._head is None:
            object.__setattr__(self, "_head", _head(self))
        return self._head  # type: ignore[return-value]

    @property
    def chain(self) -> tuple[str, str, tuple[str, ...]]:
        """Return which chain the entry is part of: dossier, writer, compartments."""
        return self.dossier, self.recorded_by, self.handling.compartments

    @property
    def order(self) -> tuple[Moment, str]:
        """Return the place of the entry in the one order that everybody computes alike."""
        return self.recorded_at, self.id

    def linked(self, previous: bytes) -> Entry:
        """Return the entry as the next one of its writer's chain."""
        return replace(self, previous=previous, digest=digest(self, previous))

    @property
    def sound(self) -> bool:
        """Say whether the digest is that of the entry."""
        return self.digest == digest(self, self.previous)


def new_id(at: Moment) -> str:
    """Return a new entry id: 48 bits of time, then 80 random ones."""
    return f"{at.millis & (2**48 - 1):012x}{secrets.token_hex(10)}"


def new_record_id() -> str:
    """Return a new id of a record, a batch or a key: 128 random bits, which tell nothing."""
    return secrets.token_hex(16)


def digest(entry: Entry, previous: bytes) -> bytes:
    """Return BLAKE2b-256 over the whole entry, its body as sealed, and the writer's previous digest."""
    return blake2b(entry.head + _tail(previous, entry.body), digest_size=_DIGEST, person=b"aidememoire-ent1").digest()


def packed(entry: Entry) -> bytes:
    """Return an entry as bytes."""
    return entry.head + entry.digest + _tail(entry.previous, entry.body)


def _head(entry: Entry) -> bytes:
    kind = entry.kind.encode("ascii")
    label = _written_label(entry.handling)
    fixed = _FIXED.pack(
        FORMAT,
        bytes.fromhex(entry.id),
        bytes.fromhex(entry.dossier),
        bytes.fromhex(entry.record),
        entry.recorded_at.millis,
        entry.recorded_at.step,
        bytes.fromhex(entry.recorded_by),
        bytes.fromhex(entry.batch),
        len(kind),
    )
    parents = bytes.fromhex("".join(entry.parents))
    return b"".join((fixed, kind, len(entry.parents).to_bytes(2, "big"), parents, len(label).to_bytes(2, "big"), label))


def _tail(previous: bytes, body: bytes | None) -> bytes:
    if body is None:
        return bytes((len(previous),)) + previous + b"\x00"
    return bytes((len(previous),)) + previous + b"\x01" + len(body).to_bytes(4, "big") + body


def _written_label(handling: Handling) -> bytes:
    return canonical(handling.model_dump())


@lru_cache(maxsize=4096)
def _read_label(written: bytes) -> Handling:
    # One object a label, so that whoever asks often may remember the answer by the object.
    try:
        handling = Handling.model_validate(json.loads(written))
    except ValueError:
        raise _broken(_("its label cannot be read")) from None
    if _written_label(handling) != written:
        raise _broken(_("its label is not in the one form in which it may be written"))
    return handling


def canonical(value: Any) -> bytes:
    """Return plain values as JSON in the one form that counts: keys in order, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False).encode()


def unpacked(written: bytes) -> Entry:
    """Return the entry of bytes, or refuse them. Whether the digest is right is another question: ``sound``."""
    try:
        return _unpacked(written)
    except (struct.error, UnicodeDecodeError, IndexError):
        raise _broken(_("it is cut or not an entry at all")) from None


def _unpacked(written: bytes) -> Entry:
    version, id, dossier, record, millis, step, by, batch, kind_length = _FIXED.unpack_from(written)
    if version != FORMAT:
        raise _broken(_("it was written by a newer version of this tool: install that version"))
    place = _FIXED.size + kind_length
    kind = _read_kind(written[_FIXED.size : place])
    count = int.from_bytes(written[place : place + 2], "big")
    place += 2
    if count > MOST_PARENTS or millis >> 47:
        raise _broken(_("it names too many earlier entries, or a time past all calendars"))
    ends = place + 16 * count
    parents = tuple([written[start : start + 16].hex() for start in range(place, ends, 16)]) if count else ()
    place = ends + 2
    ends = place + int.from_bytes(written[ends:place], "big")
    handling = _read_label(written[place:ends])
    body_at = ends + _DIGEST + 2 + written[ends + _DIGEST]
    previous = written[ends + _DIGEST + 1 : body_at - 1]
    if len(previous) not in (0, _DIGEST):
        raise _broken(_("its link to the entry before it has the wrong length"))
    made = _Filling(
        id.hex(),
        _hex(dossier),
        record.hex(),
        kind,
        parents,
        _moment((millis, step)),
        _hex(by),
        handling,
        _read_body(written, body_at),
        _hex(batch),
        previous,
        written[ends : ends + _DIGEST],
        written[:ends],
    )
    # Frozen from here on. To fill a frozen dataclass field by field takes four times as long.
    object.__setattr__(made, "__class__", Entry)
    return made  # type: ignore[no-any-return]


# What thousands of entries share is read once, and is one object in all of them.
_hex = lru_cache(maxsize=4096)(bytes.hex)
_moment = partial(tuple.__new__, Moment)


@lru_cache(maxsize=256)
def _read_kind(written: bytes) -> str:
    return written.decode("ascii")


_Filling: Any = make_dataclass("_Filling", [one.name for one in fields(Entry)], slots=True)
"""An entry while its fields are filled in: laid out in memory as an entry is."""


def _read_body(written: bytes, place: int) -> bytes | None:
    flag = written[place - 1]
    if flag == 0:
        if len(written) != place:
            raise _broken(_("something follows its end"))
        return None
    length = int.from_bytes(written[place : place + 4], "big")
    if flag != 1 or length > LONGEST_BODY or len(written) != place + 4 + length or len(written) < place + 4:
        raise _broken(_("its length is not what it says"))
    return written[place + 4 :]


def _broken(why: Message) -> NotAnEntry:
    return NotAnEntry(_("An entry of the ledger cannot be read: {why}. What was read before it is untouched.", why=why))
