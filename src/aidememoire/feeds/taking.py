"""What would come of foreign files in a dossier, row by row? Nothing is filed: a preview, and the records drafted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aidememoire.feeds.comparing import Change, compared
from aidememoire.feeds.detecting import Detected, detected
from aidememoire.feeds.drafting import Draft, drafts
from aidememoire.feeds.layouts import ours
from aidememoire.feeds.mapping import Remembered, chosen
from aidememoire.feeds.opening import File, Opened, opened
from aidememoire.feeds.resolving import Resolving
from aidememoire.vocabulary.codes import Codes
from aidememoire.vocabulary.declaring import as_identifier
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files import native
from aidememoire.vocabulary.files.checking import check
from aidememoire.vocabulary.files.faults import FAULT, Fault
from aidememoire.vocabulary.files.reading import Reading
from aidememoire.vocabulary.messages import Message, _
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.text import Text

_NO_CHANGES: tuple[Change, ...] = ()
NATIVE = (".yaml", ".yml", ".jsonl")


class Verdict(Codes):
    """What would become of a row."""

    CREATE = "create", _("New")
    UPDATE = "update", _("Changes a record")
    UNCHANGED = "unchanged", _("Says nothing new")
    CONFLICT = "conflict", _("To be decided")
    REJECT = "reject", _("Left out")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the preview: where it stands, which record it makes or changes, and why it is judged so."""

    table: str
    row: int
    kind: str
    id: str
    name: str
    verdict: Verdict
    reasons: tuple[Message, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What would come of the files. ``drafts`` holds the records made or changed, and no others."""

    detected: Detected
    mapping: Remembered
    rows: tuple[Row, ...]
    drafts: Dossier
    faults: tuple[Fault, ...]
    into: Dossier | None = None

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows have each verdict."""
        found = Counter(row.verdict for row in self.rows)
        return {verdict.value: found[verdict] for verdict in Verdict}

    @property
    def whole(self) -> Dossier:
        """Return the dossier with the drafts in it: changed records in their places, new ones at the end."""
        if self.into is None:
            return self.drafts
        changed = {record.id: record for record in self.drafts}
        there = [changed.pop(record.id, record) for record in self.into]
        return self.into.having([*there, *changed.values()])


def take(
    files: Sequence[File],
    *,
    into: Dossier | None = None,
    mapping: Remembered | None = None,
    layout: str | None = None,
    overwrite: bool = False,
) -> Preview:
    """Read files and say row by row what would come of them.

    Parameters
    ----------
    files : what was handed over; nodes and edges may come as two
    into : the dossier that they would go into, to find what is there already
    mapping : what was remembered of such files; without it, or of tables it does not know, the proposal is taken
    layout : the layout, where the person knows better than what is detected
    overwrite : whether the file wins where a field already says something else; by default that is a conflict
    """
    if files and files[0].ending in NATIVE:
        return _native(files, into, overwrite)
    there = opened(files)
    found = detected(there, layout=layout)
    if found.layout == ours.NAME:
        return _own_sheets(there, found, into, overwrite)
    using = chosen(there.tables, found.proposal, mapping)
    resolving = Resolving(list(drafts(there, using)), into, using)
    rows, records = _judged(resolving.resolved(), into, overwrite)
    header = (
        into.header if into else Header(slug=as_identifier(there.name) or "dossier", title=Text(there.name or "map"))
    )
    return Preview(found, using, rows, Dossier(header, records), there.faults, into)


def _judged(
    found: Iterable[tuple[Draft, Record | None]], into: Dossier | None, overwrite: bool
) -> tuple[tuple[Row, ...], list[Record]]:
    rows: list[Row] = []
    records: dict[str, Record] = {}
    for draft, record in found:
        says = set(draft.fields) | ({"note"} if draft.note else set())
        verdict, changes = Verdict.REJECT if draft.rejected else Verdict.CONFLICT, _NO_CHANGES
        if record is not None:
            before = into.get(record.id) if into else None
            verdict, record, changes = _against(before, record, says, overwrite)
            if verdict is not Verdict.UNCHANGED:
                records[record.id] = record
        reasons = tuple(draft.reasons)
        name = draft.kind.kind_of.name
        rows.append(Row(draft.table, draft.row, name, draft.id, draft.label, verdict, reasons, changes))
    return tuple(rows), list(records.values())


def _against(
    before: Record | None, record: Record, says: set[str], overwrite: bool
) -> tuple[Verdict, Record, tuple[Change, ...]]:
    if before is None:
        return Verdict.CREATE, record, ()
    after, changes = compared(before, record, says, overwrite=overwrite)
    if any(not change.applied for change in changes):
        return Verdict.CONFLICT, after, changes
    return (Verdict.UPDATE if changes else Verdict.UNCHANGED), after, changes


def _own_sheets(there: Opened, found: Detected, into: Dossier | None, overwrite: bool) -> Preview:
    """Read our own sheets, which may be a part of a dossier, by the rules of our own files."""
    first = there.files[0]
    told: tuple[Fault, ...] = ()
    if first.ending == ".xlsx":
        checked = check(there.readings[0], first.path)
    else:
        told = there.faults
        reading = Reading()
        for table in there.tables:
            # An apostrophe has been taken away and nothing else; the rules of our own sheets do the rest.
            rows = [[number, list(cells)] for number, cells in table.rows]
            reading.sheets[ours.sheet_of(table)] = {"row": 1, "columns": list(table.columns), "rows": rows}
        checked = check(reading, first.path)
    return _of_own(checked.dossier, (*told, *checked.faults), found, into, overwrite)


def _native(files: Sequence[File], into: Dossier | None, overwrite: bool) -> Preview:
    if len(files) > 1:
        raise InputError(_("Hand over one dossier at a time."))
    checked = native.read(files[0].path, files[0].data)
    found = Detected(ours.NAME, ours.LABEL, Remembered(ours.NAME, ()), ())
    return _of_own(checked.dossier, checked.faults, found, into, overwrite)


def _of_own(
    read: Dossier, faults: tuple[Fault, ...], found: Detected, into: Dossier | None, overwrite: bool
) -> Preview:
    rows: list[Row] = []
    records: list[Record] = []
    for number, record in enumerate(read, start=1):
        before = into.get(record.id) if into else None
        kind = record.kind_of
        name = str(record.called() or "")
        if before is not None and type(before) is not type(record):
            why = _("Another record of another kind has this id: {kind}.", kind=before.kind_of.label)
            rows.append(Row(kind.plural, number, kind.name, record.id, name, Verdict.REJECT, (why,)))
            continue
        verdict, after, changes = _against(before, record, set(record.written()), overwrite)
        rows.append(Row(kind.plural, number, kind.name, record.id, name, verdict, (), changes))
        if verdict is not Verdict.UNCHANGED:
            records.append(after)
    for fault in faults:
        # A part of a dossier may name what is here; whether the kind fits is looked at when it is taken in.
        if fault.level == FAULT and fault.record and not (into is not None and fault.found in into and fault.field):
            at = fault.place
            row = at.row or at.line or 0
            rows.append(Row(at.sheet or "", row, "", fault.record, "", Verdict.REJECT, (fault.problem,)))
    header = into.header if into else read.header
    return Preview(found, found.proposal, tuple(rows), Dossier(header, records), faults, into)
