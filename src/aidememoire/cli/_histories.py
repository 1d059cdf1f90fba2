"""How are versions, acts and values of the ledger laid out in rows?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from aidememoire.vocabulary.findings import Row
from aidememoire.vocabulary.messages import Message, _, plural, text_of

if TYPE_CHECKING:
    from aidememoire.ledger.clock import Moment
    from aidememoire.ledger.desk import Desk

COLUMNS: Mapping[str, Message] = {
    "at": _("When"),
    "by_name": _("By"),
    "act": _("Act"),
    "field": _("Field"),
    "before": _("Before"),
    "after": _("After"),
    "why": _("Why"),
}
SHORT, SHORTEST = 8, 4
WITHDRAWN = "withdrawn"


def at(moment: Moment) -> str:
    """Return a moment as it is shown: to the second, in UTC."""
    return f"{moment.utc:%Y-%m-%dT%H:%M:%SZ}"


def rows_of(desk: Desk, record: str) -> tuple[Row, ...]:
    """Return a row for each field that each version of a record changed, oldest first."""
    rows = []
    for version in desk.view.history(record):
        changed = {WITHDRAWN: (False, True)} if version.withdrawn else dict(version.changed)
        for field, (before, after) in (changed or {None: (None, None)}).items():
            rows.append(
                Row(
                    record=record,
                    entry=version.entry,
                    act=version.batch,
                    at=at(version.at),
                    by=version.by,
                    by_name=desk.view.people.get(version.by),
                    label=version.handling.level,
                    field=field,
                    before=before,
                    after=after,
                    why=version.why,
                )
            )
    return tuple(rows)


def versions_for_people(rows: Iterable[Row]) -> list[Row]:
    """Return versions as people read them: of the one by which a record came in, only how much it said."""
    shown = []
    for number, (_entry, inner) in enumerate(groupby(rows, key=lambda row: str(row.entry))):
        version = list(inner)
        if number == 0 and all(row.before is None for row in version):
            said_then = plural("{n} field", "{n} fields", len(version))
            version = [Row(**{**version[0], "field": _("recorded"), "after": said_then})]
        shown += [brief(row, "before", "after") for row in version]
    return shown


def brief(row: Row, *fields: str) -> Row:
    """Return a row as people read it: acts by the beginning of their ids, values in few words."""
    shown = {**row, **{name: said(row[name]) for name in fields if name in row}}
    if "act" in row:
        shown["act"] = str(row["act"])[:SHORT]
    return Row(**shown)


def said(value: Any) -> Any:
    """Return any plain value of a field in words: of a text in several languages the first, of parts the fields."""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {text_of(said(one))}" for name, one in value.items())
    if isinstance(value, (list, tuple)):
        return " | ".join(text_of(said(one)) for one in value)
    return value


def the_act(desk: Desk, begins: str | None) -> str:
    """Return the id of an act from its beginning; without one, the latest."""
    from aidememoire.vocabulary.errors import InputError

    acts = [batch.id for batch in desk.view.batches]
    if begins is None:
        if not acts:
            raise InputError(_("Nothing was done in this dossier yet."))
        return acts[0]
    found = [id for id in acts if id.startswith(begins.lower())]
    if len(begins) < SHORTEST or len(found) > 1:
        raise InputError(_("{act} may mean several acts. Give more of it, as log shows it.", act=begins))
    if not found:
        raise InputError(_("There is no act {batch} to undo. Look it up with: log.", batch=begins))
    return found[0]
