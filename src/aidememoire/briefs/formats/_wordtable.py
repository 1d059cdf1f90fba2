"""How do tables stand in Word? In the direction of the page, with a head that is repeated, and rows that stay whole."""

from __future__ import annotations

from typing import Any

from docx.document import Document as Word
from docx.table import Table as Grid
from docx.table import _Cell as Cell

from aidememoire.briefs.document import Facts, Quiet, Strong, Table, Value
from aidememoire.briefs.formats._look import ACCENT, COLOURS
from aidememoire.briefs.formats._word import Attributes, Hand, element, paragraph_is

SIZE: dict[str, Attributes] = {"sz": {"val": 19}, "szCs": {"val": 19}}
HEAD: dict[str, Attributes] = {"b": {}, "bCs": {}, "color": {"val": COLOURS["soft"].lstrip("#")}}


def add_table(word: Word, table: Table, hand: Hand, width: int) -> None:
    """Add a table with its heading row."""
    if table.caption:
        line = hand.words(word.add_paragraph(), Strong(table.caption))
        paragraph_is(line, keepNext={})
    shares = [column.width for column in table.columns]
    grid = _grid(word, 1 + len(table.rows), shares, hand, width)
    line = element("insideH", val="single", sz=4, space=0, color=COLOURS["line"].lstrip("#"))
    _ruled(grid, line)
    for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
        _fill(cell, column.heading, hand, end=column.kind == "figure", head=True)
    _repeat(grid)
    for row, values in zip(list(grid.rows)[1:], table.rows, strict=True):
        for cell, (column, value) in zip(row.cells, table.cells(values), strict=True):
            _fill(cell, value, hand, end=column.kind == "figure")
        row._tr.get_or_add_trPr().append(element("cantSplit"))
    _breathe(word, hand)


def add_facts(word: Word, facts: Facts, hand: Hand, width: int) -> None:
    """Add labels with their values, as a table without lines."""
    if not facts.pairs:
        return
    grid = _grid(word, len(facts.pairs), [1, 3], hand, width)
    for row, (label, value) in zip(grid.rows, facts.pairs, strict=True):
        _fill(row.cells[0], Quiet(label), hand)
        _fill(row.cells[1], value, hand)
    _breathe(word, hand)


def _grid(word: Word, rows: int, shares: list[float], hand: Hand, width: int) -> Grid:
    grid: Grid = word.add_table(rows, len(shares))
    grid.autofit = False
    properties = grid._tbl.tblPr
    if hand.way == "rtl":
        # Its place among the properties is fixed: after the style, before the width.
        properties.insert(1 if properties.tblStyle is not None else 0, element("bidiVisual"))
    for column, share in zip(grid.columns, shares, strict=True):
        column.width = int(width * share / sum(shares))
        for cell in column.cells:
            cell.width = int(width * share / sum(shares))
    return grid


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
    row = grid.rows[0]._tr
    properties = row.get_or_add_trPr()
    properties.append(element("cantSplit"))
    properties.append(element("tblHeader"))
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
