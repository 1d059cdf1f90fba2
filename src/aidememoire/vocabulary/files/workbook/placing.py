"""Where in a workbook does a value stand?

A record's place is ``(sheet, index of its row, places of its parts)``; the header's has no row.
"""

from __future__ import annotations

from typing import Any

from aidememoire.vocabulary.files.faults import Place
from aidememoire.vocabulary.files.reading import Reading
from aidememoire.vocabulary.files.workbook.cells import letters
from aidememoire.vocabulary.files.workbook.layout import HEADER_COLUMNS, NAMES, Heading, canonical, heading

At = tuple[str, int | None, dict[str, list[tuple[str, int]]]]


def placed(reading: Reading, at: Any, path: tuple[str | int, ...]) -> Place:
    """Return the cell of the value at a path inside a record, or the nearest thing to it."""
    title, index, parts = at
    if index is None:
        return _placed_in_header(reading, title, path)
    if path and path[0] in parts and not (path[0] == NAMES and _column(reading, title, index, path)):
        rows = parts[path[0]]
        place = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
        title, index = rows[min(place, len(rows) - 1)]
        path = path[2:] if path[0] != NAMES else ("name",)
    return Place(sheet=title, row=reading.sheets[title]["rows"][index][0], column=_column(reading, title, index, path))


def _column(reading: Reading, title: str, index: int, path: tuple[str | int, ...]) -> str | None:
    """Return the column that fills a field: that of the language named, else one that is filled, else the first."""
    table = reading.sheets[title]
    cells = table["rows"][index][1]
    steps = [step for step in path if isinstance(step, str)]
    if not steps:
        return None
    found = [(at, heading(words)) for at, words in enumerate(table["columns"])]
    for name in reversed(steps[:2]):
        fitting = [(at, said) for at, said in found if said.name == name]
        if fitting:
            best = max(
                fitting,
                key=lambda one: (one[1].language in steps, one[0] < len(cells) and cells[one[0]] is not None, -one[0]),
            )
            return letters(best[0])
    return None


def _placed_in_header(reading: Reading, title: str, path: tuple[str | int, ...]) -> Place:
    table = reading.sheets.get(title)
    steps = [step for step in path if isinstance(step, str)]
    if table is None or not steps:
        return Place(sheet=title)
    at_name, at_value, rows = header_rows(table)
    fitting: list[tuple[bool, int]] = []
    for number, cells in rows:
        said = heading(str(cells[at_name])) if at_name < len(cells) else Heading("")
        if said.name in steps[:2]:
            fitting.append((said.name == steps[-1] or said.language in steps, number))
    return Place(sheet=title, row=max(fitting)[1], column=letters(at_value)) if fitting else Place(sheet=title)


def header_rows(table: dict[str, Any]) -> tuple[int, int, list[list[Any]]]:
    """Return where field and value stand, and the rows; a sheet without headings has them in A and B."""
    names = [canonical(name) for name in table["columns"]]
    if set(HEADER_COLUMNS) <= set(names):
        return names.index(HEADER_COLUMNS[0]), names.index(HEADER_COLUMNS[1]), table["rows"]
    return 0, 1, [[table["row"], table["columns"]], *table["rows"]]
