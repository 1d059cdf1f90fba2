"""What does a reader get of one record, and how is it read from the bytes that were sealed?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic import ValidationError
from pydantic_core import SchemaValidator, core_schema, from_json

from aidememoire.ledger.clock import Moment
from aidememoire.ledger.entry import HEADER, Entry
from aidememoire.ledger.merge import Apart
from aidememoire.ledger.naming import renamed
from aidememoire.vocabulary.declaring import Part, Shape
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.handling import Handling
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.record import Record

Fields = dict[str, Any]


@dataclass(slots=True, eq=False)
class Found:
    """What a reader gets of one record, before slugs are given: the record as merged, whom it names, what is apart.

    ``slug`` is what people call the record by; the header has none. ``said`` is what it says as plain fields, or as the
    bytes in which they stand: few ask for the fields. ``unopened`` are heads that open with no key: what they say is
    not known, and the versions before them are shown.
    """

    id: str
    slug: str
    kind: str
    created: tuple[Moment, str]
    said: Fields | bytes
    names: Mapping[str, str]
    model: Part
    handling: Handling
    withdrawn: bool
    heads: tuple[Entry, ...]
    newest: tuple[Moment, str]
    apart: tuple[Apart, ...] = ()
    unopened: tuple[Entry, ...] = ()

    @property
    def fields(self) -> Fields:
        """Return the record as files hold it."""
        if isinstance(self.said, bytes):
            self.said = from_json(self.said)["record"]
        return self.said  # type: ignore[return-value]


def model_of(kind: str) -> type[Part] | None:
    """Return the class of a kind of record, the header's included; None for what this version does not know."""
    return Header if kind == HEADER else kinds().get(kind)


def modelled(kind: str, fields: Fields) -> Part | None:
    """Return plain fields as the record that they are, or None where this version cannot read them."""
    model = model_of(kind)
    if model is None:
        return None
    try:
        return model.model_validate(fields)
    except ValidationError:
        return None


def slug_of(model: Part) -> str:
    """Return by what people call a record; the header has no slug among them."""
    return model.id if isinstance(model, Record) else ""


def recorded(kind: str, plain: bytes) -> tuple[Part | None, dict[str, str]] | None:
    """Return the record that an opened body holds, None for a withdrawn one, and whom it names.

    Returns None where this version cannot read it. What ``Body.read`` and ``modelled`` say one after the other, in one
    go and without plain fields in between.
    """
    reader = _reader(kind)
    if reader is None:
        return None
    try:
        said = reader.validate_json(plain)
    except ValidationError:
        return None
    return said["record"], said["names"]


@cache
def _reader(kind: str) -> SchemaValidator | None:
    model = model_of(kind)
    if model is None:
        return None
    word = core_schema.str_schema()
    said = {
        "record": core_schema.nullable_schema(model.__pydantic_core_schema__),
        "names": core_schema.dict_schema(word, word),
    }
    fields = {name: core_schema.typed_dict_field(schema, required=True) for name, schema in said.items()}
    return SchemaValidator(core_schema.typed_dict_schema(fields, extra_behavior="ignore"))


def is_text(model: type[Part], name: str) -> bool:
    """Say whether a field holds free text."""
    return any(spec.name == name and spec.shape is Shape.TEXT for spec in model.fields())


def with_slugs(found: Found, slug: str, slug_of: Mapping[str, str]) -> Found:
    """Return a record under its slug, naming others by theirs."""
    if found.slug == slug:
        for old, record in found.names.items():
            if slug_of.get(record, old) != old:
                break
        else:
            return found
    new = {old: slug_of.get(record, old) for old, record in found.names.items()}
    fields = {**renamed(type(found.model), found.fields, lambda old: new.get(old, old)), "id": slug}
    valid = modelled(found.kind, fields)
    return replace(
        found,
        slug=slug,
        said=fields,
        model=valid or found.model.model_copy(update={"id": slug}),
        names={new[old]: record for old, record in found.names.items()},
    )
