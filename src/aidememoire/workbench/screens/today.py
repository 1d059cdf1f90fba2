"""What needs us today: meetings, promises (ours first), what lapses, what grew stale, whose post changed?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse

from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.kinds.actors import Tenure
from aidememoire.vocabulary.kinds.engagements import Engagement
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.record import Named
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.policy import Place, screen
from aidememoire.workbench.showing import page

MEETINGS_AHEAD = 7
STALE_AFTER = 90
CHANGED_WITHIN = 60
WATCHED = 30
MOST = 6


@screen(may="read", place=Place(_("Today"), "t"))
def today(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what is due."""
    promised = [row for row in desk.ask("commitments").rows if row["status"].value in ("overdue", "broken", "open")]
    promised = [row for row in promised if row["status"].value == "overdue" or _soon(row["due_on"], desk.day)]
    watched = [row for row in desk.ask("watch", within=WATCHED).rows if str(row["kind"]) != "commitment"]
    return page(
        request, "today/today.html", desk, here="today", records=len(desk.dossier),
        may_take_in=desk.may("take in"),
        meetings=_meetings(desk.dossier, desk.day), promised=promised[: 2 * MOST],
        ours={row["commitment"].id for row in promised if desk.now.ours(row["given_by"].id)},
        lapsed=[row for row in watched if row["days_left"] < 0][-MOST:],
        ahead=[row for row in watched if row["days_left"] >= 0][:MOST],
        stale=list(_stale(desk.now, desk.day))[:MOST], changed=list(_changed(desk.now.past, desk.day))[:MOST],
    )  # fmt: skip


def _soon(day: date | None, now: date) -> bool:
    return day is not None and day <= now + timedelta(days=WATCHED)


def _meetings(dossier: Dossier, day: date) -> list[tuple[Engagement, Named]]:
    """Return the engagements planned for the coming days and not yet held."""
    until = day + timedelta(days=MEETINGS_AHEAD)
    planned = [one for one in dossier.of(Engagement) if one.planned_on and day <= one.planned_on <= until]
    planned = [one for one in planned if one.held_on is None or one.held_on > day]
    return [(one, dossier.called(one.id)) for one in sorted(planned, key=lambda one: one.planned_on or day)]


def _stale(now: Dossier, day: date) -> Iterator[tuple[Named, Named, date]]:
    """Yield the assessments that have grown old, the oldest first."""
    dated = [one for one in now.of(Stance) if one.assessed_on and (day - one.assessed_on).days > STALE_AFTER]
    for one in sorted(dated, key=lambda one: one.assessed_on or day):
        yield now.called(one.actor), now.called(one.issue), one.assessed_on or day


def _changed(past: Dossier, day: date) -> Iterator[tuple[Tenure, Named, Named]]:
    """Yield who came into a post or left it lately."""
    since = day - timedelta(days=CHANGED_WITHIN)
    for one in past.of(Tenure):
        if (one.since and since <= one.since <= day) or (one.until and since <= one.until <= day):
            yield one, past.called(one.post), past.called(one.person)
