"""Gephi, as CSV: nodes and edges in a file each. Ids stand in both, days as closed intervals."""

from __future__ import annotations

from datetime import date

from aidememoire.briefs.foreign import Files, Form, Given
from aidememoire.briefs.foreign._graph import CARRIES, Edge, edges, heads, nodes
from aidememoire.briefs.foreign._tables import csv_of
from aidememoire.vocabulary.messages import _

_EDGE = ("Source", "Target", "Type", "Id", "Label", "Weight", "Time Interval")
_OWN = ("relation", "note")


def tables(given: Given) -> Files:
    """Write the two tables. A tie whose strength nobody judged has no weight: an empty cell, not a guess."""
    there, between = nodes(given), edges(given)
    fields = heads(there)
    node_rows = [[one.id, one.label, one.note, *(one.fields.get(name) for name in fields)] for one in there]
    names = ["basis", *(name for name in heads(between) if name != "basis")]
    edge_rows = [
        [
            *(one.start, one.end, "Directed", one.id, one.label, one.weight, _interval(one), one.relation, one.note),
            *(one.fields.get(name) for name in names),
        ]
        for one in between
    ]
    return (
        (".nodes.csv", csv_of(["Id", "Label", "note", *fields], node_rows)),
        (".edges.csv", csv_of([*_EDGE, *_OWN, *names], edge_rows)),
    )


def _interval(one: Edge) -> str:
    if one.since is None and one.until is None:
        return ""
    return f"[{_end(one.since, '-Infinity')},{_end(one.until, 'Infinity')}]"


def _end(day: date | None, otherwise: str) -> str:
    return day.isoformat() if day else otherwise


FORMS = (Form("gephi", ".csv", _("Gephi tables of nodes and edges (CSV)"), tables, CARRIES),)
