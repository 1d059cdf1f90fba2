"""Which questions can be negotiated, where should each be taken up, and why?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from aidememoire.ledger import acts
from aidememoire.methods.triage._facts import facts_of
from aidememoire.methods.triage.triage import answer, why
from aidememoire.vocabulary.codes import Track
from aidememoire.vocabulary.kinds.access import Constraint
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.positions import Ask, Option, Proposal
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.record import Record
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.forms.table import columns_of
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.showing import done, page

PLANNED = (Ask, Option, Proposal)


@screen(may="read", place=Place(_("Issues"), "i", Under.UNDERSTAND))
def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show every issue with its track, its level, its deadline, and how many people it concerns."""
    found = desk.ask("triage")
    rows = [(row, desk.record(row["issue"].id, Issue)) for row in found.rows]
    return page(request, "issues/list.html", desk, here="issues", finding=found, rows=rows)


@screen(may="read")
def issue(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    """Show one issue: what is at stake, the triage card, who stands where, and what is planned."""
    shown = desk.record(id, Issue)
    assert isinstance(shown, Issue)
    found = desk.ask("triage")
    row = next((one for one in found.rows if one["issue"].id == id), None)
    mapped = desk.ask("map", issue=id)
    rules = answer(facts_of(desk.now, shown))[0]
    gaps = [gap for gap in found.gaps if id in gap.records]
    return page(
        request, "issues/issue.html", desk, here="issues", issue=shown, row=row, reasons=list(why(desk.now, shown)),
        gaps=gaps, mapped=mapped if desk.lets_see(mapped) else None, rules=rules, tracks=list(Track),
        caution=found.caution,
        called=desk.dossier.called(id), planned=_naming(desk, id, PLANNED),
        facts=[(spec.label, getattr(shown, spec.attribute)) for spec in columns_of(Issue)
               if spec.name not in ("deadline", "status_quo", "no_agreement", "people")],
        obstacles=[desk.now.called(one.id) for one in desk.now.of(Constraint) if one.area in shown.areas],
    )  # fmt: skip


@screen(may="revise", only_post=True)
def override(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    """Decide a track against the rules, with the reason; an empty track gives it back to them."""
    desk.record(id, Issue)
    asked, reason = request.POST.get("track", ""), request.POST.get("reason", "").strip()
    if asked and not reason:
        return done(
            request, _("Deciding against the rules needs a reason. Nothing was changed."), ("issue", desk.slug, id)
        )
    track = next((one for one in Track if one.value == asked), None)
    with desk.vault.lock:
        batch = desk.do(acts.override(desk.ledger, id, track=track, reason=reason or None))
    return done(
        request, _("Decided: {name}", name=desk.dossier.called(id)), ("issue", desk.slug, id), batch=batch or None
    )


def _naming(desk: Desk, id: str, kinds: tuple[type[Record], ...]) -> list[tuple[object, object]]:
    """Return the records of some kinds that name an issue, with the words of their kind."""
    there = (one for one in desk.now.named_by(id) if isinstance(one, kinds))
    return [(one.kind_of.label, desk.dossier.called(one.id)) for one in there]
