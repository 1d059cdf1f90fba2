"""How is a Kumu JSON file (a blueprint or a project backup) read? In the worker, into the two tables that it means."""

from __future__ import annotations

from typing import Any

from aidememoire.feeds.whole_json import loaded
from aidememoire.vocabulary.files.faults import shown
from aidememoire.vocabulary.files.reading import Reading
from aidememoire.vocabulary.files.workbook.cells import MOST_CELLS, MOST_COLUMNS
from aidememoire.vocabulary.files.workbook.values import joined
from aidememoire.vocabulary.messages import _

ELEMENTS, CONNECTIONS = "elements", "connections"
LISTS = '{"elements": [...], "connections": [...]}'
_FEW = 200


def parse(data: bytes) -> Reading:
    """Read elements and connections into two sheets; positions, views and loops are passed over."""
    reading = Reading()
    whole = loaded(data, reading)
    if reading.faults:
        return reading
    if not isinstance(whole, dict) or not isinstance(whole.get(ELEMENTS, whole.get(CONNECTIONS)), list):
        reading.fault(_("The file has no list of elements."), instead=_("{words}", words=LISTS), line=1)
        return reading
    spent = 0
    for name in (ELEMENTS, CONNECTIONS):
        spent = _take(whole.get(name, []), name, reading, spent)
    return reading


def _take(items: Any, name: str, reading: Reading, spent: int) -> int:
    columns: dict[str, int] = {}
    rows: list[list[Any]] = []
    for number, item in enumerate(items if isinstance(items, list) else [], start=1):
        if not isinstance(item, dict):
            reading.fault(_("This is no map of fields."), found=shown(item), sheet=name, row=number)
            continue
        fields = _flat(item)
        spent += len(fields)
        if spent > MOST_CELLS:
            reading.fault(_("The table holds more than {n} cells.", n=MOST_CELLS), sheet=name, row=number)
            break
        for key in fields:
            if key not in columns and len(columns) < MOST_COLUMNS:
                columns[key] = len(columns)
        cells: list[Any] = [None] * len(columns)
        for key, value in fields.items():
            if key in columns:
                cells[columns[key]] = value
        rows.append([number, cells])
    if rows:
        reading.sheets[name] = {"row": 0, "columns": list(columns), "rows": rows}
    return spent


def _flat(item: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of one element as cells; a backup holds them under ``attributes`` and the id under ``_id``."""
    fields = {**item, **(item["attributes"] if isinstance(item.get("attributes"), dict) else {})}
    fields.pop("attributes", None)
    if "_id" in fields:
        fields.setdefault("id", fields["_id"])
    return {str(key): cell for key, value in fields.items() if key != "_id" and (cell := _cell(value)) is not None}


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return joined(str(one) for one in value if isinstance(one, (str, int, float)))[: _FEW * _FEW] or None
    if isinstance(value, dict):
        return None
    return value if not isinstance(value, str) or value.strip() else None
