"""How far has each body kept its word to us, and we ours to it? Ours first, per class of promise, never a person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from aidememoire.briefs.drawings.trust import reliance
from aidememoire.pictures.picture import Picture
from aidememoire.vocabulary.codes import Entity
from aidememoire.vocabulary.findings import Finding, Row
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.messages import _, language_now
from aidememoire.workbench.choosing import chosen_id
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.showing import page


@screen(may="read", place=Place(_("Trust"), "q", Under.KEEP))
def trust(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the two-way record of everybody, or of one body or post and of us toward it."""
    found = desk.ask("trust")
    of = chosen_id(desk, request.GET, "of", Actor)
    shown = two_way(found, of)
    there = {row["of"].id: row["of"] for row in found.rows if not desk.now.ours(row["of"].id)}
    return page(
        request, "trust/trust.html", desk, here="trust", finding=found, of=of, called=desk.dossier.called(of),
        there=list(there.values()), ours=[row for row in shown if desk.now.ours(row["of"].id)],
        theirs=[row for row in shown if not desk.now.ours(row["of"].id)], picture=record_drawn(desk, of),
        reasons=[one for one in found.because if of is None or of in one.records or not one.records],
    )  # fmt: skip


def two_way(found: Finding, of: str | None) -> list[Row]:
    """Return the rows of a body or post and those of others toward it; all where none is named."""
    ends = ((row, {row["of"].id, row["toward"].id if row["toward"] else None}) for row in found.rows)
    return [row for row, there in ends if of is None or of in there]


def record_drawn(desk: Desk, of: str | None = None) -> Picture | None:
    """Draw the record of everybody, or of one body or post and of us toward it; never of a person."""
    actor = desk.dossier.get(of)
    if isinstance(actor, Actor) and actor.entity is Entity.PERSON:
        return None
    among = frozenset({of} if of else ())
    language = language_now()
    return desk.once(
        ("trust drawn", of, language), lambda: reliance(desk.dossier, as_of=desk.day, language=language, among=among)
    )
