"""How are thousands of records made that all stay, without the garbage collector walking over them again and again?"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 1000
"""From how many records on it pays to leave the garbage collector out."""


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
        if not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
        gc.enable()
