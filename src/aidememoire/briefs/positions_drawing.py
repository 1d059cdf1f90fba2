"""How are power and positions on an issue drawn? From the standing assessments to a grid and a ladder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from statistics import fmean

import numpy as np

from aidememoire.methods._shared.stances import stances
from aidememoire.methods.mapping._quadrants import quadrants
from aidememoire.pictures.grid import Point, grid
from aidememoire.pictures.ladder import Assessed, Rung, ladder
from aidememoire.pictures.picture import Picture
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.messages import _

DRAWS, SEED = 500, 1


def assessors(dossier: Dossier, issue: str, *, as_of: date) -> tuple[str, ...]:
    """Return those whose assessments stand on an issue, in alphabetical order."""
    there = (one.assessed_by for one in dossier.as_of(as_of).of(Stance) if one.issue == issue)
    return tuple(sorted({by for by in there if by}))


def power_grid(dossier: Dossier, issue: str, *, as_of: date, language: str, by: str | None = None) -> Picture:
    """Draw who has power over an issue and cares about it, by all assessors or by one, and where each stood before."""
    now = _by(dossier, by).as_of(as_of)
    placed = quadrants(now, stances(now, issue), DRAWS, np.random.default_rng(SEED))
    before = _before(now, issue)
    points = [
        Point(
            label=now.called(one.actor),
            power=one.power,
            interest=one.interest,
            quadrant=one.quadrant,
            share=one.share,
            ours=now.ours(one.actor),
            before=before.get(one.actor) if before.get(one.actor) != (one.power, one.interest) else None,
        )
        for one in placed
        if not np.isnan(one.power) and not np.isnan(one.interest)
    ]
    return grid(points, language=language, title=_("Power and interest: {issue}", issue=now.called(issue)))


def position_ladder(dossier: Dossier, issue: str, *, as_of: date, language: str, by: str | None = None) -> Picture:
    """Draw where each actor stands on an issue, by each who assessed it, between what 0 and 100 mean."""
    now = _by(dossier, by).as_of(as_of)
    told: dict[str, list[Stance]] = {}
    for one in now.of(Stance):
        if one.issue == issue:
            told.setdefault(one.actor, []).append(one)
    about = now.get(issue)
    ends = about if isinstance(about, Issue) else None
    rungs = [
        Rung(
            label=now.called(actor),
            assessed=tuple(_assessed(one) for one in own),
            ours=now.ours(actor),
            roles=tuple(dict.fromkeys(role for one in own for role in one.role)),
        )
        for actor, own in told.items()
    ]
    return ladder(
        rungs,
        language=language,
        title=_("Positions: {issue}", issue=now.called(issue)),
        at_0=ends.at_0 if ends else None,
        at_100=ends.at_100 if ends else None,
        status_quo=ends.status_quo if ends else None,
    )


def _by(dossier: Dossier, by: str | None) -> Dossier:
    if by is None:
        return dossier
    return dossier.having(one for one in dossier if not isinstance(one, Stance) or one.assessed_by == by)


def _assessed(one: Stance) -> Assessed:
    at = one.position
    if at is None:
        return Assessed(one.assessed_by or _("assessor not recorded"), None)
    low, high = (said if said is not None else end for said, end in ((one.low, at.low), (one.high, at.high)))
    return Assessed(one.assessed_by or _("assessor not recorded"), at.middle, min(low, at.middle), max(high, at.middle))


def _before(now: Dossier, issue: str) -> dict[str, tuple[float, float]]:
    """Return power and interest of each actor in what was assessed before what stands, where both were judged."""
    latest: dict[tuple[str, str | None], Stance] = {}
    for one in _overtaken(now, issue):
        key = one.actor, one.assessed_by
        if key not in latest or (latest[key].assessed_on or date.min) < (one.assessed_on or date.min):
            latest[key] = one
    actors = {actor for actor, _by_whom in latest}
    found = {}
    for actor in actors:
        own = [one for (of, _by_whom), one in latest.items() if of == actor]
        power = _mean(one.influence.middle for one in own if one.influence)
        interest = _mean(one.salience.middle for one in own if one.salience)
        if power is not None and interest is not None:
            found[actor] = (power, interest)
    return found


def _overtaken(now: Dossier, issue: str) -> Iterator[Stance]:
    for one in now.past.of(Stance):
        if one.issue == issue and one.id not in now:
            yield one


def _mean(values: Iterable[float]) -> float | None:
    known = list(values)
    return fmean(known) if known else None
