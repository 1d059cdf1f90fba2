"""Where did people say different things, none knowing of the other, and who decides which holds?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from aidememoire.ledger import acts
from aidememoire.ledger.merge import WITHDRAWN
from aidememoire.ledger.view import Clash
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.messages import Message, _
from aidememoire.vocabulary.record import Named
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.forms.versions import in_words
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.showing import done, page

WORDS = {WITHDRAWN: _("Withdrawn or kept"), "id": _("The id that two records ask for")}


@dataclass(frozen=True)
class Said:
    """One of the values that stand beside each other: in words, by whom and when."""

    number: int
    words: Message | str
    by: str
    at: datetime


@dataclass(frozen=True)
class Shown:
    """A clash on the page: ``key`` finds it again, ``said`` begins with the value that is shown until one decides."""

    key: str
    record: Named | None
    field: Message | str
    base: Message | str
    said: list[Said]


@screen(may="read", place=Place(_("Clashes"), "k", Under.VAULT))
def clashes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List what is open, both values beside each other."""
    with desk.vault.lock:
        there, names = desk.ledger.view.clashes, desk.ledger.view.people
    told = [_shown(desk, one, names) for one in there]
    return page(request, "clashes/clashes.html", desk, here="clashes", clashes=told, may_decide=desk.may("resolve"))


@screen(may="resolve", to_post="resolve", only_post=True)
def decide(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Decide one clash for one of its values; what was not chosen stays in the history."""
    with desk.vault.lock:
        clash = next((one for one in desk.ledger.view.clashes if _key(one) == request.POST.get("clash")), None)
        chosen = request.POST.get("value", "")
        if clash is None or not chosen.isdecimal() or int(chosen) >= len(clash.values):
            raise Http404
        value = _meant(clash, int(chosen))
        act = acts.resolve(desk.ledger, clash, value, why=request.POST.get("why", "").strip() or None)
        batch = desk.do(act)
    what = _("Decided: {name}", name=desk.dossier.called(clash.record) if clash.record else desk.slug)
    return done(request, what, ("clashes", desk.slug), batch=batch)


def _key(clash: Clash) -> str:
    """Return what finds a clash again as long as nobody said anything more about it."""
    return "-".join([clash.record, clash.field, *(entry[:12] for _value, entry, _by, _at in clash.values)])


def _meant(clash: Clash, number: int) -> Any:
    value = clash.values[number][0]
    return bool(value) if clash.field == WITHDRAWN else value


def _shown(desk: Desk, clash: Clash, names: dict[str, str]) -> Shown:
    record = desk.dossier.get(clash.record) if clash.record else None
    kind: Any = type(record) if record is not None else Header
    spec = next((one for one in kind.fields() if one.name == clash.field), None)
    label = WORDS.get(clash.field) or (spec.label if spec else clash.field)

    def told(value: Any) -> Message | str:
        if clash.field == WITHDRAWN:
            return _("Withdrawn") if value else _("Kept")
        if value in (None, "", [], ()):
            return _("left empty")
        return in_words(desk.dossier, kind, spec, value) if spec else str(value)

    said = [Said(at, told(value), names.get(by, "?"), moment.utc)
            for at, (value, _entry, by, moment) in enumerate(clash.values)]  # fmt: skip
    return Shown(
        _key(clash), desk.dossier.called(clash.record) if record is not None else None, label, told(clash.base), said
    )
