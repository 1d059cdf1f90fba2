"""What does the refusal of a value mean, in the words of the vocabulary, and what would be taken instead?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import isfinite
from typing import Any

from annotated_types import Ge, Le
from pydantic import ValidationError

from aidememoire.vocabulary.codes import Codes
from aidememoire.vocabulary.declaring import FieldSpec, Part, Shape, plain
from aidememoire.vocabulary.errors import Wrong
from aidememoire.vocabulary.files.faults import nearest, shown
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.messages import Message, _
from aidememoire.vocabulary.plainly import QUICK

Steps = tuple[str | int, ...]
Explained = tuple[Steps, str | None, str | None, Message, object]
LONGEST_VALUE = 200


def explained(error: ValidationError, model: type[Part]) -> Iterator[Explained]:
    """Yield what is wrong with a record: path, field, what was found, the problem, and what to write instead."""
    for one in _once_each(error):
        path: Steps = tuple(one["loc"]) or _field_in(one, model)
        problem, instead = _in_words(one, model, path)
        field = shown(".".join(str(step) for step in path), LONGEST_VALUE) or None
        yield path, field, _found(one, path), _tamed(problem), instead


def faults_in(error: ValidationError) -> int:
    """Return how many values of a record are refused."""
    told = error.errors(include_url=False, include_context=False, include_input=False)
    return len({one["loc"] for one in told if QUICK not in one["loc"]})


def _field_in(error: Any, model: type[Part]) -> Steps:
    """Return the field that a fault of the record as a whole is about: the first that its sentence names."""
    wrong, names = error.get("ctx", {}).get("error"), [spec.name for spec in model.fields()]
    values = wrong.problem.values if isinstance(wrong, Wrong) else ()
    return next(((value,) for _name, value in values if value in names), ())


def _once_each(error: ValidationError) -> Iterator[Any]:
    """Yield one error a field: of a field that takes several types, the last tried says least."""
    seen: set[Steps] = set()
    for one in error.errors(include_url=False):
        if QUICK in one["loc"]:
            continue
        where = tuple(step for step in one["loc"] if isinstance(step, int) or not step.startswith("function-"))
        if where[:3] not in seen:
            seen.add(where[:3])
            yield {**one, "loc": where}


def _found(error: Any, path: Steps) -> str | None:
    if error["type"] == "extra_forbidden":
        return shown(path[-1])
    if error["type"] == "missing" or not path:
        return None
    return shown(error["input"] if error["loc"] else error["input"].get(path[0]))


def _tamed(problem: Message) -> Message:
    """Return a problem in which nothing that stood in the file is long or would be obeyed by a screen."""
    values = tuple(
        (name, shown(value, LONGEST_VALUE) if isinstance(value, str) else value) for name, value in problem.values
    )
    return replace(problem, values=values)


def _in_words(error: Any, model: type[Part], path: Steps) -> tuple[Message, object]:
    spec, given = _spec_at(model, path), error["input"]
    wrong = error.get("ctx", {}).get("error")
    if isinstance(wrong, Wrong):
        return wrong.problem, _meant(given, spec) or wrong.instead
    match error["type"]:
        case "missing":
            return _("The field {field} is missing.", field=str(path[-1])), _wanted(spec)
        case "extra_forbidden":
            names = tuple(one.name for one in (_model_at(model, path[:-1]) or model).fields())
            return _("There is no field of this name."), nearest(str(path[-1]), names) or names
        case "enum" if spec and spec.codes:
            return _("is not one of the codes"), _nearest_code(given, spec.codes)
        case "greater_than_equal" | "less_than_equal" if spec:
            return _("lies outside of what the field takes"), _range(_model_at(model, path[:-1]) or model, spec)
        case "model_type":
            return _("is not a map of fields"), tuple(one.name for one in (_model_at(model, path) or model).fields())
        case "int_from_float":
            return _("is not a whole number"), _wanted(spec)
        case "tuple_type":
            return _("is not a list"), _("a list: each on a line of its own after a hyphen, or between [ and ]")
        case "finite_number":
            return _("is not a number that can be reckoned with"), _wanted(spec)
        case _:
            return _("is not what the field takes"), _wanted(spec)


def _meant(given: object, spec: FieldSpec | None) -> str | None:
    """Return a number that was written as text, or text that was written as a number, as the field takes it."""
    shape = spec.shape if spec else None
    if isinstance(given, str) and len(given) <= LONGEST_VALUE and shape in (Shape.NUMBER, Shape.WHOLE):
        try:
            number = float(given)
        except ValueError:
            return None
        return str(plain(number)) if isfinite(number) else None
    if isinstance(given, (bool, float)) and shape in (Shape.TEXT, Shape.WORD):
        return f'"{str(given).lower() if isinstance(given, bool) else given}"'
    return None


def _nearest_code(given: object, codes: type[Codes]) -> object:
    """Return the code whose code or label is near; all codes, as they are written, where none is."""
    spellings = {said: code.value for code in codes for said in (code.value, code.label.english)}
    near = nearest(given, spellings) if isinstance(given, str) else None
    return spellings[near] if near else tuple(code.value for code in codes)


def _range(model: type[Part], spec: FieldSpec) -> object:
    marks = model.model_fields[spec.attribute].metadata if spec.attribute in model.model_fields else []
    low = next((mark.ge for mark in marks if isinstance(mark, Ge)), None)
    high = next((mark.le for mark in marks if isinstance(mark, Le)), None)
    if low is not None and high is not None:
        return _("a number from {low} to {high}", low=low, high=high)
    return _("{low} or more", low=low) if low is not None else _wanted(spec)


def _wanted(spec: FieldSpec | None) -> object:
    if spec is None:
        return None
    if spec.codes:
        return tuple(code.value for code in spec.codes)
    by_shape = {
        Shape.ID: _("an id such as port-authority"),
        Shape.DAY: _("a day such as 2026-03-31"),
        Shape.NUMBER: _("a number"),
        Shape.WHOLE: _("a whole number"),
        Shape.FLAG: _("true or false"),
        Shape.REFERENCE: wanted_kind(spec),
    }
    return by_shape.get(spec.shape) or spec.help or spec.label


def wanted_kind(spec: FieldSpec) -> Message:
    """Return what may be named in a field that names other records."""
    if not spec.refers:
        return _("the id of a record in this dossier")
    labels = tuple(kinds()[kind].kind_of.label for kind in spec.refers)
    return _("the id of a record of the kind: {kinds}; or add one", kinds=labels)


def _spec_at(model: type[Part], path: Steps) -> FieldSpec | None:
    inner = _model_at(model, path[:-1]) if len(path) > 1 else model
    name = next((step for step in reversed(path) if isinstance(step, str)), None)
    for candidate in (inner, model):
        for spec in candidate.fields() if candidate else ():
            if spec.name == name:
                return spec
    return next((spec for spec in model.fields() if path and spec.name == path[0]), None)


def _model_at(model: type[Part], path: Steps) -> type[Part] | None:
    here: type[Part] | None = model
    for step in path:
        if isinstance(step, str) and here is not None:
            spec = next((spec for spec in here.fields() if spec.name == step), None)
            here = spec.part if spec else None
    return here
