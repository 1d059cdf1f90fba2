"""How do chosen records go to a partner, whole and up to a ceiling, and how does a partner take them in?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from aidememoire.ledger.audit import Event
from aidememoire.ledger.bundles._contents import BUNDLE, Manifest, Quarantined, loaded, said_of
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import canonical
from aidememoire.ledger.envelope import closed
from aidememoire.ledger.people import Person
from aidememoire.ledger.people import words as code_words
from aidememoire.ledger.taking import Incoming, Row, Taking, known
from aidememoire.ledger.writing import Made, valid
from aidememoire.vocabulary import handling
from aidememoire.vocabulary.declaring import as_identifier
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.kinds.actors import Identity
from aidememoire.vocabulary.messages import Message, _, plural
from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that was asked for and does not travel, and why; for the eyes of the sender alone."""

    record: str
    why: Message


def make(
    desk: Desk,
    *,
    recipients: Sequence[Person],
    purpose: str,
    ceiling: Handling | Label | str,
    records: Iterable[str] | None = None,
    keep_until: date | None = None,
) -> tuple[bytes, tuple[LeftOut, ...]]:
    """Return a bundle of chosen records (all by default) with what they name, and what of these stays behind.

    Records go whole, as they stand: their history stays here, so their keys, which would open it, do not travel.
    Compartments are a matter of this dossier and do not travel either; the level, the readers and the Chatham House tag
    do, and bind whoever takes the records in.
    """
    desk.reader.must("export")
    if not purpose.strip():
        raise InputError(_("Say what the bundle is for: its recipients are bound by that."))
    whole = desk.dossier
    limit = Handling.model_validate(ceiling)
    wanted = whole if records is None else whole.having(_with_what_they_name(desk, records))
    left = wanted.cut(limit)
    out = [LeftOut(id, why) for id, why in handling.left_out(wanted, left)]
    open_clash = {clash.record for clash in desk.view.clashes}
    sent, held_back = [], dict[str, Message]()
    for record in left:
        if isinstance(record, Identity):
            held_back[record.id] = _("is a name behind a pseudonym, which never travels in a bundle")
        elif record.id in open_clash:
            held_back[record.id] = _("is open between two versions: decide first")
    for id in sorted(left.naming(held_back) - set(held_back)):
        held_back[id] = _(
            "names {records}, which is left out", records=tuple(sorted(left[id].named() & set(held_back)))
        )
    sent = [_travelling(desk, left, record, limit) for record in left if record.id not in held_back]
    if not sent:
        raise InputError(
            _("Nothing is left to send under {label}. Raise the ceiling, or choose others.", label=limit.level)
        )
    manifest = Manifest(
        id="",
        kind=BUNDLE,
        dossier=desk.place,
        title=str(whole.header.title or whole.header.slug),
        made_at=desk.clock.tick(),
        sender=desk.writer,
        recipients=tuple(recipients),
        purpose=purpose,
        ceiling=limit.model_copy(update={"compartments": ()}),
        keep_until=keep_until,
        heads=desk.keeper.heads(desk.place),
    )
    said = said_of(replace(manifest, heads=tuple(head for head in manifest.heads if not head.compartments)))
    letter, written = closed(BUNDLE, said, canonical(loaded(sent)), desk.keyring, recipients)
    desk.asked(record.id for record in left if record.id not in held_back)
    desk.note("bundle", record=letter, label=limit.level)
    return written, (*out, *(LeftOut(id, why) for id, why in held_back.items()))


def _with_what_they_name(desk: Desk, records: Iterable[str]) -> list[Record]:
    """Return chosen records with all that they name, however far away, in the order of the dossier."""
    waiting, wanted = list(records), set[str]()
    for slug in waiting:
        desk.view.record_id(slug)
        if slug not in wanted:
            wanted.add(slug)
            waiting += desk.dossier[slug].named()
    return [record for record in desk.dossier if record.id in wanted]


def _travelling(desk: Desk, left: Dossier, record: Record, limit: Handling) -> Incoming:
    label = left.label(record.id)
    readers = label.releasable_to or limit.releasable_to
    floor = Handling(level=label.level, releasable_to=readers, chatham_house=label.chatham_house)
    ledger_id = desk.view.record_id(record.id)
    names = {slug: desk.view.record_id(slug) for slug in record.named()}
    fields = {name: value for name, value in record.written().items() if name != "handling"}
    return Incoming(ledger_id, record.kind_of.name, fields, names, floor, known(desk.view.written(ledger_id)))


# Taking in


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a bundle in would do, record by record, and from whom it comes."""

    manifest: Manifest
    words: str
    acquainted: bool
    rows: tuple[Row, ...]

    @property
    def told(self) -> Message:
        """Return how many records there are, in a sentence."""
        return plural(
            "{n} record from {sender}: {purpose}",
            "{n} records from {sender}: {purpose}",
            len(self.rows),
            sender=self.manifest.sender.name,
            purpose=self.manifest.purpose,
        )


def as_dossier(quarantined: Quarantined) -> Dossier:
    """Return what is in a bundle as a dossier of its own, to look at without taking it in."""
    manifest = quarantined.manifest
    if manifest.kind != BUNDLE:
        raise InputError(_("This bundle brings two copies of one dossier together. Use: merge."))
    slug = as_identifier(manifest.title) or "bundle"
    records = []
    for one in quarantined.records:
        model = kinds().get(one.kind)
        if model is not None and one.floor is not None:
            records.append(valid(model, {**one.fields, "handling": one.floor.model_dump()}))
    return Dossier(Header(slug=slug, title=Text(manifest.title), handling=manifest.ceiling), records)


def preview(quarantined: Quarantined, desk: Desk) -> Preview:
    """Return what taking in a bundle would do at this desk; nothing is changed.

    ``words`` is the sender's fingerprint as words to read out and compare; ``acquainted`` says whether the sender has a
    part in this dossier or sent something that was taken in before.
    """
    if quarantined.manifest.kind != BUNDLE:
        raise InputError(_("This bundle brings two copies of one dossier together. Use: merge."))
    sender = quarantined.manifest.sender
    return Preview(
        quarantined.manifest, code_words(sender.id), _acquainted(desk, sender), _taking(quarantined, desk).rows
    )


def apply(quarantined: Quarantined, desk: Desk) -> Made:
    """Return the entries of one batch that take in what is not refused. Undoing that batch takes all of it back."""
    preview(quarantined, desk)
    manifest = quarantined.manifest
    made = _taking(quarantined, desk).made(why=_why(manifest))
    event = Event(desk.clock.tick(), desk.writer.id, desk.place, "take in", manifest.id, manifest.ceiling.level)
    return replace(made, events=(*made.events, event))


def _taking(quarantined: Quarantined, desk: Desk) -> Taking:
    manifest = quarantined.manifest
    return Taking(desk, quarantined.records, {"bundle": manifest.id, "from": manifest.sender.id})


def _why(manifest: Manifest) -> str:
    return str(_("From {sender}: {purpose}", sender=manifest.sender.name, purpose=manifest.purpose))


def _acquainted(desk: Desk, sender: Person) -> bool:
    if sender.id in desk.rights.people:
        return True
    versions = (desk.view.written(desk.view.record_id(record.id)) for record in desk.dossier)
    return any((body.act or {}).get("from") == sender.id for some in versions for _entry, body in some)
