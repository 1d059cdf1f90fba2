"""Where does the vault of this account live, and what does its folder hold?

    vault.json      the vault's random id and the format
    vault.db        the database (SQLCipher), with its write-ahead log
    slots/          three files for each user, one for the office
    attachments/    sealed files under random names
    tries           when a passphrase was wrong, until the next unlocking writes it into the audit

Whoever takes the device without a passphrase sees that: names of no one, sizes and dates.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aidememoire.ledger.entry import canonical
from aidememoire.vault.keys import FORMAT, read_canonical
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _

USER, DATABASE, RECOVERY, OFFICE = ".user", ".database", ".recovery", "office"
_MOST_TRIES = 1000
_CUT_OFF = 24 * 60 * 60  # seconds after which a making that did not end is none any more


def home() -> Path:
    """Return the folder of this account's data: ``AIDEMEMOIRE_HOME``, or the platform's place for user data."""
    if given := os.environ.get("AIDEMEMOIRE_HOME"):
        return Path(given).expanduser().absolute()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "aidememoire"
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "aidememoire"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "aidememoire"


@dataclass(frozen=True, slots=True)
class Folder:
    """One vault on a disk."""

    path: Path

    @classmethod
    def here(cls) -> Folder:
        """Return the vault of this account, made or not."""
        return cls(home() / "vault")

    @property
    def database(self) -> Path:
        return self.path / "vault.db"

    @property
    def slots(self) -> Path:
        return self.path / "slots"

    @property
    def attachments(self) -> Path:
        return self.path / "attachments"

    @property
    def run(self) -> Path:
        """Return where the socket of the key agent stands."""
        return self.path.parent / "run"

    @property
    def exists(self) -> bool:
        return (self.path / "vault.json").exists()

    def id(self) -> str:
        """Return the random id of the vault."""
        try:
            facts = read_canonical((self.path / "vault.json").read_bytes())
        except FileNotFoundError:
            raise InputError(_("There is no vault here yet. Make one with: aidememoire vault init")) from None
        if facts.get("format") != FORMAT:
            raise InputError(
                _("The vault was made by a newer version of Aide-Mémoire. Install that version to open it.")
            )
        return str(facts["vault"])

    def free(self) -> None:
        """Refuse a place where there is something already."""
        if self.path.exists() and any(self.path.iterdir()):
            raise InputError(_("There is something in {folder} already. Nothing was changed.", folder=str(self.path)))

    @contextmanager
    def arriving(self) -> Iterator[Folder]:
        """Give a folder beside this one to make a vault in; it takes its place only when it is whole.

        What an earlier making left behind that was cut off is taken away: nobody was given a key to it.
        """
        self.free()
        for left in self.path.parent.glob(f".{self.path.name}.*.making"):
            if time.time() - left.stat().st_mtime > _CUT_OFF:
                shutil.rmtree(left, ignore_errors=True)
        beside = Folder(self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}.making"))
        try:
            yield beside
            self.free()
            beside.path.replace(self.path)
            settle(self.path.parent)
        finally:
            shutil.rmtree(beside.path, ignore_errors=True)

    def make(self, id: str | None = None) -> str:
        """Make the empty folders for this account alone, and return the vault's id."""
        self.free()
        for folder in (self.path, self.slots, self.attachments):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
        id = id or secrets.token_hex(16)
        write_whole(self.path / "vault.json", canonical({"format": FORMAT, "vault": id}))
        return id

    def user_slots(self) -> Iterator[Path]:
        """Yield the slots of users, the one opened last first: it is likely to be the one wanted."""
        yield from sorted(self.slots.glob(f"*{USER}"), key=lambda slot: slot.stat().st_mtime, reverse=True)

    def tried(self) -> None:
        """Remember that a passphrase was wrong; the audit, which is closed now, takes it over later."""
        tries = self.path / "tries"
        if not tries.exists() or tries.stat().st_size < _MOST_TRIES * 14:
            with os.fdopen(os.open(tries, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "wb") as file:
                file.write(b"%013d\n" % (time.time_ns() // 1_000_000))

    def tries(self) -> tuple[int, ...]:
        """Return when passphrases were wrong since the last unlocking, in milliseconds."""
        try:
            lines = (self.path / "tries").read_bytes().split()
        except FileNotFoundError:
            return ()
        return tuple(int(line) for line in lines[:_MOST_TRIES] if line.isdigit())

    def forget_tries(self) -> None:
        """Begin a new count."""
        (self.path / "tries").unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Write a small file whole or not at all, for this account alone, and on the disk when this returns."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        settle(path.parent)
    except OSError as trouble:
        beside.unlink(missing_ok=True)
        raise InputError(
            _("{file} could not be written: {why}. Nothing was changed.", file=str(path), why=trouble.strerror or "")
        ) from None


def settle(folder: Path) -> None:
    """Have the names in a folder on the disk, not only the files."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def destroy(path: Path) -> None:
    """Overwrite a small file and remove it. A flash disk may keep the old blocks; the page on wiping says so."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.write(os.urandom(size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    settle(path.parent)
