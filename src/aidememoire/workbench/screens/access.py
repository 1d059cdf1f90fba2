"""Where is access, on what footing, and what stands in its way: ours beside people's, on a map and in a table?"""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse

from aidememoire.briefs.foreign.geojson import DISCLAIMER
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _, plural
from aidememoire.workbench import outlines
from aidememoire.workbench.areas import areas, on_the_map, placed
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.screens.settings import BORDERS
from aidememoire.workbench.showing import done, page


@screen(may="read", place=Place(_("Access"), "m", Under.KEEP))
def access(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show each area with what is known of it, and the authorities on which access rests."""
    there, own = areas(desk.now, desk.day), outlines.kept(desk)
    named = {
        record.id: desk.dossier.called(record.id)
        for one in there
        for record in (*one.constraints, *one.needs, *(authority for authority, _state in one.authorities))
    }
    return page(
        request, "access/access.html", desk, here="access", finding=desk.ask("access"), areas=there, named=named,
        drawn=own or any(placed(one, own) for one in there), own=len(own),
        without_place=[one for one in there if one.name and not placed(one, own)],
        borders=request.session.get("borders", BORDERS[0]), disclaimer=DISCLAIMER,
    )  # fmt: skip


@screen(may="read")
def access_map(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the areas for the map."""
    return JsonResponse(on_the_map(areas(desk.now, desk.day), desk.slug, outlines.kept(desk)))


@screen(may="read", to_post="read", only_post=True)
def own_outlines(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Lay one's own outlines on the map in the place of the world's, or take them off; no ledger knows of it."""
    file = request.FILES.get("outlines")
    if request.POST.get("off"):
        outlines.drop(desk)
        return done(request, _("The map has the outlines of the world again."), ("access", desk.slug))
    if not isinstance(file, UploadedFile):
        raise InputError(_("No file was given."))
    taken = outlines.taken(str(file.name), file.read())
    outlines.keep(desk, taken)
    return done(
        request,
        plural("{n} outline lies on the map.", "{n} outlines lie on the map.", len(taken)),
        ("access", desk.slug),
    )
