"""How do keys, heads, events, people and errors go through the socket? As plain values; entries go as their own bytes."""

from __future__ import annotations

from typing import Any

from aidememoire.ledger.audit import Event
from aidememoire.ledger.chain import Head
from aidememoire.ledger.clock import Moment
from aidememoire.ledger.gate import Denied
from aidememoire.ledger.keeper import Moved
from aidememoire.ledger.people import Person
from aidememoire.ledger.seal import WrappedKey
from aidememoire.vault.keys import WrongKey
from aidememoire.vocabulary.errors import AideMemoireError, InputError
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.messages import Message

_ERRORS: dict[str, type[AideMemoireError]] = {kind.__name__: kind for kind in (InputError, WrongKey, Denied)}


def written_key(key: WrappedKey) -> list[Any]:
    """Return a wrapped key as plain values."""
    return [key.name.hex(), key.dossier, key.record, key.compartments, key.sealed.hex()]


def read_key(plain: list[Any]) -> WrappedKey:
    """Return the wrapped key of plain values."""
    name, dossier, record, parts, sealed = plain
    versions = tuple((str(part), int(version)) for part, version in parts)
    return WrappedKey(bytes.fromhex(name), str(dossier), str(record), versions, bytes.fromhex(sealed))


def written_head(head: Head) -> list[Any]:
    """Return a signed head as plain values."""
    at = head.signed_at.packed().hex()
    return [head.dossier, head.writer, head.compartments, head.count, head.digest.hex(), at, head.signature.hex()]


def read_head(plain: list[Any]) -> Head:
    """Return the signed head of plain values."""
    dossier, writer, parts, count, digest, at, signature = plain
    moment = Moment.unpacked(bytes.fromhex(at))
    compartments = tuple(map(str, parts))
    return Head(str(dossier), str(writer), compartments, int(count), bytes.fromhex(digest), moment, bytes.fromhex(signature))


def written_event(event: Event) -> list[Any]:
    """Return an event as plain values."""
    label = event.label.value if event.label else None
    return [str(event.at), event.person, event.dossier, event.action, event.record, label, event.outcome]


def read_event(plain: list[Any]) -> Event:
    """Return the event of plain values."""
    at, person, dossier, action, record, label, outcome = plain
    return Event(
        Moment.read(at), str(person), str(dossier), str(action), str(record), Label(label) if label else None, str(outcome)
    )




def written_error(trouble: AideMemoireError) -> dict[str, Any]:
    """Return what went wrong, so that the face can say it in its own language."""
    message = trouble.message
    if not isinstance(message, Message):
        message = Message(str(message))
    values = {name: value if isinstance(value, int | str) else str(value) for name, value in message.values}
    return {"error": type(trouble).__name__, "english": message.english, "values": values}


def read_error(plain: dict[str, Any]) -> AideMemoireError:
    """Return the error that an answer tells of."""
    if plain.get("error") == Moved.__name__:
        return Moved()
    message = Message(str(plain["english"]), tuple(dict(plain.get("values") or {}).items()))
    return _ERRORS.get(str(plain.get("error")), InputError)(message)
