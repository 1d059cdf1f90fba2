"""What helps people to fill a cell? Lists to choose from, and a comment on every heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation

from aidememoire.vocabulary.codes import Codes
from aidememoire.vocabulary.declaring import FieldSpec, Shape
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.files.workbook.cells import letters
from aidememoire.vocabulary.files.workbook.layout import CODES, DOSSIER, NAMES, RECORD, Column, columns, part_sheets
from aidememoire.vocabulary.files.workbook.tables import Head, Table
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.messages import Message, _, direction
from aidememoire.vocabulary.scales import OnScale

LAST_ROW = 5_000
_OTHERWISE = re.compile(r"(?![.,:;?!])[!-~]+(?: [!-~]+)*(?<![.,:;])")


class Choices:
    """The lists to choose from in a workbook, as far as its sheets hold what they list."""

    def __init__(self, tables: list[Table], language: str) -> None:
        self._sheets = {table.kind.kind_of.name: table.name for table in tables if table.kind}
        self._language = language
        self._where = _ranges()

    def on(self, table: Table) -> Iterator[DataValidation]:
        """Yield the lists of one sheet, each for its column."""
        if table.name == DOSSIER:
            known = columns(Header)
            for number, row in enumerate(table.rows, start=2):
                column = known.get(str(row[0]).partition(":")[0])
                if column and (choice := self._of(column.spec)):
                    choice.add(f"B{number}")
                    yield choice
            return
        for index, head in enumerate(table.heads):
            choice = self._of(head.column.spec) if head.column else self._own_column(head, table)
            if choice is not None:
                choice.add(f"{letters(index)}2:{letters(index)}{LAST_ROW}")
                yield choice

    def _own_column(self, head: Head, table: Table) -> DataValidation | None:
        if head.name != RECORD:
            return None
        return self._ids(("actor",) if table.name == NAMES else table.owners)

    def _of(self, spec: FieldSpec) -> DataValidation | None:
        listed = spec.codes or spec.scale
        if listed is not None:
            first, last = self._where[listed]
            return self._list(f"{CODES}!$B${first}:$B${last}", strict=spec.scale is None, several=spec.many)
        if spec.shape is Shape.REFERENCE:
            return self._ids(spec.refers, several=spec.many)
        if spec.shape is Shape.FLAG:
            return self._list('"yes,no"', strict=True)
        return self._day() if spec.shape is Shape.DAY else None

    def _ids(self, names: tuple[str, ...], *, several: bool = False) -> DataValidation | None:
        """List the ids of one kind as far down as its sheet is filled; of several kinds no list can be made."""
        if len(names) != 1 or names[0] not in self._sheets:
            return None
        sheet = self._sheets[names[0]]
        filled = f"OFFSET({sheet}!$A$2,0,0,MAX(COUNTA({sheet}!$A:$A)-1,1),1)"
        return self._list(filled, strict=False, several=several, warn=True)

    def _list(self, formula: str, *, strict: bool, several: bool = False, warn: bool = False) -> DataValidation:
        choice = DataValidation(type="list", formula1=formula, allow_blank=True)
        choice.showErrorMessage = strict or several or warn
        choice.errorStyle = "stop" if strict and not several else "warning"
        choice.error = self._said(_several() if several else _("Choose one from the list."))
        return choice

    def _day(self) -> DataValidation:
        choice = DataValidation(type="date", operator="greaterThanOrEqual", formula1="1", allow_blank=True)
        choice.showErrorMessage, choice.errorStyle = True, "warning"
        choice.error = self._said(_("Write a day as 2026-03-31."))
        return choice

    def _said(self, message: Message) -> str:
        return said(message, self._language)[:250]


def _several() -> Message:
    return _("Several are parted by |, without choosing from the list. Keep it?")


def said(message: Message, language: str) -> str:
    """Return a sentence for a cell. In a line from right to left, names, days and signs keep their own order."""
    words = message.in_(language)
    return words if direction(language) == "ltr" else _OTHERWISE.sub("\u2066\\g<0>\u2069", words)


def comment_on(head: Head, table: Table) -> list[Message]:
    """Return what a heading means: label, help, unit, how to write it."""
    if head.column is None:
        own = _own(head, table)
        return [own] if own else []
    return list(_remarks(head.column, head.column.spec))


def field_of_header(name: str) -> Head:
    """Return what a row of the sheet ``dossier`` is about."""
    return Head(name, columns(Header).get(name.partition(":")[0]))


def _remarks(column: Column, spec: FieldSpec) -> Iterator[Message]:
    yield spec.label
    if spec.help:
        yield spec.help
    if spec.unit:
        yield _("Unit: {unit}", unit=spec.unit)
    if spec.required and column.inside is None:
        yield _("Required.")
    if spec.many:
        yield _("Several are parted by |")
    if spec.shape is Shape.TEXT and column.name != NAMES:
        yield _("In several languages: a column for each, such as {name}:en and {name}:ar", name=column.name)
    if spec.shape is Shape.DAY:
        yield _("A day, such as 2026-03-31")
    if spec.codes:
        yield _("Choose from the list; the sheet codes says what each means.")
    if spec.scale:
        yield _("Choose a word from the list, or write a number from 0 to {top}.", top=spec.scale.top)
    if spec.shape is Shape.REFERENCE:
        labels = tuple(kinds()[name].kind_of.label for name in spec.refers)
        yield _("The id of one of these: {kinds}", kinds=labels) if labels else _("The id of any record")


def _own(head: Head, table: Table) -> Message | None:
    if head.name == RECORD:
        labels = tuple(kinds()[name].kind_of.label for name in table.owners or ("actor",))
        return _("The id of the record to which the row belongs: {kinds}", kinds=labels)
    if head.name == "language":
        return _("The code of the language, such as en, fr, ar, prs")
    return None


def code_rows(language: str) -> Iterator[list[str]]:
    """Yield the sheet of codes: the list, the code as it is written, what it means, and where it is used."""
    heads = (_("List"), _("Code"), _("Meaning"), _("Used in"))
    yield [head.in_(language) for head in heads]
    for listed, used in _lists().items():
        for word, label in _words(listed):
            yield [used[0].partition(".")[2], word, label.in_(language), ", ".join(used)]


def _words(listed: type[Codes] | type[OnScale]) -> list[tuple[str, Message]]:
    if issubclass(listed, Codes):
        return [(code.value, code.label) for code in listed]
    return list(listed.words.items())


def _ranges() -> dict[Any, tuple[int, int]]:
    out, row = {}, 2
    for listed in _lists():
        count = len(_words(listed))
        out[listed], row = (row, row + count - 1), row + count
    return out


def _lists() -> dict[Any, list[str]]:
    """Return every list of codes and every scale, with the fields that use it."""
    used: dict[Any, list[str]] = {}
    models = [(DOSSIER, Header), *((kind.kind_of.plural, kind) for kind in kinds().values())]
    models += [(sheet, spec.part) for sheet, by in part_sheets().items() for spec in [*by.values()][:1] if spec.part]
    for sheet, model in models:
        for column in columns(model).values():
            listed = column.spec.codes or column.spec.scale
            if listed is not None and not (column.inside and sheet != DOSSIER):
                used.setdefault(listed, []).append(f"{sheet}.{column.name}")
    return used
