"""What does a face hold while the vault is unlocked? A keeper and a keyring that ask the key agent."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from aidememoire.ledger.audit import Event
from aidememoire.ledger.chain import Head
from aidememoire.ledger.entry import Entry, packed, unpacked
from aidememoire.ledger.keeper import Place
from aidememoire.ledger.people import Person
from aidememoire.ledger.seal import WrappedKey
from aidememoire.vault.agent.harden import harden
from aidememoire.vault.agent.place import Locked, connected
from aidememoire.vault.agent.plain import (
    read_checked,
    read_error,
    read_event,
    read_head,
    written_event,
    written_head,
    written_key,
)
from aidememoire.vault.agent.wire import Frame, Garbled, receive, send
from aidememoire.vault.backup import Backup
from aidememoire.vault.checking import Checked
from aidememoire.vault.folder import Folder
from aidememoire.vault.store import read_key as key_of_row
from aidememoire.vocabulary.messages import Message, _

KEY_NAME = 16
_quiet: ContextVar[bool] = ContextVar("quiet", default=False)


@contextmanager
def quietly() -> Iterator[None]:
    """Let what is asked inside not count as use: a page that refreshes itself must not keep the vault open."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


@dataclass(frozen=True, slots=True)
class Status:
    """How it stands with an unlocked vault."""

    vault: str
    person: Person
    members: tuple[Person, ...]
    idle_seconds_left: float


class Client:
    """One face's conversation with the key agent. It has ``keeper`` and ``keyring``; any call may raise ``Locked``."""

    def __init__(self, folder: Folder | None = None) -> None:
        self.folder = folder or Folder.here()
        self._turn = threading.Lock()
        self._wire = connected(self.folder)
        self.alerts: list[Message] = []
        self.keeper, self.keyring = AgentKeeper(self), AgentKeyring(self)

    def ask(self, ask: str, parts: Sequence[bytes] = (), **head: object) -> Frame:
        """Ask the agent one thing, and return its answer; an error there is the same error here."""
        with self._turn:
            try:
                send(self._wire, {"ask": ask, "quiet": _quiet.get(), **head}, parts)
                answer = receive(self._wire)
            except OSError:
                answer = None
        if answer is None:
            raise Locked
        if "error" in answer[0]:
            raise read_error(answer[0])
        return answer

    def end_with_agent(self, then: Callable[[], None] = lambda: os._exit(0)) -> None:
        """End this process, which holds plain records, as soon as the vault is locked."""
        harden()
        watch = connected(self.folder)

        def wait() -> None:
            with contextlib.suppress(Garbled):
                receive(watch)  # the agent never speaks first: this returns when it has ended
            then()

        threading.Thread(target=wait, daemon=True, name="ends with the key agent").start()

    def close(self) -> None:
        """End the conversation; the vault stays as it is."""
        self._wire.close()

    # The vault itself.

    def status(self) -> Status:
        """Return how it stands; asking does not count as use."""
        told, _parts = self.ask("status", quiet=True)
        members = tuple(Person.read(member) for member in told["members"])
        return Status(str(told["vault"]), Person.read(told["person"]), members, float(told["idle_seconds_left"]))

    def audit(self) -> Iterator[tuple[int, Event]]:
        """Yield the events of the audit, with their numbers, to an auditor."""
        for sequence, event in self.ask("audit")[0]["events"]:
            yield int(sequence), read_event(event)

    def verify(self, kept: Iterable[str] = ()) -> Checked:
        """Look through the whole vault; ``kept`` are marks of the audit that somebody has kept elsewhere."""
        return read_checked(self.ask("verify", kept=list(kept))[0])

    def backup(self, to: Path, *, own: bool = False) -> Backup:
        """Write a backup into a folder, and prove that it opens; see ``vault.backup``."""
        told, _parts = self.ask("backup", to=str(to.absolute()), own=own)
        return Backup(Path(told["path"]), read_checked(told))

    def enrol(self, name: str, passphrase: str, *, auditor: bool = False) -> Person:
        """Let another person of this machine unlock the vault."""
        return Person.read(self.ask("enrol", [passphrase.encode()], name=name, auditor=auditor)[0]["person"])

    def change_passphrase(self, passphrase: str) -> None:
        """Seal this user's keys under a new passphrase."""
        self.ask("change passphrase", [passphrase.encode()])

    def pack_for_travel(
        self, passphrase: str, *, to: Path, dossiers: Iterable[str], compartments: Iterable[str] = ()
    ) -> Path:
        """Prepare a journey; see ``vault.travel``. Return the sealed vault, which stays at the office."""
        head = {"to": str(to.absolute()), "dossiers": list(dossiers), "compartments": list(compartments)}
        return Path(self.ask("pack for travel", [passphrase.encode()], **head)[0]["path"])


class AgentKeeper:
    """The ledger's ``Keeper``, over the socket."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def dossiers(self) -> tuple[Place, ...]:
        """Return the dossiers that this user may know."""
        return tuple(Place(str(dossier), str(slug)) for dossier, slug in self._client.ask("places")[0]["places"])

    def entries(self, dossier: str, since: int = 0) -> Iterator[tuple[int, Entry]]:
        """Yield the entries in order of arrival after a number, each with its own."""
        while True:
            head, parts = self._client.ask("entries", dossier=dossier, since=since)
            if not parts:
                return
            for number, written in zip(head["numbers"], parts, strict=True):
                yield number, unpacked(written)
            since = head["numbers"][-1]

    def last(self, dossier: str) -> int:
        """Return the number of the newest entry."""
        return int(self._client.ask("last", dossier=dossier)[0]["last"])

    def keys(self, dossier: str) -> tuple[WrappedKey, ...]:
        """Return the wrapped keys of records."""
        head, parts = self._client.ask("keys", dossier=dossier)
        rows = zip(head["keys"], parts, strict=True)
        return tuple(
            key_of_row(dossier, (held[:KEY_NAME], record, versions, held[KEY_NAME:]))
            for (record, versions), held in rows
        )

    def heads(self, dossier: str) -> tuple[Head, ...]:
        """Return the newest signed head of each chain."""
        return tuple(read_head(head) for head in self._client.ask("heads", dossier=dossier)[0]["heads"])

    def append(
        self,
        entries: Sequence[Entry],
        *,
        keys: Iterable[WrappedKey] = (),
        heads: Iterable[Head] = (),
        audit: Iterable[Event] = (),
        drop_keys: Iterable[str] = (),
        expecting: int | None = None,
    ) -> int:
        """Keep all of it durably or nothing; see ``ledger.keeper.Keeper``."""
        answer, _parts = self._client.ask(
            "append",
            [packed(entry) for entry in entries],
            keys=[written_key(key) for key in keys],
            heads=[written_head(head) for head in heads],
            audit=[written_event(event) for event in audit],
            drop_keys=list(drop_keys),
            expecting=expecting,
        )
        return int(answer["last"])

    def attach(self, data: bytes) -> bytes:
        """Keep an attachment and return its digest."""
        return self._client.ask("attach", [data])[1][0]

    def attachment(self, digest: bytes) -> bytes | None:
        """Return an attachment, or None."""
        return next(iter(self._client.ask("attachment", [digest])[1]), None)

    def note(self, *events: Event) -> None:
        """Write events into the audit; where reading has become unusual, ``Client.alerts`` says so at once."""
        unusual = self._client.ask("note", events=[written_event(event) for event in events])[0]["unusual"]
        if unusual is not None:
            self._client.alerts.append(alert(int(unusual)))


class AgentKeyring:
    """The ledger's ``Keyring``, over the socket. The private keys stay in the agent."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.me = Person.read(client.ask("me", quiet=True)[0]["person"])

    def compartment_key(self, dossier: str, compartment: str, version: int | None = None) -> bytes | None:
        """Return the key of a compartment, in a version or the newest, or None where this user has none."""
        answer = self._client.ask("compartment key", dossier=dossier, compartment=compartment, version=version)
        return next(iter(answer[1]), None)

    def sign(self, message: bytes) -> bytes:
        """Return this user's signature."""
        return self._client.ask("sign", [message])[1][0]

    def open_sealed_box(self, sealed: bytes) -> bytes | None:
        """Return what somebody sealed to this user."""
        return next(iter(self._client.ask("open", [sealed])[1]), None)


def alert(count: int) -> Message:
    """Return what whoever reads unusually much is told."""
    return _("{n} RED records were read within an hour. That is unusual; it stands in the audit.", n=count)
