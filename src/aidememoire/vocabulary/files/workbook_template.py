"""The empty workbook to start with: a sheet for every kind, lists to choose from, help in every heading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from aidememoire.vocabulary.declaring import as_identifier
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.files.native import replaced
from aidememoire.vocabulary.files.workbook.choosing import Choices, said
from aidememoire.vocabulary.files.workbook.layout import DOSSIER, HELP
from aidememoire.vocabulary.files.workbook.tables import Table, tables
from aidememoire.vocabulary.files.workbook.writing import GREY, RED, SAND, TEAL, Book, Look
from aidememoire.vocabulary.handling import DEFAULT, Label
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.messages import Message, _, direction
from aidememoire.vocabulary.text import Text


def new(path: Path, language: str = "en", title: str | None = None) -> None:
    """Write an empty workbook that loads as a sound dossier without records; its help is in a language."""
    data = template(language, slug=as_identifier(path.stem) or "dossier", title=title)
    replaced(path, lambda put: put(data))


def template(language: str, *, slug: str = "dossier", title: str | None = None) -> bytes:
    """Return an empty workbook, with help in a language."""
    header = Header(slug=slug, title=Text(title) if title else None, handling=DEFAULT, languages=(language,))
    return _filled(Dossier(header), language)


def _filled(dossier: Dossier, language: str) -> bytes:
    from aidememoire import __version__

    written_by = f"aidememoire {__version__}"
    sheets = tables(dossier, written_by, every=True)
    book = Book(language, direction(language) == "rtl", Choices(sheets, language))
    book.add_plain(HELP, ([said(line, language)] for line in _help()), [110])
    for table in sheets:
        book.add(table, _look(table))
    book.add_codes()
    return book.packed(written_by)


def _look(table: Table) -> Look:
    if _is_secret(table):
        remark = _("Every row of this sheet is TLP:RED unless its own label says otherwise.")
        return Look(RED, starred=True, sheet_label=Label.RED, remark=remark)
    if table.kind is None:
        return Look(GREY if table.name == DOSSIER else SAND, starred=True)
    return Look(TEAL, starred=True)


def _is_secret(table: Table) -> bool:
    """Say whether all records on a sheet, or all owners of its rows, are of kinds that are kept RED."""
    if table.kind is not None:
        return table.kind.kind_of.secret
    return bool(table.owners) and all(kinds()[name].kind_of.secret for name in table.owners)


def _help() -> Iterator[Message]:
    yield _("How to fill this workbook")
    yield _(
        "This file is plain text: anybody who gets it can read it, and no password in it changes that. Write only "
        "what is public, or invented for training, into it."
    )
    yield _(
        "Start with the sheet dossier (title, languages), then actors and issues, then what was promised "
        "(commitments) and what was seen of it (observations). Leave empty what you do not know; empty sheets and "
        "columns may be deleted."
    )
    yield _(
        "One row is one record. Its id is short and fixed: small letters, digits and single hyphens, such as "
        "port-authority. Other sheets name it by its id; the lists in the cells offer the ids that are there."
    )
    yield _("Columns with a star must be filled. Point at a heading to read what it means.")
    yield _(
        "The sheet codes says what each code means. Where several values may stand in one cell, part them with | "
        "(in words, write \\| for the sign itself and \\\\ for a backslash)."
    )
    yield _(
        "A text in several languages has a column for each: title:en, title:ar. Names in several languages can also "
        "stand on the sheet names, one language a row."
    )
    yield _(
        "Lists inside a record have sheets of their own: evidence, participants, terms, changes, iceberg, "
        "dilemma_options. Their column record holds the id of the record to which the row belongs."
    )
    yield _("Write days as 2026-03-31, and values instead of formulas.")
    yield _(
        "The sheets with a red tab are labelled RED: the heading handling=RED gives that label to every row whose "
        "own cell is empty. The names behind pseudonyms belong on the sheet identities and nowhere else."
    )
    yield _("A sheet whose name ends in (ignore) is not read; use it for whatever you like.")
    yield _("When you are done: aidememoire check FILE.xlsx lists every fault with its cell and what to write instead.")
