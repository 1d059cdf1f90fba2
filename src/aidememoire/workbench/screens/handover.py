"""What passes on when a post changes hands, ours or theirs: what the successor reads, and who leads from now on?"""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from aidememoire.ledger import acts
from aidememoire.ledger.people import words
from aidememoire.vocabulary.kinds.actors import Tenure
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.record import Named
from aidememoire.workbench.cards import shown_card
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.showing import done, page

CHANGED_WITHIN = 180


@screen(may="read", place=Place(_("Handover"), "h", Under.HAND_ON))
def handover(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Offer the brief for a successor, list counterparts whose post changed, and the way to hand over the lead."""
    ours, theirs = _changed(desk)
    return page(
        request, "handover/handover.html", desk, here="handover", ours=ours, theirs=theirs,
        waiting=desk.waiting_for_keys(),
        may_hand_over=desk.may("hand over"), within=CHANGED_WITHIN,
    )  # fmt: skip


@screen(may="hand over", to_post="hand over")
def lead(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Hand the lead over to whoever shows their card and whose words were compared."""
    sent, successor, told = shown_card(request)
    why = sent.get("why", "").strip()
    if successor is not None and sent.get("compared") == "on":
        leave = sent.get("leave") == "on"
        with desk.vault.lock:
            act = acts.hand_over(desk.ledger, successor, why=why or str(_("Handed over")), leave=leave)
        desk.do(act)
        what = _("{name} leads this dossier from now on.", name=successor.name)
        return done(request, what, "/" if leave else ("people", desk.slug))
    return page(
        request, "handover/lead.html", desk, here="handover", sent=sent, told=told, successor=successor,
        words=words(successor.id) if successor else "", status=422 if told else 200,
    )  # fmt: skip


Change = tuple[Tenure, Named, Named]


def _changed(desk: Desk) -> tuple[list[Change], list[Change]]:
    """Return the posts that changed hands lately, ours and theirs, the latest first."""
    begin = desk.day - timedelta(days=CHANGED_WITHIN)
    lately = [one for one in desk.now.of(Tenure) if one.since and begin <= one.since <= desk.day]
    told = [(one, desk.dossier.called(one.post), desk.dossier.called(one.person))
            for one in sorted(lately, key=lambda one: (one.since, one.id), reverse=True)]  # fmt: skip
    return [row for row in told if desk.now.ours(row[0].post)], [row for row in told if not desk.now.ours(row[0].post)]
