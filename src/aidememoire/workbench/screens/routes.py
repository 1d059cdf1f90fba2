"""Through whom could somebody be reached, where is each way weakest, and which are closed? Names on a noted click."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from aidememoire.briefs.drawings.routes import routes_picture
from aidememoire.methods.routes import in_steps
from aidememoire.vocabulary.codes import StanceRole
from aidememoire.vocabulary.findings import Finding, Reason
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.messages import _, language_now, text_of
from aidememoire.workbench.choosing import chosen_id, first_issue
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.showing import page

NAMED = "routes_named"
MOST_NAMED = 50


@screen(may="read", to_post="read", place=Place(_("Routes"), "o", Under.UNDERSTAND))
def routes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the ways to one actor: steps first, and who they lead through once the names were asked for."""
    if request.method == "POST":
        return _asked_for(request, desk)
    issue = chosen_id(desk, request.GET, "issue", Issue) if "issue" in request.GET else first_issue(desk)
    to = chosen_id(desk, request.GET, "to", Actor) or _decides(desk, issue)
    unsourced = bool(request.GET.get("unsourced"))
    found = desk.ask("routes", to=to, issue=issue, unsourced=unsourced) if to else None
    cleared = found is not None and desk.lets_see(found)
    named = cleared and _key(desk, to, issue) in request.session.get(NAMED, ())
    shown = found if named or found is None else in_steps(found, desk.clearance)
    opening, others = _reasons(shown) if shown else ([], [])
    return page(
        request, "routes/routes.html", desk, here="routes", to=to, issue=issue, unsourced=unsourced, finding=shown,
        cleared=cleared, named=named, label=found.label if found else None, opening=opening, others=others,
        actors=_whom(desk), issues=[desk.dossier.called(one.id) for one in desk.now.of(Issue)],
        offered=[row for row in shown.rows if not row["blocked"]] if shown else [],
        blocked=[row for row in shown.rows if row["blocked"]] if shown else [],
        picture=routes_picture(desk.dossier, shown, to=to, issue=issue, language=language_now())
        if named and shown and to else None,
    )  # fmt: skip


def _asked_for(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Note in the audit that somebody asked through whom, and open the names for this sitting."""
    to, issue = chosen_id(desk, request.POST, "to", Actor), chosen_id(desk, request.POST, "issue", Issue)
    found = desk.ask("routes", to=to, issue=issue) if to else None
    if found is None or to is None or not desk.lets_see(found):
        raise Http404
    desk.note_names(to, found.label)
    request.session[NAMED] = [*request.session.get(NAMED, ())[-MOST_NAMED:], _key(desk, to, issue)]
    back = QueryDict(mutable=True)
    back.update({"to": to, "issue": issue or "", **({"unsourced": "1"} if request.POST.get("unsourced") else {})})
    return redirect(f"{reverse('routes', args=[desk.slug])}?{back.urlencode()}")


def _key(desk: Desk, to: str | None, issue: str | None) -> str:
    return f"{desk.place}/{to}/{issue or ''}"


def _decides(desk: Desk, issue: str | None) -> str | None:
    """Return who decides on an issue and is not of ours; who else stands on it, where nobody does."""
    there = [one for one in desk.now.of(Stance) if one.issue == issue and not desk.now.ours(one.actor)]
    deciding = [one for one in there if StanceRole.DECIDE in one.role]
    return (deciding or there)[0].actor if there else None


def _whom(desk: Desk) -> list[object]:
    others = (one.id for one in desk.now.of(Actor) if not desk.now.ours(one.id))
    return sorted((desk.dossier.called(id) for id in others), key=text_of)


def _reasons(found: Finding) -> tuple[list[Reason], Sequence[Reason]]:
    """Return what speaks for and against each who could begin, and the other reasons."""
    starts = {row["path"][0].id for row in found.rows}
    opening = [one for one in found.because if one.records and one.records[0] in starts]
    return opening, [one for one in found.because if one not in opening]
