"""How is a dossier read from a file and written to one, whole or not at all?"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from aidememoire.vocabulary.collecting import uncollected
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files import sandbox
from aidememoire.vocabulary.files.faults import FAULT, Fault
from aidememoire.vocabulary.files.worker import READERS
from aidememoire.vocabulary.messages import Message, Run, _, plural, runs_of

if TYPE_CHECKING:
    from aidememoire.vocabulary.dossier import Dossier
    from aidememoire.vocabulary.files.checking import Checked


def read(path: Path | str, data: bytes | None = None) -> Checked:
    """Read a file with every fault in it; raises ``InputError`` only where nothing at all can be read.

    Where ``data`` is given the path is only its name.
    """
    place = Path(path)
    worker = sandbox.Worker(place, data=data)
    with uncollected():
        # The models are costly to import; that happens while the worker reads.
        from aidememoire.vocabulary.files.checking import check

        return check(worker.reading(), place)


def load(path: Path | str) -> Dossier:
    """Read a file that must be sound.

    Raises
    ------
    InputError
        With the first fault, how many there are, and the command that lists them.
    """
    checked = read(path)
    refuse(checked.faults, path)
    return checked.dossier


def refuse(told: Iterable[Fault], path: Path | str) -> None:
    """Refuse a file in which there is any fault: advice alone is none."""
    faults = [fault for fault in told if fault.level == FAULT]
    if faults:
        raise InputError(_refusal(faults, path))


def _refusal(faults: list[Fault], path: Path | str) -> Message:
    first = faults[0]
    where = _("{place}: ", place=first.place) if first.place.runs("en") else ""
    about = [part for part in (first.record, first.field, first.found) if part]
    return plural(
        "{path}: {where}{about}{problem}{instead} aidememoire check {path} says more.",
        "{path}: {n} faults; the first: {where}{about}{problem}{instead} aidememoire check {path} lists them all.",
        len(faults),
        path=str(path),
        where=where,
        about=_("{found}: ", found=tuple(dict.fromkeys(about))) if about else "",
        problem=_Sentence(first.problem),
        instead=_(" Write: {instead}", instead=_Sentence(first.instead)) if first.instead is not None else "",
    )


@dataclass(frozen=True)
class _Sentence:
    """Words that end with a full stop, whether or not they came with one."""

    value: object

    def runs(self, language: str) -> tuple[Run, ...]:
        runs = runs_of(self.value, language)
        return runs if runs and runs[-1].text.endswith((".", "…")) else (*runs, Run(".", "word", language))


def save(dossier: Dossier, path: Path | str) -> None:
    """Write a dossier in the format that the ending names; a file that stood there is replaced whole or not at all."""
    place = Path(path)
    reader = READERS.get(place.suffix.lower())
    if reader is None:
        raise InputError(sandbox.not_a_format(place))
    from aidememoire import __version__

    writer = import_module(f"aidememoire.vocabulary.files.{reader}")
    replaced(place, lambda put: writer.write(dossier, f"aidememoire {__version__}", put))


def replaced(path: Path, write: Callable[[Callable[[bytes], object]], object]) -> None:
    """Write a file beside its place, make it durable, and only then put it there."""
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                write(file.write)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).chmod(0o600)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink()
            raise
    except OSError as error:
        raise InputError(
            _(
                "{path} cannot be written: {why}. What stood there before is untouched.",
                path=path,
                why=error.strerror or str(error),
            )
        ) from None
