"""ICS: meetings as events and promises as tasks, for a calendar that other eyes may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from icalendar import Calendar, Event, Todo

from aidememoire import __version__
from aidememoire.briefs.foreign import Files, Form, Given
from aidememoire.vocabulary.codes import Status
from aidememoire.vocabulary.conduct import status
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.kinds.commitments import Commitment
from aidememoire.vocabulary.kinds.engagements import Engagement
from aidememoire.vocabulary.messages import Message, _
from aidememoire.vocabulary.record import Record

CARRIES = ("engagement", "commitment", "observation")
ENDED = frozenset({Status.KEPT, Status.BROKEN, Status.OVERTAKEN})


def calendar(given: Given) -> Files:
    """Write an event for each engagement with a day, and a task for each commitment with a due day.

    Summaries are neutral ("Meeting 3", "Ours 2"): calendars are shared with assistants and shown on locked screens.
    ``full`` as chosen writes what the records are called. Identifiers stay the same, so a second import replaces.
    """
    full = bool(given.chosen.get("full"))
    book = Calendar()
    book.add("prodid", f"-//aidememoire//{__version__}//EN")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-caldesc", f"{given.marking}. {given.notice}")
    for number, meeting in enumerate(given.dossier.of(Engagement), start=1):
        day = meeting.held_on or meeting.planned_on
        if day:
            event = Event()
            summary = _("Meeting {n}", n=number)
            _describe(event, meeting, given, _called(meeting, summary, given, full=full))
            event.add("dtstart", day)
            event.add("dtend", day + timedelta(days=1))
            event.add("transp", "TRANSPARENT")
            event.add("status", "CONFIRMED" if meeting.held_on else "TENTATIVE")
            book.add_component(event)
    for summary, promise in _promises(given.dossier):
        task = Todo()
        _describe(task, promise, given, _called(promise, summary, given, full=full))
        task.add("due", promise.due_on)
        stands = status(promise, given.dossier.observations(promise.id), as_of=given.as_of)
        task.add("status", "COMPLETED" if stands in ENDED else "NEEDS-ACTION")
        book.add_component(task)
    return ((".ics", book.to_ical()),)


def _promises(dossier: Dossier) -> Iterator[tuple[Message, Commitment]]:
    """Yield the commitments that have a due day, ours before theirs, each with a summary that says only whose it is."""
    number = {True: 0, False: 0}
    ordered = sorted(dossier.of(Commitment), key=lambda one: not dossier.ours(one.given_by))
    for promise in ordered:
        ours = dossier.ours(promise.given_by)
        number[ours] += 1
        if promise.due_on:
            yield (_("Ours {n}", n=number[ours]) if ours else _("Theirs {n}", n=number[ours])), promise


def _called(record: Record, neutral: Message, given: Given, *, full: bool) -> str:
    name = record.called() if full else None
    return " ".join(name.in_(given.language)[0].split()) if name else neutral.in_(given.language)


def _describe(component: Any, record: Record, given: Given, summary: str) -> None:
    component.add("uid", uid(given.dossier.header.slug, record.id))
    component.add("dtstamp", _moment(given.made_on))
    component.add("summary", summary)
    component.add("class", "CONFIDENTIAL")
    component.add("description", f"{given.marking}. {given.notice}")


def uid(slug: str, record: str) -> str:
    """Return the identifier of a record in calendars: always the same, and telling nothing."""
    return f"{sha256(f'{slug}/{record}'.encode()).hexdigest()[:32]}@aidememoire"


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


FORMS = (Form("calendar", ".ics", _("Calendar of meetings and promises (ICS)"), calendar, CARRIES, takes=("full",)),)
