"""A list of names, pasted or in one column: the beginning of a map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aidememoire.feeds.opening import Table
from aidememoire.vocabulary.messages import _

PLACE = 40
NAME, LABEL = "names", _("A list of names")

KNOWN: Mapping[str, Mapping[str, str]] = {"actor": {}}


def fits(tables: Sequence[Table]) -> bool:
    """Say whether every table has one column only."""
    return bool(tables) and all(kind(table) for table in tables)


def kind(table: Table) -> str:
    """Return that the names are those of actors."""
    return "actor" if sum(bool(head) for head in table.columns) == 1 else ""


def known(table: Table) -> Mapping[str, str]:
    """Return that the only column holds names, whatever stands above it."""
    from aidememoire.vocabulary.files.workbook.layout import canonical

    return {canonical(head): "names" for head in table.columns if head}
