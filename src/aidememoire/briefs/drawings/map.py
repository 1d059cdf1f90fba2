"""Who bears on an issue, as pictures: where each stands, who has power and cares, who has a hold on whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import isnan

from aidememoire.briefs.drawing import surroundings
from aidememoire.briefs.scope import Scope
from aidememoire.methods._shared.stances import stances
from aidememoire.methods.mapping._quadrants import power_and_interest
from aidememoire.methods.mapping._without import removed
from aidememoire.pictures.grid import Point, grid
from aidememoire.pictures.ladder import Assessed, Rung, ladder
from aidememoire.pictures.picture import Picture
from aidememoire.vocabulary.codes import StanceRole
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Finding
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.messages import _

DRAWS, SEED = 500, 1
Earlier = dict[tuple[str, str | None], Stance]
FEWEST = 2
"""One actor alone makes no picture: a sentence tells it better."""


def draw(
    dossier: Dossier,
    found: Finding,
    *,
    language: str,
    issue: str,
    without: str | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    unsourced: bool = False,
) -> Iterator[tuple[str, Picture]]:
    """Draw the network, the ladder of positions and the grid of power and interest of a map.

    Ties without a source are dashed in the network, whether or not they were counted.
    """
    assert found.as_of is not None
    day = found.as_of
    left = removed(dossier.as_of(day), without) if without else dossier
    keys = tuple(row.actor.id for row in found.rows if _holds_a_key(row.roles, row.blocking))
    covered = Scope(tuple(one for one in keys if not left.ours(one)), frozenset(), (issue,))
    pictures = {
        "network": surroundings(left, covered, as_of=day, language=language),
        "ladder": positions(left, issue, as_of=day, language=language),
        "grid": powers(left, issue, as_of=day, language=language, draws=draws, seed=seed),
    }
    yield from ((name, picture) for name, picture in pictures.items() if picture)


def _holds_a_key(roles: tuple[object, ...], blocking: tuple[object, ...]) -> bool:
    return bool(blocking) or bool({StanceRole.DECIDE, StanceRole.FORMAL_ISSUER, StanceRole.GATEKEEP} & set(roles))


def positions(dossier: Dossier, issue: str, *, as_of: date, language: str, movable: bool = False) -> Picture | None:
    """Draw where each actor stands on an issue and stood before, by each assessor; None where under two are known.

    Marks that are ``movable`` say of which stance they are.
    """
    now = dossier.as_of(as_of)
    told, about, earlier = stances(now, issue), now.the(Issue, issue), _earlier(now, issue)
    rungs = [_rung(now, actor, [told.ids[one] for one in told.of(actor)], earlier, movable) for actor in told.actors]
    if sum(rung.mean is not None for rung in rungs) < FEWEST:
        return None
    return ladder(
        rungs,
        language=language,
        title=_("Where each stands: {issue}", issue=now.called(issue)),
        at_0=about.at_0,
        at_100=about.at_100,
        status_quo=about.status_quo,
    )


def _rung(now: Dossier, actor: str, ids: list[str], earlier: Earlier, movable: bool) -> Rung:
    there = [now.the(Stance, id) for id in ids]
    roles = {role for one in there for role in one.role}
    return Rung(
        label=now.called(actor),
        assessed=tuple(_assessed(one, earlier.get((one.actor, one.assessed_by)), movable) for one in there),
        ours=now.ours(actor),
        roles=tuple(role for role in StanceRole if role in roles),
    )


def _assessed(one: Stance, earlier: Stance | None, movable: bool) -> Assessed:
    by = one.assessed_by or _("assessor not recorded")
    if one.position is None:
        return Assessed(by, None)
    top = one.position.middle
    low = one.position.low if one.low is None else one.low
    high = one.position.high if one.high is None else one.high
    before = earlier.position.middle if earlier and earlier.position else None
    return Assessed(
        by, top, min(low, top), max(high, top), before if before != top else None, one.id if movable else ""
    )


def powers(
    dossier: Dossier,
    issue: str,
    *,
    as_of: date,
    language: str,
    draws: int = DRAWS,
    seed: int = SEED,
    movable: bool = False,
) -> Picture | None:
    """Draw who has power over an issue and cares, and where they stood before; None where under two are judged.

    Marks that are ``movable`` say of which stance they are, where it is one assessor's alone.
    """
    now = dossier.as_of(as_of)
    told = stances(now, issue)
    placed = power_and_interest(now, told, draws, seed)
    if len(placed) < FEWEST:
        return None
    before = _before(now, issue)
    points = [
        Point(
            label=now.called(one.actor),
            power=one.power,
            interest=one.interest,
            quadrant=one.quadrant,
            share=one.share,
            ours=now.ours(one.actor),
            before=earlier if (earlier := before.get(one.actor)) != (one.power, one.interest) else None,
            of=told.ids[told.of(one.actor)[0]] if movable and len(told.of(one.actor)) == 1 else "",
        )
        for one in placed
    ]
    return grid(points, language=language, title=_("Power and interest: {issue}", issue=now.called(issue)))


def _before(now: Dossier, issue: str) -> dict[str, tuple[float, float]]:
    """Return power and interest of each actor in the assessments before those that stand, where both were judged."""
    told = stances(now.having(_earlier(now, issue).values()), issue)
    means = zip(told.actors, told.mean(told.influence).tolist(), told.mean(told.salience).tolist(), strict=True)
    return {actor: (power, interest) for actor, power, interest in means if not isnan(power + interest)}


def _earlier(now: Dossier, issue: str) -> Earlier:
    """Return the assessment before the one that stands, of each actor by each assessor."""
    latest: Earlier = {}
    for one in now.past.of(Stance):
        if one.issue == issue and one.id not in now:
            known = latest.setdefault((one.actor, one.assessed_by), one)
            if (known.assessed_on or date.min) < (one.assessed_on or date.min):
                latest[one.actor, one.assessed_by] = one
    return latest


# By one of those who assessed it, alone.


def assessors(dossier: Dossier, issue: str, *, as_of: date) -> tuple[str, ...]:
    """Return those whose assessments stand on an issue, in alphabetical order."""
    there = (one.assessed_by for one in dossier.as_of(as_of).of(Stance) if one.issue == issue)
    return tuple(sorted({by for by in there if by}))


def assessed_by(dossier: Dossier, by: str) -> Dossier:
    """Return a dossier with the assessments of one assessor only."""
    return dossier.having(one for one in dossier if not isinstance(one, Stance) or one.assessed_by == by)
