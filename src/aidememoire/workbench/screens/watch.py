"""What is about to lapse, fall due or go silent?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from aidememoire.vocabulary.messages import _
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.showing import page

HORIZONS = (14, 30, 90)


@screen(may="read", place=Place(_("Watch"), "w", Under.KEEP))
def watch(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what is past first, then what comes; ``?within=30`` bounds how far ahead."""
    asked = request.GET.get("within", "")
    within = int(asked) if asked.isdecimal() and len(asked) < 5 else None
    found = desk.ask("watch", within=within)
    past = [row for row in found.rows if row["days_left"] < 0]
    ahead = [row for row in found.rows if row["days_left"] >= 0]
    return page(
        request, "watch/watch.html", desk, here="watch", finding=found, past=past, ahead=ahead, within=within,
        horizons=HORIZONS,
    )  # fmt: skip
