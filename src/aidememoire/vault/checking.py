"""Is everything in a vault as it was left: pages, entries, chains, audit, and can a record still be opened?"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b

from aidememoire.ledger import chain
from aidememoire.ledger.audit import Event
from aidememoire.ledger.clock import Moment
from aidememoire.ledger.entry import UNSEALED, Entry
from aidememoire.ledger.gate import Denied
from aidememoire.ledger.grants import Rights
from aidememoire.ledger.people import words
from aidememoire.ledger.seal import Keyring, Sealer
from aidememoire.vault import audit
from aidememoire.vault.audit import Mark
from aidememoire.vault.database.connection import Database
from aidememoire.vault.opened import Vault, listed_members
from aidememoire.vault.store import SqlKeeper
from aidememoire.vocabulary.errors import AideMemoireError, InputError
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.messages import Message, _


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look through a whole vault found. ``problems`` is empty where all is as it was left."""

    dossiers: int = 0
    entries: int = 0
    digest: str = ""
    events: int = 0
    unsigned_events: int = 0
    audit_mark: str = ""
    audit_words: str = ""
    attachments: int = 0
    opened: bool | None = None
    problems: tuple[Message, ...] = ()

    @property
    def counts(self) -> tuple[int, int, str, int, str, int]:
        """Return what two copies of one vault must have in common."""
        return self.dossiers, self.entries, self.digest, self.events, self.audit_mark, self.attachments


def check(
    keeper: SqlKeeper,
    keyring: Keyring | None,
    *,
    vault: str,
    kept: Iterable[Mark] = (),
    also_sign: Iterable[bytes] = (),
) -> Checked:
    """Look through a whole vault; with a keyring, open one record that it should open, chosen at random."""
    try:
        damaged = keeper.queue.setting("cipher_integrity_check") or keeper.queue.setting("integrity_check") != [("ok",)]
        if damaged:
            return Checked(problems=(_("Pages of the database were damaged. Restore the vault from a backup."),))
        return _checked(keeper, keyring, vault, tuple(kept), frozenset(also_sign))
    except AideMemoireError as trouble:
        message = trouble.message
        return Checked(problems=(message if isinstance(message, Message) else Message(str(message)),))


def _checked(
    keeper: SqlKeeper, keyring: Keyring | None, vault: str, kept: tuple[Mark, ...], also_sign: frozenset[bytes]
) -> Checked:
    found, problems, total, opened = Checked(), [], blake2b(digest_size=16), None
    for dossier in keeper.dossier_ids():
        entries = [entry for _number, entry in keeper.entries(dossier)]
        rights = Rights.of(entries, dossier)
        verified = chain.verify(entries, keeper.heads(dossier), rights.people)
        if verified.why is not None:
            problems.append(_("Entry {id} of a dossier: {why}.", id=verified.bad or "", why=verified.why))
        for entry in sorted(entries, key=lambda entry: entry.id):
            total.update(entry.digest)
        found = replace(found, dossiers=found.dossiers + 1, entries=found.entries + len(entries))
        if keyring is not None:
            opened = _one_opens(entries, Sealer(keyring, dossier, keeper.keys(dossier))) or opened
    signers = {person.sign_key for person, _auditor in keeper.queue.read(listed_members)} | also_sign
    rows = keeper.queue.read(audit.rows)
    log = audit.verify(rows, keeper.queue.read(audit.heads), vault=vault, signers=signers, kept=kept)
    keyless = keeper.queue.read(_without_key)
    if keyless is not None:
        problems.append(_("The key to event {n} of the audit was taken away.", n=keyless))
    mark = Mark(len(rows), rows[-1].digest) if rows else Mark(0, b"")
    missing = sum(not path.exists() for path in keeper.queue.read(lambda db: list(keeper.attachments.files(db))))
    attachments = keeper.queue.read(lambda db: len(list(keeper.attachments.files(db))))
    if missing:
        problems.append(_("{n} attachments are missing. Restore them from a backup.", n=missing))
    return replace(
        found,
        digest=total.hexdigest(),
        events=log.events,
        unsigned_events=log.unsigned,
        audit_mark=str(mark),
        audit_words=words(mark.digest[:16].hex()) if rows else "",
        attachments=attachments,
        opened=opened,
        problems=(*problems, *([log.problem] if log.problem else [])),
    )


def _without_key(database: Database) -> int | None:
    statement = "SELECT min(sequence) FROM audit WHERE key NOT IN (SELECT id FROM audit_keys)"
    found = database.execute(statement).fetchone()
    return None if found is None else found[0]


def _one_opens(entries: list[Entry], sealer: Sealer) -> bool | None:
    """Open one sealed record at random; None where the reader holds no key of any."""
    sealed = [entry for entry in entries if entry.body is not None and entry.kind not in UNSEALED]
    while sealed:
        entry = sealed.pop(secrets.randbelow(len(sealed)))
        if sealer.open(entry) is not None:
            return True
    return None


def problem(vault: Vault) -> InputError | None:
    """Return why a vault should not be used, or None; this is asked whenever it is unlocked."""
    trusted = (vault.unlocked.recovery.sign_key,)
    problems = check(vault.keeper, None, vault=vault.id, also_sign=trusted).problems
    if not problems:
        return None
    return InputError(
        _("The vault is not as it was left: {why} To open it nevertheless, use --as-it-is.", why=problems[0])
    )


def verify(vault: Vault, *, kept: Iterable[Mark] = ()) -> Checked:
    """Look through the vault that is open here, and note it."""
    vault.keeper.sign_audit()
    trusted = (vault.unlocked.recovery.sign_key,)
    checked = check(vault.keeper, vault.keyring, vault=vault.id, kept=kept, also_sign=trusted)
    vault.note("verify", outcome="problem" if checked.problems else "done")
    return checked


def events(vault: Vault) -> Iterator[tuple[int, Event]]:
    """Yield the events of the audit that this user may read, with their numbers."""
    may = {person.id for person, auditor in vault.keeper.queue.read(listed_members) if auditor}
    if vault.user.person.id not in may | {vault.unlocked.recovery.id}:
        vault.note("read audit", outcome="refused")
        raise Denied(_("You may not read the audit of this vault. Its auditors may."))
    vault.note("read audit")
    queue, me = vault.keeper.queue, vault.user.person.id
    statement = "SELECT id, sealed FROM audit_keys WHERE auditor = ?"
    keys = queue.read(lambda db: db.execute(statement, (me,)).fetchall())
    for row, written in audit.opened(queue.read(audit.rows), keys, vault.user, vault=vault.id):
        yield row.sequence, _read_event(written)


def _read_event(written: bytes) -> Event:
    said = json.loads(written)
    label = Label(said["label"]) if said["label"] else None
    at = Moment.read(said["at"])
    return Event(at, said["person"], said["dossier"], said["action"], said["record"], label, said["outcome"])
