"""Does the situation page tell a team what is at stake, on what access stands, what lapses and what binds it?"""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import aidememoire
from aidememoire.briefs.formats import docx, html, markdown, pdf
from aidememoire.briefs.writing import arranged, kinds_of_brief
from aidememoire.training import path
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.messages import languages
from making import PARTIES, made
from strategies import dossiers

DAY = date(2026, 6, 15)
ANCHORS = ("unkept-promises", "ours", "theirs", "stakes", "access", "watch", "limits", "dilemmas", "questions")


def situation(dossier, ceiling=None, day=DAY, language="en", **chosen):
    return arranged(dossier, "situation", as_of=day, language=language, ceiling=ceiling, made_on=day, **chosen)


def told(document, anchor):
    """What one section says, as plain lines."""
    there = {one.anchor: one for outer in document.sections for one in (outer, *outer.sections)}
    return markdown.write(replace(document, sections=(there[anchor],), notices=())).decode()


@pytest.fixture(scope="module")
def selane():
    return aidememoire.load(path())


def test_it_is_found_by_standing_there():
    assert {"meeting", "situation", "handover"} <= set(kinds_of_brief())


def test_its_sections_stand_in_the_order_that_was_promised(selane):
    assert situation(selane).anchors() == ANCHORS


def test_who_is_around_is_for_the_organisation_alone(selane):
    for level in Label:
        shown = "surroundings" in situation(selane.cut("RED"), selane.cut(level).ceiling).anchors()
        assert shown == (level >= Label.AMBER_STRICT), level
    around = told(situation(selane, selane.cut("RED").ceiling), "surroundings")
    assert "Security Committee, Tessar | Decides, Blocks" in around
    assert "Who has a hold on whom" in around


def test_each_issue_stands_on_its_track_with_the_reason_and_what_would_flip_it(selane):
    stakes = told(situation(selane), "stakes")
    assert "**Unloading of relief ships at Quay Four** · Both · by principals" in stakes
    assert "Lives are at risk: act at every level that is open." in stakes
    assert "It stands at 25 of 100. If nobody agrees it falls to 10." in stakes
    assert "What would flip it: Risk to staff: 3 would make it Diplomatic" in stakes
    deadlines = [stakes.index(one) for one in ("29 June 2026", "10 July 2026", "15 August 2026", "1 September 2026")]
    assert deadlines == sorted(deadlines), "the nearest first"
    assert "Not asked" in stakes and "| X | Selane |" in stakes, "nobody asked, and nobody knows how many"


def test_a_track_that_a_person_decided_shows_both_what_the_rules_say_and_why():
    issue = {"id": "road", "title": "The road", "threat_to_life": True, "override": "hold", "override_reason": "Wait."}
    assert "a person decided Hold where the rules say Both: Wait." in told(situation(made(issues=[issue])), "stakes")


def test_what_keeps_people_from_aid_stands_beside_what_keeps_us(selane):
    access = told(situation(selane), "access")
    assert "Women may work in clinics | Exemption from a restriction, Written" in access and "Lapsed" in access
    ours, theirs = access.index("What keeps us from people"), access.index("What keeps people from aid")
    assert ours < access.index("The harbour gate is shut") < theirs < access.index("The curfew keeps people")
    assert "No information (X)" in access[theirs:]
    only_ours = made(constraints=[{"id": "gate", "type": "A3", "whose": "ours"}])
    assert "Nothing is recorded on people's own access" in told(situation(only_ours), "access")


def test_what_is_past_its_day_comes_first_and_what_does_not_fit_is_counted(selane):
    watch = told(situation(selane), "watch")
    assert watch.index("| -97 |") < watch.index("| -15 |") < watch.index("| 3 | Meeting planned")
    assert "more: the command watch lists them." in watch


def test_a_decision_of_a_later_day_is_not_told():
    options = [{"words": "Go"}, {"words": "Stay"}]
    later = {"id": "go", "title": "Go?", "options": options, "decision": "Stay on", "decided_on": "2026-07-01"}
    dossier = made(dilemmas=[{**later, "review_on": "2026-08-01"}])
    assert "Not decided yet" in told(situation(dossier), "dilemmas")
    assert "Stay on" in told(situation(dossier, day=date(2026, 7, 1)), "dilemmas")


def test_a_question_that_many_gaps_raise_is_asked_once():
    dossier = made(actors=PARTIES, issues=[{"id": f"road-{n}", "title": f"Road {n}"} for n in range(5)])
    questions = told(situation(dossier), "questions")
    assert questions.count("Who mandates us, and until when?") == 1
    assert "No mandate covers Road 0" in questions and "and 2 more" in questions


def test_about_one_counterpart_only_what_concerns_it_is_told(selane):
    page = situation(selane, counterpart="ports-ministry")
    assert "Quay Four" in told(page, "stakes") and "Women staff of relief agencies" not in told(page, "stakes")
    assert "Public Order Office" not in told(page, "theirs")


@pytest.mark.parametrize("writer", [markdown, html, docx, pdf])
def test_where_nothing_is_recorded_it_says_so_in_every_format(writer):
    page = situation(Dossier(Header(slug="empty")))
    assert page.anchors() == ANCHORS and writer.write(page)
    assert "No issue is recorded" in told(page, "stakes") and "Ask the mandator" in told(page, "limits")


@given(dossiers(), st.dates(date(1790, 1, 1), date(2310, 1, 1)), st.sampled_from(languages()))
@settings(max_examples=40)
def test_it_can_be_made_of_any_dossier_on_any_day(dossier, day, language):
    page = situation(dossier, day=day, language=language)
    assert page.anchors()[: len(ANCHORS)] == ANCHORS and markdown.write(page)
