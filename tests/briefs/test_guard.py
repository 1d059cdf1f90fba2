"""Does the leak check find what was withheld, however it is written and wherever it hides, and nothing else?

``DRILL_CASES=10000`` draws as many dossiers, names and files as A15 asks for.
"""

import json
import os
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import aidememoire
from aidememoire.briefs import guard, writing
from aidememoire.briefs.writing import arranged, kinds_of_brief, write
from aidememoire.training import path
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Handling, Label
from briefs.planting import WAYS
from making import PARTIES, made
from strategies import dossiers

CASES = int(os.environ.get("DRILL_CASES", "150"))
DAY = date(2026, 6, 15)
AMBER = Handling(level=Label.AMBER)
LONG = "The colonel said that the gate stays shut until the fees are paid in full at the depot"
DOSSIER = made(
    actors=[
        *PARTIES,
        {
            "id": "gatekeeper-seven",
            "names": {"en": "Kamal Darwish", "ar": "أبو طارق السلمي"},
            "aliases": ["Old Falcon"],
            "handling": "RED",
        },
        {"id": "hidden-port", "names": "Ministry", "handling": "RED"},
    ],
    commitments=[
        {"id": "fees", "given_by": "guard", "wording": LONG, "handling": "RED"},
        {"id": "passage", "given_by": "ministry", "wording": "Passage on Tuesday", "note": "Ask the guard"},
    ],
    handling="GREEN",
)
LEFT = DOSSIER.cut(AMBER)


def refused(content, **chosen):
    with pytest.raises(InputError) as caught:
        guard.released(content, whole=DOSSIER, left=LEFT, **chosen)
    return str(caught.value)


# Where words stay behind


def test_there_are_a_hundred_ways():
    assert len(WAYS) >= 100


@pytest.mark.parametrize("way", WAYS)
def test_a_name_that_stays_behind_anywhere_blocks_the_file(way):
    assert "gatekeeper-seven is withheld from readers of TLP:AMBER" in refused(WAYS[way]("Kamal Darwish"))


@pytest.mark.parametrize("way", WAYS)
def test_the_same_file_with_a_name_that_may_stand_there_is_released(way):
    content = WAYS[way]("The ministry")
    assert guard.released(content, whole=DOSSIER, left=LEFT) == content


@pytest.mark.parametrize(
    "words",
    [
        "Kamal Darwish", "kamal darwish", "Darwish", "Old Falcon", "falcon", "gatekeeper-seven", "Gatekeeper Seven",
        "أبو طارق السلمي", "ابو طارق السلمى", "أَبُو طَارِق", "السلمي", "يملسلا قراط وبأ", "السلمي طارق أبو",
        "Abu Tariq al-Salmi", "Abou Tarek Salmi", "كمال درويش", LONG, LONG.upper(),
        "that the gate stays shut until the fees", "the fees are paid in full at the depot",
    ],
)  # fmt: skip
def test_a_value_is_found_in_other_spellings_letters_and_pieces(words):
    assert "is withheld from readers" in refused(f"It was {words}, they say.".encode())


@pytest.mark.parametrize(
    "words",
    ["the guard", "Ministry", "Passage on Tuesday", "the gate stays", "Mandate", "الوزارة", "2026-06-15", "Samira"],
)
def test_what_the_reader_may_have_or_what_we_say_ourselves_is_no_secret(words):
    content = f"It was {words}, they say.".encode()
    assert guard.released(content, whole=DOSSIER, left=LEFT) == content


def test_the_refusal_names_the_record_the_field_and_the_place_and_not_the_value():
    said = refused(WAYS["docx, a remark"]("Kamal Darwish"))
    assert "gatekeeper-seven" in said and "Name" in said and "word/comments.xml" in said
    assert "Kamal" not in said and "raise the ceiling" in said
    several = refused(f"{LONG} Kamal Darwish".encode())
    assert "values of 2 records" in several


def test_what_stands_in_every_such_file_is_no_secret():
    hidden = made(actors=[*PARTIES, {"id": "flexbox", "names": "Flexbox", "handling": "RED"}], handling="GREEN")
    page = b"<html><style>p{display:flexbox}</style><p>x</p></html>"
    left = hidden.cut(AMBER)
    with pytest.raises(InputError):
        guard.released(page, whole=hidden, left=left)
    assert guard.released(page, whole=hidden, left=left, blank=lambda: page) == page


def test_with_nothing_withheld_everything_is_released():
    content = b"Kamal Darwish"
    assert guard.released(content, whole=DOSSIER, left=DOSSIER) == content


# In the making of briefs


@pytest.mark.parametrize("ending", ["md", "html", "docx", "pdf"])
def test_a_brief_that_leaks_is_not_written_and_what_stood_there_stays(tmp_path, monkeypatch, ending):
    file = tmp_path / f"brief.{ending}"
    file.write_bytes(b"as it was")
    monkeypatch.setattr(writing, "arranged", leaking)
    with pytest.raises(InputError, match="Nothing is written"):
        write(DOSSIER, "meeting", file, as_of=DAY, language="en", ceiling=AMBER, made_on=DAY)
    assert file.read_bytes() == b"as it was" and list(tmp_path.iterdir()) == [file]


def leaking(dossier, kind, *, ceiling=None, **chosen):
    """Arrange from the whole dossier, as a method would that forgot the cut."""
    return arranged(dossier, kind, ceiling=Handling(level=Label.RED), **chosen)


@pytest.mark.parametrize("ending", ["md", "html", "docx", "pdf"])
def test_a_name_is_found_on_a_page_that_runs_from_right_to_left(tmp_path, monkeypatch, ending):
    keeper = {"id": "keeper", "names": {"ar": "أبو طارق السلمي"}, "ours": False, "handling": "RED"}
    promise = {"id": "toll", "given_by": "keeper", "wording": "Passage", "due_on": "2026-06-01"}
    dossier = made(actors=[*PARTIES, keeper], commitments=[promise], handling="GREEN")
    monkeypatch.setattr(writing, "arranged", leaking)
    with pytest.raises(InputError, match="keeper"):
        write(dossier, "meeting", tmp_path / f"b.{ending}", as_of=DAY, language="ar", ceiling=AMBER, made_on=DAY)


@pytest.mark.parametrize("kind", kinds_of_brief())
@pytest.mark.parametrize("ending", ["md", "html", "docx", "pdf"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_briefs_of_the_training_dossier_pass(tmp_path, kind, ending, language):
    chosen = {"as_of": DAY, "language": language, "made_on": DAY, "ceiling": AMBER}
    assert write(aidememoire.load(path()), kind, tmp_path / f"b.{ending}", **chosen).path.stat().st_size


@given(dossiers(), st.sampled_from(list(Label)), st.sampled_from(kinds_of_brief()), st.sampled_from(["en", "ar"]))
@settings(max_examples=25)
def test_no_brief_that_is_made_from_what_is_left_is_ever_refused(dossier, level, kind, language):
    chosen = {"as_of": DAY, "language": language, "ceiling": Handling(level=level), "made_on": DAY}
    for ending in ("md", "html"):
        assert writing.finished(dossier, kind, f"x.{ending}", **chosen).content


def test_the_first_word_of_a_comment_is_found_though_its_length_stands_before_it_like_a_letter():
    assert "hidden-port" in refused(
        b"\xff\xd8\xff\xe0\x00\x04ab\xff\xfe\x00\x30" + b"hidden-port" + bytes(35) + b"\xff\xd9"
    )


@pytest.mark.parametrize("before", [b"\x00\x01\x02", b"\x00\x01", b"\x00g", b"\x00\xe9"])
@pytest.mark.parametrize("behind", [b"", b"\x01\x02", b"Q", b"\x01Q"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("words", ["hidden-port", "old falcon"])
def test_bytes_beside_a_word_that_read_as_letters_do_not_hide_it(before, behind, encoding, words):
    assert "withheld" in refused(before + words.encode(encoding) + behind)


NAMES = st.text(st.sampled_from("bcdfghjklmnpqrstvwxz"), min_size=9, max_size=12)
"""So long that an id made of one, too, has the ten letters from which on it is looked for with spaces between them."""


@given(dossiers(), NAMES, st.sampled_from(list(Label)[:4]), st.sampled_from(sorted(WAYS)), st.booleans())
@settings(max_examples=CASES)
def test_a_field_above_the_ceiling_blocks_whatever_file_it_stands_in(dossier, name, level, way, as_id):
    secret = made(actors=[{"id": f"{name}-q", "names": f"Old {name}", "handling": "RED"}]).records[0]
    assume(secret.id not in dossier)
    whole = Dossier(dossier.header, [*dossier.records, secret])
    left = whole.cut(Handling(level=level))
    assume(name not in json.dumps([record.written() for record in left], ensure_ascii=False).casefold())
    content = WAYS[way](f"{name}-q" if as_id and "," in way and "accents" not in way else f"Old {name}")
    with pytest.raises(InputError):
        guard.released(content, whole=whole, left=left)
