"""How are thousands of records made that all stay, without the garbage collector walking over them again and again?"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 1000
"""From how many records on it pays to leave the garbage collector out."""

_stays = threading.Event()


def all_stays() -> None:
    """Spare the garbage collector all that is there now: it stays as long as the process, and so does what is next.

    For a process that ends with what it opened, such as a dossier of thousands of records.
    """
    _stays.set()
    gc.freeze()


@contextmanager
def uncollected(many: bool = True) -> Iterator[None]:
    """Leave the garbage collector out where many records are made that all stay, and count them as old.

    Otherwise the next list that anybody makes would have all of them looked through as young. Where the collector was
    off before, it stays off.
    """
    if not many or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if not _stays.is_set():
            gc.unfreeze()
        gc.enable()
