"""What of a dossier is a graph? Actors are its nodes; ties and tenures, with their days, are its edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from aidememoire.briefs.foreign import Given
from aidememoire.vocabulary.codes import Side
from aidememoire.vocabulary.declaring import Shape
from aidememoire.vocabulary.files.workbook.layout import Column, columns
from aidememoire.vocabulary.files.workbook.tables import cell_of
from aidememoire.vocabulary.kinds.actors import Actor, Tenure, Tie
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.text import Text

CARRIES = ("actor", "tenure", "tie")
Plain = str | int | float | bool

_ENDS = {"actor", "over", "person", "post"}
_APART = {"id", "names", "note", "since", "until", "strength", *_ENDS}


@dataclass(frozen=True, slots=True)
class Node:
    """An actor: its name in the language of the export, its note, and its fields as plain values."""

    id: str
    label: str
    kind: str
    note: str
    fields: dict[str, Plain]


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie from the one who has the hold to the one over whom, or a tenure from the person to the post."""

    id: str
    start: str
    end: str
    relation: str
    type: str
    label: str
    note: str
    weight: float | None
    since: date | None
    until: date | None
    fields: dict[str, Plain]


def nodes(given: Given) -> list[Node]:
    """Return the actors as nodes."""
    return [_node(actor, given.language) for actor in given.dossier.of(Actor)]


def edges(given: Given) -> list[Edge]:
    """Return ties and tenures as edges, each with its own days; several between the same two stay several."""
    dossier = given.dossier
    found = [_tie(tie, given.language) for tie in dossier.of(Tie)]
    found += [_tenure(held, given.language) for held in dossier.of(Tenure)]
    return [one for one in found if one.start in dossier and one.end in dossier]


def heads(items: Iterable[Node | Edge]) -> list[str]:
    """Return the names of all fields that any of these has, in the order in which they were met."""
    return list(dict.fromkeys(name for one in items for name in one.fields))


def spaced(name: str) -> str:
    """Return the name of a field as a heading for people; reading it back finds the field again."""
    return name.replace("_", " ")


def _node(actor: Actor, language: str) -> Node:
    label = actor.names.in_(language)[0] if actor.names else actor.id
    kind = (actor.kind or actor.entity).value
    return Node(actor.id, label, kind, _said(actor.note, language), dict(_fields(actor)))


def _tie(tie: Tie, language: str) -> Edge:
    type = tie.basis.value if tie.basis else ""
    label = tie.basis.label.in_(language) if tie.basis else ""
    fields = dict(_fields(tie))
    if tie.strength is not None and isinstance(tie.strength.raw, str):
        fields["judged_strength"] = tie.strength.raw
    for side in Side:
        if count := sum(piece.side is side for piece in tie.evidence):
            fields[f"evidence_{side.value}"] = count
    weight = tie.strength.middle if tie.strength else None
    note = _said(tie.note, language)
    return Edge(tie.id, tie.actor, tie.over, "tie", type, label, note, weight, tie.since, tie.until, fields)


def _tenure(held: Tenure, language: str) -> Edge:
    label = held.kind_of.label.in_(language)
    fields = dict(_fields(held))
    note = _said(held.note, language)
    return Edge(held.id, held.person, held.post, "tenure", "tenure", label, note, None, held.since, held.until, fields)


def _said(text: Text | None, language: str) -> str:
    return text.in_(language)[0] if text else ""


def _fields(record: Record) -> Iterator[tuple[str, Plain]]:
    written = record.written()
    for column in columns(type(record)).values():
        value = written.get(column.field)
        if value is None:
            continue
        for language in _languages(column, value):
            if column.name in _APART and not language:
                continue
            cell = cell_of(column, language, value)
            if cell is not None:
                plain: Any = cell.isoformat() if isinstance(cell, date) else cell
                yield f"{column.name}:{language}" if language else column.name, plain


def _languages(column: Column, value: Any) -> list[str]:
    return list(value) if column.spec.shape is Shape.TEXT and isinstance(value, dict) else [""]
