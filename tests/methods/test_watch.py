"""What is about to lapse, fall due or go silent?"""

from datetime import date

import pytest

from aidememoire.methods.watch import watch
from making import PARTIES, made

DAY = date(2026, 6, 15)


def watched(dossier, **chosen):
    return [(row.record.id, str(row.what), row.days_left) for row in watch(dossier, as_of=DAY, **chosen).rows]


def pass_(id, **fields):
    return {
        "id": id,
        "basis": "consent",
        "issued_by": "ministry",
        "route": "Road",
        "granted_on": "2026-01-01",
        **fields,
    }


EVERYTHING = {
    "actors": PARTIES,
    "authorities": [pass_("lapsed", route="River", expires_on="2026-06-14"), pass_("pass", expires_on="2026-07-10")],
    "commitments": [
        {"id": "their-promise", "given_by": "guard", "due_on": "2026-06-01"},
        {"id": "our-promise", "given_by": "desk", "due_on": "2026-06-15", "expires_on": "2026-12-31"},
    ],
    "mandates": [{"id": "mandate", "expires_on": "2026-06-30"}],
    "issues": [{"id": "road", "deadline": "2026-09-01"}],
    "dilemmas": [{"id": "dilemma", "review_on": "2026-06-20", "options": [{"words": "Go"}, {"words": "Stay"}]}],
    "asks": [{"id": "ask", "behaviour": "Open it.", "until": "2026-06-16"}],
    "identities": [{"id": "name", "actor": "guard", "name": "X", "keep_until": "2026-06-18"}],
    "provenances": [{"id": "told", "bears_on": "road", "keep_until": "2026-06-19"}],
    "engagements": [
        {"id": "talks", "planned_on": "2026-06-17"},
        {"id": "call", "held_on": "2026-06-10", "participants": [{"actor": "ministry"}]},
    ],
    "channels": [{"id": "line", "counterpart": "ministry", "cadence_days": 14, "since": "2026-01-01"}],
}


def test_everything_with_a_day_is_watched_and_what_is_past_comes_first():
    assert watched(made(**EVERYTHING)) == [
        ("their-promise", "Their promise falls due", -14),
        ("lapsed", "Authority lapsed", -1),
        ("our-promise", "Our promise falls due", 0),
        ("ask", "Ask ends", 1),
        ("talks", "Meeting planned", 2),
        ("name", "Name to be destroyed", 3),
        ("told", "Name to be destroyed", 4),
        ("dilemma", "Decision to be reviewed", 5),
        ("line", "Contact due by the agreed cadence", 9),
        ("mandate", "Mandate ends", 15),
        ("pass", "Authority lapses", 25),
        ("road", "Deadline of the issue", 78),
        ("our-promise", "Our promise ends", 199),
    ]


def test_within_so_many_days_keeps_what_is_past_and_what_is_near():
    near = watched(made(**EVERYTHING), within=1)
    assert [record for record, _what, _days in near] == ["their-promise", "lapsed", "our-promise", "ask"]
    assert watched(made(**EVERYTHING), within=199) == watched(made(**EVERYTHING))


def test_the_headline_names_what_is_past_and_the_next_day():
    found = watch(made(**EVERYTHING), as_of=date(2026, 6, 16))
    assert str(found.headline) == "3 are past their day. Next: Open it: Ask ends, 16 June 2026, in 0 days."
    only_past = made(mandates=[{"id": "mandate", "expires_on": "2026-06-30"}])
    assert str(watch(only_past, as_of=date(2026, 7, 1)).headline) == "1 is past its day; nothing dated lies ahead."
    assert str(watch(made(), as_of=DAY).headline) == "Nothing with a day on it is pending."


@pytest.mark.parametrize(
    ("outcome", "still_watched"),
    [("kept", []), ("broken", []), ("overtaken", []), ("partly", ["promise"]), ("cannot tell", ["promise"])],
)
def test_a_promise_is_watched_until_it_is_settled(outcome, still_watched):
    dossier = made(
        actors=PARTIES,
        commitments=[{"id": "promise", "given_by": "guard", "due_on": "2026-06-30"}],
        observations=[{"id": "seen", "bears_on": "promise", "outcome": outcome, "observed_on": "2026-06-10"}],
    )
    assert [record for record, _what, _days in watched(dossier)] == still_watched
    assert [row.record.id for row in watch(dossier, as_of=date(2026, 6, 9)).rows] == ["promise"]


def test_an_authority_that_is_extended_is_no_longer_about_to_lapse():
    line = [pass_("first", expires_on="2026-06-20"), pass_("second", granted_on="2026-06-10", expires_on="2026-09-20")]
    assert watched(made(actors=PARTIES, authorities=line)) == [("second", "Authority lapses", 97)]
    before = watch(made(actors=PARTIES, authorities=line), as_of=date(2026, 6, 9))
    assert [(row.record.id, row.days_left) for row in before.rows] == [("first", 11)]


def test_the_consent_of_one_does_not_hide_that_the_word_of_another_lapses():
    keys = [pass_("consent", granted_on="2026-06-10"), pass_("guard-word", issued_by="guard", expires_on="2026-06-20")]
    assert watched(made(actors=PARTIES, authorities=keys)) == [("guard-word", "Authority lapses", 5)]


def test_an_authority_whose_end_is_contested_says_so():
    denied = [{"side": "against", "claim": "It has no end.", "field": "expires_on"}]
    contested = pass_("pass", expires_on="2026-07-10", evidence=denied)
    assert watched(made(actors=PARTIES, authorities=[contested])) == [("pass", "Authority lapses (contested)", 25)]


def test_a_channel_is_silent_from_the_last_meeting_with_its_counterpart_or_else_from_its_first_day():
    line = {"id": "line", "counterpart": "ministry", "cadence_days": 10, "since": "2026-06-01"}
    held = {"id": "call", "held_on": "2026-06-12", "participants": [{"actor": "ministry"}]}
    other = {"id": "visit", "held_on": "2026-06-14", "participants": [{"actor": "guard"}]}
    dossier = made(actors=PARTIES, channels=[line], engagements=[other])
    assert watched(dossier) == [("line", "Contact due by the agreed cadence", -4)]
    assert watched(made(actors=PARTIES, channels=[line], engagements=[other, held]))[0][2] == 7
    never = {"id": "line", "counterpart": "ministry", "cadence_days": 10}
    assert watched(made(actors=PARTIES, channels=[never])) == []


def test_what_nobody_dated_is_a_gap():
    dossier = made(actors=PARTIES, authorities=[pass_("pass")], commitments=[{"id": "promise", "given_by": "guard"}])
    found = watch(dossier, as_of=DAY)
    assert [(str(gap.says), gap.records) for gap in found.gaps] == [
        ("Road has no last day.", ("pass",)),
        ("promise: no day was named by which it falls due.", ("promise",)),
    ]


def test_the_answer_is_as_secret_as_the_meeting_or_sighting_on_which_a_day_rests():
    call = {"id": "call", "held_on": "2026-06-12", "participants": [{"actor": "ministry"}], "handling": "RED"}
    line = {"id": "line", "counterpart": "ministry", "cadence_days": 10}
    found = watch(made(handling="CLEAR", actors=PARTIES, channels=[line], engagements=[call]), as_of=DAY)
    assert found.label == "RED" and "call" in found.inputs
    promise = {"id": "promise", "given_by": "guard", "due_on": "2026-06-30"}
    seen = {"id": "seen", "bears_on": "promise", "outcome": "partly", "handling": "RED"}
    found = watch(made(handling="CLEAR", actors=PARTIES, commitments=[promise], observations=[seen]), as_of=DAY)
    assert found.label == "RED" and "seen" in found.inputs


def test_the_nearest_five_stand_as_reasons_with_their_records():
    found = watch(made(**EVERYTHING), as_of=DAY)
    assert [reason.records for reason in found.because] == [
        ("their-promise",), ("lapsed",), ("our-promise",), ("ask",), ("talks",),
    ]  # fmt: skip
    assert str(found.because[0].says) == "their-promise: Their promise falls due, 1 June 2026, 14 days ago"


@pytest.mark.parametrize(("days", "due"), [(2913100, 1), (2913101, 0), (10**30, 0)])
def test_a_contact_due_after_the_last_day_of_all_calendars_is_not_due(days, due):
    line = {"id": "line", "counterpart": "ministry", "cadence_days": days, "since": "2024-03-14"}
    assert len(watched(made(actors=PARTIES, channels=[line]))) == due
