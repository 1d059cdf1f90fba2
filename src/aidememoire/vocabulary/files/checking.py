"""From plain values to records: what does each fault mean, where is it, and what should stand there?"""

from __future__ import annotations

import time
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from aidememoire.vocabulary.declaring import FieldSpec, Part, Shape
from aidememoire.vocabulary.dossier import FORMAT, Dossier, Header
from aidememoire.vocabulary.errors import InputError, Wrong
from aidememoire.vocabulary.files.faults import ADVICE, FAULT, NOWHERE, Fault, Place, nearest, shown
from aidememoire.vocabulary.files.reading import Reading, unpacked_message
from aidememoire.vocabulary.files.worker import CPU_SECONDS
from aidememoire.vocabulary.kinds import kinds, sections
from aidememoire.vocabulary.messages import Message, _
from aidememoire.vocabulary.record import Record

Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file holds: the dossier of its sound records, every fault, and where each record stands."""

    dossier: Dossier
    faults: tuple[Fault, ...]
    places: dict[str, Located]

    def place(self, record: str, *path: str | int) -> Place:
        """Return where a record, or a field of it, stands in the file."""
        located = self.places.get(record)
        return located.place(path) if located else NOWHERE


@dataclass(frozen=True, slots=True)
class Located:
    """A record's plain fields and its place, from which the place of each field follows."""

    reading: Reading
    fields: dict[str, Any]
    at: Any

    def place(self, path: Path_) -> Place:
        """Return the place of the value at a path."""
        if self.reading.sheets:
            from aidememoire.vocabulary.files.as_workbook import cell_of

            return cell_of(self.reading, self.at, path)
        if self.reading.lines:
            from aidememoire.vocabulary.files.as_yaml import line_of

            lines = array("I")
            lines.frombytes(self.reading.lines)
            return Place(line=line_of(lines, self.at, self.fields, path))
        return Place(line=self.at)


def check(reading: Reading, path: Path) -> Checked:
    """Turn plain values into a dossier, with every fault met on the way. Refuses only what is of a newer format."""
    if reading.sheets:
        from aidememoire.vocabulary.files.as_workbook import assemble

        assemble(reading)
    faults = [_from_worker(fault) for fault in reading.faults]
    header, found = _header(reading, path)
    faults += found
    records, places, found = _records(reading)
    faults += found
    faults += _broken_references(records, places)
    named = (replace(fault, file=str(path)) for fault in faults)
    return Checked(Dossier(header, records), tuple(sorted(named, key=_order)), places)


def _order(fault: Fault) -> tuple[bool, str, int]:
    return fault.level == ADVICE, fault.place.sheet or "", fault.place.line or fault.place.row or 0


def _from_worker(fault: dict[str, Any]) -> Fault:
    problem, instead = unpacked_message(fault["problem"]), unpacked_message(fault["instead"])
    level, place = fault.get("level", FAULT), Place(**fault["place"])
    return Fault(problem or _("cannot be read"), level, place, found=fault["found"], instead=instead)


def _header(reading: Reading, path: Path) -> tuple[Header, list[Fault]]:
    fields = dict(reading.header or {})
    where = Located(reading, reading.header or {}, reading.header_place)
    version = fields.get("format", FORMAT)
    if isinstance(version, int) and version > FORMAT:
        raise InputError(
            _(
                "{path} has format {version}; this version reads up to {known}. Update aidememoire, or ask for the "
                "file in format {known}.",
                path=path,
                version=version,
                known=FORMAT,
            )
        )
    faults: list[Fault] = []
    if reading.header is None and not reading.faults:
        faults.append(
            Fault(_("There is no header."), place=Place(line=1), instead=_("dossier: with slug and title under it"))
        )
    spare = _slug(path)
    if not fields.get("slug"):
        fields["slug"] = spare
        if reading.header is not None:
            faults.append(
                Fault(_("The dossier has no slug."), ADVICE, where.place(()), field="slug", instead=f"slug: {spare}")
            )
    header, found = _made(Header, fields, where, "dossier")
    return header or Header(slug=spare), [*faults, *found]


def _slug(path: Path) -> str:
    from aidememoire.vocabulary.declaring import as_identifier

    return as_identifier(path.stem) or "dossier"


def _records(reading: Reading) -> tuple[list[Record], dict[str, Located], list[Fault]]:
    by_section = kinds() if _by_line(reading) else sections()
    records: list[Record] = []
    places: dict[str, Located] = {}
    faults = [_unknown_section(name, Place(line=line)) for name, line in reading.sections.items() if _strange(name)]
    deadline = time.process_time() + max(CPU_SECONDS - reading.cpu, 1)
    for number, (section, fields, at) in enumerate(reading.records):
        if number % 1000 == 0 and time.process_time() > deadline:
            raise InputError(
                _("The file costs more than {n} CPU-seconds. Split it into several dossiers.", n=CPU_SECONDS)
            )
        kind = by_section.get(section)
        located = Located(reading, fields, at)
        if kind is None:
            if section not in reading.sections:
                faults.append(_unknown_section(section, located.place(())))
            continue
        record, found = _made(kind, fields, located, kind.kind_of.name)
        faults += found
        if record is None:
            continue
        if record.id in places:
            faults.append(_twice(record, located, places[record.id]))
        else:
            places[record.id] = located
            records.append(record)
    return records, places, faults


def _by_line(reading: Reading) -> bool:
    return not reading.sheets and not reading.sections


def _strange(section: str) -> bool:
    return section not in sections() and section != "dossier"


def _unknown_section(name: str, place: Place) -> Fault:
    known = sections() if name not in kinds() else {kinds()[name].kind_of.plural: None}
    return Fault(
        _("There is no section or kind of this name."),
        place=place,
        found=shown(name),
        instead=nearest(name, [*known, "dossier"]) or tuple(sections()),
    )


def _twice(record: Record, located: Located, before: Located) -> Fault:
    return Fault(
        _("The id {id} stands twice; the first is {place}.", id=record.id, place=before.place(("id",))),
        place=located.place(("id",)),
        record=record.id,
        field="id",
        found=record.id,
        instead=_("another id, such as {id}-2", id=record.id),
    )


def _made(model: type[Any], fields: dict[str, Any], located: Located, kind: str) -> tuple[Any, list[Fault]]:
    try:
        return model.__pydantic_validator__.validate_python(fields), []
    except ValidationError as error:
        name = fields.get("id", fields.get("slug"))
        record = shown(name) if isinstance(name, (str, int)) else None
        return None, [_explained(one, model, located, record, kind) for one in _once_each(error)]


def _once_each(error: ValidationError) -> Iterator[Any]:
    """Yield one error a field: of a field that takes several types, the last tried says least."""
    seen: set[Path_] = set()
    for one in error.errors(include_url=False):
        path = tuple(step for step in one["loc"] if isinstance(step, int) or not step.startswith("function-"))[:3]
        if path not in seen:
            seen.add(path)
            yield one


def _explained(error: Any, model: type[Part], located: Located, record: str | None, kind: str) -> Fault:
    path: Path_ = tuple(error["loc"])
    spec = _spec_at(model, path)
    name = ".".join(str(step) for step in path) or None
    problem, instead = _in_words(error, model, spec, kind, path)
    found = None if error["type"] == "missing" else shown(error["input"]) if path else None
    return Fault(problem, place=located.place(path), record=record, field=name, found=found, instead=instead)


def _in_words(error: Any, model: type[Part], spec: FieldSpec | None, kind: str, path: Path_) -> tuple[Message, object]:
    wrong = error.get("ctx", {}).get("error")
    if isinstance(wrong, Wrong):
        return wrong.problem, wrong.instead
    match error["type"]:
        case "missing":
            return _("The field {field} is missing.", field=str(path[-1])), _wanted(spec)
        case "extra_forbidden":
            inner = _model_at(model, path[:-1]) or model
            names = [one.name for one in inner.fields()]
            return _("A {kind} has no field of this name.", kind=kind), nearest(str(path[-1]), names) or tuple(names)
        case "enum" if spec and spec.codes:
            return _("is not one of the codes"), nearest(str(error["input"]), [*spec.codes]) or tuple(spec.codes)
        case "greater_than_equal" | "less_than_equal":
            return _("lies outside of what the field takes"), spec.help if spec and spec.help else _wanted(spec)
        case "int_from_float":
            return _("is not a whole number"), _wanted(spec)
        case "tuple_type":
            return _("is not a list"), _("each on a line of its own that begins with a hyphen")
        case "finite_number":
            return _("is not a number that can be reckoned with"), _wanted(spec)
        case _:
            return _("is not what the field takes"), _wanted(spec)


def _wanted(spec: FieldSpec | None) -> object:
    if spec is None:
        return None
    if spec.codes:
        return tuple(spec.codes)
    by_shape = {
        Shape.DAY: _("a day such as 2026-03-31"),
        Shape.NUMBER: _("a number"),
        Shape.WHOLE: _("a whole number"),
        Shape.FLAG: _("true or false"),
        Shape.REFERENCE: _("the id of a record"),
    }
    return by_shape.get(spec.shape) or spec.help or spec.label


def _spec_at(model: type[Part], path: Path_) -> FieldSpec | None:
    inner = _model_at(model, path[:-1]) if len(path) > 1 else model
    name = next((step for step in reversed(path) if isinstance(step, str)), None)
    for candidate in (inner, model):
        for spec in candidate.fields() if candidate else ():
            if spec.name == name:
                return spec
    return next((spec for spec in model.fields() if path and spec.name == path[0]), None)


def _model_at(model: type[Part], path: Path_) -> type[Part] | None:
    here: type[Part] | None = model
    for step in path:
        if isinstance(step, str) and here is not None:
            spec = next((spec for spec in here.fields() if spec.name == step), None)
            here = spec.part if spec else None
    return here


def _broken_references(records: Iterable[Record], places: dict[str, Located]) -> Iterator[Fault]:
    kind_of = {record.id: record.kind_of.name for record in records}
    for record in records:
        if not record.names_fit(kind_of):
            yield from _references_of(record, kind_of, places[record.id])


def _references_of(record: Record, kind_of: dict[str, str], located: Located) -> Iterator[Fault]:
    for path, spec, named in record.references():
        kind = kind_of.get(named)
        if kind is not None and (not spec.refers or kind in spec.refers):
            continue
        fits = [id for id, one in kind_of.items() if not spec.refers or one in spec.refers]
        problem = (
            _("names {id}, which is not in this dossier", id=shown(named))
            if kind is None
            else _("names {id}, which is a {kind}", id=named, kind=kinds()[kind].kind_of.label)
        )
        instead = nearest(named, fits) or _wanted_kind(spec)
        yield Fault(
            problem, place=located.place(path), record=record.id, field=spec.name, found=shown(named), instead=instead
        )


def _wanted_kind(spec: FieldSpec) -> Message:
    if not spec.refers:
        return _("the id of a record in this dossier")
    labels = tuple(kinds()[kind].kind_of.label for kind in spec.refers)
    return _("the id of one of these: {kinds}; or add it", kinds=labels)
