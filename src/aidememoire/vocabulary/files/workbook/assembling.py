"""From tables to records: which field does each cell fill, and what fits nowhere?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from aidememoire.vocabulary.declaring import Shape
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.files.faults import nearest, shown
from aidememoire.vocabulary.files.reading import Reading
from aidememoire.vocabulary.files.workbook.cells import Cell, letters
from aidememoire.vocabulary.files.workbook.layout import (
    DOSSIER,
    LONG_COLUMNS,
    LONG_TEXTS,
    NAMES,
    NAMES_COLUMNS,
    RECORD,
    Column,
    Heading,
    canonical,
    columns,
    heading,
    part_sheets,
)
from aidememoire.vocabulary.files.workbook.placing import At, header_rows
from aidememoire.vocabulary.files.workbook.taking import Take, taker
from aidememoire.vocabulary.files.workbook.values import number_in
from aidememoire.vocabulary.kinds import sections
from aidememoire.vocabulary.messages import Message, _
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.text import LANGUAGE_TAG

MOST_SUGGESTIONS = 50


@dataclass(frozen=True, slots=True)
class _Slot:
    """One column of one sheet: where it stands, what it fills, and how its cells are taken."""

    index: int
    column: Column
    heading: Heading
    take: Take

    @property
    def key(self) -> str:
        """Return the heading as texts that go on elsewhere name it."""
        return f"{self.column.name}:{self.heading.language}" if self.heading.language else self.column.name


@dataclass(slots=True)
class _Assembly:
    """What is known while a workbook is put together."""

    reading: Reading
    by_id: dict[str, tuple[type[Record], dict[str, Any], At]] = field(default_factory=dict)
    more: dict[str, dict[str, str]] = field(default_factory=dict)
    first_language: str | None = None
    suggested: int = 0

    def fault(self, problem: Message, title: str, row: int, index: int | None = None, **said: Any) -> None:
        """Note a fault at a cell."""
        column = None if index is None else letters(index)
        self.reading.fault(problem, sheet=title, row=row, column=column, **said)


def assembled(reading: Reading) -> None:
    """Put header and records of a reading together from its tables."""
    book = _Assembly(reading)
    by_role: dict[str, list[str]] = {}
    for title in reading.sheets:
        by_role.setdefault(canonical(title), []).append(title)
    for title in by_role.pop(LONG_TEXTS, []):
        _long_texts(book, title)
    reading.header, reading.header_place = {}, (DOSSIER, None, {})
    for title in by_role.pop(DOSSIER, []):
        _header(book, title)
    names, parts = by_role.pop(NAMES, []), {name: by_role.pop(name) for name in part_sheets() if name in by_role}
    for name, titles in by_role.items():
        for title in titles:
            if name in sections():
                _records(book, title, name)
            else:
                _unknown_sheet(book, title)
    for name, titles in parts.items():
        for title in titles:
            _parts(book, title, name)
    for title in names:
        _names(book, title)


def _unknown_sheet(book: _Assembly, title: str) -> None:
    if not book.reading.sheets[title]["columns"]:
        return
    known = (DOSSIER, *sections(), *part_sheets(), NAMES)
    near = nearest(canonical(title), known)
    others = _("one of: {names}; or {title} (ignore)", names=known, title=shown(title))
    problem = _("There is no kind of record for a sheet of this name.")
    book.reading.fault(problem, instead=_said(near) if near else others, found=shown(title), sheet=title)


def _said(words: object) -> Message:
    return _("{words}", words=words)


# The header, and texts too long for one cell


def _header(book: _Assembly, title: str) -> None:
    known = columns(Header)
    at_name, at_value, rows = header_rows(book.reading.sheets[title])
    fields: dict[str, Any] = {}
    for number, cells in rows:
        name, value = (cells[index] if index < len(cells) else None for index in (at_name, at_value))
        if name is None or value in (None, ""):
            continue
        found = heading(str(name))
        column = known.get(found.name)
        if column is None or not _language_fits(column, found):
            _unknown_column(book, title, number, at_name, str(name), known)
            continue
        slot = _Slot(at_value, column, found, taker(column))
        _put(book, fields, slot, value, (title, number), book.more.get(""))
    spoken = fields.get("languages") or [None]
    book.first_language = spoken[0]
    book.reading.header, book.reading.header_place = fields, (title, None, {})


def _long_texts(book: _Assembly, title: str) -> None:
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for _index, _number, row in _plain_rows(book, title, LONG_COLUMNS):
        key = (str(row.get(RECORD) or "").strip(), str(row.get("field") or "").strip())
        part = row.get("part")
        order = number_in(part) if isinstance(part, str) else part
        found.setdefault(key, []).append((order if isinstance(order, int) else 0, str(row.get("text") or "")))
    for (record, name), pieces in found.items():
        in_order = sorted(pieces, key=lambda piece: piece[0])
        book.more.setdefault(record, {})[name] = "".join(text for _part, text in in_order)


def _plain_rows(book: _Assembly, title: str, names: tuple[str, ...]) -> Iterator[tuple[int, int, dict[str, Cell]]]:
    """Yield the rows of a sheet with columns of its own: index, number, cells by column."""
    table = book.reading.sheets[title]
    wanted: dict[int, str] = {}
    for index, words in enumerate(table["columns"]):
        if (name := heading(words).name) in names and name not in wanted.values():
            wanted[index] = name
        elif words:
            _unknown_column(book, title, table["row"], index, words, names)
    for index, (number, cells) in enumerate(table["rows"]):
        yield index, number, {name: cells[at] for at, name in wanted.items() if at < len(cells)}


# Records and their parts


def _records(book: _Assembly, title: str, section: str) -> None:
    kind = sections()[section]
    slots, _others = _slots(book, title, columns(kind))
    default = next((slot.heading.default for slot in slots if slot.heading.default), None)
    at_id = next((slot.index for slot in slots if slot.column.name == "id"), None)
    for index, (number, cells) in enumerate(book.reading.sheets[title]["rows"]):
        name = _name_in(cells, at_id)
        fields = _fields(book, slots, cells, (title, number), book.more.get(name) if name else None)
        if default:
            _default_label(fields, default)
        at: At = (title, index, {})
        book.reading.records.append((section, fields, at))
        if name:
            book.by_id.setdefault(name, (kind, fields, at))


def _default_label(fields: dict[str, Any], level: str) -> None:
    """Give a record the label of its sheet where it has none of its own."""
    label = fields.get("handling")
    if label is None:
        fields["handling"] = level
    elif isinstance(label, dict):
        label.setdefault("level", level)


def _name_in(cells: list[Cell], index: int | None) -> str | None:
    value = cells[index] if index is not None and index < len(cells) else None
    return None if value is None else str(value).strip()


def _slots(
    book: _Assembly, title: str, known: dict[str, Column], others: tuple[str, ...] = ()
) -> tuple[list[_Slot], dict[str, int]]:
    """Match the headings of a sheet with the columns that it may have; ``others`` are names besides those."""
    table = book.reading.sheets[title]
    row = table["row"]
    slots: list[_Slot] = []
    besides: dict[str, int] = {}
    seen: set[str] = set()
    for index, words in enumerate(table["columns"]):
        if not words:
            continue
        found = heading(words)
        column = known.get(found.name)
        key = f"{found.name}:{found.language}"
        if key in seen:
            problem = _("The column {name} stands twice; the first counts.", name=shown(words))
            book.fault(problem, title, row, index, found=shown(words), instead=_("Keep one of the two."))
        elif found.name in others:
            besides[found.name] = index
        elif column is None or not _language_fits(column, found):
            _unknown_column(book, title, row, index, words, (*others, *known))
        else:
            slots.append(_Slot(index, column, found, taker(column)))
        seen.add(key)
    _nameless(book, title)
    return slots, besides


def _language_fits(column: Column, found: Heading) -> bool:
    if not found.language:
        return True
    return column.spec.shape is Shape.TEXT and LANGUAGE_TAG.match(found.language) is not None


def _unknown_column(book: _Assembly, title: str, row: int, index: int, words: str, known: Iterable[str]) -> None:
    names = tuple(known)
    found = heading(words)
    if found.name in names:
        text = _("{name}: only texts have languages, written as a code such as en, fr, ar, prs", name=found.name)
        book.fault(_("The heading names no language that fits."), title, row, index, found=shown(words), instead=text)
        return
    near = nearest(found.name, names)
    instead = _said(near) if near else _("one of: {names}", names=names)
    book.fault(_("There is no field of this name."), title, row, index, found=shown(words), instead=instead)


def _nameless(book: _Assembly, title: str) -> None:
    """Tell once of each column that holds values under no heading."""
    table = book.reading.sheets[title]
    headings, told = table["columns"], set()
    gaps = [index for index, words in enumerate(headings) if not words]
    for number, cells in table["rows"]:
        width = len(cells)
        if width <= len(headings) and not gaps:
            continue
        for index in (*gaps, *range(len(headings), width)):
            if index < width and cells[index] is not None and index not in told:
                told.add(index)
                text = _("A heading in row {row}, or an empty column.", row=table["row"])
                problem = _("The column has no heading.")
                book.fault(problem, title, number, index, found=shown(cells[index]), instead=text)


def _parts(book: _Assembly, title: str, name: str) -> None:
    by_kind = part_sheets()[name]
    model = next(spec.part for spec in by_kind.values() if spec.part)
    slots, others = _slots(book, title, columns(model), (RECORD,))
    for index, (number, cells) in enumerate(book.reading.sheets[title]["rows"]):
        record = _name_in(cells, others.get(RECORD))
        owner = _owner(book, record, title, number, others.get(RECORD))
        if owner is None or record is None:
            continue
        kind, fields, at = owner
        spec = by_kind.get(kind.kind_of.name)
        if spec is None:
            problem = _("A record of the kind {kind} has no {parts}.", kind=kind.kind_of.name, parts=name)
            labels = tuple(by_kind)
            instead = _("the id of one of these: {kinds}", kinds=labels)
            book.fault(problem, title, number, others.get(RECORD), found=shown(record), instead=instead)
            continue
        so_far = fields.setdefault(spec.name, [])
        more = _inside(book.more.get(record), f"{name}/{len(so_far) + 1}/")
        so_far.append(_fields(book, slots, cells, (title, number), more))
        at[2].setdefault(spec.name, []).append((title, index))


def _inside(more: dict[str, str] | None, before: str) -> dict[str, str] | None:
    return {key.removeprefix(before): text for key, text in more.items() if key.startswith(before)} if more else None


def _owner(
    book: _Assembly, record: str | None, title: str, row: int, index: int | None
) -> tuple[type[Record], dict[str, Any], At] | None:
    owner = book.by_id.get(record) if record else None
    if owner is not None:
        return owner
    near = None
    if record and book.suggested < MOST_SUGGESTIONS:
        book.suggested += 1
        near = nearest(record, book.by_id)
    book.fault(
        _("The row belongs to {id}, which is not in this workbook.", id=shown(record))
        if record
        else _("The row does not say to which record it belongs."),
        title,
        row,
        index,
        found=shown(record) if record else None,
        instead=_said(near) if near else _("the id of a record, in the column record"),
    )
    return None


def _names(book: _Assembly, title: str) -> None:
    """Give records the names that stand on a sheet of their own, one language a row."""
    table = book.reading.sheets[title]
    headings = [heading(words).name for words in table["columns"]]
    at_record, at_name = (headings.index(name) if name in headings else 0 for name in (RECORD, "name"))
    for index, number, row in _plain_rows(book, title, NAMES_COLUMNS):
        record = str(row.get(RECORD) or "").strip()
        owner = _owner(book, record, title, number, at_record)
        name = row.get("name")
        if owner is None or name is None:
            continue
        kind, fields, at = owner
        column = columns(kind).get(NAMES)
        if column is None:
            problem = _("A record of the kind {kind} has no {parts}.", kind=kind.kind_of.name, parts=NAMES)
            book.fault(problem, title, number, at_record, found=shown(record), instead=_("the id of an actor"))
            continue
        language = heading(f":{row.get('language') or ''}").language
        more = (book.more.get(record) or {}).get(f"{NAMES}/{language}", "")
        slot = _Slot(at_name, column, Heading(NAMES, language), None)
        _put(book, fields, slot, f"{name}{more}", (title, number), None)
        at[2].setdefault(NAMES, []).append((title, index))


# One cell


def _fields(
    book: _Assembly, slots: list[_Slot], cells: list[Cell], where: tuple[str, int], more: dict[str, str] | None
) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    width = len(cells)
    for slot in slots:
        if slot.index < width:
            value = cells[slot.index]
            if value is not None:
                _put(book, fields, slot, value, where, more)
    return fields


def _put(
    book: _Assembly,
    fields: dict[str, Any],
    slot: _Slot,
    value: Any,
    where: tuple[str, int],
    more: dict[str, str] | None,
) -> None:
    """Put the value of a cell into the field that its column fills."""
    if more and slot.key in more:
        value = f"{value}{more[slot.key]}"
    if slot.take is not None:
        value = slot.take(value)
    name, inside = slot.column.field, slot.column.inside
    if inside is not None:
        _put_label(fields, name, inside, value)
    elif slot.column.spec.shape is not Shape.TEXT:
        fields[name] = value
    elif name not in fields:
        fields[name] = {slot.heading.language: value} if slot.heading.language else value
    else:
        _put_beside(book, fields, slot, value, where)


def _put_label(fields: dict[str, Any], name: str, inside: str, value: Any) -> None:
    so_far = fields.get(name)
    if inside == "level" and so_far is None:
        fields[name] = value
    else:
        known = so_far if isinstance(so_far, dict) else {} if so_far is None else {"level": so_far}
        fields[name] = {**known, inside: value}


def _put_beside(book: _Assembly, fields: dict[str, Any], slot: _Slot, value: Any, where: tuple[str, int]) -> None:
    """Add a wording to others; one without a language is taken to be in the dossier's first."""
    name, language = slot.column.field, slot.heading.language or book.first_language
    known = fields[name]
    if not isinstance(known, dict):
        known = {book.first_language: known}
    if language is None or None in known or language in known:
        title, row = where
        book.fault(
            _("There are two wordings of {name} and nothing tells them apart.", name=slot.column.name),
            title,
            row,
            slot.index,
            found=shown(value),
            instead=_("a column for each language, such as {name}:en and {name}:ar", name=slot.column.name),
        )
        return
    fields[name] = {**known, language: value}
