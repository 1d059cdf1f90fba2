"""How is a file read that may be hostile? In a worker that can be killed, within 512 MiB and 10 CPU-seconds."""

from __future__ import annotations

import marshal
import signal
import stat
import subprocess
import sys
from pathlib import Path

from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files.faults import shown
from aidememoire.vocabulary.files.reading import Reading
from aidememoire.vocabulary.files.worker import CPU_SECONDS, FROM_INPUT, HERE, MEMORY, OUT_OF_MEMORY, READERS
from aidememoire.vocabulary.messages import Message, _

WALL_SECONDS = 60
LARGEST_FILE = MEMORY // 2
# What the system ends a process with that goes on past its bounds.
_STOPPED = {getattr(signal, name) for name in ("SIGXCPU", "SIGKILL") if hasattr(signal, name)}


_START = "import sys; from aidememoire.vocabulary.files.worker import main; main(*sys.argv[1:])"


class Worker:
    """A worker that has begun to read a file; the caller may do something else before it asks for the reading.

    ``reader`` names the module whose ``parse`` reads the bytes; without it the ending of the file chooses among our own
    formats. Where ``data`` is given, the path is only a name: what was handed over in a browser never lies on the disk.
    """

    def __init__(self, path: Path, *, reader: str | None = None, data: bytes | None = None) -> None:
        self.path = path
        self._data = data
        own = READERS.get(path.suffix.lower())
        if reader is None and own is None:
            raise InputError(not_a_format(path))
        if data is None:
            _look_at(path)
        elif len(data) > LARGEST_FILE:
            raise InputError(too_much(path))
        place = str(path) if data is None else FROM_INPUT
        command = [sys.executable, "-P", "-c", _START, place, reader or f"{HERE}.{own}"]
        pipe, none = subprocess.PIPE, subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdin=none if data is None else pipe, stdout=pipe, stderr=none)

    def reading(self) -> Reading:
        """Return what the worker read, or say why the file cannot be read at all."""
        try:
            out, _nothing = self._process.communicate(self._data, timeout=WALL_SECONDS)
        except subprocess.TimeoutExpired:
            raise InputError(too_much(self.path)) from None
        finally:
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait()
        code = self._process.returncode
        if code == 0 and out:
            return Reading(**marshal.loads(out))  # noqa: S302 - from our own worker
        if code == OUT_OF_MEMORY or -code in _STOPPED:
            raise InputError(too_much(self.path))
        raise InputError(_("{path} cannot be read: its content stops the reader.", path=self.path))


def not_a_format(path: Path) -> Message:
    """Return what to say of a file whose ending names none of our formats."""
    return _(
        "{path}: {ending} is no format of dossiers. Use one of {endings}.",
        path=path,
        ending=path.suffix or "''",
        endings=(".yaml", ".jsonl", ".xlsx"),
    )


def _look_at(path: Path) -> None:
    try:
        about = path.stat()
        regular = stat.S_ISREG(about.st_mode)
        if regular or stat.S_ISDIR(about.st_mode):  # a pipe would be waited for
            with path.open("rb"):
                pass
    except FileNotFoundError:
        raise InputError(_("There is no file {path}. Look at the name and the folder.", path=path)) from None
    except IsADirectoryError:
        raise InputError(_("{path} is a folder. Name the dossier file in it.", path=path)) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(_("{path} cannot be opened: {why}.", path=shown(str(path), 200), why=why)) from None
    if not regular:
        raise InputError(_("{path} is a pipe or a device. Save it as a file first.", path=path))
    if about.st_size > LARGEST_FILE:
        raise InputError(too_much(path))


def too_much(path: Path) -> Message:
    """Return what to say of a file that costs more than one file may."""
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
