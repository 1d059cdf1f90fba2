"""What changes if an actor were not there? The dossier without him, and the two readings beside each other."""

from __future__ import annotations

from collections.abc import Iterator

from aidememoire.methods.mapping._reading import Reading
from aidememoire.vocabulary.codes import Means
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Reason, because
from aidememoire.vocabulary.kinds.access import Authority
from aidememoire.vocabulary.kinds.actors import Actor, Tie
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.messages import Message, _
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.scales import percent

CLEARLY = 0.1
"""A means that comes or goes counts as a change only from this share on; below it chance may have decided."""


def removed(dossier: Dossier, actor: str) -> Dossier:
    """Return a dossier without an actor and all that he holds, says or grants; bodies of his stand on their own."""
    return dossier.having([_alone(dossier, one, actor) for one in dossier if not _his(one, actor)], past=dossier.past)


def _his(record: Record, actor: str) -> bool:
    if isinstance(record, Actor):
        return record.id == actor
    if isinstance(record, Tie):
        return actor in (record.actor, record.over)
    if isinstance(record, Stance):
        return record.actor == actor
    return isinstance(record, Authority) and record.issued_by == actor


def _alone(dossier: Dossier, record: Record, actor: str) -> Record:
    if isinstance(record, Actor) and record.part_of == actor:
        return record.model_copy(update={"part_of": None, "ours": dossier.ours(record.id)})
    return record


def changes(before: Reading, after: Reading, actor: str) -> Iterator[Reason]:
    """Tell what taking an actor out changes: who can stop it and how, who decides, who is backed, who brokers."""
    name = before.dossier.called(actor)
    records = _records(before, actor)
    yield because(
        _(
            "With {actor} these could stop it: {before}. Without: {after}.",
            actor=name,
            before=_who(before),
            after=_who(after),
        ),
        *records,
    )
    if lost := [one for one in before.deciders if one == actor]:
        left = _names(after, after.deciders)
        yield because(_("{actor} decides; without, these do: {left}.", actor=name, left=left), *lost, *records)
    bereft = [one for one in sorted(after.backing.keys() | before.backing.keys()) if _backed(before, one, actor)]
    if bereft := [one for one in bereft if one != actor]:
        yield because(
            _("{actor} stood behind {others}.", actor=name, others=_names(before, tuple(bereft))), *bereft, *records
        )
    if actor in before.brokers.ids:
        left = _names(after, after.brokers.ids[:5])
        yield because(_("{actor} is a broker; without, these are: {left}.", actor=name, left=left), *records)
    if cut := _cut_off(before, after):
        yield because(
            _("Without {actor} no tie of ours leads to {cut} any more.", actor=name, cut=_names(after, cut)),
            *cut,
            *records,
        )


def in_short(before: Reading, after: Reading, actor: str) -> Message:
    """Return in one sentence what taking an actor out changes: in who can stop the issue, else in whom we reach."""
    name = before.dossier.called(actor)
    gone = sorted(_able(before) - _able(after, 0))
    come = sorted(_able(after) - _able(before, 0))
    if come:
        return _("Taking {actor} out changes who can stop it; now also {come}.", actor=name, come=_names(after, come))
    if gone and not _able(after):
        return _("Taking {actor} out, nobody on record can stop it any more.", actor=name)
    if gone:
        return _("Taking {actor} out changes who can stop it; no longer {gone}.", actor=name, gone=_names(before, gone))
    if cut := _cut_off(before, after):
        return _(
            "Taking {actor} out does not change who can stop it, but no tie of ours leads to {cut} any more.",
            actor=name,
            cut=_names(after, cut),
        )
    return _("Taking {actor} out does not change who can stop it.", actor=name)


def _able(reading: Reading, least: float = CLEARLY) -> set[str]:
    """Return who can stop the issue; that there is no way round somebody is told apart."""
    return {one.actor for one in reading.holds if one.share >= least and one.by is not Means.NO_OTHER_ROUTE}


def _cut_off(before: Reading, after: Reading) -> list[str]:
    return sorted(set(after.unreached) - set(before.unreached))


def _who(reading: Reading) -> object:
    told = tuple(
        _(
            "{actor} by {means} ({share})",
            actor=reading.dossier.called(one.actor),
            means=one.by,
            share=percent(one.share),
        )
        for one in reading.holds
        if one.share >= CLEARLY and one.by is not Means.NO_OTHER_ROUTE
    )
    return told or _("nobody on record")


def _names(reading: Reading, ids: tuple[str, ...] | list[str]) -> object:
    return tuple(reading.dossier.called(id) for id in ids) or _("nobody on record")


def _backed(reading: Reading, backed: str, by: str) -> bool:
    return any(tie.actor == by for tie in reading.backing.get(backed, ()))


def _records(reading: Reading, actor: str) -> tuple[str, ...]:
    held = {id for one in reading.holds if one.actor == actor for id in one.records}
    ties = {tie.id for tie in reading.dossier.of(Tie) if actor in (tie.actor, tie.over)}
    return (actor, *sorted((held | ties) - {actor}))
