"""On what does one practise? The training dossier and the closed cases, in a vault that ends with the demonstration."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

from aidememoire.ledger import acts
from aidememoire.ledger.clock import Clock
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.memory import MemoryKeeper, MemoryKeyring
from aidememoire.training import path as training_path
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.files import load
from aidememoire.vocabulary.record import Record
from aidememoire.workbench.drafts import Drafts
from aidememoire.workbench.opening import Opening
from aidememoire.workbench.vaults import Vault

EXAMPLES = Path(__file__).parents[3] / "examples"
# On which day a training dossier is best looked at, where its reader has not turned the dial.
BEST_DAYS = {"port-of-selane": date(2026, 6, 15)}


def training_vault(opening: Opening) -> Vault:
    """Return a vault with the training dossier and, in the project's folder, the closed cases."""
    keeper, keyring = MemoryKeeper(), MemoryKeyring("You", seed=bytes.fromhex(opening.seat_key))
    for file in (training_path(), *sorted(EXAMPLES.glob("*.yaml"))):
        founded(keeper, keyring, load(file))
    drafts = Drafts(Path(opening.folder) / "drafts", bytes.fromhex(opening.seat_key))
    return Vault(keeper, keyring, drafts, training=True)


def founded(keeper: MemoryKeeper, keyring: MemoryKeyring, dossier: Dossier) -> Desk:
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
