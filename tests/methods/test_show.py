"""What is known of one record, who says otherwise, and what names it?"""

from datetime import date

import pytest

from aidememoire.methods.evidence import show
from aidememoire.vocabulary.errors import InputError
from making import PARTIES, made

DAY = date(2026, 6, 15)

CONTESTED = made(
    handling="CLEAR",
    actors=PARTIES,
    authorities=[
        {
            "id": "pass",
            "basis": "consent",
            "title": "The pass",
            "issued_by": "ministry",
            "granted_on": "2026-01-01",
            "expires_on": "2026-07-10",
            "evidence": [
                {"side": "against", "claim": "Until 11 July.", "field": "expires_on", "cited": "paper"},
                {
                    "claim": "Until 10 July.",
                    "field": "expires_on",
                    "cited": "letter",
                    "reliability": "B",
                    "credibility": 2,
                },
                {"claim": "Seen at the gate."},
            ],
        }
    ],
    observations=[
        {"id": "seen", "bears_on": "pass", "outcome": "kept", "words": "Three trucks.", "observed_on": "2026-02-01"}
    ],
    sources=[
        {"id": "letter", "title": "Letter of consent", "published_on": "2026-01-02"},
        {"id": "paper", "publisher": "The Gazette"},
    ],
)


def shown(record, dossier=CONTESTED, **chosen):
    return show(dossier, **{"as_of": DAY, "record": record, **chosen})


def part(found, name):
    return [row for row in found.plain()["rows"] if row["part"] == name]


def test_a_record_is_shown_by_its_fields_and_what_follows_from_them():
    fields = {row["field"]: row["value"] for row in part(shown("pass"), "field")}
    assert fields == {
        "id": "pass",
        "title": "The pass",
        "basis": "consent",
        "issued_by": "ministry",
        "granted_on": "2026-01-01",
        "expires_on": "2026-07-10",
        "state": "valid",
        "label": "CLEAR",
    }
    lapsed = {row["field"]: row["value"] for row in part(shown("pass", as_of=date(2026, 7, 11)), "field")}
    assert lapsed["state"] == "lapsed"


def test_claims_for_and_against_stand_side_by_side_with_source_and_grades():
    told = [
        (
            row["field"],
            row["side"],
            row["value"],
            row["cited"],
            row["publisher"],
            row["published_on"],
            row["reliability"],
            row["credibility"],
        )
        for row in part(shown("pass"), "claim")
    ]
    assert told == [
        (None, "for", "Seen at the gate.", None, None, None, None, None),
        ("expires_on", "for", "Until 10 July.", "letter", None, "2026-01-02", "B", "2"),
        ("expires_on", "against", "Until 11 July.", "paper", "The Gazette", None, None, None),
    ]


def test_a_contested_field_is_answered_with_both_versions():
    found = shown("pass")
    (reason,) = found.because
    said = str(reason.says)
    assert said.startswith("Expires on is contested: ")
    assert "For: Until 10 July. (Letter of consent)" in said and "Against: Until 11 July. (The Gazette)" in said
    assert str(found.headline) == "Authority: The pass — contested: 1 of 3 claims speak against it"


def test_what_names_the_record_is_listed_and_its_label_counts():
    (row,) = part(shown("pass"), "named by")
    assert (row["field"], row["value"], row["published_on"]) == ("observation", "Kept: Three trucks", "2026-02-01")
    secret = made(
        handling="CLEAR",
        issues=[{"id": "road"}],
        observations=[{"id": "seen", "bears_on": "road", "words": "A mine.", "handling": "RED"}],
    )
    found = shown("road", secret)
    assert found.label == "RED" and "seen" in found.inputs


def test_a_promise_is_shown_with_its_status_on_the_day():
    dossier = made(
        actors=PARTIES,
        commitments=[{"id": "promise", "given_by": "guard", "given_on": "2026-01-01", "due_on": "2026-02-01"}],
        observations=[{"id": "seen", "bears_on": "promise", "outcome": "broken", "observed_on": "2026-03-01"}],
    )

    def status(day):
        rows = part(shown("promise", dossier, as_of=day), "field")
        return next(row["value"] for row in rows if row["field"] == "status")

    assert [status(date(2026, month, 15)) for month in (1, 2, 3)] == ["open", "overdue", "broken"]


def test_parts_inside_a_record_are_told_with_their_labels():
    terms = [{"issue": "road", "value": 40}, {"issue": "road", "words": "As before"}]
    dossier = made(actors=PARTIES, issues=[{"id": "road"}], proposals=[{"id": "paper", "by": "guard", "terms": terms}])
    values = {row["field"]: row["value"] for row in part(shown("paper", dossier), "field")}
    assert values["terms"] == ["road (Value: 40)", "road (In words: As before)"]


def test_a_part_is_told_by_whom_it_is_about_alone_where_it_says_nothing_else():
    told = {"id": "talk", "participants": [{"actor": "us"}, {"actor": "guard", "role": "Host"}]}
    dossier = made(actors=PARTIES, engagements=[told])
    values = {row["field"]: row["value"] for row in part(shown("talk", dossier), "field")}
    alone, host = values["participants"]
    assert alone == "us" and host.endswith(" (Role: Host)")


def test_a_record_that_has_ended_is_still_shown_and_one_to_come_is_not():
    dossier = made(
        actors=PARTIES,
        ties=[
            {"id": "old", "actor": "us", "over": "guard", "until": "2026-01-01"},
            {"id": "new", "actor": "us", "over": "guard", "since": "2027-01-01"},
        ],
    )
    assert shown("old", dossier).rows
    with pytest.raises(InputError, match=r"There is no record new on that day\."):
        shown("new", dossier)


def test_a_wrong_id_is_refused_with_what_is_near():
    with pytest.raises(InputError, match=r"There is no record let on that day\. Near it: letter\."):
        shown("let")


def test_a_record_that_nobody_vouches_for_is_a_gap_and_a_source_is_not():
    assert [str(gap.says) for gap in shown("seen").gaps] == ["Nothing is recorded on how we know this."]
    assert shown("letter").gaps == ()


def test_where_there_are_no_records_there_is_nothing_to_show_and_a_question():
    found = shown("anything", made())
    assert found.rows == () and str(found.gaps[0].ask) == "Who takes part, and what is the question?"
