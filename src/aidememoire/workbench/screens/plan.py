"""Who meets whom, what do we ask, and what falls due, as a list and as a month?"""

from __future__ import annotations

from calendar import Calendar as Weeks
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse

from aidememoire.vocabulary.calendars import Calendar, hijri, solar
from aidememoire.vocabulary.findings import Row
from aidememoire.vocabulary.kinds.engagements import Engagement
from aidememoire.vocabulary.kinds.positions import Ask
from aidememoire.vocabulary.messages import MONTHS, _
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.languages import figures_now, show_figures
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.showing import page

WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))


@screen(may="read", place=Place(_("Plan"), "j", Under.NEGOTIATE))
def plan(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what is planned: meetings and deadlines, and what we ask of whom; as a list or as a month."""
    found = desk.ask("watch")
    beside = _beside(request)
    month = _month(request.GET.get("month", ""), desk.day)
    asks = desk.ask("asks")
    return page(
        request, "plan/plan.html", desk, here="plan", finding=found, as_month=request.GET.get("view") == "month",
        past=[row for row in found.rows if row["days_left"] < 0],
        ahead=[row for row in found.rows if row["days_left"] >= 0],
        meetings={row["record"].id: _met(desk, row["record"].id) for row in found.rows},
        asks=[(row, desk.dossier.called(_to(desk, row["ask"].id)), _issue(desk, row["ask"].id)) for row in asks.rows],
        asks_finding=asks, month=month, title=_("{month} {year}", month=MONTHS[month.month - 1], year=str(month.year)),
        weeks=list(_weeks(month, found.rows, beside)), weekdays=WEEKDAYS,
        before=_other(month, -1), after=_other(month, 1), beside=beside, calendars=list(Calendar),
    )  # fmt: skip


def _beside(request: HttpRequest) -> Calendar:
    """Return the calendar beside the days of the month, which is that of the settings; to choose one here sets it."""
    asked = request.GET.get("beside", "")
    if asked in {one.value for one in Calendar}:
        request.session["calendar"] = asked
        show_figures(request)
    return figures_now().calendar


def _month(asked: str, day: date) -> date:
    """Return the first day of the month asked for, written as 2026-06; of the month of the dial otherwise."""
    try:
        found = date.fromisoformat(f"{asked}-01")
    except ValueError:
        found = day
    # Its weeks reach into the months beside it, which the first and the last of all do not have.
    return min(max(found.replace(day=1), date(1, 2, 1)), date(9999, 11, 1))


def _other(month: date, by: int) -> date:
    """Return the month before or after."""
    return (month + timedelta(days=32 if by > 0 else -1)).replace(day=1)


def _weeks(month: date, rows: Sequence[Row], beside: Calendar) -> Iterator[list[tuple[date, int | None, list[Row]]]]:
    """Yield the weeks of a month, each day with its number in the other calendar and what falls on it."""
    for week in Weeks().monthdatescalendar(month.year, month.month):
        yield [(day, _number(day, beside), [row for row in rows if row["due_on"] == day]) for day in week]


def _number(day: date, beside: Calendar) -> int | None:
    counted = {Calendar.HIJRI: hijri, Calendar.SOLAR: solar}.get(beside)
    told = counted(day) if counted else None
    return told.day if told else None


def _met(desk: Desk, id: str) -> list[object]:
    """Return whom a planned engagement is with; nobody where the record is something else."""
    record = desk.dossier.get(id)
    return [desk.dossier.called(who.actor) for who in record.participants] if isinstance(record, Engagement) else []


def _to(desk: Desk, id: str) -> str | None:
    return desk.dossier.the(Ask, id).to


def _issue(desk: Desk, id: str) -> object:
    issue = desk.dossier.the(Ask, id).issue
    return desk.dossier.called(issue) if issue else None
