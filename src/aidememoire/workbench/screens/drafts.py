"""Is what is being written safe? Kept at every pause, forgotten when it is filed or thrown away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from aidememoire.workbench import door
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.drafts import Sending
from aidememoire.workbench.policy import screen, way_back


@screen(may="record", only_post=True)
def draft(request: HttpRequest, desk: Desk, form: str) -> HttpResponse:
    """Keep what stands in a form, or throw it away and go back to where it began."""
    if request.POST.get("throw-away"):
        drop(desk, form)
        return redirect(way_back(request.POST.get("back", ""), slug=desk.slug))
    door.vault().drafts.keep(desk.place, form, {name: request.POST.getlist(name) for name in request.POST})
    return HttpResponse(status=204)


def kept(desk: Desk, form: str) -> QueryDict | None:
    """Return what was kept of a form, as if it had just been sent."""
    held = door.vault().drafts.kept(desk.place, form)
    if held is None:
        return None
    sent = QueryDict(mutable=True)
    for name, values in held.items():
        sent.setlist(name, list(values))
    return sent


def begin(desk: Desk, form: str, sent: Sending) -> None:
    """Put something into a form as a draft, for a person to look at and file."""
    door.vault().drafts.keep(desk.place, form, sent)


def drop(desk: Desk, form: str) -> None:
    """Forget what was kept of a form."""
    door.vault().drafts.drop(desk.place, form)
