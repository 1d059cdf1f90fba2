"""What does a bundle say of itself, and what is in it, before any of it is used?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from aidememoire.ledger.chain import Head
from aidememoire.ledger.clock import Moment
from aidememoire.ledger.entry import Entry, unpacked
from aidememoire.ledger.envelope import Letter, NotOpened, opened
from aidememoire.ledger.people import Person
from aidememoire.ledger.seal import Keyring, WrappedKey
from aidememoire.ledger.taking import Incoming
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Handling
from aidememoire.vocabulary.messages import _

FORMAT = 1
BUNDLE, SYNC = "bundle", "ledger"
MOST = 2_000_000


@dataclass(frozen=True, slots=True)
class Manifest:
    """Who sent a bundle, when, for what, to whom, under which label, and until when it may be kept."""

    id: str
    kind: str
    dossier: str
    title: str
    made_at: Moment
    sender: Person
    recipients: tuple[Person, ...]
    purpose: str
    ceiling: Handling
    keep_until: date | None
    heads: tuple[Head, ...] = ()


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A bundle opened and verified, of which nothing is used yet."""

    manifest: Manifest
    records: tuple[Incoming, ...] = field(default=(), repr=False)
    entries: tuple[Entry, ...] = field(default=(), repr=False)
    keys: tuple[WrappedKey, ...] = field(default=(), repr=False)


def open_bundle(written: bytes, keyring: Keyring, *, today: date | None = None) -> Quarantined:
    """Return what is in a bundle that is sealed to the holder of a keyring; nothing of it is taken in by that.

    With ``today``, a bundle whose day is past is refused. That binds this tool; a copied file and key it does not bind.
    """
    letter = opened(written, keyring)
    if letter.kind not in (BUNDLE, SYNC):
        raise NotOpened(_("This sealed file is no bundle but a {kind}.", kind=letter.kind))
    try:
        quarantined = _read(letter)
    except (ValueError, KeyError, TypeError, IndexError):
        raise NotOpened(
            _(
                "{sender} sealed something in this bundle that cannot be read. Ask for it again.",
                sender=letter.sender.name,
            )
        ) from None
    until = quarantined.manifest.keep_until
    if today is not None and until is not None and until < today:
        raise InputError(_("This bundle was to be kept until {day}. It is not opened any more; destroy it.", day=until))
    return quarantined


def said_of(
    manifest: Manifest,
) -> dict[str, Any]:
    """Return what a manifest says, as it is signed; sender and recipients stand in the envelope."""
    return {
        "format": FORMAT,
        "dossier": manifest.dossier,
        "title": manifest.title,
        "made_at": str(manifest.made_at),
        "purpose": manifest.purpose,
        "ceiling": manifest.ceiling.model_dump(),
        "keep_until": manifest.keep_until.isoformat() if manifest.keep_until else None,
        "heads": [_written_head(head) for head in manifest.heads],
    }


def loaded(records: Sequence[Incoming]) -> list[dict[str, Any]]:
    """Return records as the load of a bundle."""
    return [
        {
            "record": one.record,
            "kind": one.kind,
            "fields": one.fields,
            "names": dict(one.names),
            "label": one.floor.model_dump() if one.floor else None,
            "knows": sorted(one.knows or ()),
        }
        for one in records
    ]


def _read(letter: Letter) -> Quarantined:
    said = letter.said
    if int(said["format"]) > FORMAT:
        raise InputError(_("This bundle was made by a newer version of this tool. Install that version to open it."))
    manifest = Manifest(
        id=letter.id,
        kind=letter.kind,
        dossier=_hex(said["dossier"]),
        title=str(said["title"]),
        made_at=Moment.read(said["made_at"]),
        sender=letter.sender,
        recipients=letter.recipients,
        purpose=str(said["purpose"]),
        ceiling=Handling.model_validate(said["ceiling"]),
        keep_until=date.fromisoformat(said["keep_until"]) if said["keep_until"] else None,
        heads=tuple(_read_head(one) for one in said["heads"]),
    )
    if letter.kind == BUNDLE:
        return Quarantined(manifest, records=tuple(_read_record(one) for one in json.loads(letter.load)))
    entries, keys = read_ledger(letter.load)
    return Quarantined(manifest, entries=entries, keys=keys)


def _read_record(said: dict[str, Any]) -> Incoming:
    fields = dict(said["fields"])
    return Incoming(
        record=_hex(said["record"]),
        kind=str(said["kind"]),
        fields={str(name): value for name, value in fields.items()},
        names={str(slug): _hex(record) for slug, record in said["names"].items()},
        floor=Handling.model_validate(said["label"]),
        knows=frozenset(map(str, said["knows"])),
    )


def _hex(given: object) -> str:
    text = str(given)
    if len(bytes.fromhex(text)) != 16 or text != text.lower():
        raise ValueError("not an id of the ledger")
    return text


def _written_head(head: Head) -> dict[str, Any]:
    return {
        "dossier": head.dossier,
        "writer": head.writer,
        "compartments": list(head.compartments),
        "count": head.count,
        "digest": head.digest.hex(),
        "signed_at": str(head.signed_at),
        "signature": head.signature.hex(),
    }


def _read_head(said: dict[str, Any]) -> Head:
    return Head(
        dossier=_hex(said["dossier"]),
        writer=_hex(said["writer"]),
        compartments=tuple(map(str, said["compartments"])),
        count=int(said["count"]),
        digest=bytes.fromhex(said["digest"]),
        signed_at=Moment.read(said["signed_at"]),
        signature=bytes.fromhex(said["signature"]),
    )


# The ledger itself: entries and wrapped keys, each with its length before it


def written_ledger(entries: Sequence[bytes], keys: Sequence[WrappedKey]) -> bytes:
    """Return packed entries and wrapped keys as the load of a bundle among colleagues."""
    closed = [json.dumps(_written_key(key), separators=(",", ":")).encode() for key in keys]
    parts = [len(entries).to_bytes(4, "big"), *map(_framed, entries), len(closed).to_bytes(4, "big")]
    return b"".join([*parts, *map(_framed, closed)])


def read_ledger(load: bytes) -> tuple[tuple[Entry, ...], tuple[WrappedKey, ...]]:
    """Return the entries and keys of a load, or raise ``ValueError`` where it is none."""
    written, place = _frames(load, 0)
    closed, ends = _frames(load, place)
    if ends != len(load):
        raise ValueError("something follows the end")
    return tuple(map(unpacked, written)), tuple(_read_key(json.loads(one)) for one in closed)


def _framed(part: bytes) -> bytes:
    return len(part).to_bytes(4, "big") + part


def _frames(load: bytes, place: int) -> tuple[list[bytes], int]:
    count = int.from_bytes(load[place : place + 4], "big")
    place += 4
    if count > MOST:
        raise ValueError("too many")
    found = []
    for _number in range(count):
        ends = place + 4 + int.from_bytes(load[place : place + 4], "big")
        if ends > len(load):
            raise ValueError("cut")
        found.append(load[place + 4 : ends])
        place = ends
    return found, place


def _written_key(key: WrappedKey) -> list[Any]:
    return [key.name.hex(), key.dossier, key.record, [list(one) for one in key.compartments], key.sealed.hex()]


def _read_key(said: list[Any]) -> WrappedKey:
    name, dossier, record, compartments, sealed = said
    versions = tuple((str(compartment), int(version)) for compartment, version in compartments)
    return WrappedKey(bytes.fromhex(name), _hex(dossier), _hex(record), versions, bytes.fromhex(sealed))
