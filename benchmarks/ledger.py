"""How long do folding, taking in, verifying and merging a ledger take, and how do they grow?

``python benchmarks/ledger.py [--million]``. The records are copies of the training dossier, so that they are as long as
real ones; each is one entry, sealed with a key of its own. Cold means: from the bytes that a keeper holds to the
dossier, with every key unwrapped and every body opened. The floor is what no ledger of this design can do without:
opening every body and reading its record. The fold is told as a multiple of it, which a busy machine changes least.
"""

from __future__ import annotations

import gc
import math
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import aidememoire as am
from aidememoire.ledger import acts
from aidememoire.ledger.chain import heads, linked, verify
from aidememoire.ledger.clock import Moment
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import Entry, new_id, new_record_id, packed, unpacked
from aidememoire.ledger.found import recorded
from aidememoire.ledger.incoming import take_in
from aidememoire.ledger.keeper import Keeper
from aidememoire.ledger.memory import MemoryKeeper, MemoryKeyring
from aidememoire.ledger.merge import merge
from aidememoire.ledger.naming import renamed
from aidememoire.ledger.seal import Sealer
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.record import Record

TRAINING = Path(am.__file__).parent / "training" / "port-of-selane.yaml"
COLD_SECONDS, WARM_SECONDS, HUNDRED_THOUSAND_SECONDS = 0.3, 0.02, 10
TAKEN, TAKEN_SECONDS = (1_000, 10_000), 10
FOLDED, SIZES = (1_000, 3_000, 10_000), (1_000, 10_000, 100_000)


class Rows(MemoryKeeper):
    """A keeper that holds bytes, as a store does, and makes entries of them when asked."""

    def __init__(self, kept: Keeper, dossier: str) -> None:
        super().__init__()
        self.rows = [packed(entry) for _number, entry in kept.entries(dossier)]
        self.held = kept.keys(dossier)

    def entries(self, dossier: str, since: int = 0) -> Iterator[tuple[int, Entry]]:
        """Yield the entries that the bytes are."""
        for number, row in enumerate(self.rows[since:], since + 1):
            yield number, unpacked(row)

    def last(self, dossier: str) -> int:
        """Return how many there are."""
        return len(self.rows)

    def keys(self, dossier: str) -> Any:
        """Return the wrapped keys."""
        return self.held


def main() -> None:
    """Print the figures, then what lies above its limit."""
    sizes = (*SIZES, 1_000_000) if "--million" in sys.argv else SIZES
    over = [*_folding(), *_taking_in(), *_many(sizes)]
    if over:
        raise SystemExit("slower than the limits: " + ", ".join(over))


def _folding() -> list[str]:
    print("records   floor       cold   of floor   unchanged   one act   (medians of processor time)")
    taken = {}
    for size in FOLDED:
        desk, rows = _desk(size)
        floor = _median(partial(_floor, desk, rows))
        cold = _median(partial(_opened, desk, rows))
        assert len(desk.dossier) >= size
        warm = _median(partial(getattr, desk, "dossier"))
        act = _median(partial(_one_act, desk))
        taken[size] = cold
        print(
            f"{size:7,} {floor:6.3f} s {cold:8.3f} s {cold / floor:9.2f} x {warm * 1000:8.3f} ms {act * 1000:6.1f} ms"
        )
    print("growth of the cold fold, as a power: " + _growth(taken))
    late = [f"cold fold {cold:.2f} s of {COLD_SECONDS}"] if (cold := taken[10_000]) > COLD_SECONDS else []
    return [*late, *(["unchanged"] if warm > WARM_SECONDS else [])]


def _desk(size: int) -> tuple[Desk, Rows]:
    training = am.load(TRAINING)
    desk = _empty(training)
    desk.do(acts.record(desk, *_copies(tuple(training), size)))
    return desk, Rows(desk.keeper, desk.place)


def _empty(training: Dossier) -> Desk:
    compartments = {name for record in training for name in training.label(record.id).compartments}
    return Desk.found(MemoryKeeper(), MemoryKeyring("Somebody"), training.header, compartments=sorted(compartments))


def _copies(training: tuple[Record, ...], size: int) -> list[Record]:
    made: list[Record] = []
    while len(made) < size:
        mark = len(made) // len(training)
        for record in training:
            fields = renamed(type(record), record.written(), partial(_marked, mark))
            made.append(type(record).model_validate({**fields, "id": f"{record.id}-{mark}"}))
    return made


def _marked(mark: int, slug: str) -> str:
    return f"{slug}-{mark}"


def _opened(desk: Desk, rows: Rows) -> Desk:
    opened = Desk(rows, desk.keyring, desk.place)
    assert len(opened.dossier) >= len(desk.dossier)
    return opened


def _floor(desk: Desk, rows: Rows) -> list[Any]:
    """Open every body and read its record, and nothing else."""
    sealer = Sealer(desk.keyring, desk.place, rows.held)
    sealer.given(
        {(grant.compartment, grant.version): [grant.sealed_key] for grant in desk.rights.grants_to(desk.writer.id)}
    )
    gc.disable()
    kept = []
    for row in rows.rows:
        entry = unpacked(row)
        plain = sealer.opened(entry) if entry.kind != "grant" else None
        kept.append(recorded(entry.kind, plain) if plain else None)
    gc.enable()
    return kept


def _one_act(desk: Desk) -> None:
    id = f"act-{time.monotonic_ns()}"
    desk.do(acts.record(desk, Actor(id=id)))
    assert id in desk.dossier


def _taking_in() -> list[str]:
    print("records   first      again   (taking in a file, looked at, sealed and appended as one act)")
    training, taken = am.load(TRAINING), {}
    for size in TAKEN:
        desk = _empty(training)
        file = training.having(_copies(tuple(training), size))
        began = time.process_time()
        desk.do(take_in(desk, file, "file.yaml").made())
        taken[size] = time.process_time() - began
        assert len(desk.dossier) >= size
        again = _median(partial(take_in, desk, file, "file.yaml"), 1)
        print(f"{size:7,} {taken[size]:6.2f} s {again:8.2f} s")
    print("growth of taking in, as a power: " + _growth(taken))
    late = taken[10_000]
    return [f"taking in 10,000 records {late:.1f} s of {TAKEN_SECONDS}"] if late > TAKEN_SECONDS else []


def _many(sizes: tuple[int, ...]) -> list[str]:
    print("entries     verify      merge   (two halves that overlap by a third)")
    verified, merged = {}, {}
    for size in sizes:
        verified[size], merged[size] = _verify_and_merge(size)
        print(f"{size:9,} {verified[size]:8.2f} s {merged[size]:8.2f} s")
    print(f"growth of verify and merge, as a power: {_growth(verified)}; {_growth(merged)}")
    taken = {"verify": verified[100_000], "merge": merged[100_000]}
    return [f"{name} {seconds:.1f} s" for name, seconds in taken.items() if seconds > HUNDRED_THOUSAND_SECONDS]


def _verify_and_merge(size: int) -> tuple[float, float]:
    keyring, times = MemoryKeyring("Somebody"), 3 if size < 1_000_000 else 1
    entries = [unpacked(packed(entry)) for entry in linked(_entries(size, keyring.me.id), {})]  # as a keeper hands them
    signed, people = heads(entries, {}, keyring, Moment(size)), {keyring.me.id: keyring.me}
    one, other = entries[: size * 2 // 3], entries[size // 3 :]
    return (
        _median(lambda: _holds(verify(entries, signed, people).holds), times),
        _median(lambda: _holds(len(merge(one, other)) == size), times),
    )


def _entries(size: int, writer: str) -> Iterator[Entry]:
    dossier, label, body = new_record_id(), Handling(level=Label.AMBER), bytes(500)
    for number in range(size):
        at = Moment(1_700_000_000_000 + number)
        yield Entry(new_id(at), dossier, new_record_id(), "actor", (), at, writer, label, body, new_record_id())


def _holds(what: bool) -> None:
    if not what:
        raise SystemExit("the ledger does not hold")


def _growth(taken: dict[int, float]) -> str:
    return ", ".join(f"{math.log(taken[big] / taken[small], big / small):.2f}" for small, big in pairwise(taken))


def _median(work: Callable[[], Any], times: int = 5) -> float:
    taken = []
    for _time in range(times):
        gc.collect()
        began = time.process_time()
        made = work()
        taken.append(time.process_time() - began)
        del made  # to clear away what was made is no part of making it
    return sorted(taken)[len(taken) // 2]


if __name__ == "__main__":
    main()
