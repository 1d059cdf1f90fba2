"""With whom do we speak, since when and how often; how did it go; and what is to be repaired?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from aidememoire.briefs.document import (
    Block,
    Bullets,
    Callout,
    Column,
    Facts,
    Item,
    Paragraph,
    Quiet,
    Section,
    Strong,
    Table,
    phrase,
    standing,
)
from aidememoire.briefs.parts.contacts import contact, held_with, who
from aidememoire.briefs.scope import Scope
from aidememoire.methods.trust.commitments import commitments
from aidememoire.methods.watch.watch import watch, what_and_when
from aidememoire.vocabulary.codes import Status
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Row
from aidememoire.vocabulary.kinds.actors import Tenure
from aidememoire.vocabulary.kinds.commitments import Commitment
from aidememoire.vocabulary.kinds.engagements import Channel, Engagement
from aidememoire.vocabulary.messages import Message, _, plural

MOST_TOLD, MOST_CONTACTS, MOST_OTHERS = 8, 2, 4
OWED = (Status.OVERDUE, Status.BROKEN, Status.PARTLY, Status.DISPUTED)


@dataclass(frozen=True, slots=True)
class Relation:
    """A counterpart with the channels to it, the contacts held with it (the latest first), and who answers for it."""

    counterpart: str
    channels: tuple[Channel, ...]
    contacts: tuple[Engagement, ...]
    due_on: date | None
    taken_over_on: date | None


def relations(dossier: Dossier, now: Dossier, covered: Scope, *, as_of: date) -> list[Relation]:
    """Return those with whom we speak: whoever has a channel first, then by the day of the last contact."""
    due = {row["record"].id: row["due_on"] for row in watch(dossier, as_of=as_of).rows if row["kind"] == "channel"}
    channels = [one for one in now.of(Channel) if covered.concerns(one.counterpart)]
    met = [each.actor for one in held_with(now, frozenset()) for each in one.participants]
    theirs = [one for one in met if not now.ours(one) and covered.concerns(one)]
    found = []
    for one in dict.fromkeys([*covered.counterparts, *(channel.counterpart for channel in channels), *theirs]):
        mine = tuple(channel for channel in channels if channel.counterpart == one)
        days = [due[channel.id] for channel in mine if channel.id in due]
        holders = {held.person for held in now.past.of(Tenure) if held.post == one}
        contacts = tuple(held_with(now, frozenset({one, *holders})))
        found.append(Relation(one, mine, contacts, min(days, default=None), _taken_over(now, one)))
    return found


def _taken_over(now: Dossier, post: str) -> date | None:
    """Return since when a post is held by somebody who was not the first in it."""
    tenures = [one for one in now.past.of(Tenure) if one.post == post]
    days = [one.since for one in now.of(Tenure) if one.post == post and one.since]
    return max(days, default=None) if len(tenures) > 1 else None


# The story of each


def stories(dossier: Dossier, now: Dossier, covered: Scope, there: list[Relation], *, as_of: date) -> Iterator[Block]:
    """Tell of each relation who they are, since when, how often, the last contacts, and how promises stand."""
    promises = commitments(dossier, as_of=as_of).rows
    if not there:
        yield Callout(_("No channel and no contact is recorded: ask your predecessor with whom we speak."), "empty")
    for one in there[:MOST_TOLD]:
        yield Paragraph(Strong(now.called(one.counterpart)))
        yield Facts(tuple(_facts(now, one, promises, as_of)))
        if one.contacts:
            yield Bullets(tuple(contact(now, each) for each in one.contacts[:MOST_CONTACTS]))
    if there[MOST_TOLD:]:
        names = tuple(now.called(one.counterpart) for one in there[MOST_TOLD:])
        yield Paragraph(_("Also met: {names}.", names=names), "quiet")
    yield from _elsewhere(now, covered, there)
    known = {one.counterpart for one in there}
    givers = dict.fromkeys(row["given_by"] for row in promises if covered.concerns(row["given_by"].id))
    unmet = tuple(one for one in givers if one.id not in known and not now.ours(one.id))
    if unmet:
        yield Paragraph(_("They promised something, and no contact with them is recorded: {names}.", names=unmet))


def _elsewhere(now: Dossier, covered: Scope, there: list[Relation]) -> Iterator[Block]:
    """Tell of contacts of which nobody says with whom they were: missions, briefings, rooms under Chatham House."""
    if covered.circle:
        return
    told = {each.id for one in there for each in one.contacts}
    others = [one for one in held_with(now, frozenset()) if one.id not in told]
    if others:
        yield Paragraph(Strong(_("Other contacts, without a counterpart on record")))
        yield Bullets(tuple(contact(now, one) for one in others[:MOST_OTHERS]))


def _facts(now: Dossier, one: Relation, promises: tuple[Row, ...], as_of: date) -> Iterator[tuple[object, object]]:
    yield from who(now, one.counterpart)
    for channel in one.channels:
        yield _("Channel"), phrase(now.called(channel.id), *_kept(now, channel), between=", ")
    if not one.channels:
        yield _("Channel"), _("None is recorded; contact is from case to case.")
    if one.contacts:
        yield _("Contact"), _met([each.held_on for each in one.contacts if each.held_on])
    else:
        yield _("Contact"), _("None is recorded.")
    if one.due_on:
        yield _("Next due"), what_and_when(_("Contact due by the agreed cadence"), one.due_on, as_of)
    for label, rows in (
        (_("Their promises"), [row for row in promises if row["given_by"].id == one.counterpart]),
        (_("Our promises"), [row for row in promises if _ours_to(now, row, one.counterpart)]),
    ):
        if rows:
            counts = Counter(row["status"] for row in rows)
            yield label, tuple(phrase(status, counts[status]) for status in Status if counts[status])


def _met(days: list[date]) -> Message:
    if len(days) == 1:
        return _("one recorded, on {day}", day=days[0])
    return _("{n} recorded, from {first} to {last}", n=len(days), first=min(days), last=max(days))


def _kept(now: Dossier, channel: Channel) -> Iterator[Message]:
    if channel.since:
        yield _("since {day}", day=channel.since)
    if channel.keeper:
        yield _("kept by {keeper}", keeper=now.called(channel.keeper))
    if channel.cadence_days:
        yield plural("every {n} day", "every {n} days", channel.cadence_days)
    else:
        yield _("no cadence agreed")


def _ours_to(now: Dossier, row: Row, counterpart: str) -> bool:
    given_to = row["given_to"]
    return now.ours(row["given_by"].id) and given_to is not None and given_to.id == counterpart


# Who held which post


def posts(now: Dossier, covered: Scope) -> Iterator[Block]:
    """Tell who held which post, and until when: promises of a holder do not bind the next by themselves."""
    held = [one for one in now.past.of(Tenure) if now.ours(one.post) or covered.concerns(one.post)]
    if held:
        columns = (
            Column(_("Post"), "name", 2.4),
            Column(_("Person"), "name", 2.4),
            Column(_("Since"), "day", 1.2),
            Column(_("Until"), "day", 1.2),
        )
        standing_now = {one.id for one in now.of(Tenure)}
        yield Paragraph(Strong(_("Who held which post")))
        yield Table(
            columns,
            tuple(
                (
                    now.called(one.post),
                    now.called(one.person),
                    one.since,
                    _("today") if one.id in standing_now else one.until,
                )
                for one in held
            ),
        )


# What is to be repaired


def repairs(dossier: Dossier, now: Dossier, there: list[Relation], *, as_of: date) -> Section:
    """Return what has come apart: what we owe, lines gone silent, steps not taken, promises of those before."""
    items = (
        *(_owed(row) for row in owed(dossier, now, as_of=as_of)),
        *(item for one in there for item in _silent(now, one, as_of)),
        *(_left(now, one.contacts[0]) for one in there if one.contacts and one.contacts[0].next_step),
        *(item for one in there for item in _from_before(dossier, now, one, as_of)),
    )
    nothing = Callout(_("Nothing that we owe and no line gone silent is recorded."), "empty")
    return Section("to-repair", _("What to repair"), (Bullets(_once(items)),) if items else (nothing,))


def _once(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(dict.fromkeys(items))


def owed(dossier: Dossier, now: Dossier, *, as_of: date) -> list[Row]:
    """Return our own promises that are overdue, broken, disputed or kept in part only."""
    rows = commitments(dossier, as_of=as_of).rows
    return [row for row in rows if now.ours(row["given_by"].id) and row["status"] in OWED]


def _owed(row: Row) -> Item:
    to = row["given_to"] or _("nobody named")
    return Item(
        phrase(standing(row["status"]), Strong(row["commitment"])), (_("Ours to {to}: owed before we ask.", to=to),)
    )


def _silent(now: Dossier, one: Relation, as_of: date) -> Iterator[Item]:
    if one.due_on and one.due_on < as_of:
        named = tuple(now.called(channel.id) for channel in one.channels)
        due = what_and_when(_("contact was due"), one.due_on, as_of)
        yield Item(phrase(_("Gone silent:"), Strong(named)), (due,))


def _left(now: Dossier, last: Engagement) -> Item:
    head = phrase(_("Left over from {meeting}:", meeting=now.called(last.id)), last.next_step)
    return Item(head, (Quiet(_("held on {day}; no later contact is recorded", day=last.held_on)),))


def _from_before(dossier: Dossier, now: Dossier, one: Relation, as_of: date) -> Iterator[Item]:
    """Yield the promises of an earlier holder of the post: they bind the next only if asked for again."""
    if one.taken_over_on is None:
        return
    for row in commitments(dossier, as_of=as_of).rows:
        given_on = now.the(Commitment, row["commitment"].id).given_on
        if row["given_by"].id == one.counterpart and given_on and given_on < one.taken_over_on:
            since = _("Given before the post changed hands on {day}: ask for it again.", day=one.taken_over_on)
            yield Item(phrase(standing(row["status"]), Strong(row["commitment"])), (since,))
