"""Does the grid show every actor in its field, as sure as it is, without words over words?"""

from hypothesis import given, settings
from hypothesis import strategies as st

from aidememoire.pictures.grid import Point, grid
from aidememoire.vocabulary.codes import Quadrant
from aidememoire.vocabulary.messages import languages, text_of
from aidememoire.vocabulary.text import Text

ELDERS = Text({"en": "Council of elders", "ar": "مجلس الشيوخ"})
POINTS = (
    Point("Governor of the Northern Province", 0.9, 0.7, Quadrant.CLOSE, 0.95),
    Point(ELDERS, 0.3, 0.7, Quadrant.INFORMED, 0.7, before=(0.1, 0.2)),
    Point("Field office", 0.5, 0.5, Quadrant.WATCH, 0.27, ours=True),
)


def draw(points=POINTS, language="en", title="Power and interest"):
    return grid(points, language=language, title=title)


@st.composite
def points(draw_):
    share, words = st.floats(0, 1), st.one_of(st.text(max_size=70), st.just("لجنة الأمن في المقاطعة (OCHA)"))
    before = st.one_of(st.none(), st.tuples(share, share))
    one = st.builds(Point, words, share, share, st.sampled_from(Quadrant), share, st.booleans(), before)
    # Judged in words, many stand on the very same spot.
    same = st.builds(Point, words, st.just(0.7), st.just(0.9), st.just(Quadrant.CLOSE), st.just(1.0))
    return draw_(st.lists(st.one_of(one, same), min_size=1, max_size=20))


@settings(max_examples=40, deadline=None)
@given(points(), st.sampled_from(languages()))
def test_no_words_leave_the_canvas_or_lie_on_others(seen, some, language):
    picture = draw(some, language)
    fields = {text_of(quadrant, language) for quadrant in Quadrant}
    assert seen.outside(picture) == []
    # Where marks fill all four corners of a field, its name gives way; names and numbers never do.
    assert [pair for pair in seen.overlapping(picture) if not fields & set(pair)] == []


def test_twenty_marks_on_one_spot_in_a_corner_stand_side_by_side(seen):
    crowd = [Point("", 0.98, 0.98, Quadrant.CLOSE, 1.0, ours=bool(n % 2)) for n in range(20)]
    picture = draw(crowd)
    numbers = {str(n) for n in range(1, 21)}
    lying = [pair for pair in seen.overlapping(picture) if numbers & set(pair)]
    assert seen.outside(picture) == [] and lying == []


@settings(max_examples=20, deadline=None)
@given(points())
def test_every_actor_has_a_mark_a_name_and_a_row(seen, some):
    picture = draw(some)
    assert len(picture.rows) == len(some)
    assert {len(row) for row in picture.rows} == {len(picture.columns)}
    numbers = [one.words for one in seen.texts(picture) if one.words.isdigit() and one.anchor == "middle"]
    assert sorted(numbers, key=int)[: len(some)] == [str(n) for n in range(1, len(some) + 1)]


def test_the_table_tells_what_the_drawing_tells():
    assert draw().rows == (
        ("1", "Governor of the Northern Province", "Others", "0.9", "0.7", "Work with closely", "95%", ""),
        ("2", "Council of elders", "Others", "0.3", "0.7", "Keep informed", "70%", "0.1, 0.2"),
        ("3", "Field office", "Our side", "0.5", "0.5", "Watch", "27%", ""),
    )
    assert draw().description == "3 actors by power and interest. Work with closely: 1. Keep informed: 1. Watch: 1."


def test_a_field_that_is_less_sure_has_another_look_and_the_legend_says_so(seen):
    words = {one.words for one in seen.texts(draw())}
    assert {"in nine draws of ten", "in six of ten", "in fewer", "before", "95%", "27%"} <= words
    assert "in fewer" not in {one.words for one in seen.texts(draw(POINTS[:1]))}


def test_marks_on_the_same_spot_stand_beside_each_other(seen):
    same = [Point(f"Actor {n}", 0.7, 0.7, Quadrant.CLOSE, 1.0) for n in range(8)]
    assert seen.overlapping(draw(same)) == []


def test_interest_grows_to_the_right_in_every_language(seen):
    def across(language):
        return next(
            one.box.left for one in seen.texts(draw(language=language)) if one.words == "1" and one.anchor == "middle"
        )

    assert across("en") == across("ar") > 320


def test_nobody_judged_is_said_with_what_to_do_next():
    assert "Record salience and influence" in draw(()).description
    assert draw(()).rows == ()


def test_what_people_wrote_is_never_read_as_markup(seen):
    bad = Point('<script>"&', 0.5, 0.5, Quadrant.CLOSE, 1.0)
    assert any('<script>"&' in one.words for one in seen.texts(draw((bad,))))


def test_the_same_values_give_the_same_bytes_in_another_process(drawn_elsewhere):
    assert drawn_elsewhere == draw().svg.encode()
