"""On what does one practise? The training dossier and the closed cases, in a vault that ends with the demonstration."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

from aidememoire.ledger import acts
from aidememoire.ledger.clock import Clock
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.gate import Role
from aidememoire.ledger.keeper import Keeper
from aidememoire.ledger.memory import MemoryKeyring
from aidememoire.ledger.seal import Keyring
from aidememoire.training import path as training_path
from aidememoire.vault import agent, keys, opened
from aidememoire.vault.agent.client import Client
from aidememoire.vault.agent.place import Locked
from aidememoire.vault.folder import Folder
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.files import load
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.record import Record
from aidememoire.workbench.opening import Opening

EXAMPLES = Path(__file__).parents[3] / "examples"
# On which day a training dossier is best looked at, where its reader has not turned the dial.
BEST_DAYS = {"port-of-selane": date(2026, 6, 15)}


def make(opening: Opening) -> Folder:
    """Make a vault of its own for the demonstration, with the training dossier and the closed cases that are at hand.

    Its key agent is left running: the pages open it by that. ``end`` takes all of it away.
    """
    folder = Folder(Path(opening.folder) / "vault")
    opened.make(folder, "You", opening.words, cost=keys.FLOOR)
    agent.start(folder, opening.words)
    client = Client(folder)
    for file in (training_path(), *sorted(EXAMPLES.glob("*.yaml"))):
        clashing(founded(client.keeper, client.keyring, load(file)))
    client.close()
    return folder


def end(folder: Folder) -> None:
    """Lock the vault of a demonstration; its folder goes with it."""
    with contextlib.suppress(Locked):
        agent.lock(folder)


def founded(keeper: Keeper, keyring: Keyring, dossier: Dossier) -> Desk:
    """Write a dossier into a ledger as if each record had become known on the day from which on it is there.

    So the dial of knowledge has something to turn on: a file has no memory of its own.
    """
    steps = list(known_by_day(dossier))
    now = [steps[0][0] if steps else date.today()]
    clock = Clock(now=lambda: int(datetime.combine(now[0], time(9), UTC).timestamp() * 1000))
    compartments = sorted({name for record in dossier for name in dossier.label(record.id).compartments})
    desk = Desk.found(keeper, keyring, dossier.header, compartments=compartments, clock=clock)
    for day, records in steps:
        now[0] = day
        desk.do(acts.record(desk, *records))
    return desk


def clashing(desk: Desk) -> None:
    """Let an invented colleague and the reader change the same field at the port of Selane, neither knowing of it.

    So there is a clash to decide and a person to look at; the colleague's keys are forgotten with this call.
    """
    obstacle = "gate-shut"
    if obstacle not in desk.dossier:
        return
    colleague = MemoryKeyring("Colleague (invented)")
    here = Desk(desk.keeper, desk.keyring, desk.place)
    here.do(acts.grant(here, colleague.me, role=Role.TEAM, clearance=Label.AMBER_STRICT))
    there = Desk(desk.keeper, colleague, desk.place)
    theirs = acts.revise(there, obstacle, {"severity": "3"}, why="The gate stayed shut all week.")
    ours = acts.revise(here, obstacle, {"severity": "1"}, why="It is open in the mornings again.")
    there.do(theirs)
    here.do(ours)


def known_by_day(dossier: Dossier) -> Iterator[tuple[date, list[Record]]]:
    """Yield the records by the day on which they can first have been known: none before what it names.

    What has no day is known from the beginning, unless it names something later.
    """
    dated = [record.first_day for record in dossier if record.first_day]
    today = date.today()
    start = min([*dated, today])
    known = {record.id: min(record.first_day or start, today) for record in dossier}
    changed = True
    while changed:
        changed = False
        for record in dossier:
            latest = max((known[named] for named in record.named() if named in known), default=start)
            if latest > known[record.id]:
                known[record.id], changed = latest, True
    for day in sorted(set(known.values())):
        yield day, [record for record in dossier if known[record.id] == day]
