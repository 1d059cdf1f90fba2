"""Are words measured, broken and directed so that they fit where they stand?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidememoire.pictures.lettering import directed, said, shortened, width, wrapped
from aidememoire.pictures.picture import number


@given(st.text(min_size=1, max_size=80), st.floats(30, 200))
def test_wrapped_lines_keep_to_the_room(words, room):
    lines = wrapped(said(words, "en"), room, 11, 2)
    assert len(lines) <= 2
    assert all(width(line, 11) <= room + 0.01 for line in lines)


def test_what_fits_is_left_whole_and_what_does_not_ends_in_an_ellipsis():
    assert shortened("Council", 100, 11) == "Council"
    assert wrapped("Provincial security committee", 105, 11) == ("Provincial security", "committee")
    assert shortened("Provincial security committee of the north", 110, 11) == "Provincial securit…"


@pytest.mark.parametrize(
    ("line", "whole", "directed_line"),
    [
        ("Plain words (2).", "rtl", "Plain words (2)."),
        ("لجنة", None, "\u2067لجنة\u2069"),
        ("OCHA: لجنة", None, "\u2066OCHA: لجنة\u2069"),
        ("OCHA: لجنة", "rtl", "\u2067OCHA: لجنة\u2069"),
        ("نقص -0.77", None, "\u2067نقص \u2066-0.77\u2069\u2069"),
    ],
)
def test_a_line_with_right_to_left_letters_carries_its_direction(line, whole, directed_line):
    assert directed(line, whole=whole) == directed_line


def test_control_and_direction_marks_are_left_out():
    assert said("a\u202eb\x00c\n d", "en") == "abc d"


def test_combining_marks_take_no_room():
    assert width("e\u0301", 10) == width("e", 10)


@pytest.mark.parametrize(("value", "shown"), [(1.0, "1"), (-0.01, "0"), (12.34, "12.3"), (3, "3")])
def test_numbers_are_written_short(value, shown):
    assert number(value) == shown


def test_a_word_too_long_for_its_line_parts_at_its_hyphen():
    assert wrapped("UN Secretary-General", 86, 9.5, 3) == ("UN Secretary-", "General")
    assert wrapped("Secretary-General", 60, 9.5, 2) == ("Secretary-", "General")
