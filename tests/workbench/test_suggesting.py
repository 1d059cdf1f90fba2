"""What is found in pasted notes, and is anything ever filed by it?"""

from datetime import date

import pytest

from aidememoire.workbench import door
from aidememoire.workbench.suggesting import suggestions
from making import made

AROUND = date(2026, 6, 15)
ACTORS = [
    {"id": "us", "names": "Our office", "ours": True},
    {"id": "director", "names": {"en": "Director of the Port", "ar": "مدير الميناء"}, "aliases": ["Curlew"]},
    {"id": "port", "names": "The Port"},
    {"id": "guard", "names": {"fr": "Garde côtière"}},
]
DOSSIER = made(actors=ACTORS)


def found(notes):
    return suggestions(notes, DOSSIER, around=AROUND)


def test_actors_are_found_by_any_of_their_names_in_the_order_in_which_they_are_named():
    (one,) = found("GARDE COTIERE asked Curlew twice.")
    assert [who.id for who in one.actors] == ["guard", "director"]


def test_a_name_inside_another_word_is_none():
    assert not found("Curlewish weather over the portal.")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Done by 2026-07-01.", date(2026, 7, 1)),
        ("Done by 1 July.", date(2026, 7, 1)),
        ("Done by July 1, 2027.", date(2027, 7, 1)),
        ("Done by the 3rd of December.", date(2026, 12, 3)),
        ("Fait le 1er juillet 2026.", date(2026, 7, 1)),
        ("Hecho el 10 de julio de 2026.", date(2026, 7, 10)),
        ("ينتهي في 10 يوليو 2026", date(2026, 7, 10)),
    ],
)
def test_days_are_found_in_every_language(words, day):
    assert [one.days for one in found(words)] == [(day,)]


@pytest.mark.parametrize("words", ["On 31 February nothing.", "In July perhaps.", "Section 2026-99-99."])
def test_what_is_no_day_of_the_calendar_is_none(words):
    assert not [day for one in found(words) for day in one.days]


@pytest.mark.parametrize(
    "words",
    [
        "He will open the gate.",
        "She promised fuel.",
        "Il s'engage à ouvrir.",
        "Se comprometió a abrir.",
        "تعهد بفتح البوابة.",
    ],
)
def test_a_promise_is_suspected_by_its_words(words):
    assert [one.promise for one in found(words)] == [True]


def test_a_suggestion_quotes_its_sentence_as_it_stands():
    (one,) = found("  The weather was fine! Curlew will open the gate at 6.30 on 1 July.\nNothing else.")
    assert one.sentence == "Curlew will open the gate at 6.30 on 1 July."


SELANE = "/d/port-of-selane"
NOTES = "The Port Director will open gate two by 1 July. We will bring the pump parts."


def test_nothing_is_filed_before_a_click_on_file(seated):
    before = door.vault().desk("port-of-selane").dossier
    shown = seated.post(f"{SELANE}/engagements/notes/", {"notes": NOTES, "held_on": "2026-06-15"}).content.decode()
    assert "will open gate two by 1 July." in shown and "We will bring the pump parts." in shown
    seated.post(
        f"{SELANE}/engagements/notes/",
        {"notes": NOTES, "held_on": "2026-06-15", "engagement": "1", "actor": ["port-director"]},
    )
    to = seated.post(
        f"{SELANE}/engagements/notes/",
        {
            "promise": "1",
            "wording": "Gate two opens.",
            "given_by": "port-director",
            "due_on": "2026-07-01",
            "held_on": "2026-06-15",
        },
    )
    assert to["Location"] == f"{SELANE}/records/commitments/new/"
    assert door.vault().desk("port-of-selane").dossier == before
    form = seated.get(to["Location"]).content.decode()
    assert "Gate two opens." in form and "2026-07-01" in form and "Nothing of it is filed yet" in form
    log = seated.get(f"{SELANE}/engagements/log/").content.decode()
    assert "We will bring the pump parts." in log and "port-director" in log
