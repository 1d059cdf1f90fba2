"""Can every act be taken back, and taken back again, without losing what came after?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidememoire.ledger import acts
from aidememoire.ledger.acts.revise import revise_header
from aidememoire.ledger.writing import Change, made
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.kinds.actors import Actor, Tie
from worlds import dossier_of, let_in, meet


@pytest.fixture
def ana():
    desk = dossier_of()
    desk.do(acts.record(desk, Actor(id="guard", names="The guard"), Actor(id="ministry")))
    return desk


def plain(desk):
    return {one.id: one.written() for one in desk.dossier}


def test_a_change_is_undone_and_the_undo_undone(ana):
    before = plain(ana)
    changed = ana.do(acts.revise(ana, "guard", {"names": "The watch", "country": "SDN"}))
    after = plain(ana)
    undone = ana.do(acts.undo(ana, changed))
    assert plain(ana) == before
    ana.do(acts.undo(ana, undone))
    assert plain(ana) == after


def test_what_was_recorded_goes_and_comes_back_with_what_named_it(ana):
    before = plain(ana)
    batch = ana.do(acts.record(ana, Actor(id="heron"), Tie(id="hold", actor="heron", over="guard")))
    after = plain(ana)
    undone = ana.do(acts.undo(ana, batch))
    assert plain(ana) == before
    ana.do(acts.undo(ana, undone))
    assert plain(ana) == after and ana.view.clashes == ()


def test_what_was_withdrawn_comes_back(ana):
    before = plain(ana)
    batch = ana.do(acts.withdraw(ana, "guard", "ministry"))
    assert plain(ana) == {}
    ana.do(acts.undo(ana, batch))
    assert plain(ana) == before


def test_what_was_changed_since_in_other_fields_stays(ana):
    batch = ana.do(acts.revise(ana, "guard", {"names": "The watch"}))
    ana.do(acts.revise(ana, "guard", {"country": "SDN"}))
    ana.do(acts.undo(ana, batch))
    assert str(ana.dossier["guard"].names) == "The guard" and ana.dossier["guard"].country == "SDN"


def test_what_was_changed_since_in_the_same_field_is_refused_with_the_way_out(ana):
    batch = ana.do(acts.revise(ana, "guard", {"names": "The watch"}))
    later = ana.do(acts.revise(ana, "guard", {"names": "The patrol"}))
    with pytest.raises(InputError, match=r"guard was changed since, in names\. Undo the later change first"):
        acts.undo(ana, batch)
    ana.do(acts.undo(ana, later))
    ana.do(acts.undo(ana, batch))
    assert str(ana.dossier["guard"].names) == "The guard"


def test_a_record_that_others_name_by_now_is_not_taken_from_under_them(ana):
    batch = ana.do(acts.record(ana, Actor(id="heron")))
    ana.do(acts.record(ana, Tie(id="hold", actor="heron", over="guard")))
    with pytest.raises(InputError, match="heron is still named by hold"):
        acts.undo(ana, batch)


def test_a_label_that_was_closed_is_not_opened_by_an_undo(ana):
    batch = ana.do(acts.revise(ana, "guard", {"handling": "RED"}))
    with pytest.raises(InputError, match="second person"):
        acts.undo(ana, batch)


def test_the_header_is_undone_too(ana):
    batch = ana.do(revise_header(ana, {"title": "Another title"}))
    ana.do(acts.undo(ana, batch))
    assert str(ana.dossier.header.title) == "Port of Selane"


def test_an_act_that_is_not_there_or_has_nothing_left_is_said(ana):
    with pytest.raises(InputError, match="There is no act"):
        acts.undo(ana, "00" * 16)
    batch = ana.do(acts.revise(ana, "guard", {"country": "SDN"}))
    ana.do(acts.undo(ana, batch))
    with pytest.raises(InputError, match="Nothing of that act is left to undo"):
        acts.undo(ana, batch)


def test_an_act_of_another_laptop_is_undone_after_they_met(ana):
    ben = let_in(ana, "Ben")
    batch = ben.do(acts.revise(ben, "guard", {"names": "The patrol"}))
    meet(ben.keeper, ana.keeper, ana.place)
    ana.do(acts.undo(ana, batch))
    assert str(ana.dossier["guard"].names) == "The guard"


deeds = st.lists(
    st.tuples(st.sampled_from(["record", "note", "names", "withdraw"]), st.integers(0, 3), st.integers(0, 9)),
    max_size=12,
)


@settings(max_examples=60)
@given(deeds)
def test_undoing_everything_step_by_step_ends_where_it_began_and_redoing_where_it_was(deeds):
    desk = dossier_of()
    desk.do(acts.record(desk, *(Actor(id=f"a-{number}") for number in range(4))))
    states, batches = [plain(desk)], []
    for deed, which, word in deeds:
        there = [one.id for one in desk.dossier]
        made = None
        if deed == "record":
            made = acts.record(desk, Actor(id=f"b-{len(batches)}", note=f"{word}"))
        elif there and deed == "withdraw":
            made = acts.withdraw(desk, there[which % len(there)])
        elif there:
            made = acts.revise(desk, there[which % len(there)], {deed: f"{word}"})
        if made is not None and made.entries:
            batches.append(desk.do(made))
            states.append(plain(desk))
    undone = []
    for number in reversed(range(len(batches))):
        undone.append(desk.do(acts.undo(desk, batches[number])))
        assert plain(desk) == states[number]
    for number, batch in enumerate(reversed(undone), 1):
        desk.do(acts.undo(desk, batch))
        assert plain(desk) == states[number]
    assert desk.view.clashes == ()


# Decisions between two who wrote apart


def both(one, other):
    """Bring to each laptop what the other has."""
    meet(one.keeper, other.keeper, one.place)
    meet(other.keeper, one.keeper, one.place)


@pytest.fixture
def apart():
    """Two who gave a body other names and another country without knowing of each other; only the names clash twice."""
    ana = dossier_of()
    ana.do(acts.record(ana, Actor(id="guard", names="The guard", country="SDN")))
    bo = let_in(ana, "Bo")
    ana.do(acts.revise(ana, "guard", {"names": "The watch", "country": "TCD"}))
    bo.do(acts.revise(bo, "guard", {"names": "The gate", "country": "SSD"}))
    both(ana, bo)
    return ana, bo


@pytest.mark.parametrize("value", ["The watch", "The gate", "Another"])
def test_what_was_decided_stands_open_again_and_is_decided_again(apart, value):
    ana, bo = apart
    opened, before = ana.view.clashes, plain(ana)
    names = next(clash for clash in opened if clash.field == "names")
    decided = ana.do(acts.resolve(ana, names, value))
    after, left = plain(ana), ana.view.clashes
    assert [clash.field for clash in left] == ["country"]
    undone = ana.do(acts.undo(ana, decided))
    assert ana.view.clashes == opened and plain(ana) == before
    with pytest.raises(InputError, match="Nothing of that act is left"):
        acts.undo(ana, decided)
    both(ana, bo)
    assert bo.view.clashes == opened and plain(bo) == before
    again = ana.do(acts.undo(ana, undone))
    assert ana.view.clashes == left and plain(ana) == after
    ana.do(acts.undo(ana, again))
    assert ana.view.clashes == opened and plain(ana) == before
    both(ana, bo)
    assert bo.view.clashes == opened


def test_what_somebody_wrote_since_the_decision_stands_and_opens_nothing(apart):
    ana, bo = apart
    names = next(clash for clash in ana.view.clashes if clash.field == "names")
    decided = ana.do(acts.resolve(ana, names, "The watch"))
    both(ana, bo)
    bo.do(acts.revise(bo, "guard", {"names": "The port's guard"}))
    ana.do(acts.undo(ana, decided))
    both(ana, bo)
    assert ana.view.clashes == bo.view.clashes and plain(ana) == plain(bo)
    assert {clash.field for clash in ana.view.clashes} == {"country"} and str(
        ana.dossier["guard"].names
    ) == "The port's guard"


@pytest.mark.parametrize("named", [5, "x", None, {"a": 1}, [7, None], ["00" * 16]])
def test_what_reopens_nothing_that_there_is_changes_nothing(apart, named):
    ana, _bo = apart
    opened, before = ana.view.clashes, plain(ana)
    found = ana.view.found(ana.view.record_id("guard"))
    parents = tuple(head.id for head in found.heads)
    ana.do(made(ana, [Change(found.id, found.kind, dict(found.fields), parents, act={"reopens": named})]))
    assert ana.view.clashes == opened and plain(ana) == before
