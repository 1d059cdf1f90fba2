"""What does a reader see of a ledger? Deterministic, whatever the order of entries; the gate is inside.

The second half of the gate stands here: whatever names a record that is not there is not there either, and missing,
withheld and purged are the same. Only then are slugs given, so that a hidden record never moves a visible one.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from operator import is_
from typing import Any

from aidememoire.ledger.clock import Moment
from aidememoire.ledger.entry import GRANT, HEADER, PURGE, REVOCATION, UNSEALED, Entry
from aidememoire.ledger.grants import Rights
from aidememoire.ledger.merge import WITHDRAWN
from aidememoire.ledger.naming import slugs
from aidememoire.ledger.seal import WrappedKey
from aidememoire.ledger.track import Found, Standing, Track, with_slugs
from aidememoire.ledger.view import Clash, View, clash_of, clashes_in_order, masked
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.record import Record

NAMELESS = "unnamed"
"""The slug of a dossier whose header the reader does not have."""


def fold(entries: Iterable[Entry], reader: Standing, known_at: Moment | date | None = None) -> Dossier:
    """Return the dossier that a reader may see, as known at a moment or by the end of a day (UTC)."""
    return view(entries, reader, known_at).dossier


def view(entries: Iterable[Entry], reader: Standing, known_at: Moment | date | None = None) -> View:
    """Return the dossier with its clashes, histories and the way back to the entries."""
    folding = Fold(reader)
    folding.take(entries)
    return folding.view(known_at)


class Fold:
    """Entries as they come in, folded for one reader. Taking in more costs what is new, not what was there."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self._tracks: dict[str, Track] = {}
        self._purges: dict[str, list[Entry]] = {}
        self._about_rights: dict[str, Entry] = {}
        self._found: dict[str, Found] = {}
        self._changed: set[str] = set()
        self.purged: set[str] = set()
        self._view: View | None = None

    def take(self, entries: Iterable[Entry], keys: Iterable[WrappedKey] = ()) -> None:
        """Take in entries, in any order and as often as one likes, and wrapped keys."""
        self.standing.sealer.learn(keys)
        rights = len(self._about_rights)
        with uncollected():
            for entry in entries:
                if entry.dossier != self.standing.rights.dossier:
                    continue
                if entry.kind not in UNSEALED:
                    self._take(entry)
                elif entry.kind == PURGE:
                    self._purges.setdefault(entry.record, []).append(entry)
                    self._changed.add(entry.record)
                elif entry.kind in (GRANT, REVOCATION):
                    self._about_rights[entry.id] = entry
        if len(self._about_rights) != rights:
            self._under(Rights.of(self._about_rights.values(), self.standing.rights.dossier))

    def _take(self, entry: Entry) -> None:
        track = self._tracks.get(entry.record)
        if track is None:
            track = self._tracks[entry.record] = Track(entry.record)
        if track.take(entry):
            self._changed.add(entry.record)

    def _under(self, rights: Rights) -> None:
        self.standing = Standing.under(rights, self.standing.sealer)
        self._changed.update(self._tracks)

    def view(self, known_at: Moment | date | None = None) -> View:
        """Return what the reader sees now, or saw of it at a moment; what did not change is not computed again."""
        if self._changed or self._view is None:
            with uncollected():
                self._refresh()
                self._view = self._viewed(self._found, None)
        if known_at is None:
            return self._view
        until = known_at if isinstance(known_at, Moment) else Moment.at_end_of(known_at)
        with uncollected():
            now = _reachable(self._found)
            past = {record: found for record in now if (found := self._tracks[record].found(self.standing, until))}
            return self._viewed(past, until)

    def _refresh(self) -> None:
        self.purged -= self._changed
        for record in self._changed:
            track = self._tracks.get(record)
            if track is not None and self._purged(track):
                self.purged.add(record)
                self.standing.sealer.forget(record)
            found = None if track is None or record in self.purged else track.found(self.standing)
            if found is None:
                self._found.pop(record, None)
            else:
                self._found[record] = found
        self._changed = set()

    def _purged(self, track: Track) -> bool:
        """Say whether a record was purged by somebody who might see every version that was there before the purge."""
        purges = self._purges.get(track.record)
        if not purges:
            return False
        covers, versions = self.standing.rights.covers, track.counted(self.standing).values()
        for purge in purges:
            before = [entry for entry in versions if entry.order < purge.order]
            if before and all(
                covers(purge.recorded_by, one.handling, purge.recorded_at, PURGE) for one in (purge, *before)
            ):
                return True
        return False

    def _viewed(self, found: Mapping[str, Found], until: Moment | None) -> View:
        there = _reachable(found)
        header = next((one for one in there.values() if one.kind == HEADER), None)
        shown_header = header.model if header and isinstance(header.model, Header) else Header(slug=NAMELESS)
        there = self._without_cut(there, shown_header)
        used = _in_use(there)
        records = sorted((one for one in used.values() if one.kind != HEADER), key=lambda one: one.created)
        given, instead = slugs((one.id, str(one.fields["id"])) for one in records)
        named = {one.id: with_slugs(one, given[one.id], given) for one in records}
        dossier = self._cut(shown_header, named.values())
        clashes = clashes_in_order(_clashes(named, instead, dossier, header))
        return View(dossier, {**there, **named}, frozenset(named), clashes, self._tracks, self.standing, until)

    def _without_cut(self, there: dict[str, Found], header: Header) -> dict[str, Found]:
        """Leave out what the cut will not let through, before slugs are given or a withdrawn record is kept.

        Only needed where the one cut below could not decide it alone: two records with one slug, or one withdrawn.
        """
        records = [one for one in there.values() if one.kind != HEADER]
        if not any(one.withdrawn for one in records) and len({one.fields["id"] for one in records}) == len(records):
            return there
        alone = {one.id: one.id for one in records}
        kept = self._cut(header, [with_slugs(one, one.id, alone) for one in records])
        return {record: one for record, one in there.items() if one.kind == HEADER or record in kept}

    def _cut(self, header: Header, records: Iterable[Found]) -> Dossier:
        whole = Dossier(header, [model for one in records if isinstance(model := masked(one).model, Record)])
        cut = whole.cut(self.standing.ceiling)
        nothing = len(cut) == len(whole) and all(map(is_, cut.records, whole.records))
        return whole if nothing else Dossier(header, cut.records)


def _reachable(found: Mapping[str, Found]) -> dict[str, Found]:
    """Return what is left when whatever names something that is not there is taken out, however far away."""
    waiting = [record for record, one in found.items() if not all(named in found for named in one.names.values())]
    if not waiting:
        return dict(found)
    named_by: dict[str, list[str]] = {}
    for record, one in found.items():
        for named in one.names.values():
            named_by.setdefault(named, []).append(record)
    out: set[str] = set()
    while waiting:
        record = waiting.pop()
        if record not in out:
            out.add(record)
            waiting += named_by.get(record, ())
    return {record: one for record, one in found.items() if record not in out}


def _in_use(found: Mapping[str, Found]) -> dict[str, Found]:
    """Return the records without the withdrawn ones, except those that a record still in use names."""
    waiting = [one for one in found.values() if not one.withdrawn]
    if len(waiting) == len(found):
        return dict(found)
    used = {one.id for one in waiting}
    while waiting:
        for named in waiting.pop().names.values():
            if named not in used:
                used.add(named)
                waiting.append(found[named])
    return {record: one for record, one in found.items() if record in used}


def _clashes(
    named: Mapping[str, Found], instead: Mapping[str, str], dossier: Dossier, header: Found | None
) -> Iterator[Clash]:
    for apart in header.apart if header else ():
        if (clash := clash_of("", HEADER, apart, False)) is not None:
            yield clash
    for one in named.values():
        slug = str(one.fields["id"])
        if not (one.apart or one.withdrawn or one.id in instead) or slug not in dossier:
            continue
        chatham = dossier.label(slug).chatham_house
        for apart in one.apart:
            if (clash := clash_of(slug, one.kind, apart, chatham)) is not None:
                yield clash
        if one.withdrawn:
            yield Clash(slug, WITHDRAWN, False, (_value(True, one),))
        if one.id in instead:
            other = named[instead[one.id]]
            yield Clash(slug, "id", None, (_value(slug, one), _value(other.fields["id"], other)))


def _value(value: Any, one: Found) -> tuple[Any, str, str, Moment]:
    newest = max(one.heads, key=lambda entry: entry.order)
    return value, newest.id, newest.recorded_by, newest.recorded_at


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave the garbage collector out while thousands of records are made that all stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
