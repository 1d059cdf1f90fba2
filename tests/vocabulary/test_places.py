"""Is a country called by its name wherever people read, and by its code wherever files are?"""

import pytest

import aidememoire as am
from aidememoire.vocabulary import places
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.messages import _, text_of
from aidememoire.vocabulary.places import Place, to_pick
from aidememoire.vocabulary.search import Index

NAMES = {"en": "Sudan", "fr": "Soudan", "ar": "السودان", "es": "Sudán"}


@pytest.mark.parametrize("language", NAMES)
def test_a_code_is_read_as_the_name_of_its_country(language):
    assert text_of(Place("SDN"), language) == text_of(Place("SD"), language) == NAMES[language]
    told = _("in {place}", place=Place("SDN")).in_(language)
    assert NAMES[language] in told and "SDN" not in told


def test_what_is_no_code_stands_as_it_was_written():
    for written in ("Berth four", "SD01", "sdn", "Sudan", "XKQ", "UN", "ROM", ""):
        assert text_of(Place(written)) == written


def test_files_and_rows_keep_the_code(tmp_path):
    issue = Issue.model_validate({"id": "x", "title": "t", "areas": ["SDN", "SD01"]})
    written = issue.written()["areas"]
    assert written == ["SDN", "SD01"] and {type(one) for one in written} == {str}
    dossier = Dossier(Header(slug="here"), [issue, Actor(id="a", names="A", country="TCD")])
    for ending in ("yaml", "jsonl", "xlsx"):
        am.save(dossier, tmp_path / f"some.{ending}")
        loaded = am.load(tmp_path / f"some.{ending}")
        assert loaded["a"].country == "TCD" and loaded["x"].areas == ("SDN", "SD01")
        assert text_of(loaded["a"].country, "fr") == "Tchad"


def test_a_country_is_found_by_its_name_in_each_language():
    index = Index(Dossier(Header(slug="here"), [Actor(id="a", names="A", country="SDN")]))
    for words in (*NAMES.values(), "SDN"):
        assert [hit.id for hit in index.find(words)] == ["a"]


def test_the_list_to_pick_from_names_each_country_once_in_the_order_of_names():
    picks = to_pick("fr")
    assert len(picks) > 240 and ("SDN", "Soudan") in picks
    assert len({name for _code, name in picks}) == len(picks) == len(dict(picks))
    assert [code for code, _name in picks].index("ETH") < [code for code, _name in picks].index("SDN")


def test_without_the_names_a_code_stands_as_it_is(monkeypatch, tmp_path):
    monkeypatch.setattr(places, "NAMES", tmp_path / "none.json")
    places.countries.cache_clear()
    try:
        assert text_of(Place("SDN")) == "SDN"
    finally:
        monkeypatch.undo()
        places.countries.cache_clear()
