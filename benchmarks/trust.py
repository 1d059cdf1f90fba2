"""How fast is a record of promises scored and played back, and how does the time grow with its size?"""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import numpy as np

from aidememoire.methods.trust._dawid_skene import dawid_skene
from aidememoire.methods.trust._record import counted_once, faded, standing, tendency
from aidememoire.methods.trust._skill import replay

TARGET = 0.3
SIZES = (1_000, 10_000, 100_000)


def main() -> None:
    """Print seconds of processor time, the share of the target at 10,000 entries, and the ratio to the size before."""
    standing(np.zeros(1, int), np.ones(1), np.ones(1), np.full(1, 0.5), np.full(1, 2.0))  # scipy is imported here
    for name, work in (("score", _score), ("play back", _replay), ("Dawid-Skene", _consensus)):
        before = None
        for size in SIZES:
            took = _fastest(work, size)
            ratio = f"{took / before:5.1f} times the size before" if before else ""
            share = f"{took / TARGET:6.1%} of the target" if size == 10_000 else ""
            print(f"{name:<12} {size:>7,} entries {took:8.4f} s   {share:<22} {ratio}")
            before = took


def _fastest(work: Callable[[int], object], size: int, times: int = 3) -> float:
    took = []
    for _ in range(times):
        began = process_time()
        work(size)
        took.append(process_time() - began)
    return min(took)


def _made(size: int) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(7)
    bodies, reporters = max(size // 5, 1), max(size // 50, 1)
    who, reporter = rng.integers(0, bodies, size), rng.integers(0, reporters, size)
    return (
        who,
        reporter,
        rng.integers(0, 3, size) / 2,
        rng.uniform(0.2, 0.95, size),
        np.sort(rng.uniform(0, 3000, size)),
    )


def _score(size: int) -> object:
    who, reporter, outcome, chance, age = _made(size)
    told = chance * tendency(who, reporter, outcome, chance * faded(age, 180))
    weight = counted_once(np.arange(size) // 2, age, told) * faded(age, 180)
    count = int(who.max()) + 1
    return standing(who, outcome, weight, np.full(count, 0.5), np.full(count, 2.0))


def _replay(size: int) -> object:
    who, reporter, outcome, chance, day = _made(size)
    return replay(who, day, day, outcome, reporter=reporter, half_life=180, weight=chance)


def _consensus(size: int) -> object:
    rng = np.random.default_rng(7)
    truth = np.repeat(rng.integers(0, 3, size // 4), 4)
    said = np.where(rng.random(size) < 0.7, truth, rng.integers(0, 3, size))
    reporter = np.tile(np.arange(4), size // 4)
    return dawid_skene(np.arange(size) // 4, reporter, said, classes=3, smoothing=1.0)


if __name__ == "__main__":
    main()
