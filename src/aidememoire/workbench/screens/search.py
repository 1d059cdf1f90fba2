"""Where do these words stand? In everything that this reader may see, and in nothing else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from aidememoire.vocabulary.messages import text_of
from aidememoire.vocabulary.search import Hit
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
    found = [(desk.dossier[hit.id].kind_of, named(desk.dossier, hit.id), _beside(desk, hit)) for hit in hits[:MOST]]
    return page(request, "search/search.html", desk, words_asked=asked, found=found, more=len(hits) > MOST, most=MOST)


def _beside(desk: Desk, hit: Hit) -> str:
    """Return the piece of text in which the words stand; nothing where the name or the id says it already."""
    return "" if hit.field == "id" or hit.excerpt in text_of(named(desk.dossier, hit.id)) else hit.excerpt
