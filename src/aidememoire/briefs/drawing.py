"""Which records go into a picture? From a dossier to the moments of a timeline and the nodes of a network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from aidememoire.briefs.scope import Scope
from aidememoire.pictures.network import Edge, Node, network
from aidememoire.pictures.picture import Picture
from aidememoire.pictures.timeline import Moment, timeline
from aidememoire.vocabulary.codes import Side
from aidememoire.vocabulary.conduct import state, status
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.kinds.access import Authority
from aidememoire.vocabulary.kinds.actors import Actor, Tie
from aidememoire.vocabulary.kinds.commitments import Commitment
from aidememoire.vocabulary.kinds.engagements import Engagement
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.kinds.sources import Source
from aidememoire.vocabulary.messages import _

MOST_MOMENTS, MOST_ACTORS, MOST_NAMED, MOST_IN_ALL = 24, 14, 3, 25
DAYS_A_YEAR = 365.25


def story(dossier: Dossier, covered: Scope, *, as_of: date, language: str) -> Picture | None:
    """Draw what was promised, granted and said within what the brief covers; None where nothing has a day."""
    now = dossier.as_of(as_of)
    moments = sorted(_moments(now, covered, as_of), key=lambda moment: moment.day)[-MOST_MOMENTS:]
    return (
        timeline(moments, language=language, as_of=as_of, title=_("What was promised, granted and said"))
        if moments
        else None
    )


def _moments(dossier: Dossier, covered: Scope, as_of: date) -> Iterator[Moment]:
    for one in dossier.of(Commitment):
        ours = dossier.ours(one.given_by)
        if one.given_on and (ours or covered.concerns(one.given_by)):
            stands = status(one, dossier.observations(one.id), as_of=as_of)
            lane = "ours" if ours else "theirs"
            yield Moment(one.given_on, dossier.called(one.id), lane, "commitment", stands.value, one.due_on, one.id)
    for authority in dossier.of(Authority):
        if authority.granted_on:
            stood = state(authority, as_of=as_of).value
            name = dossier.called(authority.id)
            yield Moment(authority.granted_on, name, "access", "authority", stood, authority.expires_on, authority.id)
    for meeting in dossier.of(Engagement):
        day = meeting.held_on or meeting.planned_on
        if day and (not covered.circle or any(covered.concerns(one.actor) for one in meeting.participants)):
            yield Moment(day, dossier.called(meeting.id), "both", "engagement", record=meeting.id)


def surroundings(dossier: Dossier, covered: Scope, *, as_of: date, language: str) -> Picture | None:
    """Draw the counterparts with those who have a hold on them, and on whom they have one; None without ties."""
    now = dossier.as_of(as_of)
    centre = set(covered.counterparts)
    ties = [tie for tie in now.of(Tie) if tie.actor in centre or tie.over in centre]
    if not ties:
        return None
    near = list(dict.fromkeys([*covered.counterparts, *(end for tie in ties for end in (tie.actor, tie.over))]))
    shown = set(near[:MOST_ACTORS])
    among = [tie for tie in now.of(Tie) if tie.actor in shown and tie.over in shown]
    nodes = [Node(id, now.called(id), _side(now, id, covered), _roles(now, id, covered)) for id in near[:MOST_ACTORS]]
    edges = [edge_of(now, tie, as_of) for tie in among]
    named = tuple(now.called(one) for one in covered.counterparts)
    title = _("Around {names}", names=named) if len(named) <= MOST_NAMED else _("Who has a hold on whom")
    first = covered.counterparts[0] if covered.counterparts else None
    return network(nodes, edges, language=language, title=title, centre=first)


def everybody(dossier: Dossier, *, as_of: date, language: str) -> Picture:
    """Draw all actors with their ties; where they are many, those with most ties."""
    now = dossier.as_of(as_of)
    count = Counter(end for tie in now.of(Tie) for end in (tie.actor, tie.over))
    actors = sorted(now.of(Actor), key=lambda one: -count[one.id])
    shown = [one for one in actors if count[one.id] or len(actors) <= MOST_IN_ALL][:MOST_IN_ALL]
    here = {one.id for one in shown}
    nodes = [Node(one.id, now.called(one.id), "ours" if now.ours(one.id) else "theirs") for one in shown]
    edges = [edge_of(now, tie, as_of) for tie in now.of(Tie) if tie.actor in here and tie.over in here]
    return network(nodes, edges, language=language, title=_("Who has a hold on whom"))


def _side(dossier: Dossier, id: str, covered: Scope) -> str:
    return "ours" if dossier.ours(id) else "theirs" if id in covered.circle else "other"


def _roles(dossier: Dossier, id: str, covered: Scope) -> tuple[str, ...]:
    """Return the roles of an actor on the issues that are covered."""
    there = (one for one in dossier.of(Stance) if one.actor == id and one.issue in covered.issues)
    actor = dossier.get(id)
    return tuple(dict.fromkeys(role.value for one in there for role in one.role)) if isinstance(actor, Actor) else ()


def edge_of(dossier: Dossier, tie: Tie, as_of: date) -> Edge:
    """Return a tie as pictures show it: whether it has a source, is alleged or denied, and how old what we know is."""
    sides = {piece.side for piece in tie.evidence}
    return Edge(
        actor=tie.actor,
        over=tie.over,
        sign=tie.sign.value,
        strength=tie.strength,
        sourced=any(piece.cited and piece.side is Side.FOR for piece in tie.evidence),
        alleged=Side.AGAINST in sides and Side.FOR in sides,
        denied=Side.AGAINST in sides,
        age_years=_age(dossier, tie, as_of),
        label=tie.basis.label if tie.basis else "",
    )


def _age(dossier: Dossier, tie: Tie, as_of: date) -> float | None:
    """Return the years since a tie was last known to hold: since it began, was graded, or was written about."""
    days = [tie.since, *(piece.graded_on for piece in tie.evidence)]
    sources = (dossier.get(piece.cited) for piece in tie.evidence)
    days += [source.published_on for source in sources if isinstance(source, Source)]
    known = [day for day in days if day and day <= as_of]
    return round((as_of - max(known)).days / DAYS_A_YEAR, 1) if known else None
