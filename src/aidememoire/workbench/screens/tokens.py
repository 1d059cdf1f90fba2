"""Which programs may ask in my name? Tokens for this dossier, and the page that describes what can be asked."""

from __future__ import annotations

from datetime import date

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse

from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _
from aidememoire.workbench.api.tokens import Tokens
from aidememoire.workbench.desks import Desk, dossiers
from aidememoire.workbench.opening import opening
from aidememoire.workbench.policy import open_to, screen
from aidememoire.workbench.showing import bare_page, done, page


@screen(may="read", to_post="read")
def tokens(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the tokens for a dossier; make one, shown once, or end one."""
    kept, secret = Tokens(desk.vault.drafts), ""
    if request.method == "POST" and "end" in request.POST:
        kept.end(request.POST["end"][:32])
        return done(request, _("The token is ended."), ("tokens", desk.slug))
    if request.method == "POST":
        writes = request.POST.get("scope") == "write"
        if writes and not desk.may("record"):
            raise InputError(_("You may not write here, and so may no program in your name."))
        _token, secret = kept.make(
            request.POST.get("purpose", ""), desk.ledger.place, writes=writes, until=_until(request)
        )
        with desk.vault.lock:
            desk.ledger.note("token")
    there = [one for one in kept.all() if one.dossier == desk.ledger.place]
    return page(
        request, "tokens/tokens.html", desk, here="people", tokens=there, secret=secret, origin=opening().origin,
        today=date.today(),
    )  # fmt: skip


@open_to("opened")
@csp_update({"trusted-types": ["dompurify"]})  # by which Swagger cleans what it shows
def description(request: HttpRequest) -> HttpResponse:
    """Show what can be asked, for whoever writes a program; it needs script."""
    readable = [(one.slug, one.title) for one in dossiers() if one.begins == "today"]
    return bare_page(request, "tokens/api.html", dossiers=readable)


def _until(request: HttpRequest) -> date | None:
    said = request.POST.get("until", "").strip()
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise InputError(_("That is not a day. Write it as 2026-03-31.")) from None
