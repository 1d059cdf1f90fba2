"""What stands in foreign files? Tables with their headings and rows, read by a worker within its bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files.checking import from_worker
from aidememoire.vocabulary.files.faults import Fault, Told, shown
from aidememoire.vocabulary.files.reading import Reading
from aidememoire.vocabulary.files.sandbox import Worker
from aidememoire.vocabulary.files.workbook.layout import DOSSIER, LONG_TEXTS, NAMES, part_sheets
from aidememoire.vocabulary.files.workbook.values import unguarded
from aidememoire.vocabulary.kinds import sections
from aidememoire.vocabulary.messages import _

READERS = {
    ".xlsx": "aidememoire.vocabulary.files.as_workbook",
    ".csv": "aidememoire.feeds.reading_csv",
    ".tsv": "aidememoire.feeds.reading_csv",
    ".json": "aidememoire.feeds.reading_json",
    ".txt": "aidememoire.feeds.reading_names",
}
SAMPLES = 3

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class File:
    """A file handed over: its path, or only its name with the bytes beside it."""

    path: Path
    data: bytes | None = None

    @property
    def ending(self) -> str:
        """Return how the file's name ends, in small letters."""
        return self.path.suffix.lower()


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a foreign file: headings, and rows with the number of their line, row or place in a list."""

    file: File
    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]

    def cells(self, row: tuple[Cell, ...]) -> Iterator[tuple[str, Cell]]:
        """Yield each heading with what stands under it in a row; the first of two equal headings counts."""
        seen: set[str] = set()
        for heading, value in zip(self.columns, row, strict=False):
            if value is not None and heading and heading not in seen:
                seen.add(heading)
                yield heading, value

    def samples(self, heading: str) -> tuple[str, ...]:
        """Return the first cells under a heading that hold something."""
        at = self.columns.index(heading)
        found = (row[at] for _number, row in self.rows if len(row) > at and row[at] is not None)
        return tuple(shown(str(value)) for value, _n in zip(found, range(SAMPLES), strict=False))


@dataclass(frozen=True, slots=True)
class Opened:
    """What was read: the tables of all files handed over, every fault met on the way, and the plain readings."""

    files: tuple[File, ...]
    tables: tuple[Table, ...]
    faults: tuple[Fault, ...]
    readings: tuple[Reading, ...]

    @property
    def name(self) -> str:
        """Return what the files are called together, for the title of a new dossier."""
        return self.files[0].path.stem.removesuffix(".nodes").removesuffix(".edges")


def beside(path: Path) -> tuple[File, ...]:
    """Return a file with those that belong to it by their names: ``port.nodes.csv`` beside ``port.edges.csv``.

    Of our own sheets, as in ``port.actors.csv``, all that stand beside each other belong together.
    """
    stem, _dot, part = path.stem.rpartition(".")
    if path.suffix.lower() not in (".csv", ".tsv") or not stem:
        return (File(path),)
    pairs = {"nodes", "edges"}
    wanted = pairs if part in pairs else {DOSSIER, NAMES, LONG_TEXTS, *sections(), *part_sheets()}
    if part not in wanted:
        return (File(path),)
    others = (path.with_name(f"{stem}.{name}{path.suffix}") for name in sorted(wanted - {part}))
    return (File(path), *(File(other) for other in others if other.is_file()))


def opened(files: Sequence[File]) -> Opened:
    """Read foreign files. Refuses those whose ending is not read; what is wrong inside stands among the faults."""
    if not files:
        raise InputError(_("No file was given."))
    workers = []
    for file in files:
        if file.ending not in READERS:
            raise InputError(
                _(
                    "{path}: {ending} is not read. Use one of {endings}.",
                    path=file.path,
                    ending=file.ending or "''",
                    endings=tuple(READERS),
                )
            )
        workers.append(Worker(file.path, reader=READERS[file.ending], data=file.data))
    tables: list[Table] = []
    faults: list[Fault] = []
    readings = []
    for file, worker in zip(files, workers, strict=True):
        reading = worker.reading()
        readings.append(reading)
        told = Told([from_worker(fault) for fault in reading.faults], reading.untold)
        faults += told.all_of(file.path) if told.faults else ()
        tables += _tables(file, reading)
    return Opened(tuple(files), tuple(tables), tuple(faults), tuple(readings))


def _tables(file: File, reading: Reading) -> Iterator[Table]:
    for name, plain in reading.sheets.items():
        called = name if file.ending in (".xlsx", ".json") else file.path.stem
        rows = tuple((number, tuple(_cell(value) for value in cells)) for number, cells in plain["rows"])
        yield Table(file, called, tuple(_heading(words) for words in plain["columns"]), rows)


def _heading(words: str) -> str:
    return unguarded(words)


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return unguarded(value) if value.strip() else None
    return value  # type: ignore[no-any-return]
