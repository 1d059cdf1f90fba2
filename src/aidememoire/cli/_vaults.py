"""How does a command get to what is in the vault, and what must the audit know of it?

Imported only where a command names ``@slug``, a bundle or the vault itself: what reads files knows nothing of it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import click

from aidememoire.cli._holding import Held
from aidememoire.ledger import bundles, newer
from aidememoire.ledger.audit import Event
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.envelope import LARGEST
from aidememoire.ledger.gate import Denied
from aidememoire.ledger.memory import MemoryKeeper, MemoryKeyring
from aidememoire.ledger.showing import NAMELESS
from aidememoire.vault import opening
from aidememoire.vault.agent.client import Client
from aidememoire.vault.agent.place import Locked
from aidememoire.vault.folder import Folder
from aidememoire.vocabulary.declaring import ID_LENGTH
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.errors import AideMemoireError, InputError
from aidememoire.vocabulary.findings import Finding, Row
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.messages import _, text_of
from aidememoire.vocabulary.text import Text

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


@contextmanager
def client_here() -> Iterator[Client]:
    """Give the conversation with the key agent of this account; what it warns of is told at the end."""
    folder = Folder.here()
    folder.id()
    client = Client(folder)
    try:
        end_with(client)
        yield client
        for alert in client.alerts:
            click.echo(f"! {text_of(alert)}", err=True)
    finally:
        client.close()


def tell_of_newer(number: int, unopened: int = 0) -> None:
    """Tell how many records are not shown as they last stood, where there are any."""
    for sentence in newer.not_as_last(number, unopened):
        click.echo(f"! {text_of(sentence)}", err=True)


def newer_in(client: Client) -> int:
    """Return how many records of the vault this version cannot read, as far as whoever unlocked it may know of them."""
    desks = (Desk(client.keeper, client.keyring, place.dossier) for place in client.keeper.dossiers())
    return sum(desk.view.newer for desk in desks)


def end_with(client: Client) -> None:
    """End this process with one line when the vault is locked under its hands: it holds plain records."""

    def end() -> None:
        click.echo(str(Locked()), err=True)
        os._exit(1)

    client.end_with_agent(end)


@contextmanager
def at_desk(place: str, known_at: date | None = None) -> Iterator[tuple[Client, Desk]]:
    """Give the desk of a dossier of the vault, named as ``@slug``, and the conversation that it goes through."""
    slug = slug_of(place)
    not_to_come(known_at)
    with client_here() as client:
        desk = opening.open_dossier(f"{opening.SIGN}{slug}", known_at, client=client)
        desk.reader.must("read")
        tell_of_newer(desk.view.newer, desk.view.unopened)
        yield client, desk


@contextmanager
def desk_of(place: str, known_at: date | None = None) -> Iterator[Desk]:
    """Give the desk of a dossier of the vault, named as ``@slug``."""
    with at_desk(place, known_at) as (_client, desk):
        yield desk


@contextmanager
def desk_or_new(place: str, header: Callable[[str], Header], compartments: Iterable[str] = ()) -> Iterator[Opened]:
    """Give the desk of a dossier, or what is needed to found it where there is none of that name yet."""
    slug = slug_of(place)
    with client_here() as client:
        if slug in {one for found in client.keeper.dossiers() for one in (found.slug, found.dossier)}:
            yield Opened(client, opening.open_dossier(f"{opening.SIGN}{slug}", client=client))
        else:
            yield Opened(client, None, header(slug), tuple(compartments))


class Opened:
    """Where something is taken in: at a desk that is there, or at one to be founded when it is meant."""

    def __init__(
        self, client: Client, desk: Desk | None, header: Header | None = None, compartments: tuple[str, ...] = ()
    ) -> None:
        self.client, self._desk, self._header, self._compartments = client, desk, header, compartments

    @property
    def new(self) -> bool:
        """Say whether the dossier is not there yet."""
        return self._desk is None

    def to_look(self) -> Desk:
        """Return a desk to preview at: the one there, or one that ends with this process and reaches no disk."""
        if self._desk is None:
            assert self._header is not None
            return Desk.found(MemoryKeeper(), MemoryKeyring("preview"), self._header, compartments=self._compartments)
        return self._desk

    def to_write(self) -> Desk:
        """Return a desk to write at, founding the dossier where it is not there yet."""
        if self._desk is None:
            assert self._header is not None
            self._desk = Desk.found(
                self.client.keeper, self.client.keyring, self._header, compartments=self._compartments
            )
        return self._desk


def slug_of(place: str) -> str:
    """Return the name after the sign, or say how dossiers of the vault are named."""
    slug = place.removeprefix(opening.SIGN)
    if not opening.is_place(place):
        raise InputError(_("{place} is no dossier of the vault. Write its name as @slug.", place=place[:ID_LENGTH]))
    if not _SLUG.fullmatch(slug) or len(slug) > ID_LENGTH:
        raise InputError(
            _(
                "{place} cannot be the name of a dossier: small letters a to z, digits, and single hyphens between "
                "them. Its title may be in any script.",
                place=place[:ID_LENGTH],
            )
        )
    return slug


def not_to_come(known_at: date | None) -> None:
    """Refuse to say what will have been known on a day that nobody has lived yet, wherever on earth."""
    if known_at is not None and known_at > max(date.today(), datetime.now(UTC).date()):
        raise InputError(_("{day} has not come yet: nobody knows what will be known then.", day=known_at))


# A DOSSIER of the vault, or in a bundle


@contextmanager
def holding(place: str, known_at: date | None) -> Iterator[Held]:
    """Give a dossier of the vault to a command that asks it something or makes something of it."""
    with desk_of(place, known_at) as desk:
        if known_at is not None and desk.dossier.header.slug == NAMELESS and not len(desk.dossier):
            raise InputError(_("Nothing of {place} was recorded by {day} yet.", place=place, day=known_at))
        yield OfVault(desk.dossier, desk.note, desk)


@contextmanager
def holding_bundle(file: Path) -> Iterator[Held]:
    """Give what a partner's bundle holds, without taking anything of it in."""
    with client_here() as client:
        quarantined = bundles.open_bundle(sealed_file(file), client.keyring, today=date.today())
        if quarantined.manifest.kind != bundles.BUNDLE:
            raise InputError(_("This bundle brings two copies of one dossier together. Use: merge."))
        desk = Desk.found(MemoryKeeper(), MemoryKeyring("reader"), header_of(quarantined.manifest, "bundle"))
        desk.do(bundles.apply(quarantined, desk))

        def note(action: str, *, record: str = "", label: Label | None = None, outcome: str = "done") -> None:
            at, me = desk.clock.tick(), client.keyring.me.id
            client.keeper.note(Event(at, me, quarantined.manifest.dossier, action, record, label, outcome))

        yield OfVault(desk.dossier, note, desk)


def header_of(manifest: bundles.Manifest, slug: str) -> Header:
    """Return the header of a dossier that begins with a bundle."""
    return Header(slug=slug, title=Text(manifest.title), handling=manifest.ceiling)


def sealed_file(file: Path) -> bytes:
    """Return the bytes of a bundle, receipt or request."""
    try:
        if file.stat().st_size > LARGEST:
            raise InputError(_("This sealed file is larger than any that this tool writes."))
        return file.read_bytes()
    except FileNotFoundError:
        raise InputError(_("There is no file {path}. Look at the name and the folder.", path=str(file))) from None
    except OSError as trouble:
        raise InputError(_("{path} cannot be read: {why}.", path=str(file), why=trouble.strerror or "")) from None


class OfVault(Held):
    """A dossier out of the vault: what is shown of its secrets, and whatever leaves in plain form, is audited."""

    sealed = True

    def __init__(self, dossier: Dossier, note: Callable[..., None], desk: Desk) -> None:
        super().__init__(dossier)
        self._note, self._desk = note, desk

    def asked(self, found: Finding) -> Finding:
        """Note on which RED records an answer rests, and keep who can move whom from whoever is not cleared for it."""
        from aidememoire.methods.routes import NOT_CLEARED, shown_to

        shown = shown_to(found, self._desk.reader.clearance)
        if shown is None:
            raise Denied(NOT_CLEARED)
        self.rests_on(shown.inputs)
        return shown

    def rests_on(self, records: Iterable[str]) -> None:
        """Note which of the records on which an answer rests are RED."""
        self._desk.asked(records)

    def shown(self, record: str) -> None:
        """Note that a RED record is read."""
        if record in self.dossier and (label := self.dossier.label(record).level) == Label.RED:
            self._note("read", record=self._desk.view.record_id(record), label=label)

    def history(self, record: str) -> tuple[Row, ...]:
        """Return the versions of a record that the reader may see."""
        from aidememoire.cli._histories import rows_of

        return rows_of(self._desk, record)

    @contextmanager
    def leaving(self, label: Label, ceiling: Handling | None = None) -> Iterator[None]:
        """Note an export before anything leaves, so that none goes unnoted; and that it was refused, where it was.

        The RED records that stand under its ceiling were read with it, and are noted as that.
        """
        self._desk.reader.must("export")
        if ceiling:
            self.rests_on(record.id for record in self.dossier.cut(ceiling))
        self._note("export", label=label)
        try:
            yield
        except AideMemoireError:
            self._note("export", label=label, outcome="refused")
            raise


@contextmanager
def quarantined_in(file: Path, today: date) -> Iterator[bundles.Quarantined]:
    """Give what a bundle holds that is sealed to whoever unlocked the vault; nothing of it is used."""
    with client_here() as client:
        yield bundles.open_bundle(sealed_file(file), client.keyring, today=today)


def bundle_file(file: Path, *, force: bool) -> None:
    """Refuse to write over what is there, unless it was asked for."""
    if file.exists() and not force:
        raise InputError(_("{path} is already there; --force replaces it.", path=file))
