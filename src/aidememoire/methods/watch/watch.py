"""What is about to lapse, fall due or go silent?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from aidememoire.methods._catalogue import method
from aidememoire.vocabulary.codes import UNSETTLED, Status
from aidememoire.vocabulary.conduct import newest_of_each_line, status
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Coded, Finding, Gap, Row, because, finding, gap
from aidememoire.vocabulary.kinds.access import Authority
from aidememoire.vocabulary.kinds.actors import Identity
from aidememoire.vocabulary.kinds.commitments import Commitment
from aidememoire.vocabulary.kinds.dilemmas import Dilemma
from aidememoire.vocabulary.kinds.engagements import Channel, Engagement
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.mandates import Mandate
from aidememoire.vocabulary.kinds.positions import Ask
from aidememoire.vocabulary.kinds.sources import Provenance
from aidememoire.vocabulary.messages import Message, _, plural
from aidememoire.vocabulary.record import Record

Due = tuple[Record, Message, date]


@method(
    question=_("What is about to lapse or block?"),
    needs=("authority", "commitment"),
    source="Access working group practice: expiry dates, permit ageing, silence beyond the agreed cadence",
    caution=_("Only what is recorded with a day can be watched; what nobody dated lapses unseen."),
    columns={
        "record": _("Record"),
        "kind": _("Kind"),
        "what": _("What"),
        "due_on": _("Day"),
        "days_left": _("Days left"),
    },
    takes={"within": _("Only what falls due within so many days.")},
)
def watch(dossier: Dossier, *, as_of: date, within: int | None = None) -> Finding:
    """List every day on which something lapses, falls due, needs review or goes silent; what is past comes first.

    Row fields: record, kind, what, due_on, days_left (negative where past). ``within`` keeps what is at most so many
    days ahead; without it there is no horizon.
    """
    dues = sorted(
        (due for due in _dues(dossier, as_of) if _near(due, as_of, within)), key=lambda due: (due[2], due[0].id)
    )
    rows = [
        Row(
            record=dossier.called(record.id),
            kind=Coded(record.kind_of.name, record.kind_of.label),
            what=what,
            due_on=day,
            days_left=(day - as_of).days,
        )
        for record, what, day in dues
    ]
    return finding(
        headline=_headline(rows),
        rows=rows,
        because=[
            because(
                _("{name}: {what}", name=dossier.called(record.id), what=what_and_when(what, day, as_of)), record.id
            )
            for record, what, day in dues[:5]
        ],
        gaps=_undated(dossier, as_of),
        inputs=[id for record, _what, _day in dues for id in (record.id, *_rests_on(dossier, record))],
    )


def what_and_when(what: Message, day: date, as_of: date) -> Message:
    """Say what happens and how many days from or since the day asked."""
    left = (day - as_of).days
    if left < 0:
        return plural("{what}, {day}, {n} day ago", "{what}, {day}, {n} days ago", -left, what=what, day=day)
    return plural("{what}, {day}, in {n} day", "{what}, {day}, in {n} days", left, what=what, day=day)


def _near(due: Due, as_of: date, within: int | None) -> bool:
    return within is None or (due[2] - as_of).days <= within


def _headline(rows: list[Row]) -> Message:
    if not rows:
        return _("Nothing with a day on it is pending.")
    past = sum(row["days_left"] < 0 for row in rows)
    ahead = [row for row in rows if row["days_left"] >= 0]
    said = plural("{n} is past its day", "{n} are past their day", past) if past else _("Nothing is past its day")
    if not ahead:
        return _("{past}; nothing dated lies ahead.", past=said)
    first = ahead[0]
    then = what_and_when(first["what"], first["due_on"], first["due_on"] - timedelta(days=first["days_left"]))
    return _("{past}. Next: {name}: {then}.", past=said, name=first["record"], then=then)


def _dues(dossier: Dossier, as_of: date) -> Iterator[Due]:
    yield from _authorities(dossier, as_of)
    yield from _commitments(dossier, as_of)
    yield from _meetings(dossier, as_of)
    for mandate in dossier.of(Mandate):
        if mandate.expires_on:
            yield mandate, _("Mandate ends"), mandate.expires_on
    for issue in dossier.of(Issue):
        if issue.deadline:
            yield issue, _("Deadline of the issue"), issue.deadline
    for dilemma in dossier.of(Dilemma):
        yield dilemma, _("Decision to be reviewed"), dilemma.review_on
    for ask in dossier.of(Ask):
        if ask.until:
            yield ask, _("Ask ends"), ask.until
    held_names: tuple[Identity | Provenance, ...] = (*dossier.of(Identity), *dossier.of(Provenance))
    for held in held_names:
        if held.keep_until:
            yield held, _("Name to be destroyed"), held.keep_until


def _authorities(dossier: Dossier, as_of: date) -> Iterator[Due]:
    for authority in newest_of_each_line(dossier.of(Authority)):
        if authority.expires_on:
            lapsed = authority.expires_on < as_of
            contested = any(piece.side == "against" for piece in authority.evidence)
            what = _("Authority lapsed") if lapsed else _("Authority lapses")
            yield authority, _("{what} (contested)", what=what) if contested else what, authority.expires_on


def _commitments(dossier: Dossier, as_of: date) -> Iterator[Due]:
    for commitment in dossier.of(Commitment):
        stands = status(commitment, dossier.observations(commitment.id), as_of=as_of)
        ours = dossier.ours(commitment.given_by)
        if commitment.due_on and stands in UNSETTLED:
            yield commitment, _("Our promise falls due") if ours else _("Their promise falls due"), commitment.due_on
        if commitment.expires_on and stands not in (Status.BROKEN, Status.OVERTAKEN):
            yield commitment, _("Our promise ends") if ours else _("Their promise ends"), commitment.expires_on


def _meetings(dossier: Dossier, as_of: date) -> Iterator[Due]:
    for engagement in dossier.of(Engagement):
        if engagement.planned_on and engagement.held_on is None:
            yield engagement, _("Meeting planned"), engagement.planned_on
    for channel in dossier.of(Channel):
        if due_on := _next_contact(dossier, channel):
            yield channel, _("Contact due by the agreed cadence"), due_on


def _next_contact(dossier: Dossier, channel: Channel) -> date | None:
    """Return when a channel is due; None where no cadence or no contact is known, or the calendar ends before."""
    last = _last_contact(dossier, channel)
    if last is None or not channel.cadence_days or channel.cadence_days > (date.max - last).days:
        return None
    return last + timedelta(days=channel.cadence_days)


def _last_contact(dossier: Dossier, channel: Channel) -> date | None:
    return max((one.held_on for one in _contacts(dossier, channel) if one.held_on), default=channel.since)


def _contacts(dossier: Dossier, channel: Channel) -> list[Engagement]:
    return [
        met
        for met in dossier.named_by(channel.counterpart)
        if isinstance(met, Engagement)
        and met.held_on
        and any(one.actor == channel.counterpart for one in met.participants)
    ]


def _rests_on(dossier: Dossier, record: Record) -> Iterator[str]:
    """Yield what else a day rests on: who saw what came of a promise, when a channel was last used."""
    if isinstance(record, Commitment):
        yield from (seen.id for seen in dossier.observations(record.id))
    if isinstance(record, Channel):
        yield from (contact.id for contact in _contacts(dossier, record))


def _undated(dossier: Dossier, as_of: date) -> Iterator[Gap]:
    for authority in newest_of_each_line(dossier.of(Authority)):
        if authority.expires_on is None:
            yield gap(
                _("{name} has no last day.", name=dossier.called(authority.id)),
                authority.id,
                ask=_("Until when does it hold, and who could end it?"),
            )
    for commitment in dossier.of(Commitment):
        if (
            commitment.due_on is None
            and status(commitment, dossier.observations(commitment.id), as_of=as_of) in UNSETTLED
        ):
            yield gap(
                _("{name}: no day was named by which it falls due.", name=dossier.called(commitment.id)),
                commitment.id,
                ask=_("By when, and who will check?"),
            )
