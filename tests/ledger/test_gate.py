"""Does each role get exactly what it may, and nobody anything else?"""

import pytest

from aidememoire.ledger.gate import Denied, Reader, Role, also_written_by, ceiling, closes_as_much
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.kinds import kinds

WRITING = {"record", "revise", "withdraw", "undo", "resolve", "settle", "acknowledge", "relabel", "take in", "export"}
MAY = {
    Role.LEAD: {"read", "reveal", *WRITING, "decide", "grant", "revoke", "purge", "hand over", "audit", "keep"},
    Role.TEAM: {"read", "reveal", *WRITING},
    Role.ANALYST: {"read"},
    Role.REVIEWER: {"read", "comment"},
    Role.AUDITOR: {"audit"},
    Role.CUSTODIAN: {"keep"},
    Role.MANDATOR: {"read", "approve", "decide", "except"},
}
ACTS = sorted({"seize", ""}.union(*MAY.values()))


def reader(role, clearance=Label.RED, compartments=(), agency=None):
    return Reader("ab" * 16, role, clearance, frozenset(compartments), agency)


@pytest.mark.parametrize("role", [*Role, None])
def test_a_role_may_what_stands_in_its_row_and_nothing_else(role):
    allowed = {act for act in ACTS if reader(role).may(act)}
    assert allowed == MAY.get(role, set())
    for act in ACTS:
        if act in allowed:
            reader(role).must(act)
        else:
            with pytest.raises(Denied, match="does not allow that"):
                reader(role).must(act)


@pytest.mark.parametrize("role", [*Role, None])
def test_identities_and_who_told_us_are_kept_from_analysts_and_all_from_those_without_content(role):
    seen = {kind for kind in kinds() if reader(role).may_see(kind)}
    if role in (Role.AUDITOR, Role.CUSTODIAN, None):
        assert seen == set()
    else:
        assert set(kinds()) - seen == ({"identity", "provenance"} if role is Role.ANALYST else set())


def test_nobody_has_no_role_no_clearance_and_no_compartment():
    nobody = Reader.nobody("ab" * 16)
    assert (nobody.role, nobody.clearance, nobody.compartments, nobody.agency) == (None, Label.CLEAR, frozenset(), None)


def test_a_ceiling_is_the_clearance_the_compartments_and_the_agency():
    assert ceiling(reader(Role.TEAM, Label.AMBER, ("contacts", "b"), "relief")) == Handling(
        level=Label.AMBER, compartments=("b", "contacts"), releasable_to=("relief",)
    )
    assert ceiling(reader(Role.TEAM, Label.GREEN)) == Handling(level=Label.GREEN)


def test_only_mandates_and_dilemmas_are_written_by_those_who_may_not_write_all():
    assert {kind: also_written_by(kind) for kind in kinds() if also_written_by(kind)} == {
        "mandate": ("approve",),
        "dilemma": ("decide",),
    }


AMBER = Handling(level=Label.AMBER, compartments=("a",), releasable_to=("relief", "partner"), chatham_house=True)


@pytest.mark.parametrize(
    ("changed", "closes"),
    [
        ({}, True),
        ({"level": Label.RED}, True),
        ({"level": Label.GREEN}, False),
        ({"compartments": ("a", "b")}, True),
        ({"compartments": ()}, False),
        ({"releasable_to": ("relief",)}, True),
        ({"releasable_to": ("relief", "partner", "press")}, False),
        ({"releasable_to": ()}, False),
        ({"chatham_house": False}, False),
    ],
)
def test_a_label_closes_as_much_only_where_nobody_new_comes_in(changed, closes):
    assert closes_as_much(AMBER.model_copy(update=changed), AMBER) is closes


def test_where_all_might_have_it_fewer_readers_or_a_tag_close_more():
    plain = Handling(level=Label.AMBER)
    assert closes_as_much(Handling(level=Label.AMBER, releasable_to=("relief",)), plain)
    assert closes_as_much(Handling(level=Label.AMBER, chatham_house=True), plain)
