"""Who may come in by the key agent's socket? This account alone, and both sides look who the other is."""

from __future__ import annotations

import os
import socket
import stat
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aidememoire.vault.folder import Folder
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _

_LONGEST = 100
_CREDENTIALS = struct.Struct("3i")


class Locked(InputError):  # noqa: N818 - read aloud where it is caught
    """No key agent answers: the vault is locked."""

    def __init__(self) -> None:
        super().__init__(_("The vault is locked. Unlock it with: aidememoire vault unlock"))


def listening(folder: Folder) -> socket.socket:
    """Return a socket that only this account can open."""
    folder.run.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.run.chmod(0o700)
    _demand_own(folder.run)
    wire = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with _address(folder) as address:
        (folder.run / "agent.sock").unlink(missing_ok=True)
        before = os.umask(0o177)
        try:
            wire.bind(address)
        finally:
            os.umask(before)
    wire.listen(64)
    return wire


def connected(folder: Folder) -> socket.socket:
    """Return a connection to the key agent of this account, or raise ``Locked``."""
    wire = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        _demand_own(folder.run)
        with _address(folder) as address:
            wire.connect(address)
    except OSError:
        wire.close()
        raise Locked from None
    if not same_account(wire):
        wire.close()
        raise InputError(_("The key agent's socket is not held by this account. Do not use this vault."))
    return wire


def same_account(wire: socket.socket) -> bool:
    """Say whether the other side runs under this account."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True  # the folder's rights stand alone where the system cannot be asked
    _pid, uid, _gid = _CREDENTIALS.unpack(wire.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size))
    return bool(uid == os.getuid())


def _demand_own(folder: Path) -> None:
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise InputError(_("{folder} must be a folder of this account that nobody else can open.", folder=str(folder)))


@contextmanager
def _address(folder: Folder) -> Iterator[str]:
    """Give a name of the socket that is short enough for the system, however deep the folder lies."""
    plain = str(folder.run / "agent.sock")
    if len(os.fsencode(plain)) < _LONGEST:
        yield plain
    elif sys.platform == "linux":
        handle = os.open(folder.run, os.O_RDONLY | os.O_DIRECTORY)
        try:
            yield f"/proc/self/fd/{handle}/agent.sock"
        finally:
            os.close(handle)
    else:
        raise InputError(_("The path of {folder} is too long. Set AIDEMEMOIRE_HOME to a shorter one.", folder=plain))
