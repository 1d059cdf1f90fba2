"""In which words does a map give its reasons, and what does it say is missing?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidememoire.methods._shared.ties import UNKNOWN
from aidememoire.methods.mapping import _sponsors
from aidememoire.methods.mapping._blocking import Hold, truth, without_means
from aidememoire.methods.mapping._quadrants import ORDER
from aidememoire.methods.mapping._reading import Reading
from aidememoire.vocabulary.codes import Means, Quadrant, StanceRole
from aidememoire.vocabulary.findings import Gap, Reason, because, gap
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.messages import Message, _, plural
from aidememoire.vocabulary.scales import percent

NAMED = 5
"""How many names a sentence lists before it only counts."""


def reasons(reading: Reading) -> Iterator[Reason]:
    """Give the reasons of a map: who signs and who decides, who can stop it, who backs, who brokers, who weighs."""
    yield from _signing(reading)
    for hold in reading.holds:
        yield from _stopping(reading, hold)
    yield from _sponsors.reasons(reading.dossier, reading.backing)
    yield from _brokers(reading)
    yield from _unsourced_brokers(reading)
    yield from _quadrants(reading)
    yield from _spread(reading)


def _names(reading: Reading, ids: Sequence[str], most: int = NAMED) -> tuple[object, ...]:
    shown: list[object] = [reading.dossier.called(id) for id in ids[:most]]
    return tuple([*shown, "…"] if len(ids) > most else shown)


def _stance_ids(reading: Reading, *actors: str) -> tuple[str, ...]:
    return tuple(reading.told.ids[number] for actor in actors for number in reading.told.of(actor))


def _signing(reading: Reading) -> Iterator[Reason]:
    signing = [one for one in reading.having(StanceRole.FORMAL_ISSUER) if one not in reading.deciders]
    for issuer in signing:
        values = {"issuer": reading.dossier.called(issuer), "deciders": _names(reading, reading.deciders)}
        says = (
            _("{issuer} signs or issues it and does not decide; {deciders} decide.", **values)
            if len(reading.deciders) > 1
            else _("{issuer} signs or issues it and does not decide; {deciders} decides.", **values)
            if reading.deciders
            else _("{issuer} signs or issues it; who decides is not recorded.", **values)
        )
        yield because(says, *_stance_ids(reading, issuer, *reading.deciders))


def _stopping(reading: Reading, hold: Hold) -> Iterator[Reason]:
    who = reading.dossier.called(hold.actor)
    share = percent(hold.share)
    if hold.by is Means.NO_OTHER_ROUTE:
        yield because(
            _(
                "Every way of ours to {to} that works leads through {actor} (share of draws {share}; {shaken} where "
                "one tie in ten is missing and as many unknown ones are there).",
                to=reading.dossier.called(hold.to),
                actor=who,
                share=share,
                shaken=None if hold.shaken is None else percent(hold.shaken),
            ),
            *hold.records,
        )
        return
    yield because(
        _("{actor} can stop it by: {means} (share of draws {share}).", actor=who, means=hold.by, share=share),
        *hold.records,
    )
    for id in hold.records:
        record = reading.dossier[id]
        if truth(record) < 1:
            yield because(
                _(
                    "That {actor} holds it is disputed. {claims}",
                    actor=who,
                    claims=_sponsors.both_sides(reading.dossier, record),
                ),
                id,
                *_sponsors.cited(reading.dossier, record),
            )


def _brokers(reading: Reading) -> Iterator[Reason]:
    for place, actor in enumerate(reading.brokers.ids, start=1):
        yield because(
            _(
                "{place}. broker: {actor} stands on {share} of our best ways, and leads to {targets}{exposure}.",
                place=place,
                actor=reading.dossier.called(actor),
                share=percent(reading.brokers.share(actor)),
                targets=_names(reading, reading.brokers.reaches(actor, reading.targets)),
                exposure=_exposure(reading, actor),
            ),
            actor,
            *_carried_by(reading, actor),
        )
    if lasting := reading.brokers.survival:
        values = {"n": len(reading.brokers.ids), "maps": lasting.maps, "first": percent(lasting.first)}
        if lasting.pairs is None:
            says = _("The first broker stays first in {first} of {maps} maps with one tie in ten missing.", **values)
        else:
            says = _(
                "This order of brokers keeps {pairs} of its pairs, and its first place in {first} of {maps} maps where "
                "one tie in ten is missing and as many unknown ones are there.",
                pairs=percent(lasting.pairs),
                **values,
            )
        yield because(says, *reading.brokers.ids[:NAMED])


def _exposure(reading: Reading, actor: str) -> Message:
    """Return what it would cost a broker if it became known, where that is recorded; an open word where it is not."""
    levels = _exposures(reading, actor)
    if not levels or UNKNOWN in levels:
        return _("; what it would cost them if known is not recorded for every tie")
    return _("; harm to them if known: {n} of 3", n=max(levels))


def _exposures(reading: Reading, actor: str) -> list[int]:
    """Return the exposure of each tie to and from an actor."""
    number = reading.ties.place[actor]
    ends = (reading.ties.actor == number) | (reading.ties.over == number)
    levels: list[int] = reading.ties.exposure[ends].tolist()
    return levels


def _carried_by(reading: Reading, actor: str) -> tuple[str, ...]:
    return tuple(tie.id for tie in reading.ties_of.get(actor, ()))[: 2 * NAMED]


def _unsourced_brokers(reading: Reading) -> Iterator[Reason]:
    for actor in reading.only_unsourced:
        assert reading.unsourced is not None
        yield because(
            _(
                "{actor} would be a broker to {targets}, but rests on ties without a source: not ranked.",
                actor=reading.dossier.called(actor),
                targets=_names(reading, reading.unsourced.reaches(actor, reading.targets)),
            ),
            actor,
            *_carried_by(reading, actor),
        )


POWERS = {
    Quadrant.CLOSE: _("much power, much interest"),
    Quadrant.CONTENT: _("much power, little interest"),
    Quadrant.INFORMED: _("little power, much interest"),
    Quadrant.WATCH: _("little power, little interest"),
}


def _quadrants(reading: Reading) -> Iterator[Reason]:
    for quadrant in ORDER:
        inside = [one for one in reading.quadrants if one.quadrant is quadrant]
        if inside:
            inside.sort(key=lambda one: (-one.power, one.actor))
            yield because(
                _(
                    "{quadrant} ({meaning}): {actors}.",
                    quadrant=quadrant,
                    meaning=POWERS[quadrant],
                    actors=tuple(
                        _(
                            "{actor} (share of draws {share})",
                            actor=reading.dossier.called(one.actor),
                            share=percent(one.share),
                        )
                        for one in inside
                    ),
                ),
                *_stance_ids(reading, *(one.actor for one in inside)),
            )


def _spread(reading: Reading) -> Iterator[Reason]:
    low, high = reading.told.spread()
    for number, actor in enumerate(reading.told.actors):
        if len(reading.told.of(actor)) > 1 and high[number] >= low[number]:
            yield because(
                _(
                    "Those who assessed {actor} allow positions from {low} to {high}.",
                    actor=reading.dossier.called(actor),
                    low=round(float(low[number]), 1),
                    high=round(float(high[number]), 1),
                ),
                *_stance_ids(reading, actor),
            )


# What is missing


def gaps(reading: Reading) -> Iterator[Gap]:
    """Name what the map lacks, the most important first, each with the question to ask next."""
    yield from _nobody_known(reading)
    yield from _means_unknown(reading)
    yield from _vetoes_unknown(reading)
    yield from _no_way(reading)
    if reading.only_unsourced:
        yield gap(
            plural(
                "{n} broker rests on no source and is not ranked: {names}.",
                "{n} brokers rest on no source and are not ranked: {names}.",
                len(reading.only_unsourced),
                names=_names(reading, reading.only_unsourced),
            ),
            *reading.only_unsourced,
            ask=_("Who could confirm that they are heard by both sides, and from where do they know?"),
        )
    yield from reading.told.gaps
    yield from reading.ties.gaps


def _nobody_known(reading: Reading) -> Iterator[Gap]:
    issue = reading.dossier.called(reading.issue)
    there = (reading.issue,) if reading.issue in reading.dossier else ()
    if not len(reading.told):
        yield gap(
            _("Where anybody stands on {issue} is not recorded.", issue=issue),
            *there,
            ask=_("Who decides, who only signs, who could stop it, and who keeps the gate?"),
        )
    elif not reading.deciders:
        yield gap(
            _("Who decides on {issue} is not recorded.", issue=issue),
            *there,
            ask=_("Who could say yes, and be obeyed?"),
        )


def _means_unknown(reading: Reading) -> Iterator[Gap]:
    for actor in without_means(reading.dossier, reading.told, list(reading.holds)):
        yield gap(
            _(
                "{actor} is said to block or to keep the gate; by what means is not recorded.",
                actor=reading.dossier.called(actor),
            ),
            *_stance_ids(reading, actor),
            ask=_("Do they decide, have a veto, give legal consent, or hold the ground?"),
        )


def _vetoes_unknown(reading: Reading) -> Iterator[Gap]:
    unsaid = [id for id in reading.told.ids if reading.dossier.the(Stance, id).veto is None]
    actors = list(dict.fromkeys(reading.dossier.the(Stance, id).actor for id in unsaid))
    actors = [one for one in actors if not reading.dossier.ours(one)]
    if actors:
        yield gap(
            plural(
                "Whether {n} actor has a veto is not recorded: {names}.",
                "Whether {n} actors have a veto is not recorded: {names}.",
                len(actors),
                names=_names(reading, actors),
            ),
            *unsaid,
            ask=_("Could one of them stop it alone?"),
        )


def _no_way(reading: Reading) -> Iterator[Gap]:
    for actor in reading.unreached:
        yield gap(
            _("No way of ours to {actor} over three go-betweens is recorded.", actor=reading.dossier.called(actor)),
            actor,
            ask=_("Who of us, or of those whom we know, speaks with them?"),
        )


def headline(reading: Reading) -> Message:
    """Return who decides, who only signs and who can stop it, in one line."""
    able = sorted({one.actor for one in reading.holds if one.by is not Means.NO_OTHER_ROUTE})
    signing = [one for one in reading.having(StanceRole.FORMAL_ISSUER) if one not in reading.deciders]
    if not reading.deciders and not able and not signing:
        return _(
            "Nothing is recorded of who decides and who could stop it: {issue}.",
            issue=reading.dossier.called(reading.issue),
        )
    values = {
        "deciders": _names(reading, reading.deciders) or _("not recorded"),
        "able": _names(reading, able) or _("nobody on record"),
        "signing": _names(reading, signing),
    }
    if signing:
        return _("Decides: {deciders}. Only signs: {signing}. Can stop it: {able}.", **values)
    return _("Decides: {deciders}. Can stop it: {able}.", **values)
