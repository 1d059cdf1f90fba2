"""How is the API described? As OpenAPI 3.1, read off the declarations of records and of addresses: nothing twice."""

from __future__ import annotations

import re
from typing import Any

from aidememoire import __version__
from aidememoire.vocabulary.codes import Codes
from aidememoire.vocabulary.declaring import ID_LENGTH, FieldSpec, Part, Shape
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.messages import _, text_of
from aidememoire.workbench.api.calling import ENDPOINTS, ROOT, Endpoint, Param

Plain = dict[str, Any]
_IN_ADDRESS = re.compile(r"<(\w+):(\w+)>")
ID: Plain = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": ID_LENGTH}
WORDS: Plain = {"type": "string"}
OR_NONE: Plain = {"type": ["string", "null"]}


def openapi() -> Plain:
    """Return the whole description, its sentences in the language spoken now."""
    paths: dict[str, Plain] = {}
    for one in ENDPOINTS:
        address = "/" + ROOT + _IN_ADDRESS.sub(r"{\2}", one.address)
        paths.setdefault(address, {})[one.method.lower()] = _operation(one)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Aide-Mémoire", "version": __version__,
            "description": text_of(_("On this machine only. A token opens one dossier, for one person and purpose.")),
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}, "schemas": _schemas()},
    }  # fmt: skip


def _operation(one: Endpoint) -> Plain:
    told: Plain = {
        "operationId": one.name, "tags": [text_of(_("Dossiers"))], "summary": text_of(one.says),
        "parameters": [*_of_address(one), *(_param(param) for param in one.takes)],
        "responses": {str(status): _answer(schema) for status, schema in one.statuses.items()},
    }  # fmt: skip
    if one.body:
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": _ref(one.body)}}}
    if one.free:
        told["security"] = []
    return told


def _of_address(one: Endpoint) -> list[Plain]:
    found = _IN_ADDRESS.findall(one.address)
    return [{"name": name, "in": "path", "required": True, "schema": ID if shape == "id" else WORDS}
            for shape, name in found]  # fmt: skip


def _param(param: Param) -> Plain:
    schema: Plain = {"type": "string"}
    if param.words:
        schema["enum"] = list(param.words)
    elif param.shape == "day":
        schema["format"] = "date"
    elif param.shape == "number":
        schema = {"type": "integer", "minimum": param.low, "maximum": param.high}
    if param.many:
        schema = {"type": "array", "items": schema}
    return {"name": param.name, "in": "query", "required": param.required, "description": text_of(param.says),
            "schema": schema}  # fmt: skip


def _answer(schema: str) -> Plain:
    if schema == "File":
        return {"description": schema, "content": {"application/octet-stream": {}}}
    return {"description": schema, "content": {"application/json": {"schema": _ref(schema)}}}


def _ref(schema: str) -> Plain:
    return {"$ref": f"#/components/schemas/{schema}"}


# Records, from their declarations


def _schemas() -> dict[str, Plain]:
    told = {f"kind-{name}": _part(kind) for name, kind in kinds().items()}
    return told | _of_answers()


def _part(part: type[Part]) -> Plain:
    fields = {spec.name: _field(spec) for spec in part.fields()}
    required = [spec.name for spec in part.fields() if spec.required]
    told: Plain = {"type": "object", "properties": fields, "additionalProperties": False}
    if required:
        told["required"] = required
    if doc := (part.__doc__ or "").strip().splitlines():
        told["description"] = doc[0]
    return told


def _field(spec: FieldSpec) -> Plain:
    one = _one(spec)
    told: Plain = {"type": "array", "items": one} if spec.many else one
    title = text_of(spec.label)
    help = ". ".join(text_of(words) for words in (spec.help, spec.unit) if words)
    return {**told, "title": title, **({"description": help} if help else {})}


def _one(spec: FieldSpec) -> Plain:
    if spec.part is not None:
        return _part(spec.part)
    match spec.shape:
        case Shape.ID | Shape.REFERENCE:
            return dict(ID)
        case Shape.CODE:
            return _codes(spec.codes)
        case Shape.TEXT:
            return {"oneOf": [WORDS, {"type": "object", "additionalProperties": WORDS}]}
        case Shape.DAY:
            return {"type": "string", "format": "date"}
        case Shape.NUMBER | Shape.WHOLE:
            return {"type": "number" if spec.shape is Shape.NUMBER else "integer"}
        case Shape.JUDGED:
            words = list(spec.scale.words) if spec.scale else []
            return {"oneOf": [{"type": "string", "enum": words}, {"type": "number"}]}
        case Shape.FLAG:
            return {"type": "boolean"}
        case Shape.LABEL:
            return {"oneOf": [{"type": "string", "enum": [label.value for label in Label]}, _part(Handling)]}
        case _:
            return {"type": ["string", "number"]}


def _codes(codes: type[Codes] | None) -> Plain:
    # A code of digits only is a number in files, and so it is here.
    return {"enum": [int(code.value) if code.value.isdecimal() else code.value for code in codes or ()]}


# Answers


def _object(**fields: Plain) -> Plain:
    return {"type": "object", "properties": fields, "required": list(fields)}


def _paged(item: Plain) -> Plain:
    number: Plain = {"type": "integer", "minimum": 0}
    return _object(items={"type": "array", "items": item}, count=number, page=number, pages=number)


def _of_answers() -> dict[str, Plain]:
    anything: Plain = {"type": "object", "additionalProperties": True}
    moment: Plain = {"type": "string", "format": "date-time"}
    label: Plain = {"type": "string", "enum": [one.value for one in Label]}
    kind: Plain = {"type": "string", "enum": list(kinds())}
    one_of = [_new(name) for name in kinds()]
    ids: Plain = {"type": "array", "items": WORDS}
    by: dict[str, Plain] = {"at": moment, "by": WORDS, "why": OR_NONE, "batch": WORDS}
    return {
        "Anything": anything,
        "Problem": _object(code=WORDS, says=WORDS, field=OR_NONE),
        "Dossier": _object(slug=ID, title=WORDS, label=label, records=anything),
        "DossierPage": _paged(_ref("Dossier")),
        "Record": _object(record=kind, id=ID, called=WORDS, label=label, fields=anything),
        "RecordPage": _paged(_ref("Record")),
        "NewRecord": {"oneOf": one_of},
        "Changes": {
            "type": "object", "required": ["changes"], "additionalProperties": False,
            "properties": {"changes": {**anything, "minProperties": 1}, "why": OR_NONE},
        },
        "Undo": {**_object(batch=WORDS), "additionalProperties": False},
        "Done": _object(batch=WORDS, id=OR_NONE),
        "History": _object(items={"type": "array", "items": _object(
            entry=WORDS, withdrawn={"type": "boolean"}, fields={"type": ["object", "null"]}, **by)}),
        "EntryPage": _paged(_object(records=ids, **by)),
        "Questions": _object(dossier=ID, items={"type": "array", "items": _object(
            method=WORDS, question=WORDS, takes=ids, caution=WORDS, source=WORDS)}),
        "Finding": _object(
            method=WORDS, headline=WORDS, rows={"type": "array", "items": anything},
            because={"type": "array", "items": anything}, gaps={"type": "array", "items": anything},
            caution=OR_NONE, inputs=ids, label={"type": ["string", "null"]}, as_of=OR_NONE, closed_on=OR_NONE),
    }  # fmt: skip


def _new(name: str) -> Plain:
    return {
        "type": "object", "required": ["record", "fields"], "additionalProperties": False,
        "properties": {"record": {"const": name}, "fields": _ref(f"kind-{name}"), "why": OR_NONE},
    }  # fmt: skip
