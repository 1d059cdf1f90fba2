"""How do keys, heads, events and errors go through the socket? As plain values; entries go as their own bytes."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from aidememoire.ledger.audit import Event
from aidememoire.ledger.chain import Head
from aidememoire.ledger.clock import Moment
from aidememoire.ledger.gate import Denied
from aidememoire.ledger.keeper import Moved
from aidememoire.ledger.seal import WrappedKey
from aidememoire.vault.checking import Checked
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
    return Head(
        str(dossier), str(writer), compartments, int(count), bytes.fromhex(digest), moment, bytes.fromhex(signature)
    )


def written_event(event: Event) -> list[Any]:
    """Return an event as plain values."""
    label = event.label.value if event.label else None
    return [str(event.at), event.person, event.dossier, event.action, event.record, label, event.outcome]


def read_event(plain: list[Any]) -> Event:
    """Return the event of plain values."""
    at, person, dossier, action, record, label, outcome = plain
    return Event(
        Moment.read(at),
        str(person),
        str(dossier),
        str(action),
        str(record),
        Label(label) if label else None,
        str(outcome),
    )


def written_message(message: Message | str) -> list[Any]:
    """Return a sentence with its values, so that the face can say it in its own language."""
    if not isinstance(message, Message):
        return [str(message), {}]
    values = {name: value if isinstance(value, int | str) else str(value) for name, value in message.values}
    return [message.english, values]


def read_message(plain: list[Any]) -> Message:
    """Return the sentence of plain values."""
    english, values = plain
    return Message(str(english), tuple(dict(values).items()))


def written_error(trouble: AideMemoireError) -> dict[str, Any]:
    """Return what went wrong as plain values."""
    return {"error": type(trouble).__name__, "said": written_message(trouble.message)}


def read_error(plain: dict[str, Any]) -> AideMemoireError:
    """Return the error that an answer tells of."""
    if plain["error"] == Moved.__name__:
        return Moved()
    return _ERRORS.get(str(plain["error"]), InputError)(read_message(plain["said"]))


def written_checked(checked: Checked) -> dict[str, Any]:
    """Return what a look through the vault found as plain values."""
    return {**asdict(checked), "problems": [written_message(problem) for problem in checked.problems]}


def read_checked(plain: dict[str, Any]) -> Checked:
    """Return what a look through the vault found."""
    told = {field.name: plain[field.name] for field in fields(Checked) if field.name != "problems"}
    return Checked(**told, problems=tuple(read_message(problem) for problem in plain["problems"]))
