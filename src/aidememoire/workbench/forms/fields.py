"""What does a form ask? One field on the page for each field of the declaration, with what stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from annotated_types import Ge, Le

from aidememoire.vocabulary.declaring import FieldSpec, Part, Shape, plain
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.handling import Handling
from aidememoire.vocabulary.messages import Message, text_of

Errors = Mapping[str, Sequence[Message]]
SHORT = ("title", "names", "name", "role", "publisher")


def key_of(name: str) -> str:
    """Return the id on the page of the input of a field."""
    return "f-" + name.replace(".", "-").replace(":", "-")


@dataclass(frozen=True, slots=True)
class Field:
    """One field as the page shows it. ``name`` is that of the input; ``look`` names the template that draws it."""

    spec: FieldSpec
    name: str
    look: str
    values: tuple[Any, ...] = ()
    options: tuple[tuple[str, object], ...] = ()
    parts: tuple[tuple[Field, ...], ...] = ()
    errors: tuple[Message, ...] = ()
    low: float | None = None
    high: float | None = None
    picks: str = ""

    @property
    def key(self) -> str:
        """Return the id of the input on the page."""
        return key_of(self.name)

    def needed(self, needed: bool = True) -> Field:
        """Return the field as a form takes it that asks for more, or for less, than the declaration."""
        return replace(self, spec=replace(self.spec, required=needed))

    @property
    def value(self) -> Any:
        """Return what stands in a field that takes one value."""
        return self.values[0] if self.values else ""

    @property
    def number(self) -> Any:
        """Return what stands in a judged field, where it is a number and no word of the scale."""
        return "" if self.value in dict(self.options) else self.value

    @property
    def short(self) -> tuple[str, ...]:
        """Return the texts that are a line and no more."""
        return SHORT

    @property
    def template(self) -> str:
        """Return the template that draws the field."""
        return f"forms/{self.look}.html"


@dataclass(frozen=True, slots=True)
class Asking:
    """What stands around a form: the dossier whose records can be named, languages, and what is wrong."""

    dossier: Dossier
    errors: Errors = field(default_factory=dict)


def fields_of(model: type[Part], given: Mapping[str, Any], asking: Asking, prefix: str = "") -> tuple[Field, ...]:
    """Return the fields of a model with what is given, as plain values of a file."""
    return tuple(_field(model, spec, given.get(spec.name), asking, prefix) for spec in model.fields())


def _field(model: type[Part], spec: FieldSpec, given: Any, asking: Asking, prefix: str) -> Field:
    name = prefix + spec.name
    errors = tuple(asking.errors.get(name, ()))
    if given is None:
        given = _by_default(model, spec)
    if spec.part:
        rows = [row for row in given if isinstance(row, Mapping)] if isinstance(given, (list, tuple)) else []
        parts = tuple(fields_of(spec.part, row, asking, f"{name}.{place}.") for place, row in enumerate(rows))
        return Field(spec, name, "parts", parts=parts, errors=errors)
    if spec.shape is Shape.LABEL:
        inner = given if isinstance(given, Mapping) else {"level": given} if given else {}
        asked = fields_of(Handling, inner, asking, f"{name}.")
        # Left empty it is the label of the whole dossier.
        asked = tuple(replace(one, spec=replace(one.spec, required=False)) for one in asked)
        return Field(spec, name, "handling", parts=(asked,), errors=errors)
    low, high = bounds(model, spec)
    return Field(
        spec, name, _look(spec), tuple(_values(spec, given, asking)), tuple(_options(spec, given)),
        errors=errors, low=low, high=high,
        picks="-".join(spec.refers) or "any" if spec.shape is Shape.REFERENCE else spec.suggests,
    )  # fmt: skip


def _by_default(model: type[Part], spec: FieldSpec) -> Any:
    """Return what a field holds where nobody says otherwise, so that the page shows it."""
    info = model.model_fields[spec.attribute]
    if info.is_required() or info.default in (None, ()):
        return None
    return plain(info.default)


def bounds(model: type[Part], spec: FieldSpec) -> tuple[float | None, float | None]:
    """Return the lowest and highest number that a field takes."""
    marks = model.model_fields[spec.attribute].metadata
    low = next((mark.ge for mark in marks if isinstance(mark, Ge)), None)
    high = next((mark.le for mark in marks if isinstance(mark, Le)), None)
    return (
        float(low) if isinstance(low, (int, float)) else None,
        float(high) if isinstance(high, (int, float)) else None,
    )


def _look(spec: FieldSpec) -> str:
    match spec.shape:
        case Shape.TEXT:
            return "text"
        case Shape.CODE:
            return "codes" if spec.many else "code"
        case Shape.JUDGED:
            return "judged"
        case Shape.DAY:
            return "day"
        case Shape.NUMBER | Shape.WHOLE:
            return "number"
        case Shape.FLAG:
            return "flag"
        case Shape.REFERENCE:
            return "references" if spec.many else "reference"
        case _:
            return "words" if spec.many else "word"


def _values(spec: FieldSpec, given: Any, asking: Asking) -> Iterator[Any]:
    """Yield what stands in the inputs: a text as pairs of language and words, a reference as it is picked."""
    if given is None or given == "":
        return
    if spec.shape is Shape.TEXT:
        yield from given.items() if isinstance(given, Mapping) else [("", str(given))]
    elif spec.shape is Shape.REFERENCE:
        for id in given if isinstance(given, (list, tuple)) else [given]:
            yield picked(asking.dossier, str(id))
    elif spec.shape is Shape.FLAG:
        yield {True: "yes", False: "no"}.get(given, given)
    elif isinstance(given, (list, tuple)):
        yield from (str(one) for one in given)
    else:
        yield str(given)


def picked(dossier: Dossier, id: str) -> str:
    """Return a record as it stands in a pick list: its name, then its id."""
    name = text_of(dossier.called(id)) if id in dossier else ""
    return f"{' '.join(name.split())[:90]} · {id}" if name and name != id else id


def _options(spec: FieldSpec, given: Any) -> Iterator[tuple[str, object]]:
    """Yield what can be chosen; of several that are chosen, those first and in their order, so that it stays."""
    if spec.codes:
        chosen = [str(one) for one in given] if isinstance(given, (list, tuple)) else []
        ordered = sorted(spec.codes, key=lambda code: chosen.index(code.value) if code.value in chosen else len(chosen))
        yield from ((code.value, code.label) for code in ordered)
    elif spec.scale:
        yield from spec.scale.words.items()
