"""What becomes of changes that did not know of each other? Nothing is lost, and nothing is decided in silence."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidememoire.ledger import acts
from aidememoire.ledger.clock import Moment
from aidememoire.ledger.lines import merged_lines, merged_wording
from aidememoire.ledger.merge import three_way
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.kinds.actors import Actor, Tie
from worlds import dossier_of, let_in, meet, seen_by, told


@pytest.fixture
def laptops():
    ana = dossier_of()
    ana.do(
        acts.record(
            ana, Actor(id="guard", names="The guard", note="one\ntwo\nthree\nfour\nfive\n"), Actor(id="ministry")
        )
    )
    return ana, let_in(ana, "Ben")


def together(ana, ben):
    meet(ana.keeper, ben.keeper, ana.place)
    meet(ben.keeper, ana.keeper, ana.place)
    assert told(ana.view) == told(ben.view)
    return ana.view


def test_two_fields_changed_apart_merge_by_themselves(laptops):
    ana, ben = laptops
    ana.do(acts.revise(ana, "guard", {"country": "SDN"}))
    ben.do(acts.revise(ben, "guard", {"names": "The harbour guard"}))
    sight = together(ana, ben)
    assert sight.clashes == () and sight.dossier["guard"].country == "SDN"
    assert str(sight.dossier["guard"].names) == "The harbour guard" and len(sight.heads("guard")) == 2


def test_one_field_changed_twice_is_a_clash_that_keeps_both_and_shows_the_latest(laptops):
    ana, ben = laptops
    ana.do(acts.revise(ana, "guard", {"names": "The watch"}))
    ben.do(acts.revise(ben, "guard", {"names": "The patrol"}))
    (clash,) = together(ana, ben).clashes
    assert (clash.record, clash.field, clash.base) == ("guard", "names", "The guard")
    assert {value for value, *_who in clash.values} == {"The watch", "The patrol"}
    assert str(ana.dossier["guard"].names) == clash.values[0][0]
    assert [at for *_rest, at in clash.values] == sorted((at for *_rest, at in clash.values), reverse=True)


def test_the_same_change_made_twice_is_none(laptops):
    ana, ben = laptops
    for desk in laptops:
        desk.do(acts.revise(desk, "guard", {"names": "The watch"}))
    assert together(ana, ben).clashes == ()


def test_a_change_seen_and_replaced_is_past_and_no_clash(laptops):
    ana, ben = laptops
    ben.do(acts.revise(ben, "guard", {"names": "The patrol"}))
    meet(ben.keeper, ana.keeper, ana.place)
    ana.do(acts.revise(ana, "guard", {"names": "The watch"}))
    ben.do(acts.revise(ben, "guard", {"country": "SDN"}))
    sight = together(ana, ben)
    assert sight.clashes == () and str(sight.dossier["guard"].names) == "The watch"


def test_long_texts_merge_by_lines(laptops):
    ana, ben = laptops
    ana.do(acts.revise(ana, "guard", {"note": "ONE\ntwo\nthree\nfour\nfive\n"}))
    ben.do(acts.revise(ben, "guard", {"note": "one\ntwo\nthree\nfour\nFIVE\nsix\n"}))
    sight = together(ana, ben)
    assert sight.clashes == () and str(sight.dossier["guard"].note) == "ONE\ntwo\nthree\nfour\nFIVE\nsix\n"


def test_withdrawn_by_one_and_changed_by_the_other_is_a_clash_and_the_record_stays(laptops):
    ana, ben = laptops
    ana.do(acts.withdraw(ana, "guard"))
    ben.do(acts.revise(ben, "guard", {"country": "SDN"}))
    (clash,) = together(ana, ben).clashes
    assert clash.field == "withdrawn" and {value for value, *_who in clash.values} == {True, False}
    assert ana.dossier["guard"].country == "SDN"
    ben.do(acts.resolve(ben, clash, True))
    assert "guard" not in together(ana, ben).dossier and ana.view.clashes == ()


def test_a_record_withdrawn_by_one_and_kept_by_a_decision_is_there(laptops):
    ana, ben = laptops
    ana.do(acts.withdraw(ana, "guard"))
    ben.do(acts.revise(ben, "guard", {"country": "SDN"}))
    (clash,) = together(ana, ben).clashes
    ana.do(acts.resolve(ana, clash, False))
    assert "guard" in together(ana, ben).dossier and ana.view.clashes == ()


def test_withdrawn_by_one_and_named_by_the_other_is_a_clash_and_nothing_dangles(laptops):
    ana, ben = laptops
    ana.do(acts.withdraw(ana, "guard"))
    ben.do(acts.record(ben, Tie(id="hold", actor="guard", over="ministry")))
    (clash,) = together(ana, ben).clashes
    assert (clash.record, clash.field) == ("guard", "withdrawn") and "hold" in ana.dossier
    ana.do(acts.resolve(ana, clash, False))
    assert together(ana, ben).clashes == () and "guard" in ana.dossier


def test_withdrawn_by_both_is_withdrawn(laptops):
    ana, ben = laptops
    for desk in laptops:
        desk.do(acts.withdraw(desk, "guard"))
    assert "guard" not in together(ana, ben).dossier and ana.view.clashes == ()


def test_two_records_with_one_slug_get_two_and_everything_names_the_right_one(laptops):
    ana, ben = laptops
    for desk, name in ((ana, "Of Ana"), (ben, "Of Ben")):
        desk.do(
            acts.record(
                desk, Actor(id="heron", names=name), Tie(id=f"hold-{name[-3:].lower()}", actor="heron", over="guard")
            )
        )
    sight = together(ana, ben)
    first, second = (sight.dossier[id] for id in ("heron", "heron-2"))
    assert {str(first.names), str(second.names)} == {"Of Ana", "Of Ben"}
    for tie in sight.dossier.of(Tie):
        assert str(sight.dossier[tie.actor].names)[-3:].lower() == tie.id[-3:]
    (clash,) = sight.clashes
    assert (clash.record, clash.field) == ("heron-2", "id")
    ana.do(acts.resolve(ana, clash, "egret"))
    assert together(ana, ben).clashes == () and {"heron", "egret"} <= {one.id for one in ana.dossier}


def test_who_renamed_a_record_while_another_named_it_by_its_old_slug(laptops):
    ana, ben = laptops
    ana.do(acts.revise(ana, "guard", {"id": "harbour-guard"}))
    ben.do(acts.record(ben, Tie(id="hold", actor="guard", over="ministry")))
    sight = together(ana, ben)
    assert sight.clashes == () and sight.dossier["hold"].actor == "harbour-guard"


def test_a_clash_stays_open_through_other_changes_until_somebody_decides_it(laptops):
    ana, ben = laptops
    ana.do(acts.revise(ana, "guard", {"names": "The watch", "country": "SDN"}))
    ben.do(acts.revise(ben, "guard", {"names": "The patrol", "country": "SSD"}))
    before = {(clash.field, clash.values) for clash in together(ana, ben).clashes}
    ana.do(acts.revise(ana, "guard", {"note": "changed elsewhere"}))
    assert {(clash.field, clash.values) for clash in together(ana, ben).clashes} == before and len(before) == 2
    clash = next(clash for clash in ana.view.clashes if clash.field == "names")
    ana.do(acts.resolve(ana, clash, "The watch", why="asked them"))
    assert [clash.field for clash in together(ana, ben).clashes] == ["country"]
    assert str(ana.dossier["guard"].names) == "The watch"
    with pytest.raises(InputError, match="decided already"):
        acts.resolve(ben, clash, "The patrol")


def test_a_decision_on_one_laptop_and_a_change_on_another_is_a_new_clash(laptops):
    ana, ben = laptops
    ana.do(acts.revise(ana, "guard", {"names": "The watch"}))
    ben.do(acts.revise(ben, "guard", {"names": "The patrol"}))
    (clash,) = together(ana, ben).clashes
    ana.do(acts.resolve(ana, clash, "The watch"))
    ben.do(acts.revise(ben, "guard", {"names": "The militia"}))
    (clash,) = together(ana, ben).clashes
    assert {value for value, *_who in clash.values} == {"The watch", "The militia"}


def test_labels_that_clash_close_as_much_as_both_and_opening_takes_another_act(laptops):
    ana, ben = laptops
    ana.do(acts.revise(ana, "guard", {"handling": {"level": "RED", "compartments": ["harbour"]}}))
    ben.do(acts.revise(ben, "guard", {"handling": "RED"}))
    meet(ben.keeper, ana.keeper, ana.place)
    (clash,) = ana.view.clashes
    assert ana.dossier.label("guard").compartments == ("harbour",)
    with pytest.raises(InputError, match="second person"):
        acts.resolve(ana, clash, "RED")


def test_what_was_written_under_a_label_stays_under_it_though_another_opened_the_record_meanwhile(laptops):
    ana, ben = laptops
    ana.do(acts.relabel(ana, "guard", "RED"))
    meet(ana.keeper, ben.keeper, ana.place)
    ana.do(acts.relabel(ana, "guard", "GREEN", why="known by now"))
    ben.do(acts.revise(ben, "guard", {"note": "not for everybody"}))
    sight = together(ana, ben)
    assert sight.clashes == () and sight.dossier["guard"].note
    assert sight.dossier.label("guard").level == Label.RED and "guard" not in sight.dossier.cut("AMBER")
    ben.do(acts.relabel(ben, "guard", "GREEN", why="seen by both"))
    assert together(ana, ben).dossier.label("guard").level == Label.GREEN


def test_fields_that_contradict_each_other_once_merged_are_shown_as_the_latest_version_whole(laptops):
    ana, ben = laptops
    ana.do(acts.record(ana, Tie(id="hold", actor="guard", over="ministry", since=date(2026, 1, 1))))
    meet(ana.keeper, ben.keeper, ana.place)
    ana.do(acts.revise(ana, "hold", {"since": date(2026, 6, 1)}))
    ben.do(acts.revise(ben, "hold", {"until": date(2026, 3, 1)}))
    assert "hold" in together(ana, ben).dossier


# The two clocks


def test_known_at_shows_what_was_believed_on_a_day(laptops):
    ana, _ben = laptops
    then = ana.clock.tick()
    ana.do(acts.revise(ana, "guard", {"names": "The watch"}))
    ana.do(acts.record(ana, Actor(id="later")))
    past = seen_by(ana, ana.entries, ana.keeper.keys(ana.place), known_at=then)
    assert str(past.dossier["guard"].names) == "The guard" and "later" not in past.dossier
    assert len(past.history("guard")) == 1 and past.until == then


def test_known_at_goes_by_when_it_was_recorded_not_by_when_it_arrived(laptops):
    ana, ben = laptops
    ben.do(acts.revise(ben, "guard", {"names": "The patrol"}))
    then = max(ana.clock.tick(), ben.clock.tick())
    ana.do(acts.record(ana, Actor(id="later")))
    before = seen_by(ana, ana.entries, ana.keeper.keys(ana.place), known_at=then).dossier
    together(ana, ben)
    after = seen_by(ana, ana.entries, ana.keeper.keys(ana.place), known_at=then).dossier
    assert str(before["guard"].names) == "The guard" and str(after["guard"].names) == "The patrol"


def test_what_was_withdrawn_later_was_there_on_the_day_and_a_past_day_cannot_be_changed(laptops):
    ana, _ben = laptops
    day = ana.clock.tick().day
    from aidememoire.ledger.desk import Desk

    past = Desk(ana.keeper, ana.keyring, ana.place, known_at=day)
    assert "guard" in past.dossier
    with pytest.raises(InputError, match="past cannot be changed"):
        past.do(acts.withdraw(past, "guard"))


def test_before_the_founding_there_is_nothing(laptops):
    ana, _ben = laptops
    sight = seen_by(ana, ana.entries, ana.keeper.keys(ana.place), known_at=Moment(0))
    assert len(sight.dossier) == 0 and datetime.fromtimestamp(0, UTC).date() == Moment(0).day


# Texts by lines

lines = st.lists(st.sampled_from("abcdef"), max_size=6).map(lambda some: "".join(f"{one}\n" for one in some))


def test_lines_changed_apart_stand_together():
    assert merged_lines("a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\n") == "A\nb\nc\nD\n"
    assert merged_lines("a\nb\nc\nd\n", "b\nc\nd\n", "a\nb\nc\nd\ne\n") == "b\nc\nd\ne\n"


@pytest.mark.parametrize(
    ("base", "one", "other"),
    [
        ("a\nb\nc\n", "a\nB\nc\n", "a\nX\nc\n"),
        ("a\nb\nc\n", "A\nb\nc\n", "a\nB\nc\n"),
        ("a\nb\n", "a\nb\nc\n", "a\nb\nd\n"),
        ("only line", "one line", "another line"),
    ],
)
def test_lines_that_touch_are_left_to_a_person(base, one, other):
    with pytest.raises(ValueError, match="both sides"):
        merged_lines(base, one, other)


@given(lines, lines, lines)
def test_merging_lines_does_not_depend_on_the_side_and_keeps_what_one_side_alone_did(base, one, other):
    def outcome(mine, theirs):
        try:
            return merged_wording(base, mine, theirs)
        except ValueError:
            return None

    assert outcome(one, other) == outcome(other, one)
    assert outcome(one, base) == one and outcome(one, one) == one
    merged = outcome(one, other)
    if merged is not None and one != base and other != base and one != other:
        for line in set(merged.splitlines()):
            assert line in one or line in other
        new = {line for side in (one, other) for line in side.splitlines()} - set(base.splitlines())
        assert new <= set(merged.splitlines())


def test_each_language_merges_for_itself():
    base = {"en": "gate", "ar": "باب"}
    assert merged_wording(base, {"en": "door", "ar": "باب"}, {"en": "gate", "ar": "بوابة"}) == {
        "en": "door",
        "ar": "بوابة",
    }
    with pytest.raises(ValueError, match="both sides"):
        merged_wording(base, {"en": "door", "ar": "باب"}, {"en": "port", "ar": "باب"})


def test_three_ways_field_by_field():
    base = {"a": 1, "b": 2, "c": 3}
    assert three_way(base, {"a": 9, "b": 2}, {"a": 1, "b": 8, "c": 3, "d": 4}, lambda name: False) == (
        {"a": 9, "b": 8, "d": 4},
        (),
    )
    assert three_way(base, {**base, "a": 9}, {**base, "a": 8}, lambda name: False) == ({**base, "a": 9}, ("a",))
