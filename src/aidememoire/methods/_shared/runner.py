"""How is heavy work done? In seeded batches with progress, in one process or several, with the same result."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from multiprocessing import get_context
from typing import TypeVar

import numpy as np

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Told after each batch: how many draws are done, and of how many."""

BATCH = 250


@dataclass(frozen=True, slots=True)
class Runner:
    """Runs work in batches, each with its own stream of chance, and gives back the answers in their order.

    The streams are spawned from the seed by the number of the batch alone, so that one process and several give the
    same bytes. With more than one process, the work must be a function of a module (or a ``partial`` of one).
    """

    processes: int = 1
    progress: Progress | None = None

    def batches(
        self, work: Callable[[int, np.random.Generator], T], draws: int, seed: int, *, size: int = BATCH
    ) -> list[T]:
        """Call ``work(n, rng)`` until ``draws`` draws are done, ``size`` in a batch, and return what each gave.

        Examples
        --------
        >>> Runner().batches(lambda n, rng: n, 600, seed=1)
        [250, 250, 100]
        """
        counts = [min(size, draws - first) for first in range(0, draws, size)]
        chances = [np.random.default_rng(stream) for stream in np.random.SeedSequence(seed).spawn(len(counts))]
        answers: list[T] = []
        done = 0
        for count, answer in zip(counts, self._answers(work, counts, chances), strict=True):
            answers.append(answer)
            done += count
            if self.progress:
                self.progress(done, draws)
        return answers

    def _answers(
        self, work: Callable[[int, np.random.Generator], T], counts: list[int], chances: list[np.random.Generator]
    ) -> Iterator[T]:
        if self.processes == 1 or len(counts) < 2:
            yield from map(work, counts, chances)
            return
        # Spawned, never forked: the same on every system, and no lock of this process is copied half held.
        with ProcessPoolExecutor(self.processes, mp_context=get_context("spawn")) as pool:
            yield from pool.map(_call, repeat(work), counts, chances)


def _call(work: Callable[[int, np.random.Generator], T], count: int, chance: np.random.Generator) -> T:
    return work(count, chance)
