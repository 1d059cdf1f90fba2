"""What could a successor do in the first ten days? Introductions and arrears, in the order of their days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from aidememoire.briefs.document import Block, Callout, Column, Paragraph, Section, Table
from aidememoire.briefs.parts.relations import Relation, owed
from aidememoire.briefs.scope import Scope
from aidememoire.methods.watch.watch import watch, what_and_when
from aidememoire.vocabulary.codes import Visibility
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.kinds.access import Authority
from aidememoire.vocabulary.kinds.dilemmas import Dilemma
from aidememoire.vocabulary.kinds.engagements import Engagement
from aidememoire.vocabulary.kinds.mandates import Mandate
from aidememoire.vocabulary.messages import Message, _

DAYS, MOST_STEPS = 10, 14
FIRST, SOON = 1, 3


@dataclass(frozen=True, slots=True)
class Step:
    """Something that could be done: by which day, with whom, and why then."""

    by: date
    whom: object
    what: Message
    why: Message


def first_days(dossier: Dossier, now: Dossier, covered: Scope, there: list[Relation], *, as_of: date) -> Section:
    """Return the plan of the first ten days: options in the order of their days, never a verdict."""
    steps = sorted(_steps(dossier, now, covered, there, as_of), key=lambda step: step.by)
    heading = _("The first ten days")
    if not steps:
        nothing = _("Nothing is recorded from which ten days could be made: begin with who knows whom.")
        return Section("first-ten-days", heading, (Callout(nothing, "empty"),))
    columns = (
        Column(_("By when"), "day", 1.1),
        Column(_("With whom"), "name", 1.7),
        Column(_("What could be done"), width=3.2),
        Column(_("Because"), width=2.2),
    )
    rows = tuple((step.by, step.whom, step.what, step.why) for step in steps[:MOST_STEPS])
    blocks: list[Block] = [Table(columns, rows)]
    if steps[MOST_STEPS:]:
        blocks.append(Paragraph(_("{n} more: the command watch lists them.", n=len(steps) - MOST_STEPS), "quiet"))
    blocks.append(
        Paragraph(_("Options in the order of their days, not advice: whoever knows the counterpart decides."), "quiet")
    )
    return Section("first-ten-days", heading, tuple(blocks))


def _steps(dossier: Dossier, now: Dossier, covered: Scope, there: list[Relation], as_of: date) -> Iterator[Step]:
    yield from _mandates(now, covered, as_of)
    yield from _arrears(dossier, now, as_of)
    planned = [one for one in now.of(Engagement) if one.planned_on and one.held_on is None]
    within = [one for one in planned if one.planned_on and as_of <= one.planned_on <= _day(as_of, DAYS)]
    for meeting in within:
        yield from _meeting(now, meeting)
    met = {each.actor for meeting in within for each in meeting.participants}
    for one in there:
        if one.counterpart not in met:
            yield _introduction(now, one, as_of)
    yield from _lapsing(dossier, now, as_of)


def _day(as_of: date, days: int) -> date:
    return as_of + timedelta(days=days)


def _mandates(now: Dossier, covered: Scope, as_of: date) -> Iterator[Step]:
    """A mandate binds its holder once acknowledged; a new holder has not done so."""
    for one in now.of(Mandate):
        if not one.issues or set(one.issues) & set(covered.issues):
            ended = one.expires_on is not None and one.expires_on < as_of
            what = _("Ask whether {mandate} holds for you, and acknowledge it", mandate=now.called(one.id))
            why = _("it expired on {day}", day=one.expires_on) if ended else _("a mandate binds nobody until then")
            yield Step(_day(as_of, FIRST), now.called(one.issuer) if one.issuer else None, what, why)


def _arrears(dossier: Dossier, now: Dossier, as_of: date) -> Iterator[Step]:
    for row in owed(dossier, now, as_of=as_of):
        what = _("Say when it comes, or that it does not: {promise}", promise=row["commitment"])
        why = _("ours, {status}", status=row["status"])
        yield Step(_day(as_of, SOON), row["given_to"], what, why)


def _meeting(now: Dossier, meeting: Engagement) -> Iterator[Step]:
    if meeting.planned_on:
        theirs = tuple(now.called(one.actor) for one in meeting.participants if not now.ours(one.actor))
        ours = tuple(now.called(one.actor) for one in meeting.participants if now.ours(one.actor))
        what = _("Be introduced at {meeting}", meeting=now.called(meeting.id))
        if ours:
            what = _("Be introduced at {meeting} by {ours}", meeting=now.called(meeting.id), ours=ours)
        yield Step(meeting.planned_on, theirs or None, what, _("meeting planned"))


def _introduction(now: Dossier, one: Relation, as_of: date) -> Step:
    """Return how to be introduced: by the keeper of the channel, or by who of us was last there.

    Nobody is sent back to where a contact was secret: those who went are asked first.
    """
    whom, last = now.called(one.counterpart), one.contacts[0] if one.contacts else None
    by = tuple(now.called(channel.keeper) for channel in one.channels if channel.keeper)
    if not by and last:
        by = tuple(now.called(each.actor) for each in last.participants if now.ours(each.actor))
    what = _("Be introduced by {ours}", ours=by) if by else _("Find out who of us can introduce you")
    if one.due_on:
        day = min(max(one.due_on, _day(as_of, SOON)), _day(as_of, DAYS))
        return Step(day, whom, what, what_and_when(_("contact due"), one.due_on, as_of))
    if last and last.visibility is Visibility.SECRET:
        what = _("Before any contact, ask {ours} what it would cost them", ours=by or _("those who went"))
        return Step(_day(as_of, DAYS), whom, what, _("the last contact, on {day}, was secret", day=last.held_on))
    why = _("no cadence agreed, and no contact recorded")
    if last:
        why = _("no cadence agreed; last contact on {day}", day=last.held_on)
    return Step(_day(as_of, DAYS), whom, what, why)


def _lapsing(dossier: Dossier, now: Dossier, as_of: date) -> Iterator[Step]:
    for row in watch(dossier, as_of=as_of, within=DAYS).rows:
        record = now.get(row["record"].id)
        if isinstance(record, Authority):
            whom = record.issued_by
        elif isinstance(record, Dilemma):
            whom = record.decided_by
        else:
            continue
        what = _("Settle what comes next for {record}", record=row["record"])
        why = what_and_when(row["what"], row["due_on"], as_of)
        by = row["due_on"] if row["due_on"] >= as_of else _day(as_of, SOON)
        yield Step(by, now.called(whom) if whom else None, what, why)
