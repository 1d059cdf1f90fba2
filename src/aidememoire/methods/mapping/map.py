"""Who decides, who blocks, who stands behind them, and who stands between them and us?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from aidememoire.methods._catalogue import method
from aidememoire.methods._shared.runner import Runner
from aidememoire.methods.mapping import _sponsors, _telling, _without
from aidememoire.methods.mapping._blocking import Stop
from aidememoire.methods.mapping._reading import Chance, Reading, read
from aidememoire.vocabulary.codes import Codes, StanceRole, TieRole
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.findings import Finding, Reason, Row, finding
from aidememoire.vocabulary.kinds.actors import Actor, Tie
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.record import Record

FIRST = (StanceRole.DECIDE, StanceRole.FORMAL_ISSUER, StanceRole.BLOCK, StanceRole.GATEKEEP, StanceRole.SWING)
"""Rows stand in this order of roles; then who can stop it otherwise, sponsors, brokers, and the rest."""


@method(
    question=_("Who decides, who blocks, who stands behind them, and who stands between them and us?"),
    needs=("actor", "stance", "tie"),
    source="Betweenness of subsets (Brandes 2008) and vulnerability (Latora and Marchiori 2005) over uncertain ties",
    caution=_(
        "An absent tie is unknown, not none: a map shows whom we asked. A veto player whom nobody recorded defeats all "
        "of it. Whoever reads it can harm those on it."
    ),
    columns={
        "actor": _("Actor"),
        "roles": _("Roles"),
        "position": _("Position"),
        "salience": _("Salience"),
        "influence": _("Influence"),
        "blocking": _("Can stop it by"),
        "sponsors": _("Behind them"),
        "evidence": _("Sources"),
    },
    takes={
        "issue": _("Id of the issue."),
        "without": _("Id of an actor: what changes if they were not there?"),
        "unsourced": _("Count ties without a source too."),
        "draws": _("How often the uncertain ties are drawn."),
        "seed": _("Number from which chance starts; the same gives the same."),
    },
    shows_who_moves_whom=True,
)
def map(
    dossier: Dossier,
    *,
    as_of: date,
    issue: str,
    without: str | None = None,
    unsourced: bool = False,
    draws: int = 500,
    seed: int = 1,
) -> Finding:
    """List who bears on an issue: by their stances on it, by what they could stop it with, by ties.

    Row fields: actor, roles (of the stances, and sponsor and broker from ties), position (0 to 100, the mean of those
    who assessed it), salience, influence (0 to 1), blocking (means and the share of draws, 0 to 1, in which it is
    there), sponsors (who stands directly behind them or their body), evidence (ids of sources). A broker who rests on
    ties without a source is named last, with the reason, and is not ranked.

    Notes
    -----
    Measured by ``benchmarks/map.py``: 300 actors and 3,000 ties with 500 draws take some 0.6 s, with 20 draws 0.1 s. It
    grows with the ties that can stand on a way of four hops, times those whom the issue turns on: ten thousand ties
    among 1,000 actors take 3.5 s.
    """
    _checked(dossier, issue, without, draws, seed)
    chance = Chance(draws, seed, unsourced, Runner())
    now = read(dossier, issue, chance)
    headline, inputs = _telling.headline(now), _inputs(now)
    reasons: list[Reason] = []
    if without is not None and without in dossier:
        before, now = now, read(_without.removed(dossier, without), issue, chance)
        headline = _(
            "{change} {headline}", change=_without.in_short(before, now, without), headline=_telling.headline(now)
        )
        reasons = list(_without.changes(before, now, without))
    return finding(
        headline=headline,
        rows=[_row(now, actor) for actor in _on_the_map(now)],
        because=[*reasons, *_telling.reasons(now)],
        gaps=list(_telling.gaps(now)),
        inputs=inputs,
    )


def _checked(dossier: Dossier, issue: str, without: str | None, draws: int, seed: int) -> None:
    dossier.expect(Issue, issue)
    if without is not None:
        dossier.expect(Actor, without)
    if draws < 1:
        raise InputError(_("{draws} draws are too few; give 1 or more, such as 500.", draws=draws))
    if seed < 0:
        raise InputError(_("The seed {seed} is below 0; give a whole number from 0 up.", seed=seed))


def _inputs(reading: Reading) -> list[str]:
    ids = [reading.issue, *_on_the_map(reading), *reading.told.ids]
    return [id for id in ids if id in reading.dossier]


def _on_the_map(reading: Reading) -> list[str]:
    """Return who bears on the issue, in the order of the rows."""
    ids = {*reading.told.actors, *(one.actor for one in reading.holds), *reading.sponsors}
    ids |= {*reading.brokers.ids, *reading.only_unsourced}
    influence = dict(zip(reading.told.actors, reading.told.mean(reading.told.influence).tolist(), strict=True))
    return sorted(
        (id for id in ids if isinstance(reading.dossier.get(id), Actor)),
        key=lambda one: (_place(reading, one), -np.nan_to_num(influence.get(one, 0.0)), one),
    )


def _place(reading: Reading, actor: str) -> tuple[int, int]:
    """Return where an actor stands among the rows: by the first of its roles, brokers by their rank."""
    said = reading.told.roles_of(actor)
    for place, role in enumerate(FIRST):
        if role in said:
            return place, 0
    if any(one.actor == actor for one in reading.holds):
        return len(FIRST), 0
    if actor in reading.sponsors:
        return len(FIRST) + 1, 0
    if actor in reading.brokers.ids:
        return len(FIRST) + 2, reading.brokers.ids.index(actor)
    return len(FIRST) + (4 if actor in reading.only_unsourced and not said else 3), 0


def _row(reading: Reading, actor: str) -> Row:
    return Row(
        actor=reading.dossier.called(actor),
        roles=_roles(reading, actor),
        position=_mean(reading, actor, "position", 1),
        salience=_mean(reading, actor, "salience", 3),
        influence=_mean(reading, actor, "influence", 3),
        blocking=tuple(Stop(by=one.by, share=round(one.share, 3)) for one in reading.holds if one.actor == actor),
        sponsors=tuple(reading.dossier.called(id) for id in _sponsors.sponsors(reading.backing, actor)),
        evidence=_sponsors.cited(reading.dossier, *_records_of(reading, actor)),
    )


def _roles(reading: Reading, actor: str) -> tuple[Codes, ...]:
    said = reading.told.roles_of(actor)
    roles: list[Codes] = [role for role in StanceRole if role in said]
    if actor in reading.sponsors:
        roles.append(TieRole.SPONSOR)
    if actor in reading.brokers.ids or actor in reading.only_unsourced:
        roles.append(TieRole.BROKER)
    return tuple(roles)


def _mean(reading: Reading, actor: str, field: str, digits: int) -> float | None:
    values = getattr(reading.told, field)[list(reading.told.of(actor))]
    known = values[~np.isnan(values)]
    return round(float(known.mean()), digits) if len(known) else None


def _records_of(reading: Reading, actor: str) -> list[Record]:
    """Return the records on which an actor's row rests."""
    ids = [reading.told.ids[number] for number in reading.told.of(actor)]
    ids += [id for one in reading.holds if one.actor == actor for id in one.records if id not in (actor, one.to)]
    backed = [tie for over, ties in reading.backing.items() for tie in ties if actor in (over, tie.actor)]
    carried: Sequence[Tie] = ()
    if actor in reading.brokers.ids or actor in reading.only_unsourced:
        carried = reading.ties_of.get(actor, ())
    return [*(reading.dossier[id] for id in ids), *backed, *carried]
