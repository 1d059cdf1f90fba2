"""What was done here, by whom, one act after another; and what is kept longer than it may be?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse

from aidememoire.ledger import acts
from aidememoire.ledger.acts.purge import due
from aidememoire.ledger.audit import Event
from aidememoire.ledger.gate import Denied
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import Message, _
from aidememoire.vocabulary.record import Named
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.forms.versions import changes
from aidememoire.workbench.paging import piece
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.showing import done, page

ACTIONS = {
    "read": _("Opened a secret record"),
    "reveal": _("Asked for the name behind a pseudonym"),
    "export": _("Let something leave"),
    "grant": _("Gave a part"),
    "revoke": _("Ended a part"),
    "hand over": _("Handed over the lead"),
    "confirm": _("Confirmed as the second person"),
    "purge": _("Destroyed a record"),
    "relabel": _("Changed a label"),
    "take in": _("Took in a file"),
    "token": _("Made a token"),
    "ask": _("Was answered from secret records"),
    "names of routes": _("Asked for the names on a route"),
    "bundle": _("Sealed a bundle"),
    "recall": _("Asked a partner to destroy something"),
    "unusual reading": _("Read unusually many secret records"),
}


@screen(may="audit", place=Place(_("Audit"), "u", Under.VAULT))
def audit(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List what the audit remembers of this dossier, the latest first; for auditors and for whoever leads."""
    try:
        events = sorted(desk.vault.events(desk.ledger.place), key=lambda one: one.at, reverse=True)
    except Denied as denied:
        # Their part allows it; but the events of a vault are sealed to its own auditors.
        return page(request, "shell/told.html", desk, here="audit", told=denied.message, status=422)
    part, names = piece(request.GET, events, "page"), desk.people()
    rows = [(one, ACTIONS.get(one.action, one.action), names.get(one.person, "?"), _about(desk, one, names))
            for one in part]  # fmt: skip
    return page(
        request, "audit/audit.html", desk, here="audit", rows=rows, part=part,
        due=_due(desk) if desk.may("purge") else [], may_purge=desk.may("purge"),
    )  # fmt: skip


@screen(may="purge", to_post="purge")
def purge(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what is kept longer than it may be, and destroy what is chosen."""
    waiting = _due(desk)
    if request.method == "POST":
        chosen = [one.id for one, _kind, _until in waiting if one.id in request.POST.getlist("record")]
        if not chosen or request.POST.get("sure") != "on":
            raise InputError(_("Choose what shall be destroyed, and say that you are sure."))
        with desk.vault.lock:
            act = acts.purge(desk.ledger, *chosen)
        desk.do(act)
        return done(request, _("Destroyed for good: {n}", n=len(chosen)), ("purge", desk.slug))
    return page(request, "audit/purge.html", desk, here="audit", due=waiting)


@screen(may="read")
def batch(request: HttpRequest, desk: Desk, batch: str) -> HttpResponse:
    """Show one act: every record that it changed, what changed in it, and the way to take it all back."""
    found = next((one for one in desk.batches() if one.id == batch), None)
    if found is None:
        raise Http404
    with desk.vault.lock:
        here = [record for id in found.records if (record := desk.dossier.get(id))]
        there = [(record, desk.ledger.view.history(record.id)) for record in here]
    steps = [
        (desk.dossier.called(record.id), version, changes(desk.dossier, type(record), version))
        for record, versions in there
        for version in versions
        if version.batch == batch
    ]
    return page(
        request, "audit/batch.html", desk, here="records", batch=found, by=desk.people().get(found.by, "?"), steps=steps
    )


def _due(desk: Desk) -> list[tuple[Named, Message, date]]:
    with desk.vault.lock:
        waiting = due(desk.ledger, desk.day)
    there = desk.dossier
    return [(there.called(one.record), there[one.record].kind_of.label, one.keep_until) for one in waiting]


def _about(desk: Desk, event: Event, names: Mapping[str, str]) -> object:
    """Return what an event is about: a person, or a record that the reader may see; others by nothing."""
    if event.record in names:
        return names[event.record]
    with desk.vault.lock:
        slug = desk.ledger.view.slug(event.record) if event.record else None
    return desk.dossier.called(slug) if slug and slug in desk.dossier else None
