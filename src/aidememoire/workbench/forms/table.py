"""Which records of a kind are there? A table from the declaration: columns, filters, order, pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from aidememoire.methods.evidence.show import shown_value
from aidememoire.vocabulary.codes import Codes
from aidememoire.vocabulary.declaring import FieldSpec, Shape
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.messages import text_of
from aidememoire.vocabulary.record import COMMON_LAST, Named, Record
from aidememoire.vocabulary.scales import OnScale
from aidememoire.vocabulary.search import Index
from aidememoire.vocabulary.text import folded

PAGE = 50
MOST_COLUMNS = 6
_SHORT = frozenset(
    {Shape.CODE, Shape.REFERENCE, Shape.DAY, Shape.NUMBER, Shape.WHOLE, Shape.JUDGED, Shape.FLAG, Shape.WORD}
)


@dataclass(frozen=True, slots=True)
class Table:
    """One page of the records of a kind, as asked for: ``asked`` holds only what the kind knows."""

    kind: type[Record]
    columns: tuple[FieldSpec, ...]
    filters: tuple[tuple[FieldSpec, tuple[Codes, ...]], ...]
    rows: tuple[tuple[Record, Named, tuple[object, ...]], ...]
    asked: Mapping[str, str]
    count: int
    number: int
    last: int

    @property
    def sorted_by(self) -> str:
        """Return the column of the order, with a hyphen before it where it is turned round."""
        return self.asked.get("sort", "")


def table(kind: type[Record], dossier: Dossier, sent: Mapping[str, Any]) -> Table:
    """Return the page that was asked for. Names of columns and filters are taken from the kind alone."""
    columns = columns_of(kind)
    filters = tuple(spec for spec in columns if spec.codes and not spec.many)
    asked = {spec.name: str(sent[spec.name]) for spec in filters if sent.get(spec.name)}
    words, order = str(sent.get("q", "")).strip(), str(sent.get("sort", ""))
    records: Sequence[Record] = [one for one in dossier.of(kind) if _fits(one, filters, asked)]
    if words:
        asked["q"] = words
        found = {hit.id for hit in index(dossier).find(words, kinds=(kind.kind_of.name,), most=len(dossier))}
        records = [one for one in records if one.id in found]
    by_name = {"name": None, **{spec.name: spec for spec in columns}}
    if order.removeprefix("-") in by_name:
        asked["sort"] = order
        spec = by_name[order.removeprefix("-")]
        records = sorted(records, key=lambda one: _order(dossier, one, spec), reverse=order.startswith("-"))
    last = max((len(records) + PAGE - 1) // PAGE, 1)
    said = str(sent.get("page", "1"))
    number = min(max(int(said), 1), last) if said.isdecimal() and len(said) < 9 else 1
    shown = records[(number - 1) * PAGE : number * PAGE]
    rows = tuple((one, dossier.called(one.id), cells(dossier, one, columns)) for one in shown)
    choices = tuple((spec, tuple(spec.codes)) for spec in filters if spec.codes)
    return Table(kind, columns, choices, rows, asked, len(records), number, last)


@lru_cache(maxsize=8)
def index(dossier: Dossier) -> Index:
    """Return the index over what a reader may see; made once for each state of a dossier."""
    return Index(dossier)


def columns_of(kind: type[Record]) -> tuple[FieldSpec, ...]:
    """Return the fields worth a column: short ones, in the order of the declaration, without the name itself."""
    told = (*COMMON_LAST, *kind.kind_of.called, "id")
    fitting = [spec for spec in kind.fields() if spec.shape in _SHORT and spec.name not in told]
    return tuple(fitting[:MOST_COLUMNS])


def cells(dossier: Dossier, record: Record, columns: Sequence[FieldSpec]) -> tuple[object, ...]:
    """Return what stands in a record's row."""
    values = ((spec, getattr(record, spec.attribute)) for spec in columns)
    return tuple(shown_value(dossier, spec, value) if value not in (None, ()) else None for spec, value in values)


def _fits(record: Record, filters: Sequence[FieldSpec], asked: Mapping[str, str]) -> bool:
    return all(getattr(record, spec.attribute) == asked[spec.name] for spec in filters if spec.name in asked)


def _order(dossier: Dossier, record: Record, spec: FieldSpec | None) -> tuple[bool, Any]:
    """Return by what a record is ordered; what is unknown comes last."""
    if spec is None:
        return False, folded(text_of(dossier.called(record.id)))
    value = getattr(record, spec.attribute)
    if value in (None, ()):
        return True, 0
    if isinstance(value, Codes):
        return False, list(type(value)).index(value)
    if isinstance(value, OnScale):
        return False, value.middle
    if isinstance(value, (int, float, date)):
        return False, value
    return False, folded(text_of(shown_value(dossier, spec, value)))
