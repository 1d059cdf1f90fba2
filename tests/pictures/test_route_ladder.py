"""Does the ladder show every route, strike what is blocked, and tell the same in its table?"""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import aidememoire
from aidememoire import training
from aidememoire.briefs.drawings.routes import routes_picture
from aidememoire.pictures.route_ladder import Ladder, Rung, route_ladder
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.messages import languages
from aidememoire.vocabulary.scales import Judged
from aidememoire.vocabulary.text import Text

ELDERS = Text({"en": "Council of elders", "ar": "مجلس الشيوخ"})
STRONG, WEAK = Rung(Judged("strong"), 0), Rung(Judged("weak"), 1, sourced=False)
ROUTES = (
    Ladder(1, ("Field office", ELDERS, "Governor"), (STRONG, WEAK), 0.42, 0.2, 0.6, 0.75, weakest=1, limit=1),
    Ladder(2, ("Board", "Governor"), (Rung(None, None),), 0.004, 0.0, 0.3, 0.25, weakest=0, limit=1),
    Ladder(None, ("Field office", "Women's association", "Governor"), (STRONG, Rung(Judged("moderate"), 3)), 0.5, 0.3, 0.7, 0.0, weakest=1, limit=1),
)  # fmt: skip


def draw(routes=ROUTES, language="en", title="Ways to the Governor"):
    return route_ladder(routes, language=language, title=title)


@st.composite
def ladders(draw_):
    words = st.one_of(st.text(max_size=70), st.sampled_from(["Ministry of Interior", "لجنة الأمن في المقاطعة (OCHA)"]))
    rungs = draw_(
        st.lists(
            st.builds(
                Rung,
                st.sampled_from([None, Judged("faint"), Judged(0.9)]),
                st.sampled_from([None, 0, 1, 2, 3]),
                st.booleans(),
            ),
            min_size=1,
            max_size=4,
        )
    )
    low, middle, high = sorted(draw_(st.lists(st.floats(0, 1), min_size=3, max_size=3)))
    actors = tuple(draw_(words) for _each in range(len(rungs) + 1))
    rank, weakest = draw_(st.one_of(st.none(), st.integers(1, 99))), draw_(st.integers(0, len(rungs) - 1))
    return Ladder(
        rank, actors, tuple(rungs), middle, low, high, draw_(st.floats(0, 1)), weakest, draw_(st.integers(0, 3))
    )


@settings(max_examples=60)
@given(st.lists(ladders(), max_size=7), st.sampled_from(languages()))
def test_no_words_leave_the_canvas_or_lie_on_others_and_each_route_is_a_row(seen, routes, language):
    picture = draw(routes, language)
    assert seen.outside(picture) == [] and seen.overlapping(picture) == []
    assert len(picture.rows) == len(routes) and {len(row) for row in picture.rows} <= {len(picture.columns)}
    assert picture.svg == draw(routes, language).svg


def test_the_table_tells_what_the_drawing_tells():
    first, second, third = draw().rows
    assert first == (
        "1",
        "Field office, Council of elders, Governor",
        "0.42",
        "0.2",
        "0.6",
        "0.75",
        "Council of elders to Governor",
        "1",
        "no",
    )
    assert second == ("2", "Board, Governor", "<0.01", "0", "0.3", "0.25", "Board to Governor", "X", "no")
    assert third[0] == "" and third[-2:] == ("3", "yes")


def test_the_weakest_tie_is_named_and_a_blocked_one_marked_and_struck(seen):
    words = [one.words for one in seen.texts(draw())]
    assert words.count("weakest") == 2 and words.count("blocked here") == 1
    assert any(one.startswith("not offered") for one in words)
    struck = [one for one in seen.tree(draw()).iter(f"{seen.svg}path") if one.get("stroke-width") == "2.2"]
    assert len(struck) == 3  # the line through the route, the cross for its rank, the sample in the legend
    assert not [one for one in seen.texts(draw(ROUTES[:2])) if "blocked" in one.words]


def test_the_band_lies_where_the_chance_lies(seen):
    bands = [one for one in seen.tree(draw(ROUTES[:1])).iter(f"{seen.svg}rect") if one.get("height") == "12"]
    left, wide = float(bands[0].get("x")), float(bands[0].get("width"))
    assert left == pytest.approx(510 + 0.2 * 106, abs=1) and wide == pytest.approx(0.4 * 106, abs=1)


def test_a_screen_reader_hears_how_many_are_offered_and_blocked():
    assert draw().description == (
        "2 routes are offered. The first has a chance of 0.42 (0.2 to 0.6) and exposes a go-between to 1 of 3. 1 route is blocked."
    )
    assert "Record who has a hold" in draw(()).description and draw(()).rows == ()


# From the method


@pytest.mark.parametrize("language", languages())
def test_the_routes_of_the_training_dossier_are_drawn_as_found(seen, language):
    selane, day = aidememoire.load(training.path()), date(2026, 6, 15)
    for to, issue in (("port-director", "unloading"), ("public-order-office", "women-staff")):
        found = aidememoire.methods.routes.routes(selane, to=to, issue=issue, as_of=day)
        picture = routes_picture(selane, found, to=to, issue=issue, language=language)
        assert [row[0] for row in picture.rows] == ["" if row.rank is None else str(row.rank) for row in found.rows]
        assert [row[7] for row in picture.rows] == [
            "X" if row.exposure is None else str(row.exposure) for row in found.rows
        ]
        assert seen.outside(picture) == [] and seen.overlapping(picture) == []
        cut = aidememoire.methods.routes.without_names(found, Label.AMBER)
        assert routes_picture(selane, cut, to=to, issue=issue, language=language) is None
