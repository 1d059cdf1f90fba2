"""What does a vault cost beside a bare database, and how soon is a dossier of ten thousand records there?

``python benchmarks/vault.py [RECORDS]``. An append (entry, wrapped key, signed head, sealed audit event, encrypted
pages, one durable transaction) is timed in turn with a bare durable commit of as many bytes by Python's own SQLite in
the same folder, so that whatever else the machine does falls on both: SQLite as it comes, with its rollback journal,
and with the vault's own settings, a write-ahead log in full synchrony, which spares it a flush. Limits: an append
within twice the bare commit; a cold fold of ten thousand records within 0.3 s, an unchanged one within 20 ms.
"""

from __future__ import annotations

import gc
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from aidememoire.ledger import acts
from aidememoire.ledger.audit import Event
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import packed
from aidememoire.ledger.keeper import Keeper
from aidememoire.ledger.writing import Made
from aidememoire.vault import agent, checking, keys, opened, opening
from aidememoire.vault.agent.client import Client
from aidememoire.vault.folder import Folder
from aidememoire.vault.passphrase import generated
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.kinds import kinds

ROUNDS = 300


def main(arguments: list[str]) -> int:
    """Measure and print."""
    records = int(arguments[0]) if arguments else 10_000
    with tempfile.TemporaryDirectory() as scratch:
        folder, words = Folder(Path(scratch) / "home" / "vault"), generated()
        opened.make(folder, "Amina", words, cost=keys.FLOOR)
        vault = opened.unlocked(folder, words)
        desk = Desk.found(vault.keeper, vault.keyring, Header(slug="selane"))
        _appends(desk, Path(scratch))
        _fill(desk, records)
        dossier = desk.place
        began = time.perf_counter()
        checking.problem(vault)
        print(f"{time.perf_counter() - began:8.3f} s  looking through the whole vault, as at every unlocking")
        vault.lock()
        _folds(folder, words, dossier)
        _through_the_agent(folder, words)
    return 0


def _appends(desk: Desk, scratch: Path) -> None:
    bare = _bare(scratch / "bare.db", "journal_mode = WAL")
    plain = _bare(scratch / "plain.db", "journal_mode = DELETE")
    actor = kinds()["actor"]
    took: dict[str, list[float]] = {"plain": [], "bare": [], "append": [], "act": []}
    timed = _Timed(desk.keeper, took["append"])
    desk.keeper = cast(Keeper, timed)
    for n in range(ROUNDS):
        began = time.perf_counter()
        made = acts.record(desk, actor.model_validate({"id": f"actor-{n}", "names": f"Harbour office {n}"}))
        event = Event(desk.clock.tick(), desk.writer.id, desk.place, "record", made.entries[0].record)
        desk.do(Made(made.entries, made.keys, made.drop_keys, (event,)))
        took["act"].append(time.perf_counter() - began)
        row = (f"{n:032x}", os.urandom(sum(len(packed(entry)) for entry in made.entries)))
        for name, database in (("bare", bare), ("plain", plain)):
            committing = time.perf_counter()
            database.execute("INSERT INTO entries (id, packed) VALUES (?, ?)", row)
            took[name].append(time.perf_counter() - committing)
    desk.keeper = timed.keeper
    bare.close()
    plain.close()
    middle = {name: statistics.median(seconds) for name, seconds in took.items()}
    best = {name: statistics.quantiles(seconds, n=10)[0] for name, seconds in took.items()}
    for name, what in (
        ("plain", "a bare durable commit, SQLite as it comes"),
        ("bare", "a bare durable commit with a write-ahead log"),
        ("append", "an append"),
        ("act", "a whole act, checked, sealed, appended"),
    ):
        print(f"{middle[name] * 1000:8.2f} ms {what} (one in ten under {best[name] * 1000:.2f} ms)")
    for name, what in (("plain", "SQLite as it comes"), ("bare", "a write-ahead log")):
        print(
            f"{middle['append'] / middle[name]:8.2f}    times a bare commit with {what} "
            f"({best['append'] / best[name]:.2f} where neither waited for others on this machine); the limit is 2"
        )


def _bare(path: Path, journal: str) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    for setting in (journal, "synchronous = FULL"):
        database.execute(f"PRAGMA {setting}")
    database.execute("CREATE TABLE entries (number INTEGER PRIMARY KEY, id TEXT UNIQUE, packed BLOB)")
    return database


class _Timed:
    """A keeper that times its appends."""

    def __init__(self, keeper: Keeper, took: list[float]) -> None:
        self.keeper, self._took = keeper, took

    def __getattr__(self, name: str) -> Any:
        return getattr(self.keeper, name)

    def append(self, *entries: Any, **more: Any) -> int:
        began = time.perf_counter()
        last = self.keeper.append(*entries, **more)
        self._took.append(time.perf_counter() - began)
        return last


def _fill(desk: Desk, records: int) -> None:
    actor = kinds()["actor"]
    began = time.perf_counter()
    have = len(desk.dossier)
    for start in range(have, records, 1000):
        drafts = [
            actor.model_validate({"id": f"actor-{n}", "names": f"Harbour office {n}", "note": "Seen at the gate. " * 5})
            for n in range(start, min(start + 1000, records))
        ]
        desk.do(acts.record(desk, *drafts))
    print(f"{time.perf_counter() - began:8.1f} s  writing {records - have} records, a thousand an act")


def _folds(folder: Folder, words: str, dossier: str) -> None:
    vault = opened.unlocked(folder, words)

    def read() -> int:
        return sum(1 for _entry in vault.keeper.entries(dossier))

    def fold() -> Desk:
        desk = Desk(vault.keeper, vault.keyring, dossier)
        assert len(desk.dossier) > 0
        return desk

    print(f"{_best(read):8.3f} s  reading every entry of the vault, without opening one")
    print(f"{_best(fold):8.3f} s  folding the dossier from the vault, cold; the limit is 0.3 s")
    desk = fold()
    print(f"{1000 * _best(lambda: desk.dossier):8.3f} ms folding it again, unchanged; the limit is 20 ms")
    vault.lock()


def _through_the_agent(folder: Folder, words: str) -> None:
    began = time.perf_counter()
    agent.start(folder, words)
    print(f"{time.perf_counter() - began:8.3f} s  starting the key agent (at the floor of cost, not at what users pay)")
    client = Client(folder)
    cold = _best(lambda: len(opening.open_dossier("@selane", client=client).dossier))
    print(f"{cold:8.3f} s  folding the dossier through the agent, cold")
    desk = opening.open_dossier("@selane", client=client)
    print(f"{1000 * _best(lambda: desk.dossier):8.3f} ms folding it again through the agent, unchanged")
    client.close()
    agent.lock(folder)


def _best(work: Callable[[], object], runs: int = 3) -> float:
    took = []
    for _run in range(runs):
        gc.collect()
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
