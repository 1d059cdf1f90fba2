"""How does something travel so that only those named in it open it, and know who sent it?

A file of ours: boxes that each hold the key for one recipient, then an age file. Inside it stands what is said, the
signature of the sender over all of it, recipients and boxes included, and the load. Cut, changed, sent on to somebody
else or put into another's cover, it does not open.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import pyrage
from nacl.public import PublicKey, SealedBox

from aidememoire.ledger.entry import canonical
from aidememoire.ledger.people import Person
from aidememoire.ledger.seal import Keyring
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import Message, _

MAGIC = b"aidememoire sealed 1\n"
MOST_RECIPIENTS, LARGEST = 200, 512 * 1024 * 1024
_KEY_LENGTH = 74
_BOX = _KEY_LENGTH + 48
_SIGNATURE = 64
_LENGTH = 8


class NotOpened(InputError):  # noqa: N818 - what happened, read aloud
    """A sealed file that is not for this person, or not as its sender closed it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What came in a sealed file: of which kind, from whom, to whom, what is said, and the load."""

    kind: str
    id: str
    sender: Person
    recipients: tuple[Person, ...]
    said: dict[str, Any]
    load: bytes


def closed(
    kind: str, said: dict[str, Any], load: bytes, keyring: Keyring, recipients: Sequence[Person], *, id: str = ""
) -> tuple[str, bytes]:
    """Return the id of a letter, and its bytes, signed by the holder of a keyring and sealed to recipients."""
    if not 0 < len(recipients) <= MOST_RECIPIENTS:
        raise InputError(_("Name who shall open it: one recipient at least, {n} at most.", n=MOST_RECIPIENTS))
    once = pyrage.x25519.Identity.generate()
    boxes = [SealedBox(PublicKey(one.box_key)).encrypt(str(once).encode("ascii")) for one in recipients]
    cover = MAGIC + len(boxes).to_bytes(2, "big") + b"".join(boxes)
    letter = id or secrets.token_hex(16)
    manifest = canonical(
        {
            "kind": kind,
            "id": letter,
            "sender": keyring.me.written(),
            "recipients": [one.written() for one in recipients],
            "cover": _digest(cover),
            "load": _digest(load),
            "said": said,
        }
    )
    signature = keyring.sign(_signed(manifest))
    inside = len(manifest).to_bytes(_LENGTH, "big") + manifest + signature + load
    return letter, cover + pyrage.encrypt(inside, [once.to_public()])


def opened(written: bytes, keyring: Keyring) -> Letter:
    """Return what is in a sealed file, or refuse it: one that was changed anywhere does not open."""
    if not written.startswith(MAGIC):
        raise NotOpened(_("This is no sealed file of this tool, or one of a newer version: install that."))
    if len(written) > LARGEST:
        raise NotOpened(_("This sealed file is larger than any that this tool writes."))
    count = int.from_bytes(written[len(MAGIC) : len(MAGIC) + 2], "big")
    ends = len(MAGIC) + 2 + count * _BOX
    if not 0 < count <= MOST_RECIPIENTS or len(written) <= ends:
        raise _changed()
    boxes = [written[start : start + _BOX] for start in range(len(MAGIC) + 2, ends, _BOX)]
    inside = _unsealed(written[ends:], boxes, keyring)
    length = int.from_bytes(inside[:_LENGTH], "big")
    manifest, rest = inside[_LENGTH : _LENGTH + length], inside[_LENGTH + length :]
    return _read(manifest, rest[:_SIGNATURE], rest[_SIGNATURE:], written[:ends], keyring)


def _unsealed(sealed: bytes, boxes: Iterable[bytes], keyring: Keyring) -> bytes:
    key = next((found for box in boxes if (found := keyring.open_sealed_box(box)) is not None), None)
    if key is None:
        raise NotOpened(
            _("This file is not sealed to you ({name}), or it was changed on its way.", name=keyring.me.name)
        )
    try:
        inside: bytes = pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(key.decode("ascii"))])
    except (pyrage.DecryptError, pyrage.IdentityError, UnicodeDecodeError):
        raise _changed() from None
    return inside


def _read(manifest: bytes, signature: bytes, load: bytes, cover: bytes, keyring: Keyring) -> Letter:
    try:
        told = json.loads(manifest)
        sender = Person.read(told["sender"])
        recipients = tuple(Person.read(one) for one in told["recipients"])
        letter = Letter(str(told["kind"]), str(told["id"]), sender, recipients, dict(told["said"]), load)
        right = (told["cover"], told["load"]) == (_digest(cover), _digest(load))
    except (ValueError, KeyError, TypeError):
        raise _changed() from None
    if not right or not sender.signed(_signed(manifest), signature):
        raise _changed()
    if keyring.me.id not in {one.id for one in recipients}:
        raise NotOpened(
            _("{sender} did not send this to you: somebody sent it on. Ask for your own.", sender=sender.name)
        )
    return letter


def _signed(manifest: bytes) -> bytes:
    return b"aidememoire letter 1\n" + manifest


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=32).hexdigest()


def _changed() -> NotOpened:
    why: Message = _("This sealed file was cut or changed on its way. Nothing of it is used. Ask for it again.")
    return NotOpened(why)
