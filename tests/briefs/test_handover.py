"""Can a successor read in ten minutes what they would ask a predecessor who is no longer there?

For each example dossier ten questions, the section in which the answer stands, and words of the answer.
"""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import aidememoire
from aidememoire.briefs.document import Figure
from aidememoire.briefs.formats import docx, html, markdown, pdf
from aidememoire.briefs.writing import arranged
from aidememoire.training import path
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.messages import languages
from closed_cases import EXAMPLES
from making import PARTIES, made
from strategies import dossiers

DAY = date(2026, 6, 15)
AMBER, RED = Handling(level=Label.AMBER), Handling(level=Label.RED)
ANCHORS = (
    *("unkept-promises", "ours", "theirs", "relationships", "to-repair", "not-to-say", "decisions", "reliance"),
    *("first-ten-days", "limits", "questions"),
)
READ_IN_TEN_MINUTES = 2500  # words, at 250 a minute; a picture is looked at, not read

WORD = re.compile(r"[^\W\d_][\w'’-]*")

QUESTIONS = {
    "port-of-selane": [
        ("What do we owe?", "ours", "Overdue** **Parts for the two harbour pumps"),
        ("What did they not keep?", "theirs", "Broken** **Each relief ship is cleared or refused"),
        ("Who holds the post now, and who before?", "relationships", "Heron (held the post of Director"),
        ("How often do we meet, and when is the next due?", "relationships", "17 June 2026, in 2 days"),
        ("What must be repaired?", "to-repair", "Gone silent: **Monthly meeting with the Ministry of Ports**"),
        ("Which meeting must nobody hear of?", "not-to-say", "Secret: say to nobody that it took place."),
        ("Why did we accept the third way, and who disagreed?", "decisions", "Open Ward holds that the third way"),
        ("How far can I rely on the Ministry of Ports?", "reliance", "Ministry of Ports, Tessar | Relief Consortium"),
        ("What could I do first?", "first-ten-days", "Say when it comes, or that it does not: Parts for the two"),
        ("May I negotiate on women staff?", "limits", "Mandate on women staff expired on 31 May 2026"),
    ],
    "afghanistan-women-aid-workers": [
        ("What did we promise?", "ours", "The UN stays unless there is a blanket prohibition"),
        ("What did they keep in part only?", "theirs", "Health work is excepted from the ban"),
        ("Is there a line to Kandahar, and who keeps it?", "relationships", "NRC with Kandahar, kept by NRC"),
        ("How did the last Doha meeting end?", "relationships", "Afghan women were outside the room"),
        ("Who went to see them?", "relationships", "Mission of the ERC and the IASC"),
        ("What do we never offer?", "not-to-say", "No agreement that gives up women's participation in aid work"),
        ("Is there a fact that I must not assert?", "not-to-say", "third Doha meeting was access gained"),
        ("Where is the rule itself taken up?", "decisions", "May women work for aid organisations"),
        ("Does their record tell what they will do?", "reliance", "Too few promises are settled"),
        ("Which exemptions have no end in writing?", "questions", "Exemption for health work has no last day"),
    ],
    "syria-cross-border": [
        ("What is still open of what was promised?", "theirs", "Passage across the lines at Sarmada and Saraqib"),
        ("Which conditions were overtaken?", "theirs", "Consent for six months, if there is full coordination"),
        ("With whom do we speak now, since when?", "relationships", "ERC with the new authorities, since 16 December"),
        ("What did the new authorities say?", "relationships", "back access by all crossings and simpler permits"),
        ("Is a rhythm agreed?", "relationships", "no cadence agreed"),
        ("On what did access stand before?", "decisions", "the footing moved from Security Council"),
        ("Where is the Council's renewal taken up?", "decisions", "Diplomatic · among states"),
        ("Who can introduce me, and by when?", "first-ten-days", "Be introduced by Emergency Relief Coordinator"),
        ("Do we know our limits?", "limits", "No limit and no mandate is recorded"),
        ("What must I get in writing?", "questions", "Support of the new authorities for all crossings"),
    ],
    "sudan-adre": [
        ("What did both sides break?", "theirs", "Broken** **The Jeddah Declaration"),
        ("Which assurance is disputed, and who denies it?", "theirs", "The United Arab Emirates denies it"),
        ("When did we last meet the army's commander?", "relationships", "2 recorded, from 13 November 2024 to 11 Nov"),
        ("What came of that?", "relationships", "The extension for Adré followed."),
        ("Who promised, with whom no contact is recorded?", "relationships", "no contact with them is recorded"),
        ("What do we never do?", "not-to-say", "No operation without the consent of the recognised government"),
        ("Which facts are contested?", "not-to-say", "There is famine at Zamzam"),
        ("Where are the road fees taken up?", "decisions", "Do those who hold the road take fees"),
        ("What lapses in my first days?", "first-ten-days", "Authority lapses, 31 March 2026"),
        ("Can people themselves reach aid?", "questions", "Nothing is recorded on people's own access to aid"),
    ],
}


def handover(dossier, ceiling=None, day=DAY, language="en", **chosen):
    return arranged(dossier, "handover", as_of=day, language=language, ceiling=ceiling, made_on=day, **chosen)


def told(document, anchor):
    """What one section says, without those below it."""
    there = {one.anchor: replace(one, sections=()) for outer in document.sections for one in (outer, *outer.sections)}
    return markdown.write(replace(document, sections=(there[anchor],), notices=())).decode()


def example(name):
    if name == "port-of-selane":
        return handover(aidememoire.load(path()), RED)
    dossier = aidememoire.load(EXAMPLES / f"{name}.yaml")
    return handover(dossier, day=dossier.header.closed_on)


@pytest.mark.parametrize("name", QUESTIONS)
def test_it_answers_ten_questions_of_a_successor(name):
    brief = example(name)
    assert len(QUESTIONS[name]) == 10
    for question, anchor, answer in QUESTIONS[name]:
        assert answer in told(brief, anchor), (question, anchor)


@pytest.mark.parametrize("name", QUESTIONS)
def test_its_sections_stand_in_order_and_it_is_read_in_ten_minutes(name):
    brief = example(name)
    assert brief.anchors() == (*ANCHORS, "ways")
    read = [
        replace(one, blocks=tuple(each for each in one.blocks if not isinstance(each, Figure)))
        for one in brief.sections
    ]
    words = WORD.findall(markdown.write(replace(brief, sections=tuple(read))).decode())
    assert len(words) < READ_IN_TEN_MINUTES


def test_below_the_organisation_the_ways_are_steps_without_names():
    brief = handover(aidememoire.load(path()), AMBER)
    ways = next(one for one in brief.sections if one.anchor == "ways")
    assert not any(isinstance(one, Figure) for one in ways.blocks)
    words = told(brief, "ways")
    assert "The best passes 1 go-between." in words
    names = [name for one in aidememoire.load(path()).of(Actor) if one.names for name in one.names.by_language.values()]
    assert len(names) > 20 and not [name for name in names if name in words]


def test_our_own_arrears_come_before_introductions_and_silence_before_what_was_left_over():
    repair = told(example("port-of-selane"), "to-repair")
    order = (
        "Ours to Director",
        "Gone silent",
        "Left over from",
        "Given before the post changed hands on 15 March 2026",
    )
    assert sorted(order, key=repair.index) == list(order)


def test_nobody_is_sent_back_to_where_a_contact_was_secret():
    days = told(example("port-of-selane"), "first-ten-days")
    assert "Before any contact, ask Selane office of the Relief Consortium what it would cost them" in days
    assert "not advice" in days


def test_what_a_lower_ceiling_withholds_leaves_no_hole_that_tells():
    brief = handover(aidememoire.load(path()), Handling(level=Label.AMBER))
    text = markdown.write(brief).decode()
    assert "harbour gate about two detained drivers" not in text and "Open Ward: no work without women" not in text
    assert "Coast Guard" not in told(brief, "first-ten-days")


def test_a_decision_against_the_rules_is_handed_over_with_its_reason():
    issue = {"id": "road", "title": "The road", "threat_to_life": True, "override": "hold", "override_reason": "Wait."}
    assert "a person decided Hold where the rules say Both: Wait." in told(handover(made(issues=[issue])), "decisions")


def test_a_mandate_has_to_be_acknowledged_again_by_whoever_takes_over():
    mandate = {"id": "roads", "title": "Mandate for roads", "issuer": "us", "acknowledged_on": "2026-07-01"}
    brief = handover(made(actors=PARTIES, mandates=[mandate]))
    assert "Ask whether Mandate for roads holds for you, and acknowledge it" in told(brief, "first-ten-days")
    assert "not yet: it binds nobody" in told(brief, "decisions"), "acknowledged only on a later day"


def test_promises_of_one_who_held_the_post_before_do_not_bind_the_next():
    actors = [*PARTIES, {"id": "minister", "entity": "post"}, *({"id": one, "entity": "person"} for one in ("a", "b"))]
    held = [("old", "a", "2026-01-01", "2026-03-01"), ("new", "b", "2026-03-02", None)]
    tenures = [
        {"id": id, "post": "minister", "person": who, "since": since, **({"until": until} if until else {})}
        for id, who, since, until in held
    ]
    promise = {"id": "open", "given_by": "minister", "wording": "The road opens", "given_on": "2026-02-01"}
    line = {"id": "line", "counterpart": "minister", "cadence_days": 30, "since": "2026-01-01"}
    brief = handover(made(actors=actors, tenures=tenures, commitments=[promise], channels=[line]))
    assert "Given before the post changed hands on 2 March 2026" in told(brief, "to-repair")
    assert "Gone silent" in told(brief, "to-repair"), "a channel never used is silent since it began"
    assert "Find out who of us can introduce you" in told(brief, "first-ten-days")


def test_about_one_counterpart_the_others_stay_out():
    brief = handover(aidememoire.load(path()), RED, counterpart="ports-ministry")
    assert "Director of the Port Authority" not in told(brief, "relationships")
    assert "Return in April" in told(brief, "relationships")


@pytest.mark.parametrize("writer", [markdown, html, docx, pdf])
def test_where_nothing_is_recorded_it_says_so_in_every_format(writer):
    brief = handover(Dossier(Header(slug="empty")))
    assert brief.anchors() == ANCHORS and writer.write(brief)
    assert "begin with who knows whom" in told(brief, "first-ten-days")
    assert "ask your predecessor" in told(brief, "relationships")


@given(dossiers(), st.dates(date(1790, 1, 1), date(2310, 1, 1)), st.sampled_from(languages()))
@settings(max_examples=40)
def test_it_can_be_made_of_any_dossier_on_any_day(dossier, day, language):
    brief = handover(dossier, day=day, language=language)
    assert brief.anchors() == ANCHORS and markdown.write(brief)
