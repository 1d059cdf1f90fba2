"""How does a workbook look? Tables put on sheets that are good to work in: frozen headings, help, lists to choose from.

Text is always written as text, so that no program runs what begins with an equals sign.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from aidememoire.vocabulary.declaring import Shape
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files.workbook.cells import MOST_CELLS, letters
from aidememoire.vocabulary.files.workbook.choosing import Choices, code_rows, comment_on, field_of_header, said
from aidememoire.vocabulary.files.workbook.layout import CODES, DOSSIER, RECORD
from aidememoire.vocabulary.files.workbook.tables import Head, Table, Value, tables
from aidememoire.vocabulary.files.workbook.values import escaped, runs
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.messages import Message, _, direction, language_now, languages

RED, GREY, TEAL, SAND = "C00000", "7F7F7F", "1F5F6B", "B08D57"
LINE, MOST_LINES = 15, 8
LEFTWARD = " leftward"
_WIDTHS = {
    Shape.TEXT: 44,
    Shape.WORD: 24,
    Shape.CODE: 20,
    Shape.REFERENCE: 24,
    Shape.ID: 26,
    Shape.JUDGED: 13,
    Shape.DAY: 13,
    Shape.NUMBER: 13,
    Shape.WHOLE: 13,
    Shape.FLAG: 11,
}
_NUMERIC = {Shape.NUMBER, Shape.WHOLE, Shape.JUDGED}


@dataclass(slots=True)
class Look:
    """How one sheet is shown: the colour of its tab, what its headings say besides."""

    tab: str = TEAL
    starred: bool = False
    sheet_label: Label | None = None
    remark: Message | None = None


@dataclass(slots=True)
class Book:
    """A workbook being written, in the language of its help."""

    language: str
    right_to_left: bool
    choices: Choices
    book: Any = field(default_factory=lambda: Workbook(write_only=True))
    styles: dict[str, Any] = field(default_factory=dict)

    def add(self, table: Table, look: Look) -> None:
        """Write one sheet."""
        widths = [_width(head) for head in table.heads]
        sheet = self._sheet(table.name, look, widths)
        sheet.freeze_panes = "B2"
        sheet.auto_filter.ref = f"A1:{letters(len(table.heads) - 1)}{len(table.rows) + 1}"
        sheet.print_title_rows = "1:1"
        for index, head in enumerate(table.heads):
            sheet.column_dimensions[letters(index)]._style = copy(self._style(sheet, _style_of(head)))
        for choice in self.choices.on(table):
            sheet.data_validations.append(choice)
        sheet.append([self._heading(sheet, head, table, look) for head in table.heads])
        styles = [_style_of(head) for head in table.heads]
        for number, row in enumerate(table.rows, start=2):
            if (lines := _lines(row, widths)) > 1:
                sheet.row_dimensions[number].height = LINE * min(lines, MOST_LINES)
            cells = zip(row, styles, strict=True)
            line = [None if value is None else self._cell(sheet, value, style) for value, style in cells]
            if table.name == DOSSIER:
                self._explain(line[0], field_of_header(str(row[0])), table)
            sheet.append(line)

    def add_plain(self, name: str, rows: Iterable[list[str]], widths: list[int]) -> None:
        """Write a sheet for people only: text under a line of headings."""
        sheet = self._sheet(name, Look(GREY), widths)
        sheet.freeze_panes = "A2"
        for number, row in enumerate(rows):
            sheet.row_dimensions[number + 1].height = LINE * _lines(row, widths) + 3
            style = "text" if number else "heading"
            sheet.append([self._cell(sheet, words, style) for words in row])

    def add_codes(self) -> None:
        """Write the sheet that says what each code means, and from which the lists are taken."""
        self.add_plain(CODES, code_rows(self.language), [22, 28, 48, 60])

    def packed(self, written_by: str) -> bytes:
        """Return the workbook as a file."""
        self.book.properties.creator = written_by
        out = BytesIO()
        self.book.save(out)
        return out.getvalue()

    def _sheet(self, name: str, look: Look, widths: list[int]) -> Any:
        sheet = self.book.create_sheet(name)
        sheet.sheet_view.rightToLeft = self.right_to_left
        sheet.sheet_properties.tabColor = look.tab
        sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        for index, width in enumerate(widths):
            sheet.column_dimensions[letters(index)].width = width
        return sheet

    def _heading(self, sheet: Any, head: Head, table: Table, look: Look) -> Any:
        required = head.column is not None and head.column.spec.required and head.column.inside in (None, "level")
        words = head.words
        if look.sheet_label and head.name == "handling":
            words = f"{words}={look.sheet_label.value}"
        elif look.starred and required and head.column and head.column.inside is None:
            words = f"{words} *"
        cell = self._cell(sheet, words, "red heading" if look.tab == RED else "heading")
        self._explain(cell, head, table, look.remark if head.name in ("id", "handling", RECORD) else None)
        return cell

    def _explain(self, cell: Any, head: Head, table: Table, remark: Message | None = None) -> None:
        lines = [said(one, self.language) for one in (*comment_on(head, table), remark) if one]
        if lines:
            cell.comment = Comment("\n".join(lines), "aidememoire", height=40 + 32 * len(lines), width=320)

    def _cell(self, sheet: Any, value: Value, style: str) -> Any:
        cell: Any
        if isinstance(value, str):
            cell = WriteOnlyCell(sheet, escaped(value))
            cell.data_type = "s"
            if runs(value):
                style = "quoted"
            elif style in ("day", "number"):
                style = "text"
            if reads_right_to_left(value):
                style += LEFTWARD
        else:
            cell = WriteOnlyCell(sheet)
            cell.value = value
            if isinstance(value, date):
                style = "day"
            elif style == "text":
                style = "number"
        cell._style = self._style(sheet, style)
        return cell

    def _style(self, sheet: Any, name: str) -> Any:
        if name not in self.styles:
            cell: Any = WriteOnlyCell(sheet)
            # Left to itself, one program goes by the first letter and another by the sheet.
            order = 2 if name.endswith(LEFTWARD) else 0
            cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=order)
            bare = name.removesuffix(LEFTWARD)
            if "heading" in bare:
                cell.font = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
                cell.fill = PatternFill("solid", fgColor=RED if bare == "red heading" else TEAL)
            elif bare in ("text", "quoted"):
                cell.number_format = "@"
                cell.quotePrefix = bare == "quoted"
            elif bare == "day":
                cell.number_format = "yyyy-mm-dd"
            self.styles[name] = cell._style
        return self.styles[name]


def packed(dossier: Dossier, written_by: str) -> bytes:
    """Return a dossier as a workbook, in the dossier's first language where we speak it."""
    first = next(iter(dossier.header.languages), "")
    language = first if first in languages() else language_now()
    sheets = tables(dossier, written_by)
    if sum(len(table.rows) * len(table.heads) for table in sheets) > MOST_CELLS:
        raise InputError(
            _(
                "The dossier fills more than {n} cells. Save it as JSON lines (.jsonl), which hold far more.",
                n=MOST_CELLS,
            )
        )
    book = Book(language, direction(first) == "rtl", Choices(sheets, language))
    for table in sheets:
        book.add(table, Look(_tab(table, dossier)))
    book.add_codes()
    return book.packed(written_by)


def _tab(table: Table, dossier: Dossier) -> str:
    if table.kind is None:
        return GREY if table.name == DOSSIER else SAND
    red = any(dossier.label(record.id).level == Label.RED for record in dossier.of(table.kind))
    return RED if red else TEAL


def reads_right_to_left(words: str) -> bool:
    """Say whether the first letter of a text belongs to a script written from right to left."""
    strong = (unicodedata.bidirectional(letter) for letter in words)
    return next((sense for sense in strong if sense in ("L", "R", "AL")), "L") != "L"


def _lines(row: Sequence[Value], widths: list[int]) -> int:
    """Return how many lines the highest cell of a row needs; not every program finds that out itself."""
    return max(
        (
            sum(1 + len(line) // width for line in value.split("\n"))
            for value, width in zip(row, widths, strict=True)
            if isinstance(value, str)
        ),
        default=1,
    )


def _width(head: Head) -> int:
    if head.column is None:
        return 60 if head.name in ("text", "value", "name") else 26
    if head.column.inside is not None:
        return 16
    width = _WIDTHS.get(head.column.spec.shape, 20) + (8 if head.column.spec.many else 0)
    return max(width, len(head.words) + 5)


def _style_of(head: Head) -> str:
    if head.column is None:
        return "number" if head.name == "part" else "text"
    shape = head.column.spec.shape
    return "day" if shape is Shape.DAY else "number" if shape in _NUMERIC else "text"
