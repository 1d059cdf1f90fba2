"""Which principles are in conflict, what does each way out cost whom, how was it decided, and against whose dissent?"""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse

from aidememoire.ledger import acts
from aidememoire.ledger.gate import Denied
from aidememoire.vocabulary.codes import LimitKind
from aidememoire.vocabulary.errors import AideMemoireError, InputError
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.kinds.dilemmas import Dilemma
from aidememoire.vocabulary.kinds.mandates import Limit
from aidememoire.vocabulary.messages import Message, _
from aidememoire.vocabulary.record import Named
from aidememoire.workbench.choosing import chosen_id
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.showing import done, page

NONE = "none"


@screen(may="read", place=Place(_("Dilemmas"), "d", Under.NEGOTIATE))
def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the dilemmas: those to be decided, then those to be looked at again, the nearest day first."""
    there = sorted(desk.now.of(Dilemma), key=lambda one: (_decided(desk, one), one.review_on, one.id))
    told = [(one, desk.dossier.called(one.id), _decided(desk, one), one.review_on <= desk.day) for one in there]
    return page(request, "dilemmas/list.html", desk, here="dilemmas", dilemmas=told)


@screen(may="read")
def dilemma(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    """Show one dilemma with its ways out beside each other, the dissent, and the decision."""
    return _shown(request, desk, id)


@screen(may="decide", only_post=True)
def decide(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    """Decide a dilemma: what crosses a red line only the mandator can."""
    shown = desk.record(id, Dilemma)
    assert isinstance(shown, Dilemma)
    sent = request.POST
    try:
        crosses = _crosses(desk, shown, sent.getlist("crosses"))
        decision = sent.get("decision", "").strip()
        if not decision:
            raise InputError(_("Say what was decided, in words."))
        with desk.vault.lock:
            act = acts.decide(
                desk.ledger, id, decision=decision, decided_on=_day(sent.get("decided_on", "")),
                review_on=_day(sent.get("review_on", "")), decided_by=chosen_id(desk, sent, "decided_by", Actor),
                dissent=sent.get("dissent", "").strip() or None, crosses=crosses,
            )  # fmt: skip
            batch = desk.do(act)
    except Denied as refused:
        # To say who alone may decide it hides nothing: whoever reads this sees the dilemma and the red line.
        return _shown(request, desk, id, refused=refused.message)
    except AideMemoireError as trouble:
        return _shown(request, desk, id, refused=trouble.message)
    return done(request, _("Decided: {name}", name=desk.dossier.called(id)), ("dilemma", desk.slug, id), batch=batch)


def _shown(request: HttpRequest, desk: Desk, id: str, *, refused: Message | str | None = None) -> HttpResponse:
    shown = desk.record(id, Dilemma)
    assert isinstance(shown, Dilemma)
    red = _red_lines(desk, shown)
    return page(
        request, "dilemmas/dilemma.html", desk, here="dilemmas", dilemma=shown, called=desk.dossier.called(id),
        label=desk.dossier.strictest([id, *(limit.id for limit, _named, _owner in red)]), red=red,
        decided=_decided(desk, shown),
        decided_by=desk.dossier.called(shown.decided_by) if shown.decided_by else None, refused=refused,
        issue=desk.dossier.called(shown.issue) if shown.issue else None, sent=request.POST,
        ours=[desk.dossier.called(one.id) for one in desk.now.of(Actor) if desk.now.ours(one.id)],
        may_decide=desk.may("decide"), may_except=desk.may("except"), status=422 if refused else 200,
        due=shown.review_on <= desk.day, crossed=request.POST.getlist("crosses"),
    )  # fmt: skip


def _decided(desk: Desk, one: Dilemma) -> bool:
    return one.decision is not None and (one.decided_on is None or one.decided_on <= desk.day)


def _red_lines(desk: Desk, one: Dilemma) -> list[tuple[Limit, Named, Named | None]]:
    """Return the red lines that stand on the issue of a dilemma, with who alone may move each."""
    held = (limit for limit in desk.now.of(Limit) if limit.kind is LimitKind.RED_LINE)
    return [
        (limit, desk.dossier.called(limit.id), desk.dossier.called(limit.owner) if limit.owner else None)
        for limit in held
        if one.issue in (None, limit.issue) or limit.issue is None
    ]


def _crosses(desk: Desk, one: Dilemma, sent: list[str]) -> list[str] | None:
    """Return the red lines that were named, none where that was said, and None where nothing was said."""
    there = {limit.id for limit, _named, _owner in _red_lines(desk, one)}
    named = [id for id in sent if id in there]
    return named if named or NONE in sent else None


def _day(sent: str) -> date:
    try:
        return date.fromisoformat(sent)
    except ValueError:
        raise InputError(_("That is not a day. Write it as 2026-03-31.")) from None
