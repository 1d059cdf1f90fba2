"""How does a dossier begin, and what does it say of itself as a whole?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from aidememoire.ledger.acts.revise import revise_header
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.handling import DEFAULT
from aidememoire.vocabulary.messages import _, language_now
from aidememoire.workbench import door
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.forms.header_form import SPARE, HeaderForm
from aidememoire.workbench.policy import Place, Under, open_to, screen
from aidememoire.workbench.showing import done, page


@open_to("opened", "GET", "HEAD", "POST")
def new_dossier(request: HttpRequest) -> HttpResponse:
    """Begin a dossier, which whoever begins it leads."""
    begun = Header(slug=SPARE, handling=DEFAULT, languages=(language_now(),))
    form = HeaderForm(begun, sent=request.POST if request.method == "POST" else None, taken=door.vault().slugs())
    if form.made is not None:
        slug = door.vault().found(form.made)
        return done(request, _("Begun: {name}", name=form.made.title), ("today", slug))
    return page(request, "beginning/new.html", form=form, status=422 if form.errors else 200)


@screen(may="grant", to_post="grant", place=Place(_("About this dossier"), under=Under.VAULT))
def about(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what a dossier says of itself as a whole; change it on POST."""
    sent = request.POST if request.method == "POST" else None
    header = desk.dossier.header
    form = HeaderForm(header, before=header, sent=sent)
    if form.made is not None:
        batch = form.filed(lambda: desk.do(revise_header(desk.ledger, form.changes)))
        if batch is not None:
            return done(request, _("The dossier is changed."), ("today", desk.slug), batch=batch)
    status = 422 if form.errors else 200
    return page(request, "beginning/about.html", desk, here="about", form=form, status=status)
