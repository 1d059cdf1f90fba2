"""Every kind of record from its declaration: list, one record, new, changed, withdrawn, and what it was before."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from aidememoire.methods.evidence.show import CLAIM, FIELD, NAMED_BY
from aidememoire.vocabulary.codes import Side
from aidememoire.vocabulary.kinds import kinds, sections
from aidememoire.vocabulary.kinds.actors import Identity
from aidememoire.vocabulary.messages import Message, _
from aidememoire.vocabulary.record import Record
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.forms import RecordForm
from aidememoire.workbench.forms.later import later
from aidememoire.workbench.forms.table import table
from aidememoire.workbench.forms.versions import changes
from aidememoire.workbench.naming import named
from aidememoire.workbench.policy import Place, Under, screen, way_back
from aidememoire.workbench.screens import drafts
from aidememoire.workbench.showing import done, page

MOST_BATCHES, MOST_NAMED = 100, 8
MORE_FIELDS = {"status": _("Status"), "state": _("State"), "label": _("Label")}


@screen(may="read", place=Place(_("All records"), "r", Under.VAULT))
def kinds_there(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the kinds of record with how many there are of each."""
    there = [(kind.kind_of, len(desk.dossier.of(kind))) for kind in kinds().values()]
    return page(request, "records/kinds.html", desk, here="records", there=there)


@screen(may="read")
def listed(request: HttpRequest, desk: Desk, plural: str) -> HttpResponse:
    """List the records of a kind."""
    kind = _kind(plural)
    shown = table(kind, desk.dossier, request.GET)
    template = "records/table.html" if request.headers.get("HX-Request") else "records/list.html"
    return page(request, template, desk, here="records", table=shown, kind=kind.kind_of)


@screen(may="record", to_post="record")
def new(request: HttpRequest, desk: Desk, plural: str) -> HttpResponse:
    """Record something new; ``?field=id`` fills a field beforehand, ``?after=id`` all that one before it said."""
    kind, form_name = _kind(plural), f"new-{plural}"
    if request.method == "POST":
        form = RecordForm(kind, desk.dossier, sent=request.POST)
        if form.sound and (made := form.made) and (batch := form.filed(partial(desk.add, made))) is not None:
            drafts.drop(desk, form_name)
            what = _("Recorded: {name}", name=made.called() or made.id)
            return done(request, what, ("record", desk.slug, made.id), batch=batch)
    else:
        form = _begun(desk, kind, form_name, request.GET)
    title = _("New: {kind}", kind=kind.kind_of.label)
    back = ("list", desk.slug, plural)
    return _form_page(request, desk, form, form_name, title, back)


@screen(may="read")
def record(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    """Show one record: what it says, who says otherwise, what names it."""
    shown = desk.record(id)
    day = max(desk.day, shown.first_day or desk.day)
    found = replace(desk, day=day).ask("show", record=id)
    labels = {spec.name: spec.label for spec in shown.fields()} | MORE_FIELDS
    claims = [row for row in found.rows if row["part"] == CLAIM]
    return page(
        request,
        "records/record.html",
        desk,
        here="records",
        record=shown,
        finding=found,
        later=day if day != desk.day else None,
        name=named(desk.dossier, id),
        contested=sum(row["side"] is Side.AGAINST for row in claims),
        facts=[
            (labels.get(row["field"], row["field"]), row["value"])
            for row in found.rows
            if row["part"] == FIELD and row["field"] != "id"
        ],
        claims_for=[(labels.get(row["field"] or ""), row) for row in claims if row["side"] is not Side.AGAINST],
        claims_against=[(labels.get(row["field"] or ""), row) for row in claims if row["side"] is Side.AGAINST],
        named_by=[(kinds()[str(row["field"])].kind_of.label, row) for row in found.rows if row["part"] == NAMED_BY],
        secret_name=isinstance(shown, Identity),
        own_page={"issue": "issue", "actor": "actor", "commitment": "settle"}.get(shown.kind_of.name),
    )


@screen(may="revise", to_post="revise")
def edit(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    """Put a new version in the place of a record; its label stays."""
    before, form_name = desk.record(id), f"edit-{id}"[:80].rstrip("-")
    if request.method == "POST":
        form = RecordForm(type(before), desk.dossier, sent=request.POST, record=before)
        if form.sound and form.made:
            why = str(request.POST.get("_why", "")).strip() or None
            batch = desk.revise(id, form.changes, why=why)
            drafts.drop(desk, form_name)
            what = _("Changed: {name}", name=named(desk.dossier, id)) if batch else _("Nothing was changed.")
            return done(request, what, ("record", desk.slug, id), batch=batch or None)
    else:
        held = drafts.kept(desk, form_name)
        form = RecordForm(type(before), desk.dossier, sent=held, record=before, filing=held is None)
    title = _("Change: {name}", name=named(desk.dossier, id))
    return _form_page(request, desk, form, form_name, title, ("record", desk.slug, id), asks_why=True)


@screen(may="withdraw", to_post="withdraw")
def withdraw(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    """Ask whether a record shall go, and take it out."""
    shown = desk.record(id)
    if request.method == "POST":
        name = desk.dossier.called(id)
        batch = desk.withdraw(id, why=str(request.POST.get("_why", "")).strip() or None)
        back = ("list", desk.slug, shown.kind_of.plural)
        return done(request, _("Withdrawn: {name}", name=name), back, batch=batch)
    naming = desk.dossier.named_by(id)
    return page(request, "records/withdraw.html", desk, here="records", record=shown, naming=naming)


@screen(may="read")
def history(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    """Show every version of a record and what changed in it."""
    kind, people = type(desk.record(id)), desk.people()
    versions = desk.history(id)
    steps = [(one, changes(desk.dossier, kind, one), people.get(one.by, "?")) for one in reversed(versions)]
    return page(request, "records/history.html", desk, here="records", named=named(desk.dossier, id), steps=steps)


@screen(may="read")
def batches(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List what was done, the latest first, each with the way to take it back."""
    people = desk.people()
    told = [
        (one, people.get(one.by, "?"), [desk.dossier.called(id) for id in one.records[:MOST_NAMED]])
        for one in desk.batches()[:MOST_BATCHES]
    ]
    return page(request, "records/batches.html", desk, here="records", batches=told, most=MOST_NAMED)


@screen(may="reveal", only_post=True)
def reveal(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    """Show the name behind a pseudonym, once; the audit remembers that it was asked for."""
    shown = desk.record(id, Identity)
    return page(request, "records/revealed.html", desk, here="records", record=shown, name=desk.reveal(id))


@screen(may="undo", only_post=True)
def undo(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take back what was just done, or do again what was taken back; that, too, can be taken back."""
    batch, again = desk.undo(str(request.POST.get("batch", ""))[:64]), bool(request.POST.get("redo"))
    with desk.vault.lock:
        left = desk.ledger.dossier
    back = way_back(str(request.POST.get("back", "")), slug=desk.slug, there=left.__contains__)
    return done(request, _("Done again.") if again else _("Taken back."), back, batch=batch, again=not again)


def _kind(plural: str) -> type[Record]:
    if plural not in sections():
        raise Http404
    return sections()[plural]


def _begun(desk: Desk, kind: type[Record], form_name: str, sent: QueryDict) -> RecordForm:
    """Return an empty form, the draft of it, or one with what the address says."""
    held = drafts.kept(desk, form_name)
    if held is not None:
        return RecordForm(kind, desk.dossier, sent=held, filing=False)
    given = {spec.name: sent.getlist(spec.name) if spec.many else sent[spec.name]
             for spec in kind.fields() if spec.name in sent and not spec.part}  # fmt: skip
    before = desk.dossier.get(sent.get("after", ""))
    return RecordForm(kind, desk.dossier, given=later(before, given) if isinstance(before, kind) else given)


def _form_page(
    request: HttpRequest,
    desk: Desk,
    form: RecordForm,
    form_name: str,
    title: Message,
    back: tuple[str, ...],
    *,
    asks_why: bool = False,
) -> HttpResponse:
    status = 422 if form.errors else 200
    return page(
        request, "records/form.html", desk, here="records", form=form, form_name=form_name, title=title, back=back,
        asks_why=asks_why, from_draft=request.method == "GET" and form.reshaped, status=status,
    )  # fmt: skip
