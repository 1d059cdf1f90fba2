"""What became of a promise, and does an authority hold? Both follow from records on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidememoire.vocabulary.codes import Outcome, Status
from aidememoire.vocabulary.conduct import days_overdue, newest_of_each_line, state, status
from aidememoire.vocabulary.kinds.access import Authority
from aidememoire.vocabulary.kinds.commitments import Commitment, Observation

DAY = date(2026, 6, 15)
YESTERDAY, TOMORROW = DAY - timedelta(1), DAY + timedelta(1)


def promise(**fields):
    return Commitment.model_validate({"id": "promise", "given_by": "guard", **fields})


def seen(*told):
    """Observations, each as (outcome, reporter, day); a day that is not named lies before the one asked."""
    return [
        Observation.model_validate(
            {
                "id": f"seen-{n}",
                "bears_on": "promise",
                "outcome": one[0],
                "reported_by": (*one, None)[1],
                "observed_on": one[2] if len(one) > 2 else YESTERDAY,
            }
        )
        for n, one in enumerate(told)
    ]


# DESIGN 4: none and past due overdue, none yet open, no means to know unverified, disagreeing disputed, else the outcome.
BY_DESIGN = [
    ("overdue", YESTERDAY, []),
    ("open", DAY, []),
    ("open", TOMORROW, []),
    ("open", None, []),
    ("unverified", None, [("cannot tell",)]),
    ("unverified", YESTERDAY, [("cannot tell", "ngo"), ("cannot tell", "press")]),
    ("disputed", None, [("kept", "ngo"), ("broken", "press")]),
    ("disputed", YESTERDAY, [("kept", "ngo"), ("partly", "press")]),
    ("disputed", None, [("kept",), ("broken",)]),
    ("kept", None, [("kept",)]),
    ("kept", YESTERDAY, [("kept", "ngo"), ("kept", "press")]),
    ("partly", TOMORROW, [("partly",)]),
    ("broken", TOMORROW, [("broken",)]),
    ("overtaken", YESTERDAY, [("overtaken",)]),
    ("kept", None, [("kept", "ngo"), ("cannot tell", "press")]),
]


@pytest.mark.parametrize(("expected", "due_on", "observations"), BY_DESIGN)
def test_the_status_follows_from_what_was_seen(expected, due_on, observations):
    assert status(promise(due_on=due_on), seen(*observations), as_of=DAY) == expected


def test_one_reporter_may_change_their_mind_and_the_latest_word_counts():
    told = seen(("broken", "ngo", date(2026, 1, 1)), ("kept", "ngo", date(2026, 2, 1)))
    assert status(promise(), told, as_of=DAY) == status(promise(), told[::-1], as_of=DAY) == "kept"
    assert status(promise(), told, as_of=date(2026, 1, 15)) == "broken"


def test_what_was_seen_on_the_very_day_counts_and_an_observation_without_a_day_always_does():
    assert status(promise(), seen(("broken", "ngo", DAY)), as_of=DAY) == "broken"
    assert status(promise(), seen(("broken", "ngo", DAY)), as_of=YESTERDAY) == "open"
    assert status(promise(), seen(("broken", "ngo", None)), as_of=date(2000, 1, 1)) == "broken"


def test_an_observation_without_an_outcome_settles_nothing():
    assert status(promise(due_on=YESTERDAY), seen((None, "ngo")), as_of=DAY) == "overdue"


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
REPORTS = st.lists(
    st.tuples(st.sampled_from([*Outcome, None]), st.sampled_from(["ngo", "press", None]), st.none() | DAYS), max_size=6
)


@given(REPORTS, st.none() | DAYS, DAYS)
def test_what_is_seen_later_never_matters(reports, due_on, day):
    whole = seen(*reports)
    known = [one for one in whole if one.observed_on is None or one.observed_on <= day]
    assert status(promise(due_on=due_on), whole, as_of=day) == status(promise(due_on=due_on), known, as_of=day)


@given(REPORTS, st.none() | DAYS, DAYS, st.randoms())
def test_the_order_in_which_reports_stand_never_matters(reports, due_on, day, chance):
    whole = seen(*reports)
    shuffled = list(whole)
    chance.shuffle(shuffled)
    assert status(promise(due_on=due_on), shuffled, as_of=day) == status(promise(due_on=due_on), whole, as_of=day)


@given(REPORTS, st.none() | DAYS, DAYS)
def test_a_promise_is_broken_only_on_the_word_of_somebody_who_had_seen_it_by_then(reports, due_on, day):
    found = status(promise(due_on=due_on), seen(*reports), as_of=day)
    by_then = {outcome for outcome, _who, on in reports if outcome and (on is None or on <= day)}
    if found is Status.DISPUTED:
        assert len(by_then - {"cannot tell"}) > 1
    elif found not in (Status.OVERDUE, Status.OPEN, Status.UNVERIFIED):
        assert found.value in {outcome.value for outcome in by_then}


@pytest.mark.parametrize(
    ("due_on", "days"), [(YESTERDAY, 1), (DAY, 0), (TOMORROW, 0), (None, 0), (date(2025, 6, 15), 365)]
)
def test_days_overdue_are_counted_from_the_day_after(due_on, days):
    assert days_overdue(promise(due_on=due_on), DAY) == days


# Whether an authority holds


def authority(**fields):
    return Authority.model_validate({"id": "pass", "basis": "consent", **fields})


AGAINST = [{"side": "against", "claim": "It was withdrawn."}]
ABOUT_THE_END = [{"side": "against", "claim": "It ends later.", "field": "expires_on"}]
STATES = [
    ("valid", {"expires_on": TOMORROW}),
    ("valid", {"expires_on": DAY}),
    ("lapsed", {"expires_on": YESTERDAY}),
    ("valid", {"form": "written"}),
    ("unclear", {"form": "oral"}),
    ("unclear", {}),
    ("valid", {"form": "oral", "expires_on": DAY}),
    ("unclear", {"expires_on": TOMORROW, "evidence": AGAINST}),
    ("unclear", {"form": "written", "evidence": AGAINST}),
    ("lapsed", {"expires_on": YESTERDAY, "evidence": AGAINST}),
    ("valid", {"expires_on": TOMORROW, "evidence": ABOUT_THE_END}),
    ("lapsed", {"expires_on": YESTERDAY, "evidence": ABOUT_THE_END}),
]


@pytest.mark.parametrize(("expected", "fields"), STATES)
def test_an_authority_holds_through_its_last_day_unless_somebody_denies_it(expected, fields):
    assert state(authority(**fields), as_of=DAY) == expected


@given(DAYS, DAYS, st.sampled_from(["written", "oral", None]))
def test_once_lapsed_an_authority_stays_lapsed(end, day, form):
    one = authority(expires_on=end, form=form)
    if state(one, as_of=day) == "lapsed":
        assert state(one, as_of=day + timedelta(1)) == "lapsed"


def test_on_one_line_only_the_authority_granted_last_is_awaited():
    early = authority(id="early", route="Road", granted_on="2026-01-01", expires_on="2026-07-01")
    late = authority(id="late", route="Road", granted_on="2026-06-01", expires_on="2026-12-01")
    elsewhere = authority(id="other", route="River", granted_on="2025-01-01")
    assert [one.id for one in newest_of_each_line([late, elsewhere, early])] == ["late", "other"]


def test_where_two_hold_a_key_to_one_road_both_ends_are_awaited():
    council = authority(id="council", basis="Council", route="Road", granted_on="2026-01-01", expires_on="2026-07-10")
    consent = authority(id="consent", issued_by="ministry", route="Road", granted_on="2026-06-01")
    guard = authority(id="guard", issued_by="guard", route="Road", granted_on="2026-05-01", expires_on="2026-08-01")
    assert {one.id for one in newest_of_each_line([council, consent, guard])} == {"council", "consent", "guard"}
