"""Who are they, who held the post, and what was said last?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aidememoire.briefs.document import Item, Quiet, Strong, phrase
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.kinds.actors import Actor, Tenure
from aidememoire.vocabulary.kinds.engagements import Engagement
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.messages import _


def who(now: Dossier, id: str) -> Iterator[tuple[object, object]]:
    """Yield the labels and values by which an actor is known: holders of the post, line above, kind."""
    yield from _holders(now, id)
    actor = now.get(id)
    if isinstance(actor, Actor) and actor.part_of:
        yield _("Answers to"), _line_above(now, actor)
    if isinstance(actor, Actor) and actor.kind:
        yield _("Kind"), actor.kind


def _holders(now: Dossier, post: str) -> Iterator[tuple[object, object]]:
    held = [one for one in now.of(Tenure) if one.post == post]
    for one in held:
        yield _("Post held by"), _("{person}, since {day}", person=now.called(one.person), day=one.since)
    before = [one for one in now.past.of(Tenure) if one.post == post and one not in held]
    for one in before[-1:]:
        yield _("Before"), _("{person}, until {day}", person=now.called(one.person), day=one.until)


def _line_above(now: Dossier, actor: Actor) -> object:
    line: list[object] = []
    seen = {actor.id}
    above = now.get(actor.part_of)
    while isinstance(above, Actor) and above.id not in seen:
        line.append(now.called(above.id))
        seen.add(above.id)
        above = now.get(above.part_of)
    return tuple(line)


def stands(stance: Stance) -> Iterator[object]:
    """Yield the role and the position of a stance, and whose assessment it is."""
    if stance.role:
        yield stance.role
    if stance.position is not None:
        yield _("position {position}", position=stance.position)
    if stance.assessed_by:
        yield Quiet(_("assessed by {who}", who=stance.assessed_by))


def held_with(now: Dossier, actors: frozenset[str]) -> list[Engagement]:
    """Return the contacts held with any of the actors, or with anybody where none is named, the latest first."""
    held = [
        one
        for one in now.of(Engagement)
        if one.held_on and (not actors or any(each.actor in actors for each in one.participants))
    ]
    return sorted(held, key=lambda one: one.held_on or date.min, reverse=True)


def contact(now: Dossier, one: Engagement) -> Item:
    """Tell of one contact: day, name and kind, with what came of it beneath."""
    beneath: list[object] = [part for part in (one.outcome,) if part]
    if one.next_step:
        beneath.append(_("Next step: {step}", step=one.next_step))
    if one.attribution:
        beneath.append(Quiet(_("Attribution: {rule}", rule=one.attribution)))
    kind = [one.type] if one.type else []
    return Item(
        phrase(Strong(one.held_on), now.called(one.id), *(Quiet(each) for each in kind), between=" · "), tuple(beneath)
    )
