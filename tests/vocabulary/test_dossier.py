"""What is there on a day, who names whom, and does a dossier stay as it is?"""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.kinds.access import Authority
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.kinds.positions import Stance
from making import PARTIES, made
from strategies import dossiers

DAY = date(2026, 6, 15)
ROAD = [{"id": "road"}]


def there(dossier, day=DAY):
    return [record.id for record in dossier.as_of(day)]


# A record is there from its first day

# DESIGN 4: since, granted_on, given_on, held_on, made_on, assessed_on, observed_on, counted_on.
FIRST_DAYS = {
    "tenure": "since",
    "tie": "since",
    "ask": "since",
    "mandate": "since",
    "limit": "since",
    "channel": "since",
    "constraint": "since",
    "authority": "granted_on",
    "commitment": "given_on",
    "engagement": "held_on",
    "proposal": "made_on",
    "stance": "assessed_on",
    "observation": "observed_on",
    "need": "counted_on",
}
LAST_DAYS = dict.fromkeys(["tenure", "tie", "ask", "limit", "channel", "constraint"], "until")


def test_the_days_between_which_a_record_is_there_are_those_of_the_design():
    assert {name: kind.kind_of.first_day for name, kind in kinds().items() if kind.kind_of.first_day} == FIRST_DAYS
    assert {name: kind.kind_of.last_day for name, kind in kinds().items() if kind.kind_of.last_day} == LAST_DAYS


def one_of(kind, **days):
    """The least record of a kind that its declaration takes."""
    least = {
        "tenure": {"post": "guard", "person": "guard"},
        "tie": {"actor": "guard", "over": "ministry"},
        "ask": {"behaviour": "Open the road."},
        "limit": {"kind": "red line", "condition": "No fees."},
        "channel": {"counterpart": "guard"},
        "constraint": {"type": "A3"},
        "authority": {"basis": "consent"},
        "commitment": {"given_by": "guard"},
        "proposal": {"by": "guard"},
        "stance": {"actor": "guard", "issue": "road"},
        "observation": {"bears_on": "road"},
    }
    return kinds()[kind].model_validate({"id": "it", **least.get(kind, {}), **days})


@pytest.mark.parametrize("kind", FIRST_DAYS)
def test_a_record_is_there_from_its_first_day_on(kind):
    dossier = made([one_of(kind, **{FIRST_DAYS[kind]: DAY})], actors=PARTIES, issues=ROAD)
    assert "it" not in there(dossier, DAY - timedelta(1))
    assert "it" in there(dossier, DAY)
    assert "it" in there(dossier, date(2300, 1, 1))


@pytest.mark.parametrize("kind", LAST_DAYS)
def test_a_record_with_an_end_is_there_until_it(kind):
    dossier = made([one_of(kind, until=DAY)], actors=PARTIES, issues=ROAD)
    assert "it" in there(dossier, date(1900, 1, 1))
    assert "it" in there(dossier, DAY)
    assert "it" not in there(dossier, DAY + timedelta(1))
    assert "it" in dossier.as_of(DAY + timedelta(1)).past


@pytest.mark.parametrize("kind", FIRST_DAYS)
def test_a_record_without_a_first_day_is_always_there(kind):
    dossier = made([one_of(kind)], actors=PARTIES, issues=ROAD)
    assert "it" in there(dossier, date(1, 1, 1)) and "it" in there(dossier, date(9999, 12, 31))


def test_a_meeting_that_is_only_planned_is_there():
    dossier = made(engagements=[{"id": "talks", "planned_on": "2026-07-01"}])
    assert there(dossier, date(2026, 1, 1)) == ["talks"]


# The latest stance of each assessor on each issue stands


def stance(id, day, by="analyst", actor="guard", issue="road"):
    return {"id": id, "actor": actor, "issue": issue, "assessed_on": day, "assessed_by": by}


def test_of_each_assessor_the_latest_stance_of_an_actor_on_an_issue_stands():
    dossier = made(
        actors=PARTIES,
        issues=[{"id": "road"}, {"id": "river"}],
        stances=[
            stance("late", "2026-05-01"),
            stance("early", "2026-01-01"),
            stance("to-come", "2026-07-01"),
            stance("by-another", "2025-01-01", by="desk officer"),
            stance("of-another", "2025-01-01", actor="ministry"),
            stance("elsewhere", "2025-01-01", issue="river"),
        ],
    )
    standing = {one.id for one in dossier.as_of(DAY).of(Stance)}
    assert standing == {"late", "by-another", "of-another", "elsewhere"}
    assert {one.id for one in dossier.as_of(date(2026, 2, 1)).of(Stance)} - standing == {"early"}


# An authority past its end stays, as lapsed, until another for the same route, sector and area takes over


def grant(id, granted_on, expires_on, **line):
    return {"id": id, "basis": "consent", "granted_on": granted_on, "expires_on": expires_on, **line}


def test_a_lapsed_authority_stays_until_another_takes_over():
    dossier = made(
        authorities=[
            grant("old", "2026-01-01", "2026-03-31", route="Road"),
            grant("new", "2026-06-01", None, route="Road"),
        ]
    )
    assert there(dossier, date(2026, 3, 31)) == ["old"]
    assert there(dossier, date(2026, 5, 31)) == ["old"], "lapsed, and nothing took over"
    assert there(dossier, date(2026, 6, 1)) == ["new"]
    assert [record.id for record in dossier.as_of(DAY).past] == ["old", "new"]


@pytest.mark.parametrize(
    "line", [{"route": "River"}, {"route": "Road", "sector": "HEA"}, {"route": "Road", "area": "North"}]
)
def test_an_authority_for_something_else_takes_nothing_over(line):
    old = grant("old", "2026-01-01", "2026-03-31", route="Road")
    assert there(made(authorities=[old, grant("new", "2026-06-01", None, **line)])) == ["old", "new"]


def test_an_authority_that_still_holds_stays_beside_the_one_that_extends_it():
    old, new = grant("old", "2026-01-01", "2026-06-30", route="Road"), grant("new", "2026-06-01", None, route="Road")
    assert there(made(authorities=[old, new])) == ["old", "new"]
    assert there(made(authorities=[old, new]), date(2026, 7, 1)) == ["new"]


def test_what_has_lapsed_itself_is_still_the_last_footing_there_was():
    line = [
        grant("first", "2025-01-01", "2025-06-30"),
        grant("second", "2025-07-01", "2025-12-31"),
    ]
    assert there(made(authorities=line)) == ["second"]


# What always holds


@given(dossiers(), st.dates(date(1790, 1, 1), date(2310, 1, 1)))
@settings(max_examples=30)
def test_what_is_there_on_a_day_had_begun_and_had_not_ended(dossier, day):
    now = dossier.as_of(day)
    for record in now:
        assert record.first_day is None or record.first_day <= day
        assert record.last_day is None or day <= record.last_day
    assert [record for record in dossier if record in now.records] == list(now), "file order is kept"
    gone = [record for record in now.past if record.id not in now]
    for record in gone:
        assert isinstance(record, (Stance, Authority)) or record.last_day < day


@given(dossiers(only=["stance", "authority", "tie"]), st.dates(date(1790, 1, 1), date(2310, 1, 1)))
@settings(max_examples=25)
def test_asking_twice_for_a_day_is_asking_once(dossier, day):
    now = dossier.as_of(day)
    assert now.as_of(day).records == now.records


@given(dossiers(max_records=6), st.dates(date(1790, 1, 1), date(2310, 1, 1)))
@settings(max_examples=25)
def test_what_comes_later_changes_nothing_before(dossier, day):
    before = dossier.having(record for record in dossier if record.first_day is None or record.first_day <= day)
    assert before.as_of(day).records == dossier.as_of(day).records


# Who names whom


def test_whatever_names_a_record_is_found_directly_or_through_others():
    dossier = made(
        actors=[{"id": "guard"}, {"id": "post", "part_of": "guard"}],
        commitments=[{"id": "promise", "given_by": "post"}],
        observations=[{"id": "seen", "bears_on": "promise"}],
        sources=[{"id": "paper"}],
    )
    assert dossier.naming(["guard"]) == {"post", "promise", "seen"}
    assert [record.id for record in dossier.named_by("guard")] == ["post"]
    assert dossier.naming(["paper"]) == set()


def test_records_that_name_each_other_in_a_circle_do_no_harm():
    dossier = made(actors=[{"id": "one", "part_of": "two"}, {"id": "two", "part_of": "one"}])
    assert dossier.naming(["one"]) == {"one", "two"}
    assert not dossier.ours("one")


def test_who_belongs_to_us_is_ours():
    dossier = made(actors=PARTIES)
    assert {id: dossier.ours(id) for id in ("us", "desk", "guard", "gone", None)} == {
        "us": True, "desk": True, "guard": False, "gone": False, None: False,
    }  # fmt: skip


def test_observations_of_a_record_come_oldest_first_and_undated_ones_before_them():
    told = [
        {"id": "late", "observed_on": "2026-03-01"},
        {"id": "undated"},
        {"id": "early", "observed_on": "2025-03-01"},
    ]
    dossier = made(issues=ROAD, observations=[{"bears_on": "road", **one} for one in told])
    assert [one.id for one in dossier.observations("road")] == ["undated", "early", "late"]


def test_a_broken_reference_keeps_its_bare_id():
    dossier = made(commitments=[{"id": "promise", "given_by": "gone"}])
    assert str(dossier.called("gone")) == "gone" and dossier.called("gone").name is None
    assert dossier.label("promise").level == "AMBER+STRICT"


def test_a_record_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(
        InputError, match=r"There is no Actor gaurd in this dossier\. There are: us, desk, ministry, guard\."
    ):
        made(actors=PARTIES).the(Actor, "gaurd")


# Immutable


def test_a_dossier_and_its_records_cannot_be_changed():
    dossier = made(actors=PARTIES, title="A crisis")
    for name in ("records", "header", "ceiling", "past", "anything"):
        with pytest.raises(AttributeError):
            setattr(dossier, name, ())
    with pytest.raises(ValidationError):
        dossier["us"].ours = False
    with pytest.raises(ValidationError):
        dossier.header.slug = "other"
    with pytest.raises(TypeError):
        dossier["us"].names.by_language["en"] = "They"
    assert isinstance(dossier.records, tuple)


@given(dossiers(), st.dates())
@settings(max_examples=30)
def test_asking_leaves_a_dossier_as_it_was(dossier, day):
    before, header = dossier.records, dossier.header
    dossier.as_of(day)
    dossier.cut("AMBER")
    dossier.cut("CLEAR").as_of(day)
    assert dossier.records is before and dossier.header is header and dossier.past is dossier


def test_a_revised_dossier_is_the_one_with_all_its_records_made_anew(road_and_gate):
    road, gate, bridge = (Actor(id=id) for id in ("road", "gate", "bridge"))
    wider = Actor(id="road", names="The wider road")
    before = road_and_gate
    after = before.revised((wider, bridge), without={"gate"})
    assert after.records == (wider, bridge)
    assert after == before.having((wider, bridge))
    assert (after["road"], after.get("gate"), after.header, after.past) == (wider, None, before.header, after)
    assert before.records == (road, gate)
    assert before.revised(()).records == before.records


@pytest.fixture
def road_and_gate():
    return Dossier(Header(slug="selane"), [Actor(id="road"), Actor(id="gate")])
