"""Whom and what is a brief about? The counterpart with the bodies around it, the issues, the meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.kinds.actors import Actor, Tenure
from aidememoire.vocabulary.kinds.engagements import Engagement
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.positions import Ask, Stance
from aidememoire.vocabulary.messages import Message, _


@dataclass(frozen=True, slots=True)
class Scope:
    """What a brief covers: the counterparts, the ``circle`` of bodies around them (empty for everybody), the issues."""

    counterparts: tuple[str, ...]
    circle: frozenset[str]
    issues: tuple[str, ...]
    meeting: Engagement | None = None

    def concerns(self, actor: str | None) -> bool:
        """Say whether an actor belongs to what the brief covers."""
        return not self.circle or (actor is not None and actor in self.circle)


def whole(dossier: Dossier, *, counterpart: str | None = None) -> Scope:
    """Cover a named counterpart with all that is around it, or else everything."""
    if counterpart is not None:
        dossier.expect(Actor, counterpart)
        return _with(dossier, (counterpart,), None)
    return Scope((), frozenset(), tuple(issue.id for issue in dossier.of(Issue)))


def scope(dossier: Dossier, *, as_of: date, counterpart: str | None = None) -> Scope:
    """Find what a meeting brief covers on a day: whoever is named, else the next planned meeting, else the issue
    whose deadline is nearest, else everything.
    """
    if counterpart is not None:
        return whole(dossier, counterpart=counterpart)
    if meeting := next_meeting(dossier, as_of):
        theirs = tuple(one.actor for one in meeting.participants if not dossier.ours(one.actor))
        return _with(dossier, theirs, meeting)
    ahead = [issue for issue in dossier.of(Issue) if issue.deadline and issue.deadline >= as_of]
    nearest = min(ahead, key=lambda issue: issue.deadline or date.max, default=None)
    if nearest:
        around = (stance.actor for stance in dossier.of(Stance) if stance.issue == nearest.id)
        circle = frozenset().union(*(_circle(dossier, actor) for actor in around if not dossier.ours(actor)))
        return Scope((), circle, (nearest.id,))
    return whole(dossier)


def next_meeting(dossier: Dossier, as_of: date) -> Engagement | None:
    """Return the next planned engagement on or after a day that has not taken place."""
    planned = [one for one in dossier.of(Engagement) if one.planned_on and one.planned_on >= as_of and not one.held_on]
    return min(planned, key=lambda one: one.planned_on or date.max, default=None)


def _with(dossier: Dossier, counterparts: tuple[str, ...], meeting: Engagement | None) -> Scope:
    circle = frozenset().union(*(_circle(dossier, one) for one in counterparts))
    issues = list(meeting.issues) if meeting else []
    issues += [stance.issue for stance in dossier.of(Stance) if stance.actor in circle]
    issues += [ask.issue for ask in dossier.of(Ask) if ask.to in circle and ask.issue]
    there = tuple(dict.fromkeys(issue for issue in issues if issue in dossier))
    return Scope(counterparts, circle, there, meeting)


def _circle(dossier: Dossier, actor: str) -> frozenset[str]:
    """Return an actor with the bodies above it, what belongs to it, and who holds or held it as a post."""
    circle = {actor}
    above = dossier.get(actor)
    while isinstance(above, Actor) and above.part_of and above.part_of not in circle:
        circle.add(above.part_of)
        above = dossier.get(above.part_of)
    below = [actor]
    while below:
        body = below.pop()
        for one in dossier.of(Actor):
            if one.part_of == body and one.id not in circle:
                circle.add(one.id)
                below.append(one.id)
    circle |= {held.person for held in dossier.of(Tenure) if held.post in circle}
    return frozenset(circle)


def title(dossier: Dossier, covered: Scope) -> Message:
    """Return the title of a brief for what it covers."""
    if covered.meeting:
        return _("{meeting}, {day}", meeting=dossier.called(covered.meeting.id), day=covered.meeting.planned_on)
    if covered.counterparts:
        return _("Meeting with {names}", names=tuple(dossier.called(one) for one in covered.counterparts))
    if len(covered.issues) == 1:
        return _("Meeting on {issue}", issue=dossier.called(covered.issues[0]))
    return _("Meeting brief: {title}", title=dossier.header.title or dossier.header.slug)
