"""How is a vault's database opened so that it loses nothing, leaks nothing and runs nothing?

SQLCipher with a raw key. Every connection gets the same settings, and at run time an authorizer that refuses whatever a
vault never does: attach, pragma, load an extension, change the schema, change or take away an entry.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from sqlcipher3 import dbapi2 as sqlcipher

from aidememoire.vault.database.schema import APPEND_ONLY
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _

FLOOR = (3, 51, 3)
"""Below it, two connections that reset the write-ahead log at once could corrupt a database."""

SETTINGS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "foreign_keys = ON",
    "recursive_triggers = ON",  # or REPLACE would take rows away without asking the triggers
    "cache_size = -65536",  # 64 MB: below twice the vault's size in use, reading twice costs three times as much
    "wal_autocheckpoint = 0",  # the queue of writers does it, apart from any change
    "journal_size_limit = 67108864",
    "busy_timeout = 250",  # the queue of writers waits longer, and says so
)


_BUSY, _LOCKED, _FULL, _READ_ONLY, _IO, _CORRUPT, _CANNOT_OPEN, _NOT_A_DATABASE = 5, 6, 13, 8, 10, 11, 14, 26
# What SQLite asks the authorizer about: sqlite3.h, "Authorizer Action Codes".
_DELETE, _INSERT, _PRAGMA, _READ, _SELECT, _TRANSACTION, _UPDATE, _FUNCTION = 9, 18, 19, 20, 21, 22, 23, 31
_ALLOWED = frozenset({_INSERT, _READ, _SELECT, _TRANSACTION})
_CHANGES = frozenset({_DELETE, _UPDATE})
_FUNCTIONS = frozenset({"count", "max", "min", "coalesce"})
Allowed = Callable[[int, str | None, str | None], bool]


class Rows(Protocol):
    """What a statement answers with."""

    def fetchone(self) -> tuple[Any, ...] | None: ...
    def fetchall(self) -> list[tuple[Any, ...]]: ...


class Database(Protocol):
    """One connection, in autocommit."""

    @property
    def in_transaction(self) -> bool: ...
    def execute(self, statement: str, values: Sequence[Any] = ..., /) -> Rows: ...
    def close(self) -> None: ...


class Engine(Protocol):
    """Which library stands below. Tests put one in its place whose disk fails or loses power."""

    errors: tuple[type[Exception], ...]
    version: tuple[int, ...]

    def connect(self, path: Path, key: bytes) -> Database:
        """Return a connection to the file under its raw key, before any setting."""
        ...

    def guard(self, database: Database, allowed: Allowed | None) -> None:
        """Let every later statement be asked about first; None asks no more."""
        ...

    def code(self, trouble: Exception) -> int:
        """Return SQLite's primary result code of an error."""
        ...


class SqlCipher:
    """The engine of every real vault."""

    errors: tuple[type[Exception], ...] = (sqlcipher.Error,)
    version: tuple[int, ...] = tuple(sqlcipher.sqlite_version_info)

    def connect(self, path: Path, key: bytes) -> Database:
        """Return a connection under a raw key, which never becomes part of a statement."""
        database = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False, timeout=0.25)
        database.execute("PRAGMA cipher_log_level = NONE")  # or a wrong key would be told on standard error
        database.set_key(b"x'" + key.hex().encode() + b"'")
        database.execute("PRAGMA cipher_hmac_algorithm = HMAC_SHA256")  # a sixth off every append
        connection: Database = database
        return connection

    def guard(self, database: Any, allowed: Allowed | None) -> None:
        """Ask about every statement."""
        ask = allowed and (lambda action, first, second, *_rest: 0 if allowed(action, first, second) else 1)
        database.set_authorizer(ask)

    def code(self, trouble: Exception) -> int:
        """Return the primary result code; 0 where the error is not SQLite's."""
        return int(getattr(trouble, "sqlite_errorcode", 0)) & 0xFF


def opened(path: Path, key: bytes, engine: Engine, *, settings: Sequence[str] = SETTINGS) -> Database:
    """Return a connection with every setting made and the authorizer on, or say why the vault cannot be opened."""
    if engine.version < FLOOR:
        raise InputError(
            _(
                "SQLite {found} could damage a vault; {least} or later is needed. Install sqlcipher3 0.6.4 or later.",
                found=".".join(map(str, engine.version)),
                least=".".join(map(str, FLOOR)),
            )
        )
    database = None
    try:
        database = engine.connect(path, key)
        for setting in settings:
            database.execute(f"PRAGMA {setting}").fetchall()
        database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        engine.guard(database, permitted)
    except engine.errors as trouble:
        if database is not None:
            database.close()
        raise told(trouble, engine) from None
    return database


def permitted(action: int, first: str | None, second: str | None) -> bool:
    """Say whether a vault ever does this at run time. What is not named here is refused."""
    if action == _FUNCTION:
        return second in _FUNCTIONS
    if action in _CHANGES:
        return not (first in APPEND_ONLY or (first or "").startswith("sqlite_"))
    return action in _ALLOWED


def busy(trouble: Exception, engine: Engine) -> bool:
    """Say whether another connection holds the vault for now."""
    return engine.code(trouble) in {_BUSY, _LOCKED}


def told(trouble: Exception, engine: Engine) -> InputError:
    """Return what went wrong below, in the words of somebody who can do something about it."""
    code = engine.code(trouble)
    if code in {_BUSY, _LOCKED}:
        return InputError(_("Another program has held the vault for too long. Close it, then try again."))
    if code == _FULL:
        return InputError(
            _("The disk is full. Nothing of this change was kept; all else is as it was. Free space, then try again.")
        )
    if code == _READ_ONLY:
        return InputError(_("The vault's folder cannot be written to. Nothing of this change was kept."))
    if code == _IO:
        return InputError(
            _("The disk failed while the vault was in use. Nothing of this change was kept. Check the disk.")
        )
    if code == _CANNOT_OPEN:
        return InputError(_("The vault's file cannot be opened. Is it there, and may you read it?"))
    if code in {_CORRUPT, _NOT_A_DATABASE}:
        return InputError(
            _("The vault cannot be read: its key does not fit, or its file was damaged. Restore it from a backup.")
        )
    return InputError(_("The vault refused what it was asked: {said}", said=str(trouble)))
