"""How long does a page of the workbench take, and how much does it weigh, on a dossier of 10,000 records?

Server time in this process, through every guard and with the ledger's gate; weight as sent and compressed. Cold is the
first page after opening (fold, labels, indexes), warm the median of three.
"""

import gzip
import statistics
import sys
import time
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from django.test import Client

from aidememoire.ledger import acts
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.memory import MemoryKeeper, MemoryKeyring
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.kinds import sections
from aidememoire.workbench import door
from aidememoire.workbench.drafts import Drafts
from aidememoire.workbench.vaults import Vault

sitting = import_module("workbench.sitting")  # the tests' own way in
RECORDS = 10_000
BATCH = 250
DAY = date(2026, 6, 1)
PAGES = {
    "today": "",
    "issues": "issues/",
    "issue": "issues/issue-1/",
    "actors": "actors/",
    "actor": "actors/actor-1/",
    "commitments": "commitments/",
    "watch": "watch/",
    "list": "records/ties/?sort=-strength",
    "record": "record/tie-1/",
    "edit": "record/tie-1/edit/",
    "log": "engagements/log/",
    "search": "search/?q=harbour",
}


def large() -> Dossier:
    """A dossier of many records with a plausible share of each kind."""
    actors, issues = 1200, 30
    days = [(DAY - timedelta(days=number % 700)).isoformat() for number in range(RECORDS)]
    plain: list[tuple[str, dict[str, object]]] = []
    plain += [
        ("actors", {"id": f"actor-{n}", "names": f"Body {n} of the harbour", "ours": n < 3}) for n in range(actors)
    ]
    plain += [("issues", {"id": f"issue-{n}", "title": f"Question {n}", "held_at": "national"}) for n in range(issues)]
    while len(plain) < RECORDS:
        n = len(plain)
        one, other, issue = f"actor-{n % actors}", f"actor-{n * 7 % actors}", f"issue-{n % issues}"
        kind = n % 5
        if kind == 0:
            plain.append(("ties", {"id": f"tie-{n}", "actor": one, "over": other, "strength": "weak"}))
        elif kind == 1:
            said = {"actor": one, "issue": issue, "assessed_on": days[n], "position": n % 100, "salience": "strong"}
            plain.append(("stances", {"id": f"stance-{n}", **said}))
        elif kind == 2:
            said = {"given_by": one, "given_to": "actor-1", "wording": f"To open road {n}", "given_on": days[n]}
            plain.append(("commitments", {"id": f"promise-{n}", **said}))
        elif kind == 3:
            plain.append(("engagements", {"id": f"talk-{n}", "held_on": days[n], "participants": [{"actor": one}]}))
        else:
            plain.append(("observations", {"id": f"seen-{n}", "bears_on": one, "words": "Seen at the harbour"}))
    plain.append(("ties", {"id": "tie-1", "actor": "actor-1", "over": "actor-2"}))
    return Dossier(Header(slug="large"), [sections()[name].model_validate(fields) for name, fields in plain])


def main() -> None:
    """Print a line a page."""
    dossier = large()
    keeper, keyring = MemoryKeeper(), MemoryKeyring("You")
    desk = Desk.found(keeper, keyring, dossier.header)
    records = list(dossier)
    for first in range(0, len(records), BATCH):
        desk.do(acts.record(desk, *records[first : first + BATCH]))
    door.set_open(Vault(keeper, keyring, Drafts(Path("/nowhere"), b"k" * 32)))
    client = Client(headers={"host": sitting.HOST})
    client.get(f"/launch/{sitting.TOKEN}/")
    print(f"{len(dossier):,} records\n{'page':12} {'cold':>8} {'warm':>8} {'kB':>7} {'gzip kB':>8}")
    for name, address in PAGES.items():
        times = []
        for _again in range(4):
            began = time.perf_counter()
            answer = client.get(f"/d/large/{address}")
            times.append(time.perf_counter() - began)
            assert answer.status_code == 200, (name, answer.status_code)
        weight = len(answer.content) / 1000, len(gzip.compress(answer.content)) / 1000
        cold, warm = times[0] * 1000, statistics.median(times[1:]) * 1000
        print(f"{name:12} {cold:6.0f}ms {warm:6.0f}ms {weight[0]:7.1f} {weight[1]:8.1f}")


if __name__ == "__main__":
    main()
