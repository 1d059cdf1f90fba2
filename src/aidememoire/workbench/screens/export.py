"""How does a dossier leave, in any format? One dialog: for whom, what stays behind and why, and then the file."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from aidememoire.briefs.export import export, formats, lowest, planned
from aidememoire.briefs.foreign import Form
from aidememoire.briefs.foreign.picture import LADDER, NETWORK, TIMELINE
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.messages import _, language_now
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.leaving import handed_over, named, reader_asked
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.showing import page

PICTURES = {
    NETWORK: _("Everybody and their ties"),
    TIMELINE: _("The story in time"),
    LADDER: _("Who stands where on an issue"),
}


@screen(may="export", to_post="export", place=Place(_("Export"), "x", Under.HAND_ON))
def dialog(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask for whom it is and show what will be left out; write it on POST."""
    sent = request.POST if request.method == "POST" else request.GET
    form = _form(sent)
    reader = reader_asked(sent, desk, lowest(desk.dossier, form))
    chosen = _chosen(sent, desk, form)
    if request.method == "POST":
        written = export(
            desk.dossier, form, as_of=desk.day, language=language_now(), made_on=date.today(), ceiling=reader.ceiling,
            **chosen,
        )  # fmt: skip
        label = reader.ceiling.level.value.lower().replace("+", "-")
        return handed_over(desk, f"{desk.slug}-{form.name}-{label}", written.files, reader.ceiling)
    question = ("export", form.name, form.ending, reader.ceiling)
    plan = desk.once(question, lambda: planned(desk.dossier, form, as_of=desk.day, ceiling=reader.ceiling))
    template = "export/plan.html" if request.headers.get("HX-Request") else "export/dialog.html"
    return page(
        request, template, desk, here="export", form=form, forms=formats(), reader=reader, plan=plan, chosen=chosen,
        pictures=PICTURES.items(), issues=[desk.dossier.called(one.id) for one in desk.dossier.of(Issue)],
        left_out=named(desk, plan.left_out), turned_over=plan.turned_over,
    )  # fmt: skip


def _form(sent: QueryDict) -> Form:
    """Return the format that was asked for, as ``name.ending``; the first of our own otherwise."""
    by_key = {form.name + form.ending: form for form in formats()}
    return by_key.get(sent.get("format", ""), by_key["workbook.xlsx"])


def _chosen(sent: QueryDict, desk: Desk, form: Form) -> dict[str, Any]:
    """Return what the format takes besides: which picture, and of which issue."""
    if "picture" not in form.takes:
        return {}
    picture = sent.get("picture", NETWORK)
    issue = sent.get("issue", "")
    chosen = {"picture": picture if picture in PICTURES else NETWORK}
    there = [one.id for one in desk.dossier.of(Issue)]
    if chosen["picture"] == LADDER and there:
        chosen["issue"] = issue if issue in there else there[0]
    elif chosen["picture"] == LADDER:
        chosen["picture"] = NETWORK
    return chosen
