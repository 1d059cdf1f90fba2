"""What does one take into the room, or leave to whoever comes after? A brief: seen first, then kept as a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.safestring import SafeString, mark_safe

from aidememoire.briefs.document import Document
from aidememoire.briefs.formats import html
from aidememoire.briefs.writing import arranged, finished, names_of_briefs, turned_over
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import left_out
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.messages import Message, _, direction, language_now, languages
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.leaving import Reader, handed_over, named, reader_asked
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.showing import page

FORMATS = {
    ".docx": _("Word, to be changed"),
    ".pdf": _("PDF, to be printed"),
    ".html": _("HTML, for a browser"),
    ".md": _("Markdown, as plain text"),
}
USUAL = "meeting"


class Asked:
    """What was asked of a brief; what is not offered becomes what is usual."""

    def __init__(self, sent: QueryDict, desk: Desk) -> None:
        self.kinds = names_of_briefs()
        self.kind = sent.get("kind") if sent.get("kind") in self.kinds else USUAL
        actor = sent.get("with", "")
        self.counterpart = actor if isinstance(desk.dossier.get(actor), Actor) else None
        self.language = sent.get("lang") if sent.get("lang") in languages() else language_now()
        self.format = sent.get("format") if sent.get("format") in FORMATS else ".docx"
        self.reader: Reader = reader_asked(sent, desk, desk.handling)

    @property
    def direction(self) -> str:
        """Return in which direction the brief is written."""
        return direction(self.language)


@screen(may="read", to_post="export", place=Place(_("Briefs"), "b", Under.HAND_ON))
def briefs(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show a brief and what it leaves out; hand it over on POST."""
    if request.method == "POST":
        return _file(desk, Asked(request.POST, desk))
    asked = Asked(request.GET, desk)
    context = _made(desk, asked) if request.GET else {}
    template = "briefs/made.html" if request.headers.get("HX-Request") else "briefs/briefs.html"
    return page(
        request, template, desk, here="briefs", brief=asked, reader=asked.reader, formats=FORMATS.items(),
        may_export=desk.may("export"), begun=bool(request.GET),
        actors=sorted((desk.dossier.called(one.id) for one in desk.dossier.of(Actor)), key=str), **context,
    )  # fmt: skip


def _made(desk: Desk, asked: Asked) -> Mapping[str, Any]:
    """Return the brief that was asked for, and what it leaves out. A page that asks for none fetches it afterwards."""
    ceiling = asked.reader.ceiling
    left = desk.dossier.cut(ceiling)
    preview, told = _arranged(desk, asked)
    return {
        "preview": preview, "told": told,
        "left_out": desk.once(("left out", ceiling), lambda: named(desk, left_out(desk.dossier, left))),
        "turned_over": desk.once(("turned over", ceiling), lambda: turned_over(desk.dossier, left, desk.day)),
    }  # fmt: skip


def _arranged(desk: Desk, asked: Asked) -> tuple[SafeString | None, Message | str | None]:
    """Return the brief as it is shown, or why there is none: what was asked may lie above the ceiling."""
    made_on = date.today()
    question = ("brief", asked.kind, asked.language, asked.reader.ceiling, asked.counterpart, made_on, language_now())

    def answer() -> SafeString:
        document = arranged(
            desk.dossier, str(asked.kind), as_of=desk.day, language=str(asked.language), ceiling=asked.reader.ceiling,
            counterpart=asked.counterpart, made_on=made_on,
        )  # fmt: skip
        return _shown(document)

    try:
        return desk.once(question, answer), None
    except InputError as why:
        return None, why.message


def _shown(document: Document) -> SafeString:
    return mark_safe(html.preview(document))  # noqa: S308  every word in it is escaped where it is written


def _file(desk: Desk, asked: Asked) -> HttpResponse:
    ceiling = asked.reader.ceiling
    made = finished(
        desk.dossier, str(asked.kind), f"brief{asked.format}", as_of=desk.day, language=str(asked.language),
        ceiling=ceiling, counterpart=asked.counterpart, made_on=date.today(),
    )  # fmt: skip
    label = ceiling.level.value.lower().replace("+", "-")
    return handed_over(desk, f"{desk.slug}-{asked.kind}-{label}", [(str(asked.format), made.content)], ceiling)
