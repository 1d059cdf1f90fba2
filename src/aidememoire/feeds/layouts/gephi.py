"""Gephi, as CSV: a table of nodes, a table of edges, or both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aidememoire.feeds.mapping import DIRECTION, INTERVAL, KIND, OWN, WEIGHT
from aidememoire.feeds.mapping import LABEL as CAPTION
from aidememoire.feeds.opening import Table
from aidememoire.vocabulary.files.workbook.layout import canonical
from aidememoire.vocabulary.messages import _

PLACE = 20
NAME, LABEL = "gephi", _("Gephi: nodes and edges")

_TIMES = {"time_interval": INTERVAL, "timeset": INTERVAL, "interval": INTERVAL}
KNOWN: Mapping[str, Mapping[str, str]] = {
    "actor": {"id": "id", "label": "names", **_TIMES},
    "tie": {
        "source": "actor", "target": "over", "type": DIRECTION, "id": "id", "label": CAPTION, "weight": WEIGHT,
        "relation": KIND, **OWN, **_TIMES,
    },
}  # fmt: skip
_KUMU = {"type", "description", "tags", "image", "url", "email"}


def fits(tables: Sequence[Table]) -> bool:
    """Say whether any table has edges, or nodes with their identifiers, as a CSV file."""
    tables = [table for table in tables if table.file.ending in (".csv", ".tsv")]
    edges = any(kind(table) == "tie" for table in tables)
    return edges or any(kind(table) == "actor" and not _KUMU & _heads(table) for table in tables)


def kind(table: Table) -> str:
    """Return what a table holds: nodes are actors, edges are ties."""
    heads = _heads(table)
    if {"source", "target"} <= heads:
        return "tie"
    return "actor" if {"id", "label"} <= heads else ""


def _heads(table: Table) -> set[str]:
    return {canonical(head) for head in table.columns if head}
