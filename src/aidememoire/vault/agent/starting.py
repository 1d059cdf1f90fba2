"""How is a key agent started and ended?"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys

from aidememoire.vault.agent.place import connected
from aidememoire.vault.agent.plain import read_error
from aidememoire.vault.agent.wire import Garbled, receive, send
from aidememoire.vault.folder import Folder
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _

IDLE = 300.0
"""After how many seconds without use a vault locks itself."""


def start(folder: Folder, passphrase: str, *, idle: float = IDLE, as_it_is: bool = False) -> None:
    """Unlock a vault: start its key agent, and return when it answers. The passphrase goes through a pipe.

    A vault that is not as it was left is refused, unless it is opened ``as_it_is``, which stands in the audit.
    """
    command = [sys.executable, "-m", "aidememoire.vault.agent", str(folder.path), str(idle), str(_session() or 0)]
    command += ["as-it-is"] if as_it_is else []
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        with contextlib.suppress(BrokenPipeError):  # it says below why it ended early
            process.stdin.write(passphrase.encode() + b"\n")
            process.stdin.close()
        said = json.loads(process.stdout.readline() or "{}")
    if said.get("ready"):
        return
    raise read_error(said) if "error" in said else InputError(_("The key agent could not be started."))


def lock(folder: Folder) -> None:
    """Lock a vault, and return when its agent has ended and the keys are gone from memory."""
    wire = connected(folder)
    with contextlib.suppress(Garbled, OSError):
        send(wire, {"ask": "lock"})
        while receive(wire) is not None:
            pass
    wire.close()


def _session() -> int | None:
    """Return the process whose end is the log-out: the leader of the session, where it has a terminal."""
    leader = os.getsid(0)
    if leader == os.getpid():
        return None
    try:
        os.close(os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY))
    except OSError:
        return None  # started by a program, not at a terminal: idle time and the login's folder decide
    return leader
