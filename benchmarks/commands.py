"""How long does a user wait? Commands on an example, briefs, and loading ten thousand records, against their limits.

``python benchmarks/commands.py [RUNS]`` prints the median and the best of some runs, the least time that processors
spent (workers included; other work on the machine does not count), the median as a share of its limit, and what the
parsers below take alone on the same bytes. Commands are timed with the start of Python; loading is timed in a process
whose models are imported.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pydantic
import yaml

import aidememoire as am
from aidememoire.training import path as selane

RECORDS = 10_000
DAY = "2026-06-15"
ROOT = Path(__file__).resolve().parent.parent
PEOPLE = ("Harbour office", "Road committee", "Customs desk", "Gate guard", "Elders of the quay", "Transport guild")
PROMISE = "The road to the northern clinic is open to relief lorries on weekdays, {n} of them at a time."
PROMISE_AR = "الطريق إلى العيادة الشمالية مفتوح أمام شاحنات الإغاثة في أيام العمل، {n} منها في كل مرة."
SEEN = "A convoy of {n} lorries passed the gate after two hours; the drivers were asked for lists and gave none."


class Took(NamedTuple):
    """Seconds: the median of some runs, the best, and the least that the processors spent, workers included."""

    median: float
    best: float
    spent: float


def main(arguments: list[str]) -> int:
    """Measure and print."""
    runs = int(arguments[0]) if arguments else 5
    busy = f"; {os.getloadavg()[0]:.1f} busy at the start" if hasattr(os, "getloadavg") else ""
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors{busy}; {runs} runs each")
    if not all(Path(cache_from_source(str(module.__file__))).exists() for module in (am, pydantic)):
        print("NOT COMPILED: every command compiles its sources again. First: python3 go.py setup")
    print()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        _commands(place, runs)
        _loading(place, runs)
    return 0


def _commands(place: Path, runs: int) -> None:
    dossier = place / "selane.yaml"
    dossier.write_bytes(selane().read_bytes())
    print(f"{'commands, with the start of Python':<46}{'median':>9}{'best':>9}{'spent':>9}{'limit':>9}{'share':>8}")
    _told("--help", _command(runs, "--help"), 0.3)
    _told("check, the training dossier (140 records)", _command(runs, "check", str(dossier)), 1.0)
    for example in sorted((ROOT / "examples").glob("*.yaml")):
        _told(f"check, {example.stem}", _command(runs, "check", str(example)), 1.0)
    _told("commitments", _command(runs, "commitments", str(dossier), "--as-of", DAY), None)
    for language in ("en", "ar"):
        for ending in ("md", "html", "docx", "pdf"):
            to = ["--to", str(place / f"brief.{ending}"), "--lang", language]
            _told(f"brief as {ending}, {language}", _command(runs, "brief", str(dossier), "--as-of", DAY, *to), 3.0)


def _command(runs: int, *words: str) -> Took:
    command = [sys.executable, "-m", "aidememoire", *words]
    return _timed(runs, lambda: subprocess.run(command, check=True, capture_output=True))


def _loading(place: Path, runs: int) -> None:
    lines = place / "many.jsonl"
    lines.write_text("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in _records()), "utf-8")
    many = am.load(lines)
    files = {ending: place / f"many.{ending}" for ending in ("jsonl", "yaml", "xlsx")}
    for ending in ("yaml", "xlsx"):
        am.save(many, files[ending])
    print(
        f"\n{f'loading {len(many):,} records':<46}{'median':>9}{'best':>9}{'spent':>9}{'limit':>9}{'share':>8}"
        f"{'alone':>9}{'ratio':>8}"
    )
    limits = {"jsonl": 0.4, "yaml": 3.0, "xlsx": 3.0}
    alone: dict[str, tuple[str, Callable[[Path], Any]]] = {
        "jsonl": ("json.loads", _json_alone),
        "yaml": ("yaml.CSafeLoader", _yaml_alone),
        "xlsx": ("openpyxl", _openpyxl_alone),
    }
    for ending, file in files.items():
        peer, parse = alone[ending]
        took = _timed(runs, lambda file=file: am.load(file))  # type: ignore[misc]
        bare = _timed(runs, lambda parse=parse, file=file: parse(file))  # type: ignore[misc]
        size = file.stat().st_size / 1e6
        _told(f"{ending}, {size:.1f} MB; alone: {peer}", took, limits[ending], alone=bare)


def _timed(runs: int, call: Callable[[], object]) -> Took:
    call()  # the first fills caches of the system, which users have filled too
    took, spent = [], []
    for _ in range(runs):
        gc.collect()
        before, began = sum(os.times()[:4]), time.perf_counter()
        call()
        took.append(time.perf_counter() - began)
        spent.append(sum(os.times()[:4]) - before)
    return Took(statistics.median(took), min(took), min(spent))


def _told(what: str, took: Took, limit: float | None, alone: Took | None = None) -> None:
    words = f"{what:<46}{took.median:>7.2f} s{took.best:>7.2f} s{took.spent:>7.2f} s"
    if limit is not None:
        words += f"{limit:>7.1f} s{took.median / limit:>8.0%}"
    if alone is not None:
        words += f"{alone.median:>7.2f} s{took.median / alone.median:>8.1f}"
    print(words + ("   OVER THE LIMIT" if limit is not None and took.median > limit else ""), flush=True)


def _json_alone(file: Path) -> list[Any]:
    return [json.loads(line) for line in file.read_bytes().splitlines()]


def _yaml_alone(file: Path) -> Any:
    return yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)


def _openpyxl_alone(file: Path) -> int:
    book = openpyxl.load_workbook(file, read_only=True)
    return sum(1 for sheet in book for _row in sheet.iter_rows(values_only=True))


def _records() -> Iterator[dict[str, Any]]:
    """Yield a header and records in the proportions of a long negotiation: promises, sightings, stances."""
    chance = random.Random(26)
    yield {"record": "dossier", "format": 1, "slug": "many", "title": "Many records", "languages": ["en", "ar"]}
    actors, issues = RECORDS // 20, RECORDS // 100
    rest = RECORDS - actors - issues
    for n in range(actors):
        name = f"{PEOPLE[n % len(PEOPLE)]} {n}"
        yield {"record": "actor", "id": f"actor-{n}", "kind": "de facto authority", "names": {"en": name, "ar": name}}
    for n in range(issues):
        yield {
            "record": "issue",
            "id": f"issue-{n}",
            "title": f"Passage of relief lorries at gate {n}",
            "metric": "Lorries a week",
        }
    for n in range(rest):
        day = date(2026, 1, 1) + timedelta(days=n % 300)
        if n % 3 == 0:
            yield {
                "record": "commitment",
                "id": f"promise-{n}",
                "given_by": f"actor-{chance.randrange(actors)}",
                "given_to": f"actor-{chance.randrange(actors)}",
                "issue": f"issue-{chance.randrange(issues)}",
                "wording": {"en": PROMISE.format(n=n), "ar": PROMISE_AR.format(n=n)},
                "worded": "paraphrased",
                "about": "access",
                "form": "letter",
                "given_on": day.isoformat(),
                "due_on": (day + timedelta(days=chance.randrange(90))).isoformat(),
            }
        elif n % 3 == 1:
            yield {
                "record": "observation",
                "id": f"seen-{n}",
                "observed_on": day.isoformat(),
                "bears_on": f"promise-{n - 1}",
                "outcome": chance.choice(["kept", "partly", "broken", "cannot tell"]),
                "words": SEEN.format(n=n),
                "reported_by": f"actor-{chance.randrange(actors)}",
                "firsthand": chance.random() < 0.5,
                "reliability": chance.choice("ABCDEF"),
                "credibility": chance.randrange(1, 7),
                "evidence": [{"claim": "The tally of the gate says the same.", "side": "for"}],
            }
        else:
            yield {
                "record": "stance",
                "id": f"stance-{n}",
                "actor": f"actor-{chance.randrange(actors)}",
                "issue": f"issue-{chance.randrange(issues)}",
                "assessed_on": day.isoformat(),
                "assessed_by": "Access adviser",
                "position": chance.randrange(101),
                "salience": chance.choice(["faint", "weak", "moderate", "strong", "decisive"]),
                "influence": round(chance.random(), 2),
                "role": [chance.choice(["decide", "block", "gatekeep", "support"])],
                "note": "Said in two meetings, and written down after each of them by the same hand.",
            }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
