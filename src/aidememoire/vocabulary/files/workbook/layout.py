"""Which sheets and columns does a workbook have? All of it is read off the declarations of the kinds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from aidememoire.vocabulary.declaring import FieldSpec, Part, Shape
from aidememoire.vocabulary.handling import Handling
from aidememoire.vocabulary.kinds import kinds, sections
from aidememoire.vocabulary.record import Record

DOSSIER, NAMES, LONG_TEXTS, CODES, HELP = "dossier", "names", "long_texts", "codes", "help"
RECORD = "record"
NAMES_COLUMNS = (RECORD, "language", "name")
LONG_COLUMNS = (RECORD, "field", "part", "text")
HEADER_COLUMNS = ("field", "value")


class Numbers(Enum):
    """What a number means in a column of words."""

    TEXT = "its digits"
    RAW = "a value that the field itself understands"
    NUMBER = "a number, where the field takes either"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it holds, and the field (with the name inside a label) that it fills."""

    name: str
    field: str
    spec: FieldSpec
    inside: str | None = None
    numbers: Numbers = Numbers.TEXT


@dataclass(frozen=True, slots=True)
class Heading:
    """The first cell of a column, read: ``wording:fr``, ``handling=RED``, ``id *``."""

    name: str
    language: str = ""
    default: str | None = None


def heading(words: str) -> Heading:
    """Read the heading of a column; case, blanks and the star of required columns do not count.

    >>> heading("Given by *"), heading("title:AR"), heading("handling=RED").default
    (Heading(name='given_by', language='', default=None), Heading(name='title', language='ar', default=None), 'RED')
    """
    bare, equals, default = words.strip().rstrip("*").partition("=")
    name, _colon, language = bare.partition(":")
    first, hyphen, rest = language.strip().partition("-")
    return Heading(canonical(name), f"{first.lower()}{hyphen}{rest}", default.strip() if equals else None)


def canonical(name: str) -> str:
    """Return the name of a sheet or column without what people vary when they write it."""
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


@cache
def columns(model: type[Part]) -> dict[str, Column]:
    """Return the columns of a kind, a part or the header by name. Lists of parts have sheets of their own instead."""
    found: list[Column] = []
    for spec in model.fields():
        if spec.shape is Shape.LABEL:
            found += (
                Column(spec.name if inner.name == Handling.shorthand else inner.name, spec.name, inner, inner.name)
                for inner in Handling.fields()
            )
        elif spec.part is None:
            found.append(Column(spec.name, spec.name, spec, None, _numbers(model, spec)))
    return {column.name: column for column in found}


def _numbers(model: type[Part], spec: FieldSpec) -> Numbers:
    if spec.shape is not Shape.WORD:
        return Numbers.TEXT
    types = set(_types(model.model_fields[spec.attribute].annotation))
    if types & {float, int}:
        return Numbers.NUMBER
    return Numbers.TEXT if str in types else Numbers.RAW


def _types(annotation: Any) -> Iterator[Any]:
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _types(get_args(annotation)[0])
    elif origin in (Union, UnionType, tuple):
        for inner in get_args(annotation):
            yield from _types(inner)
    else:
        yield annotation


@cache
def part_sheets() -> dict[str, dict[str, FieldSpec]]:
    """Return the sheets that hold parts: by name, the kinds that have them with the field that they fill."""
    sheets: dict[str, dict[str, FieldSpec]] = defaultdict(dict)
    for kind in kinds().values():
        for spec in part_fields(kind):
            sheets[part_sheet(kind, spec)][kind.kind_of.name] = spec
    last = sheets.pop("evidence", {})
    return {**sheets, "evidence": last}


def part_fields(kind: type[Record]) -> tuple[FieldSpec, ...]:
    """Return the fields of a kind that are lists of parts."""
    return tuple(spec for spec in kind.fields() if spec.part)


def part_sheet(kind: type[Record], spec: FieldSpec) -> str:
    """Return the sheet of a list of parts: the field's name, unless that means a kind or another sort of part."""
    taken = {DOSSIER, NAMES, LONG_TEXTS, CODES, HELP, *sections()}
    alone = len({id(part) for part in _parts_called(spec.name)}) == 1
    return spec.name if alone and spec.name not in taken else f"{kind.kind_of.name}_{spec.name}"


@cache
def _parts_called(name: str) -> tuple[type[Part], ...]:
    return tuple(spec.part for kind in kinds().values() for spec in kind.fields() if spec.part and spec.name == name)
