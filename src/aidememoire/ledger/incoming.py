"""How does a file come into a dossier of the ledger, and come again without making everything twice?

A record of the file is the one that came from a file under this id before, else the one here with the same kind and id,
else the only one of its kind with the same name and nothing that contradicts; else it is new. What people changed here
since the file came last stays; what the file changed comes in; where both changed the same field, it is a clash.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from aidememoire.ledger.audit import Event
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import new_record_id
from aidememoire.ledger.gate import closes_as_much
from aidememoire.ledger.taking import TAKEN, Incoming, Row, Taking
from aidememoire.ledger.writing import Made
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.handling import DEFAULT
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.text import folded

Fields = dict[str, Any]


class FromFile:
    """A dossier that was read from a file, planned against what a desk sees. Nothing is changed before ``made``."""

    def __init__(self, desk: Desk, file: Dossier, name: str) -> None:
        self._desk, self._file, self._name = desk, file, name
        self._records = _matched(desk, file)
        self._taking = Taking(desk, [self._incoming(record) for record in file], {"file": name})

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return what would happen to each record of the file."""
        return self._taking.rows

    def made(self) -> Made:
        """Return the entries of one batch that take in what is not refused; undoing the batch takes it all back."""
        done = self._taking.made(why=str(_("From the file {name}", name=self._name)))
        desk = self._desk
        event = Event(desk.clock.tick(), desk.writer.id, desk.place, TAKEN, done.batch)
        return Made(done.entries, done.keys, done.drop_keys, (*done.events, event))

    def _incoming(self, record: Record) -> Incoming:
        names = {slug: id for slug in record.named() if (id := self._records.get(slug) or self._here(slug))}
        return Incoming(self._records[record.id], record.kind_of.name, self._labelled(record), names)

    def _here(self, slug: str) -> str | None:
        """Return the ledger id of a record that the file names and does not hold: a part of a dossier may come in."""
        return self._desk.view.record_id(slug) if slug in self._desk.dossier else None

    def _labelled(self, record: Record) -> Fields:
        """Return the fields of a record with the label that its file gives it, where ours would be more open."""
        fields = record.written()
        default = self._desk.dossier.header.handling or DEFAULT
        meant = self._file.own_label(record)
        if record.handling is None and not closes_as_much(default, meant):
            fields["handling"] = meant.model_dump()
        return fields


def take_in(desk: Desk, file: Dossier, name: str) -> FromFile:
    """Return what taking in a file would do: ``rows`` to look at, ``made`` for ``desk.do``."""
    desk.reader.must("take in")
    return FromFile(desk, file, name)


def _matched(desk: Desk, file: Dossier) -> dict[str, str]:
    """Return the ledger id of every record of a file, by its id there: of one that is here, or a new one."""
    view = desk.view
    came_as: dict[tuple[str, str], str] = {}
    for record in desk.dossier:
        ledger_id = view.record_id(record.id)
        for _entry, body in view.written(ledger_id):
            if body.act and body.act.get("act") == TAKEN and "slug" in body.act:
                came_as[record.kind_of.name, str(body.act["slug"])] = ledger_id
    found: dict[str, str] = {}
    matched: set[str] = set()
    for record in file:
        here = desk.dossier.get(record.id)
        known = came_as.get((record.kind_of.name, record.id))
        if known is None and here is not None and here.kind_of is record.kind_of:
            known = view.record_id(here.id)
        if known is not None and known not in matched:
            found[record.id] = known
            matched.add(known)
    alike = _alike(desk.dossier, file, {view.slug(ledger_id) for ledger_id in matched}, found)
    given = {slug: view.record_id(other) for slug, other in alike.items()}
    return {record.id: found.get(record.id) or given.get(record.id) or new_record_id() for record in file}


def _alike(here: Dossier, file: Dossier, taken: set[str | None], found: dict[str, str]) -> dict[str, str]:
    """Return for records of a file the id of the only one here that has their name and says nothing else."""
    by_name: dict[tuple[str, str], list[Record]] = {}
    for record in here:
        if record.id not in taken and (key := _called(record)):
            by_name.setdefault(key, []).append(record)
    waiting = [record for record in file if record.id not in found]
    often = Counter(_called(record) for record in waiting)
    alike = {}
    for record in waiting:
        key = _called(record)
        there = by_name.get(key, []) if key and often[key] == 1 else []
        if len(there) == 1 and _agree(there[0], record):
            alike[record.id] = there[0].id
    return alike


def _called(record: Record) -> tuple[str, str] | None:
    name = record.called()
    return (record.kind_of.name, " ".join(folded(str(name)).split())) if name else None


def _agree(one: Record, other: Record) -> bool:
    some, others = one.written(), other.written()
    named = set(one.kind_of.called) | {"id"}
    return all(some[name] == others[name] for name in some.keys() & others.keys() if name not in named)
