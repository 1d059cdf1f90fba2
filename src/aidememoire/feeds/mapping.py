"""Which column means which field? A plain value that is proposed, corrected by a person, kept, and given again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from aidememoire.feeds.opening import Table
from aidememoire.vocabulary.codes import Codes
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files.as_jsonl import STRICT
from aidememoire.vocabulary.files.faults import shown
from aidememoire.vocabulary.files.native import replaced
from aidememoire.vocabulary.files.workbook.layout import canonical, columns, heading
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.messages import _, languages

PASSED_OVER, NOTE = "", "note"
# What a column may mean beside the fields of the kind.
TYPE, LABEL, TAGS, WEIGHT = "type", "label", "tags", "weight"
DIRECTION, INTERVAL, KIND = "direction", "interval", "record"
MEANINGS = (TYPE, LABEL, TAGS, WEIGHT, DIRECTION, INTERVAL, KIND)
# Columns that we write beside those of a layout: counts are not read again.
OWN = {"judged_strength": "strength", "evidence_for": PASSED_OVER, "evidence_against": PASSED_OVER}
NEW, SKIP = "new", "skip"
LARGEST = 2**20
NEAR = 78.0

# Headings as people write them, beside names and labels of the fields.
_SYNONYMS = {
    "actor": {
        "name": "names", "label": "names", "full_name": "names", "stakeholder": "names", "nom": "names",
        "nombre": "names", "الاسم": "names", "organisation": "part_of", "organization": "part_of", "body": "part_of",
        "affiliation": "part_of", "institution": "part_of", "alias": "aliases", "acronym": "aliases",
        "also_known_as": "aliases", "description": "note", "comments": "note", "remarks": "note", "category": "kind",
    },
    "tie": {
        "from": "actor", "to": "over", "relationship": "basis", "relation_type": "basis", "start": "since",
        "end": "until", "description": "note", "comments": "note",
    },
    "engagement": {"date": "held_on", "subject": "title", "attendees": "note"},
    "commitment": {"promise": "wording", "deadline": "due_on", "by": "given_by", "to": "given_to"},
}  # fmt: skip


class Why(Codes):
    """Why a column is proposed to mean what is proposed."""

    LAYOUT = "layout", _("This layout says so")
    NAME = "name", _("The name of the field")
    NEAR = "near", _("Much like the name of the field")
    NONE = "none", _("Not recognised: kept in the note")


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What the rows of one table are (a kind of record, or nothing), and what each of its headings means."""

    table: str
    kind: str
    columns: tuple[tuple[str, str], ...]

    def means(self, heading: str) -> str:
        """Return the field that a heading means; an unknown one is kept in the note."""
        return dict(self.columns).get(heading, NOTE)


@dataclass(frozen=True, slots=True)
class Remembered:
    """A mapping of whole files, with what was decided about names: ours by theirs, or ``new``, or ``skip``."""

    layout: str
    tables: tuple[TableMapping, ...]
    same: tuple[tuple[str, str], ...] = ()

    def of(self, table: Table) -> TableMapping | None:
        """Return what was remembered of a table: by its name, or else by its headings."""
        named = next((one for one in self.tables if one.table == table.name and _alike(one, table)), None)
        return named or next((one for one in self.tables if _alike(one, table)), None)

    def deciding(self, decisions: Mapping[str, str]) -> Remembered:
        """Return the mapping with more decisions about names."""
        return replace(self, same=tuple({**dict(self.same), **decisions}.items()))

    def written(self) -> dict[str, Any]:
        """Return the mapping as plain values, to be kept."""
        tables = [{"table": one.table, "kind": one.kind, "columns": dict(one.columns)} for one in self.tables]
        return {"mapping": 1, "layout": self.layout, "tables": tables, "same": dict(self.same)}

    @classmethod
    def read(cls, plain: Any) -> Remembered:
        """Return a mapping from plain values, or say what is wrong with it."""
        try:
            tables = tuple(
                TableMapping(str(one["table"]), _kind(one["kind"]), _pairs(one["columns"])) for one in plain["tables"]
            )
            mapping = cls(str(plain["layout"]), tables, _pairs(plain.get("same", {})))
        except (KeyError, TypeError, AttributeError) as error:
            raise InputError(_("This is no mapping of columns ({problem}).", problem=shown(str(error)))) from None
        for one in mapping.tables:
            for head, field in one.columns:
                if one.kind and not is_meaning(one.kind, field):
                    raise InputError(
                        _(
                            "The mapping says that {heading} means {field}. Use one of: {fields}.",
                            heading=shown(head),
                            field=shown(field),
                            fields=meanings(one.kind),
                        )
                    )
        return mapping


@dataclass(frozen=True, slots=True)
class Column:
    """One column with what it is proposed to mean, why, and the first cells that hold something."""

    table: str
    heading: str
    field: str
    why: Why
    samples: tuple[str, ...]


def load(path: Path) -> Remembered:
    """Read a mapping that was kept."""
    try:
        data = path.read_bytes()[: LARGEST + 1]
        return Remembered.read(STRICT.decode(data.decode("utf-8")) if len(data) <= LARGEST else None)
    except OSError as error:
        raise InputError(_("{path} cannot be opened: {why}.", path=path, why=error.strerror or str(error))) from None
    except (ValueError, RecursionError) as error:
        said = shown(str(error))
        raise InputError(_("{path} is no mapping of columns ({problem}).", path=path, problem=said)) from None


def save(mapping: Remembered, path: Path) -> None:
    """Keep a mapping in a file."""
    words = json.dumps(mapping.written(), ensure_ascii=False, indent=2) + "\n"
    replaced(path, lambda put: put(words.encode("utf-8")))


def _alike(one: TableMapping, table: Table) -> bool:
    return {head for head, _field in one.columns} >= {head for head in table.columns if head}


def _kind(name: Any) -> str:
    if name != PASSED_OVER and name not in kinds():
        raise InputError(
            _("The mapping names the kind {kind}. Use one of: {kinds}.", kind=shown(name), kinds=(*kinds(),))
        )
    return str(name)


def _pairs(plain: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(one), str(two)) for one, two in plain.items())


def meanings(kind: str) -> tuple[str, ...]:
    """Return what a column of a kind may mean: its fields, and what is taken apart by us."""
    return tuple(dict.fromkeys((*columns(kinds()[kind]), *MEANINGS)))


def is_meaning(kind: str, field: str) -> bool:
    """Say whether a column of a kind may mean this; a text field may carry a language, as in ``names:ar``."""
    return field == PASSED_OVER or field.partition(":")[0] in meanings(kind)


def proposed(table: Table, kind: str, known: Mapping[str, str], *, layout: str) -> tuple[TableMapping, list[Column]]:
    """Propose what the headings of a table mean: as the layout says, else by name, else by what is much like it."""
    found = [_column(table, head, kind, known, layout) for head in dict.fromkeys(table.columns) if head]
    return TableMapping(table.name, kind, tuple((one.heading, one.field) for one in found)), found


def _column(table: Table, head: str, kind: str, known: Mapping[str, str], layout: str) -> Column:
    read = heading(head)
    if read.name in known and not read.language:
        field, why = known[read.name], Why.LAYOUT
    else:
        field, why = guessed(head, kind)
    return Column(table.name, head, field, why, table.samples(head))


def guessed(head: str, kind: str) -> tuple[str, Why]:
    """Return what a heading probably means for a kind of record, and why."""
    read = heading(head)
    names = _names(kind)
    if field := names.get(read.name):
        return f"{field}:{read.language}" if read.language else field, Why.NAME
    if found := process.extractOne(read.name, names.keys(), scorer=fuzz.ratio, score_cutoff=NEAR):
        return names[found[0]], Why.NEAR
    return NOTE, Why.NONE


def recognised(table: Table, kind: str) -> int:
    """Return how many headings of a table are names of fields of a kind, its common ones not counted."""
    common = {"id", "note", "handling", "compartments", "releasable_to", "chatham_house"}
    return sum(
        why is Why.NAME and field.partition(":")[0] not in common
        for field, why in (guessed(head, kind) for head in table.columns if head)
    )


@cache
def _names(kind: str) -> dict[str, str]:
    """Return every name of every field of a kind: as files spell it, its label in our languages, what people write."""
    names: dict[str, str] = {}
    for name, column in columns(kinds()[kind]).items():
        for said in (name, *(column.spec.label.in_(language) for language in languages())):
            names.setdefault(canonical(said), name)
    return {**{canonical(word): field for word, field in _SYNONYMS.get(kind, {}).items()}, **names}


def chosen(tables: Iterable[Table], proposal: Remembered, remembered: Remembered | None) -> Remembered:
    """Return the mapping to use: for each table what was remembered, else what is proposed."""
    if remembered is None:
        return proposal
    parts = ((remembered.of(table) or proposal.of(table), table.name) for table in tables)
    return Remembered(remembered.layout, tuple(replace(one, table=name) for one, name in parts if one), remembered.same)
