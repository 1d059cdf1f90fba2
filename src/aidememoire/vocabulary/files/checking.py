"""From plain values to records: what does each fault mean, where is it, and what should stand there?"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from aidememoire.vocabulary.declaring import ID_LENGTH, FieldSpec, Part, Shape
from aidememoire.vocabulary.dossier import FORMAT, Dossier, Header
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files.explaining import Steps, explained, faults_in, wanted_kind
from aidememoire.vocabulary.files.faults import ADVICE, FAULT, NOWHERE, Fault, Place, Told, nearest, shown
from aidememoire.vocabulary.files.lines import line_of
from aidememoire.vocabulary.files.reading import Reading, unpacked_message
from aidememoire.vocabulary.files.sandbox import too_much
from aidememoire.vocabulary.files.worker import CPU_SECONDS
from aidememoire.vocabulary.kinds import kinds, sections
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.record import Record

MOST_VALUES = 10_000


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


class Located(NamedTuple):
    """A record's plain fields and its place, from which the place of each field follows."""

    reading: Reading
    fields: dict[str, Any]
    at: Any

    def place(self, path: Steps) -> Place:
        """Return the place of the value at a path."""
        if self.reading.sheets:
            from aidememoire.vocabulary.files.as_workbook import cell_of

            return cell_of(self.reading, self.at, path)
        if self.reading.lines:
            return Place(line=line_of(memoryview(self.reading.lines).cast("I"), self.at, self.fields, path))
        return Place(line=self.at)


def check(reading: Reading, path: Path) -> Checked:
    """Turn plain values into a dossier, with every fault met on the way. Refuses only what is of a newer format."""
    if reading.sheets:
        from aidememoire.vocabulary.files.as_workbook import assemble

        assemble(reading)
    told = Told([from_worker(fault) for fault in reading.faults], reading.untold)
    header = _header(reading, path, told)
    records, places, spoiled = _records(reading, path, told)
    _broken_references(records, places, spoiled, told)
    return Checked(Dossier(header, records), told.all_of(path), places)


def from_worker(fault: dict[str, Any]) -> Fault:
    """Return a fault that a reader met in the worker."""
    problem, instead = unpacked_message(fault["problem"]), unpacked_message(fault["instead"])
    level, place = fault.get("level", FAULT), Place(**fault["place"])
    if place == NOWHERE:
        place = Place(byte=0)
    return Fault(problem or _("cannot be read"), level, place, found=fault["found"], instead=instead)


def _header(reading: Reading, path: Path, told: Told) -> Header:
    fields = dict(reading.header or {})
    where = Located(reading, reading.header or {}, reading.header_place)
    version = fields.get("format", FORMAT)
    if isinstance(version, int) and version > FORMAT:
        raise InputError(
            _(
                "{path} has format {version}; this version reads up to {known}. Update aidememoire, or ask for the "
                "file in format {known}.",
                path=path,
                version=shown(str(version)),
                known=FORMAT,
            )
        )
    if reading.header is None and (reading.records or not reading.faults):
        place = Place(sheet="dossier") if reading.sheets else Place(line=1)
        told.add(Fault(_("There is no header."), place=place, instead=_("dossier: with slug and title under it")))
    spare = _slug(path)
    if not fields.get("slug"):
        fields["slug"] = spare
        if reading.header is not None:
            problem = _("The dossier has no slug.")
            told.add(Fault(problem, ADVICE, where.place(()), field="slug", instead=f"slug: {spare}"))
    if not _holds_at_most(fields, MOST_VALUES):
        told.add(_too_many_values(fields, where))
        return Header(slug=spare)
    return _made(Header, fields, where, told) or Header(slug=spare)


def _slug(path: Path) -> str:
    from aidememoire.vocabulary.declaring import as_identifier

    return as_identifier(path.stem) or "dossier"


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A record with a fault, as far as it can be read: what it names is looked at all the same."""

    kind: type[Record]
    located: Located

    @property
    def id(self) -> str:
        """Return its id, as written."""
        return str(self.located.fields.get("id"))


def _records(reading: Reading, path: Path, told: Told) -> tuple[list[Record], dict[str, Located], list[Spoiled]]:
    by_section = kinds() if _by_line(reading) else sections()
    records: list[Record] = []
    places: dict[str, Located] = {}
    spoiled: list[Spoiled] = []
    for name, line in reading.sections.items():
        if name != "dossier" and name not in sections():
            told.add_made(partial(_unknown_section, name, line=line))
    deadline = time.process_time() + max(CPU_SECONDS - reading.cpu, 1)
    for number, (section, fields, at) in enumerate(reading.records):
        if number % 100 == 0 and time.process_time() > deadline:
            raise InputError(too_much(path))
        kind = by_section.get(section)
        located = Located(reading, fields, at)
        if kind is None:
            if section not in reading.sections:
                told.add_made(partial(_unknown_section, section, located))
            continue
        if reading.most_values > MOST_VALUES and not _holds_at_most(fields, MOST_VALUES):
            told.add_made(partial(_too_many_values, fields, located))
            continue
        record = _made(kind, fields, located, told)
        if record is None:
            spoiled.append(Spoiled(kind, located))
            continue
        if record.id in places:
            told.add_made(partial(_twice, record, located, places))
        else:
            places[record.id] = located
            records.append(record)
    return records, places, spoiled


def _by_line(reading: Reading) -> bool:
    return not reading.sheets and not reading.sections


def _unknown_section(name: str, located: Located | None = None, *, line: int | None = None) -> Fault:
    known = sections() if name not in kinds() else {kinds()[name].kind_of.plural: None}
    return Fault(
        _("There is no section or kind of this name."),
        place=located.place(()) if located else Place(line=line),
        found=shown(name),
        instead=nearest(name, [*known, "dossier"]) or tuple(sections()),
    )


def _twice(record: Record, located: Located, places: dict[str, Located]) -> Fault:
    return Fault(
        _("The id {id} stands twice; the first is {place}.", id=record.id, place=places[record.id].place(("id",))),
        place=located.place(("id",)),
        record=record.id,
        field="id",
        found=record.id,
        instead=next(other for n in count(2) if (other := f"{record.id[: ID_LENGTH - 8]}-{n}") not in places),
    )


def _made(model: type[Any], fields: dict[str, Any], located: Located, told: Told) -> Any:
    """Return the record, or None and tell what is wrong with it."""
    try:
        return model.__pydantic_validator__.validate_python(fields)
    except ValidationError as error:
        if told.full:
            told.untold += faults_in(error)
            return None
        for path, field, found, problem, instead in explained(error, model):
            told.add(Fault(problem, FAULT, located.place(path), _called(fields), field, found, instead))
        return None
    except UnicodeEncodeError as error:  # half of a character in what a declaration says of it
        code = f"U+{ord(error.object[error.start]):04X}"
        problem, instead = _("holds the control character {code}", code=code), _("the text without it")
        told.add(Fault(problem, place=located.place(()), record=_called(fields), instead=instead))
        return None


def _too_many_values(fields: dict[str, Any], located: Located) -> Fault:
    problem = _("holds more than {n} values", n=MOST_VALUES)
    return Fault(problem, place=located.place(()), record=_called(fields), instead=_("several records"))


def _called(fields: dict[str, Any]) -> str | None:
    name = fields.get("id", fields.get("slug"))
    return shown(name) if isinstance(name, (str, int)) else None


# Plain values from a reader are of these very types; the check runs on every value of every record.
_NESTED = frozenset({list, dict})


def _holds_at_most(fields: dict[str, Any], most: int) -> bool:
    left = most - len(fields)
    waiting = [value for value in fields.values() if type(value) in _NESTED]
    while waiting and left >= 0:
        value = waiting.pop()
        left -= len(value)
        if left >= 0:
            inner = value.values() if isinstance(value, dict) else value
            waiting += [one for one in inner if type(one) in _NESTED]
    return left >= 0


def _broken_references(
    records: Iterable[Record], places: dict[str, Located], spoiled: Iterable[Spoiled], told: Told
) -> None:
    kind_of = {one.id: one.kind.kind_of.name for one in spoiled}
    kind_of |= {record.id: record.kind_of.name for record in records}
    guess = _Guess(kind_of)
    for record in records:
        if record.names_fit(kind_of):
            continue
        for path, spec, named in record.references():
            kind = kind_of.get(named)
            if kind is None or (spec.refers and kind not in spec.refers):
                told.add_made(partial(_broken, record.id, path, spec, named, guess, places[record.id]))
    for one in spoiled:
        for path, spec, named in _named_in(one.kind, one.located.fields):
            kind = kind_of.get(named)
            if kind is None or (spec.refers and kind not in spec.refers):
                told.add_made(partial(_broken, shown(one.id), path, spec, named, guess, one.located))


def _named_in(model: type[Part], fields: Any, path: Steps = ()) -> Iterator[tuple[Steps, FieldSpec, str]]:
    """Yield what plain fields name, where they hold ids where ids belong."""
    for spec in model.fields() if isinstance(fields, dict) else ():
        value = fields.get(spec.name)
        inner = list(enumerate(value)) if isinstance(value, list) else []
        if spec.part:
            for place, one in inner:
                yield from _named_in(spec.part, one, (*path, spec.name, place))
        elif spec.shape is Shape.REFERENCE:
            for place, one in inner:
                if isinstance(one, str):
                    yield (*path, spec.name, place), spec, one
            if isinstance(value, str):
                yield (*path, spec.name), spec, value


def _broken(id: str, path: Steps, spec: FieldSpec, named: str, guess: _Guess, located: Located) -> Fault:
    kind = guess.kind_of.get(named)
    problem = (
        _("names {id}, which is not in this dossier", id=shown(named))
        if kind is None
        else _("names {id}, which is of another kind: {kind}", id=named, kind=kinds()[kind].kind_of.label)
    )
    instead = guess.nearest(named, spec.refers) or wanted_kind(spec)
    return Fault(problem, FAULT, located.place(path), id, spec.name, shown(named), instead)


class _Guess:
    """Which id was probably meant? Among very many ids guessing is dear, so it ends when it has cost enough."""

    MOST_COMPARED = 1_000_000

    def __init__(self, kind_of: dict[str, str]) -> None:
        self.kind_of = kind_of
        self._left = self.MOST_COMPARED
        self._fitting: dict[tuple[str, ...], list[str]] = {}

    def nearest(self, id: str, refers: tuple[str, ...]) -> str | None:
        if refers not in self._fitting:
            self._fitting[refers] = [one for one, kind in self.kind_of.items() if not refers or kind in refers]
        self._left -= len(self._fitting[refers])
        return nearest(id, self._fitting[refers]) if self._left > 0 else None
