"""How is an act taken back? By new entries that restore what it found; undoing that again does it over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from aidememoire.ledger.acts.withdraw import still_named
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import HEADER, Entry
from aidememoire.ledger.found import Found, is_text
from aidememoire.ledger.merge import Fields, Said, three_way, together
from aidememoire.ledger.naming import renamed, renamed_ids
from aidememoire.ledger.writing import UNDO, Change, Made, made, not_lower, valid
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.record import Record


def undo(desk: Desk, batch: str, *, why: str | None = None) -> Made:
    """Return the entries that take an act back, as far as its records are visible here; any act, however old.

    What was changed since in other fields stays. Where the same field was changed since, the undo is refused whole and
    says where: undo the later act first.
    """
    desk.reader.must("undo")
    view = desk.view
    touched = view.in_batch(batch)
    if not touched:
        raise InputError(_("There is no act {batch} to undo. Look it up with: log.", batch=batch))
    changes = [change for record in touched if (change := _undone(desk, record, batch)) is not None]
    if not changes:
        raise InputError(_("Nothing of that act is left to undo."))
    gone = {change.record for change in changes if change.fields is None}
    still_named(desk, [slug for record in gone if (slug := view.slug(record))])
    taken_back = [replace(change, act={**(change.act or {}), "act": UNDO, "batch": batch}) for change in changes]
    return made(desk, taken_back, why=why)


def _undone(desk: Desk, record: str, batch: str) -> Change | None:
    """Return one record as it was before an act, with what came after it; None where nothing is left to undo."""
    found = desk.view.found(record)
    versions = desk.view.versions(record)
    acted = [(entry, said) for entry, said in versions if entry.batch == batch]
    if found is None or not acted:
        return None
    before = _before(acted[0][0], versions, found)
    after = acted[-1][1].fields
    parents = tuple(head.id for head in found.heads)
    if before is None:
        if found.withdrawn:
            return None
        _not_since(desk, found, after)
        return Change(record, found.kind, None, parents)
    if after is None and not found.withdrawn:
        return None
    model = type(found.model)
    now = _by_id(found)
    base = before if after is None else after
    fields, both = three_way(base, now, before, lambda name: is_text(model, name))
    if both:
        raise _changed_since(desk, found, both)
    open_now = {clash.field for clash in found.apart}
    reopens = [entry.id for entry, said in acted if not open_now.issuperset(said.resolves)]
    taken_back = {id for _entry, said in acted for id in said.reopens}
    closes = {name for entry, said in versions if entry.id in taken_back for name in said.resolves} & open_now
    if fields == now and not found.withdrawn and not reopens and not closes:
        return None
    change = _restored(desk, found, fields, parents)
    return replace(change, resolves=tuple(sorted(closes)), act={"reopens": reopens} if reopens else None)


def _before(first: Entry, versions: tuple[tuple[Entry, Said], ...], found: Found) -> Fields | None:
    """Return what a record said before an entry, or None where it was not there or withdrawn."""
    by_id = {entry.id: said for entry, said in versions}
    past: dict[str, Said] = {}
    waiting = list(first.parents)
    while waiting:
        said = by_id.get(waiting.pop())
        if said is not None and said.entry not in past:
            past[said.entry] = said
            waiting += said.parents
    if not past:
        return None
    model = type(found.model)
    joined = together(past.values(), lambda name: is_text(model, name))
    return None if joined.withdrawn else joined.fields


def _by_id(found: Found) -> Fields:
    return renamed(type(found.model), found.fields, lambda slug: found.names.get(slug, slug))


def _not_since(desk: Desk, found: Found, after: Fields | None) -> None:
    """Refuse to take away a record that was changed after it came."""
    now = _by_id(found)
    changed = tuple(
        name for name in {**now, **(after or {})} if name != "id" and now.get(name) != (after or {}).get(name)
    )
    if changed:
        raise _changed_since(desk, found, changed)


def _changed_since(desk: Desk, found: Found, fields: tuple[str, ...]) -> InputError:
    return InputError(
        _(
            "{id} was changed since, in {fields}. Undo the later change first.",
            id=desk.view.slug(found.id) or desk.dossier.header.slug,
            fields=fields,
        )
    )


def _restored(desk: Desk, found: Found, fields: Fields, parents: tuple[str, ...]) -> Change:
    model = type(found.model)
    slug_of = _slugs(desk, renamed_ids(model, fields))
    plain = renamed(model, fields, lambda record: slug_of.get(record, record))
    draft = valid(model, plain)
    if found.kind == HEADER or isinstance(draft, Record):
        not_lower(desk, found, getattr(draft, "handling", None))
    names = {slug: record for record, slug in slug_of.items()}
    return Change(found.id, found.kind, draft.written(), parents, names)


def _slugs(desk: Desk, records: frozenset[str]) -> Mapping[str, str]:
    """Return a slug for each record, its id where another of them has its slug."""
    given: dict[str, str] = {}
    for record in sorted(records):
        slug = desk.view.slug(record) or record
        given[record] = record if slug in given.values() else slug
    return given
