"""Where do these words stand? In everything that this reader may see, and in nothing else."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse

from aidememoire.workbench.desks import Desk
from aidememoire.workbench.policy import screen
from aidememoire.workbench.searching import matching
from aidememoire.workbench.showing import page

MOST = 200


@screen(may="read")
def search(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the records in which the words stand, by kind."""
    asked = request.GET.get("q", "").strip()[:200]
    ids = matching(desk.dossier, asked)
    found = sorted((record for record in desk.dossier if record.id in ids), key=lambda one: one.kind_of.place)
    shown = [
        (kind, [(desk.dossier.called(one.id), one.first_day) for one in records])
        for kind, records in groupby(found[:MOST], key=lambda one: one.kind_of)
    ]
    return page(request, "search/search.html", desk, asked=asked, groups=shown, count=len(found), most=MOST)
