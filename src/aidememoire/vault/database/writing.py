"""How do many writers change one vault without losing a change or seeing a lock?

One at a time. Threads of a process stand in a queue; processes meet at the file, where one waits and tries again. A
change is one transaction: it is whole and on the disk when ``Queue.change`` returns, or nothing of it is.
"""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from aidememoire.vault.database.connection import Database, Engine, busy, permitted, told
from aidememoire.vocabulary.errors import AideMemoireError

PATIENCE = 60.0
TIDY_AFTER = 100
_FIRST_WAIT, _LONGEST_WAIT = 0.002, 0.1
T = TypeVar("T")


class Queue:
    """The one way to the database: changes one at a time, and readings between them."""

    def __init__(
        self,
        connect: Callable[[], Database],
        engine: Engine,
        *,
        patience: float = PATIENCE,
        tidy_after: int = TIDY_AFTER,
        wait: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._connect, self._engine, self._patience, self._wait, self._now = connect, engine, patience, wait, now
        self._tidy_after, self._changes = tidy_after, 0
        self._turn = threading.RLock()
        self._database: Database | None = connect()

    def change(self, work: Callable[[Database], T]) -> T:
        """Do work in one durable transaction and return its answer; where anything fails, nothing of it was done."""
        with self._turn:
            answer = self._patiently(lambda: self._once(work))
            self._tidy_now_and_then()
            return answer

    def read(self, work: Callable[[Database], T]) -> T:
        """Return what a reading answers."""
        with self._turn:
            return self._patiently(lambda: work(self._open()))

    def tidy(self) -> None:
        """Bring everything from the write-ahead log into the database and empty the log, if nobody reads just now."""
        self.setting("wal_checkpoint(TRUNCATE)")

    def setting(self, name: str) -> list[tuple[Any, ...]]:
        """Return what one of SQLite's settings or checks answers: the one way past the authorizer."""
        with self._turn:
            return self._patiently(lambda: self._set(name))

    def _tidy_now_and_then(self) -> None:
        """Bring the log into the database after every so many changes, apart from any of them.

        Left to SQLite, it would happen inside COMMIT, and if it failed there, a change that was kept would be told as
        one that was not.
        """
        self._changes += 1
        if self._changes >= self._tidy_after:
            self._changes = 0
            with contextlib.suppress(*self._engine.errors):  # what it did not do stays in the log, which is safe
                self._set("wal_checkpoint(PASSIVE)")

    def _set(self, name: str) -> list[tuple[Any, ...]]:
        database = self._open()
        self._engine.guard(database, None)
        try:
            return database.execute(f"PRAGMA {name}").fetchall()
        finally:
            self._engine.guard(database, permitted)

    def close(self) -> None:
        """Close the connection."""
        with self._turn:
            database, self._database = self._database, None
            if database is not None:
                with contextlib.suppress(*self._engine.errors):  # what could not be tidied stays in the log
                    database.close()

    def _patiently(self, attempt: Callable[[], T]) -> T:
        until, pause = self._now() + self._patience, _FIRST_WAIT
        while True:
            try:
                return attempt()
            except self._engine.errors as trouble:
                if not busy(trouble, self._engine) or self._now() > until:
                    raise told(trouble, self._engine) from None
            self._wait(pause * (0.5 + random.random()))  # noqa: S311 - only so that two who wait do not keep step
            pause = min(2 * pause, _LONGEST_WAIT)

    def _once(self, work: Callable[[Database], T]) -> T:
        database = self._open()
        database.execute("BEGIN IMMEDIATE")
        try:
            answer = work(database)
            database.execute("COMMIT")
        except BaseException:
            self._undo(database)
            raise
        return answer

    def _undo(self, database: Database) -> None:
        """Take the transaction back; a connection that cannot even do that is given up, and the next one is new.

        A failed COMMIT has often ended the transaction by itself. Such a connection must stay: it knows that the end of
        the log does not count, while a new one would find it there and take it for a change that was kept.
        """
        if not database.in_transaction:
            return
        try:
            database.execute("ROLLBACK")
        except self._engine.errors:
            self._database = None
            database.close()

    def _open(self) -> Database:
        if self._database is None:
            try:
                self._database = self._connect()
            except AideMemoireError:
                self._database = None
                raise
        return self._database
