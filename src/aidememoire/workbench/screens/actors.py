"""Who takes part: what they are, what happened with them over time, whom they hold and who holds them?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse

from aidememoire.methods.evidence.show import shown_value
from aidememoire.vocabulary.codes import Codes, Entity
from aidememoire.vocabulary.conduct import status
from aidememoire.vocabulary.kinds.actors import Actor, Identity, Tenure, Tie
from aidememoire.vocabulary.kinds.commitments import Commitment
from aidememoire.vocabulary.kinds.engagements import Engagement
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.messages import Message, _
from aidememoire.vocabulary.record import COMMON_LAST, Named, Record
from aidememoire.workbench.desks import Desk
from aidememoire.workbench.forms.table import table
from aidememoire.workbench.policy import Place, Under, screen
from aidememoire.workbench.screens import trust
from aidememoire.workbench.showing import page


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened with an actor."""

    day: date
    label: Message
    named: Named
    stands: Codes | None = None


@screen(may="read", place=Place(_("Actors"), "a", Under.UNDERSTAND))
def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the actors."""
    shown = table(Actor, desk.dossier, request.GET)
    template = "actors/table.html" if request.headers.get("HX-Request") else "actors/list.html"
    return page(request, template, desk, here="actors", table=shown, kind=Actor.kind_of)


@screen(may="read")
def actor(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    """Show one actor in three panes: details, what happened, relations; then stances and promises."""
    shown = desk.record(id, Actor)
    past = desk.now.past
    naming = [one for one in past.named_by(id) if not isinstance(one, Identity)]
    told = [spec for spec in shown.fields() if spec.name not in (*COMMON_LAST, "names", "id")]
    return page(
        request, "actors/actor.html", desk, here="actors", actor=shown, called=desk.dossier.called(id),
        facts=[(spec.label, shown_value(desk.dossier, spec, getattr(shown, spec.attribute))) for spec in told
               if getattr(shown, spec.attribute) not in (None, (), False)],
        moments=sorted(_moments(desk, id, naming), key=lambda one: one.day, reverse=True),
        holds=[(one, past.called(one.over)) for one in desk.now.of(Tie) if one.actor == id],
        held_by=[(one, past.called(one.actor)) for one in desk.now.of(Tie) if one.over == id],
        members=[past.called(one.id) for one in desk.now.of(Actor) if one.part_of == id],
        tenures=[(one, past.called(one.person if one.post == id else one.post))
                 for one in past.of(Tenure) if id in (one.post, one.person)],
        stances=[(one, past.called(one.issue)) for one in desk.now.of(Stance) if one.actor == id],
        promises=[(one, past.called(one.id), status(one, past.observations(one.id), as_of=desk.day))
                  for one in past.of(Commitment) if one.given_by == id],
        label=desk.dossier.label(id).level, record=trust.record_drawn(desk, id),
        trust=desk.ask("trust"), is_person=isinstance(shown, Actor) and shown.entity is Entity.PERSON,
    )  # fmt: skip


def _moments(desk: Desk, id: str, naming: list[Record]) -> Iterator[Moment]:
    for one in naming:
        day = one.planned_on if isinstance(one, Engagement) and one.first_day is None else one.first_day
        if day is None or isinstance(one, Tie):
            continue
        stands = None
        if isinstance(one, Commitment):
            stands = status(one, desk.now.past.observations(one.id), as_of=desk.day)
        named = desk.dossier.called(one.id)
        if isinstance(one, Stance):
            named = Named(one.id, desk.dossier.called(one.issue).name)
        yield Moment(day, one.kind_of.label, named, stands)
