"""What is a record? What all kinds have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import ClassVar

from aidememoire.vocabulary.declaring import FieldSpec, Id, Kind, Part, Shape, says
from aidememoire.vocabulary.evidence import Evidence
from aidememoire.vocabulary.handling import Handling
from aidememoire.vocabulary.messages import Run, _, runs_of
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
        found: set[str] = set()
        _name(self, found)
        return frozenset(found)

    def names_fit(self, kind_of: Mapping[str, str]) -> bool:
        """Say whether every id that the record names is there and of a kind that the field takes."""
        return _names_fit(self, kind_of)


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


def _names_fit(part: Part, kind_of: Mapping[str, str]) -> bool:
    # Asked of every record that is loaded: plain loops take half of what generators do.
    for attribute, many, inner, refers in _plan(type(part)):
        value = getattr(part, attribute)
        if not value:
            continue
        if inner:
            for one in value:
                if not _names_fit(one, kind_of):
                    return False
            continue
        for named in value if many else (value,):
            kind = kind_of.get(named)
            if kind is None or (refers and kind not in refers):
                return False
    return True


def _name(part: Part, found: set[str]) -> None:
    for attribute, many, inner, _refers in _plan(type(part)):
        value = getattr(part, attribute)
        if not value:
            continue
        if inner:
            for one in value:
                _name(one, found)
        elif many:
            found.update(value)
        else:
            found.add(value)


@cache
def _plan(model: type[Part]) -> tuple[tuple[str, bool, bool, tuple[str, ...]], ...]:
    return tuple((spec.attribute, spec.many, spec.part is not None, spec.refers) for spec in _naming(model))


@cache
def _naming(model: type[Part]) -> tuple[FieldSpec, ...]:
    return tuple(spec for spec in model.fields() if spec.shape is Shape.REFERENCE or (spec.part and _naming(spec.part)))


class Named:
    """A record's id with its name, as it stands in rows and sentences."""

    __slots__ = ("id", "name")

    def __init__(self, id: str, name: Text | None) -> None:
        self.id = id
        self.name = name

    def runs(self, language: str) -> tuple[Run, ...]:
        """Return the name, else the id."""
        if self.name is None:
            return (Run(self.id, "name"),)
        words, tongue = self.name.in_(language)
        # A wording that serves as a name stands inside sentences of ours, which have their own full stops.
        return (Run(words.removesuffix(".") or words, "name", tongue),)

    def __str__(self) -> str:
        return str(self.name) if self.name else self.id

    def __repr__(self) -> str:
        return f"Named({self.id!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Named) and self.id == other.id

    def __hash__(self) -> int:
        return hash(self.id)


class Nameless(Named):
    """The id of a source of which neither title nor publisher is noted."""

    __slots__ = ()

    def runs(self, language: str) -> tuple[Run, ...]:
        """Return words in the place of a name."""
        return tuple(runs_of(_("a source whose name is not noted"), language))
