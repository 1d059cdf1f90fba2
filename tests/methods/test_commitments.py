"""What was promised, by them and by us, and what came of it?"""

from datetime import date

import pytest

from aidememoire.methods.trust import commitments
from making import PARTIES, made

DAY = date(2026, 6, 15)


def promise(id, by="guard", **fields):
    return {"id": id, "given_by": by, **fields}


def seen(id, bears_on, outcome, **fields):
    return {"id": id, "bears_on": bears_on, "outcome": outcome, "observed_on": "2026-06-01", **fields}


def rows(dossier, as_of=DAY):
    return {row.commitment.id: row for row in commitments(dossier, as_of=as_of).rows}


EVERY_STATUS = made(
    actors=PARTIES,
    commitments=[
        promise("kept"),
        promise("open"),
        promise("overtaken"),
        promise("partly", due_on="2026-06-10"),
        promise("unverified"),
        promise("disputed"),
        promise("broken", due_on="2026-05-15"),
        promise("overdue", due_on="2026-06-05"),
        promise("ours-kept", by="desk"),
        promise("ours-overdue", by="us", due_on="2026-06-14"),
    ],
    observations=[
        seen("k", "kept", "kept"),
        seen("o", "overtaken", "overtaken"),
        seen("p", "partly", "partly"),
        seen("u", "unverified", "cannot tell"),
        seen("d1", "disputed", "kept", reported_by="guard"),
        seen("d2", "disputed", "broken", reported_by="ministry", observed_on="2026-06-03"),
        seen("b", "broken", "broken"),
        seen("ok", "ours-kept", "kept"),
    ],
)


def test_ours_come_first_and_on_each_side_what_was_not_kept():
    found = commitments(EVERY_STATUS, as_of=DAY)
    assert [(row.commitment.id, row.status.value) for row in found.rows] == [
        ("ours-overdue", "overdue"),
        ("ours-kept", "kept"),
        ("overdue", "overdue"),
        ("broken", "broken"),
        ("disputed", "disputed"),
        ("partly", "partly"),
        ("unverified", "unverified"),
        ("open", "open"),
        ("kept", "kept"),
        ("overtaken", "overtaken"),
    ]
    assert str(found.headline) == (
        "Ours: Overdue 1, Kept 1. Theirs: Overdue 1, Broken 1, Disputed 1, Partly kept 1, Unverified 1, Open 1, Kept 1, "
        "Overtaken by events 1."
    )


def test_days_overdue_count_only_what_is_not_settled():
    days = {id: row.days_overdue for id, row in rows(EVERY_STATUS).items()}
    assert days == dict.fromkeys(days, 0) | {"overdue": 10, "ours-overdue": 1, "partly": 5}


def test_each_promise_names_those_who_saw_what_came_of_it_and_oldest_first():
    assert rows(EVERY_STATUS)["disputed"].evidence == ("d1", "d2")
    assert rows(EVERY_STATUS)["open"].evidence == ()
    reasons = {reason.records: str(reason.says) for reason in commitments(EVERY_STATUS, as_of=DAY).because}
    assert reasons["disputed", "d1", "d2"] == "disputed: Disputed, on the word of 2 observations"
    assert reasons["kept", "k"] == "kept: Kept, on the word of 1 observation"


def test_to_machines_a_promise_is_a_row_of_plain_values():
    dossier = made(
        actors=PARTIES,
        commitments=[
            promise("p", given_to="us", wording="The road opens.", given_on="2026-01-05", due_on="2026-03-01")
        ],
    )
    assert commitments(dossier, as_of=DAY).plain()["rows"] == [
        {
            "commitment": "p",
            "commitment_name": "The road opens.",
            "given_by": "guard",
            "given_by_name": "The guard",
            "given_to": "us",
            "given_to_name": "Our office",
            "given_on": "2026-01-05",
            "due_on": "2026-03-01",
            "status": "overdue",
            "days_overdue": 106,
            "evidence": [],
        }
    ]


@pytest.mark.parametrize(
    ("day", "status"),
    [("2026-01-04", None), ("2026-01-05", "open"), ("2026-03-02", "overdue"), ("2026-04-01", "broken")],
)
def test_a_promise_reads_as_it_did_on_the_day(day, status):
    dossier = made(
        actors=PARTIES,
        commitments=[promise("p", given_on="2026-01-05", due_on="2026-03-01")],
        observations=[seen("s", "p", "broken", observed_on="2026-04-01")],
    )
    row = rows(dossier, as_of=date.fromisoformat(day)).get("p")
    assert (row and row.status.value) == status


def test_what_another_observation_says_of_an_observation_is_no_sighting_of_the_promise():
    dossier = made(
        actors=PARTIES,
        commitments=[promise("p")],
        observations=[seen("s", "p", "kept"), seen("about-s", "s", "broken")],
    )
    assert rows(dossier)["p"].status == "kept"


def test_a_promise_that_nobody_can_verify_is_a_gap_until_it_is_settled():
    dossier = made(
        actors=PARTIES,
        commitments=[promise("nobody"), promise("somebody", verifier="us"), promise("settled")],
        observations=[seen("s", "settled", "kept")],
    )
    gaps = [gap for gap in commitments(dossier, as_of=DAY).gaps if gap.records]
    assert [gap.records for gap in gaps] == [("nobody",)]
    assert str(gaps[0].ask) == "Who would notice whether it is kept, and would tell us?"


def test_the_answer_is_as_secret_as_what_was_seen():
    secret = seen("s", "p", "broken", handling="RED")
    dossier = made(handling="CLEAR", actors=PARTIES, commitments=[promise("p")], observations=[secret])
    assert commitments(dossier, as_of=DAY).label == "RED"
    left = commitments(dossier.cut("AMBER"), as_of=DAY)
    assert left.label == "CLEAR" and left.rows[0].status == "open"
