"""People with desks of their own, for tests: ``office()`` founds a dossier, ``joined`` gives somebody a desk in it."""

from datetime import date

from aidememoire.ledger import acts
from aidememoire.ledger.clock import Clock
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.gate import Role
from aidememoire.ledger.memory import MemoryKeeper, MemoryKeyring
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.kinds import sections

DAY = date(2026, 6, 15)


def ring(name):
    """The keys of one person, the same every time."""
    return MemoryKeyring(name, seed=name.encode().ljust(32, b"."))


class Ticking:
    """A clock of a day that goes on by a second with every look."""

    def __init__(self, start=1_780_000_000_000, step=1000):
        self.millis, self.step = start, step

    def __call__(self):
        self.millis += self.step
        return self.millis


def office(name="Ana", *, slug="selane", handling=None, compartments=(), agency=None, clock=None, **records):
    """The desk of somebody who has just founded a dossier with some records by section."""
    header = Header.model_validate({"slug": slug, **({"handling": handling} if handling else {})})
    desk = Desk.found(
        MemoryKeeper(), ring(name), header, compartments=compartments, agency=agency, clock=clock or Clock()
    )
    add(desk, **records)
    return desk


def add(desk, **records):
    """Record plain records by section."""
    drafts = [sections()[name].model_validate(one) for name, some in records.items() for one in some]
    if drafts:
        desk.do(acts.record(desk, *drafts))
    return desk


def joined(desk, name, *, role=Role.TEAM, clearance=Label.AMBER_STRICT, keeper=None, **chosen):
    """The desk of somebody to whom the first desk gives a part, on the same keeper unless another is given."""
    chosen = {"why": "alone in the office", **chosen}
    desk.do(acts.grant(desk, ring(name).me, role=role, clearance=clearance, **chosen))
    return Desk(keeper or desk.keeper, ring(name), desk.place)
