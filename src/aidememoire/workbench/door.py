"""What is open in this process? Nothing, or a vault: its keeper and its keyring.

Locking drops both and ends the process; the server then starts a fresh one, which has never held a key and shows the
lock screen.
"""

from __future__ import annotations

import os
import threading
import time

from aidememoire.workbench import sessions
from aidememoire.workbench.vaults import Vault

# A server that sees its worker end twice within seconds takes it for a fault and gives up.
STEADY_SECONDS = 7.0
_began = time.monotonic()
_open: list[Vault] = []
_last_asked: list[float] = []


def is_open() -> bool:
    """Say whether a vault is open here."""
    return bool(_open)


def vault() -> Vault:
    """Return the open vault."""
    return _open[0]


def set_open(opened: Vault) -> None:
    """Take an open vault, and watch for idleness from now on."""
    _open[:] = [opened]
    if opened.client is not None:
        opened.client.end_with_agent(then=end_soon)
    threading.Thread(target=_shut_when_idle, args=(opened,), daemon=True, name="idle").start()


def shut(*, end: bool = True) -> None:
    """Forget what was open and everybody who sat here, and end this process."""
    opened = _open[:]
    _open.clear()
    sessions.end_all()
    for one in opened:
        one.close()
    if end and opened:
        end_soon()


def end_soon() -> None:
    """End this process, which held plain records, as soon as the server takes that calmly."""
    _open.clear()
    sessions.end_all()
    wait = max(STEADY_SECONDS - (time.monotonic() - _began), 0.3)
    threading.Timer(wait, os._exit, (0,)).start()


def _shut_when_idle(opened: Vault) -> None:
    began = time.monotonic()
    while _open and _open[0] is opened:
        idle = sessions.idle_for()
        idle = time.monotonic() - began if idle is None else idle
        if idle > sessions.IDLE_SECONDS:
            shut()
            return
        time.sleep(min(max(sessions.IDLE_SECONDS - idle, 1.0), 30.0))
