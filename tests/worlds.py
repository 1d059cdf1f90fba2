"""Small worlds for the ledger: people with parts in a dossier, each with a laptop, who act apart and meet.

A script is a list of plain steps, so that hypothesis can shrink it: ``play(script)`` makes a world of it.
"""

from dataclasses import dataclass, field
from functools import cache

from hypothesis import strategies as st

from aidememoire.ledger import acts, found
from aidememoire.ledger.clock import Clock
from aidememoire.ledger.desk import Desk, granting
from aidememoire.ledger.entry import new_record_id
from aidememoire.ledger.fold import view
from aidememoire.ledger.gate import Role
from aidememoire.ledger.grants import given
from aidememoire.ledger.memory import MemoryKeeper, MemoryKeyring
from aidememoire.ledger.track import Standing
from aidememoire.ledger.writing import Made
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.kinds.actors import Actor, Tie

X = "harbour"
CANARY = "CANARY"


class Hours:
    """A wall clock that goes on by a second whenever it is read."""

    def __init__(self, millis=1_700_000_000_000):
        self.millis = millis

    def __call__(self):
        self.millis += 1000
        return self.millis


def ring(name):
    """The keys of a person, the same in every run."""
    return MemoryKeyring(name, seed=name.encode().ljust(32, b"."))


def dossier_of(founder="Ana", *, compartments=(X,), handling=None):
    """A new dossier on its founder's laptop."""
    header = Header(slug="selane", title="Port of Selane", handling=handling)
    return Desk.found(MemoryKeeper(), ring(founder), header, compartments=compartments, clock=Clock(now=Hours()))


def let_in(desk, name, *, role=Role.TEAM, clearance=Label.RED, compartments=(), agency=None, copy=True):
    """Give a person a part, and return their desk, on a laptop of their own with a copy of the ledger."""
    member, batch, entries = ring(name), new_record_id(), []
    for compartment in ("", *compartments):
        ((_name, version),) = [
            pair for pair in desk.rights.versions((compartment,), desk.writer.id) if pair[0] == compartment
        ]
        grant = given(
            desk.keyring,
            member.me,
            desk.sealer.compartment_key(compartment, version),
            dossier=desk.place,
            compartment=compartment,
            version=version,
            role=role,
            clearance=clearance,
            at=desk.clock.tick(),
            agency=agency,
        )
        entries.append(granting(grant, desk.clock.tick(), batch))
    desk.do(Made(tuple(entries)))
    keeper = MemoryKeeper() if copy else desk.keeper
    if copy:
        meet(desk.keeper, keeper, desk.place)
    return Desk(keeper, member, desk.place, clock=Clock(now=Hours()))


def meet(one, other, dossier):
    """Bring what one laptop has to another."""
    entries = [entry for _number, entry in one.entries(dossier)]
    other.append(entries, keys=one.keys(dossier), heads=one.heads(dossier), drop_keys=one.purged())


def seen_by(desk, entries, keys, name=None, known_at=None):
    """What a person sees of these entries."""
    member = ring(name) if name else desk.keyring
    entries = list(entries)
    return view(entries, Standing.of(member, desk.place, entries, keys), known_at)


def told(sight):
    """Everything that a view tells, as plain values that can be compared."""
    records = {sight.record_id(one.id): one for one in sight.dossier}
    return {
        "header": sight.dossier.header,
        "records": {id: one.written() for id, one in records.items()},
        "order": list(records),
        "clashes": sight.clashes,
        "history": {id: sight.revisions(id) for id in records},
        "batches": sight.batches,
    }


@dataclass
class World:
    """Three people: Ana leads and sees all, Ben is not in the compartment, Cem's clearance ends at AMBER+STRICT."""

    ana: Desk = field(default_factory=dossier_of)
    opened: bool = False  # from then on nobody takes back or decides: they might say themselves what was secret

    def __post_init__(self):
        self.ben = let_in(self.ana, "Ben")
        self.cem = let_in(self.ana, "Cem", clearance=Label.AMBER_STRICT, compartments=(X,))
        for desk in (self.ben, self.cem):
            meet(self.ana.keeper, desk.keeper, self.ana.place)
        self.desks = (self.ana, self.ben, self.cem)

    @property
    def entries(self):
        """The union of what the laptops hold."""
        return list({entry.id: entry for desk in self.desks for entry in desk.entries}.values())

    @property
    def keys(self):
        """The wrapped keys of all laptops."""
        return [key for desk in self.desks for key in desk.keeper.keys(desk.place)]

    def step(self, who, what, which, word, label):
        """Let one person do one thing; what the ledger refuses is not done."""
        desk = self.desks[who % 3]
        there = [record.id for record in desk.dossier]
        one = there[which % len(there)] if there else None
        try:
            if what == "meet":
                meet(self.desks[which % 3].keeper, desk.keeper, desk.place)
            elif what == "record":
                secret = {"level": "RED" if label == 2 else "AMBER", "compartments": [X] if label == 1 else []}
                mark = f"{CANARY}{label}" if label else ""
                desk.do(acts.record(desk, Actor(id=f"a-{word}", names=f"{mark}{word}", handling=secret)))
            elif what == "tie" and one:
                other = there[(which + word) % len(there)]
                if all(isinstance(desk.dossier[id], Actor) for id in (one, other)):
                    desk.do(acts.record(desk, Tie(id=f"t-{word}", actor=one, over=other)))
            elif one:
                self._change(desk, what, one, word, label)
        except InputError:
            pass

    def _change(self, desk, what, one, word, label):
        if what == "note":
            desk.do(acts.revise(desk, one, {"note": f"{word}"}))
        elif what == "rename":
            desk.do(acts.revise(desk, one, {"id": f"a-{word}"}))
        elif what == "close":
            closed = {"level": "RED" if label == 2 else "AMBER", "compartments": [X] if label == 1 else []}
            desk.do(acts.revise(desk, one, {"handling": closed, "note": f"{CANARY}{label}" if label else "open"}))
        elif what == "open" and isinstance(desk.dossier[one], Actor):
            desk.do(acts.revise(desk, one, {"names": f"{word}", "note": f"{word}"}))
            desk.do(acts.relabel(desk, one, "AMBER", why="known by now"))
            self.opened = True
        elif what == "withdraw":
            desk.do(acts.withdraw(desk, one))
        elif what == "purge":
            desk.do(acts.purge(desk, one))
        elif what == "revoke":
            desk.do(acts.revoke(desk, self.desks[word % 3].writer.id, compartment=X if label == 1 else ""))
        elif what == "undo" and desk.view.batches and not self.opened:
            batches = desk.view.batches
            desk.do(acts.undo(desk, batches[word % len(batches)].id))
        elif what == "resolve" and desk.view.clashes and not self.opened:
            clash = desk.view.clashes[word % len(desk.view.clashes)]
            desk.do(acts.resolve(desk, clash, clash.values[word % len(clash.values)][0]))


DEEDS = (
    "record", "record", "tie", "note", "note", "rename", "close", "open", "withdraw", "undo", "resolve", "meet", "meet"
)  # fmt: skip
HARD_DEEDS = (*DEEDS, "purge", "revoke")
"""With those after which somebody is without a key or a part."""


def scripts(max_size=14, deeds=DEEDS):
    """Scripts of steps: who does what, to which record, with which word and label."""
    small = st.integers(0, 4)
    return st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from(deeds), small, small, st.integers(0, 2)),
        min_size=3,
        max_size=max_size,
    )


def play(script):
    """The world that a script makes."""
    world = World()
    for who, what, which, word, label in script:
        world.step(who, what, which, word, label)
    return world


def read_as(monkeypatch, known):
    """Read the ledger as a version that knows these kinds of record."""
    monkeypatch.setattr(found, "kinds", lambda: known)
    monkeypatch.setattr(found, "_reader", cache(found._reader.__wrapped__))
