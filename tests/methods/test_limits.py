"""Does a proposal cross a limit, and whose? Where do both sides' ranges meet?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidememoire.methods.limits import limits
from aidememoire.methods.limits.limits import zone
from aidememoire.vocabulary.errors import InputError
from making import PARTIES, made

DAY = date(2026, 6, 15)
RED = {"id": "line", "kind": "red line", "issue": "fee", "bound": "at least 40", "owner": "us"}
BOTTOM = {"id": "floor", "kind": "bottom line", "issue": "fee", "bound": "at least 60", "owner": "desk"}
IN_WORDS = {"id": "names", "kind": "red line", "issue": "fee", "condition": "No list of names.", "owner": "us"}
MANDATE = {"id": "mandate", "issues": ["fee"], "acknowledged_on": "2026-01-05", "expires_on": "2026-12-31"}


def table(*held, mandates=(MANDATE,), **more):
    return made(actors=PARTIES, issues=[{"id": "fee"}, {"id": "road"}], limits=held, mandates=mandates, **more)


def put(dossier, proposal, issue="fee"):
    return limits(dossier, as_of=DAY, issue=issue, proposal=proposal)


def verdicts(found):
    return {row.limit.id: row.verdict for row in found.rows}


@pytest.mark.parametrize(
    ("value", "line", "floor"),
    [
        (0, "stop", "refer"),
        (39.9, "stop", "refer"),
        (40, "pass", "refer"),
        (59, "pass", "refer"),
        (60, "pass", "pass"),
        (100, "pass", "pass"),
    ],
)
def test_a_crossed_red_line_stops_and_a_crossed_bottom_line_is_referred(value, line, floor):
    assert verdicts(put(table(RED, BOTTOM), f"fee={value}")) == {"line": line, "floor": floor}


@pytest.mark.parametrize(
    ("bound", "passing", "crossing"),
    [("at least 40", 40, 39), ("at most 40", 40, 41), ("40 to 60", 50, 61), (">= 40", 100, 0), ("up to 40", 0, 100)],
)
def test_a_bound_leaves_open_what_it_says(bound, passing, crossing):
    dossier = table(RED | {"bound": bound})
    assert verdicts(put(dossier, f"fee={passing}")) == {"line": "pass"}
    assert verdicts(put(dossier, f"fee={crossing}")) == {"line": "stop"}


def test_the_headline_says_whose_limit_it_is():
    dossier = table(RED, BOTTOM)
    assert str(put(dossier, "fee=10").headline) == "Stops at a red line: line (Our office)."
    assert str(put(dossier, "fee=50").headline) == "To be referred to: floor (Our desk)."
    assert str(put(dossier, "fee=90").headline) == "Passes every limit on fee that is recorded as a number."
    crossed = [reason for reason in put(dossier, "fee=10").because if reason.records == ("line",)]
    assert str(crossed[0].says) == "10 lies outside of at least 40: line (Our office) says so"


def test_red_lines_stand_before_bottom_lines_with_owner_and_bound():
    rows = put(table(BOTTOM, RED, IN_WORDS), "fee=50").plain()["rows"]
    assert [(row["limit"], row["kind"], row["owner"], row["bound"]) for row in rows] == [
        ("line", "red line", "us", "at least 40"),
        ("names", "red line", "us", "No list of names."),
        ("floor", "bottom line", "desk", "at least 60"),
    ]


def test_a_limit_in_words_is_referred_to_somebody_who_can_judge_it():
    found = put(table(IN_WORDS), "fee=100")
    assert verdicts(found) == {"names": "refer"}
    assert "a person must judge it" in str(found.because[0].says)


def test_a_limit_with_a_number_and_words_does_not_pass_on_the_number_alone():
    both = RED | {"condition": "And only with women in the team."}
    assert verdicts(put(table(both), "fee=90")) == {"line": "refer"}
    assert verdicts(put(table(both), "fee=10")) == {"line": "stop"}


def test_without_a_proposal_the_limits_stand_and_nothing_is_judged():
    found = limits(table(RED, IN_WORDS), as_of=DAY, issue="fee")
    assert verdicts(found) == {"line": None, "names": None}
    assert str(found.headline) == "2 limits stand on fee; nothing was put to them."


def test_only_what_was_standing_on_the_day_and_on_the_issue_binds():
    ended, elsewhere = RED | {"id": "ended", "until": "2026-06-14"}, RED | {"id": "elsewhere", "issue": "road"}
    everywhere = {"id": "always", "kind": "red line", "condition": "No payment to armed groups."}
    found = put(table(RED, ended, elsewhere, everywhere), "fee=50")
    assert verdicts(found) == {"always": "refer", "line": "pass"}


# Mandates


@pytest.mark.parametrize(
    ("mandate", "fault"),
    [
        ({"expires_on": "2026-06-14"}, "mandate expired on 14 June 2026: it is no authority"),
        ({"acknowledged_on": None}, "mandate has not been acknowledged: it is no authority"),
        ({"acknowledged_on": "2026-06-16"}, "mandate has not been acknowledged: it is no authority"),
    ],
)
def test_an_expired_or_unacknowledged_mandate_is_no_authority(mandate, fault):
    found = put(table(RED, mandates=[MANDATE | mandate]), "fee=90")
    assert verdicts(found) == {"line": "refer"}
    assert str(found.headline) == "To be referred: no mandate is in force on fee."
    assert [str(reason.says) for reason in found.because if reason.records == ("mandate",)] == [fault]
    assert verdicts(put(table(RED, mandates=[MANDATE | mandate]), "fee=10")) == {"line": "stop"}


def test_a_mandate_holds_through_its_last_day_and_one_in_force_is_enough():
    expired = MANDATE | {"id": "old", "expires_on": "2026-06-14"}
    assert verdicts(put(table(RED, mandates=[MANDATE | {"expires_on": "2026-06-15"}]), "fee=90")) == {"line": "pass"}
    assert verdicts(put(table(RED, mandates=[expired, MANDATE]), "fee=90")) == {"line": "pass"}


def test_a_mandate_for_another_issue_or_a_later_day_does_not_cover_this_one():
    for mandate in (MANDATE | {"issues": ["road"]}, MANDATE | {"since": "2026-06-16"}):
        found = put(table(RED, mandates=[mandate]), "fee=90")
        assert "No mandate covers fee." in [str(gap.says) for gap in found.gaps]
    covering_all = MANDATE | {"issues": []}
    assert "No mandate covers fee." not in [
        str(g.says) for g in put(table(RED, mandates=[covering_all]), "fee=90").gaps
    ]


# Proposals


def proposal(**fields):
    return {"id": "paper", "by": "guard", **fields}


def test_a_proposal_is_judged_by_the_value_that_it_puts_on_the_issue():
    dossier = table(RED, BOTTOM, proposals=[proposal(terms={"fee": 50, "road": 0})])
    assert verdicts(put(dossier, "paper")) == {"line": "pass", "floor": "refer"}
    assert "paper" in put(dossier, "paper").inputs


def test_a_proposal_without_a_value_is_not_judged_by_number_and_the_gap_says_so():
    found = put(table(RED, IN_WORDS, proposals=[proposal(terms={"fee": "A reasonable fee"})]), "paper")
    assert verdicts(found) == {"line": None, "names": "refer"}
    assert "paper puts no value on fee." in [str(gap.says) for gap in found.gaps]


def test_of_several_terms_on_one_issue_the_worst_counts():
    terms = [{"issue": "fee", "words": "A fee"}, {"issue": "fee", "value": 90}, {"issue": "fee", "value": 10}]
    assert verdicts(put(table(RED, proposals=[proposal(terms=terms)]), "paper")) == {"line": "stop"}


def test_what_a_proposal_leaves_blank_is_a_gap():
    found = put(table(RED, proposals=[proposal(terms={"fee": 50}, who="The port", when="Daily")]), "paper")
    blank = next(str(gap.says) for gap in found.gaps if "leaves blank" in str(gap.says))
    assert blank == "paper leaves blank: What, Where, How, If there is a dispute, Verification."


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("fee=101", r"101 is not a value from 0 to 100\. Write it as fee=40"),
        ("fee=-1", "-1 is not a value"),
        ("fee=nan", "nan is not a value"),
        ("fee=a lot", "a lot is not a value"),
        ("fee=", "is not a value"),
        ("road=50", "The value is for road, but the limits asked for are those on fee"),
        ("paperr", "There is no Proposal paperr in this dossier. There are: paper"),
        ("", "There is no Proposal"),
    ],
)
def test_what_is_no_proposal_is_refused_with_the_way_out(wrong, told):
    with pytest.raises(InputError, match=told):
        put(table(RED, proposals=[proposal()]), wrong)


# Our own agencies


def test_limits_of_our_agencies_that_nothing_satisfies_are_a_conflict():
    one, other = RED | {"agencies": ["us"]}, BOTTOM | {"bound": "at most 30", "agencies": ["desk"]}
    conflicts = [
        reason for reason in limits(table(one, other), as_of=DAY, issue="fee").because if len(reason.records) == 2
    ]
    assert (
        str(conflicts[0].says)
        == "Conflict among ourselves: nothing satisfies both line (Our office) and floor (Our desk)"
    )


def test_agencies_that_draw_the_same_kind_of_line_elsewhere_differ():
    one, other = RED | {"agencies": ["us"]}, RED | {"id": "other", "bound": "at least 50", "agencies": ["desk"]}
    told = [str(reason.says) for reason in limits(table(one, other), as_of=DAY, issue="fee").because]
    assert "Our agencies differ: line (Our office) and other (Our office) are not the same limit" in told
    assert not any(
        "differ" in str(r.says) for r in limits(table(one, one | {"id": "o"}), as_of=DAY, issue="fee").because
    )


# The zone


@pytest.mark.parametrize(
    ("ours", "theirs", "meets"),
    [
        ((40, 100), (0, 60), (40, 60)),
        ((40, 100), (0, 40), (40, 40)),
        ((70, 100), (0, 60), None),
        ((0, 30), (40, 100), None),
        ((20, 50), (0, 100), (20, 50)),
    ],
)
def test_the_zone_is_what_both_ranges_hold(ours, theirs, meets):
    assert zone(ours, theirs) == zone(theirs, ours) == meets


RANGES = st.tuples(st.floats(0, 100), st.floats(0, 100)).map(lambda ends: tuple(sorted(ends)))


@given(RANGES, RANGES, st.floats(0, 100))
def test_a_value_lies_in_the_zone_exactly_when_both_hold_it(ours, theirs, value):
    meets = zone(ours, theirs)
    both = ours[0] <= value <= ours[1] and theirs[0] <= value <= theirs[1]
    assert both == (meets is not None and meets[0] <= value <= meets[1])


def stance(**fields):
    return {"id": "theirs", "actor": "guard", "issue": "fee", "assessed_by": "analyst", **fields}


@pytest.mark.parametrize(
    ("accepts", "told"),
    [
        ({"accept_low": 10, "accept_high": 70}, "The guard (analyst): both ranges meet from 40 to 70"),
        ({"accept_high": 70}, "The guard (analyst): both ranges meet from 40 to 70"),
        ({"accept_low": 50}, "The guard (analyst): both ranges meet from 50 to 100"),
        ({"accept_high": 25}, "The guard (analyst): no zone; 15 points lie between what they accept and our limits"),
    ],
)
def test_where_their_range_is_known_the_zone_is_told_with_their_stance_and_our_limits(accepts, told):
    found = limits(table(RED, stances=[stance(**accepts)]), as_of=DAY, issue="fee")
    assert (told, ("theirs", "line")) in [(str(reason.says), reason.records) for reason in found.because]


def test_several_assessors_stay_several():
    other = stance(accept_high=30) | {"id": "theirs-too", "assessed_by": "desk officer"}
    found = limits(table(RED, stances=[stance(accept_high=70), other]), as_of=DAY, issue="fee")
    assert sum("guard (" in str(reason.says) for reason in found.because) == 2


def test_our_own_stance_makes_no_zone_and_an_unknown_range_is_a_gap():
    ours = stance(accept_low=10) | {"actor": "desk"}
    found = limits(table(RED, stances=[ours]), as_of=DAY, issue="fee")
    assert not any("meet" in str(reason.says) for reason in found.because)
    assert "What they would accept on fee is not known." in [str(gap.says) for gap in found.gaps]


def test_no_limit_is_no_licence():
    found = put(table(), "fee=50")
    assert found.rows == () and "not a licence" in str(found.headline)


def test_a_limit_without_an_owner_is_a_gap():
    ownerless = {key: value for key, value in RED.items() if key != "owner"}
    found = put(table(ownerless), "fee=10")
    assert "line has no owner." in [str(gap.says) for gap in found.gaps]
    assert str(found.headline) == "Stops at a red line: line (owner not recorded)."
