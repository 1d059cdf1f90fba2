"""Whom did we meet, what was said, and what follows from it? A log that is filled in within a minute, by keyboard."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from aidememoire.feeds.notes import LONGEST, Promise, suggested
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.kinds.engagements import Engagement
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.record import Named
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.drafts import Sending
from aidememoire.workbench.forms import RecordForm
from aidememoire.workbench.forms.fields import picked
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.screens import drafts
from aidememoire.workbench.showing import done, page

QUICK = ("title", "held_on", "type", "participants", "issues", "outcome", "next_step", "attribution")
FORM, NOTES = "log", "notes"


@screen(may="read", place=Place(_("Engagements"), "e", Under.NEGOTIATE))
def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the contacts, the latest first; above them what is planned, the next one first."""
    ordered = sorted(
        desk.dossier.of(Engagement), key=lambda one: one.held_on or one.planned_on or date.min, reverse=True
    )
    told = [
        (one, desk.dossier.called(one.id), [desk.dossier.called(who.actor) for who in one.participants])
        for one in ordered
    ]
    planned = [row for row in reversed(told) if row[0].held_on is None]
    held = [row for row in told if row[0].held_on is not None]
    return page(request, "engagements/list.html", desk, here="engagements", planned=planned, held=held)


@screen(may="record", to_post="record")
def log(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Log an engagement: the few fields that matter first, the others under them."""
    if request.method == "POST":
        sent = request.POST.copy()
        sent.pop("id", None)  # the quick form asks for none
        form = RecordForm(Engagement, desk.dossier, sent=sent)
        if form.made and not set(form.made.written()) - {"id", "held_on"}:
            form.wrong("title", _("Say what it was about, or who was there."))
        if form.sound and (made := form.made) and (batch := form.filed(partial(desk.add, made))) is not None:
            drafts.drop(desk, FORM)
            what = _("Logged: {name}", name=made.called() or made.id)
            return done(request, what, ("engagements", desk.slug), batch=batch)
    else:
        held = drafts.kept(desk, FORM)
        there = [id for id in request.GET.getlist("actor") if id in desk.dossier]
        held_on = min(desk.day, date.today()).isoformat()
        given = {"held_on": held_on, "participants": [{"actor": id} for id in there] or [{}]}
        form = RecordForm(Engagement, desk.dossier, sent=held, given=given, filing=held is None)
    by_name = {field.spec.name: field for field in (*form.fields, *form.last_fields)}
    return page(
        request, "engagements/log.html", desk, here="engagements", form=form, form_name=FORM,
        quick=[by_name[name] for name in QUICK],
        others=[field for name, field in by_name.items() if name not in (*QUICK, "id")],
        from_draft=request.method == "GET" and form.reshaped, status=422 if form.errors else 200,
    )  # fmt: skip


@screen(may="record", to_post="record")
def notes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take pasted notes and suggest what could be recorded; a click makes a draft of it, and files nothing."""
    sent = request.POST if request.method == "POST" else drafts.kept(desk, NOTES) or QueryDict()
    pasted, held_on = sent.get("notes", "")[:LONGEST], _day_of(sent.get("held_on", ""), desk)
    if sent.get("promise"):
        return _taken_up(
            request, desk, "new-commitments", _promise(request, held_on), ("new", desk.slug, "commitments")
        )
    if request.method == "POST":
        drafts.begin(desk, NOTES, {"notes": [pasted], "held_on": [held_on.isoformat()]})
        if sent.get("engagement"):
            return _taken_up(request, desk, FORM, _engagement(request, desk, pasted, held_on), ("log", desk.slug))
        return redirect("notes", desk.slug)
    told, called = suggested(pasted, desk.dossier, on=held_on), desk.dossier.called
    return page(
        request, "engagements/notes.html", desk, here="engagements", notes=pasted, held_on=held_on, told=told,
        looked=bool(pasted.strip()), form_name=NOTES,
        actors=[(one, called(one.id), [called(id) for id in one.others]) for one in told.actors],
        there=[called(id) for id in dict.fromkeys(one.id for one in told.actors)],
        promises=[(one, _given_by(desk, one), called(one.given_to or "")) for one in told.promises],
    )  # fmt: skip


def _taken_up(request: HttpRequest, desk: Desk, form: str, sent: Sending, to: tuple[str, ...]) -> HttpResponse:
    """Put what was found in notes into a form, unless a draft that somebody left stands there."""
    if drafts.kept(desk, form) is not None:
        told = _("A draft that you left stands here. File it or throw it away, then take up the next from your notes.")
        return done(request, told, to)
    drafts.begin(desk, form, sent)
    return done(request, _("Taken from your notes, which stay as they are. Look it over."), to)


def _given_by(desk: Desk, promise: Promise) -> Named:
    """Return who seems to promise: whoever is named, else the first of ours where the sentence speaks of us."""
    ours = (actor.id for actor in desk.dossier.of(Actor) if actor.ours) if promise.ours else iter(())
    return desk.dossier.called(promise.given_by or next(ours, ""))


def _day_of(said: str, desk: Desk) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return desk.day


def _engagement(request: HttpRequest, desk: Desk, pasted: str, held_on: date) -> Sending:
    """Return the log as it would be sent, with the whole notes as outcome and those who were ticked at the table."""
    there = [id for id in request.POST.getlist("actor") if id in desk.dossier]
    sent = {"held_on": [held_on.isoformat()], "outcome": [pasted], "outcome:lang": [""]}
    sent["participants.count"] = [str(len(there))]
    return sent | {f"participants.{place}.actor": [picked(desk.dossier, id)] for place, id in enumerate(there)}


def _promise(request: HttpRequest, held_on: date) -> Sending:
    names = ("wording", "given_by", "given_to", "due_on")
    sent = {name: [request.POST.get(name, "")] for name in names if request.POST.get(name)}
    return sent | {"given_on": [held_on.isoformat()], "wording:lang": [""], "worded": ["paraphrased"]}
