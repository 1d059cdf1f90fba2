"""How do two copies of one dossier, on two laptops, become one again?

The ledger itself travels: entries as they are sealed, with their wrapped keys. Joining is the union; nothing is lost,
and what both changed stands as a clash. Sent twice, or in another order, it comes to the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aidememoire.ledger.audit import Event
from aidememoire.ledger.bundles._contents import SYNC, Manifest, Quarantined, said_of, written_ledger
from aidememoire.ledger.chain import Head, verify
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import PURGE, Entry, packed
from aidememoire.ledger.envelope import closed
from aidememoire.ledger.gate import ceiling
from aidememoire.ledger.grants import Rights
from aidememoire.ledger.keeper import Keeper
from aidememoire.ledger.people import Person
from aidememoire.ledger.seal import Keyring
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.messages import Message, _


@dataclass(frozen=True, slots=True)
class Joined:
    """What came with a bundle from a colleague: how many entries were new here, and which keys were destroyed."""

    dossier: str
    new: int
    purged: int


def make_for_colleagues(desk: Desk, recipients: Sequence[Person], *, after: Iterable[Head] = ()) -> bytes:
    """Return the ledger of a dossier as a bundle for colleagues who have a part in it.

    Each of them gets what the strictest of their parts allows. ``after`` are heads that they are known to have, as in a
    bundle or receipt from them: what comes before these is left out.
    """
    desk.reader.must("export")
    limits = [_limit(desk, one) for one in recipients]
    have = {head.chain: head.count for head in after}
    place: dict[object, int] = {}
    entries = []
    for entry in desk.entries:
        place[entry.chain] = place.get(entry.chain, 0) + 1
        if place[entry.chain] > have.get(entry.chain, 0) and all(entry.handling.within(limit) for limit in limits):
            entries.append(entry)
    records = {entry.record for entry in entries}
    keys = [
        key for key in desk.keeper.keys(desk.place) if key.record in records and _all_hold(key.compartments, limits)
    ]
    heads = [
        head for head in desk.keeper.heads(desk.place) if _all_hold(((name, 0) for name in head.compartments), limits)
    ]
    manifest = Manifest(
        id="",
        kind=SYNC,
        dossier=desk.place,
        title=str(desk.dossier.header.title or desk.dossier.header.slug),
        made_at=desk.clock.tick(),
        sender=desk.writer,
        recipients=tuple(recipients),
        purpose="",
        ceiling=Handling(level=min((limit.level for limit in limits), key=lambda level: level.rank, default=Label.RED)),
        keep_until=None,
        heads=tuple(heads),
    )
    load = written_ledger([packed(entry) for entry in entries], keys)
    letter, written = closed(SYNC, said_of(manifest), load, desk.keyring, recipients)
    desk.note("bundle", record=letter, label=manifest.ceiling.level)
    return written


def _limit(desk: Desk, one: Person) -> Handling:
    part = desk.rights.reader(one.id)
    if part is None:
        raise InputError(
            _("{name} has no part in this dossier. Grant one, or make a bundle for a partner.", name=one.name)
        )
    return ceiling(part)


def _all_hold(compartments: Iterable[tuple[str, int]], limits: Iterable[Handling]) -> bool:
    named = {name for name, _version in compartments if name}
    return all(named <= set(limit.compartments) for limit in limits)


# Joining


def join(quarantined: Quarantined, keeper: Keeper, keyring: Keyring) -> Joined:
    """Take the ledger of a colleague into a keeper: all of it or nothing.

    It is refused where a chain does not hold or entries are missing from it. Only whoever may not have every record
    gets parts of chains: these are taken on the word of the sender, without the purges of others.
    """
    manifest = quarantined.manifest
    if manifest.kind != SYNC:
        raise InputError(_("This bundle brings records of a partner. Use: bundle open."))
    here = [entry for _number, entry in keeper.entries(manifest.dossier)]
    seen = {entry.id: entry.digest for entry in here}
    new = sorted((one for one in quarantined.entries if one.id not in seen), key=lambda one: one.order)
    rights = Rights.of([*here, *new], manifest.dossier)
    _belongs(manifest, quarantined, rights, keyring)
    _same(manifest, quarantined.entries, seen)
    checked = verify([*here, *new], manifest.heads, rights.people, keeper.heads(manifest.dossier))
    heads = manifest.heads
    if not checked.holds:
        new, heads = _in_parts(manifest, new, rights, keyring, checked.why), ()
    purged = tuple(entry.record for entry in new if entry.kind == PURGE and _purges(entry, [*here, *new], rights))
    desk = Desk(keeper, keyring, manifest.dossier)
    desk.clock.meet(max((entry.recorded_at for entry in new), default=desk.clock.last))
    event = Event(desk.clock.tick(), keyring.me.id, manifest.dossier, "join", manifest.id, manifest.ceiling.level)
    if new:
        keeper.append(new, keys=quarantined.keys, heads=heads, audit=(event,), drop_keys=purged)
    else:
        keeper.note(event)
    return Joined(manifest.dossier, len(new), len(purged))


def _belongs(manifest: Manifest, quarantined: Quarantined, rights: Rights, keyring: Keyring) -> None:
    """Refuse what is not all of one dossier, or comes from or to somebody without a part in it."""
    others = {entry.dossier for entry in quarantined.entries} | {key.dossier for key in quarantined.keys}
    if others - {manifest.dossier}:
        raise _refused(manifest, _("it holds something of another dossier"))
    if rights.reader(keyring.me.id) is None:
        raise _refused(manifest, _("you have no part in this dossier by any grant that counts"))
    if manifest.sender.id not in rights.people:
        raise _refused(manifest, _("its sender has no part in this dossier by any grant that counts"))


def _same(manifest: Manifest, entries: Iterable[Entry], seen: dict[str, bytes]) -> None:
    if any(entry.id in seen and seen[entry.id] != entry.digest for entry in entries):
        raise _refused(manifest, _("an entry that is here already stands in it otherwise"))


def _in_parts(
    manifest: Manifest, new: list[Entry], rights: Rights, keyring: Keyring, why: Message | None
) -> list[Entry]:
    """Return what may be taken of chains that came in parts, or refuse where no part should be missing."""
    part = rights.reader(keyring.me.id)
    if part is None or (part.clearance == Label.RED and part.agency is None):
        raise _refused(manifest, why or _("its chains do not hold"))
    if any(not entry.sound or entry.recorded_by == keyring.me.id for entry in new):
        raise _refused(manifest, why or _("its chains do not hold"))
    return [entry for entry in new if entry.kind != PURGE or entry.recorded_by == manifest.sender.id]


def _purges(purge: Entry, entries: Iterable[Entry], rights: Rights) -> bool:
    """Say whether whoever purged a record might see every version of it."""
    versions = [entry for entry in entries if entry.record == purge.record]
    return all(rights.covers(purge.recorded_by, entry.handling, purge.recorded_at, "purge") for entry in versions)


def _refused(manifest: Manifest, why: Message) -> InputError:
    return InputError(
        _(
            "Nothing of the bundle from {sender} is taken in: {why}. Ask for a whole one.",
            sender=manifest.sender.name,
            why=why,
        )
    )
