"""Vaults to test with: made in a moment, because their passphrase is guarded no better than the floor."""

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from aidememoire.ledger import chain
from aidememoire.ledger.audit import Event
from aidememoire.ledger.clock import Clock
from aidememoire.ledger.entry import Entry, new_id, new_record_id
from aidememoire.ledger.memory import MemoryKeyring
from aidememoire.ledger.people import Person
from aidememoire.ledger.seal import WrappedKey
from aidememoire.vault import keys, opened
from aidememoire.vault.attachments import Attachments
from aidememoire.vault.audit import Writer
from aidememoire.vault.folder import Folder
from aidememoire.vault.keys import User
from aidememoire.vault.recovery import RecoverySecret
from aidememoire.vault.store import SqlKeeper, made
from aidememoire.vocabulary.handling import Handling, Label

WORDS = "apple river candle quiet garden stone lamp"
VAULT = "11" * 16
KEY = bytes(range(32))
LABEL = Handling(level=Label.AMBER)


@dataclass
class Template:
    """One vault that was made once; tests take copies."""

    path: Path
    secret: RecoverySecret

    def copied(self, to: Path) -> Folder:
        """Return a fresh copy of the vault below a home of its own."""
        folder = Folder(to / "vault")
        shutil.copytree(self.path, folder.path)
        return folder


def template(at: Path) -> Template:
    """Make the vault that tests copy."""
    folder = Folder(at / "vault")
    return Template(folder.path, opened.make(folder, "Amina", WORDS, cost=keys.FLOOR))


@dataclass
class Scribe:
    """Writes linked, signed entries that say nothing, as fast as a test needs them."""

    dossier: str = "22" * 16
    keyring: MemoryKeyring = field(default_factory=lambda: MemoryKeyring("Scribe", seed=b"s" * 32))
    clock: Clock = field(default_factory=Clock)
    tips: dict = field(default_factory=dict)

    def entries(self, count: int = 1, *, size: int = 200, record: str | None = None) -> tuple[Entry, ...]:
        """Return some next entries of the chain."""
        batch, loose = new_record_id(), []
        for _one in range(count):
            at = self.clock.tick()
            loose.append(
                Entry(
                    new_id(at), self.dossier, record or new_record_id(), "actor", (), at, self.keyring.me.id, LABEL,
                    os.urandom(size), batch,
                )
            )  # fmt: skip
        return chain.linked(loose, self.tips)

    def heads(self, entries):
        """Return the signed head after these entries."""
        return chain.heads(entries, self.tips, self.keyring, self.clock.tick())

    def write(self, keeper, count: int = 1, **more) -> tuple[Entry, ...]:
        """Append some entries with keys, head and audit in one transaction."""
        entries = self.entries(count, **more)
        keeper.append(
            entries,
            keys=[wrapped(entry) for entry in entries],
            heads=self.heads(entries),
            audit=[self.event("record", entry.record) for entry in entries],
        )
        self.tips = chain.tips(entries, self.tips)
        return entries

    def event(self, action: str, record: str = "", label: Label | None = None) -> Event:
        """Return an event of this writer."""
        return Event(self.clock.tick(), self.keyring.me.id, self.dossier, action, record, label)

    def people(self) -> dict[str, Person]:
        """Return who wrote."""
        return {self.keyring.me.id: self.keyring.me}


def wrapped(entry: Entry) -> WrappedKey:
    """Return a key of the entry's record that opens nothing."""
    return WrappedKey(os.urandom(16), entry.dossier, entry.record, (("", 1),), os.urandom(72))


def bare(folder: Path, *, engine=None, key: bytes = KEY, signer: User | None = None, **more) -> SqlKeeper:
    """Return a keeper without slots around it, in a new or known folder."""
    folder.mkdir(parents=True, exist_ok=True)
    attachments = folder / "attachments"
    attachments.mkdir(exist_ok=True)
    if not (folder / "vault.db").exists():
        made(folder / "vault.db", key, {"vault": VAULT, "founder": "00" * 16}, engine=engine)
    auditor = signer or User.of("Auditor", (b"a" * 32, b"b" * 32))
    log = Writer(VAULT, (auditor.person,), auditor)
    return SqlKeeper(folder / "vault.db", key, log=log, attachments=Attachments(attachments), engine=engine, **more)


def whole(keeper: SqlKeeper, scribe: Scribe) -> list[str]:
    """Return the ids in a keeper, once chain and audit were found whole and every entry has its key and event."""
    from aidememoire.vault import audit

    entries = [entry for _number, entry in keeper.entries(scribe.dossier)]
    if entries:
        checked = chain.verify(entries, keeper.heads(scribe.dossier), scribe.people())
        assert checked.holds, (checked.bad, str(checked.why))
    rows = keeper.queue.read(audit.rows)
    signers = [keeper.log.signer.person.sign_key]
    log = audit.verify(rows, keeper.queue.read(audit.heads), vault=VAULT, signers=signers)
    assert log.problem is None, str(log.problem)
    assert len(rows) >= len(entries) == len(keeper.keys(scribe.dossier))
    return [entry.id for entry in entries]
