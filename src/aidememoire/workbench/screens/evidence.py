"""Who says so, who says otherwise, how good are they, and what rests on nobody's word?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from aidememoire.methods._shared.ties import has_source
from aidememoire.methods.evidence.show import claims
from aidememoire.vocabulary.codes import Side
from aidememoire.vocabulary.findings import Row
from aidememoire.vocabulary.kinds.actors import Tie
from aidememoire.vocabulary.kinds.sources import Source
from aidememoire.vocabulary.messages import Message, _
from aidememoire.vocabulary.record import Named, Record
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.paging import piece
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.showing import page

PAGE = 40
SHOWN = {"contested": _("What is contested"), "all": _("Everything with evidence")}


@dataclass(frozen=True)
class Told:
    """One record with what is said for it and against it."""

    named: Named
    kind: Message
    pro: list[tuple[Message | str | None, Row]]
    contra: list[tuple[Message | str | None, Row]]


@screen(may="read", place=Place(_("Evidence"), "v", Under.KEEP))
def evidence(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show claims side by side, ties on nobody's word, and the sources."""
    shown = request.GET.get("show", "contested")
    shown = shown if shown in SHOWN else "contested"
    there = [one for one in desk.now if one.evidence and (shown == "all" or _contested(one))]
    part = piece(request.GET, there, "page", PAGE)
    cited = Counter(piece.cited for record in desk.now for piece in record.evidence if piece.cited)
    ties = [one for one in desk.now.of(Tie) if not has_source(one)]
    return page(
        request, "evidence/evidence.html", desk, here="evidence", shown=shown, choices=SHOWN.items(),
        there=part, told=[_told(desk, one) for one in part],
        unsourced=[(desk.dossier.called(one.id), desk.dossier.called(one.actor), desk.dossier.called(one.over), one)
                   for one in ties],
        ties=len(desk.now.of(Tie)),
        sources=[(one, desk.dossier.called(one.id), cited[one.id]) for one in _by_use(desk, cited)],
    )  # fmt: skip


def _contested(record: Record) -> bool:
    return any(piece.side is Side.AGAINST for piece in record.evidence)


def _told(desk: Desk, record: Record) -> Told:
    labels = {spec.name: spec.label for spec in record.fields()}
    rows = [(labels.get(row["field"] or "", row["field"]), row) for row in claims(desk.dossier, record)]
    return Told(
        desk.dossier.called(record.id),
        record.kind_of.label,
        [pair for pair in rows if pair[1]["side"] is not Side.AGAINST],
        [pair for pair in rows if pair[1]["side"] is Side.AGAINST],
    )


def _by_use(desk: Desk, cited: Counter[str]) -> Iterator[Source]:
    yield from sorted(desk.now.of(Source), key=lambda one: (-cited[one.id], one.id))
