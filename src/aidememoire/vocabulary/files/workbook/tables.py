"""From records to tables: which sheets, columns and rows hold a dossier?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from aidememoire.vocabulary.declaring import Shape
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.files.workbook.layout import (
    DOSSIER,
    HEADER_COLUMNS,
    LONG_COLUMNS,
    LONG_TEXTS,
    NAMES,
    NAMES_COLUMNS,
    RECORD,
    Column,
    Numbers,
    columns,
    part_fields,
    part_sheet,
    part_sheets,
)
from aidememoire.vocabulary.files.workbook.values import fits, joined, number_in, pieces
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.record import Record

Value = str | int | float | bool | date | None
FIRST_SAFE_DAY = date(1900, 3, 1)


@dataclass(frozen=True, slots=True)
class Head:
    """One heading: the column under it (None on sheets with columns of their own) and the language."""

    name: str
    column: Column | None = None
    language: str = ""

    @property
    def words(self) -> str:
        """Return the heading as it is written."""
        return f"{self.name}:{self.language}" if self.language else self.name


@dataclass(slots=True)
class Table:
    """One sheet: its headings and rows; ``kind`` where each row is a record."""

    name: str
    heads: list[Head]
    rows: list[list[Value]] = field(default_factory=list)
    kind: type[Record] | None = None
    owners: tuple[str, ...] = ()


def tables(dossier: Dossier, written_by: str, *, every: bool = False) -> list[Table]:
    """Return the sheets that hold a dossier; ``every`` adds those of kinds that it does not hold yet."""
    long_texts = Table(LONG_TEXTS, [Head(name) for name in LONG_COLUMNS])
    names = Table(NAMES, [Head(name) for name in NAMES_COLUMNS])
    header = {"format": dossier.header.format, "written_by": written_by}
    header |= {name: value for name, value in dossier.header.written().items() if name not in header}
    out = [_header(header, long_texts)]
    parts = _part_tables(dossier)
    for kind in kinds().values():
        records = [record.written() for record in dossier.of(kind)]
        if records or every:
            out.append(_kind(kind, records, long_texts))
            for fields in records:
                _add_parts(parts, kind, fields, long_texts)
                _add_names(names, fields, long_texts)
    out += [
        table for table in (names, *parts.values(), long_texts) if table.rows or (every and table is not long_texts)
    ]
    return out


def _header(fields: dict[str, Any], long_texts: Table) -> Table:
    table = Table(DOSSIER, [Head(name) for name in HEADER_COLUMNS])
    for column in columns(Header).values():
        for head in _heads([column], [fields]):
            table.rows.append([head.words, *_row([head], fields, "", "", long_texts)])
    return table


def _kind(kind: type[Record], records: list[dict[str, Any]], long_texts: Table) -> Table:
    heads = _heads(columns(kind).values(), records)
    rows = [_row(heads, fields, fields["id"], "", long_texts) for fields in records]
    return Table(kind.kind_of.plural, heads, rows, kind)


def _part_tables(dossier: Dossier) -> dict[str, Table]:
    """Return the sheets of parts, still without rows; their columns follow from all parts that will stand there."""
    out: dict[str, Table] = {}
    for name, by_kind in part_sheets().items():
        model = next(spec.part for spec in by_kind.values() if spec.part)
        there = [
            part.written()
            for kind, spec in by_kind.items()
            for record in dossier.of(kinds()[kind])
            for part in getattr(record, spec.attribute)
        ]
        heads = [Head(RECORD), *_heads(columns(model).values(), there)]
        out[name] = Table(name, heads, owners=tuple(by_kind))
    return out


def _add_parts(parts: Mapping[str, Table], kind: type[Record], fields: dict[str, Any], long_texts: Table) -> None:
    for spec in part_fields(kind):
        table = parts[part_sheet(kind, spec)]
        for number, part in enumerate(fields.get(spec.name, ()), start=1):
            inside = f"{table.name}/{number}/"
            table.rows.append([fields["id"], *_row(table.heads[1:], part, fields["id"], inside, long_texts)])


def _add_names(names: Table, fields: dict[str, Any], long_texts: Table) -> None:
    by_language = fields.get(NAMES)
    if isinstance(by_language, dict):
        for language, name in by_language.items():
            first = _shortened(name, fields["id"], f"{NAMES}/{language}", long_texts)
            names.rows.append([fields["id"], language, first])


def _heads(of: Iterable[Column], records: list[dict[str, Any]]) -> list[Head]:
    """Return headings: a column for each language in which a text is held, and a plain one where none is marked."""
    out: list[Head] = []
    for column in of:
        if column.spec.shape is not Shape.TEXT:
            out.append(Head(column.name, column))
            continue
        said = [fields[column.field] for fields in records if column.field in fields]
        languages = dict.fromkeys(tag for one in said if isinstance(one, dict) for tag in one)
        if not languages or any(isinstance(one, str) for one in said):
            out.append(Head(column.name, column))
        if column.name != NAMES:  # which have a sheet of their own
            out += (Head(column.name, column, language) for language in languages)
    return out


def _row(heads: list[Head], fields: dict[str, Any], record: str, inside: str, long_texts: Table) -> list[Value]:
    return [
        _shortened(value, record, inside + head.words, long_texts) if isinstance(value, str) else value
        for head, value in _values(heads, fields)
    ]


def _values(heads: list[Head], fields: dict[str, Any]) -> Iterator[tuple[Head, Value]]:
    for head in heads:
        column = head.column
        value = fields.get(column.field) if column else None
        yield head, None if value is None or column is None else cell_of(column, head.language, value)


def cell_of(column: Column, language: str, value: Any) -> Value:
    """Return a plain value as the cell of a column holds it."""
    if column.inside is not None:
        value = value.get(column.inside) if isinstance(value, dict) else value if column.inside == "level" else None
    elif column.spec.shape is Shape.TEXT:
        value = value.get(language) if isinstance(value, dict) else None if language else value
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return joined(str(one) for one in value)
    if isinstance(value, (int, float)):
        return value if fits(value) else repr(value)
    if column.spec.shape is Shape.DAY:
        day = date.fromisoformat(value)
        return day if day >= FIRST_SAFE_DAY else str(value)
    words = str(value)
    if column.numbers is Numbers.NUMBER and (words.startswith("\\") or number_in(words) is not None):
        return f"\\{words}"
    return words


def _shortened(words: str, record: str, name: str, long_texts: Table) -> str:
    """Return what fits into the cell; the rest goes to the sheet of long texts."""
    first, *rest = pieces(words)
    long_texts.rows += ([record or None, name, number, piece] for number, piece in enumerate(rest, start=2))
    return first
