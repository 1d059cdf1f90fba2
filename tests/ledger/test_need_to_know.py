"""Does anybody ever get a record, a field, a number or a hint that is not for them, by any way out of the ledger?"""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidememoire.ledger import acts
from aidememoire.ledger.entry import HEADER
from aidememoire.ledger.gate import Denied, Role, closes_as_much
from aidememoire.ledger.track import Standing
from aidememoire.ledger.writing import reading_all
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.kinds.actors import Actor, Identity, Tie
from aidememoire.vocabulary.kinds.sources import Provenance
from strategies import handlings
from worlds import CANARY, X, dossier_of, let_in, meet, play, ring, scripts, seen_by, told


def hidden_from(name, world):
    """By another way than the gate: the records that a label keeps from a person, or that name one of these."""
    whole = seen_by(world.ana, world.entries, world.keys, "Ana")
    reader = Standing.of(ring(name), world.ana.place, world.entries, world.keys)
    found = {id: whole.found(id) for id in {entry.record for entry in world.entries} if whole.found(id)}
    out = {
        id
        for id, one in found.items()
        if one.kind != HEADER and not all(entry.handling.within(reader.ceiling) for entry in one.heads)
    }
    while more := {id for id, one in found.items() if id not in out and set(one.names.values()) & out}:
        out |= more
    return out


def stripped(world, out, name):
    """The ledger without the records that are kept from a person, and without what they were under a closer label."""
    reader = Standing.of(ring(name), world.ana.place, world.entries, world.keys)
    return [
        entry
        for entry in world.entries
        if entry.record not in out and (entry.kind == HEADER or entry.handling.within(reader.ceiling))
    ]


def check_one_world(script):
    world = play(script)
    whole = told(seen_by(world.ana, world.entries, world.keys, "Ana"))
    for name, secret in (("Ben", "1"), ("Cem", "2")):
        sight = told(seen_by(world.ana, world.entries, world.keys, name))
        out = hidden_from(name, world)
        # Exactly what the labels say is missing, and nothing else: no way around, and nothing lost.
        assert not set(sight["records"]) & out
        assert set(sight["records"]) <= set(whole["records"])
        # Everything else is as if what is hidden had never been: records, order, clashes, histories, batches, counts.
        assert sight == told(seen_by(world.ana, stripped(world, out, name), world.keys, name))
        assert f"{CANARY}{secret}" not in repr(sight)
        assert not any(id in repr(sight) for id in out)


@settings(max_examples=60)
@given(scripts())
def test_a_reader_sees_what_they_would_see_if_nothing_hidden_had_ever_been(script):
    check_one_world(script)


@pytest.mark.slow
@settings(max_examples=500)
@given(scripts(max_size=9))
def test_two_readers_who_differ_by_one_compartment_or_level_see_what_differs_only_by_it(script):
    check_one_world(script)  # two pairs a world: a compartment apart, and a level apart


@pytest.fixture
def ana():
    desk = dossier_of()
    desk.do(acts.record(desk, Actor(id="guard", names="The guard"), Actor(id="ministry", names="The ministry")))
    return desk


def test_a_record_takes_the_label_of_what_it_names_also_when_that_is_closed_later(ana):
    ben = let_in(ana, "Ben", copy=False)
    ana.do(acts.record(ana, Tie(id="hold", actor="guard", over="ministry")))
    assert "hold" in ben.dossier
    ana.do(acts.revise(ana, "guard", {"handling": {"level": "RED", "compartments": [X]}}))
    assert [one.id for one in ben.dossier] == ["ministry"]
    assert [one.id for one in ana.dossier] == ["guard", "ministry", "hold"]


def test_what_was_written_under_a_label_keeps_it_when_the_secret_is_no_longer_named(ana):
    ben = let_in(ana, "Ben", copy=False)
    secret = {"level": "AMBER", "compartments": [X]}
    ana.do(acts.record(ana, Actor(id="heron", names="Heron", handling=secret)))
    ana.do(acts.record(ana, Tie(id="hold", actor="guard", over="heron", note=f"{CANARY} about heron")))
    ana.do(acts.revise(ana, "hold", {"over": "ministry"}))
    assert "hold" not in ben.dossier and X in ana.dossier["hold"].handling.compartments


def test_what_was_said_under_a_closer_label_stays_there_when_the_record_is_opened_again(ana):
    ben, cem = let_in(ana, "Ben", clearance=Label.AMBER_STRICT), let_in(ana, "Cem")
    ana.do(acts.record(ana, Actor(id="heron", names=CANARY, handling="RED")))
    meet(ana.keeper, cem.keeper, ana.place)
    for desk, word in ((ana, "A bird"), (cem, "A grey bird")):
        desk.do(acts.revise(desk, "heron", {"names": word}))
        desk.do(acts.relabel(desk, "heron", "AMBER", why="seen by everybody"))
        meet(desk.keeper, ben.keeper, ana.place)
    (clash,) = ben.view.clashes
    assert {value for value, *_who in clash.values} == {"A grey bird", "A bird"}
    assert clash.base is None and CANARY not in repr(told(ben.view))


def test_who_had_a_record_before_it_was_closed_sees_that_replaced_once_it_is_opened_again(ana):
    ben = let_in(ana, "Ben")
    ben.do(acts.revise(ben, "guard", {"note": "seen at the gate"}))
    ana.do(acts.revise(ana, "guard", {"handling": {"level": "AMBER+STRICT", "compartments": [X]}}))
    ana.do(acts.revise(ana, "guard", {"names": "The watch"}))
    ana.do(acts.relabel(ana, "guard", "AMBER+STRICT", why="no secret any more"))
    open_to_all = [entry for entry in ana.entries if X not in entry.handling.compartments]
    for brought in (open_to_all, ana.entries):
        ben.keeper.append(brought, keys=ana.keeper.keys(ana.place), heads=ana.keeper.heads(ana.place))
        assert str(ben.dossier["guard"].names) == "The watch" and ben.view.clashes == ()
        assert str(ben.dossier["guard"].note) == "seen at the gate"


def test_on_a_past_day_the_label_of_today_holds(ana):
    ben = let_in(ana, "Ben", copy=False)
    before = ana.clock.tick()
    assert "guard" in seen_by(ben, ben.entries, ben.keeper.keys(ben.place), known_at=before).dossier
    ana.do(acts.revise(ana, "guard", {"handling": {"level": "RED", "compartments": [X]}}))
    assert "guard" not in seen_by(ben, ben.entries, ben.keeper.keys(ben.place), known_at=before).dossier
    assert "guard" in seen_by(ana, ana.entries, ana.keeper.keys(ana.place), known_at=before).dossier


def test_a_slug_that_a_hidden_record_has_is_free_for_who_cannot_see_it(ana):
    ben = let_in(ana, "Ben", copy=False)
    ana.do(acts.record(ana, Actor(id="heron", handling={"level": "AMBER", "compartments": [X]})))
    ben.do(acts.record(ben, Actor(id="heron", names="A bird")))
    assert str(ben.dossier["heron"].names) == "A bird" and ben.view.clashes == ()
    assert str(ana.dossier["heron-2"].names) == "A bird"
    assert [clash.field for clash in ana.view.clashes] == ["id"]


def test_missing_withheld_and_purged_are_refused_in_the_same_words(ana):
    ben = let_in(ana, "Ben", copy=False)
    ana.do(acts.record(ana, Actor(id="heron", handling={"level": "AMBER", "compartments": [X]})))
    for deed in (
        lambda one: acts.revise(ben, one, {"note": "x"}),
        lambda one: acts.withdraw(ben, one),
        lambda one: ben.view.history(one),
        lambda one: ben.view.heads(one),
        lambda one: ben.reveal(one),
        lambda one: acts.record(ben, Tie(id="hold", actor="guard", over=one)),
    ):
        words = []
        for id in ("heron", "nobody"):
            with pytest.raises(Denied) as refused:
                deed(id)
            words.append(str(refused.value).replace(id, "ID"))
        assert words[0] == words[1]


def test_an_undo_of_an_act_says_nothing_of_what_it_did_out_of_sight(ana):
    ben = let_in(ana, "Ben", copy=False)
    hidden = Actor(id="heron", names=CANARY, handling={"level": "AMBER", "compartments": [X]})
    batch = ana.do(acts.record(ana, hidden, Actor(id="open"), why=f"{CANARY} met us"))
    assert CANARY not in repr(told(ben.view))
    ben.do(acts.undo(ben, batch))
    assert "heron" in ana.dossier and "open" not in ana.dossier


@given(st.lists(handlings(), min_size=1, max_size=6))
@settings(max_examples=200)
def test_the_reason_for_an_act_stands_under_labels_whose_readers_may_read_all_of_it(written):
    labels = [Handling.model_validate(one) for one in written]
    assert reading_all(labels) == {one for one in labels if all(closes_as_much(one, other) for other in labels)}


def test_an_analyst_gets_no_identities_and_nothing_that_names_one(ana):
    ana.do(acts.record(ana, Identity(id="heron", actor="guard", name=CANARY, handling="AMBER")))
    ana.do(acts.record(ana, Provenance(id="told", bears_on="guard", identity="heron", handling="AMBER")))
    zoe = let_in(ana, "Zoe", role=Role.ANALYST, copy=False)
    assert [one.id for one in zoe.dossier] == ["guard", "ministry"]
    with pytest.raises(Denied):
        acts.revise(zoe, "guard", {"note": "x"})


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.CUSTODIAN])
def test_auditors_and_custodians_get_no_content(ana, role):
    desk = let_in(ana, "Kim", role=role, copy=False)
    assert list(desk.dossier) == [] and desk.view.batches == () and desk.view.clashes == ()
    assert "Selane" not in repr(told(desk.view))


def test_a_partner_gets_what_is_releasable_to_them(ana):
    partner = let_in(ana, "Pia", agency="partner", copy=False)
    ana.do(acts.record(ana, Actor(id="ours", handling={"level": "AMBER", "releasable_to": ["other"]})))
    ana.do(acts.record(ana, Actor(id="theirs", handling={"level": "AMBER", "releasable_to": ["partner"]})))
    assert "theirs" in partner.dossier and "ours" not in partner.dossier


def test_without_a_grant_there_is_nothing(ana):
    stranger = ring("Eve")
    sight = seen_by(ana, ana.entries, ana.keeper.keys(ana.place), "Eve")
    assert len(sight.dossier) == 0 and sight.batches == ()
    assert json.dumps(sight.dossier.header.written()) == json.dumps({"slug": "unnamed"})
    assert stranger.compartment_key(ana.place, "") is None
