"""Our own sheets, as a workbook or as one CSV a sheet: nothing needs to be mapped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aidememoire.feeds.opening import Table
from aidememoire.vocabulary.files.workbook.layout import DOSSIER, HEADER_COLUMNS, canonical, columns
from aidememoire.vocabulary.kinds import sections
from aidememoire.vocabulary.messages import _

PLACE = 10
NAME, LABEL = "ours", _("Our own sheets")

KNOWN: Mapping[str, Mapping[str, str]] = {}


def fits(tables: Sequence[Table]) -> bool:
    """Say whether there is a sheet of the header, or one of a kind under its own name with the columns of that kind."""
    return any(kind(table) or _is_header(table) for table in tables)


def kind(table: Table) -> str:
    """Return the kind whose sheet this is."""
    section = sections().get(sheet_of(table))
    if section is None:
        return ""
    heads = [canonical(head.rstrip(" *").partition(":")[0].partition("=")[0]) for head in table.columns if head]
    names = {*columns(section), "label"} - {"label"}
    return section.kind_of.name if "id" in heads and sum(head in names for head in heads) * 3 > len(heads) * 2 else ""


def sheet_of(table: Table) -> str:
    """Return the name of a sheet; as CSV it stands before the ending: ``port.actors.csv``."""
    return canonical(table.name.rpartition(".")[2])


def _is_header(table: Table) -> bool:
    heads = [canonical(head) for head in table.columns if head]
    return sheet_of(table) == DOSSIER and heads == list(HEADER_COLUMNS)
