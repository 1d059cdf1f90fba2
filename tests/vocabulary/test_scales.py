"""Five words for judged quantities: what range each means, and which is nearest to a number."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidememoire.vocabulary.errors import Wrong
from aidememoire.vocabulary.scales import Judged, Position

# A word means the fifth of the scale around it; DESIGN gives the middles .1 .3 .5 .7 .9 for the strength of a tie.
RANGES = [
    (Judged, "faint", 0.0, 0.1, 0.2),
    (Judged, "weak", 0.2, 0.3, 0.4),
    (Judged, "moderate", 0.4, 0.5, 0.6),
    (Judged, "strong", 0.6, 0.7, 0.8),
    (Judged, "decisive", 0.8, 0.9, 1.0),
    (Position, "against", 0, 10, 20),
    (Position, "leaning against", 20, 30, 40),
    (Position, "between", 40, 50, 60),
    (Position, "leaning for", 60, 70, 80),
    (Position, "for", 80, 90, 100),
]
SCALES = st.sampled_from([Judged, Position])


@pytest.mark.parametrize(("scale", "word", "low", "middle", "high"), RANGES)
def test_a_word_means_the_fifth_of_the_scale_around_it(scale, word, low, middle, high):
    value = scale(word)
    assert (value.low, value.middle, value.high) == pytest.approx((low, middle, high))
    assert value.word == value.raw == word


@given(SCALES, st.floats(0, 1))
def test_a_number_means_itself_and_is_shown_as_the_nearest_word(scale, share):
    number = share * scale.top
    value = scale(number)
    assert value.low == value.middle == value.high == number
    nearest = min(abs(scale(word).middle - number) for word in scale.words)
    assert abs(scale(value.word).middle - number) == pytest.approx(nearest, abs=1e-9 * scale.top)


@given(SCALES, st.floats(0, 1), st.floats(0, 1))
def test_a_higher_number_never_has_a_lower_word(scale, some, other):
    low, high = sorted((some, other))
    order = list(scale.words)
    assert order.index(scale(low * scale.top).word) <= order.index(scale(high * scale.top).word)


@pytest.mark.parametrize("written", ["Leaning For", "leaning_for", "LEANING-FOR", "  leaning   for "])
def test_a_word_is_read_whatever_its_case_and_spaces(written):
    assert Position(written) == Position("leaning for")


def test_a_word_is_not_the_number_in_its_middle_and_the_scales_are_apart():
    assert Judged("strong") != Judged(0.7)
    assert Judged(0.0) != Position(0.0)
    assert len({Judged("strong"), Judged("strong"), Judged(0.7)}) == 2


def test_a_number_is_shown_as_a_word_in_a_sentence():
    assert str(Judged(0.95)) == "decisive" and str(Position(0)) == "against"


@pytest.mark.parametrize("wrong", ["huge", "", 1.01, -0.1, math.nan, math.inf, True, None, "0.5"])
def test_what_is_neither_a_word_nor_a_number_on_the_scale_is_refused_with_the_words(wrong):
    with pytest.raises(Wrong) as refused:
        Judged(wrong)
    assert "faint, weak, moderate, strong, decisive" in str(refused.value.instead)


def test_a_value_once_given_cannot_be_changed():
    value = Judged("strong")
    with pytest.raises(AttributeError):
        value.raw = "faint"
