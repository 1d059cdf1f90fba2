"""How long does each screen of the workbench take, and how much does it weigh, on a dossier of 10,000 records?

``python benchmarks/pages.py [SCREEN ...]``. The screens are those of the URL map that a dossier answers by GET, so that
a new one is measured too. Times are processor time of this process, through every guard and with the ledger's gate:
cold is a screen's first showing in a fresh process after the dossier was opened, with the opening itself counted on the
first page that anybody comes to, the list of dossiers; warm the median of the next ones. Weight is what was sent: a
page with what it fetches by itself; a first visit also counts style, scripts and the typefaces that its letters ask
for; what a screen needs once, when it is not the first that somebody comes to, is the script of its own. Weights are
those of the heaviest of the languages. Half of the records are copies of the training dossier, the other half has hubs:
bodies that are named hundreds of times. Of each kind the record is shown that most others name. Ends with the ratio of
the worst screen to each limit; exits with 1 and the list of what lies above one.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import statistics
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import URLPattern

import aidememoire as am
from aidememoire.ledger import acts
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.gate import Role
from aidememoire.ledger.memory import MemoryKeeper, MemoryKeyring
from aidememoire.ledger.naming import renamed
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.kinds import sections
from aidememoire.vocabulary.messages import languages
from aidememoire.vocabulary.record import Record

sitting = import_module("workbench.sitting")  # the tests' own way in, and their way to fill addresses
attacking = import_module("workbench.attacking")
door, drafts, vaults = (import_module(f"aidememoire.workbench.{name}") for name in ("door", "drafts", "vaults"))

TRAINING = Path(am.__file__).parent / "training" / "port-of-selane.yaml"
RECORDS, ACTORS, ISSUES, HUBS = 10_000, 500, 10, 7
BATCH, REVISED = 140, 200  # a batch is one copy of the training dossier: its records name each other
DAY = date(2026, 6, 1)
COLLEAGUE = MemoryKeyring("Colleague").me
COLD_SECONDS, WARM_SECONDS, FIRST_KB, LATER_KB = 0.5, 0.1, 250, 40
COLD_TIMES, WARM_TIMES = 3, 5
FETCHED = re.compile(r'data-graph="([^"]+)"|data-map="([^"]+)"|hx-get="([^"]+)" hx-trigger="load"')
ASKED = {"search": "?q=harbour"}
FRONT = "front"


@dataclass
class Measured:
    """One screen: seconds cold and warm, and its weight in kB: plain, sent, on a first visit, and its script once."""

    cold: float
    warm: float
    plain: float
    sent: float
    first: float
    once: float

    @property
    def figures(self) -> tuple[tuple[str, float, float, str], ...]:
        """Return each figure that has a limit, with it and its unit."""
        return (
            ("cold", self.cold, COLD_SECONDS, "s"), ("warm", self.warm, WARM_SECONDS, "s"),
            ("first visit", self.first, FIRST_KB, "kB"), ("later", self.sent, LATER_KB, "kB"),
        )  # fmt: skip

    def over(self) -> list[str]:
        """Return what lies above its limit."""
        return [f"{name} {value:.3g} of {limit} {unit}" for name, value, limit, unit in self.figures if value > limit]


def main() -> None:
    """Print a line a screen, then what lies above its limit."""
    import_module("aidememoire.workbench.wsgi").warmed()  # as the server does before anybody asks
    # The launch link lives for two minutes, which this takes longer than.
    type(sitting.OPENING).lets_in = lambda _self, token, _now: token == sitting.TOKEN
    vault, dossier = ledger_of(large())
    there = {FRONT: "/", **dict(addresses(dossier, vault))}
    chosen = {name: there[name] for name in there if not sys.argv[1:] or name.split(" ")[0] in sys.argv[1:]}
    print(f"{len(dossier):,} records, {len(chosen)} screens; limits {COLD_SECONDS * 1000:.0f} ms cold, "
          f"{WARM_SECONDS * 1000:.0f} ms warm, {LATER_KB} kB a page, {FIRST_KB} kB a first visit")  # fmt: skip
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors: what others do slows processor time, too")
    print(f"{'screen':24} {'cold':>8} {'warm':>8} {'plain':>9} {'sent':>8} {'first visit':>12} {'and once':>10}")
    over, worst = [], dict[str, tuple[float, str]]()
    for name, address in chosen.items():
        found = measured(vault, address, opened=name != FRONT)
        late = found.over()
        over += [f"{name}: {one}" for one in late]
        for what, value, limit, _unit in found.figures:
            worst[what] = max(worst.get(what, (0.0, "")), (value / limit, name))
        print(f"{name:24} {found.cold * 1000:5.0f} ms {found.warm * 1000:5.0f} ms {found.plain:6.1f} kB "
              f"{found.sent:5.1f} kB {found.first:9.1f} kB {found.once:7.1f} kB{'  <' if late else ''}",
              flush=True)  # fmt: skip
    print("of its limit, at most: " + ", ".join(f"{what} {ratio:.2f} ({one})" for what, (ratio, one) in worst.items()))
    if over:
        raise SystemExit("above the limits:\n  " + "\n  ".join(over))


# The dossier


def large() -> Dossier:
    """Return a dossier of many records: every kind as in the training dossier, and bodies that all others name."""
    training = am.load(TRAINING)
    made: list[Record] = []
    while len(made) < RECORDS // 2:
        mark = len(made) // len(training)
        for record in training:
            fields = renamed(type(record), record.written(), f"{{}}-{mark}".format)
            made.append(type(record).model_validate({**fields, "id": f"{record.id}-{mark}"}))
    plain = [
        ("actors", {"id": f"actor-{n}", "names": f"Body {n} of the harbour", "ours": n < 3}) for n in range(ACTORS)
    ]
    plain += [("issues", {"id": f"issue-{n}", "title": f"Question {n}", "held_at": "national"}) for n in range(ISSUES)]
    plain += [_hubbed(n) for n in range(RECORDS - len(made) - len(plain))]
    return training.having([*made, *(sections()[name].model_validate(fields) for name, fields in plain)])


def _hubbed(n: int) -> tuple[str, dict[str, Any]]:
    """Return a record that names a body of many, and often one of the few that all name."""
    day = (DAY - timedelta(days=n % 700)).isoformat()
    one, other, hub = f"actor-{n % ACTORS}", f"actor-{n * 7 % ACTORS}", f"actor-{n % HUBS}"
    said: dict[str, Any]
    if n % 5 == 0:
        return "ties", {"id": f"tie-{n}", "actor": one, "over": other if n % 2 else hub, "strength": "weak"}
    if n % 5 == 1:
        said = {"actor": one, "issue": f"issue-{n % ISSUES}", "position": n % 100, "salience": "strong"}
        return "stances", {"id": f"stance-{n}", "assessed_on": day, **said}
    if n % 5 == 2:
        said = {"given_by": one, "given_to": "actor-1", "wording": f"To open road {n}", "about": "access"}
        return "commitments", {"id": f"promise-{n}", "given_on": day, **said}
    if n % 5 == 3:
        return "engagements", {"id": f"talk-{n}", "held_on": day, "participants": [{"actor": one}, {"actor": hub}]}
    said = {"bears_on": f"promise-{n - 2}", "outcome": ("kept", "partly", "broken")[n % 3]}
    return "observations", {"id": f"seen-{n}", "observed_on": day, "words": "Seen at the harbour", **said}


def ledger_of(dossier: Dossier) -> tuple[Callable[[], Any], Dossier]:
    """Return how a vault that holds a dossier is opened anew, and the dossier as it then is."""
    keeper, keyring = MemoryKeeper(), MemoryKeyring("You")
    compartments = {name for record in dossier for name in dossier.label(record.id).compartments}
    desk = Desk.found(keeper, keyring, dossier.header, compartments=sorted(compartments))
    waiting = list(dossier)
    for first in range(0, len(waiting), BATCH):
        desk.do(acts.record(desk, *waiting[first : first + BATCH]))
    for n in range(REVISED):
        desk.do(acts.revise(desk, f"actor-{n % 20}", {"note": f"Seen anew, for the {n}th time."}))
    desk.do(acts.grant(desk, COLLEAGUE, role=Role.TEAM, clearance=Label.RED, why="works here"))
    return partial(vaults.Vault, keeper, keyring, drafts.Drafts(Path("/nowhere"), b"k" * 32)), desk.dossier


def addresses(dossier: Dossier, vault: Callable[[], Any]) -> Iterator[tuple[str, str]]:
    """Yield the name and address of each screen that a dossier answers by GET."""
    most: dict[str, Record] = {}
    for record in dossier:
        named = len(dossier.named_by(record.id))
        if record.kind_of.name not in most or named > len(dossier.named_by(most[record.kind_of.name].id)):
            most[record.kind_of.name] = record
    batch = next(one.id for one in vault().desk(dossier.header.slug).view.batches if len(one.records) == BATCH)
    for pattern in attacking.PATTERNS:
        policy = attacking.policy_of(pattern)
        if policy.whom != "dossier" or "GET" not in policy.methods:
            continue
        yield from _filled(pattern, dossier, most, batch)


def _filled(pattern: URLPattern, dossier: Dossier, most: dict[str, Record], batch: str) -> Iterator[tuple[str, str]]:
    name = str(pattern.name)
    given = {"slug": dossier.header.slug, "batch": batch, "member": COLLEAGUE.id}
    if attacking.takes(pattern, "plural"):
        for plural, _records in dossier.by_section():
            yield f"{name} {plural}", attacking.address(pattern, plural=plural, **given)
    elif attacking.takes(pattern, "sheet"):
        for sheet in attacking.SHEETS:
            yield f"{name} {sheet.slug}", attacking.address(pattern, id=most["issue"].id, sheet=sheet.slug, **given)
    elif attacking.takes(pattern, "id"):
        kind = attacking.KIND_OF_ROUTE.get(name, "actor")
        yield name, attacking.address(pattern, id=most[kind].id, **given)
    elif not attacking.takes(pattern, "token"):
        yield name, attacking.address(pattern, **given) + ASKED.get(name, "")


# Measuring


def measured(vault: Callable[[], Any], address: str, *, opened: bool) -> Measured:
    """Return how a screen does, each time in a process of its own that has shown nothing before."""
    told = [_in_a_child(partial(_shown, vault, address, opened, not again)) for again in range(COLD_TIMES)]
    return Measured(statistics.median(one["cold"] for one in told), told[0]["warm"], *told[0]["weights"])


def _in_a_child(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return what a forked process makes of something: nothing that it remembers comes back."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        code = 1
        try:
            os.write(writing, json.dumps(work()).encode())
            code = 0
        except Exception:  # noqa: BLE001  this process ends with it
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as told:
        said = told.read()
    os.waitpid(child, 0)
    if not said:
        raise SystemExit("a screen could not be shown: see above")
    answer: dict[str, Any] = json.loads(said)
    return answer


def _shown(anew: Callable[[], Any], address: str, opened: bool, whole: bool) -> dict[str, Any]:
    # Once for nothing: a fork copies each page of memory when it is first touched, which no server ever waits for.
    slug = next(iter(anew().slugs()))
    anew().desk(slug).dossier  # noqa: B018
    vault = anew()
    door.set_open(vault)
    client = Client(headers={"host": sitting.HOST, "accept-encoding": "gzip"})
    client.get(f"/launch/{sitting.TOKEN}/")
    if opened:
        vault.desk(slug).dossier  # noqa: B018  opened, and nothing asked of it
    cold, page = _timed(client, address)
    if not whole:
        return {"cold": cold}
    warm = statistics.median(_timed(client, address)[0] for _again in range(WARM_TIMES))
    everywhere, weights = _files(_plain(client.get("/")).decode()), [_weights(client, page)]
    for language in languages():
        client.post("/settings/language/", {"language": language, "back": "/"})
        page = _timed(client, address)[1]
        weights.append(_weights(client, page))
    once = sum(map(_compressed, _files(_plain(page).decode("utf-8", "replace")) - everywhere)) / 1000
    return {"cold": cold, "warm": warm, "weights": [*(max(one) / 1000 for one in zip(*weights, strict=True)), once]}


def _timed(client: Client, address: str) -> tuple[float, Any]:
    began = time.process_time()
    answer = client.get(address)
    took = time.process_time() - began
    assert answer.status_code in (200, 204), (address, answer.status_code)
    return took, answer


def _weights(client: Client, page: Any) -> tuple[float, float, float]:
    """Return bytes of a page with what it fetches by itself: plain, sent, and sent where nothing was kept before."""
    if "attachment" in page.get("Content-Disposition", ""):
        return len(_plain(page)), 0, 0  # a file to keep is no page
    parts = [page]
    if page["Content-Type"].startswith("text/html"):
        parts += [
            _timed(client, unescape(next(filter(None, one))))[1] for one in FETCHED.findall(_plain(page).decode())
        ]
    sent = sum(len(part.content) for part in parts)
    return sum(len(_plain(part)) for part in parts), sent, sent + _static(_plain(page).decode("utf-8", "replace"))


def _plain(answer: Any) -> bytes:
    content: bytes = answer.content
    return gzip.decompress(content) if answer.get("Content-Encoding") == "gzip" else content


def _files(page: str) -> set[str]:
    """Return the names of the styles and scripts that a page asks for."""
    return set(re.findall(r'(?:href|src)="/static/([^"?]+)', page))


def _compressed(name: str) -> int:
    return len(gzip.compress(_file(name)))


def _static(page: str) -> int:
    """Return bytes of style and scripts that a page asks for, compressed, and of the typefaces for its letters."""
    files, letters = _files(page), {ord(letter) for letter in page}
    total = sum(map(_compressed, files))
    for name in files:
        if name.endswith(".css"):
            for font, ranges in re.findall(r"src:url\(([^)]+)\)[^}]*unicode-range:([^}]+)", _file(name).decode()):
                if any(_covers(one, letters) for one in ranges.split(",")):
                    total += len(_file(str(Path(name).parent / font)))
    return total


def _covers(ranged: str, letters: set[int]) -> bool:
    first, _dash, last = ranged.strip().removeprefix("U+").partition("-")
    return any(int(first, 16) <= letter <= int(last or first, 16) for letter in letters)


def _file(name: str) -> bytes:
    found = finders.find(name)
    assert isinstance(found, str), name
    return Path(found).read_bytes()


if __name__ == "__main__":
    main()
