"""How does a sender learn what became of a bundle, and ask for it back? By signed receipts and requests.

A request asks; it cannot force. What was copied elsewhere stays there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aidememoire.ledger.acts.purge import purge
from aidememoire.ledger.bundles._contents import Quarantined
from aidememoire.ledger.clock import Moment
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.envelope import NotOpened, closed, opened
from aidememoire.ledger.people import Person
from aidememoire.ledger.seal import Keyring
from aidememoire.ledger.writing import Made
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _

RECEIPT, RECALL = "receipt", "recall"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What somebody signed for: which records of a bundle they took in, or destroyed (``purged``)."""

    bundle: str
    signed_by: Person
    at: Moment
    purged: bool
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recall:
    """A sender's signed request to destroy records of a bundle, by their ledger ids."""

    bundle: str
    asked_by: Person
    at: Moment
    why: str
    records: tuple[str, ...]


def receipt(desk: Desk, quarantined: Quarantined) -> bytes:
    """Return a receipt for what of a bundle is at this desk now, sealed to its sender."""
    manifest = quarantined.manifest
    there = [one.record for one in quarantined.records if desk.view.slug(one.record)]
    return _receipt(desk, manifest.id, manifest.sender, there, purged=False)


def recall(desk: Desk, bundle: str, recipients: Sequence[Person], records: Iterable[str], *, why: str) -> bytes:
    """Return a request to destroy records that went out with a bundle."""
    desk.reader.must("export")
    ids = [desk.view.record_id(slug) for slug in records]
    said = {"bundle": bundle, "at": str(desk.clock.tick()), "why": why, "records": ids}
    letter, written = closed(RECALL, said, b"", desk.keyring, recipients)
    desk.note("recall", record=letter)
    return written


def answer(written: bytes, desk: Desk) -> tuple[Made, bytes]:
    """Return the entries that destroy what a request asks for, and the receipt to send when they are kept.

    Only what came from the one who asks is destroyed. What was recorded here since, and names it, must go with it or be
    changed first.
    """
    asked = said_in(written, desk.keyring)
    if not isinstance(asked, Recall):
        raise InputError(_("This is no request to destroy records."))
    slugs = {record: slug for record in asked.records if (slug := desk.view.slug(record))}
    strange = sorted(slug for record, slug in slugs.items() if not _came_from(desk, record, asked.asked_by))
    if strange:
        raise InputError(
            _(
                "{sender} asks to destroy {records}, which did not come from them. Nothing is destroyed.",
                sender=asked.asked_by.name,
                records=tuple(strange),
            )
        )
    made = purge(desk, *slugs.values())
    return made, _receipt(desk, asked.bundle, asked.asked_by, list(asked.records), purged=True)


def said_in(written: bytes, keyring: Keyring) -> Receipt | Recall:
    """Return a receipt or a request that is sealed to the holder of a keyring."""
    letter = opened(written, keyring)
    said = letter.said
    try:
        bundle, at, records = str(said["bundle"]), Moment.read(said["at"]), tuple(map(str, said["records"]))
        if letter.kind == RECEIPT:
            return Receipt(bundle, letter.sender, at, bool(said["purged"]), records)
        if letter.kind == RECALL:
            return Recall(bundle, letter.sender, at, str(said["why"]), records)
    except (KeyError, TypeError):
        pass
    raise NotOpened(_("This sealed file is neither a receipt nor a request to destroy records."))


def _receipt(desk: Desk, bundle: str, to: Person, records: Sequence[str], *, purged: bool) -> bytes:
    said = {"bundle": bundle, "at": str(desk.clock.tick()), "purged": purged, "records": list(records)}
    _letter, written = closed(RECEIPT, said, b"", desk.keyring, [to])
    return written


def _came_from(desk: Desk, record: str, sender: Person) -> bool:
    first = next(iter(desk.view.written(record)), None)
    return first is not None and (first[1].act or {}).get("from") == sender.id
