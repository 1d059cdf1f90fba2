"""What do we bring to the table on an issue, what do they, and what may we say yes to? The canvases of the trade."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from aidememoire.ledger import acts
from aidememoire.ledger.acts.approve import approved
from aidememoire.vocabulary.codes import Capacity, GroundColumn, Layer, LimitKind, Verdict
from aidememoire.vocabulary.findings import Finding
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.kinds.actors import Actor, Tenure
from aidememoire.vocabulary.kinds.engagements import Channel, Engagement
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.mandates import Limit, Mandate
from aidememoire.vocabulary.kinds.positions import Ask, Option, Proposal, Stance
from aidememoire.vocabulary.messages import Message, _
from aidememoire.workbench.choosing import chosen_id, first_issue
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.showing import done, page

PARTS = {"negotiator": _("Negotiator"), "support": _("Support team"), "mandator": _("Mandator")}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A canvas: what it is called in training, whose work it is first of all, what it asks, and what stands on it."""

    slug: str
    label: Message
    asks: Message
    whose: tuple[str, ...]
    filled: Callable[[Desk, str, QueryDict], Mapping[str, Any]]

    @property
    def template(self) -> str:
        """Return the template of what stands on it."""
        return f"negotiation/{self.slug}.html"


@screen(may="read", place=Place(_("Negotiation"), "y", Under.NEGOTIATE))
def negotiation(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Lay out the canvases of an issue, those of the part chosen first."""
    issue = chosen_id(desk, request.GET, "issue", Issue) or first_issue(desk)
    part = _part(request)
    return page(
        request, "negotiation/negotiation.html", desk, here="negotiation", issue=issue, part=part, parts=PARTS.items(),
        issues=[desk.dossier.called(one.id) for one in desk.now.of(Issue)], called=desk.dossier.called(issue),
        sheets=sorted(SHEETS, key=lambda sheet: part not in sheet.whose),
        limits=desk.ask("limits", issue=issue) if issue else None,
    )  # fmt: skip


@screen(may="read")
def sheet(request: HttpRequest, desk: Desk, id: str, sheet: str) -> HttpResponse:
    """Show one canvas of an issue."""
    shown = next((one for one in SHEETS if one.slug == sheet), None)
    if shown is None:
        raise Http404
    issue, filled = desk.record(id, Issue), shown.filled(desk, id, request.GET)
    return page(
        request, "negotiation/sheet.html", desk, here="negotiation", issue=issue, sheet=shown, part=_part(request),
        parts=PARTS.items(), sheets=SHEETS, called=desk.dossier.called(id),
        label=max(desk.dossier.label(id).level, filled["finding"].label, key=_closed),
        may_acknowledge=desk.may("acknowledge"), may_approve=desk.may("approve"), **filled,
    )  # fmt: skip


@screen(may="acknowledge", only_post=True)
def acknowledge(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    """Take on a mandate: until somebody does, it binds nobody."""
    desk.record(id, Mandate)
    with desk.vault.lock:
        batch = desk.do(acts.acknowledge(desk.ledger, id, acknowledged_on=_day(request, desk)))
    return done(request, _("Acknowledged: {name}", name=desk.dossier.called(id)), _back(request, desk), batch=batch)


@screen(may="approve", only_post=True)
def approve(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    """Approve the terms of a mandate, as its mandator."""
    desk.record(id, Mandate)
    with desk.vault.lock:
        desk.do(acts.approve(desk.ledger, id, since=_day(request, desk)))
    return done(request, _("Approved: {name}", name=desk.dossier.called(id)), _back(request, desk))


def _part(request: HttpRequest) -> str:
    """Return as whom somebody looks, which stays until they look as another."""
    asked = request.GET.get("part", "")
    if asked in PARTS:
        request.session["part"] = asked
    held = request.session.get("part")
    return held if held in PARTS else next(iter(PARTS))


def _closed(label: Label) -> int:
    return label.rank


def _day(request: HttpRequest, desk: Desk) -> date:
    try:
        return date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        return desk.day


def _back(request: HttpRequest, desk: Desk) -> tuple[str, ...]:
    issue = chosen_id(desk, request.POST, "issue", Issue) or first_issue(desk)
    return ("sheet", desk.slug, issue, "mandate") if issue else ("negotiation", desk.slug)


# What stands on each canvas.


def _iceberg(desk: Desk, issue: str, _asked: QueryDict) -> Mapping[str, Any]:
    stances = [one for one in desk.now.of(Stance) if one.issue == issue]
    return {
        "layers": [
            (layer, list(_pieces(desk, stances, layer, ours=True)), list(_pieces(desk, stances, layer, ours=False)))
            for layer in Layer
        ],
        "finding": _without_rows(desk.ask("common_ground", issue=issue)),
    }  # fmt: skip


def _pieces(desk: Desk, stances: list[Stance], layer: Layer, *, ours: bool) -> Iterator[tuple[object, ...]]:
    for stance in stances:
        if desk.now.ours(stance.actor) is ours:
            for piece in stance.iceberg:
                if piece.layer is layer:
                    cited = desk.dossier.called(piece.cited) if piece.cited else None
                    yield desk.dossier.called(stance.actor), piece, cited, stance


def _island(desk: Desk, issue: str, _asked: QueryDict) -> Mapping[str, Any]:
    found = desk.ask("common_ground", issue=issue)
    columns = {column: [row for row in found.rows if row["column"] is column] for column in GroundColumn}
    return {
        "finding": found, "columns": columns.items(),
        "held": {row["statement"].id: desk.record(row["statement"].id) for row in found.rows},
    }  # fmt: skip


def _shared(desk: Desk, issue: str, asked: QueryDict) -> Mapping[str, Any]:
    found = desk.ask("asks")
    ours = [row for row in found.rows if _about(desk, row["ask"].id, Ask) == issue]
    options = [one for one in desk.now.of(Option) if one.issue == issue]
    return {
        **_iceberg(desk, issue, asked), "our_asks": ours, "asks_caution": found.caution,
        "bridges": [(one, desk.dossier.called(one.id)) for one in options],
    }  # fmt: skip


def _about(desk: Desk, id: str, kind: type[Ask]) -> str | None:
    return desk.dossier.the(kind, id).issue


def _scenarios(desk: Desk, issue: str, asked: QueryDict) -> Mapping[str, Any]:
    stances = [one for one in desk.now.of(Stance) if one.issue == issue]
    held = [one for one in desk.now.of(Limit) if one.issue == issue and one.bound]
    tested = _tested(desk, issue, asked)
    zones = [
        one for one in tested["finding"].because if any(isinstance(desk.now.get(id), Stance) for id in one.records)
    ]
    return {
        **tested, "zones": zones,
        "own": [(desk.dossier.called(one.actor), one) for one in stances if desk.now.ours(one.actor)],
        "theirs": [(desk.dossier.called(one.actor), one) for one in stances if not desk.now.ours(one.actor)],
        "red": [(one, desk.dossier.called(one.id)) for one in held if one.kind is LimitKind.RED_LINE],
        "bottom": [(one, desk.dossier.called(one.id)) for one in held if one.kind is LimitKind.BOTTOM_LINE],
    }  # fmt: skip


def _red_lines(desk: Desk, issue: str, asked: QueryDict) -> Mapping[str, Any]:
    tested = _tested(desk, issue, asked)
    lines = [(desk.dossier.the(Limit, row["limit"].id), row) for row in tested["finding"].rows]
    return {
        **tested,
        "red": [one for one in lines if one[0].kind is LimitKind.RED_LINE],
        "bottom": [one for one in lines if one[0].kind is LimitKind.BOTTOM_LINE],
    }  # fmt: skip


def _tested(desk: Desk, issue: str, asked: QueryDict) -> dict[str, Any]:
    """Put the proposal that the address names, or its value from 0 to 100, to the limits."""
    proposal, value = chosen_id(desk, asked, "proposal", Proposal), asked.get("value", "").strip()
    position = _position(value)
    told = _("{value} is not a value from 0 to 100.", value=value) if value and position is None else None
    put = proposal if position is None else f"{issue}={position}"
    found = desk.ask("limits", issue=issue, proposal=put)
    worst = [verdict for verdict in reversed(Verdict) if any(row["verdict"] is verdict for row in found.rows)]
    there = (one for one in desk.now.of(Proposal) if any(term.issue == issue for term in one.terms))
    return {
        "finding": found, "put": put, "value": value, "told": told, "proposal": None if value else proposal,
        "verdict": worst[0] if worst else None, "proposals": [desk.dossier.called(one.id) for one in there],
    }  # fmt: skip


def _position(said: str) -> float | None:
    try:
        position = float(said.replace(",", "."))
    except ValueError:
        return None
    return position if 0 <= position <= 100 else None


def _mandate(desk: Desk, issue: str, _asked: QueryDict) -> Mapping[str, Any]:
    found = desk.ask("limits", issue=issue)
    covering = [one for one in desk.now.of(Mandate) if not one.issues or issue in one.issues]
    told = {one.id: [reason for reason in found.because if one.id in reason.records] for one in covering}
    with desk.vault.lock:
        sealed = {one.id for one in covering if approved(desk.ledger, one.id)}
    return {
        "mandates": [(one, desk.dossier.called(one.id), told[one.id], one.id in sealed) for one in covering],
        "finding": found, "gaps": [gap for gap in found.gaps if issue in gap.records], "caution": found.caution,
    }  # fmt: skip


def _legitimacy(desk: Desk, issue: str, asked: QueryDict) -> Mapping[str, Any]:
    """What speaks for and against each of us in their eyes, as far as records tell; the rest is asked."""
    across = [id for id in dict.fromkeys(one.actor for one in desk.now.of(Stance) if one.issue == issue)
              if not desk.now.ours(id)]  # fmt: skip
    facing = chosen_id(desk, asked, "facing", Actor) or next(iter(across), None)
    met = [one for one in desk.now.of(Engagement) if facing in {who.actor for who in one.participants}]
    trust = desk.ask("trust")
    return {
        "facing": desk.dossier.called(facing) if facing else None,
        "across": [desk.dossier.called(id) for id in across],
        "met": [(one, desk.dossier.called(one.id)) for one in met],
        "mixed": [desk.dossier.called(one.id) for one in met if one.capacity is Capacity.MIXED],
        "lines": [(one, desk.dossier.called(one.id)) for one in desk.now.of(Channel) if one.counterpart == facing],
        "posts": [(one, desk.dossier.called(one.person)) for one in desk.now.of(Tenure) if one.post == facing],
        "ours": [row for row in trust.rows if row["toward"] and row["toward"].id == facing],
        "theirs": [row for row in trust.rows if row["of"].id == facing], "caution": trust.caution, "finding": trust,
    }  # fmt: skip


def _network(desk: Desk, issue: str, _asked: QueryDict) -> Mapping[str, Any]:
    found = desk.ask("map", issue=issue)
    return {"finding": found, "withheld": not desk.lets_see(found)}


def _without_rows(found: Finding) -> Finding:
    return found.told(rows=())


def _sheets() -> tuple[Sheet, ...]:
    both = ("negotiator", "support")
    return (
        Sheet("iceberg", _("Iceberg"), _("What do they say, how do they argue for it, and why do they need it?"), both,
              _iceberg),
        Sheet("island", _("Island of Agreements"), _("What do both sides already hold, and where do we begin?"), both,
              _island),
        Sheet("shared", _("Shared Space"),
              _("Where do our layers and theirs come near each other, and what could bridge them?"), ("support",),
              _shared),
        Sheet("network", _("Network map"), _("Who decides, who blocks, and who could move them?"), ("support",),
              _network),
        Sheet("scenarios", _("Scenarios and Bottom Lines"),
              _("What is best for each, what can each live with, and do the ranges meet?"), both, _scenarios),
        Sheet("mandate", _("Mandate"), _("What may be negotiated, by whom, and until when?"), ("mandator",), _mandate),
        Sheet("red-lines", _("Red Lines"),
              _("What is never accepted, who alone may move it, and does this proposal cross it?"),
              ("mandator", "negotiator"), _red_lines),
        Sheet("legitimacy", _("Legitimacy"), _("Who of us is heard by them, and what stands between us?"), both,
              _legitimacy),
    )  # fmt: skip


SHEETS = _sheets()
