"""What was not kept? Ours before theirs, each with who saw it and how good their word is."""

from __future__ import annotations

from datetime import date

from aidememoire.briefs.document import (
    Block,
    Bullets,
    Callout,
    Column,
    Item,
    Paragraph,
    Quiet,
    Section,
    Strong,
    Table,
    phrase,
    standing,
)
from aidememoire.briefs.scope import Scope
from aidememoire.methods.trust.commitments import commitments
from aidememoire.vocabulary.codes import Status
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Row
from aidememoire.vocabulary.kinds.commitments import Commitment, Observation
from aidememoire.vocabulary.messages import Message, _, plural

UNKEPT = (Status.OVERDUE, Status.BROKEN, Status.DISPUTED, Status.PARTLY, Status.UNVERIFIED)


_THEY_KEPT = _("Nothing that they promised is overdue or broken.")


def unkept_promises(dossier: Dossier, covered: Scope, *, as_of: date) -> Section:
    """Return the first section of every brief: what was promised and not kept, then what is still open."""
    rows = commitments(dossier, as_of=as_of).rows
    now = dossier.as_of(as_of)
    ours = [row for row in rows if now.ours(row["given_by"].id)]
    theirs = [row for row in rows if not now.ours(row["given_by"].id) and covered.concerns(row["given_by"].id)]
    others = len(rows) - len(ours) - len(theirs)
    return Section(
        "unkept-promises",
        _("Promises not kept"),
        sections=(
            Section("ours", _("Ours"), _side(now, ours, _("Nothing that we promised is overdue or broken."))),
            Section(
                "theirs",
                _("Theirs"),
                (*_side(now, theirs, _("Nothing that they promised is overdue or broken.")), *_rest(others)),
            ),
        ),
    )


def _side(now: Dossier, rows: list[Row], nothing: Message) -> tuple[Block, ...]:
    unkept = [row for row in rows if row["status"] in UNKEPT]
    rest = [row for row in rows if row["status"] not in UNKEPT]
    told: list[Block] = [Bullets(tuple(_told(now, row) for row in unkept))] if unkept else [Callout(nothing, "empty")]
    if rest:
        told.append(_table(rest))
    return tuple(told)


def _told(now: Dossier, row: Row) -> Item:
    record = now.the(Commitment, row["commitment"].id)
    given = (
        _("given by {by} on {day}", by=row["given_by"], day=record.given_on)
        if record.given_on
        else _("given by {by}", by=row["given_by"])
    )
    days = row["days_overdue"]
    due = [plural("due on {day}, {n} day ago", "due on {day}, {n} days ago", days, day=record.due_on)] if days else []
    head = phrase(standing(row["status"]), Strong(row["commitment"]))
    beneath: list[object] = [Quiet(phrase(given, *due, between=_(", ")))]
    beneath += [_seen(now, seen) for seen in reversed(now.observations(record.id))]
    return Item(head, tuple(beneath))


def _seen(now: Dossier, seen: Observation) -> object:
    """Return what an observer saw, with the day and the two grades."""
    parts: list[object] = [seen.outcome, seen.words]
    source = [now.called(seen.reported_by)] if seen.reported_by else []
    cited = [now.called_source(piece.cited) for piece in seen.evidence if piece.cited]
    grade = f"{seen.reliability or '–'}{seen.credibility or '–'}" if seen.reliability or seen.credibility else None
    origin = tuple(one for one in (*source, *cited, seen.observed_on, grade) if one)
    said = phrase(*(part for part in parts if part), between=": ")
    return phrase(said, Quiet(_("({origin})", origin=origin))) if origin else said


def _table(rows: list[Row]) -> Table:
    columns = (
        Column(_("Also promised"), width=3),
        Column(_("Given by"), "name", 1.6),
        Column(_("Due on"), "day", 1.2),
        Column(_("Status"), "standing", 1.3),
    )
    return Table(
        columns, tuple((row["commitment"], row["given_by"], row["due_on"] or "", row["status"]) for row in rows)
    )


def _rest(others: int) -> tuple[Block, ...]:
    if not others:
        return ()
    said = plural(
        "{n} promise by somebody else is not shown here.", "{n} promises by others are not shown here.", others
    )
    return (Paragraph(said, "quiet"),)
