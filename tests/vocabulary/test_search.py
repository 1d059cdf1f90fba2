"""Is what people wrote found, in any script, and nothing else than what the dossier holds?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidememoire.training import path
from aidememoire.vocabulary.files import load
from aidememoire.vocabulary.search import Index, words_of
from making import made

PORT = made(
    actors=[
        {"id": "authority", "names": {"en": "Port Authority", "ar": "هيئة الميناء"}, "note": "Élite of the quay"},
        {"id": "guard", "names": {"en": "Coast Guard", "ar": "حَرَسُ الساحل"}, "note": "Stands at the port gate."},
        {"id": "elders", "names": "Elders", "aliases": ["Ancianos"], "note": "إدارة الرصيف"},
    ],
    statements=[{"id": "s1", "words": "The port is open", "nature": "fact", "accord": "agreed"}],
)


def ids(query, dossier=PORT, **more):
    return [hit.id for hit in Index(dossier).find(query, **more)]


@pytest.mark.parametrize(
    ("query", "found"),
    [("authority", ["authority"]), ("AUTHOR", ["authority"]), ("elite", ["authority"]), ("ميناء", ["authority"]),
     ("الميناء", ["authority"]), ("حرس", ["guard"]), ("اداره", ["elders"]), ("إدارة", ["elders"]), ("ancia", ["elders"]),
     ("port gate", ["guard"]), ("", []), ("...", []), ("nowhere", []), ("port nowhere", [])],
)  # fmt: skip
def test_words_are_found_whatever_their_case_marks_and_article(query, found):
    assert ids(query) == found


def test_a_name_weighs_more_than_a_note():
    assert ids("port")[-1] == "guard" and set(ids("port")) == {"authority", "guard", "s1"}


def test_kinds_bound_what_is_found_and_most_how_many():
    assert ids("port", kinds=["statement"]) == ["s1"]
    assert len(ids("port", most=1)) == 1


def test_a_hit_shows_the_piece_of_text_around_the_word():
    (hit,) = Index(PORT).find("gate")
    assert (hit.field, hit.excerpt) == ("note", "Stands at the port gate.")


def test_an_empty_dossier_finds_nothing():
    assert len(Index(made())) == 0 and ids("port", made()) == []


def test_only_what_the_dossier_holds_is_found():
    whole = load(path())
    left = whole.cut("GREEN")
    index = Index(left)
    for record in whole:
        for word in words_of(str(record.called() or record.id))[:3]:
            assert {hit.id for hit in index.find(word, most=500)} <= {one.id for one in left}


@settings(max_examples=40)
@given(
    st.lists(st.text(st.sampled_from("abcéال هم -"), min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=6)
)
def test_every_word_of_every_text_finds_its_record(texts):
    dossier = made(actors=[{"id": f"a{n}", "names": words} for n, words in enumerate(texts)])
    index = Index(dossier)
    for number, words in enumerate(texts):
        for word in words.split():
            if words_of(word):
                assert f"a{number}" in {hit.id for hit in index.find(word, most=100)}
