"""What people wrote: in which language it is shown, what is refused, and what counts as alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from aidememoire.vocabulary.messages import speaking
from aidememoire.vocabulary.text import Text, folded
from strategies import texts

BOTH = {"en": "The road opens.", "ar": "تُفتح الطريق."}


def read(given):
    return TypeAdapter(Text).validate_python(given)


@pytest.mark.parametrize(
    ("wordings", "language", "shown"),
    [
        (BOTH, "en", ("The road opens.", "en")),
        (BOTH, "ar", ("تُفتح الطريق.", "ar")),
        (BOTH, "fr", ("The road opens.", "en")),
        ({"prs": "راه باز می‌شود", "ar": "تُفتح"}, "fr", ("راه باز می‌شود", "prs")),
        ("The road opens.", "ar", ("The road opens.", None)),
    ],
)
def test_a_reader_sees_the_wording_in_their_language_else_english_else_the_first(wordings, language, shown):
    assert read(wordings).in_(language) == shown


def test_a_text_is_read_aloud_in_the_language_spoken():
    with speaking("ar"):
        assert str(read(BOTH)) == "تُفتح الطريق."
    assert str(read(BOTH)) == "The road opens."


@given(texts())
def test_a_text_is_written_as_it_is_read(given):
    text = read(given)
    assert read(text.raw) == text and hash(read(text.raw)) == hash(text)


def test_a_text_equals_its_plain_wording_and_counts_with_it_as_one():
    assert read("The road opens.") == "The road opens."
    assert len({read("The road opens."), "The road opens."}) == 1
    assert read(BOTH) != "The road opens."


def test_a_text_cannot_be_changed():
    text = read(BOTH)
    with pytest.raises(TypeError):
        text.by_language["en"] = "The road is closed."
    text.raw["en"] = "The road is closed."
    assert str(text) == "The road opens."


def test_line_ends_are_made_one_kind():
    assert read("one\r\ntwo\rthree\nfour").raw == "one\ntwo\nthree\nfour"


@pytest.mark.parametrize("mark", ["\x00", "\x07", "\x1b", "\x7f", "\x80", "\x9f", "\ud800", "\ufffe", "\uffff"])
def test_a_control_character_is_refused_and_named(mark):
    with pytest.raises(ValidationError, match=f"U\\+{ord(mark):04X}"):
        read(f"before{mark}after")


@pytest.mark.parametrize("kept", ["\t", "\n", "\u200f", "\u200c", "\u202b", "\u2028", "👩🏽‍⚕️"])
def test_what_scripts_and_keyboards_need_is_kept(kept):
    assert read(f"before{kept}after").raw == f"before{kept}after"


@pytest.mark.parametrize(
    "wrong", ["", {}, {"en": ""}, {"English": "x"}, {"": "x"}, {1: "x"}, {"EN": "x"}, [], True, 1.5]
)
def test_what_is_no_text_is_refused(wrong):
    with pytest.raises(ValidationError):
        read(wrong)


def test_a_whole_number_is_taken_as_it_is_written():
    assert read(2417).raw == "2417"
    assert read({"en": 12}).raw == {"en": "12"}


# Alike for comparing

SAME = [
    ("أحمد", "احمد"),
    ("إدارة", "اداره"),
    ("آمنة", "امنه"),
    ("ٱلطريق", "الطريق"),
    ("مستشفى", "مستشفي"),
    ("كابل", "کابل"),
    ("یمن", "يمن"),
    ("مُحَمَّد", "محمد"),
    ("مـــحـمد", "محمد"),
    ("ﷲ", "الله"),
    ("Adré", "ADRE"),
    ("Türkiye", "turkiye"),
    (" Straße ", "strasse"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_that_people_take_for_the_same_are_alike(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("باب", "تاب"), ("حرب", "حرم"), ("Adré", "Abéché")])
def test_other_words_stay_apart(one, other):
    assert folded(one) != folded(other)


@given(st.text())
def test_folding_twice_is_folding_once(words):
    assert folded(folded(words)) == folded(words)
