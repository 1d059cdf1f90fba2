"""What does each row say, as fields of a record? What a field cannot take is kept in the note, and said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from aidememoire.feeds.mapping import (
    DIRECTION,
    INTERVAL,
    KIND,
    LABEL,
    NOTE,
    PASSED_OVER,
    TAGS,
    TYPE,
    WEIGHT,
    Remembered,
    TableMapping,
)
from aidememoire.feeds.opening import Cell, Opened, Table
from aidememoire.vocabulary.codes import ActorKind, Basis, Codes, Entity, spelling
from aidememoire.vocabulary.declaring import FieldSpec, Shape
from aidememoire.vocabulary.files.faults import shown
from aidememoire.vocabulary.files.workbook.layout import canonical, columns
from aidememoire.vocabulary.files.workbook.taking import taker
from aidememoire.vocabulary.files.workbook.values import parted
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.messages import Message, _, languages
from aidememoire.vocabulary.record import Record

ID = "id"
BODY_OF_NOTE = {"note", "description", "comments", "remarks"}
MOST_ENDS = 50
MUTUAL, UNDIRECTED, MIXED = "mutual", "undirected", "mixed"
_INTERVAL = re.compile(r"<?\s*[\[(]\s*([^,;\])]*)[,;]\s*([^,;\])]*)[\])]\s*>?")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(T[\d:.]+Z?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})")
_DECIMAL_COMMA = re.compile(r"\s*-?\d+,(\d{1,2}|\d{4,})\s*")
_NUMBERS = (Shape.NUMBER, Shape.JUDGED)
_OF_TENURES = {"actor": "person", "over": "post"}


@dataclass(slots=True)
class Draft:
    """One record as a row says it, before its references are found; ``key`` is its identifier in the file."""

    table: str
    row: int
    kind: type[Record]
    fields: dict[str, Any] = field(default_factory=dict)
    note: list[str] = field(default_factory=list)
    reasons: list[Message] = field(default_factory=list)
    key: str = ""
    direction: str = ""
    rejected: bool = False
    waits: bool = False
    id: str = ""

    @property
    def label(self) -> str:
        """Return what the row calls its record: the first wording of its first field that may serve as a name."""
        for name in self.kind.kind_of.called:
            value = self.fields.get(name)
            if value:
                return str(next(iter(value.values())) if isinstance(value, dict) else value)
        return ""

    def reject(self, why: Message) -> None:
        """Say that no record comes of this row, and why."""
        self.rejected = True
        self.reasons.append(why)

    def keep(self, heading: str, value: object) -> None:
        """Keep in the note what no field takes."""
        self.note.append(f"{heading}: {value}")


def drafts(opened: Opened, mapping: Remembered) -> Iterator[Draft]:
    """Yield a draft for each row, and for each further end of a connection, in the order of files, tables and rows."""
    for table in opened.tables:
        mapped = mapping.of(table)
        if mapped is None or mapped.kind == PASSED_OVER:
            continue
        for number, cells in table.rows:
            draft = _draft(table, number, cells, mapped)
            yield from _each_end(draft)


def _draft(table: Table, number: int, cells: tuple[Cell, ...], mapped: TableMapping) -> Draft:
    given = [(head, mapped.means(head), _stripped(value)) for head, value in table.cells(cells)]
    named = next((str(value) for _head, means, value in given if means == KIND), mapped.kind)
    kind = kinds().get(canonical(named))
    draft = Draft(table.name, number, kind or kinds()[mapped.kind])
    if kind is None:
        draft.reject(_("{found} is no kind of record.", found=shown(named)))
        return draft
    for head, means, value in given:
        if means not in (PASSED_OVER, KIND):
            _take(draft, head, means, value)
    _single_wordings(draft)
    return draft


def _stripped(value: Cell) -> Cell:
    return value.strip() if isinstance(value, str) else value


def _take(draft: Draft, head: str, means: str, value: Cell) -> None:
    name, _colon, language = means.partition(":")
    if draft.kind.kind_of.name == "tenure":
        name = _OF_TENURES.get(name, name)
    column = columns(draft.kind).get(name)
    if name == ID:
        draft.key = str(value)
    elif name == NOTE and not language:
        if canonical(head) in BODY_OF_NOTE:
            draft.note.insert(0, str(value))
        else:
            draft.keep(head, value)
    elif column is None:
        if not _taken_apart(draft, head, name, value):
            draft.keep(head, value)
    elif column.spec.shape is Shape.TEXT:
        draft.fields.setdefault(name, {})[language] = str(value)
    elif column.inside is not None:
        draft.fields.setdefault(column.field, {})[column.inside] = _converted(column, value)
    else:
        draft.fields[name] = _converted(column, value)


def _converted(column: Any, value: Cell) -> Any:
    take = taker(column)
    if take is None:
        return value
    return take(_as_we_write(column.spec.shape, value) if isinstance(value, str) else value)


def _as_we_write(shape: Shape, said: str) -> str:
    """Return a day or a number as files of ours write it, where the words can be read in one way only.

    15.06.2026 and 15/6/2026 are days, for there is no fifteenth month; 5/6/2026 is left as it is. 45,5 is a number;
    45,500 may be one of two.
    """
    if shape is Shape.DAY and (parts := _DAY_FIRST.fullmatch(said.strip())):
        one, other, year = int(parts[1]), int(parts[3]), int(parts[4])
        ways = {_day(year, other, one)} | ({_day(year, one, other)} if parts[2] == "/" else set())
        days = [day for day in ways if day]
        return days[0] if len(days) == 1 else said
    if shape in _NUMBERS and _DECIMAL_COMMA.fullmatch(said.strip()):
        return said.replace(",", ".")
    return said


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _taken_apart(draft: Draft, head: str, name: str, value: Cell) -> bool:
    """Take a column that is no field; say no where its value is not understood."""
    words = str(value)
    if name == TAGS:
        draft.keep(head, ", ".join(parted(words)))
    elif name == DIRECTION:
        draft.direction = words.casefold()
    elif name in (TYPE, LABEL):
        return _type(draft, words)
    elif name == WEIGHT:
        return _weight(draft, value)
    elif name == INTERVAL:
        return _interval(draft, words)
    else:
        return False
    return True


def _type(draft: Draft, words: str) -> bool:
    codes: dict[str, type[Codes]] = {"kind": ActorKind, "entity": Entity}
    if draft.kind.kind_of.name != "actor":
        codes = {"basis": Basis}
    for name, of in codes.items():
        if name in columns(draft.kind) and (code := _code(of, words)):
            return bool(draft.fields.setdefault(name, code.value) == code.value)
    about = draft.kind.kind_of
    return spelling(words) in {spelling(about.name), *(spelling(about.label.in_(tongue)) for tongue in languages())}


def _code(of: type[Codes], words: str) -> Codes | None:
    """Return the code that words mean: the code itself, or its label in any of our languages."""
    try:
        return of(words)
    except ValueError:
        said = spelling(words)
        labelled = (code for code in of for tongue in languages() if spelling(code.label.in_(tongue)) == said)
        return next(labelled, None)


def _weight(draft: Draft, value: Cell) -> bool:
    """Take a weight for a strength where it lies between 0 and 1; others have a scale that nobody told us."""
    try:
        number = float(str(value))
    except ValueError:
        return False
    if "strength" not in columns(draft.kind) or not 0 <= number <= 1:
        return False
    draft.fields.setdefault("strength", number)
    return True


def _interval(draft: Draft, words: str) -> bool:
    found = _INTERVAL.fullmatch(words.strip())
    about = draft.kind.kind_of
    if not found or not (about.first_day and about.last_day):
        return False
    for name, said in ((about.first_day, found[1]), (about.last_day, found[2])):
        if day := _DAY.fullmatch(said.strip().strip("\"'")):
            draft.fields.setdefault(name, day[1])
    return True


def _single_wordings(draft: Draft) -> None:
    """Return texts without a mark of language to plain ones; a plain one beside marked ones repeats one of them."""
    for spec in draft.kind.fields():
        value = draft.fields.get(spec.name)
        if spec.shape is not Shape.TEXT or not isinstance(value, dict):
            continue
        plain = value.get("")
        if len(value) == 1 and plain is not None:
            draft.fields[spec.name] = plain
        elif plain is not None:
            del value[""]
            if plain not in value.values() and spec.name != NOTE:
                draft.note.append(plain)
    if isinstance(marked := draft.fields.get(NOTE), dict):
        draft.note = [line for line in draft.note if line not in marked.values()]


def _each_end(draft: Draft) -> Iterator[Draft]:
    """Yield a tie for each end that a connection names, and one back where it runs both ways."""
    if draft.rejected or draft.kind.kind_of.name != "tie":
        yield draft
        return
    ends = parted(str(draft.fields.get("over", "")))
    if len(ends) > MOST_ENDS:
        draft.reject(_("The row names more than {n} ends.", n=MOST_ENDS))
    if draft.rejected or len(ends) <= 1:
        yield draft
    else:
        for end in ends:
            yield _copied(draft, over=end)
    if not draft.rejected and draft.direction in (MUTUAL, UNDIRECTED, MIXED):
        for end in ends:
            back = _copied(draft, actor=end, over=draft.fields.get("actor"))
            back.key = f"{draft.key}-back" if draft.key else ""
            back.reasons.append(_("The file gives this connection no single direction: a tie each way is proposed."))
            yield back


def _copied(draft: Draft, **fields: Any) -> Draft:
    copy = Draft(draft.table, draft.row, draft.kind, {**draft.fields, **fields}, list(draft.note))
    copy.key = f"{draft.key}-{fields['over']}" if draft.key and "actor" not in fields else draft.key
    return copy


def references(draft: Draft) -> Iterator[tuple[FieldSpec, list[str]]]:
    """Yield each field of a draft that names other records, with what it names."""
    for spec in draft.kind.fields():
        value = draft.fields.get(spec.name)
        if spec.shape is Shape.REFERENCE and value not in (None, []):
            yield spec, [str(one) for one in (value if isinstance(value, list) else [value])]
