"""Who holds the keys while people work? A process of its own, which ends when the vault is locked.

It holds keys and the open database, and answers faces on a socket that only this account can open. It ends on ``lock``,
after five idle minutes, or when the terminal or login that started it is gone. With it ends every process that held
plain records: only the end of a process takes keys out of memory for certain.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import select
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO

from aidememoire.vault import checking
from aidememoire.vault.agent.answers import Answers
from aidememoire.vault.agent.harden import harden
from aidememoire.vault.agent.place import listening, same_account
from aidememoire.vault.agent.plain import written_error
from aidememoire.vault.agent.starting import IDLE
from aidememoire.vault.agent.wire import Garbled, receive, send
from aidememoire.vault.folder import Folder
from aidememoire.vault.opened import Vault, unlocked
from aidememoire.vocabulary.errors import AideMemoireError, InputError
from aidememoire.vocabulary.messages import _

_LOOK = 0.25
_QUICK = 16 * 2**20  # a vault up to this size is looked through before it opens, in half a second
_MOST_FACES = 64


class Agent:
    """Answers faces until it is told to lock, or nobody asked anything for too long."""

    def __init__(
        self,
        vault: Vault,
        wire: socket.socket,
        *,
        idle: float = IDLE,
        now: Callable[[], float] = time.monotonic,
        ended: Callable[[], bool] = lambda: False,
    ) -> None:
        self.vault, self._wire, self._idle, self._now, self._ended = vault, wire, idle, now, ended
        self._asked_at = now()
        self._stop = threading.Event()
        self._faces: set[socket.socket] = set()
        self.answers = Answers(vault, lock=self._stop.set, left=self.left)

    def left(self) -> float:
        """Return how many idle seconds are left."""
        return max(self._asked_at + self._idle - self._now(), 0.0)

    def stop(self) -> None:
        """Lock soon."""
        self._stop.set()

    @property
    def over(self) -> bool:
        """Say whether it is time to lock."""
        return self._stop.is_set() or self.left() <= 0 or self._ended()

    def serve(self) -> None:
        """Answer until it is time to lock; then sign the audit and close the database."""
        self._wire.settimeout(_LOOK)
        while not self.over:
            try:
                face, _address = self._wire.accept()
            except TimeoutError:
                continue
            if not same_account(face) or len(self._faces) >= _MOST_FACES:
                face.close()
                continue
            face.settimeout(None)
            self._faces.add(face)
            threading.Thread(target=self._talk, args=(face,), daemon=True).start()
        self._wire.close()
        with contextlib.suppress(AideMemoireError):  # a full disk must not keep a vault open
            self.vault.lock()

    def look_through(self) -> None:
        """Look through a large vault while people work; where it is not as it was left, answer nothing more."""
        self.answers.refuse = checking.problem(self.vault)

    def hang_up(self) -> None:
        """End every conversation; the end of the process does the same."""
        for face in tuple(self._faces):
            with contextlib.suppress(OSError):
                face.shutdown(socket.SHUT_RDWR)

    def _talk(self, face: socket.socket) -> None:
        try:
            while (frame := receive(face)) is not None and not self.over:
                head, parts = frame
                if not head.get("quiet"):
                    self._asked_at = self._now()
                answer, answered = self.answers.to(head, parts)
                send(face, answer, answered)
        except (Garbled, OSError):
            pass  # whoever cannot be understood, or has gone, is hung up on
        finally:
            self._faces.discard(face)
            face.close()


def main(arguments: list[str]) -> int:
    """Be the key agent of the vault in a folder; the passphrase is one line of standard input."""
    if os.fork():
        return 0  # whoever started this waits for the word below, not for the agent's end
    harden()
    folder, idle, session, as_it_is = (
        Folder(Path(arguments[0])),
        float(arguments[1]),
        int(arguments[2]),
        "as-it-is" in arguments,
    )
    try:
        alone = _only_one(folder)
        vault = unlocked(folder, sys.stdin.readline().rstrip("\n"))
        small = folder.database.stat().st_size < _QUICK
        if as_it_is:
            vault.note("unlock as it is")
        elif small and (problem := checking.problem(vault)):
            vault.keeper.close()
            raise problem
        vault.keeper.attachments.sweep(vault.keeper.queue)
        wire = listening(folder)
    except AideMemoireError as trouble:
        print(json.dumps(written_error(trouble)), flush=True)  # noqa: T201 - told to whoever started it
        return 1
    agent = Agent(vault, wire, idle=idle, ended=partial(_logged_out, _watched(session), _run_folder()))
    if not small and not as_it_is:
        threading.Thread(target=agent.look_through, daemon=True).start()
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: agent.stop())
    print(json.dumps({"ready": True}), flush=True)  # noqa: T201 - told to whoever started it
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nothing, stream)
    agent.serve()
    (folder.run / "agent.sock").unlink(missing_ok=True)
    alone.close()
    os._exit(0)  # no thread of a face may keep the keys in memory a moment longer


def _only_one(folder: Folder) -> IO[bytes]:
    """Hold the place of the one agent of this vault, or say that it is taken."""
    folder.id()
    folder.run.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = (folder.run / "agent.lock").open("wb")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise InputError(_("The vault is unlocked already.")) from None
    return file


def _watched(leader: int) -> int | None:
    try:
        return os.pidfd_open(leader) if leader and hasattr(os, "pidfd_open") else None
    except OSError:
        return None


def _run_folder() -> Path | None:
    """Return the folder that the system takes away when this account has logged out everywhere."""
    given = os.environ.get("XDG_RUNTIME_DIR")
    return Path(given) if given and Path(given).is_dir() else None


def _logged_out(leader: int | None, run: Path | None) -> bool:
    return (leader is not None and bool(select.select([leader], [], [], 0)[0])) or (
        run is not None and not run.is_dir()
    )
