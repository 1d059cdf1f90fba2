"""What do the records that a reader may have make together: the dossier, its slugs, its clashes?

The second half of the gate stands here: whatever names a record that is not there is not there either, and missing,
withheld and purged are the same. Only then are slugs given, so that a hidden record never moves a visible one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from aidememoire.ledger.clock import Moment
from aidememoire.ledger.entry import HEADER
from aidememoire.ledger.found import Found, with_slugs
from aidememoire.ledger.merge import WITHDRAWN
from aidememoire.ledger.naming import slugs
from aidememoire.ledger.track import Standing, Track
from aidememoire.ledger.view import Clash, View, clash_of, clashes_in_order, masked
from aidememoire.vocabulary import handling
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.handling import Handling
from aidememoire.vocabulary.record import Record

NAMELESS = "unnamed"
"""The slug of a dossier whose header the reader does not have."""

FEW = 200
_CREATED = attrgetter("created")


def shown(found: Mapping[str, Found], tracks: Mapping[str, Track], standing: Standing, until: Moment | None) -> View:
    """Return what records make together for a reader."""
    there = _reachable(found)
    header = min((one for one in there.values() if one.kind == HEADER), key=_CREATED, default=None)
    front = header.model if header and isinstance(header.model, Header) else Header(slug=NAMELESS)
    names = {record: one.names.values() for record, one in there.items()}
    labels = _labels(there, names, front)
    tagged = frozenset(record for record, label in labels.items() if label.chatham_house)
    out = _withheld(there, names, labels, tagged, standing)
    there = {record: one for record, one in there.items() if record not in out} if out else there
    used = _in_use(there)
    records = sorted((one for one in used.values() if one.kind != HEADER), key=_CREATED)
    given, instead = slugs((one.id, one.slug) for one in records)
    named = {one.id: with_slugs(one, given[one.id], given) for one in records}
    dossier = Dossier(front, [_told(one, one.id in tagged) for one in named.values()])
    clashes = clashes_in_order(_clashes(named, instead, tagged, header))
    alive = {slug: record for record, slug in given.items()}
    return View(dossier, {**there, **named}, alive, clashes, tagged, tracks, standing, until)


def stepped(last: View, changed: Mapping[str, tuple[Found | None, Found | None]]) -> View | None:
    """Return the next view where so little changed that the last one tells the rest; None where it must be made anew.

    That is so for records that come with a free slug, for those that go and that nothing names, and for changes that
    leave slug, label and names as they were.
    """
    if len(changed) > FEW or any(clash.field in ("id", WITHDRAWN) for clash in last.clashes):
        return None
    come: dict[str, Found] = {}
    gone: dict[str, Found] = {}
    kept: dict[str, Found] = {}
    for record, (before, now) in changed.items():
        if now is None or now.kind == HEADER or now.apart or record in last.tagged:
            return None
        in_use = before is not None and last.alive.get(before.slug) == record
        if now.withdrawn and in_use:
            gone[record] = now
        elif not now.withdrawn and (before is None or before.withdrawn) and not in_use:
            come[record] = now
        elif before is not None and in_use and _alike(before, now):
            kept[record] = now
        else:
            return None
    return _next(last, come, gone, kept)


def _alike(before: Found, now: Found) -> bool:
    """Say whether two versions of a record have the same slug, label, names and place."""
    return (
        not before.apart
        and before.created == now.created
        and before.slug == now.slug
        and before.fields.get("handling") == now.fields.get("handling")
        and set(before.names.values()) == set(now.names.values())
    )


def _next(last: View, come: Mapping[str, Found], gone: Mapping[str, Found], kept: Mapping[str, Found]) -> View | None:
    slug_of = {record: one.slug for record, one in {**come, **kept}.items()}
    free = {last.records[record].slug for record in gone}
    taken = {slug_of[record] for record in come}
    if len(taken) < len(come) or any(slug in last.alive and slug not in free for slug in taken):
        return None
    if gone and any(named in gone for one in last.records.values() for named in one.names.values()):
        return None
    touched = {**come, **kept}
    near = last.near(record for one in touched.values() for record in one.names.values() if record not in touched)
    if near is None or near & set(gone):
        return None
    around = {**{record: last.records[record] for record in near}, **touched}
    names = {record: one.names.values() for record, one in around.items()}
    labels = _labels(around, names, last.dossier.header)
    tagged = frozenset(record for record, label in labels.items() if label.chatham_house)
    if tagged & touched.keys() or _withheld(around, names, labels, tagged, last.standing):
        return None
    slug_of |= {record: last.records[record].slug for record in near}
    made = {record: with_slugs(one, slug_of[record], slug_of) for record, one in touched.items()}
    records = {**last.records, **gone, **made}
    left = {slug: record for slug, record in last.alive.items() if slug not in free} if free else last.alive
    alive = {**left, **{slug_of[record]: record for record in come}}
    in_order = sorted(made, key=lambda record: made[record].created)
    dossier = last.dossier.revised((_told(made[record], False) for record in in_order), without=free)
    if come and min(one.created for one in come.values()) < last.newest:
        dossier = dossier.having(sorted(dossier, key=lambda one: records[alive[one.id]].created))
    view = View(dossier, records, alive, last.clashes, last.tagged, last.tracks, last.standing, None)
    view.newest = max([last.newest, *(one.created for one in come.values())])
    return view


def _labels(found: Mapping[str, Found], names: Mapping[str, Iterable[str]], header: Header) -> dict[str, Handling]:
    """Return the label that each record must have: its own, or that of a stricter one that it names."""
    default = header.handling or handling.DEFAULT
    own = {record: one.model.handling or default for record, one in found.items() if isinstance(one.model, Record)}
    return handling.inherited(own, names)


def _withheld(
    found: Mapping[str, Found],
    names: Mapping[str, Collection[str]],
    labels: Mapping[str, Handling],
    tagged: Collection[str],
    standing: Standing,
) -> set[str]:
    telling = {record for record in tagged if handling.tells_who(type(found[record].model))}
    return handling.withheld(labels, names, telling, standing.ceiling)


def _told(one: Found, tagged: bool) -> Record:
    """Return a record as its reader may have it: without who said it, under the tag, and without a hidden name."""
    model = masked(one).model
    if not isinstance(model, Record):
        raise TypeError(one.kind)
    return handling.unattributed(model) if tagged else model


def _reachable(found: Mapping[str, Found]) -> Mapping[str, Found]:
    """Return what is left when whatever names something that is not there is taken out, however far away."""
    waiting = [record for record, one in found.items() for named in one.names.values() if named not in found]
    if not waiting:
        return found
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


def _in_use(found: Mapping[str, Found]) -> Mapping[str, Found]:
    """Return the records without the withdrawn ones, except those that a record still in use names."""
    waiting = [one for one in found.values() if not one.withdrawn]
    if len(waiting) == len(found):
        return found
    used = {one.id for one in waiting}
    while waiting:
        for named in waiting.pop().names.values():
            if named not in used:
                used.add(named)
                waiting.append(found[named])
    return {record: one for record, one in found.items() if record in used}


def _clashes(
    named: Mapping[str, Found], instead: Mapping[str, str], tagged: frozenset[str], header: Found | None
) -> Iterator[Clash]:
    for apart in header.apart if header else ():
        if (clash := clash_of("", HEADER, apart, False)) is not None:
            yield clash
    for one in named.values():
        if not (one.apart or one.withdrawn or one.id in instead):
            continue
        slug = one.slug
        for apart in one.apart:
            if (clash := clash_of(slug, one.kind, apart, one.id in tagged)) is not None:
                yield clash
        if one.withdrawn:
            yield Clash(slug, WITHDRAWN, False, (_value(True, one),))
        if one.id in instead:
            other = named[instead[one.id]]
            yield Clash(slug, "id", None, (_value(slug, one), _value(other.slug, other)))


def _value(value: Any, one: Found) -> tuple[Any, str, str, Moment]:
    newest = max(one.heads, key=lambda entry: entry.order)
    return value, newest.id, newest.recorded_by, newest.recorded_at
