"""Where is access, on what footing, and what stands in its way: ours beside people's, on a map and in a table?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from aidememoire.briefs.foreign.geojson import DISCLAIMER
from aidememoire.vocabulary.messages import _
from aidememoire.workbench.areas import areas, on_the_map
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.screens.settings import BORDERS
from aidememoire.workbench.showing import page


@screen(may="read", place=Place(_("Access"), "m", Under.KEEP))
def access(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show each area with what is known of it, and the authorities on which access rests."""
    there = areas(desk.now, desk.day)
    named = {
        record.id: desk.dossier.called(record.id)
        for one in there
        for record in (*one.constraints, *one.needs, *(authority for authority, _state in one.authorities))
    }
    return page(
        request, "access/access.html", desk, here="access", finding=desk.ask("access"), areas=there, named=named,
        drawn=[one for one in there if one.country],
        without_place=[one for one in there if one.name and not one.country],
        borders=request.session.get("borders", BORDERS[0]), disclaimer=DISCLAIMER,
    )  # fmt: skip


@screen(may="read")
def access_map(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the areas for the map."""
    return JsonResponse(on_the_map(areas(desk.now, desk.day), desk.slug))
