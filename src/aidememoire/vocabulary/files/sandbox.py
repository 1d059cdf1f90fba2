"""How is a file read that may be hostile? In a worker that can be killed, within 512 MiB and 10 CPU-seconds."""

from __future__ import annotations

import marshal
import subprocess
import sys
from pathlib import Path

from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files.reading import Reading
from aidememoire.vocabulary.files.worker import CPU_SECONDS, MEMORY, OUT_OF_MEMORY, READERS
from aidememoire.vocabulary.messages import Message, _

WALL_SECONDS = 60
LARGEST_FILE = MEMORY // 2


def read(path: Path) -> Reading:
    """Read a file into plain values, or say why it cannot be read at all."""
    ending = path.suffix.lower()
    if ending not in READERS:
        raise InputError(
            _(
                "{path}: {ending} is no format of dossiers. Use one of {endings}.",
                path=path,
                ending=ending or "''",
                endings=(".yaml", ".jsonl", ".xlsx"),
            )
        )
    _look_at(path)
    command = [sys.executable, "-P", "-m", "aidememoire.vocabulary.files.worker", str(path), ending]
    try:
        done = subprocess.run(command, capture_output=True, timeout=WALL_SECONDS, check=False, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        raise InputError(_too_much(path)) from None
    if done.returncode == 0 and done.stdout:
        return Reading(**marshal.loads(done.stdout))  # noqa: S302 - from our own worker
    if done.returncode == OUT_OF_MEMORY or done.returncode < 0:
        raise InputError(_too_much(path))
    raise InputError(_("{path} cannot be read: its content stops the reader.", path=path))


def _look_at(path: Path) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except FileNotFoundError:
        raise InputError(_("There is no file {path}. Look at the name and the folder.", path=path)) from None
    except IsADirectoryError:
        raise InputError(_("{path} is a folder. Name the dossier file in it.", path=path)) from None
    except OSError as error:
        raise InputError(_("{path} cannot be opened: {why}.", path=path, why=error.strerror or str(error))) from None
    if size > LARGEST_FILE:
        raise InputError(_too_much(path))


def _too_much(path: Path) -> Message:
    if path.suffix.lower() == ".jsonl":
        return _(
            "{path} costs more than {mib} MiB or {seconds} CPU-seconds to read. Split it into several dossiers.",
            path=path,
            mib=MEMORY // 2**20,
            seconds=CPU_SECONDS,
        )
    return _(
        "{path} costs more than {mib} MiB or {seconds} CPU-seconds to read. JSON lines (.jsonl) hold far more: "
        "save it as that, or split it.",
        path=path,
        mib=MEMORY // 2**20,
        seconds=CPU_SECONDS,
    )
