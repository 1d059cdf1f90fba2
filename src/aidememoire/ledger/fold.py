"""What does a reader see of a ledger? Deterministic, whatever the order of entries; the gate is inside.

The gate stands in what this calls: ``track`` decides of each record, ``showing`` of all of them together.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from aidememoire.ledger.clock import Moment
from aidememoire.ledger.entry import GRANT, PURGE, REVOCATION, UNSEALED, Entry
from aidememoire.ledger.found import Found
from aidememoire.ledger.grants import Rights
from aidememoire.ledger.seal import WrappedKey
from aidememoire.ledger.showing import shown, stepped
from aidememoire.ledger.track import Standing, Track
from aidememoire.ledger.view import View
from aidememoire.vocabulary.collecting import MANY, uncollected
from aidememoire.vocabulary.dossier import Dossier


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
        # In order of arrival: so the memory of one record after the other is met as it was laid down.
        self._changed: dict[str, None] = {}
        self.purged: set[str] = set()
        self._view: View | None = None

    def take(self, entries: Iterable[Entry], keys: Iterable[WrappedKey] = ()) -> None:
        """Take in entries, in any order and as often as one likes, and wrapped keys."""
        self.standing.sealer.learn(keys)
        dossier, tracks, changed = self.standing.rights.dossier, self._tracks, self._changed
        rights = len(self._about_rights)
        for entry in entries:
            if entry.dossier != dossier:
                continue
            record = entry.record
            if entry.kind not in UNSEALED:
                track = tracks.get(record)
                if track is None:
                    tracks[record] = Track(entry)
                elif not track.take(entry):
                    continue
                changed[record] = None
            elif entry.kind == PURGE:
                self._purges.setdefault(record, []).append(entry)
                changed[record] = None
            elif entry.kind in (GRANT, REVOCATION):
                self._about_rights[entry.id] = entry
        if len(self._about_rights) != rights:
            self._under(Rights.of(self._about_rights.values(), dossier))

    def _under(self, rights: Rights) -> None:
        self.standing = Standing.under(rights, self.standing.sealer)
        self._changed.update(dict.fromkeys(self._tracks))
        self._view = None

    def view(self, known_at: Moment | date | None = None) -> View:
        """Return what the reader sees now, or saw of it at a moment; what did not change is not computed again."""
        if self._changed or self._view is None:
            with uncollected(len(self._changed) > MANY):
                changed = self._refresh()
                self._view = stepped(self._view, changed) if self._view else None
                self._view = self._view or shown(self._found, self._tracks, self.standing, None)
        if known_at is None:
            return self._view
        until = known_at if isinstance(known_at, Moment) else Moment.at_end_of(known_at)
        with uncollected(len(self._found) > MANY):
            # What the reader may not see today, they do not see of the past either.
            now = self._view.records
            past = {record: found for record in now if (found := self._tracks[record].found(self.standing, until))}
            return shown(past, self._tracks, self.standing, until)

    def _refresh(self) -> dict[str, tuple[Found | None, Found | None]]:
        """Bring up to date what changed, and return what was found of it before and now."""
        changed: dict[str, tuple[Found | None, Found | None]] = {}
        self.purged.difference_update(self._changed)
        for record in self._changed:
            if record in self._purges and (track := self._tracks.get(record)) and self._purged(track):
                self.purged.add(record)
                self.standing.sealer.forget(record)
        for record in sorted(self._changed, key=self._kind_of):
            track = None if record in self.purged else self._tracks.get(record)
            found = track.found(self.standing) if track else None
            changed[record] = (self._found.pop(record, None), found)
            if found is not None:
                self._found[record] = found
        self._changed = {}
        return changed

    def _kind_of(self, record: str) -> str:
        # One kind after the other: what reads the records of a kind then stays at hand, which spares a quarter.
        track = self._tracks.get(record)
        return track.kind if track else ""

    def _purged(self, track: Track) -> bool:
        """Say whether a record was purged by somebody who might see every version that was there before the purge."""
        purges = self._purges[track.record]
        covers, versions = self.standing.rights.covers, track.counted(self.standing).values()
        for purge in purges:
            before = [entry for entry in versions if entry.order < purge.order]
            if before and all(
                covers(purge.recorded_by, one.handling, purge.recorded_at, PURGE) for one in (purge, *before)
            ):
                return True
        return False
