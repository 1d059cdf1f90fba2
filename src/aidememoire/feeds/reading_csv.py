"""How is a CSV or TSV table read that a stranger wrote? In the worker: strictly, counted, with the place of faults."""

from __future__ import annotations

import codecs
import csv
import io
from typing import Any

from aidememoire.vocabulary.files.faults import first_bytes, shown
from aidememoire.vocabulary.files.reading import Reading
from aidememoire.vocabulary.files.workbook.cells import MOST_CELLS, MOST_COLUMNS, letters
from aidememoire.vocabulary.messages import _

SEPARATORS = ",;\t"
LONGEST_CELL = 131_072
TABLE = "table"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def parse(data: bytes) -> Reading:
    """Read a table with a line of headings into one sheet of the reading."""
    reading = Reading()
    words = decoded(data, reading)
    if words is not None:
        rows = _rows(words, reading)
        if rows:
            reading.sheets[TABLE] = _table(rows, reading)
        elif not reading.faults:
            reading.fault(_("The table holds no rows."), line=1)
    return reading


def decoded(data: bytes, reading: Reading) -> str | None:
    """Return the text of a file in UTF-8 (or UTF-16 with its mark); else note what is wrong and return None."""
    if not data.strip():
        reading.fault(_("The file is empty."), line=1)
        return None
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        words = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reading.fault(
            _("The file is not text in UTF-8; it begins with {beginning}", beginning=first_bytes(data)),
            instead=_("Save the file as UTF-8."),
            found=first_bytes(data[error.start :]),
            line=line,
        )
        return None
    if not words.strip():
        reading.fault(_("The file is empty."), line=1)
        return None
    if "\x00" in words:
        line = words.count("\n", 0, words.index("\x00")) + 1
        problem = _("holds the control character {code}", code="U+0000")
        reading.fault(problem, instead=_("Save the file as UTF-8."), line=line)
        return None
    return words


def _rows(words: str, reading: Reading) -> list[list[Any]]:
    """Return rows with the number of the line on which each ends; a blank line is none."""
    csv.field_size_limit(LONGEST_CELL)
    first = next(line for line in words.splitlines() if line.strip())
    separator = max(SEPARATORS, key=lambda one: (first.count(one), -SEPARATORS.index(one)))
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=separator, strict=True)
    rows: list[list[Any]] = []
    cells = began = 0
    try:
        for row in reader:
            began = reader.line_num + 1
            if not any(cell.strip() for cell in row):
                continue
            cells += len(row)
            if cells > MOST_CELLS:
                problem = _("The table holds more than {n} cells.", n=MOST_CELLS)
                reading.fault(problem, instead=_("Split it into several."), line=reader.line_num)
                break
            rows.append([reader.line_num, row])
    except csv.Error as error:
        reading.fault(
            _("The table cannot be read from this row on ({problem}).", problem=shown(str(error))),
            instead=_("Look for a quotation mark that is not closed, or a very long cell."),
            line=max(began, 1),
        )
    return rows


def _table(rows: list[list[Any]], reading: Reading) -> dict[str, Any]:
    (number, header), *rest = rows
    columns = [cell.strip().lstrip("\ufeff") for cell in header]
    if len(columns) > MOST_COLUMNS:
        reading.fault(
            _("The table has more than {n} columns; those from here on are not read.", n=MOST_COLUMNS),
            line=number,
        )
        columns = columns[:MOST_COLUMNS]
    body = []
    for at, cells in rest:
        if len(cells) > len(header):
            reading.fault(
                _("The row has more cells than there are headings."),
                instead=_("Put text that holds the separator between quotation marks."),
                found=shown(cells[len(header)]),
                sheet=TABLE,
                row=at,
                column=letters(len(header)),
            )
        body.append([at, [cell if cell.strip() else None for cell in cells[: len(columns)]]])
    return {"row": number, "columns": columns, "rows": body}
