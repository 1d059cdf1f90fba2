"""What is at stake, for whom, and where is it taken up?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aidememoire.briefs.document import Block, Bullets, Callout, Column, Item, Paragraph, Quiet, Strong, Table, phrase
from aidememoire.briefs.scope import Scope
from aidememoire.methods.triage.triage import triage, why
from aidememoire.methods.watch.watch import what_and_when
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Row
from aidememoire.vocabulary.kinds.issues import Issue, Need
from aidememoire.vocabulary.messages import Message, _, plural

RUNG_LABEL = {
    "field": _("by the field team"),
    "office": _("by the head of office"),
    "country": _("by the country leadership"),
    "principal": _("by principals"),
    "states": _("among states"),
}
MOST_FLIPS = 2


def needs(now: Dossier) -> Iterator[Block]:
    """Tell who needs what, and whether they were asked."""
    counted = now.of(Need)
    if not counted:
        yield Callout(_("No need is recorded: who is in need, of what, and who has asked them?"), "empty")
        return
    columns = (
        Column(_("Need"), width=2.6),
        Column(_("Who"), width=2),
        Column(_("People"), "figure", 1.1),
        Column(_("Area"), "name", 1.2),
        Column(_("Were they asked?"), width=1.8),
        Column(_("Counted on"), "day", 1.3),
    )
    yield Table(
        columns,
        tuple(
            (now.called(one.id), one.groups, one.people, one.area or "", one.heard, one.counted_on) for one in counted
        ),
    )


def issues(dossier: Dossier, now: Dossier, covered: Scope, *, as_of: date) -> Iterator[Block]:
    """Tell of each issue on which track it is and why, the nearest deadline first."""
    tracks = {row["issue"].id: row for row in triage(dossier, as_of=as_of).rows}
    there = [one for one in now.of(Issue) if one.id in covered.issues]
    if not there:
        yield Callout(_("No issue is recorded: what could be asked, and of whom?"), "empty")
        return
    there.sort(key=lambda one: one.deadline or date.max)
    yield Bullets(tuple(_issue(now, one, tracks[one.id], as_of) for one in there))
    yield Paragraph(_("Tracks follow rules of the house; a person may decide otherwise and say why."), "quiet")


def track(row: Row) -> Iterator[object]:
    """Yield the track of an issue and by whom it is taken up."""
    yield row["track"]
    if row["level"] in RUNG_LABEL:
        yield RUNG_LABEL[row["level"]]


def _issue(now: Dossier, issue: Issue, row: Row, as_of: date) -> Item:
    head = phrase(Strong(now.called(issue.id)), *track(row), between=" · ")
    beneath: list[object] = [phrase(*why(now, issue))]
    if concerned := tuple(_concerned(issue)):
        beneath.append(phrase(*concerned, between=" · "))
    if where := tuple(_where(issue)):
        beneath.append(phrase(*where))
    if issue.deadline:
        beneath.append(what_and_when(_("Deadline of the issue"), issue.deadline, as_of))
    if row["flips"]:
        beneath.append(Quiet(_("What would flip it: {flips}", flips=row["flips"][:MOST_FLIPS])))
    return Item(head, tuple(beneath))


def _concerned(issue: Issue) -> Iterator[object]:
    if issue.people is not None:
        yield plural("{n} person concerned", "{n} people concerned", issue.people)
    if issue.groups:
        yield issue.groups
    if issue.areas:
        yield issue.areas


def _where(issue: Issue) -> Iterator[Message]:
    """Say where it stands and would fall, between what its two ends mean."""
    if issue.status_quo is not None:
        yield _("It stands at {position} of 100.", position=issue.status_quo)
    if issue.no_agreement is not None:
        yield _("If nobody agrees it falls to {position}.", position=issue.no_agreement)
    if issue.at_0 and issue.at_100:
        yield _("0 means: {none}. 100 means: {all}.", none=issue.at_0, all=issue.at_100)
