"""Who may read what: the order of labels, what a record takes from those it names, and what a cut leaves."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from aidememoire.vocabulary.declaring import Shape
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import (
    Handling,
    Label,
    compartments_in,
    cut,
    for_reader,
    inherited,
    left_out,
    unattributed,
    withheld,
)
from making import PARTIES, made
from strategies import dossiers, handlings

FROM_OPEN_TO_CLOSED = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]

WORDS = st.lists(st.sampled_from(["field", "capital", "donor"]), max_size=2)
LABELS = st.builds(
    Handling, level=st.sampled_from(list(Label)), compartments=WORDS, releasable_to=WORDS, chatham_house=st.booleans()
)


def at_least(one, other):
    """Whether one label closes as much as another, in each of its four parts."""
    readers = not other.releasable_to or (
        one.releasable_to and set(one.releasable_to) <= {*other.releasable_to, "nobody"}
    )
    return bool(
        one.level >= other.level
        and set(one.compartments) >= set(other.compartments)
        and readers
        and one.chatham_house >= other.chatham_house
    )


def test_the_traffic_light_protocol_goes_from_open_to_closed():
    assert [label.value for label in Label] == FROM_OPEN_TO_CLOSED
    for open_one, closed in pairwise(Label):
        assert open_one < closed and closed > open_one and open_one <= closed and closed >= closed
        assert not closed <= open_one and not closed > closed and not closed < closed


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("RED", "RED"),
        ("red", "RED"),
        ("TLP:RED", "RED"),
        (" tlp:red ", "RED"),
        ("Amber+Strict", "AMBER+STRICT"),
        ("TLP:AMBER+STRICT", "AMBER+STRICT"),
        ("amber strict", "AMBER+STRICT"),
        ("AMBER-STRICT", "AMBER+STRICT"),
        ("Green", "GREEN"),
        ("TLP: CLEAR", "CLEAR"),
    ],
)
def test_a_label_is_read_as_people_write_it(written, meant):
    assert Handling.model_validate(written).level == meant


@pytest.mark.parametrize("written", ["PURPLE", "", "WHITE", "TLP:", "REDACTED", "5"])
def test_a_word_that_is_no_label_is_refused(written):
    with pytest.raises(ValidationError, match="is not a label"):
        Handling.model_validate(written)


@given(LABELS)
def test_a_label_is_written_as_it_is_read(label):
    assert Handling.model_validate(label.model_dump()) == label


def test_a_marking_is_a_code_in_every_language():
    assert [(one.text, one.nature) for one in Label.RED.runs("ar")] == [("TLP:RED", "figure")]


def test_a_level_alone_is_written_as_one_word():
    assert Handling(level=Label.RED).model_dump() == "RED"
    assert Handling(level=Label.RED, compartments=("field",)).model_dump() == {
        "level": "RED",
        "compartments": ("field",),
    }


# Two labels joined


@given(LABELS, LABELS)
def test_joined_labels_close_as_much_as_each_of_them(one, other):
    both = one.joined(other)
    assert at_least(both, one) and at_least(both, other)


@given(LABELS)
def test_joining_a_label_with_itself_changes_nothing_but_the_order_of_words(label):
    both = label.joined(label)
    assert at_least(both, label) and at_least(label, both)


def test_readers_named_by_one_label_only_are_dropped_and_where_none_is_left_nobody_is():
    one = Handling(level=Label.AMBER, releasable_to=("mission", "donor"))
    assert one.joined(Handling(level=Label.AMBER, releasable_to=("donor",))).releasable_to == ("donor",)
    assert one.joined(Handling(level=Label.AMBER, releasable_to=("host",))).releasable_to == ("nobody",)
    assert one.joined(Handling(level=Label.AMBER)).releasable_to == ("mission", "donor")


# What a record takes from those that it names


def test_a_label_travels_along_every_chain_of_names():
    own = {"source": Handling(level=Label.RED), "tie": Handling(level=Label.CLEAR), "plan": Handling(level=Label.GREEN)}
    must = inherited(own, {"plan": ["tie"], "tie": ["source"], "source": ["gone"]})
    assert {id: label.level.value for id, label in must.items()} == {"source": "RED", "tie": "RED", "plan": "RED"}


def test_a_circle_of_records_that_name_each_other_shares_what_each_must_have():
    own = {
        "one": Handling(level=Label.CLEAR, compartments=("field",)),
        "two": Handling(level=Label.RED),
        "three": Handling(level=Label.GREEN, chatham_house=True),
    }
    must = inherited(own, {"one": ["two"], "two": ["three"], "three": ["one", "three"]})
    for label in must.values():
        assert (label.level, label.compartments, label.chatham_house) == (Label.RED, ("field",), True)


@given(st.data())
def test_the_label_of_a_record_is_never_below_that_of_any_it_names(data):
    ids = [f"r{n}" for n in range(data.draw(st.integers(1, 7)))]
    own = {id: data.draw(LABELS) for id in ids}
    names = {id: data.draw(st.lists(st.sampled_from([*ids, "gone"]), max_size=3)) for id in ids}
    must = inherited(own, names)
    assert set(must) == set(own)
    for id in ids:
        assert at_least(must[id], own[id])
        for named in names[id]:
            assert named == "gone" or at_least(must[id], must[named]), (id, named)


@given(st.data())
def test_nothing_takes_more_than_what_it_can_reach_has(data):
    ids = [f"r{n}" for n in range(data.draw(st.integers(1, 6)))]
    own = {id: data.draw(LABELS) for id in ids}
    names = {id: data.draw(st.lists(st.sampled_from(ids), max_size=2)) for id in ids}
    for id, label in inherited(own, names).items():
        reached, waiting = {id}, [id]
        while waiting:
            more = set(names[waiting.pop()]) - reached
            reached |= more
            waiting += more
        assert label.level == max((own[one].level for one in reached), key=lambda level: level.rank)
        assert set(label.compartments) == {word for one in reached for word in own[one].compartments}
        assert label.chatham_house == any(own[one].chatham_house for one in reached)


@given(dossiers())
@settings(max_examples=30)
def test_in_a_dossier_too_no_record_is_more_open_than_one_that_it_names(dossier):
    for record in dossier:
        for named in record.named():
            assert at_least(dossier.label(record.id), dossier.label(named)), (record.id, named)


def test_the_file_says_the_label_of_records_that_have_none_and_else_it_is_amber_strict():
    assert made(actors=[{"id": "us"}]).label("us").level == "AMBER+STRICT"
    assert made(handling="GREEN", actors=[{"id": "us"}]).label("us").level == "GREEN"
    assert made(handling="RED", actors=[{"id": "us", "handling": "CLEAR"}]).label("us").level == "CLEAR"


# What a cut leaves


def test_a_cut_leaves_whole_records_and_none_that_names_what_it_withholds():
    dossier = made(
        handling="CLEAR",
        actors=PARTIES,
        issues=[{"id": "road"}],
        stances=[{"id": "their-stance", "actor": "ministry", "issue": "road", "handling": "RED"}],
        observations=[
            {"id": "on-their-stance", "bears_on": "their-stance"},
            {"id": "on-that", "bears_on": "on-their-stance"},
            {"id": "on-the-road", "bears_on": "road"},
        ],
    )
    left = dossier.cut("GREEN")
    assert [record.id for record in left] == ["us", "desk", "ministry", "guard", "road", "on-the-road"]
    assert {id for id, _why in left_out(dossier, left)} == {"their-stance", "on-their-stance", "on-that"}
    assert [record.id for record in dossier.cut("RED")] == [record.id for record in dossier]


def test_a_cut_dossier_knows_the_ceiling_to_which_it_was_cut():
    left = made(handling="CLEAR", actors=PARTIES).cut("AMBER")
    assert left.own_ceiling == Handling(level=Label.AMBER)
    assert left.strictest([]) == "AMBER"


CEILINGS = st.one_of(
    st.sampled_from(list(Label)).map(lambda level: Handling(level=level)), handlings().map(Handling.model_validate)
)


@given(dossiers(), CEILINGS)
@settings(max_examples=30)
def test_a_cut_withholds_what_lies_above_and_what_names_it_and_nothing_else(dossier, ceiling):
    left = cut(dossier, ceiling)
    kept = {record.id for record in left}
    told_by_name = {
        record.id
        for record in dossier
        if dossier.label(record.id).chatham_house and any(s.attributes and s.required for s in record.fields())
    }
    above = {record.id for record in dossier if not dossier.label(record.id).within(ceiling)}
    gone = above | told_by_name | dossier.naming(above | told_by_name)
    assert kept == {record.id for record in dossier} - gone
    for record in left:
        assert record.named() <= kept, "a record that stays names one that went"
        assert left.label(record.id).within(ceiling)


@given(dossiers(), CEILINGS)
@settings(max_examples=30)
def test_cutting_twice_is_cutting_once(dossier, ceiling):
    left = cut(dossier, ceiling)
    assert cut(left, ceiling) == left


@given(dossiers(), st.sampled_from(list(combinations(Label, 2))))
@settings(max_examples=30)
def test_a_lower_ceiling_never_shows_more(dossier, ceilings):
    low, high = ceilings
    assert {record.id for record in dossier.cut(low)} <= {record.id for record in dossier.cut(high)}


def test_a_ceiling_is_asked_for_by_the_compartments_that_are_there_or_by_an_organisation():
    inside = {"id": "heron", "handling": {"level": "GREEN", "compartments": ["port", "contacts"]}}
    dossier, usual = made(actors=[inside]), Handling(level="AMBER", releasable_to=("us",))
    assert compartments_in(dossier) == ("contacts", "port")
    assert for_reader(dossier, usual) is usual
    assert for_reader(dossier, usual, ["port"]) == usual.joined(Handling(level="CLEAR", compartments=("port",)))
    assert for_reader(dossier, usual, recipient="them") == Handling(level="AMBER", releasable_to=("them",))
    with pytest.raises(InputError, match="no compartment sea here"):
        for_reader(dossier, usual, ["sea"])
    with pytest.raises(InputError, match="There are: none"):
        for_reader(made(), usual, ["sea"])


def test_a_reader_needs_every_compartment():
    dossier = made(
        handling="CLEAR",
        actors=[
            {"id": "open"},
            {"id": "one-room", "handling": {"level": "CLEAR", "compartments": ["detention"]}},
            {"id": "two-rooms", "handling": {"level": "CLEAR", "compartments": ["detention", "contacts"]}},
        ],
    )

    def seen(*compartments):
        return [record.id for record in dossier.cut(Handling(level=Label.RED, compartments=compartments))]

    assert seen() == ["open"]
    assert seen("detention") == ["open", "one-room"]
    assert seen("contacts", "detention") == ["open", "one-room", "two-rooms"]


def test_what_may_be_released_to_some_is_not_for_other_outside_readers():
    dossier = made(
        handling="GREEN",
        actors=[{"id": "for-all"}, {"id": "for-one", "handling": {"level": "GREEN", "releasable_to": ["donor-desk"]}}],
    )

    def seen(*readers):
        return [record.id for record in dossier.cut(Handling(level=Label.GREEN, releasable_to=readers))]

    assert seen("donor-desk") == ["for-all", "for-one"]
    assert seen("host-state") == seen("donor-desk", "host-state") == ["for-all"]


# The Chatham House tag


def under_the_rule(**tag):
    tagged = {"handling": {"level": "CLEAR", "chatham_house": True}}
    return made(
        actors=PARTIES,
        engagements=[
            {"id": "meeting", "held_on": "2026-01-10", "participants": [{"actor": "guard"}], "outcome": "Yes"}
        ],
        statements=[
            {"id": "claim", "words": "The road is mined.", "nature": "fact", "accord": "contested", "held_by": "guard"}
            | tagged
        ],
        commitments=[{"id": "promise", "given_by": "guard", "wording": "The road opens."} | tagged],
        observations=[
            {"id": "seen", "bears_on": "meeting", "reported_by": "guard", "words": "They left early."} | tagged,
            {"id": "of-the-promise", "bears_on": "promise", "outcome": "kept"},
            {"id": "of-the-claim", "bears_on": "claim", "reported_by": "ministry", "words": "So they said."},
        ],
        **tag,
    )


def test_under_the_chatham_house_tag_what_was_said_stays_and_who_said_it_goes():
    left = under_the_rule(handling="CLEAR").cut("RED")
    assert left["claim"].held_by == () and str(left["claim"].words) == "The road is mined."
    assert left["seen"].reported_by is None and str(left["seen"].words) == "They left early."
    assert left["meeting"].participants[0].actor == "guard", "the meeting is not under the tag"


def test_what_cannot_be_told_without_saying_who_goes_and_with_it_what_names_it():
    dossier = under_the_rule(handling="CLEAR")
    left = dossier.cut("RED")
    assert "promise" not in left and "of-the-promise" not in left
    reasons = {id: str(why) for id, why in left_out(dossier, left)}
    assert reasons["promise"].startswith("is under the Chatham House tag")
    assert reasons["of-the-promise"] == "names promise, which is left out"


def test_without_the_tag_what_tells_who_said_it_is_told_whole():
    dossier = made(
        handling="GREEN", actors=PARTIES, commitments=[{"id": "promise", "given_by": "guard", "wording": "It opens."}]
    )
    assert dossier.cut("GREEN").records == dossier.records and dossier.cut("GREEN")["promise"].given_by == "guard"
    labels = {"promise": Handling(level=Label.GREEN), "open": Handling(level=Label.CLEAR)}
    assert withheld(labels, {"promise": ()}, {"promise"}, Handling(level=Label.GREEN)) == set()
    # With something else withheld, too.
    assert withheld(labels, {"promise": ()}, {"open"}, Handling(level=Label.CLEAR)) == {"promise"}


def test_the_tag_passes_to_whoever_names_what_is_under_it():
    assert under_the_rule(handling="CLEAR").cut("RED")["of-the-claim"].reported_by is None


def test_the_tag_of_the_whole_file_holds_for_records_without_a_label_of_their_own():
    left = under_the_rule(handling={"level": "CLEAR", "chatham_house": True}).cut("RED")
    assert left["meeting"].participants == () and str(left["meeting"].outcome) == "Yes"


def test_who_graded_a_piece_of_evidence_or_told_us_goes_too():
    told = [{"claim": "It was empty.", "graded_by": "a colleague"}]
    tag = {"level": "CLEAR", "chatham_house": True}
    dossier = made(
        handling="CLEAR",
        actors=PARTIES,
        needs=[{"id": "need", "title": "Water", "evidence": told, "handling": tag}],
        provenances=[{"id": "who-told", "bears_on": "need", "actor": "guard", "reached_us": "By telephone"}],
    )
    left = dossier.cut("RED")
    assert left["need"].evidence[0].graded_by is None and str(left["need"].evidence[0].claim) == "It was empty."
    assert left["who-told"].actor is None


@given(dossiers())
@settings(max_examples=30)
def test_no_field_that_tells_who_said_it_outlives_the_tag(dossier):
    left = dossier.cut(Handling(level=Label.RED, compartments=all_compartments(dossier)))
    for record in left:
        if dossier.label(record.id).chatham_house:
            assert list(attributing(record)) == [], record.id
            assert unattributed(record) == record


def all_compartments(dossier):
    return tuple({word for record in dossier for word in dossier.label(record.id).compartments})


def attributing(part):
    for spec in part.fields():
        value = getattr(part, spec.attribute)
        if spec.attributes and value not in (None, ()):
            yield spec.name
        elif spec.shape is Shape.PARTS:
            for inner in value or ():
                yield from attributing(inner)


# What the exporter is told, and the document is not


def test_the_exporter_is_told_why_each_record_is_left_out():
    dossier = made(
        handling="CLEAR",
        actors=[
            {"id": "secret", "handling": "RED"},
            {"id": "in-a-green-room", "handling": {"level": "GREEN", "compartments": ["contacts"]}},
            {"id": "in-a-room", "handling": {"level": "CLEAR", "compartments": ["contacts"]}},
            {"id": "for-one", "handling": {"level": "CLEAR", "releasable_to": ["donor-desk"]}},
            {"id": "branch", "part_of": "secret"},
        ],
    )
    ceiling = Handling(level=Label.GREEN, releasable_to=("host-state",))
    reasons = {id: str(why) for id, why in left_out(dossier, dossier.cut(ceiling))}
    assert reasons == {
        "in-a-green-room": "TLP:GREEN, compartment contacts",
        "secret": "is labelled TLP:RED",
        "in-a-room": "TLP:CLEAR, compartment contacts",
        "for-one": "TLP:CLEAR, releasable to donor-desk only",
        "branch": "takes TLP:RED from a record that it names",
    }
