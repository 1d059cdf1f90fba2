"""What is open in this process? Nothing, or a vault: its keeper and its keyring.

Locking drops both, and this process is over: it opens nothing again, and shows the lock until the server has put a
fresh one in its place, which has never held a key.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time

from aidememoire.workbench import sessions
from aidememoire.workbench.vaults import Vault

# The server ends a process that is over well before this; should it not, the process ends itself.
LONGEST_SECONDS = 30.0
_open: list[Vault] = []
_over = threading.Event()


def is_open() -> bool:
    """Say whether a vault is open here."""
    return bool(_open)


def is_over() -> bool:
    """Say whether a vault was open here and is shut: what opens one again is for the process that comes after."""
    return _over.is_set()


def vault() -> Vault:
    """Return the open vault."""
    return _open[0]


def set_open(opened: Vault) -> None:
    """Take an open vault, and watch for idleness from now on."""
    _open[:] = [opened]
    if opened.client is not None:
        opened.client.end_with_agent(then=_agent_ended)
    threading.Thread(target=_shut_when_idle, args=(opened,), daemon=True, name="idle").start()


def shut() -> None:
    """Lock what is open, forget it and everybody who sat here, and make way for a fresh process."""
    for opened in _forgotten():
        opened.close()
        make_way()


def _agent_ended() -> None:
    """Do as ``shut`` does, but lock nothing: by now somebody may have unlocked the vault again."""
    if _forgotten():
        make_way()


def _forgotten() -> list[Vault]:
    """Drop what is open and everybody who sat here, and return what was."""
    opened = _open[:]
    if opened and multiprocessing.parent_process() is not None:
        _over.set()
    _open.clear()
    sessions.end_all()
    return opened


def make_way() -> None:
    """Ask the server for a fresh process in place of this one, which held plain records or keys, and is over now."""
    server = multiprocessing.parent_process()
    if server is not None and server.pid is not None:
        _over.set()
        at_last = threading.Timer(LONGEST_SECONDS, os._exit, (0,))
        at_last.daemon = True
        at_last.start()
        os.kill(server.pid, signal.SIGHUP)


def _shut_when_idle(opened: Vault) -> None:
    began = time.monotonic()
    while _open and _open[0] is opened:
        idle = sessions.idle_for()
        idle = time.monotonic() - began if idle is None else idle
        if idle > sessions.IDLE_SECONDS:
            shut()
            return
        time.sleep(min(max(sessions.IDLE_SECONDS - idle, 1.0), 30.0))
