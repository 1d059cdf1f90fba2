"""Do our asks get in each other's way, and whom do they leave out?"""

from datetime import date

import pytest

from aidememoire.methods.bargaining import asks
from making import PARTIES, made

DAY = date(2026, 6, 15)


def ask(id="ask", **fields):
    return {"id": id, "behaviour": f"Do {id}.", "heard": "directly", **fields}


def rows(dossier):
    return {row.ask.id: row for row in asks(dossier, as_of=DAY).rows}


def test_a_short_term_ask_that_harms_a_long_term_one_is_a_conflict():
    dossier = made(
        asks=[ask("men-only", horizon="short", harms=["women-work"]), ask("women-work", horizon="long"), ask("road")]
    )
    found = asks(dossier, as_of=DAY)
    conflicts = {row.ask.id: [one.id for one in row.conflicts] for row in found.rows}
    assert conflicts == {"men-only": ["women-work"], "women-work": ["men-only"], "road": []}
    assert [(str(reason.says), reason.records) for reason in found.because] == [
        ("Short term against long term: Do men-only harms Do women-work", ("men-only", "women-work"))
    ]
    assert str(found.headline) == "3 asks. Leaving somebody out: 0. In the way of another: 2."


def test_any_harm_is_told_whatever_its_horizon():
    found = asks(made(asks=[ask("one", horizon="long", harms=["two"]), ask("two", horizon="short")]), as_of=DAY)
    assert [str(reason.says) for reason in found.because] == ["Do one harms Do two"]


def test_an_ask_that_has_ended_harms_and_is_harmed_no_more():
    dossier = made(asks=[ask("one", harms=["two"]), ask("two", until="2026-06-14")])
    assert rows(dossier)["one"].conflicts == () and "two" not in rows(dossier)
    assert asks(dossier, as_of=DAY).because == ()


def test_an_ask_cannot_be_in_its_own_way():
    assert rows(made(asks=[ask(harms=["ask"])]))["ask"].conflicts == ()


@pytest.mark.parametrize(
    ("asked_for", "concerned", "left_out"),
    [
        (["women"], ["women", "IDPs"], ["IDPs"]),
        (["women", "IDPs"], ["women", "IDPs"], []),
        (["everyone"], ["women", "IDPs"], []),
        (["children"], ["girls", "boys"], []),
        (["girls", "boys"], ["children"], []),
        (["girls"], ["children"], ["children"]),
        (["women"], ["GBV survivors"], []),
        (["GBV survivors"], ["women"], ["women"]),
        (["refugees"], ["asylum seekers"], []),
        (["asylum seekers"], ["refugees"], ["refugees"]),
        (["men"], ["everyone", "older people"], ["older people", "women", "girls", "boys"]),
        (["IDPs"], ["everyone", "older people"], ["older people"]),
        ([], ["women"], []),
    ],
)
def test_a_group_in_need_that_an_ask_does_not_cover_is_left_out(asked_for, concerned, left_out):
    dossier = made(issues=[{"id": "road", "groups": concerned}], asks=[ask(issue="road", groups=asked_for)])
    assert [group.value for group in rows(dossier)["ask"].left_out] == left_out


def test_where_the_issue_names_no_groups_those_of_the_needs_count():
    needs = [
        {"id": "water", "groups": ["IDPs", "women"]},
        {"id": "food", "groups": ["women", "host"], "handling": "RED"},
    ]
    dossier = made(handling="CLEAR", issues=[{"id": "road"}], needs=needs, asks=[ask(issue="road", groups=["women"])])
    found = asks(dossier, as_of=DAY)
    assert [group.value for group in found.rows[0].left_out] == ["IDPs", "host"]
    assert {"water", "food"} <= set(found.inputs) and found.label == "RED"


def test_an_ask_that_names_neither_women_nor_girls_is_told():
    groups = {"men": ["men"], "all": ["everyone"], "survivors": ["GBV survivors"], "girls": ["girls", "boys"]}
    dossier = made(asks=[ask(id, groups=named) for id, named in groups.items()])
    found = asks(dossier, as_of=DAY)
    assert [(str(reason.says), reason.records) for reason in found.because] == [
        ("Do men names neither women nor girls", ("men",))
    ]


@pytest.mark.parametrize(
    ("heard", "missing"),
    [("directly", False), ("through representatives", False), ("not asked", True), ("unknown", True), (None, True)],
)
def test_an_ask_on_which_nobody_was_heard_is_a_gap(heard, missing):
    found = asks(made(asks=[ask(heard=heard, groups=["women"])]), as_of=DAY)
    assert [str(gap.says) for gap in found.gaps] == (["Nobody affected was heard on Do ask."] if missing else [])


def test_an_ask_for_nobody_in_particular_is_a_gap():
    (gap,) = asks(made(asks=[ask()]), as_of=DAY).gaps
    assert (str(gap.says), str(gap.ask)) == ("Do ask does not say for whom.", "Which groups gain, and which do not?")


def test_to_machines_an_ask_is_a_row_of_plain_values():
    dossier = made(actors=PARTIES, asks=[ask(to="guard", groups=["men", "boys"])])
    assert asks(dossier, as_of=DAY).plain()["rows"] == [
        {"ask": "ask", "ask_name": "Do ask.", "groups": ["men", "boys"], "left_out": [], "conflicts": []}
    ]
