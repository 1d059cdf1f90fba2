"""What happens to each record that comes in from outside: is it new, changed, changed on both sides, or refused?

Nothing that comes in overwrites. It becomes a new version that builds on what its sender knew; what both sides changed
since then merges by fields, or stands as a clash. What is already here comes in once, however often and in whatever
order it is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import PURGE, Entry
from aidememoire.ledger.found import Found, is_text
from aidememoire.ledger.gate import closes_as_much
from aidememoire.ledger.merge import three_way
from aidememoire.ledger.naming import free_slug, renamed, renamed_ids
from aidememoire.ledger.seal import Body
from aidememoire.ledger.view import told
from aidememoire.ledger.writing import UNDO, Change, Made, made, valid
from aidememoire.vocabulary.codes import Codes
from aidememoire.vocabulary.declaring import Part
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import DEFAULT, Handling
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.kinds.dilemmas import DECIDED, Dilemma
from aidememoire.vocabulary.messages import Message, _

Fields = dict[str, Any]
TAKEN = "take in"


class Effect(Codes):
    """What taking a record in would do."""

    CREATE = "create", _("New here")
    UPDATE = "update", _("Changed there")
    CLASH = "clash", _("Changed there and here")
    SAME = "same", _("Already here")
    REFUSE = "refuse", _("Refused")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One record as it comes in: by which ledger id and slug, what it says, and whom its references mean.

    ``names`` gives the ledger id of each slug that the fields name. ``floor`` is the label below which it must not
    fall. ``knows`` are marks of all versions that its sender had; a file has none, and is compared with what was taken
    in from a file before.
    """

    record: str
    kind: str
    fields: Fields
    names: Mapping[str, str]
    floor: Handling | None = None
    knows: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What taking one record in would do, and to which fields; for a refusal, why."""

    record: str
    kind: str
    effect: Effect
    fields: tuple[str, ...] = ()
    why: Message | None = None
    change: Change | None = field(default=None, repr=False)


def mark(entry: str) -> str:
    """Return the mark by which others recognise a version without learning when it was written."""
    return blake2b(bytes.fromhex(entry), digest_size=12, person=b"aidememoire-vrs1").hexdigest()


def known(versions: Iterable[tuple[Entry, Body]]) -> frozenset[str]:
    """Return the marks of all versions of a record that its holder has: their own, and those that they took in."""
    return frozenset().union(*(_marks(entry, body) for entry, body in versions))


def _marks(entry: Entry, body: Body) -> frozenset[str]:
    # A version taken in says nothing new; only what people wrote is marked, so that an exchange comes to rest.
    if body.act and body.act.get("act") == TAKEN and "knows" in body.act:
        return frozenset(body.listed("knows"))
    return frozenset({mark(entry.id)})


class Taking:
    """Records that come in together, planned against what a desk sees."""

    def __init__(self, desk: Desk, incoming: Sequence[Incoming], act: Mapping[str, Any]) -> None:
        self._desk, self._act = desk, dict(act)
        self._incoming = {one.record: one for one in incoming}
        self._purged = {entry.record for entry in desk.entries if entry.kind == PURGE}
        self._slugs = self._slugs_here()
        self.rows = self._without_dangling([self._row(one) for one in incoming])

    def made(self, *, why: str | None = None) -> Made:
        """Return the entries of one batch that take in what is not refused."""
        self._desk.reader.must("take in")
        return made(self._desk, [row.change for row in self.rows if row.change is not None], why=why)

    def _slugs_here(self) -> dict[str, str]:
        """Return by which slug each record that comes in goes here."""
        here = self._desk.view
        given: dict[str, str] = {}
        taken = {record.id for record in self._desk.dossier}
        for one in self._incoming.values():
            slug = here.slug(one.record) or free_slug(str(one.fields.get("id", "")), taken)
            taken.add(slug)
            given[one.record] = slug
        return given

    # One record

    def _row(self, one: Incoming) -> Row:
        slug = self._slugs[one.record]
        model = kinds().get(one.kind)
        if model is None:
            why = _("this version does not know records of the kind {kind}", kind=one.kind)
            return Row(slug, one.kind, Effect.REFUSE, why=why)
        found = self._desk.view.found(one.record)
        if found is None and one.record in self._purged:
            return Row(slug, one.kind, Effect.REFUSE, why=_("it was destroyed here, and does not come back"))
        if found is not None and found.kind != one.kind:
            return Row(slug, one.kind, Effect.REFUSE, why=_("it is a record of another kind here"))
        try:
            fields = self._in_our_words(one, model, slug)
            return self._existing(one, found, fields) if found else self._new(one, model, fields)
        except InputError as refusal:
            said = refusal.message
            return Row(slug, one.kind, Effect.REFUSE, why=said if isinstance(said, Message) else Message(str(said)))

    def _in_our_words(self, one: Incoming, model: type[Part], slug: str) -> Fields:
        """Return the fields with every reference by the slug that it has here."""
        here = {old: self._slugs.get(record) or self._desk.view.slug(record) for old, record in one.names.items()}
        missing = sorted(name for name in renamed_ids(model, one.fields) if not here.get(name))
        if missing:
            raise InputError(
                _("it names {records}, which did not come with it and are not here", records=tuple(missing))
            )
        return {**renamed(model, one.fields, lambda old: here.get(old) or old), "id": slug}

    def _new(self, one: Incoming, model: type[Part], fields: Fields) -> Row:
        if one.floor is not None:
            fields = {**fields, "handling": one.floor.model_dump()}
        record = valid(model, fields)
        self._writable(one.floor or getattr(record, "handling", None))
        change = Change(one.record, one.kind, record.written(), (), act=self._act_of(one))
        return Row(fields["id"], one.kind, Effect.CREATE, tuple(record.written()), change=change)

    def _existing(self, one: Incoming, found: Found, fields: Fields) -> Row:
        versions = self._desk.view.written(found.id)
        slug = found.slug
        if one.knows is not None and one.knows <= known(versions):
            return Row(slug, one.kind, Effect.SAME)
        base = _newest(_they_knew(versions, one.knows))
        model = kinds()[one.kind]
        ours, before = found.fields, _base_of(base, model, one, self._slug_of_base)
        theirs = self._as_meant(one, model, fields, before, ours)
        parents = tuple(entry.id for entry, _body in base)
        if one.knows is None and not base:
            theirs, parents = {**ours, **theirs}, tuple(head.id for head in found.heads)
        if one.knows is None and base and _taken_back(versions):
            # What was undone here must not stand against what the file says now: it goes on from what is here.
            merged, both = three_way(before, ours, theirs, lambda name: is_text(model, name))
            if not both:
                theirs, parents = dict(merged), tuple(head.id for head in found.heads)
        theirs = {name: value for name, value in theirs.items() if value is not None}
        if (
            one.knows is None
            and base
            and _said(theirs) == _said(before)
            and theirs.get("handling") == ours.get("handling")
        ):
            return Row(slug, one.kind, Effect.SAME)
        theirs = valid(model, theirs).written()
        _not_decided_elsewhere(one.kind, slug, theirs, (before, ours))
        self._writable(Handling.model_validate(theirs["handling"]) if "handling" in theirs else None)
        change = Change(found.id, one.kind, theirs, parents, act=self._act_of(one))
        return _compared(slug, one.kind, model, found, (before, ours, theirs), change)

    def _slug_of_base(self, record: str) -> str | None:
        return self._desk.view.slug(record)

    def _as_meant(self, one: Incoming, model: type[Part], fields: Fields, before: Fields, ours: Fields) -> Fields:
        """Return the fields as their sender meant them: what was masked or cut away on the way is no change."""
        here = before or ours
        slug = str(ours["id"])
        chatham = bool(one.floor and one.floor.chatham_house) or self._desk.dossier.label(slug).chatham_house
        shown = told(one.kind, model, here, chatham)
        same = {name for name in here if fields.get(name) == shown.get(name)}
        return {**fields, **{name: here[name] for name in same}, **self._label(one, fields, ours)}

    def _label(self, one: Incoming, fields: Fields, ours: Fields) -> Fields:
        """Return the label that a record has from now on: never a lower one than here, nor than its sender's."""
        now = Handling.model_validate(ours["handling"]) if "handling" in ours else self._default
        meant = one.floor or (Handling.model_validate(fields["handling"]) if "handling" in fields else now)
        if closes_as_much(now, meant):
            return {"handling": ours.get("handling")}
        return {"handling": now.joined(meant).model_dump()}

    @property
    def _default(self) -> Handling:
        return self._desk.dossier.header.handling or DEFAULT

    def _writable(self, label: Handling | None) -> None:
        if label is not None and not label.within(self._desk.standing.ceiling):
            raise InputError(_("its label {label} is beyond what you hold here", label=label.level))

    def _act_of(self, one: Incoming) -> dict[str, Any]:
        act = {**self._act, "act": TAKEN}
        if one.knows is None:
            act["slug"] = str(one.fields["id"])
        else:
            act["knows"] = sorted(one.knows)
        if one.floor is not None:
            act["floor"] = one.floor.model_dump()
        return act

    # All of them

    def _without_dangling(self, rows: list[Row]) -> tuple[Row, ...]:
        """Refuse, too, what names something that is refused and is not here."""
        while True:
            gone = {row.record for row in rows if row.effect is Effect.REFUSE and row.record not in self._desk.dossier}
            left = [_refused_with(row, gone) for row in rows]
            if left == rows:
                return tuple(rows)
            rows = left


def _refused_with(row: Row, gone: set[str]) -> Row:
    model = kinds().get(row.kind)
    if row.change is None or row.change.fields is None or model is None:
        return row
    names = sorted(renamed_ids(model, row.change.fields) & gone)
    if not names:
        return row
    why = _("it names {records}, which is refused", records=tuple(names))
    return replace(row, effect=Effect.REFUSE, fields=(), why=why, change=None)


def _not_decided_elsewhere(kind: str, slug: str, theirs: Fields, known: Sequence[Fields]) -> None:
    """Refuse what would decide a dilemma of ours: deciding asks whose red line that crosses, and keeps the dissent."""
    for name in DECIDED if kind == Dilemma.kind_of.name else ():
        if all(theirs.get(name) != fields.get(name) for fields in known):
            raise InputError(_("it was decided elsewhere, which decides nothing here: decide {id} here", id=slug))


def _they_knew(versions: Sequence[tuple[Entry, Body]], knows: frozenset[str] | None) -> list[tuple[Entry, Body]]:
    """Return the versions here that the sender had; of a file, those that came from a file and were not taken back."""
    if knows is None:
        gone = _taken_back(versions)
        came = [(entry, body) for entry, body in versions if (body.act or {}).get("act") == TAKEN and body.record]
        return [(entry, body) for entry, body in came if entry.batch not in gone]
    return [(entry, body) for entry, body in versions if _marks(entry, body) <= knows]


def _taken_back(versions: Sequence[tuple[Entry, Body]]) -> set[str]:
    """Return the acts that were undone, unless their undoing was undone: the latest word counts."""
    gone: set[str] = set()
    for entry, body in reversed(versions):
        if body.act and body.act.get("act") == UNDO and entry.batch not in gone:
            gone.add(str(body.act.get("batch")))
    return gone


def _newest(versions: list[tuple[Entry, Body]]) -> list[tuple[Entry, Body]]:
    """Return the versions on which no other of them builds."""
    parents = {entry.id: set(entry.parents) for entry, _body in versions}
    built_on = {parent for of_one in parents.values() for parent in of_one}
    return [(entry, body) for entry, body in versions if entry.id not in built_on]


def _base_of(base: list[tuple[Entry, Body]], model: type[Part], one: Incoming, slug_of: Any) -> Fields:
    """Return what the newest version said that the sender had, references by the slugs of today."""
    if not base:
        return {}
    _entry, body = max(base, key=lambda pair: pair[0].order)
    fields = body.record or {}
    return renamed(model, fields, lambda old: slug_of(body.names.get(old, "")) or old)


def _compared(
    slug: str, kind: str, model: type[Part], found: Found, sides: tuple[Fields, Fields, Fields], change: Change
) -> Row:
    before, ours, theirs = sides
    if set(change.parents) == {head.id for head in found.heads}:
        changed = tuple(name for name in {**ours, **theirs} if ours.get(name) != theirs.get(name))
        return Row(slug, kind, Effect.UPDATE if changed else Effect.SAME, changed, change=change)
    merged, both = three_way(before, ours, theirs, lambda name: is_text(model, name))
    if both:
        return Row(slug, kind, Effect.CLASH, both, change=change)
    changed = tuple(name for name in {**ours, **merged} if ours.get(name) != merged.get(name))
    return Row(slug, kind, Effect.UPDATE if changed else Effect.SAME, changed, change=change)


def _said(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if name != "handling"}
