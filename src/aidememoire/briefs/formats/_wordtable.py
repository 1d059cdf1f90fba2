"""How do tables stand in Word? In the direction of the page, with a head that is repeated, and rows that stay whole."""

from __future__ import annotations

from typing import Any

from docx.document import Document as Word
from docx.shared import Emu, Mm
from docx.table import Table as Grid
from docx.table import _Cell as Cell

from aidememoire.briefs.document import Facts, Quiet, Strong, Table, Value
from aidememoire.briefs.formats._word import Attributes, Hand, element, paragraph_is
from aidememoire.briefs.formats.look import ACCENT, COLOURS

ONE_LINE = {"day": Mm(34), "figure": Mm(20)}
SIZE: dict[str, Attributes] = {"sz": {"val": 19}, "szCs": {"val": 19}}
HEAD: dict[str, Attributes] = {"b": {}, "bCs": {}, "color": {"val": COLOURS["soft"].lstrip("#")}}


def add_table(word: Word, table: Table, hand: Hand, width: int) -> None:
    """Add a table with its heading row."""
    if table.caption:
        line = hand.words(word.add_paragraph(), Strong(table.caption))
        paragraph_is(line, keepNext={})
    grid = _grid(word, 1 + len(table.rows), _widths(table, width), hand)
    between = element("insideH", val="single", sz=4, space=0, color=COLOURS["line"].lstrip("#"))
    _ruled(grid, between)
    head, *rows = _rows(grid)
    for cell, column in zip(head, table.columns, strict=True):
        _fill(cell, column.heading, hand, end=column.kind == "figure", head=True)
    for row, values in zip(rows, table.rows, strict=True):
        for cell, (column, value) in zip(row, table.cells(values), strict=True):
            _fill(cell, value, hand, end=column.kind == "figure")
    for line in grid._tbl.tr_lst:
        line.get_or_add_trPr().append(element("cantSplit"))
    _repeat(grid)
    _breathe(word, hand)


def add_facts(word: Word, facts: Facts, hand: Hand, width: int) -> None:
    """Add labels with their values, as a table without lines."""
    if not facts.pairs:
        return
    grid = _grid(word, len(facts.pairs), [width // 4, width * 3 // 4], hand)
    for (left, right), (label, value) in zip(_rows(grid), facts.pairs, strict=True):
        _fill(left, Quiet(label), hand)
        _fill(right, value, hand)
    _breathe(word, hand)


def _widths(table: Table, width: int) -> list[int]:
    """Share the width among the columns; days and figures get what keeps them on one line."""
    fixed = [ONE_LINE.get(column.kind, 0) for column in table.columns]
    shares = [0 if own else column.width for own, column in zip(fixed, table.columns, strict=True)]
    if sum(fixed) > width / 2 or not any(shares):
        fixed, shares = [0] * len(fixed), [column.width for column in table.columns]
    left = width - sum(fixed)
    return [int(own or left * share / sum(shares)) for own, share in zip(fixed, shares, strict=True)]


def _grid(word: Word, rows: int, widths: list[int], hand: Hand) -> Grid:
    grid: Grid = word.add_table(rows, len(widths))
    grid.autofit = False
    properties = grid._tbl.tblPr
    if hand.way == "rtl":
        # Its place among the properties is fixed: after the style, before the width.
        properties.insert(1 if properties.tblStyle is not None else 0, element("bidiVisual"))
    for column, width in zip(grid._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Emu(width)
    for row in grid._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = Emu(width)
    return grid


def _rows(grid: Grid) -> list[list[Cell]]:
    # Asked through ``grid.rows``, each row walks the whole table again.
    return [[Cell(cell, grid) for cell in row.tc_lst] for row in grid._tbl.tr_lst]


def _ruled(grid: Grid, *lines: Any) -> None:
    around = element("tblBorders")
    bottom = element("bottom", val="single", sz=4, space=0, color=COLOURS["line"].lstrip("#"))
    for line in (bottom, *lines):
        around.append(line)
    properties = grid._tbl.tblPr
    place = next(
        (at for at, one in enumerate(properties) if one.tag.endswith(("}tblLayout", "}tblLook"))), len(properties)
    )
    properties.insert(place, around)


def _repeat(grid: Grid) -> None:
    row = grid._tbl.tr_lst[0]
    row.get_or_add_trPr().append(element("tblHeader"))
    for cell in row.tc_lst:
        under = element("tcBorders")
        under.append(element("bottom", val="single", sz=8, space=0, color=ACCENT.lstrip("#")))
        cell.get_or_add_tcPr().append(under)


def _fill(cell: Cell, value: Value, hand: Hand, *, end: bool = False, head: bool = False) -> None:
    line = cell.paragraphs[0]
    paragraph_is(line, spacing={"before": 40, "after": 40})
    if end:
        # In a paragraph that runs from right to left Word takes "right" for the end of the line, which is on the left.
        paragraph_is(line, jc={"val": "right"})
    if head:
        paragraph_is(line, keepNext={})
    hand.words(line, value, **(SIZE | HEAD if head else SIZE))


def _breathe(word: Word, hand: Hand) -> None:
    line = word.add_paragraph()
    hand.turn(line)
    paragraph_is(line, spacing={"before": 0, "after": 60, "line": 120, "lineRule": "exact"})
