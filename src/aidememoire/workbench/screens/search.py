"""Where do these words stand? In everything that this reader may see, and in nothing else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from aidememoire.workbench.desks import Desk
from aidememoire.workbench.forms.table import index
from aidememoire.workbench.naming import named
from aidememoire.workbench.policy import screen
from aidememoire.workbench.showing import page

MOST, LONGEST = 100, 200


@screen(may="read")
def search(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the records in which the words stand, the best fit first, each with the piece of text."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    hits = index(desk.dossier).find(asked, most=MOST + 1) if asked else []
    found = [(desk.dossier[hit.id].kind_of, named(desk.dossier, hit.id), hit.excerpt) for hit in hits[:MOST]]
    return page(request, "search/search.html", desk, words_asked=asked, found=found, more=len(hits) > MOST, most=MOST)
