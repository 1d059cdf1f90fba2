"""How is a kind of record declared once, for every face?

A kind is a class. Its fields carry label, help, unit and codes; files, workbook columns, screens, the API and the
manual's reference page are all read off that one declaration.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache, lru_cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo
from pydantic_core import core_schema

from aidememoire.vocabulary.codes import Codes
from aidememoire.vocabulary.errors import Wrong
from aidememoire.vocabulary.messages import Message, _
from aidememoire.vocabulary.plainly import Read, words
from aidememoire.vocabulary.scales import OnScale
from aidememoire.vocabulary.text import Text, as_words, folded

_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_PATTERN = re.compile(_ID.replace("$", r"\Z"))
ID_LENGTH = 80
_EXACT = 2**53
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Shape(Enum):
    """What a field holds, so that each face knows how to show it and how to ask for it."""

    ID = "id"
    REFERENCE = "reference"
    TEXT = "text"
    WORD = "word"
    CODE = "code"
    JUDGED = "judged"
    DAY = "day"
    NUMBER = "number"
    WHOLE = "whole"
    FLAG = "flag"
    LABEL = "label"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Says:
    """What a field declares beside its type."""

    label: Message
    help: Message | None = None
    unit: Message | None = None
    attributes: bool = False


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a field as naming other records; no kinds means any."""

    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggests:
    """Marks a field of any words that has a list to pick from all the same, by the name of the list."""

    what: str


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a kind as every face sees it. ``name`` is spelled alike in files, rows, library and API."""

    name: str
    attribute: str
    shape: Shape
    label: Message
    help: Message | None = None
    unit: Message | None = None
    many: bool = False
    required: bool = False
    attributes: bool = False
    codes: type[Codes] | None = None
    scale: type[OnScale] | None = None
    refers: tuple[str, ...] = ()
    part: type[Part] | None = None
    suggests: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind declares about itself as a whole.

    ``place`` is its place in the chain; ``first_day`` names the field from which on a record is there, ``last_day``
    the one until which; ``called`` the fields, in order, that may serve as its name. ``secret`` kinds are written on
    sheets labelled RED.
    """

    name: str
    plural: str
    label: Message
    labels: Message
    place: int
    first_day: str | None = None
    last_day: str | None = None
    called: tuple[str, ...] = ()
    secret: bool = False


def says(
    label: Message,
    *,
    help: Message | None = None,
    unit: Message | None = None,
    attributes: bool = False,
    default: Any = None,
    required: bool = False,
    alias: str | None = None,
    ge: float | None = None,
    le: float | None = None,
) -> Any:
    """Declare a field: its label, help and unit; optional unless ``required``.

    ``attributes`` marks a field that tells who said or did something, which the Chatham House tag removes.
    """
    extra: Any = {"says": Says(label, help, unit, attributes)}
    return Field(default=... if required else default, json_schema_extra=extra, alias=alias, ge=ge, le=le)


class Part(BaseModel):
    """A piece inside a record, in a list of its own: a frozen typed model."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, allow_inf_nan=False)

    @classmethod
    def fields(cls) -> tuple[FieldSpec, ...]:
        """Return the fields in the order in which they were declared."""
        return _specs(cls)

    @classmethod
    def spec(cls, name: str) -> FieldSpec:
        """Return one field by the name that files use."""
        return next(spec for spec in cls.fields() if spec.name == name)

    def written(self) -> dict[str, Any]:
        """Return what this holds as plain values for a file: fields in order, without those that say nothing."""
        out: dict[str, Any] = {}
        for spec in self.fields():
            value = getattr(self, spec.attribute)
            if value is None or value == ():
                continue
            if not spec.required and value == type(self).model_fields[spec.attribute].default:
                continue
            out[spec.name] = [plain(one) for one in value] if spec.many else plain(value)
        return out


def plain(value: Any) -> Any:
    """Return one value as files hold it."""
    if isinstance(value, Codes):
        return int(value) if value.isdecimal() else value.value
    if isinstance(value, Part):
        return value.model_dump() if hasattr(value, "shorthand") else value.written()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    return getattr(value, "raw", value)


def identifier(given: object) -> str:
    """Return an id, or say how one is written."""
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if isinstance(given, str) and len(given) <= ID_LENGTH and ID_PATTERN.match(given):
        return given
    raise Wrong(
        _("is not an id: small letters a to z, digits and single hyphens, {n} at most", n=ID_LENGTH),
        as_identifier(str(given)) or _("an id such as port-authority"),
    )


def as_identifier(words: str) -> str:
    """Return words as an id, as near as it goes; empty where nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", folded(words)).strip("-")[:ID_LENGTH].strip("-")


def as_day(given: object) -> date:
    """Return a day written as 2026-03-31, or say how to write it."""
    if type(given) is date:
        return given
    if isinstance(given, str) and _DAY.fullmatch(given):
        if (day := _day(given)) is None:
            raise Wrong(_("is not a day of the calendar"), _("a day such as 2026-03-31"))
        return day
    raise Wrong(_("is not a date"), _meant_day(str(given)) or _("a day such as 2026-03-31"))


@lru_cache(maxsize=4096)
def _day(written: str) -> date | None:
    # A dossier names few days, each many times.
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


_OTHER_DAYS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})|(\d{4})[./-](\d{1,2})[./-](\d{1,2})([T ].*)?")


def _meant_day(words: str) -> Message | str | None:
    """Return the day that a date written otherwise means; both where day and month could be exchanged."""
    found = _OTHER_DAYS.fullmatch(words.strip())
    if not found:
        return None
    if found[4]:
        meant = {_calendar_day(found[4], found[5], found[6])}
    else:
        meant = {_calendar_day(found[3], found[2], found[1]), _calendar_day(found[3], found[1], found[2])}
    days = sorted(str(day) for day in meant if day)
    if len(days) == 2:
        return _("{one} or {other}, whichever is meant", one=days[0], other=days[1])
    return days[0] if days else None


def _calendar_day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _one_or_many(given: object) -> object:
    """Take a single value where a list is meant."""
    return (given,) if isinstance(given, (str, int, float, bool)) else given


def _as_flag(given: object) -> bool:
    if isinstance(given, bool):
        return given
    if isinstance(given, str) and given.casefold() in {"yes", "no", "true", "false"}:
        return given.casefold() in {"yes", "true"}
    raise Wrong(_("is neither yes nor no"), _("true or false"))


def _as_number(given: object) -> object:
    if isinstance(given, bool) or not isinstance(given, (int, float)):
        raise Wrong(_("is not a number"), _("a number, without quotation marks"))
    return given


def _as_named(given: object) -> object:
    """Take an id of digits only that was written without quotation marks, as the id itself may be."""
    return str(given) if isinstance(given, int) and not isinstance(given, bool) else given


_A_DAY = core_schema.chain_schema([words(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), core_schema.date_schema()])

Id = Annotated[str, Read(identifier, words(_ID, longest=ID_LENGTH))]
Day = Annotated[date, Read(as_day, _A_DAY)]
Flag = Annotated[bool, Read(_as_flag)]
Number = Annotated[float, Read(_as_number)]
Whole = Annotated[int, Read(_as_number)]
Word = Annotated[str, Read(as_words, words())]

_Named = Annotated[str, Read(_as_named)]
RecordId = Annotated[_Named, Refers()]
ActorId = Annotated[_Named, Refers(("actor",))]
IdentityId = Annotated[_Named, Refers(("identity",))]
IssueId = Annotated[_Named, Refers(("issue",))]
AskId = Annotated[_Named, Refers(("ask",))]
OptionId = Annotated[_Named, Refers(("option",))]
SourceId = Annotated[_Named, Refers(("source",))]

SEVERAL = Read(_one_or_many, strict=False)
"""Marks a list in whose place one value alone may stand."""

Words = Annotated[tuple[Word, ...], SEVERAL]
Records = Annotated[tuple[RecordId, ...], SEVERAL]
Actors = Annotated[tuple[ActorId, ...], SEVERAL]
Issues = Annotated[tuple[IssueId, ...], SEVERAL]
Asks = Annotated[tuple[AskId, ...], SEVERAL]
Options = Annotated[tuple[OptionId, ...], SEVERAL]


@cache
def _specs(model: type[Part]) -> tuple[FieldSpec, ...]:
    return tuple(_spec(name, info) for name, info in model.model_fields.items())


def _spec(name: str, info: FieldInfo) -> FieldSpec:
    extra: Any = info.json_schema_extra
    told = extra.get("says") if isinstance(extra, dict) else None
    if not isinstance(told, Says):
        raise TypeError(f"field {name} is declared without says(...)")
    core, marks, many = _unwrapped(info)
    refers = next((mark.kinds for mark in marks if isinstance(mark, Refers)), None)
    return FieldSpec(
        name=info.alias or name,
        attribute=name,
        shape=_shape(core, marks, refers),
        label=told.label,
        help=told.help,
        unit=told.unit,
        many=many,
        required=info.is_required(),
        attributes=told.attributes,
        codes=core if isinstance(core, type) and issubclass(core, Codes) else None,
        scale=core if isinstance(core, type) and issubclass(core, OnScale) else None,
        refers=refers or (),
        part=core if isinstance(core, type) and issubclass(core, Part) and not hasattr(core, "shorthand") else None,
        suggests=next((mark.what for mark in marks if isinstance(mark, Suggests)), ""),
    )


def _unwrapped(info: FieldInfo) -> tuple[Any, list[Any], bool]:
    """Return the type inside Optional, Annotated and tuple, the marks met on the way, and whether it was a tuple."""
    core, marks, many = info.annotation, list(info.metadata), False
    while True:
        origin = get_origin(core)
        if origin is Annotated:
            core, *more = get_args(core)
            marks += more
        elif origin in (Union, UnionType):
            # Where a field takes several types, the last is the one in whose shape it is asked for.
            core = [kind for kind in get_args(core) if kind is not type(None)][-1]
        elif origin is tuple:
            core, many = get_args(core)[0], True
        else:
            return core, marks, many


def _shape(core: Any, marks: list[Any], refers: tuple[str, ...] | None) -> Shape:
    if refers is not None:
        return Shape.REFERENCE
    if any(isinstance(mark, Read) and mark.by is identifier for mark in marks):
        return Shape.ID
    if core is str:
        return Shape.WORD
    simple = {date: Shape.DAY, float: Shape.NUMBER, int: Shape.WHOLE, bool: Shape.FLAG, Text: Shape.TEXT}
    if core in simple:
        return simple[core]
    if issubclass(core, Codes):
        return Shape.CODE
    if issubclass(core, OnScale):
        return Shape.JUDGED
    if hasattr(core, "raw"):
        return Shape.WORD
    return Shape.LABEL if hasattr(core, "shorthand") else Shape.PARTS
