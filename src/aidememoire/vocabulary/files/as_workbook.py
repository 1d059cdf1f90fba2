"""Workbooks, the format of people who live in a spreadsheet: one sheet a kind, one column a field.

Lists inside a record stand on sheets of their own with a column ``record``; a language is a column ``wording:fr``; a
record's place is (sheet, index of its row, places of its parts). This file is what the worker imports; what knows the
models stands in ``workbook/`` and is imported only when it is called.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from aidememoire.vocabulary.files.faults import shown
from aidememoire.vocabulary.files.reading import Reading, Unreadable
from aidememoire.vocabulary.files.workbook.cells import Sheet, shared_strings
from aidememoire.vocabulary.files.workbook.package import BROKEN, Package, opened
from aidememoire.vocabulary.messages import _

if TYPE_CHECKING:
    from aidememoire.vocabulary.dossier import Dossier
    from aidememoire.vocabulary.files.faults import Place

IGNORED = frozenset({"codes", "help"})


def parse(data: bytes) -> Reading:
    """Read a workbook into plain tables: the columns of each sheet, and its rows with their numbers."""
    reading = Reading()
    try:
        package = opened(data, reading)
        strings = _strings(package, reading)
        cells = 0
        for title, part, state in package.sheets:
            if is_ignored(title):
                continue
            _tell_hidden(title, state, reading)
            sheet = Sheet(title, package, strings, reading, cells)
            sheet.read(part)
            cells = sheet.count
            reading.sheets[title] = _table(sheet.rows)
        if not reading.sheets:
            _nothing_read(package, reading)
    except Unreadable:
        reading.sheets = {}
    return reading


def is_ignored(title: str) -> bool:
    """Say whether a sheet is for people only."""
    name = title.strip().casefold()
    return name in IGNORED or name.endswith("(ignore)")


def _strings(package: Package, reading: Reading) -> list[str]:
    try:
        return shared_strings(package)
    except (*BROKEN, expat.ExpatError) as error:
        reading.fault(
            _("The texts of the workbook are damaged ({problem}).", problem=shown(str(error))),
            instead=_("Ask for the file again, or restore it from a copy."),
            byte=0,
        )
        raise Unreadable from None


def _tell_hidden(title: str, state: str, reading: Reading) -> None:
    if state in ("hidden", "veryHidden"):
        reading.advise(
            _("The sheet is hidden; it is read like any other."),
            instead=_("Unhide it and look at it, or delete it."),
            sheet=shown(title),
        )


def _nothing_read(package: Package, reading: Reading) -> None:
    titles = tuple(shown(title, 30) for title, _part, _state in package.sheets[:5])
    reading.fault(
        _("The workbook has no sheet with records."),
        instead=_("Sheets named dossier, actors, issues and so on. Start with: aidememoire new FILE.xlsx"),
        found=", ".join(titles) or None,
        sheet=titles[0] if titles else None,
    )


def _table(rows: list[list[Any]]) -> dict[str, Any]:
    """Part the header from the rows; a row of tags (all cells begin with #) under it is passed over."""
    if not rows:
        return {"row": 1, "columns": [], "rows": []}
    (number, header), *rest = rows
    if rest and all(cell is None or (isinstance(cell, str) and cell.lstrip().startswith("#")) for cell in rest[0][1]):
        del rest[0]
    columns = ["" if cell is None else str(cell).strip() for cell in header]
    return {"row": number, "columns": columns, "rows": rest}


def assemble(reading: Reading) -> None:
    """Turn tables into header and records. What fits no kind or field is noted as a fault of the reading."""
    from aidememoire.vocabulary.files.workbook.assembling import assembled

    assembled(reading)


def cell_of(reading: Reading, at: Any, path: tuple[str | int, ...]) -> Place:
    """Return the sheet, row and column of the value at a path inside a record."""
    from aidememoire.vocabulary.files.workbook.placing import placed

    return placed(reading, at, path)


def write(dossier: Dossier, written_by: str, put: Callable[[bytes], object]) -> None:
    """Write a dossier as a workbook through ``put``."""
    from aidememoire.vocabulary.files.workbook.writing import packed

    put(packed(dossier, written_by))
