"""Does the picture of kept promises show every record with its range, in place, in every direction of writing?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidememoire.pictures.trust import MOST_DRAWN, Band, trust
from aidememoire.vocabulary.codes import CommitmentClass
from aidememoire.vocabulary.messages import languages
from aidememoire.vocabulary.text import Text

US = Text({"en": "Relief Consortium", "ar": "ائتلاف الإغاثة"})
GUARD = Text({"en": "Coast Guard of the Coastal Council of the Inner Sea", "ar": "حرس السواحل التابع للمجلس الساحلي"})
BANDS = (
    Band(GUARD, US, CommitmentClass.PERMIT, False, 0.31, 0.05, 0.64, 0.5, 12, 0.12, date(2026, 3, 15)),
    Band(US, GUARD, CommitmentClass.NOTIFICATION, True, 0.6, 0.21, 0.93, None, 1, 0.81),
    Band(US, None, None, True, None, None, None, None, 0, 1.0),
)


def draw(bands=BANDS, language="en", **more):
    return trust(bands, language=language, title="How far each keeps its word", **more)


@st.composite
def bands(draw_):
    low, mean, high = sorted(draw_(st.lists(st.floats(0, 1), min_size=3, max_size=3)))
    known = draw_(st.booleans())
    return Band(
        draw_(st.text(max_size=70) | st.sampled_from([US, GUARD])),
        draw_(st.none() | st.sampled_from([US, GUARD])),
        draw_(st.none() | st.sampled_from(list(CommitmentClass))),
        draw_(st.booleans()),
        *((mean, low, high) if known else (None, None, None)),
        draw_(st.none() | st.floats(0, 1)),
        draw_(st.integers(0, 4000)),
        draw_(st.floats(0, 1)),
        draw_(st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1))),
    )


def test_ours_stand_first_and_the_table_tells_all():
    picture = draw()
    assert [row[0] for row in picture.rows] == ["Ours", "Ours", "Theirs"]
    assert picture.rows[0][3:] == ("Notification", "60 %", "21 %", "93 %", "X", "1", "81 %", "")
    assert picture.rows[1][4:8] == ("X", "X", "X", "X")
    assert picture.rows[2][4:] == ("31 %", "5 %", "64 %", "50 %", "12", "12 %", "15 March 2026")
    assert "31 % kept, from 5 % to 64 %" in picture.description


def test_the_range_the_mean_and_the_base_rate_stand_where_the_scale_says(seen):
    root = seen.tree(draw())
    ticks = {one.words: (one.box.left + one.box.right) / 2 for one in seen.texts(draw())}
    left, right = ticks["0 %"], ticks["100 %"]
    wide = [one for one in root.iter(f"{seen.svg}rect") if float(one.get("width")) > 30 and one.get("stroke")]
    spans = [(float(one.get("x")), float(one.get("x")) + float(one.get("width"))) for one in wide]
    expected = [
        (left + (right - left) * low, left + (right - left) * high) for low, high in ((0.21, 0.93), (0.05, 0.64))
    ]
    assert [end for span in spans for end in span] == pytest.approx([end for span in expected for end in span], abs=0.2)


def test_of_many_the_most_reported_are_drawn_and_the_table_tells_all():
    many = [
        Band(f"Body {n}", US, CommitmentClass.PERMIT, n % 2 == 0, 0.5, 0.2, 0.8, None, 500 - n, 0.1)
        for n in reversed(range(300))
    ]
    picture = draw(many)
    assert len(picture.rows) == 300 and [row[0] for row in picture.rows] == ["Ours"] * 150 + ["Theirs"] * 150
    drawn = [n for n in range(300) if f">Body {n}<" in picture.svg]
    assert drawn == list(range(MOST_DRAWN))
    said = f"Of 300 records, the {MOST_DRAWN} with the most reports are drawn. The table holds all of them."
    assert said in picture.svg and said in picture.description and "Body 40:" not in picture.description
    assert "with the most reports" not in draw(many[:MOST_DRAWN]).svg


def test_what_nobody_saw_is_an_x_and_no_band():
    assert "X: nothing seen" in draw().svg
    assert "X: nothing seen" not in draw(BANDS[:2]).svg


def test_a_change_of_hands_and_the_worth_of_the_record_are_written_on_it():
    picture = draw(worth="This record does not beat the base rate.")
    assert "in these hands since 15 March 2026" in picture.svg and "does not beat the base rate" in picture.svg
    assert "in these hands" not in draw(BANDS[1:]).svg and "changed hands" not in draw(BANDS[1:]).svg


def test_names_stand_where_lines_begin_and_the_scale_never_turns(seen):
    for language, anchor in (("en", "start"), ("ar", "end")):
        texts = seen.texts(draw(language=language))
        scale = {one.words: one.box.left for one in texts if one.words in {"0 %", "50 %", "100 %"}}
        assert scale["0 %"] < scale["50 %"] < scale["100 %"]
        name = next(one for one in texts if one.words == US.in_(language)[0])
        assert name.anchor == anchor
        assert (name.box.left < scale["0 %"]) == (language == "en")


def test_no_record_is_no_empty_frame():
    assert "No promise is recorded yet" in draw(()).svg and draw(()).rows == ()


@given(st.lists(bands(), min_size=1, max_size=8), st.sampled_from(languages()))
def test_no_words_leave_the_canvas_or_lie_over_others(seen, some, language):
    picture = draw(some, language)
    assert not seen.outside(picture)
    assert not seen.overlapping(picture)
    assert len(picture.rows) == len(some)
