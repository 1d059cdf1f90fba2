"""What stands in the cells of a sheet? Read as a stream, with row and column, and what is no value is told."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from xml.parsers import expat

from aidememoire.vocabulary.files.faults import shown
from aidememoire.vocabulary.files.reading import Reading, Unreadable
from aidememoire.vocabulary.files.workbook.package import BROKEN, Package, watched
from aidememoire.vocabulary.messages import Message, _

MOST_COLUMNS = 400
MOST_CELLS = 1_000_000
MOST_FAULTS = 200

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_LAST_DAY = 2_958_466
_DIGITS = "0123456789"
_CONSTANTS = {"TRUE()": True, "FALSE()": False}

Cell = str | int | float | bool | None


def letters(index: int) -> str:
    """Return the letters of a column, counted from 0.

    >>> letters(0), letters(26), letters(701)
    ('A', 'AA', 'ZZ')
    """
    out = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        out = chr(65 + rest) + out
    return out


def index_of(column: str) -> int:
    """Return the index of a column from its letters; -1 where they are none."""
    index = 0
    for letter in column.upper():
        if not "A" <= letter <= "Z" or index > 2**20:
            return -1
        index = index * 26 + ord(letter) - 64
    return index - 1


def unescaped(words: str) -> str:
    r"""Return text without the escapes that workbooks use for characters that XML cannot hold.

    >>> unescaped("one_x000A_two _x005F_x000D_")
    'one\ntwo _x000D_'
    """
    if "_x" not in words:
        return words
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), words)
    try:
        return plain.encode("utf-16", "surrogatepass").decode("utf-16")  # two halves become one character
    except UnicodeDecodeError:
        return plain


def shared_strings(package: Package) -> list[str]:
    """Return the texts that cells name by number, without the readings given beside East Asian words."""
    texts: list[str] = []
    if not package.strings or package.strings not in package.archive.namelist():
        return texts
    pieces: list[str] = []
    inside: list[str] = []
    parser = watched()

    def start(name: str, _attributes: dict[str, str]) -> None:
        inside.append(name.rpartition(":")[2])
        if inside[-1] == "si":
            pieces.clear()

    def end(_name: str) -> None:
        if inside.pop() == "si":
            raw = "".join(pieces)
            texts.append(unescaped(raw) if raw.strip() else "")

    def words(said: str) -> None:
        if inside[-1] == "t" and "rPh" not in inside:
            pieces.append(said)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, words
    package.stream(package.strings, parser)
    return texts


class Sheet:
    """One sheet as it is read: rows of (number, cells), and the faults met on the way."""

    def __init__(self, title: str, package: Package, strings: list[str], reading: Reading, spent: int) -> None:
        self.title = title
        self.rows: list[list[Any]] = []
        self.count = spent
        self._package, self._strings, self._reading = package, strings, reading
        self._dates = package.dates
        self._faults = 0
        self._wide = False
        self._row, self._column = 0, -1
        self._cells: list[Cell] = []
        self._type: str | None = None
        self._style: str | None = None
        self._value: list[str] = []
        self._formula: list[str] | None = None
        self._catch: list[str] | None = None
        self._aloud = False
        self._columns: dict[str, int] = {}
        self._names: tuple[str, ...] = ()

    def read(self, part: str) -> None:
        """Read the sheet from its part. What was read before the XML breaks is kept."""
        parser = watched()
        parser.StartElementHandler, parser.EndElementHandler = self._first, self._end
        parser.CharacterDataHandler = self._words
        self._parser = parser
        try:
            self._package.stream(part, parser)
        except Unreadable:
            raise
        except (*BROKEN, expat.ExpatError) as error:
            self._finish_row()
            self._reading.fault(
                _("The sheet is damaged from here on ({problem}).", problem=shown(str(error))),
                instead=_("Ask for the file again, or restore it from a copy; what could be read is shown."),
                sheet=self.title,
                row=self._row + 1,
            )

    def _first(self, name: str, attributes: dict[str, str]) -> None:
        prefix, colon, _local = name.rpartition(":")
        self._names = tuple(f"{prefix}{colon}{local}" for local in ("c", "v", "t", "f", "row", "rPh"))
        self._parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        cell, value, text, formula, row, aloud = self._names
        if name == cell:
            self._type, self._style = attributes.get("t"), attributes.get("s")
            self._value, self._formula = [], None
            place = attributes.get("r")
            column = place.rstrip(_DIGITS) if place else ""
            known = self._columns.get(column)
            if known is None:
                known = self._columns[column] = index_of(column) if column else -1
            self._column = known if known >= 0 else self._column + 1
        elif name == value:
            self._catch = self._value
        elif name == text:
            self._catch = None if self._aloud else self._value
        elif name == formula:
            self._formula = self._catch = []
        elif name == row:
            self._start_row(attributes.get("r"))
        elif name == aloud:
            self._aloud = True

    def _end(self, name: str) -> None:
        cell, value, text, formula, row, aloud = self._names
        if name == cell:
            self._end_cell()
        elif name in (value, text, formula):
            self._catch = None
        elif name == row:
            self._finish_row()
        elif name == aloud:
            self._aloud = False

    def _words(self, said: str) -> None:
        if self._catch is not None:
            self._catch.append(said)

    def _start_row(self, number: str | None) -> None:
        before = self._row
        self._row = int(number) if number and number.isdecimal() and len(number) < 9 else before + 1
        if self._row <= before:
            raise ValueError(f"row {self._row} stands after row {before}")
        self._column, self._cells = -1, []

    def _finish_row(self) -> None:
        cells = self._cells
        if cells and any(value is not None for value in cells):
            self.rows.append([self._row, cells])
        self._cells = []

    def _end_cell(self) -> None:
        value = self._typed("".join(self._value)) if self._value else None
        if self._formula is not None:
            value = self._of_formula("".join(self._formula), value)
        if value is None:
            return
        column, cells = self._column, self._cells
        if column >= MOST_COLUMNS:
            self._too_wide()
            return
        self.count += 1
        if self.count > MOST_CELLS:
            self._too_many()
        if column == len(cells):
            cells.append(value)
        elif column > len(cells):
            cells.extend([None] * (column - len(cells)))
            cells.append(value)
        else:
            cells[column] = value

    def _of_formula(self, formula: str, value: Cell) -> Cell:
        """Return yes or no where a program writes them as a formula; any other formula is told."""
        constant = _CONSTANTS.get(formula.strip().upper())
        if constant is None:
            instead = _("Write the value itself (copy, then paste special: values).")
            self._told(_("The cell holds a formula."), instead, f"={formula}")
            return value
        return constant

    def _typed(self, words: str) -> Cell:
        match self._type:
            case "s":
                return self._shared(words)
            case "inlineStr" | "str":
                said = unescaped(words)
                return said if words.strip() else None
            case None | "n":
                return self._number(words)
            case "b":
                return words.strip() in ("1", "true")
            case "d":
                return words.removesuffix("Z").removesuffix("T00:00:00")
            case _:
                problem = _("The cell shows an error instead of a value.")
                self._told(problem, _("The value itself; or leave it empty if nobody knows."), words)
                return None

    def _shared(self, words: str) -> Cell:
        try:
            said = self._strings[int(words)]
        except (ValueError, IndexError):
            self._told(_("The cell names a text that the file does not hold."), _("The text itself."), words)
            return None
        # A blank that somebody left with the space bar is no text; one that was escaped on writing is.
        return said or None

    def _number(self, words: str) -> Cell:
        try:
            value: int | float = int(words) if words.isdecimal() else float(words)
        except ValueError:
            self._told(_("The cell should hold a number and does not."), _("a number"), words)
            return None
        style = self._style
        if style and style.isdecimal() and int(style) < len(self._dates) and self._dates[int(style)]:
            return as_date(float(value), self._package.since_1904)
        if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
            return int(value)
        return value

    def _told(self, problem: Message, instead: Message, found: str) -> None:
        self._faults += 1
        if self._faults > MOST_FAULTS:
            if self._faults == MOST_FAULTS + 1:
                self._reading.fault(_("Faults of this kind go on below."), sheet=self.title, row=self._row)
            return
        place = {"sheet": self.title, "row": self._row, "column": letters(self._column)}
        self._reading.fault(problem, instead=instead, found=shown(found), **place)

    def _too_wide(self) -> None:
        if not self._wide:
            self._wide = True
            self._reading.fault(
                _("The sheet has more than {n} columns; those from here on are not read.", n=MOST_COLUMNS),
                instead=_("One column a field. Very large dossiers fit in JSON lines (.jsonl)."),
                sheet=self.title,
                row=self._row,
                column=letters(self._column),
            )

    def _too_many(self) -> None:
        self._reading.fault(
            _("The workbook holds more than {n} cells.", n=MOST_CELLS),
            instead=_("JSON lines (.jsonl) hold far more: save it as that, or split it."),
            sheet=self.title,
            row=self._row,
        )
        raise Unreadable


@lru_cache(maxsize=10_000)
def as_date(serial: float, since_1904: bool) -> Cell:
    """Return a day (or day and time) that a workbook counts as a number, as ISO text.

    >>> as_date(45382.0, False), as_date(0.5, False), as_date(1.0, False)
    ('2024-03-31', '12:00:00', '1900-01-01')
    """
    if not 0 <= serial < _LAST_DAY:
        return serial
    whole, part = divmod(round(serial * 86400), 86400)
    if not whole and part:
        return str(timedelta(seconds=part)).zfill(8)
    # Workbooks count a 29 February 1900 that never was.
    first = date(1904, 1, 1) if since_1904 else date(1899, 12, 31) if whole < 60 else date(1899, 12, 30)
    try:
        moment = datetime.combine(first, datetime.min.time()) + timedelta(days=whole, seconds=part)
    except OverflowError:
        return serial
    return moment.isoformat() if part else moment.date().isoformat()
