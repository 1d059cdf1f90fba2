"""Do plan, dilemmas and trust show what is due, what it costs whom, and how little a record may be worth?"""

from datetime import date

import pytest

from aidememoire.ledger.gate import Role
from aidememoire.vocabulary.calendars import Calendar
from aidememoire.workbench import door
from aidememoire.workbench.screens.plan import _number, _other

AT = "/d/port-of-selane/"


def shown(seated, address, **asked):
    answer = seated.get(AT + address, asked)
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1]


# Plan.


def test_the_plan_lists_what_is_past_before_what_is_ahead(seated):
    page = shown(seated, "plan/")
    assert page.index("Past, and not settled") < page.index(">Ahead<") < page.index("What we ask, and of whom")
    assert "Meeting with the Director of the Port Authority" in page


def test_the_month_shows_the_meeting_on_its_day(seated):
    page = shown(seated, "plan/", view="month")
    cell = page.split('datetime="2026-06-18"')[1].split("</td>")[0]
    assert "Meeting with the Director" in cell


def test_another_calendar_stands_beside_and_stays(seated):
    first = shown(seated, "plan/", view="month", beside="hijri")
    assert first == shown(seated, "plan/", view="month", beside="hijri")
    assert "Hijri (Umm al-Qura)" in shown(seated, "plan/", view="month").split("The smaller number")[1]


@pytest.mark.parametrize(
    ("calendar", "number"), [(Calendar.HIJRI, 29), (Calendar.SOLAR, 25), (Calendar.GREGORIAN, None)]
)
def test_a_day_has_its_number_in_the_other_calendar(calendar, number):
    assert _number(date(2026, 6, 15), calendar) == number


@pytest.mark.parametrize("month", ["2026-13", "0000-01", "soon", "9999-12", "0001-01"])
def test_no_month_breaks_the_plan(seated, month):
    shown(seated, "plan/", view="month", month=month)


def test_each_month_has_its_neighbours():
    assert _other(date(2026, 12, 1), 1) == date(2027, 1, 1)
    assert _other(date(2026, 1, 1), -1) == date(2025, 12, 1)


# Dilemmas.

DILEMMA = "dilemmas/men-only-or-pause/"
SENT = {
    "decision": "Pause for a week",
    "decided_on": "2026-06-15",
    "review_on": "2026-06-22",
    "dissent": "The food team",
}


def test_ways_out_stand_beside_each_other_with_what_is_missing(seated):
    page = shown(seated, DILEMMA)
    assert page.count(">Way <") + page.count("Way ") >= 3
    assert "Would be quoted in every district" in page and "None written down." in page
    assert "Open Ward holds that the third way" in page


def test_a_decision_needs_a_word_on_the_red_lines(seated):
    answer = seated.post(AT + DILEMMA + "decide/", SENT)
    assert answer.status_code == 422 and "Say which red lines" in answer.content.decode()
    assert "Pause for a week" in answer.content.decode()


def test_below_the_mandator_nobody_crosses_a_red_line(seated):
    answer = seated.post(AT + DILEMMA + "decide/", SENT | {"crosses": "no-names"})
    assert answer.status_code == 422
    assert "Only the mandator can approve that" in answer.content.decode()
    assert door.vault().desk("port-of-selane").dossier["men-only-or-pause"].decision.raw != "Pause for a week"


def test_a_decision_that_crosses_none_is_kept_with_its_dissent(seated):
    answer = seated.post(AT + DILEMMA + "decide/", SENT | {"crosses": "none"}, follow=True)
    page = answer.content.decode()
    assert "Pause for a week" in page and "Undo" in page
    dissent = page.split("Dissent, kept whatever is decided")[1].split("</section>")[0]
    assert "Open Ward holds" in dissent and "The food team" in dissent


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"decision": " "}, "Say what was decided"), ({"review_on": "soon"}, "That is not a day"),
     ({"review_on": "2026-06-01"}, "A decision is reviewed after it is made")],
)  # fmt: skip
def test_what_is_incomplete_is_refused_and_what_was_written_stays(seated, changed, said):
    answer = seated.post(AT + DILEMMA + "decide/", SENT | {"crosses": "none"} | changed)
    assert answer.status_code == 422 and said in answer.content.decode() and "The food team" in answer.content.decode()


def test_who_only_reads_decides_nothing(seated, read_as):
    read_as(role=Role.REVIEWER)
    assert "does not decide dilemmas" in shown(seated, DILEMMA)
    assert seated.post(AT + DILEMMA + "decide/", SENT).status_code == 404


# Trust.


def test_ours_come_before_theirs_and_the_record_says_what_it_is_worth(seated):
    page = shown(seated, "trust/")
    assert page.index(">Ours<") < page.index(">Theirs<")
    assert "does no better than the base rate" in page or "not a forecast" in page
    assert page.count("<svg") == 1


def test_of_one_body_only_its_record_and_ours_toward_it(seated):
    page = shown(seated, "trust/", of="ports-ministry").split("</form>")[1]
    assert "Ministry of Ports" in page and "Coast Guard" not in page.split("What each number rests on")[0]


def test_the_page_of_a_post_shows_the_record_and_that_of_a_person_never(seated):
    assert "Trust, both ways" in shown(seated, "actors/port-director/")
    assert "<svg" in shown(seated, "actors/port-director/")
    person = shown(seated, "actors/curlew/")
    assert "never of a person" in person and "<svg" not in person


def test_trust_is_reached_from_commitments(seated):
    assert 'href="/d/port-of-selane/trust/"' in shown(seated, "commitments/")
