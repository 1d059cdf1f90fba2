"""Reads one hostile file at most: a process of its own with a bound on memory and time, no keys and no network.

It writes the reading to standard output as marshalled plain values and nothing else. It imports no more than the one
reader that it needs: a module with ``parse``, named by whoever starts it, so that foreign formats are read within the
same bounds without being known here.
"""

from __future__ import annotations

import gc
import marshal
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn

MEMORY = 512 * 2**20
CPU_SECONDS = 10
OUT_OF_MEMORY = 3
HERE = "aidememoire.vocabulary.files"
FROM_INPUT = "-"
READERS = {".yaml": "as_yaml", ".yml": "as_yaml", ".jsonl": "as_jsonl", ".xlsx": "as_workbook"}


def main(path: str, reader: str) -> NoReturn:
    """Read the file, hand its plain content over, and end at once: taking thousands of values apart costs time."""
    code = _read(path, reader)
    sys.stdout.flush()
    os._exit(code)


def _read(path: str, reader: str) -> int:
    _bound()
    gc.disable()  # one file, one pass, and then the process ends
    try:
        module = import_module(reader)
        reading = module.parse(sys.stdin.buffer.read() if path == FROM_INPUT else Path(path).read_bytes())
        reading.cpu = _spent()
        sys.stdout.buffer.write(marshal.dumps(reading.packed()))
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def _bound() -> None:
    try:
        import resource
    except ImportError:  # not on every system; the parent still ends us by the clock
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _spent() -> float:
    import time

    return time.process_time()
