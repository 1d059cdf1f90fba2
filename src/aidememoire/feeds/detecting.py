"""Which layout do these files follow, and what is each column proposed to mean?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aidememoire.feeds.layouts import layouts, ours
from aidememoire.feeds.mapping import Column, Remembered, TableMapping, proposed, recognised
from aidememoire.feeds.opening import Opened, Table
from aidememoire.vocabulary.files.workbook.layout import canonical
from aidememoire.vocabulary.kinds import kinds, sections
from aidememoire.vocabulary.messages import Message, _

UNKNOWN = "unknown"
FEWEST = 3
"""How many headings of another kind must be known before a table is not taken for one of actors."""
_UNKNOWN = _("No layout that is known")


@dataclass(frozen=True, slots=True)
class Detected:
    """The layout that files follow, the mapping proposed for them, and each column with its samples."""

    layout: str
    label: Message
    proposal: Remembered
    columns: tuple[Column, ...]


def detected(opened: Opened, *, layout: str | None = None) -> Detected:
    """Find the layout of files (or take the one named) and propose what their columns mean."""
    found = next((one for one in layouts() if _is(one, opened, layout)), None)
    tables: list[TableMapping] = []
    columns: list[Column] = []
    for table in opened.tables if found is not ours else ():
        kind = found.kind(table) if found else _likely(table)
        if not kind:
            tables.append(TableMapping(table.name, "", tuple((head, "") for head in table.columns if head)))
            continue
        known = _known(found, table, kind)
        mapped, its = proposed(table, kind, known, layout=found.NAME if found else UNKNOWN)
        tables.append(mapped)
        columns += its
    name, label = (found.NAME, found.LABEL) if found else (UNKNOWN, _UNKNOWN)
    return Detected(name, label, Remembered(name, tuple(tables)), tuple(columns))


def _is(one: Any, opened: Opened, layout: str | None) -> bool:
    if layout is None:
        return bool(one.fits(opened.tables))
    return str(one.NAME) == layout


def _known(found: Any, table: Table, kind: str) -> Mapping[str, str]:
    if found is None:
        return {}
    known: Mapping[str, str] = found.known(table) if hasattr(found, "known") else found.KNOWN[kind]
    return known


def _likely(table: Table) -> str:
    """Return the kind of which a table of no known layout has most fields; by default actors."""
    if section := sections().get(canonical(table.name)):
        return section.kind_of.name
    counts = {name: recognised(table, name) for name in kinds()}
    best = max(counts, key=lambda name: (counts[name], name == "actor"))
    return best if counts[best] > max(counts["actor"], FEWEST - 1) else "actor"
