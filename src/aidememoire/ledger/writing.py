"""How do changes become entries: labelled, sealed, and bound to what their writer saw?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from aidememoire.ledger.audit import Event
from aidememoire.ledger.entry import HEADER, Entry, new_id, new_record_id
from aidememoire.ledger.found import Found, model_of
from aidememoire.ledger.gate import Beyond, closes_as_much
from aidememoire.ledger.naming import renamed_ids
from aidememoire.ledger.seal import Body, WrappedKey, sealed
from aidememoire.vocabulary import handling
from aidememoire.vocabulary.declaring import Part
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files.explaining import explained
from aidememoire.vocabulary.handling import Handling
from aidememoire.vocabulary.messages import _

if TYPE_CHECKING:
    from aidememoire.ledger.desk import Desk

Fields = dict[str, Any]
P = TypeVar("P", bound=Part)
UNDO = "undo"
"""What the act of an entry is called that takes another act back; it says which."""


@dataclass(frozen=True, slots=True)
class Made:
    """What an act makes: entries not yet linked to a chain, the keys that they need, and what is to be noted."""

    entries: tuple[Entry, ...]
    keys: tuple[WrappedKey, ...] = ()
    drop_keys: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def batch(self) -> str:
        """Return the id of the act, by which it is undone."""
        return self.entries[0].batch if self.entries else ""


@dataclass(frozen=True, slots=True)
class Change:
    """One record as it shall be from now on: its plain fields, or None where it is withdrawn.

    ``names`` says which records its references mean, where the slugs of today do not; ``resolves`` which open fields it
    decides. Only where ``lowers`` is set, for which two people answer, may the label open what was closed.
    """

    record: str
    kind: str
    fields: Fields | None
    parents: tuple[str, ...] = ()
    names: Mapping[str, str] | None = None
    resolves: tuple[str, ...] = ()
    lowers: bool = False
    act: dict[str, Any] | None = None


def made(desk: Desk, changes: Sequence[Change], *, why: str | None = None) -> Made:
    """Return the entries for changes that belong together, each with the label that it must have."""
    batch, keys = new_record_id(), []
    mates = {str(change.fields["id"]): change.record for change in changes if change.fields and change.kind != HEADER}
    names = {change.record: _names(desk, change, mates) for change in changes}
    changes, labels = _labels(desk, changes, names)
    whole = reading_all(labels.values())
    entries = []
    for change in changes:
        label = labels[change.record]
        _may_write(desk, label)
        at = desk.clock.tick()
        entry = Entry(
            id=new_id(at),
            dossier=desk.place,
            record=change.record,
            kind=change.kind,
            parents=change.parents,
            recorded_at=at,
            recorded_by=desk.writer.id,
            handling=label,
            body=None,
            batch=batch,
        )
        try:
            key, new = desk.sealer.key_for(change.record, desk.rights.versions(label.compartments, desk.writer.id))
        except KeyError:
            raise _beyond() from None
        keys += [new] if new else []
        told = why if label in whole else None
        body = Body(change.fields, names[change.record], told, change.resolves, change.act)
        entries.append(_with_body(entry, sealed(body, key, entry)))
    return Made(tuple(entries), tuple(keys))


def _with_body(entry: Entry, body: bytes) -> Entry:
    return Entry(
        entry.id,
        entry.dossier,
        entry.record,
        entry.kind,
        entry.parents,
        entry.recorded_at,
        entry.recorded_by,
        entry.handling,
        body,
        entry.batch,
    )


def _names(desk: Desk, change: Change, mates: Mapping[str, str]) -> dict[str, str]:
    """Return the ledger id of every record that a change names, or say which is not there."""
    model = model_of(change.kind)
    if change.fields is None or model is None:
        return {}
    if change.names is not None:
        return dict(change.names)
    named = renamed_ids(model, change.fields)
    return {slug: mates.get(slug) or desk.view.record_id(slug) for slug in sorted(named)}


def _labels(
    desk: Desk, changes: Sequence[Change], names: Mapping[str, Mapping[str, str]]
) -> tuple[list[Change], dict[str, Handling]]:
    """Return the changes and their labels: each its own, joined with that of every record named, and never lower.

    What was written under a label stays in it, also where the record no longer names a secret: the label is then its
    own from now on.
    """
    own = {change.record: _own_label(desk, change) for change in changes}
    named = {record: set(slugs.values()) for record, slugs in names.items()}
    for other in set().union(*named.values()) - set(own):
        own[other] = label_of(desk, other)
    labels = handling.inherited(own, named)
    kept = []
    for change in changes:
        floor = label_of(desk, change.record) if _has_floor(desk, change) else labels[change.record]
        if not closes_as_much(labels[change.record], floor):
            own[change.record] = own[change.record].joined(floor)
            change = replace(change, fields={**(change.fields or {}), "handling": own[change.record].model_dump()})
        kept.append(change)
    labels = handling.inherited(own, named)
    return kept, {change.record: labels[change.record] for change in changes}


def _has_floor(desk: Desk, change: Change) -> bool:
    before = desk.view.found(change.record)
    return before is not None and change.kind != HEADER and change.fields is not None and not change.lowers


def reading_all(labels: Iterable[Handling]) -> frozenset[Handling]:
    """Return the labels whose readers could read the whole act: only there the reason for it may stand."""
    distinct = frozenset(labels)
    return frozenset(label for label in distinct if all(closes_as_much(label, other) for other in distinct))


def _own_label(desk: Desk, change: Change) -> Handling:
    if change.kind == HEADER:
        # The header is open to everybody with a part in the dossier; it sets the label of others, not its own.
        return Handling(level=handling.Label.CLEAR)
    if change.fields is None:
        return label_of(desk, change.record)
    written = change.fields.get("handling")
    return Handling.model_validate(written) if written else desk.view.dossier.header.handling or handling.DEFAULT


def label_of(desk: Desk, record: str) -> Handling:
    """Return the label that a record has for the ledger: what its open versions bear, and what it must have now."""
    found = desk.view.found(record)
    slug = desk.view.slug(record)
    if found is None:
        return handling.DEFAULT
    label = found.handling
    return label.joined(desk.view.label(slug)) if slug and slug in desk.view.dossier else label


def _may_write(desk: Desk, label: Handling) -> None:
    if not label.within(desk.standing.ceiling):
        raise _beyond()


def _beyond() -> Beyond:
    return Beyond(
        _("That label is beyond what you hold here. Choose one within your own, or ask whoever leads the dossier.")
    )


def not_lower(desk: Desk, found: Found | None, now: Handling | None) -> None:
    """Refuse a label that opens a record to more readers: that is another act, which takes a second person."""
    default = desk.dossier.header.handling or handling.DEFAULT
    was = getattr(found.model, "handling", None) or default if found else default
    new = now or default
    if not closes_as_much(new, was):
        raise InputError(_("A lower label takes a second person. Use the act of relabelling, which asks for one."))


def valid(model: type[P], fields: Mapping[str, Any]) -> P:
    """Return plain fields as a record, or say in the user's words what is wrong with them."""
    try:
        return model.model_validate(dict(fields))
    except ValidationError as error:
        _path, field, found, problem, instead = next(explained(error, model))
        about = tuple(part for part in (field, found) if part)
        if instead is None:
            raise InputError(_("{about}: {problem}", about=about, problem=problem)) from None
        raise InputError(
            _("{about}: {problem}. Write: {instead}.", about=about, problem=problem, instead=instead)
        ) from None
