"""Does the ladder show every assessment of every actor, from those who support down to those who oppose?"""

from hypothesis import given, settings
from hypothesis import strategies as st

from aidememoire.pictures.ladder import Assessed, Rung, ladder
from aidememoire.vocabulary.messages import languages
from aidememoire.vocabulary.text import Text

GUARD = Text({"en": "Coast guard", "ar": "حرس الساحل"})
RUNGS = (
    Rung(GUARD, (Assessed("Field office", 15, 5, 30), Assessed("Partner", 45, 30, 60)), roles=("block", "gatekeep")),
    Rung("Relief office", (Assessed("Head", 95),), ours=True),
    Rung("Ministry", (Assessed("Head", None),)),
)


def draw(rungs=RUNGS, language="en", title="Where everybody stands", **more):
    return ladder(rungs, language=language, title=title, **more)


@st.composite
def ladders(draw_):
    words = st.one_of(st.text(max_size=70), st.just("لجنة الأمن في المقاطعة (OCHA)"))

    def assessed():
        low, position, high = sorted(draw_(st.tuples(*[st.integers(0, 100)] * 3)))
        known = draw_(st.booleans())
        return Assessed(draw_(words), position if known else None, low, high)

    count = draw_(st.integers(1, 12))
    return [
        Rung(
            draw_(words), tuple(assessed() for _n in range(draw_(st.integers(0, 3)))), draw_(st.booleans()), ("decide",)
        )
        for _rung in range(count)
    ]


@settings(max_examples=40, deadline=None)
@given(ladders(), st.sampled_from(languages()), st.one_of(st.none(), st.floats(0, 100)))
def test_no_words_leave_the_canvas_or_lie_on_others(seen, some, language, status_quo):
    picture = draw(some, language, at_0="No relief ship unloads " * 4, status_quo=status_quo)
    assert seen.outside(picture) == []
    assert seen.overlapping(picture) == []


@settings(max_examples=20, deadline=None)
@given(ladders())
def test_every_assessment_has_a_row(some):
    picture = draw(some)
    assert len(picture.rows) == sum(max(len(rung.assessed), 1) for rung in some)
    assert {len(row) for row in picture.rows} == {len(picture.columns)}


def test_the_table_tells_what_the_drawing_tells_from_support_down_to_the_unknown():
    assert draw().rows == (
        ("Relief office", "Our side", "", "Head", "X", "95", "X"),
        ("Coast guard", "Others", "block, gatekeep", "Field office", "5", "15", "30"),
        ("Coast guard", "Others", "block, gatekeep", "Partner", "30", "45", "60"),
        ("Ministry", "Others", "", "Head", "X", "X", "X"),
    )
    assert draw().description == (
        "3 actors by position. From Relief office at 95 down to Coast guard at 30. Of 1 the position is not known. "
        "On 1 actor assessors differ."
    )


def test_assessors_who_differ_are_named_beside_their_bars(seen):
    words = {one.words for one in seen.texts(draw())}
    assert {"Field office", "Partner", "position not known"} <= words
    assert "Head" not in words, "a single assessor stands in the table only"


def test_positions_run_from_left_to_right_in_every_language_and_names_stand_on_the_near_side(seen):
    for language, near in (("en", "start"), ("ar", "end")):
        there = {one.words: one for one in seen.texts(draw(language=language))}
        assert there["0"].box.left < there["50"].box.left < there["100"].box.left
        assert there["Relief office"].anchor == near


def test_an_empty_ladder_says_what_to_do_next():
    assert "Record a stance" in draw(()).description
    assert draw(()).rows == ()


def test_what_people_wrote_is_never_read_as_markup(seen):
    bad = Rung('<script>"&', (Assessed("<b>", 3),))
    assert any('<script>"&' in one.words for one in seen.texts(draw((bad,))))


def test_the_same_values_give_the_same_bytes_in_another_process(drawn_elsewhere):
    assert drawn_elsewhere == draw().svg.encode()


def test_a_position_that_moved_shows_where_it_was_and_one_that_did_not_shows_nothing():
    moved = (Rung("Ministry", (Assessed("Head", 60, before=25),)), Rung("Guard", (Assessed("Head", 20),)))
    picture = draw(moved)
    assert picture.columns[-1] == "Before"
    assert [row[-1] for row in picture.rows] == ["25", ""]
    assert 'stroke-dasharray="2 2"' in picture.svg and ">before<" in picture.svg
    assert "Before" not in draw().columns and ">before<" not in draw().svg
