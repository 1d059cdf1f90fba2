"""How do two copies of one dossier, on two laptops, become one again?

The ledger itself travels: entries as they are sealed, with their wrapped keys. Joining is the union; nothing is lost,
and what both changed stands as a clash. Sent twice, or in another order, it comes to the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aidememoire.ledger.audit import Event
from aidememoire.ledger.bundles._contents import SYNC, Manifest, Quarantined, said_of, written_ledger
from aidememoire.ledger.chain import ChainName, Head, verify
from aidememoire.ledger.clock import Moment
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import PURGE, UNSEALED, Entry, packed
from aidememoire.ledger.envelope import closed
from aidememoire.ledger.gate import ceiling
from aidememoire.ledger.grants import Rights
from aidememoire.ledger.keeper import Keeper
from aidememoire.ledger.people import Person
from aidememoire.ledger.seal import Keyring, WrappedKey
from aidememoire.ledger.track import Standing
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.messages import Message, _


@dataclass(frozen=True, slots=True)
class Joined:
    """What came with a bundle from a colleague: how many entries were new, how many records destroyed, and how many
    entries were left aside because their chain has not come whole.
    """

    dossier: str
    new: int
    purged: int
    left_aside: int


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
    """Take the ledger of a colleague into a keeper, durably and at once.

    What counts is judged chain by chain. A chain that does not hold, from which entries are missing, or for which a key
    has not come yet, is left aside until it comes whole. Only whoever may not have every record of a dossier takes
    parts of chains, on the word of the sender, and then without the purges of others.
    """
    manifest = quarantined.manifest
    if manifest.kind != SYNC:
        raise InputError(_("This bundle brings records of a partner. Use: bundle open."))
    here = [entry for _number, entry in keeper.entries(manifest.dossier)]
    seen = {entry.id: entry.digest for entry in here}
    came = sorted((one for one in quarantined.entries if one.id not in seen), key=lambda one: one.order)
    rights = Rights.of([*here, *came], manifest.dossier)
    _belongs(manifest, quarantined, rights, keyring)
    _same(manifest, quarantined.entries, seen)
    whole = _whole_chains(here, came, (*manifest.heads, *keeper.heads(manifest.dossier)), rights)
    fit = [one for one in came if one.chain in whole or _taken_in_part(one, manifest, rights, keyring)]
    new = _openable(here, fit, (*keeper.keys(manifest.dossier), *quarantined.keys), keyring)
    if came and not new:
        raise _refused(manifest, _("entries are missing from it, or it is not as they were written"))
    purged = tuple(one.record for one in new if one.kind == PURGE and _purges(one, [*here, *new], rights))
    event = Event(_now(keeper, keyring, manifest, new), keyring.me.id, manifest.dossier, "join", manifest.id)
    taken = {one.chain for one in new} | {one.chain for one in here}
    left = {one.chain for one in came} - {one.chain for one in new}
    heads = [head for head in manifest.heads if head.chain in whole & taken - left]
    if new:
        keeper.append(new, keys=quarantined.keys, heads=heads, audit=(event,), drop_keys=purged)
    else:
        keeper.note(event)
    return Joined(manifest.dossier, len(new), len(purged), len(came) - len(new))


def _now(keeper: Keeper, keyring: Keyring, manifest: Manifest, new: Iterable[Entry]) -> Moment:
    clock = Desk(keeper, keyring, manifest.dossier).clock
    for entry in new:
        clock.meet(entry.recorded_at)
    return clock.tick()


def _whole_chains(
    here: Sequence[Entry], came: Sequence[Entry], heads: Iterable[Head], rights: Rights
) -> frozenset[ChainName]:
    """Return the chains that hold from their start to a head that their writer signed."""
    chains: dict[ChainName, list[Entry]] = {}
    signed: dict[ChainName, list[Head]] = {}
    for entry in (*here, *came):
        chains.setdefault(entry.chain, []).append(entry)
    for head in heads:
        signed.setdefault(head.chain, []).append(head)
    return frozenset(
        chain for chain, entries in chains.items() if verify(entries, signed.get(chain, ()), rights.people).holds
    )


def _openable(here: Sequence[Entry], fit: Sequence[Entry], keys: Iterable[WrappedKey], keyring: Keyring) -> list[Entry]:
    """Return entries without the chains in which something is sealed with a key that has not come yet.

    It comes with the grants of whoever renewed the keys. Until then, what stands here is better than a record that
    nobody here can read.
    """
    wrapped, new = tuple(keys), list(fit)
    while new:
        known = [*here, *new]
        purged = {one.record for one in known if one.kind == PURGE}
        standing = Standing.of(keyring, new[0].dossier, known, wrapped)
        closed = {
            one.chain
            for one in new
            if one.kind not in UNSEALED
            and one.record not in purged
            and standing.may_have(one.handling)
            and standing.reader.may("read")
            and standing.sealer.open(one) is None
        }
        if not closed:
            break
        new = [one for one in new if one.chain not in closed]
    return new


def _taken_in_part(entry: Entry, manifest: Manifest, rights: Rights, keyring: Keyring) -> bool:
    part = rights.reader(keyring.me.id)
    if part is None or (part.clearance == Label.RED and part.agency is None):
        return False
    theirs = entry.sound and entry.recorded_by != keyring.me.id
    return theirs and (entry.kind != PURGE or entry.recorded_by == manifest.sender.id)


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


def _purges(purge: Entry, entries: Iterable[Entry], rights: Rights) -> bool:
    """Say whether whoever purged a record might see every version that was there before."""
    before = [one for one in entries if one.record == purge.record and one.order < purge.order]
    return bool(before) and all(
        rights.covers(purge.recorded_by, one.handling, purge.recorded_at, "purge") for one in (purge, *before)
    )


def _refused(manifest: Manifest, why: Message) -> InputError:
    return InputError(
        _(
            "Nothing of the bundle from {sender} is taken in: {why}. Ask for a whole one.",
            sender=manifest.sender.name,
            why=why,
        )
    )
