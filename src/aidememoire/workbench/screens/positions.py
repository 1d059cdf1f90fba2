"""Who has power and cares, and where does each stand between the two ends of an issue?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from django.http import HttpRequest, HttpResponse

from aidememoire.briefs.drawings.map import assessed_by, assessors, powers
from aidememoire.briefs.drawings.map import positions as stances_drawn
from aidememoire.pictures.picture import Picture
from aidememoire.vocabulary.declaring import FieldSpec
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.messages import _, language_now
from aidememoire.vocabulary.scales import OnScale
from aidememoire.workbench.choosing import chosen_id, first_issue
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.showing import page

MOVED = ("position", "influence", "salience")


@screen(may="read", place=Place(_("Positions"), "p", Under.UNDERSTAND))
def positions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the power-interest grid and the position ladder of an issue, by all assessors or by one."""
    issue = chosen_id(desk, request.GET, "issue", Issue) or first_issue(desk)
    there = assessors(desk.dossier, issue, as_of=desk.day) if issue else ()
    by = request.GET.get("by") if request.GET.get("by") in there else None
    drawn = partial(_drawn, desk, issue, by)
    told = [one for one in desk.now.of(Stance) if one.issue == issue and by in (None, one.assessed_by)]
    found = desk.ask("map", issue=issue) if issue else None
    return page(
        request, "positions/positions.html", desk, here="positions", issue=issue, by=by, assessors=there,
        issues=[desk.dossier.called(one.id) for one in desk.now.of(Issue)], called=desk.dossier.called(issue),
        grid=drawn(powers), told=bool(told),
        label=desk.now.past.strictest(one.id for one in told) if told else None,
        ladder=drawn(stances_drawn),
        standing=[(one, desk.dossier.called(one.actor), moves) for one in told if (moves := tuple(_moves(one)))],
        gaps=[gap for gap in found.gaps if {one.id for one in told} & set(gap.records)] if found else [],
    )  # fmt: skip


def _drawn(desk: Desk, issue: str | None, by: str | None, draw: Callable[..., Picture | None]) -> Picture | None:
    told = assessed_by(desk.dossier, by) if by else desk.dossier
    movable = desk.known_on is None
    return draw(told, issue, as_of=desk.day, language=language_now(), movable=movable) if issue else None


def _moves(one: Stance) -> Iterator[tuple[FieldSpec, OnScale]]:
    """Yield what of an assessment can be moved by hand: each field of it that a picture shows, with its value."""
    for spec in Stance.fields():
        value = getattr(one, spec.attribute)
        if spec.name in MOVED and value is not None:
            yield spec, value
