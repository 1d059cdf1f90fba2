"""Kumu, as a workbook, a JSON blueprint or CSV: elements with a label, connections from one to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aidememoire.feeds.mapping import DIRECTION, KIND, OWN, TAGS, TYPE
from aidememoire.feeds.mapping import LABEL as CAPTION
from aidememoire.feeds.opening import Table
from aidememoire.vocabulary.files.workbook.layout import canonical
from aidememoire.vocabulary.messages import _

PLACE = 30
NAME, LABEL = "kumu", _("Kumu: elements and connections")

_COMMON = {"id": "id", "description": "note", "tags": TAGS, "image": "note", "url": "note", "email": "note"}
KNOWN: Mapping[str, Mapping[str, str]] = {
    "actor": {**_COMMON, "label": "names", "type": TYPE},
    "tie": {
        **_COMMON, "from": "actor", "to": "over", "type": TYPE, "direction": DIRECTION, "label": CAPTION,
        "strength": "strength", "relation": KIND, **OWN,
    },
}  # fmt: skip


def fits(tables: Sequence[Table]) -> bool:
    """Say whether any table follows the layout; an identifier may stand before the first column."""
    return any(kind(table) for table in tables)


def kind(table: Table) -> str:
    """Return what a table holds: elements are actors, connections are ties."""
    heads = [canonical(head) for head in table.columns if head]
    if {"from", "to"} <= set(heads):
        return "tie"
    bare = [head for head in heads[:2] if head != "id"]
    return "actor" if table.name == "elements" or bare[:1] == ["label"] or "label" in heads[:2] else ""
