"""How is a vault copied so that the copy is known to restore?

A backup is a folder: the database under a fresh key, the sealed attachments, the sealed slots of users, and that key in
a box for the office, signed by whoever made it. Only the office opens it, so that nobody can be made to; whoever has a
vault alone may choose that their own passphrase opens it, too. It is opened and looked through before it gets its name:
until then it is no backup. Whoever finds one sees sizes and dates.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

from aidememoire.ledger.entry import canonical
from aidememoire.vault.attachments import Attachments
from aidememoire.vault.audit import Writer
from aidememoire.vault.checking import Checked, check
from aidememoire.vault.database.connection import SqlCipher, opened, told
from aidememoire.vault.folder import DATABASE, OFFICE, RECOVERY, USER, Folder, settle, write_whole
from aidememoire.vault.keys import (
    database_slot,
    opened_with,
    read_canonical,
    sealed_with,
    signed_by,
)
from aidememoire.vault.opened import Vault, by_office, listed_members, unlocked
from aidememoire.vault.openers import KEY, Opener, Secret, opener
from aidememoire.vault.recovery import RecoverySecret
from aidememoire.vault.store import SqlKeeper
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _

FORMAT = 1
_COPY_OF = (
    "journal_mode = DELETE",
    "synchronous = FULL",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "mmap_size = 0",
)
_MANIFEST, _FACTS = "manifest.json", "facts.sealed"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was opened and looked through after it was written."""

    path: Path
    checked: Checked


def backup(vault: Vault, to: Path, *, own: bool = False) -> Backup:
    """Write a backup of the open vault into a folder of the given one, and prove that it opens.

    With ``own`` the passphrase of its one user opens it, too.
    """
    if own and len(vault.members()) > 1:
        raise InputError(
            _("Others unlock this vault, too, so only the office restores it. Leave --own-passphrase out.")
        )
    vault.keeper.sign_audit()
    name = f"{datetime.now(UTC):%Y-%m-%d-%H%M%S}-{secrets.token_hex(4)}.backup"
    partial = to / f".{name}.partial"
    try:
        partial.mkdir(mode=0o700, parents=True)
        key = os.urandom(32)
        _copy(vault.folder.database, vault.key, partial / "vault.db", key)
        checked = _filled(vault, partial, key, own=own)
        partial.rename(to / name)
        settle(to)
    except OSError as trouble:
        why = trouble.strerror or ""
        raise InputError(_("The backup could not be written: {why}. No backup was made.", why=why)) from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    vault.note("backup")
    return Backup(to / name, checked)


def _filled(vault: Vault, partial: Path, key: bytes, *, own: bool) -> Checked:
    """Put beside the copied database what belongs to it, look through all of it, and sign the list."""
    (partial / "attachments").mkdir(mode=0o700)
    (partial / "slots").mkdir(mode=0o700)
    with _keeper(partial, key, vault.id) as keeper:
        for path in keeper.queue.read(lambda db: list(keeper.attachments.files(db))):
            shutil.copyfile(vault.folder.attachments / path.name, path)
        for slot in vault.folder.user_slots():
            for part in (slot, slot.with_suffix(RECOVERY)):
                shutil.copyfile(part, partial / "slots" / part.name)
            if own:
                mine = database_slot(key, to=vault.user.person, by=vault.user, vault=vault.id)
                write_whole(partial / "slots" / slot.with_suffix(DATABASE).name, mine)
        office = vault.unlocked.recovery
        checked = check(keeper, vault.keyring, vault=vault.id, also_sign=(office.sign_key,))
    if checked.problems:
        raise InputError(
            _("The copy does not hold what the vault should: {why} No backup was made.", why=checked.problems[0])
        )
    write_whole(partial / KEY, database_slot(key, to=office, by=vault.user, vault=vault.id))
    facts = canonical({"counts": list(checked.counts), "made_at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"})
    write_whole(partial / _FACTS, sealed_with(key, facts, _about(vault.id)))
    files = {str(path.relative_to(partial)): _digest(path) for path in _files(partial)}
    manifest = {"format": FORMAT, "vault": vault.id, "files": files, "by": vault.user.person.sign_key.hex()}
    signature = vault.user.sign(_signed(manifest))
    write_whole(partial / _MANIFEST, canonical({**manifest, "signature": signature.hex()}))
    return checked


def verify(path: Path, secret: Secret | None = None) -> Checked | None:
    """Look whether a backup is whole; with a secret that opens it also look through it all."""
    manifest = _manifest(path)
    return None if secret is None else _looked_through(path, manifest, secret)[1]


def restore(path: Path, folder: Folder, secret: Secret) -> Checked:
    """Make a vault out of a backup, under a new database key; its users keep their passphrases."""
    manifest = _manifest(path)
    opens, checked = _looked_through(path, manifest, secret)
    with folder.arriving() as beside:
        _filled_from(path, str(manifest["vault"]), opens, beside)
        vault = _open(beside, secret)
        vault.note("restore")
        vault.lock()
    return checked


def _filled_from(path: Path, id: str, opens: Opener, folder: Folder) -> None:
    """Fill the folder of a new vault from a backup that was looked through."""
    by, office, new = opens.user, opens.office, os.urandom(32)
    folder.make(id)
    _copy(path / "vault.db", opens.key, folder.database, new)
    for file in (path / "attachments").iterdir():
        shutil.copyfile(file, folder.attachments / file.name)
    with _keeper(folder.path, new, id) as keeper:
        slots = keeper.queue.read(lambda db: db.execute("SELECT person, slot FROM members").fetchall())
        people = {person.id: person for person, _auditor in keeper.queue.read(listed_members)}
    for person, slot in slots:
        for kind in (USER, RECOVERY):
            shutil.copyfile(path / "slots" / f"{slot}{kind}", folder.slots / f"{slot}{kind}")
        write_whole(folder.slots / f"{slot}{DATABASE}", database_slot(new, to=people[person], by=by, vault=id))
    write_whole(folder.slots / f"{OFFICE}{DATABASE}", database_slot(new, to=office, by=by, vault=id))


def _open(folder: Folder, secret: Secret) -> Vault:
    return by_office(folder, secret) if isinstance(secret, RecoverySecret) else unlocked(folder, secret.words)


def drill(path: Path, secret: Secret) -> Checked:
    """Restore a backup into a fresh place, compare it with what the backup said, and take it away again."""
    with TemporaryDirectory(prefix="aidememoire-drill-") as scratch:
        folder = Folder(Path(scratch) / "vault")
        before = restore(path, folder, secret)
        vault = _open(folder, secret)
        try:
            also = (vault.unlocked.recovery.sign_key,)
            after = check(vault.keeper, vault.keyring, vault=vault.id, also_sign=also)
        finally:
            vault.lock()
    if after.problems or (after.entries, after.digest, after.attachments) != (
        before.entries,
        before.digest,
        before.attachments,
    ):
        raise InputError(
            _("The drill failed: what was restored is not what was backed up. Make a new backup, and drill it.")
        )
    return after


def fingerprint(path: Path) -> str:
    """Return what stands for this one backup and no other."""
    return _digest(path / _MANIFEST)


def _looked_through(path: Path, manifest: dict[str, object], secret: Secret) -> tuple[Opener, Checked]:
    id, by = str(manifest["vault"]), bytes.fromhex(str(manifest["by"]))
    opens = opener(path, manifest, secret)
    facts = read_canonical(opened_with(opens.key, (path / _FACTS).read_bytes(), _about(id)))
    signs = opens.office.sign_key
    with _keeper(path, opens.key, id) as keeper:
        checked = check(keeper, opens.keyring(keeper), vault=id, also_sign=(signs,))
        members = {person.sign_key for person, _auditor in keeper.queue.read(listed_members)}
    if not checked.problems and (by not in members | {signs} or list(checked.counts) != facts["counts"]):
        raise InputError(_("The backup does not hold what it said when it was made. Take an older one."))
    if checked.problems:
        raise InputError(_("The backup is damaged: {why} Take an older one.", why=checked.problems[0]))
    return opens, checked


def _manifest(path: Path) -> dict[str, object]:
    """Return the list of a backup's files, once every file on it is there and whole, and nothing else."""
    try:
        manifest = read_canonical((path / _MANIFEST).read_bytes())
    except OSError:
        raise InputError(
            _("{folder} is no backup of a vault: it has no list of its files.", folder=str(path))
        ) from None
    signature = bytes.fromhex(str(manifest.pop("signature", "")))
    if manifest.get("format") != FORMAT:
        raise InputError(
            _("The backup was made by a newer version of Aide-Mémoire. Install that version to restore it.")
        )
    if not signed_by(bytes.fromhex(str(manifest["by"])), _signed(manifest), signature):
        raise InputError(_("The list of the backup's files is not signed by who made it. Take another backup."))
    files = {str(file.relative_to(path)): _digest(file) for file in _files(path)}
    for name, digest in manifest["files"].items():
        if files.pop(name, None) != digest:
            raise InputError(_("The backup is cut or damaged: {file}. Take another one.", file=name))
    if files:
        raise InputError(_("Something was added to the backup: {file}. Take another one.", file=min(files)))
    return manifest


def _files(path: Path) -> Iterator[Path]:
    for file in sorted(path.rglob("*")):
        if file.is_file() and file.name != _MANIFEST:
            yield file


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        total = blake2b(digest_size=32)
        while block := file.read(1 << 20):
            total.update(block)
    return total.hexdigest()


def _signed(manifest: dict[str, object]) -> bytes:
    return b"aidememoire backup 1\0" + canonical(manifest)


def _about(vault: str) -> bytes:
    return b"aidememoire backup facts 1\0" + bytes.fromhex(vault)


def _copy(source: Path, key: bytes, to: Path, new: bytes) -> None:
    """Copy a database as it stands at one moment, under another key; writers go on meanwhile."""
    engine = SqlCipher()
    old = opened(source, key, engine, settings=("busy_timeout = 60000", "mmap_size = 0"))
    try:
        fresh = engine.connect(to, new)
        try:
            engine.guard(old, None)
            old.backup(fresh)  # type: ignore[attr-defined]
            for setting in _COPY_OF:
                fresh.execute(f"PRAGMA {setting}").fetchall()
        finally:
            fresh.close()
    except engine.errors as trouble:
        raise told(trouble, engine) from None
    finally:
        old.close()
    to.chmod(0o600)


@contextmanager
def _keeper(path: Path, key: bytes, vault: str) -> Iterator[SqlKeeper]:
    """Open a copy to look through it, and leave nothing of that behind."""
    keeper = SqlKeeper(
        path / "vault.db",
        key,
        log=Writer(vault, (), None),
        attachments=Attachments(path / "attachments"),
        settings=_COPY_OF,
    )
    try:
        yield keeper
    finally:
        keeper.close()
