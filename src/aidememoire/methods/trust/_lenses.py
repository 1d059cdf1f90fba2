"""Could they, did they where they could, do they wish us well, and who of us is close? Each apart, never summed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from aidememoire.methods.trust._answering import Answering
from aidememoire.methods.trust._base_rates import FLAT
from aidememoire.methods.trust._record import STRENGTH, standing
from aidememoire.methods.trust._reports import Promise
from aidememoire.vocabulary.codes import EngagementType, Sign, Status, Visibility
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Gap, Reason, because, gap
from aidememoire.vocabulary.kinds.actors import Tie
from aidememoire.vocabulary.kinds.engagements import Channel, Engagement
from aidememoire.vocabulary.messages import _

VALUE = {Status.KEPT: 1.0, Status.PARTLY: 0.5, Status.BROKEN: 0.0}
MOST_NAMED = 5
LOOKED_BACK = timedelta(days=365)
FEWEST_CONTACTS = 3
PRIVATE = {EngagementType.PRIVATE, EngagementType.NETWORKING}
HIDDEN = {Visibility.SECRET, Visibility.QUIET}


def lenses(dossier: Dossier, of: str, own: Sequence[Promise], ties: Sequence[Tie]) -> Iterator[Reason]:
    """Tell of ability, integrity and benevolence, each with its own evidence and range (Mayer, Davis & Schoorman 1995).

    Ability shows in promises that were not theirs alone to keep, integrity in those that were, benevolence in the
    sourced ties between them and us. They call for different answers, so no two are ever joined.
    """
    told = [one for one in own if one.status in VALUE]
    beyond = [(one.record.id, VALUE[one.status]) for one in told if one.record.in_their_control is False]
    within = [(one.record.id, VALUE[one.status]) for one in told if one.record.in_their_control]
    goodwill = [(tie.id, float(tie.sign is Sign.POSITIVE)) for tie in ties]
    name = dossier.called(of)
    if beyond:
        says = _(
            "Ability, {of}: {kept} of {n} kept that were not theirs alone to keep; the share may lie from {low} to "
            "{high}. Where this fails, look for who holds the key.",
            of=name,
            **_counted(beyond),
        )
        yield because(says, *_ids(beyond))
    if within:
        says = _(
            "Integrity, {of}: {kept} of {n} kept that they could keep; the share may lie from {low} to {high}. Where "
            "this fails, ask for guarantees.",
            of=name,
            **_counted(within),
        )
        yield because(says, *_ids(within))
    if goodwill:
        says = _(
            "Benevolence, {of}: {kept} of {n} ties with us carry goodwill; the share may lie from {low} to {high}.",
            of=name,
            **_counted(goodwill),
        )
        yield because(says, *_ids(goodwill))


def _counted(seen: list[tuple[str, float]]) -> dict[str, float]:
    """Return how many of how many, and the range in which the share may lie, from a flat start."""
    value = np.array([one for _, one in seen])
    nobody = np.zeros(len(seen), dtype=np.intp)
    share = standing(nobody, value, np.ones(len(seen)), np.array([FLAT]), np.array([STRENGTH]))
    low, high = float(share.low[0]), float(share.high[0])
    return {"kept": float(value.sum()), "n": len(seen), "low": round(low, 2), "high": round(high, 2)}


def _ids(seen: list[tuple[str, float]]) -> tuple[str, ...]:
    return tuple(id for id, _ in seen[:MOST_NAMED])


def ties_with_us(dossier: Dossier, answering: Answering) -> dict[str, list[Tie]]:
    """Return, for each body or post that is not ours, the sourced ties between it and our side."""
    found: dict[str, list[Tie]] = {}
    for tie in dossier.of(Tie):
        ends = {answering.body_or_post(end, None) for end in (tie.actor, tie.over)} - {None}
        theirs = [end for end in ends if end and not dossier.ours(end)]
        if tie.evidence and len(ends) == 2 and len(theirs) == 1:
            found.setdefault(theirs[0], []).append(tie)
    return found


def unknown_control(dossier: Dossier, of: str, own: Iterable[Promise]) -> Iterator[Gap]:
    """Ask, for what was not kept, whether they could have."""
    silent = [
        one.record.id
        for one in own
        if one.status in {Status.BROKEN, Status.PARTLY} and one.record.in_their_control is None
    ]
    if silent:
        yield gap(
            _("Nobody said whether {of} could have kept what was not kept.", of=dossier.called(of)),
            *silent,
            ask=_("Was it theirs to keep? Another counterpart helps where it was not, a guarantee where it was."),
        )


def closeness(dossier: Dossier, answering: Answering, *, as_of: date) -> dict[str, list[Gap]]:
    """Ask, by counterpart, where one of us alone keeps the contact or all of it is private: questions, no verdicts."""
    asked: dict[str, list[Gap]] = {}
    for of, contacts in _contacts(dossier, answering, as_of).items():
        asked.setdefault(of, []).extend(_of_contacts(dossier, of, contacts))
    lines: dict[str, list[Channel]] = {}
    for line in dossier.of(Channel):
        of_line = answering.body_or_post(line.counterpart, as_of)
        if line.keeper and of_line and not dossier.ours(of_line):
            lines.setdefault(of_line, []).append(line)
    for of, kept in lines.items():
        asked.setdefault(of, []).extend(_one_keeper(dossier, of, kept, as_of))
    return asked


def _contacts(dossier: Dossier, answering: Answering, as_of: date) -> dict[str, list[Engagement]]:
    """Return the contacts held in the year before a day, by the body or post on the other side."""
    found: dict[str, list[Engagement]] = {}
    for one in dossier.past.of(Engagement):
        if one.held_on and as_of - LOOKED_BACK <= one.held_on <= as_of:
            for of in {answering.body_or_post(each.actor, one.held_on) for each in one.participants} - {None}:
                if of and not dossier.ours(of):
                    found.setdefault(of, []).append(one)
    return found


def _of_contacts(dossier: Dossier, of: str, contacts: list[Engagement]) -> Iterator[Gap]:
    if len(contacts) < FEWEST_CONTACTS:
        return
    ids, name = [one.id for one in contacts], dossier.called(of)
    ours = {each.actor for one in contacts for each in one.participants if dossier.ours(each.actor)}
    if len(ours) == 1:
        yield gap(
            _("Closeness risk? All {n} contacts with {of} in a year ran through one of us.", n=len(ids), of=name),
            *ids,
            ask=_("Who else of us could see them next, and would they read this record alike?"),
        )
    if all(one.visibility in HIDDEN or one.type in PRIVATE for one in contacts):
        yield gap(
            _("Closeness risk? All {n} contacts with {of} in a year were private.", n=len(ids), of=name),
            *ids,
            ask=_("Which contact could another of us join, or be told of?"),
        )


def _one_keeper(dossier: Dossier, of: str, lines: list[Channel], as_of: date) -> Iterator[Gap]:
    began = [one.since for one in lines if one.since and one.since <= as_of - LOOKED_BACK]
    if began and len({one.keeper for one in lines}) == 1:
        yield gap(
            _(
                "Closeness risk? The line to {of} has had one keeper since {day}.",
                of=dossier.called(of),
                day=min(began),
            ),
            *(one.id for one in lines),
            ask=_("Who takes over the line, and when do both meet them together?"),
        )
