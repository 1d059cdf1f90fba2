"""What may a reader see of a ledger: the dossier, and beside it clashes, histories and the way back to the entries?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from aidememoire.ledger.clock import Moment
from aidememoire.ledger.entry import HEADER, Entry
from aidememoire.ledger.found import Found, model_of
from aidememoire.ledger.gate import no_such
from aidememoire.ledger.grants import names_of
from aidememoire.ledger.history import Batch, Revision, revisions
from aidememoire.ledger.merge import Apart, Said
from aidememoire.ledger.naming import renamed
from aidememoire.ledger.newer import unread
from aidememoire.ledger.seal import Body
from aidememoire.ledger.track import Standing, Track, said_by
from aidememoire.vocabulary.declaring import Part
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.handling import Handling
from aidememoire.vocabulary.text import Text

Fields = dict[str, Any]
HIDDEN_NAME = "•••"
"""What stands for the name of an identity until it is revealed."""


@dataclass(frozen=True, slots=True)
class Clash:
    """One field about which people said different things, none knowing of the other. The first value is shown.

    ``field`` is ``id`` where two records ask for one slug, and ``withdrawn`` where one withdrew what another changed or
    names.
    """

    record: str
    field: str
    base: Any
    values: tuple[tuple[Any, str, str, Moment], ...]


class View:
    """One reader's sight of one ledger at one moment. Immutable; built by ``fold.Fold``."""

    def __init__(
        self,
        dossier: Dossier,
        records: dict[str, Found],
        alive: dict[str, str],
        clashes: tuple[Clash, ...],
        tagged: frozenset[str],
        tracks: Mapping[str, Track],
        standing: Standing,
        until: Moment | None,
    ) -> None:
        self.dossier, self.clashes, self.until = dossier, clashes, until
        self.records, self.alive, self.tagged = records, alive, tagged
        self.tracks, self.standing = tracks, standing

    @cached_property
    def newest(self) -> tuple[Moment, str]:
        """Return when the newest record was created."""
        return max((found.created for found in self.records.values()), default=(Moment(0), ""))

    @cached_property
    def newer(self) -> int:
        """Return how many records the reader may have and this version cannot read, since a newer one wrote them."""
        others = (track for record, track in self.tracks.items() if record not in self.records)
        return unread(others, self.records, self.standing, self.until)

    @cached_property
    def unopened(self) -> int:
        """Return how many records have a later version that opens with no key, so that the one before it is shown."""
        return sum(bool(found.unopened) for found in self.records.values())

    def near(self, records: Iterable[str]) -> set[str] | None:
        """Return records with all that they name, however far away; None where one of them is not in use."""
        waiting, met = list(records), set()
        while waiting:
            record = waiting.pop()
            if self.alive.get(self.slug(record) or "") != record:
                return None
            if record not in met:
                met.add(record)
                waiting += self.records[record].names.values()
        return met

    def label(self, slug: str) -> Handling:
        """Return the label that a record must have, without asking for those of all others."""
        near = self.near((self.record_id(slug),)) or set()
        around = [one for record in near if (one := self.dossier.get(self.slug(record))) is not None]
        return Dossier(self.dossier.header, around).label(slug)

    @cached_property
    def people(self) -> dict[str, str]:
        """Return what each person with a part in the dossier is called, by fingerprint."""
        return names_of(self.standing.rights.people)

    def record_id(self, slug: str) -> str:
        """Return the ledger id of a record; refuses alike what is missing, withheld or purged."""
        if slug not in self.alive:
            raise no_such(slug)
        return self.alive[slug]

    def slug(self, record: str) -> str | None:
        """Return the slug of a record by its ledger id, or None where the reader has no such record."""
        found = self.records.get(record)
        return None if found is None or found.kind == HEADER else found.slug

    def names(self, slug: str) -> dict[str, str]:
        """Return the slugs that a record's fields name, with their ledger ids."""
        return dict(self.records[self.record_id(slug)].names)

    def heads(self, slug: str) -> tuple[str, ...]:
        """Return the entries that nothing has followed yet: what the next change of the record builds on."""
        return tuple(entry.id for entry in self.records[self.record_id(slug)].heads)

    def found(self, record: str) -> Found | None:
        """Return a record whole, by its ledger id, for acts alone: they must not lose what the gate masks."""
        return self.records.get(record)

    def written(self, record: str) -> tuple[tuple[Entry, Body], ...]:
        """Return every version of a record by its ledger id with what it says, oldest first, for acts alone."""
        return tuple(self._opened(record)) if record in self.records else ()

    def versions(self, record: str) -> tuple[tuple[Entry, Said], ...]:
        """Return what each version of a record says, oldest first and unmasked, for acts alone: see ``found``."""
        opened = []
        for entry, body in self._opened(record):
            model = model_of(entry.kind)
            if model is not None:
                opened.append((entry, said_by(entry, body, model)))
        return tuple(opened)

    def _opened(self, record: str) -> Iterator[tuple[Entry, Body]]:
        """Yield the versions of a record that the reader may see: within the ceiling, naming only what is there."""
        for entry in self.tracks[record].counted(self.standing, self.until).values():
            body = self.standing.sealer.open(entry) if self._may_see(entry) else None
            if body is not None and all(named in self.records for named in body.names.values()):
                yield entry, body

    def _may_see(self, entry: Entry) -> bool:
        return entry.kind == HEADER or self.standing.may_have(entry.handling)

    def history(self, slug: str) -> tuple[Revision, ...]:
        """Return the versions of a record that the reader may see, oldest first; of one withdrawn, too."""
        return self.revisions(self.alive.get(slug) or self._withdrawn(slug) or self.record_id(slug))

    def _withdrawn(self, slug: str) -> str | None:
        """Return the ledger id of the record withdrawn last that had a slug."""
        gone = [one for one in self.records.values() if one.withdrawn and one.kind != HEADER]
        called = [one for one in gone if one.slug == slug]
        return max(called, key=lambda one: one.newest).id if called else None

    def revisions(self, record: str) -> tuple[Revision, ...]:
        """Return the versions of a record by its ledger id, withdrawn ones too."""
        seen = []
        kind = ""
        for entry, body in self._opened(record):
            kind = entry.kind
            seen.append((entry, self._named_now(entry, body.record, body.names), body.why))
        model = model_of(kind)
        return revisions(seen, lambda fields: told(kind, model, fields, record in self.tagged))

    def _named_now(self, entry: Entry, fields: Fields | None, names: Mapping[str, str]) -> Fields | None:
        model = model_of(entry.kind)
        if fields is None or model is None:
            return fields
        now = {old: self.slug(record) or old for old, record in names.items()}
        return renamed(model, fields, lambda old: now.get(old, old))

    def in_batch(self, batch: str) -> tuple[str, ...]:
        """Return the ledger ids of the records that an act changed, withdrawn ones too, as far as the reader sees."""
        return tuple(
            record
            for record in self.records
            if any(entry.batch == batch for entry in self.tracks[record].entries.values())
            and any(entry.batch == batch for entry, _body in self._opened(record))
        )

    @cached_property
    def batches(self) -> tuple[Batch, ...]:
        """Return what was done, latest first, as far as the reader may see what it changed."""
        found: dict[str, list[tuple[Revision, str]]] = {}
        for record in self.records:
            for revision in self.revisions(record):
                found.setdefault(revision.batch, []).append((revision, self.slug(record) or ""))
        made = [_batch(id, pairs) for id, pairs in found.items()]
        return tuple(sorted(made, key=lambda batch: (batch.at, batch.id), reverse=True))


def _batch(id: str, pairs: list[tuple[Revision, str]]) -> Batch:
    latest = max((revision for revision, _slug in pairs), key=lambda revision: (revision.at, revision.entry))
    return Batch(id, latest.at, latest.by, latest.why, tuple(sorted({slug for _revision, slug in pairs if slug})))


def told(kind: str, model: type[Part] | None, fields: Fields, chatham: bool) -> Fields:
    """Return plain fields without what may not be told: who said it, under the tag; the name of an identity."""
    if model is not None and chatham:
        fields = _untold(model, fields)
    if kind == "identity" and "name" in fields:
        fields = {**fields, "name": HIDDEN_NAME}
    return fields


def _untold(model: type[Part], fields: Fields) -> Fields:
    left = {}
    for spec in model.fields():
        value = fields.get(spec.name)
        if spec.attributes or value is None:
            continue
        part = spec.part
        left[spec.name] = [_untold(part, one) for one in value] if part and isinstance(value, list) else value
    return left


def masked(found: Found) -> Found:
    """Return an identity with its name behind the mask that a recorded click lifts; other records as they are."""
    if found.kind != "identity":
        return found
    return replace(found, model=found.model.model_copy(update={"name": Text(HIDDEN_NAME)}))


def clash_of(slug: str, kind: str, apart: Apart, chatham: bool) -> Clash | None:
    """Return a field that is apart as its reader may see it, or None where they may not."""
    model = model_of(kind)
    spec = next((spec for spec in model.fields() if spec.name == apart.field), None) if model else None
    if spec is not None and chatham and spec.attributes:
        return None

    def shown(value: Any) -> Any:
        return None if value is None else told(kind, model, {apart.field: value}, chatham).get(apart.field)

    values = apart.values if apart.field == "withdrawn" else [(shown(value), said) for value, said in apart.values]
    return Clash(
        slug,
        apart.field,
        apart.base if apart.field == "withdrawn" else shown(apart.base),
        tuple((value, said.entry, said.by, said.at) for value, said in values),
    )


def clashes_in_order(clashes: Iterable[Clash]) -> tuple[Clash, ...]:
    """Return clashes in the one order that everybody computes alike."""
    return tuple(sorted(clashes, key=lambda clash: (clash.record, clash.field)))
