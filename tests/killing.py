"""How many acknowledged changes does a vault lose when its process is killed again and again? None. (F1, P2)

``python tests/killing.py [CYCLES]`` kills a process that writes into a vault as fast as it can, opens the vault anew, and
looks whether everything that had been acknowledged is there, the chain is intact and nothing is there by half. Every
tenth process makes backups instead. The figures go to standard output as JSON.
"""

import json
import os
import random
import select
import signal
import sys
import tempfile
import time
import traceback
from functools import partial
from pathlib import Path

from aidememoire.ledger import chain
from aidememoire.vault import backup, opened
from vaults import WORDS, Scribe, bare, template, whole

IDS = 32


def writing(place: Path, scribe: Scribe, tell: int, chance: random.Random) -> None:
    """Write until killed; tell the id of every entry once it was acknowledged."""
    keeper = bare(place)
    while True:
        kind = chance.random()
        if kind < 0.80:
            entries = scribe.write(keeper, chance.choice((1, 1, 1, 3)), size=chance.choice((60, 500, 4000)))
        elif kind < 0.90:  # an import: many entries in one act
            entries = scribe.write(keeper, 100)
        elif kind < 0.95:
            keeper.attach(os.urandom(3000))
            entries = ()
        else:
            keeper.queue.tidy()
            entries = ()
        os.write(tell, "".join(entry.id for entry in entries).encode())


def backing_up(folder, unlocked, key: bytes, to: Path, tell: int) -> None:
    """Make backups until killed; tell of each that was given its name."""
    vault = opened._vault(folder, folder.id(), unlocked, key)
    while True:
        made = backup.backup(vault, to)
        os.write(tell, made.path.name.encode().ljust(IDS, b" ")[:IDS])


def killed(work, seconds: float, cycle: int) -> list[str]:
    """Run work in a process, kill it after a while, and return what it told before."""
    hear, tell = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(hear)
        try:
            work(tell)
        except BaseException:  # noqa: BLE001 - what it ended by is said, and not that it ended alone
            traceback.print_exc()
        finally:
            os._exit(1)  # it only ends by being killed; the parent notices if not
    os.close(tell)
    heard, until = b"", time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if select.select([hear], [], [], left)[0]:
            said = os.read(hear, 1 << 16)
            if not said:
                status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
                raise RuntimeError(f"the process ended by itself with {status}, at cycle {cycle}")
            heard += said
    os.kill(process, signal.SIGKILL)
    while said := os.read(hear, 1 << 16):
        heard += said
    os.close(hear)
    os.waitpid(process, 0)
    text = heard.decode()
    return [text[start : start + IDS] for start in range(0, len(text) - len(text) % IDS, IDS)]


def main(cycles: int, seed: int = 0) -> dict[str, object]:
    """Kill, look, and count."""
    chance, began = random.Random(seed), time.monotonic()
    figures = {"cycles": cycles, "acknowledged": 0, "lost": 0, "hot logs": 0, "backups": 0, "unsound backups": 0}
    reopening: list[float] = []
    with tempfile.TemporaryDirectory() as scratch:
        place, scribe, seen = Path(scratch) / "vault", Scribe(), 0
        bare(place).close()
        made = template(Path(scratch) / "template")
        folder = made.copied(Path(scratch) / "home")
        vault = opened.unlocked(folder, WORDS)
        unlocked, key = vault.unlocked, vault.key
        vault.lock()
        for cycle in range(cycles):
            if cycle % 10 == 9:
                to = Path(scratch) / f"backups-{cycle}"
                backs_up = partial(backing_up, folder, unlocked, key, to)
                killed(backs_up, chance.uniform(0.03, 0.3), cycle)
                found = list(to.glob("*.backup")) if to.exists() else []
                figures["backups"] += len(found)
                for path in found:
                    figures["unsound backups"] += not sound(path, made.secret)
                continue
            told = killed(
                lambda tell: writing(place, scribe, tell, random.Random(chance.random())),
                chance.uniform(0.02, 0.12),
                cycle,
            )
            log = place / "vault.db-wal"
            figures["hot logs"] += log.exists() and log.stat().st_size > 0
            started = time.monotonic()
            keeper = bare(place)
            new = [entry for _number, entry in keeper.entries(scribe.dossier, seen)]
            reopening.append(time.monotonic() - started)
            seen = keeper.last(scribe.dossier)
            for entry in new:  # each entry hangs on the one before it, across the kill
                assert entry.sound and entry.previous == scribe.tips.get(entry.chain, chain.Tip()).digest, entry.id
                scribe.tips = chain.tips([entry], scribe.tips)
            figures["acknowledged"] += len(told)
            figures["lost"] += len(set(told) - {entry.id for entry in new})
            if cycle % 50 == 49 or cycle == cycles - 1:
                whole(keeper, scribe)
            keeper.close()
        keeper = bare(place)
        figures["entries"] = len(whole(keeper, scribe))
        keeper.close()
    figures["median reopening ms"] = round(1000 * sorted(reopening)[len(reopening) // 2], 1)
    figures["seconds"] = round(time.monotonic() - began, 1)
    return figures


def sound(path: Path, secret) -> bool:
    """Say whether a backup opens with the office's secret and holds what it should."""
    checked = backup.verify(path, secret)
    return checked is not None and not checked.problems


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)))  # noqa: T201 - it is what was asked
