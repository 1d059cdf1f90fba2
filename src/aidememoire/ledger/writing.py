"""How do changes become entries: labelled, sealed, and bound to what their writer saw?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from aidememoire.ledger.audit import Event
from aidememoire.ledger.entry import HEADER, Entry, new_id, new_record_id
from aidememoire.ledger.gate import Denied
from aidememoire.ledger.naming import renamed_ids
from aidememoire.ledger.seal import Body, WrappedKey, sealed
from aidememoire.ledger.track import model_of
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
    """One record as it shall be from now on: its plain fields, or None where it is withdrawn."""

    record: str
    kind: str
    fields: Fields | None
    parents: tuple[str, ...] = ()
    act: dict[str, Any] | None = None


def made(desk: Desk, changes: Sequence[Change], *, why: str | None = None) -> Made:
    """Return the entries for changes that belong together, each with the label that it must have."""
    batch, keys = new_record_id(), []
    mates = {str(change.fields["id"]): change.record for change in changes if change.fields and change.kind != HEADER}
    names = {change.record: _names(desk, change, mates) for change in changes}
    labels = _labels(desk, changes, names)
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
        entries.append(
            _with_body(entry, sealed(Body(change.fields, names[change.record], why, change.act), key, entry))
        )
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
    named = renamed_ids(model, change.fields)
    return {slug: mates.get(slug) or desk.view.record_id(slug) for slug in sorted(named)}


def _labels(desk: Desk, changes: Iterable[Change], names: Mapping[str, Mapping[str, str]]) -> dict[str, Handling]:
    """Return the label of each change: its own, joined with that of every record named."""
    own: dict[str, Handling] = {}
    for change in changes:
        own[change.record] = _own_label(desk, change)
    named = {record: set(slugs.values()) for record, slugs in names.items()}
    for other in set().union(*named.values()) - set(own):
        own[other] = label_of(desk, other)
    return handling.inherited(own, named)


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
    return label.joined(desk.view.dossier.label(slug)) if slug in desk.view.dossier and slug else label


def _may_write(desk: Desk, label: Handling) -> None:
    if not label.within(desk.standing.ceiling):
        raise _beyond()


def _beyond() -> Denied:
    return Denied(
        _("That label is beyond what you hold here. Choose one within your own, or ask whoever leads the dossier.")
    )


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
