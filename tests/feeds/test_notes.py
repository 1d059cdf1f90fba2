"""What is suggested from pasted notes, with its sentence and its place, and how often is that right?"""

import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given as drawn
from hypothesis import strategies as st

from aidememoire.feeds.notes import suggested
from aidememoire.feeds.notes.days import days_in
from aidememoire.feeds.notes.promises import cue_of
from aidememoire.feeds.notes.sentences import sentences
from aidememoire.training import path
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files import load
from making import made

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from notes import CORPUS, measured, named_in_all, share

MEETING = date(2026, 6, 15)
PORT = made(
    actors=[
        {"id": "us", "names": "Our office", "ours": True},
        {"id": "authority", "names": {"en": "Port Authority of Selane", "ar": "هيئة ميناء سيلانة"}, "aliases": ["PAS"]},
        {"id": "north", "names": "Northern Guard"},
        {"id": "south", "names": "Southern Guard"},
    ]
)


@pytest.fixture(scope="module")
def corpus():
    told = yaml.safe_load(CORPUS.read_text("utf-8"))
    return named_in_all(load(path()), told.pop("names")), told


# What was measured when the patterns were last changed; benchmarks/notes.py prints it.
LEAST = {"actors": (0.98, 0.85), "days": (1.0, 1.0), "promises": (0.9, 0.84)}


def test_precision_and_recall_on_our_sentences_are_not_below_what_was_measured(corpus):
    dossier, told = corpus
    whole = {sort: Counter() for sort in LEAST}
    for sentences_ in told.values():
        for sort, count in measured(dossier, sentences_).items():
            whole[sort].update(count)
    for sort, (precision, recall) in LEAST.items():
        found = share(whole[sort])
        assert found[0] >= precision and found[1] >= recall, (sort, found)


def test_each_suggestion_quotes_its_sentence_and_its_place():
    text = "Present: PAS, Our office.\n- The Port Authority promised to clear the ship by 3 July 2026. We will send the list."
    found = suggested(text, PORT, on=MEETING)
    for one in (*found.actors, *found.days):
        assert text[one.start : one.end] == one.found
    for one in (*found.actors, *found.days, *found.promises):
        assert text[one.sentence.start : one.sentence.end] == one.sentence.text
    assert [(one.id, one.found, one.sentence.line) for one in found.actors] == [
        ("authority", "PAS", 1), ("us", "Our office", 1), ("authority", "Port Authority", 2),
    ]  # fmt: skip
    theirs, ours = found.promises
    assert (theirs.given_by, theirs.ours, theirs.due_on, theirs.cue) == (
        "authority",
        False,
        date(2026, 7, 3),
        "promised",
    )
    assert (ours.given_by, ours.ours) == (None, True)


def test_a_misspelled_name_is_suggested_as_less_sure_and_a_like_body_is_not_taken_for_it():
    (one,) = suggested("Northen Guard was there.", PORT).actors
    assert one.id == "north" and 0.88 <= one.sure < 1
    assert not suggested("Eastern Guard was there.", PORT).actors


def test_a_name_that_several_have_suggests_all_of_them():
    dossier = made(actors=[{"id": "a", "names": "Guard"}, {"id": "b", "names": "Guard"}])
    (one,) = suggested("The guard came.", dossier).actors
    assert (one.id, one.others) == ("a", ("b",))


def test_names_behind_pseudonyms_are_never_looked_for():
    dossier = made(
        actors=[{"id": "heron", "names": "Heron"}],
        identities=[{"id": "heron-name", "actor": "heron", "name": "Elvin Tarasco"}],
    )
    assert not suggested("Elvin Tarasco came.", dossier).actors


DAYS = {
    "2026-07-03": ["2026-07-03"],
    "3 July 2026": ["2026-07-03"],
    "the 3rd of July, 2026": ["2026-07-03"],
    "July 3, 2026": ["2026-07-03"],
    "le 1er juillet 2026": ["2026-07-01"],
    "3 août 2026": ["2026-08-03"],
    "3 de julio de 2026": ["2026-07-03"],
    "٣ تموز ٢٠٢٦": ["2026-07-03"],
    "٣ تموز/يوليو ٢٠٢٦": ["2026-07-03"],
    "3 كانون الثاني 2026": ["2026-01-03"],
    "۱۳ يوليو ۲۰۲۶": ["2026-07-13"],
    "13/07/2026": ["2026-07-13"],
    "07.13.26": ["2026-07-13"],
    "3 July": ["2026-07-03"],
    "2 January": ["2027-01-02"],
    "31 February 2026": [],
    "version 1.2.2026.4": [],
    "we may 3 times": [],
    "call +41 22 07 2026": [],
}


@pytest.mark.parametrize("words", DAYS)
def test_days_are_read_as_they_are_written(words):
    assert [str(one.day) for one in days_in(f"Open until {words}.", MEETING)] == DAYS[words]


def test_a_day_that_may_be_two_is_suggested_with_the_other_one():
    (one,) = days_in("by 03/07/2026")
    assert (one.day, one.others) == (date(2026, 7, 3), (date(2026, 3, 7),))


def test_a_year_that_was_not_written_is_said_to_be_guessed_and_without_a_meeting_nothing_is():
    assert [one.guessed for one in days_in("on 3 July and 2026-07-04", MEETING)] == [True, False]
    assert days_in("on 3 July") == []


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("They agreed to leave.", "en"),
        ("Il s'engage à partir.", "fr"),
        ("Se compromete a salir.", "es"),
        ("تعهّد المجلس بالمغادرة.", "ar"),
        ("وعدت بالمغادرة", "ar"),
        ("سوف يغادر", "ar"),
    ],
)
def test_the_turns_of_phrase_of_a_promise_are_known_in_four_languages(sentence, language):
    assert cue_of(sentence)[1] == language


@pytest.mark.parametrize(
    "sentence",
    [
        "Will they agree to leave?",
        "They never promised that.",
        "Il n'a pas promis de partir.",
        "No prometió nada.",
        "لم يتعهد بشيء",
        "We hope they will leave.",
        "The road is long.",
        "سيارة في سيلانة",
    ],
)
def test_what_is_asked_hoped_or_denied_is_no_promise(sentence):
    assert cue_of(sentence) is None


def test_short_forms_do_not_end_a_sentence():
    assert [one.text for one in sentences("Dr. Aro came. He left.\n1. Next\n• ثم؟ نعم")] == [
        "Dr. Aro came.",
        "He left.",
        "Next",
        "ثم؟",
        "نعم",
    ]


def test_notes_that_are_very_long_are_to_be_pasted_in_parts():
    with pytest.raises(InputError, match="in parts"):
        suggested("a" * 200_001, PORT)


@drawn(st.text(max_size=300))
def test_whatever_is_pasted_the_places_are_those_of_the_text(text):
    found = suggested(text, PORT, on=MEETING)
    for one in (*found.actors, *found.days):
        assert text[one.start : one.end] == one.found
    assert found == suggested(text, PORT, on=MEETING)
