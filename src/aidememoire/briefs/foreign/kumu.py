"""Kumu: a workbook with elements and connections, or a JSON blueprint with the same. Ids stand in both."""

from __future__ import annotations

import json
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from aidememoire.briefs.foreign import Files, Form, Given
from aidememoire.briefs.foreign._graph import CARRIES, Edge, Node, Plain, edges, heads, nodes, spaced
from aidememoire.vocabulary.files.workbook.values import escaped, neutral
from aidememoire.vocabulary.messages import _

_ELEMENT = ("id", "label", "type", "description")
_CONNECTION = ("id", "from", "to", "type", "direction", "label", "description", "strength", "relation")


def workbook(given: Given) -> Files:
    """Write elements and connections on a sheet each; a third, which Kumu passes over, holds the marking."""
    book = Workbook(write_only=True)
    there, between = nodes(given), edges(given)
    _sheet(book, "Elements", (*_ELEMENT, *heads(there)), [_element(one) for one in there])
    _sheet(book, "Connections", (*_CONNECTION, *_dates(heads(between))), [_connection(one) for one in between])
    _sheet(book, "Marking (ignore)", ("marking", "notice"), [{"marking": given.marking, "notice": given.notice}])
    out = BytesIO()
    book.save(out)
    return ((".xlsx", out.getvalue()),)


def blueprint(given: Given) -> Files:
    """Write elements and connections as JSON; the ids are those of our records, which no two share."""
    whole = {
        "marking": given.marking,
        "notice": given.notice,
        "elements": [_spaced(_element(one)) for one in nodes(given)],
        "connections": [_spaced(_connection(one)) for one in edges(given)],
    }
    return ((".json", json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"),)


def _dates(names: Sequence[str]) -> tuple[str, ...]:
    return ("since", "until", *names)


def _element(one: Node) -> dict[str, Plain]:
    return {"id": one.id, "label": one.label, "type": one.kind, "description": one.note, **one.fields}


def _connection(one: Edge) -> dict[str, Plain]:
    said: dict[str, Any] = {
        "id": one.id,
        "from": one.start,
        "to": one.end,
        "type": one.type,
        "direction": "directed",
        "label": one.label,
        "description": one.note,
        "strength": one.weight,
        "relation": one.relation,
        "since": one.since.isoformat() if one.since else None,
        "until": one.until.isoformat() if one.until else None,
    }
    return {name: value for name, value in {**said, **one.fields}.items() if value not in (None, "")}


def _spaced(fields: dict[str, Plain]) -> dict[str, Plain]:
    """Return the fields under names for people. Text is guarded here too: such files are opened as tables."""
    return {
        spaced(name): neutral(value) if isinstance(value, str) else value
        for name, value in fields.items()
        if value != ""
    }


def _sheet(book: Any, title: str, names: Sequence[str], rows: Sequence[dict[str, Plain]]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, _heading(name)) for name in names])
    for fields in rows:
        sheet.append([_cell(sheet, fields.get(name)) for name in names])


def _heading(name: str) -> str:
    return "ID" if name == "id" else spaced(name)[:1].upper() + spaced(name)[1:]


def _cell(sheet: Any, value: Plain | None) -> Any:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, escaped(neutral(value)))
    cell.data_type = "s"
    cell.number_format = "@"
    return cell


FORMS = (
    Form("kumu", ".xlsx", _("Kumu workbook"), workbook, CARRIES),
    Form("kumu", ".json", _("Kumu blueprint (JSON)"), blueprint, CARRIES),
)
