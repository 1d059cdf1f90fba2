"""Two laptops worked apart. Does everything both wrote come together again, whatever came twice, late or never?

``DRILL_EDITS=5000`` makes a month of two busy offices of it.
"""

import os
import random
from dataclasses import replace

import pytest

from aidememoire.ledger import acts, bundles
from aidememoire.ledger.chain import verify
from aidememoire.ledger.clock import Clock
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import PURGE
from aidememoire.ledger.envelope import NotOpened
from aidememoire.ledger.gate import Role
from aidememoire.ledger.memory import MemoryKeeper
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Label
from offices import Ticking, add, office, ring

EDITS = int(os.environ.get("DRILL_EDITS", "300"))
DAYS = 30
ACTORS = [
    {"id": f"a-{number}", "names": f"Name {number}", "note": "Line one\nLine two\nLine three"} for number in range(20)
]


def away(desk, name, **chosen):
    """A colleague with a laptop of their own, to which the dossier came by bundle."""
    desk.do(acts.grant(desk, ring(name).me, why="alone", **{"role": Role.LEAD, "clearance": Label.RED, **chosen}))
    keeper = MemoryKeeper()
    carry(desk, keeper, name)
    return Desk(keeper, ring(name), desk.place, clock=Clock(now=Ticking(step=700)))


def carry(desk, keeper, name, **chosen):
    """Take the ledger of one desk into the keeper of somebody else."""
    written = bundles.make_for_colleagues(desk, [ring(name).me], **chosen)
    return bundles.join(bundles.open_bundle(written, ring(name)), keeper, ring(name))


def told(desk):
    """What somebody sees, clashes and all, in a form to compare."""
    return desk.dossier, [(clash.record, clash.field, clash.values) for clash in desk.view.clashes]


def holds(desk):
    return verify(desk.entries, desk.keeper.heads(desk.place), desk.rights.people)


@pytest.fixture
def ana():
    return office("Ana", handling="GREEN", actors=ACTORS, clock=Clock(now=Ticking()))


# Together


def test_a_colleague_with_a_part_gets_the_whole_dossier_by_bundle(ana):
    bo = away(ana, "Bo")
    assert bo.dossier == ana.dossier and holds(bo).holds


def test_thirty_days_apart_come_together_with_every_clash_shown(ana):
    bo = away(ana, "Bo")
    chance = random.Random(30)
    meant = {}
    sent = []
    for number in range(EDITS):
        desk = chance.choice((ana, bo))
        slug, field = f"a-{chance.randrange(len(ACTORS))}", chance.choice(("names", "country", "level"))
        value = {"names": f"Edit {number}", "country": chance.choice(("SDN", "SYR", "YEM")), "level": "national"}[field]
        desk.do(acts.revise(desk, slug, {field: value}))
        meant.setdefault((desk.writer.name, slug, field), []).append(value)
        if number % max(EDITS // DAYS, 1) == 0:
            other = bo if desk is ana else ana
            sent.append((bundles.make_for_colleagues(desk, [other.writer]), other))
    for written, desk in chance.sample(sent, len(sent) // 2) * 2:
        bundles.join(bundles.open_bundle(written, desk.keyring), desk.keeper, desk.keyring)
    carry(ana, bo.keeper, "Bo")
    carry(bo, ana.keeper, "Ana")
    assert told(ana) == told(bo)
    assert holds(ana).holds and holds(bo).holds
    written = sum(len(values) for values in meant.values())
    assert len(ana.entries) == len(bo.entries) > len(ACTORS) and written == EDITS
    open_fields = {(clash.record, clash.field): {value for value, *_rest in clash.values} for clash in ana.view.clashes}
    for (name, slug, field), values in meant.items():
        other = meant.get(("Bo" if name == "Ana" else "Ana", slug, field))
        shown = str(ana.dossier[slug].written()[field])
        assert shown in [*values, *(other or ())] or (slug, field) in open_fields, "nothing is shown that nobody wrote"
        if other is None:
            assert shown == values[-1], "what only one of them changed is as they left it"


def test_what_both_changed_without_knowing_of_each_other_is_never_silent(ana):
    bo = away(ana, "Bo")
    for number in range(20):
        ana.do(acts.revise(ana, f"a-{number}", {"names": f"Ana {number}"}))
        bo.do(acts.revise(bo, f"a-{number}", {"names": f"Bo {number}"}))
    carry(ana, bo.keeper, "Bo")
    carry(bo, ana.keeper, "Ana")
    for desk in (ana, bo):
        assert [(clash.record, clash.field) for clash in desk.view.clashes] == sorted(
            (f"a-{n}", "names") for n in range(20)
        )
        assert all(
            {value for value, *_rest in clash.values} == {f"Ana {clash.record[2:]}", f"Bo {clash.record[2:]}"}
            for clash in desk.view.clashes
        )


def test_only_what_the_other_lacks_needs_to_travel(ana):
    bo = away(ana, "Bo")
    ana.do(acts.revise(ana, "a-1", {"names": "New"}))
    small = bundles.make_for_colleagues(ana, [bo.writer], after=bo.keeper.heads(bo.place))
    whole = bundles.make_for_colleagues(ana, [bo.writer])
    assert len(small) < len(whole) // 2
    assert bundles.join(bundles.open_bundle(small, bo.keyring), bo.keeper, bo.keyring).new == 1
    assert str(bo.dossier["a-1"].names) == "New"


def test_a_bundle_that_builds_on_one_that_never_came_is_refused_until_it_comes(ana):
    bo = away(ana, "Bo")
    had = bo.keeper.heads(bo.place)
    ana.do(acts.revise(ana, "a-1", {"names": "New"}))
    first = bundles.make_for_colleagues(ana, [bo.writer], after=had)
    later_than = ana.keeper.heads(ana.place)
    ana.do(acts.revise(ana, "a-2", {"names": "Newer"}))
    second = bundles.make_for_colleagues(ana, [bo.writer], after=later_than)
    before = bo.dossier
    with pytest.raises(InputError, match="Nothing of the bundle from Ana is taken in"):
        bundles.join(bundles.open_bundle(second, bo.keyring), bo.keeper, bo.keyring)
    assert bo.dossier == before
    for written in (first, second, first):
        bundles.join(bundles.open_bundle(written, bo.keyring), bo.keeper, bo.keyring)
    assert bo.dossier == ana.dossier


def test_what_one_of_them_purged_is_gone_everywhere_that_joins_later(ana):
    bo = away(ana, "Bo")
    old = bundles.make_for_colleagues(bo, [ana.writer])
    record = ana.view.record_id("a-3")
    ana.do(acts.purge(ana, "a-3"))
    assert carry(ana, bo.keeper, "Bo").purged == 1
    assert "a-3" not in bo.dossier
    assert all(key.record != record for key in bo.keeper.keys(bo.place))
    bundles.join(bundles.open_bundle(old, ana.keyring), ana.keeper, ana.keyring)
    assert "a-3" not in ana.dossier and all(key.record != record for key in ana.keeper.keys(ana.place))


# Who gets what


def test_a_colleague_gets_what_their_part_allows_and_no_trace_of_the_rest(ana):
    add(ana, actors=[{"id": "hidden", "names": "H", "handling": "RED"}])
    ana.do(acts.grant(ana, ana.writer, role=Role.LEAD, clearance=Label.RED, compartments=("sea",), why="to found it"))
    add(ana, actors=[{"id": "vessel", "names": "V", "handling": {"level": "GREEN", "compartments": ["sea"]}}])
    bo = away(ana, "Bo", role=Role.TEAM, clearance=Label.AMBER)
    assert "a-1" in bo.dossier and "hidden" not in bo.dossier and "vessel" not in bo.dossier
    gone = {ana.view.record_id(slug) for slug in ("hidden", "vessel")}
    assert not gone & {entry.record for entry in bo.entries}
    assert not gone & {key.record for key in bo.keeper.keys(bo.place)}
    assert not any("sea" in entry.handling.compartments for entry in bo.entries)
    bo.do(acts.revise(bo, "a-1", {"names": "By Bo"}))
    carry(bo, ana.keeper, "Ana")
    assert str(ana.dossier["a-1"].names) == "By Bo" and "hidden" in ana.dossier and holds(ana).holds


def test_who_has_no_part_gets_nothing_and_brings_nothing(ana):
    with pytest.raises(InputError, match="has no part in this dossier"):
        bundles.make_for_colleagues(ana, [ring("Stranger").me])
    stranger = office("Stranger")
    stranger.do(acts.grant(stranger, ana.writer, role=Role.LEAD, clearance=Label.RED, why="x"))
    written = bundles.make_for_colleagues(stranger, [ana.writer])
    with pytest.raises(NotOpened):
        bundles.open_bundle(written, ring("Bo"))
    joined_too = bundles.join(bundles.open_bundle(written, ana.keyring), ana.keeper, ana.keyring)
    assert joined_too.dossier == stranger.place != ana.place, "it is another dossier, which stands beside this one"
    assert "a-1" in ana.dossier


def test_who_was_revoked_brings_what_was_written_before_and_nothing_after(ana):
    bo = away(ana, "Bo", role=Role.TEAM)
    bo.do(acts.revise(bo, "a-1", {"names": "Before"}))
    carry(bo, ana.keeper, "Ana")
    ana.clock.meet(bo.clock.tick())
    ana.do(acts.revoke(ana, bo.writer.id))
    bo.clock.meet(ana.clock.tick())
    bo.do(acts.revise(bo, "a-2", {"names": "After"}))
    carry(bo, ana.keeper, "Ana")
    assert str(ana.dossier["a-1"].names) == "Before" and str(ana.dossier["a-2"].names) == "Name 2"


def test_a_forged_entry_of_somebody_else_is_not_taken_in(ana):
    """Bo, who is in the team, writes an entry in Ana's name and sends it along."""
    bo = away(ana, "Bo", role=Role.TEAM)
    made = acts.revise(bo, "a-1", {"names": "As if by Ana"})
    bo.do(acts.revise(bo, "a-2", {"names": "By Bo"}))
    forged = replace(made.entries[0], recorded_by=ana.writer.id)
    last = next(entry.digest for entry in reversed(bo.entries) if entry.recorded_by == ana.writer.id)
    bo.keeper.append([forged.linked(last)], keys=made.keys)
    assert carry(bo, ana.keeper, "Ana").left_aside == 1
    assert (str(ana.dossier["a-1"].names), str(ana.dossier["a-2"].names)) == ("Name 1", "By Bo")


def test_nobody_purges_for_others_by_a_part_of_a_chain(ana):
    add(ana, actors=[{"id": "hidden", "names": "H", "handling": "RED"}])
    bo = away(ana, "Bo", role=Role.TEAM, clearance=Label.AMBER)
    assert PURGE not in {entry.kind for entry in bo.entries}
    ana.do(acts.purge(ana, "a-5"))
    assert carry(ana, bo.keeper, "Bo").purged == 1, "the purge of the sender reaches who gets a part only"
