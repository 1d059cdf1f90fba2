"""How do a face and the key agent talk? In frames: a short JSON head and parts that are bytes.

    4 bytes   length of all that follows, bounded
    4 bytes   length of the head, bounded
    head      JSON: what is asked or answered, and under "parts" the length of each part
    parts     bytes, one after another

Nothing that arrives is ever run, and no object is built from it but numbers, texts, lists and bytes.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Sequence
from typing import Any

from aidememoire.vocabulary.errors import AideMemoireError
from aidememoire.vocabulary.messages import _

LARGEST, LONGEST_HEAD = 96 * 2**20, 16 * 2**20
_LENGTHS = struct.Struct(">II")
Head = dict[str, Any]
Frame = tuple[Head, list[bytes]]


class Garbled(AideMemoireError):  # noqa: N818 - read aloud where it is caught
    """What came over the socket is no frame."""

    def __init__(self) -> None:
        super().__init__(_("What came over the key agent's socket cannot be read. Lock the vault and unlock it again."))


def send(wire: socket.socket, head: Head, parts: Sequence[bytes] = ()) -> None:
    """Send one frame."""
    written = json.dumps({**head, "parts": [len(part) for part in parts]}, separators=(",", ":")).encode()
    total = 4 + len(written) + sum(map(len, parts))
    if total > LARGEST or len(written) > LONGEST_HEAD:
        raise Garbled
    wire.sendall(_LENGTHS.pack(total, len(written)) + written + b"".join(parts))


def receive(wire: socket.socket) -> Frame | None:
    """Return the next frame, or None where the other side has ended."""
    lengths = _exactly(wire, _LENGTHS.size)
    if lengths is None:
        return None
    total, head_length = _LENGTHS.unpack(lengths)
    if total > LARGEST or head_length > LONGEST_HEAD or total < 4 + head_length:
        raise Garbled
    rest = _exactly(wire, total - 4)
    if rest is None:
        return None
    return _read(rest, head_length)


def _read(rest: bytes, head_length: int) -> Frame:
    try:
        head = json.loads(rest[:head_length])
        sizes = head.pop("parts")
        sound = all(type(size) is int and size >= 0 for size in sizes) and sum(sizes) == len(rest) - head_length
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Garbled from None
    if not sound:
        raise Garbled
    parts, place = [], head_length
    for size in sizes:
        parts.append(rest[place : place + size])
        place += size
    return head, parts


def _exactly(wire: socket.socket, size: int) -> bytes | None:
    read = bytearray(size)
    view, filled = memoryview(read), 0
    while filled < size:
        try:
            got = wire.recv_into(view[filled:])
        except (ConnectionError, OSError):
            return None
        if not got:
            return None
        filled += got
    return bytes(read)
