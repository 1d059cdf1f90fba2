"""How does a process that holds keys or plain records leave nothing of them behind?"""

from __future__ import annotations

import ctypes
import os
import sys

_SET_DUMPABLE = 4  # PR_SET_DUMPABLE, linux/prctl.h


def harden() -> None:
    """Leave no memory behind: no core dump, and no other process of this account may look into this one."""
    os.umask(0o077)
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
