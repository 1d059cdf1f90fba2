"""What did somebody choose on a screen, and what is chosen for them? And what is said for a record, and against it?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from aidememoire.methods.evidence.show import CLAIM
from aidememoire.vocabulary.codes import Side
from aidememoire.vocabulary.findings import Row
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.record import Record
from aidememoire.workbench.desks import Desk

Sides = tuple[list[Row], list[Row]]


def chosen_id(desk: Desk, asked: Mapping[str, str], name: str, kind: type[Record]) -> str | None:
    """Return the id that the address asks for, where it stands for a record of a kind that is there."""
    id = asked.get(name)
    return id if id and isinstance(desk.dossier.get(id), kind) else None


def first_issue(desk: Desk) -> str | None:
    """Return the issue with the nearest deadline still ahead, else the first one."""
    issues = desk.now.of(Issue)
    ahead = [one for one in issues if one.deadline and one.deadline >= desk.day]
    first = min(ahead, key=lambda one: (one.deadline or date.max, one.id)) if ahead else next(iter(issues), None)
    return first.id if first else None


def claims(desk: Desk, record: Record) -> Sides:
    """Return what is said for a record and what against it, each with its source and grades."""
    if not record.evidence:
        return [], []
    rows = [row for row in desk.ask("show", record=record.id).rows if row["part"] == CLAIM]
    against = [row for row in rows if row["side"] is Side.AGAINST]
    return [row for row in rows if row not in against], against
