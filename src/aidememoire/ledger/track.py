"""What does a reader get of one record: nothing, or what its entries say together?

Here stands the first half of the gate: an entry counts only where its writer could see what it builds on, and a record
is there only for a reader who may have every open version of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import reduce
from typing import Any

from aidememoire.ledger.clock import Moment
from aidememoire.ledger.entry import HEADER, Entry
from aidememoire.ledger.found import Fields, Found, is_text, model_of, modelled, recorded, slug_of
from aidememoire.ledger.gate import Reader, also_written_by, ceiling, label_of
from aidememoire.ledger.grants import Rights
from aidememoire.ledger.merge import Said, Together, together
from aidememoire.ledger.naming import renamed, renamed_ids
from aidememoire.ledger.seal import Body, Keyring, Sealer, WrappedKey
from aidememoire.vocabulary.declaring import Part
from aidememoire.vocabulary.handling import DEFAULT, Handling


class Standing:
    """A reader with the keys that open bodies: for whom a ledger is folded."""

    def __init__(self, reader: Reader, rights: Rights, sealer: Sealer) -> None:
        self.reader, self.rights, self.sealer = reader, rights, sealer
        self.ceiling = ceiling(reader)
        self._within: dict[int, tuple[Handling, bool]] = {}
        self._kinds: dict[str, bool] = {}

    @classmethod
    def of(cls, keyring: Keyring, dossier: str, entries: Iterable[Entry], keys: Iterable[WrappedKey]) -> Standing:
        """Return how the holder of a keyring stands in a dossier, by the grants among its entries."""
        return cls.under(Rights.of(entries, dossier), Sealer(keyring, dossier, keys))

    @classmethod
    def under(cls, rights: Rights, sealer: Sealer) -> Standing:
        """Return how the holder of a keyring stands under these rights; without a grant, as nobody."""
        me = sealer.keyring.me.id
        boxes: dict[tuple[str, int], list[bytes]] = {}
        for grant in rights.grants_to(me):
            boxes.setdefault((grant.compartment, grant.version), []).append(grant.sealed_key)
        sealer.given(boxes)
        return cls(rights.reader(me) or Reader.nobody(me), rights, sealer)

    def may_have(self, handling: Handling) -> bool:
        """Say whether a label lies within the reader's ceiling."""
        known = self._within.get(id(handling))
        if known is None or known[0] is not handling:
            known = self._within[id(handling)] = (handling, handling.within(self.ceiling))
        return known[1]

    def may_read(self, entry: Entry) -> bool:
        """Say whether the reader may have an entry: its kind, by their role, and its label; the header bears none."""
        seen = self._kinds.get(entry.kind)
        if seen is None:
            seen = self._kinds[entry.kind] = self.reader.may_see(entry.kind)
        return seen and (entry.kind == HEADER or self.may_have(entry.handling))


class Track:
    """The entries of one record, as they come in."""

    __slots__ = ("entries", "kind", "record")

    def __init__(self, first: Entry) -> None:
        self.record, self.kind = first.record, first.kind
        self.entries = {first.id: first}

    def take(self, entry: Entry) -> bool:
        """Take in an entry; say whether it was new. Of two that bear one id, the lesser digest stays."""
        known = self.entries.get(entry.id)
        if known is not None and known.digest <= entry.digest:
            return False
        self.entries[entry.id] = entry
        return True

    def counted(self, standing: Standing, until: Moment | None = None) -> dict[str, Entry]:
        """Return the entries that count, oldest first: those whose writers could see what they changed."""
        if len(self.entries) == 1:
            (entry,) = self.entries.values()
            late = until is not None and entry.recorded_at > until
            counts = not late and entry.body is not None and _could_write(standing, entry, entry)
            return self.entries if counts else {}
        in_order = sorted(self.entries.values(), key=lambda entry: entry.order)
        counted: dict[str, Entry] = {}
        for entry in in_order:
            if until is not None and entry.recorded_at > until:
                continue
            if entry.body is None or (counted and entry.kind != next(iter(counted.values())).kind):
                continue
            before = [counted[id] for id in entry.parents if id in counted] or list(counted.values())
            if all(_could_write(standing, entry, one) for one in (entry, *before)):
                counted[entry.id] = entry
        return counted

    def found(self, standing: Standing, until: Moment | None = None) -> Found | None:
        """Return what the reader gets of the record, or None where they get nothing."""
        counted = self.counted(standing, until)
        if len(counted) == 1:
            heads: tuple[Entry, ...] = (*counted.values(),)
        else:
            known = {id for entry in counted.values() for id in entry.parents}
            heads = tuple(entry for entry in counted.values() if entry.id not in known)
        for head in heads:
            if not standing.may_read(head):
                return None
        if len(counted) > 1:
            # What was under a closer label once is as if it had never been for whom that label keeps out.
            counted = {id: entry for id, entry in counted.items() if standing.may_read(entry)}
        if len(heads) == 1 and (len(counted) == 1 or not _may_stand_open(counted)):
            shown = _single(heads[0], counted, standing)
        else:
            shown = _several(heads, counted, standing) if heads else None
        return shown if shown or len(counted) < 2 else _before_what_is_closed(heads, counted, standing)


def _label(joined: Together, heads: tuple[Entry, ...], bodies: Mapping[str, Body]) -> Any:
    """Return a label, as it is written, that satisfies every open version and all that clash; None where there is none.

    What was written under a closer label while somebody else opened the record was not meant to be opened.
    """
    own = {head: (bodies[head.id].record or {}).get("handling") for head in heads if bodies[head.id].record is not None}
    apart = (value for clash in joined.apart if clash.field == "handling" for value, _said in clash.values)
    if all(label is None for label in own.values()):
        return joined.fields.get("handling")
    default = {head: DEFAULT if head.kind == HEADER else head.handling for head in own}
    labels = [label_of(label) or default[head] for head, label in own.items()] + [*filter(None, map(label_of, apart))]
    return reduce(Handling.joined, labels).model_dump()


def _may_stand_open(counted: Mapping[str, Entry]) -> bool:
    """Say whether an entry joined several versions: what they left apart may still be apart after it."""
    return len(counted) > 2 and any(len(entry.parents) > 1 for entry in counted.values())


def _could_write(standing: Standing, entry: Entry, before: Entry) -> bool:
    """Say whether the writer of an entry could, at its time, see and change one before it."""
    covers, writer, at = standing.rights.covers, entry.recorded_by, entry.recorded_at
    if covers(writer, before.handling, at):
        return True
    return any(covers(writer, before.handling, at, act) for act in also_written_by(entry.kind))


def _single(head: Entry, counted: Mapping[str, Entry], standing: Standing) -> Found | None:
    """Return what the one open version of a record says."""
    plain = standing.sealer.opened(head)
    said = None if plain is None else recorded(head.kind, plain)
    if plain is None or said is None:
        return None
    model, names = said
    if model is None:
        return _several((head,), counted, standing)
    newest = head.order
    created = newest if len(counted) == 1 else next(iter(counted.values())).order
    slug, kind = slug_of(model), head.kind
    return Found(head.record, slug, kind, created, plain, names, model, head.handling, False, (head,), newest)


def _several(heads: tuple[Entry, ...], counted: Mapping[str, Entry], standing: Standing) -> Found | None:
    """Return what several open versions, or a withdrawn one, say together."""
    bodies = {id: body for id, entry in counted.items() if (body := standing.sealer.open(entry)) is not None}
    if any(head.id not in bodies for head in heads):
        return None
    kind = heads[0].kind
    model = model_of(kind)
    if model is None:
        return None
    said = [said_by(counted[id], body, model) for id, body in bodies.items()]
    joined = together(said, lambda name: is_text(model, name))
    label = _label(joined, heads, bodies)
    called = _slug_of({id: bodies[id] for id in sorted(bodies, key=lambda one: counted[one].order)})
    # Where merged fields contradict one another, those of the latest entry stand whole, under the label of all.
    latest = (one.fields for one in sorted(said, key=lambda one: one.order, reverse=True) if one.fields)
    tried = ({**fields, "handling": label} if label else fields for fields in (joined.fields, *latest) if fields)
    fields, valid = _that_holds(tried, kind, called)
    if valid is None:
        return None
    handling = heads[0].handling
    for head in heads[1:]:
        handling = handling.joined(head.handling)
    named = renamed_ids(model, joined.fields).union(*(bodies[head.id].names.values() for head in heads))
    return Found(
        id=heads[0].record,
        slug=slug_of(valid),
        kind=kind,
        created=next(iter(counted.values())).order,
        said=fields,
        names={called.get(record, record): record for record in sorted(named)},
        model=valid,
        handling=handling,
        withdrawn=joined.withdrawn,
        heads=heads,
        newest=max(head.order for head in heads),
        apart=joined.apart,
    )


def _before_what_is_closed(heads: tuple[Entry, ...], counted: Mapping[str, Entry], standing: Standing) -> Found | None:
    """Return what stood before versions that open with no key: whoever writes such a one must not hide a record."""
    opening = {id: entry for id, entry in counted.items() if standing.sealer.open(entry) is not None}
    closed = tuple(head for head in heads if head.id not in opening)
    known = {id for entry in opening.values() for id in entry.parents}
    before = tuple(entry for entry in opening.values() if entry.id not in known)
    shown = _several(before, opening, standing) if closed and before else None
    if shown is None:
        return None
    # The next change builds on what is closed, too, and so replaces it.
    handling = reduce(Handling.joined, (head.handling for head in closed), shown.handling)
    return replace(shown, heads=(*shown.heads, *closed), handling=handling, unopened=closed)


def said_by(entry: Entry, body: Body, model: type[Part]) -> Said:
    """Return what an entry says with its references by record id."""
    fields = None if body.record is None else renamed(model, body.record, lambda slug: body.names.get(slug, slug))
    reopens = body.listed("reopens")
    return Said(entry.id, entry.recorded_at, entry.recorded_by, entry.parents, fields, body.resolves, reopens)


def _slug_of(bodies: Mapping[str, Body]) -> dict[str, str]:
    """Return for each record named the slug by which the latest body calls it; where two share one, the id itself."""
    latest: dict[str, str] = {}
    for body in bodies.values():
        latest.update({record: slug for slug, record in body.names.items()})
    shared = [slug for slug in latest.values() if list(latest.values()).count(slug) > 1]
    return {record: record if slug in shared else slug for record, slug in latest.items()}


def _that_holds(tried: Iterable[Fields], kind: str, called: Mapping[str, str]) -> tuple[Fields, Part | None]:
    """Return the first of several fields that can be a record, and its model."""
    model = model_of(kind)
    for fields in tried:
        if model is not None:
            plain = renamed(model, fields, lambda record: called.get(record, record))
            valid = modelled(kind, plain)
            if valid is not None:
                return plain, valid
    return {}, None
