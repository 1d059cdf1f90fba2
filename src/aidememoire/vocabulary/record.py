"""What is a record? What all kinds have in common, and where the kinds are found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, ClassVar

from pydantic import BaseModel

from aidememoire.vocabulary.codes import Codes
from aidememoire.vocabulary.declaring import FieldSpec, Id, Kind, Part, Shape, says
from aidememoire.vocabulary.evidence import Evidence
from aidememoire.vocabulary.handling import Handling
from aidememoire.vocabulary.messages import Run, _
from aidememoire.vocabulary.text import Text

COMMON_LAST = ("evidence", "handling", "note")


class Record(Part):
    """One record of the chain: an id, what its kind says, the evidence for and against it, and its handling."""

    kind_of: ClassVar[Kind]

    id: Id = says(_("Id"), help=_("Short and fixed: small letters, digits, single hyphens."), required=True)
    evidence: tuple[Evidence, ...] = says(_("Evidence"), help=_("Who says so, and who says otherwise."), default=())
    handling: Handling | None = says(_("Handling"), help=_("The label; empty means that of the whole dossier."))
    note: Text | None = says(_("Note"), help=_("Anything else. Before you write: who is hurt if they read this?"))

    @classmethod
    def fields(cls) -> tuple[FieldSpec, ...]:
        """Return the fields: the id, what the kind says, then what all kinds have in common."""
        specs = super().fields()
        last = [spec for spec in specs if spec.name in COMMON_LAST]
        return (*(spec for spec in specs if spec.name not in COMMON_LAST), *last)

    @property
    def first_day(self) -> date | None:
        """Return the day from which on the record is there, or None where it always is."""
        return getattr(self, self.kind_of.first_day) if self.kind_of.first_day else None

    @property
    def last_day(self) -> date | None:
        """Return the last day on which the record is there, or None where it has no end."""
        return getattr(self, self.kind_of.last_day) if self.kind_of.last_day else None

    def called(self) -> Text | None:
        """Return what people call the record, in their words; None where nobody gave it a name."""
        for name in self.kind_of.called:
            value = getattr(self, name)
            if value is not None:
                return value if isinstance(value, Text) else Text(str(value))
        return None

    def references(self) -> Iterator[tuple[tuple[str | int, ...], FieldSpec, str]]:
        """Yield where the record names another, by which field, and the id that it names."""
        yield from _references(self, ())

    def named(self) -> frozenset[str]:
        """Return the ids that the record names."""
        return frozenset(_named(self))

    @classmethod
    def picky(cls) -> bool:
        """Say whether a field of this kind takes ids of some kinds only."""
        return _picky(cls)

    def written(self) -> dict[str, Any]:
        """Return the record as files hold it: plain values, fields in order, without those that say nothing."""
        return written(self)


def _references(part: Part, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], FieldSpec, str]]:
    for spec in _naming(type(part)):
        value = getattr(part, spec.attribute)
        if not value:
            continue
        if spec.part:
            for place, inner in enumerate(value):
                yield from _references(inner, (*path, spec.name, place))
        elif spec.many:
            for place, named in enumerate(value):
                yield (*path, spec.name, place), spec, named
        else:
            yield (*path, spec.name), spec, value


def _named(part: Part) -> Iterator[str]:
    for attribute, many, inner in _plan(type(part)):
        value = getattr(part, attribute)
        if not value:
            continue
        if inner:
            for one in value:
                yield from _named(one)
        elif many:
            yield from value
        else:
            yield value


@cache
def _plan(model: type[Part]) -> tuple[tuple[str, bool, bool], ...]:
    return tuple((spec.attribute, spec.many, spec.part is not None) for spec in _naming(model))


@cache
def _picky(model: type[Part]) -> bool:
    return any(spec.refers or (spec.part and _picky(spec.part)) for spec in _naming(model))


@cache
def _naming(model: type[Part]) -> tuple[FieldSpec, ...]:
    return tuple(
        spec for spec in model.fields() if spec.shape is Shape.REFERENCE or (spec.part and _naming(spec.part))
    )


def written(part: Part) -> dict[str, Any]:
    """Return a part or record as plain values for a file."""
    out: dict[str, Any] = {}
    for spec in part.fields():
        value = getattr(part, spec.attribute)
        if value is None or value == ():
            continue
        if not spec.required and value == type(part).model_fields[spec.attribute].default:
            continue
        out[spec.name] = [plain(one) for one in value] if spec.many else plain(value)
    return out


def plain(value: Any) -> Any:
    """Return one value as files hold it."""
    if isinstance(value, Codes):
        return int(value) if value.isdecimal() else value.value
    if isinstance(value, BaseModel):
        return value.model_dump() if hasattr(value, "shorthand") else written(value)  # type: ignore[arg-type]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return getattr(value, "raw", value)


class Named:
    """A record's id with its name, as it stands in rows and sentences."""

    __slots__ = ("id", "name")

    def __init__(self, id: str, name: Text | None) -> None:  # noqa: A002 - it is one
        self.id = id
        self.name = name

    def runs(self, language: str) -> tuple[Run, ...]:
        """Return the name, else the id."""
        if self.name is None:
            return (Run(self.id, "name"),)
        words, tongue = self.name.in_(language)
        return (Run(words, "name", tongue),)

    def __str__(self) -> str:
        return str(self.name) if self.name else self.id

    def __repr__(self) -> str:
        return f"Named({self.id!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Named) and self.id == other.id

    def __hash__(self) -> int:
        return hash(self.id)


@cache
def kinds() -> dict[str, type[Record]]:
    """Return every kind of record by its name, in the order of the chain. A new file under ``kinds/`` is found here."""
    from aidememoire.vocabulary import kinds as folder

    modules = [import_module(f"{folder.__name__}.{found.name}") for found in iter_modules(folder.__path__)]
    classes: set[type[Record]] = {value for module in modules for value in vars(module).values() if _is_kind(value)}
    return {kind.kind_of.name: kind for kind in sorted(classes, key=lambda kind: kind.kind_of.place)}


@cache
def sections() -> dict[str, type[Record]]:
    """Return every kind of record by the name of its section in a file (its plural)."""
    return {kind.kind_of.plural: kind for kind in kinds().values()}


def _is_kind(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Record) and value is not Record
