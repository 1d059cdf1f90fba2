"""What was promised, ours first, and how did it end?"""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict

from aidememoire.ledger import acts
from aidememoire.vocabulary.codes import UNSETTLED
from aidememoire.vocabulary.conduct import status
from aidememoire.vocabulary.kinds.commitments import Commitment, Observation
from aidememoire.vocabulary.messages import _
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.forms import RecordForm
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.screens import drafts
from aidememoire.workbench.showing import done, page


@screen(may="read", place=Place(_("Commitments"), "c", Under.KEEP))
def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the undertakings, ours first and in each what is not kept, with the trust that they led to."""
    found = desk.ask("commitments")
    ours = [row for row in found.rows if desk.now.ours(row["given_by"].id)]
    theirs = [row for row in found.rows if not desk.now.ours(row["given_by"].id)]
    trust = desk.ask("trust")
    return page(
        request, "commitments/list.html", desk, here="commitments", finding=found, ours=ours,
        theirs=theirs, trust=trust, unsettled={code.value for code in UNSETTLED},
    )  # fmt: skip


@screen(may="read", to_post="settle")
def settle(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    """Show one promise with what was seen of it, and record how it ended."""
    promise = desk.record(id, Commitment)
    assert isinstance(promise, Commitment)
    form_name = f"settle-{id}"[:80].rstrip("-")
    if request.method == "POST":
        form = RecordForm(Observation, desk.dossier, sent=_bound_to(request, id))
        _check(form, promise)
        made = form.made
        batch = form.filed(lambda: _settled(desk, id, made)) if form.sound and isinstance(made, Observation) else None
        if batch is not None:
            drafts.drop(desk, form_name)
            what = _("Settled: {name}", name=desk.dossier.called(id))
            return done(request, what, ("commitments", desk.slug), batch=batch)
    else:
        held = drafts.kept(desk, form_name)
        given = {"bears_on": id, "observed_on": min(desk.day, date.today()).isoformat()}
        form = RecordForm(Observation, desk.dossier, sent=held, given=given, filing=held is None)
    seen = desk.now.observations(id)
    return page(
        request, "commitments/settle.html", desk, here="commitments", promise=promise, form=form, form_name=form_name,
        from_draft=request.method == "GET" and form.reshaped, named=desk.dossier.called(id), seen=seen,
        given_by=desk.dossier.called(promise.given_by), given_to=desk.dossier.called(promise.given_to),
        stands=status(promise, seen, as_of=desk.day), status=422 if form.errors else 200,
        asked=[field.needed() if field.spec.name == "outcome" else field
               for field in form.fields if field.spec.name not in ("id", "bears_on")]
        + [field for field in form.last_fields if field.errors],
    )  # fmt: skip


def _check(form: RecordForm, promise: Commitment) -> None:
    """Say what a sound observation lacks to settle this promise: nothing does that without saying how it ended."""
    seen, given_on = form.made, promise.given_on
    if not isinstance(seen, Observation):
        return
    if seen.outcome is None:
        form.wrong("outcome", _("This is needed."))
    if seen.observed_on and given_on and seen.observed_on < given_on:
        form.wrong("observed_on", _("That is before the promise was given, on {day}.", day=given_on))


def _settled(desk: Desk, id: str, seen: Observation) -> str:
    told = {name: value for name, value in seen.written().items() if name not in ("id", "bears_on")}
    with desk.vault.lock:
        return desk.do(acts.settle(desk.ledger, id, **told))


def _bound_to(request: HttpRequest, id: str) -> QueryDict:
    """Return what was sent, bearing on this promise whatever else was sent; it is seen on a day, today if not said."""
    sent: QueryDict = request.POST.copy()
    sent["bears_on"] = id
    sent["observed_on"] = sent.get("observed_on") or date.today().isoformat()
    return sent
