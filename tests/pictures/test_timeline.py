"""Does the timeline show every moment, in its place, without words over words?"""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidememoire.pictures.timeline import Moment, timeline
from aidememoire.vocabulary.messages import _, languages, written
from aidememoire.vocabulary.text import Text

DAY = date(2023, 7, 10)
GATE = Text({"en": "Let convoys pass the northern gate", "ar": "السماح بمرور القوافل عبر البوابة الشمالية"})
STATES = [None, "kept", "partly", "broken", "overdue", "disputed", "open", "valid", "lapsed", "unclear", "postponed"]


def draw(*moments, language="en", as_of=DAY, title="Promises"):
    return timeline(moments, language=language, as_of=as_of, title=title)


def moment(day=date(2023, 3, 2), label=GATE, lane="theirs", kind="commitment", state="overdue", until=None, record="c"):
    return Moment(day, label, lane, kind, state, until, record)


def moments():
    days = st.dates(date(2020, 1, 1), date(2024, 12, 31))
    words = st.one_of(
        st.text(max_size=90), st.sampled_from(["Let convoys of up to 20 trucks pass", "لجنة الأمن (OCHA) 2023-07-10"])
    )
    return st.builds(
        lambda day, label, lane, kind, state, lasts, record: Moment(
            day, label, lane, kind, state, day + timedelta(lasts) if lasts else None, record
        ),
        days,
        words,
        st.sampled_from(["ours", "theirs", "both", "access", "Órgano local"]),
        st.sampled_from(["commitment", "observation", "engagement", "authority", "constraint", "letter"]),
        st.sampled_from(STATES),
        st.one_of(st.none(), st.integers(1, 900)),
        st.sampled_from(["a", "b", "c"]),
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(moments(), max_size=25), st.dates(date(2019, 1, 1), date(2026, 1, 1)), st.sampled_from(languages()))
def test_no_words_leave_the_canvas_or_lie_on_others(seen, some, as_of, language):
    picture = draw(*some, language=language, as_of=as_of)
    assert seen.outside(picture) == []
    assert seen.overlapping(picture) == []


@settings(max_examples=20, deadline=None)
@given(st.lists(moments(), min_size=1, max_size=12))
def test_the_table_has_a_row_for_every_moment_oldest_first(some):
    picture = draw(*some)
    assert [row[0] for row in picture.rows] == sorted(one.day.isoformat() for one in some)
    assert {len(row) for row in picture.rows} == {len(picture.columns)}


def test_the_table_tells_what_the_drawing_tells():
    picture = draw(moment(until=date(2023, 5, 1)), moment(day=date(2023, 8, 1), lane="ours", state="open", record="d"))
    assert picture.rows == (
        (
            "2023-03-02",
            "2023-05-01",
            "Theirs",
            "Commitment",
            "Let convoys pass the northern gate",
            "Overdue",
            "past",
            "c",
        ),
        ("2023-08-01", "", "Ours", "Commitment", "Let convoys pass the northern gate", "Open", "ahead", "d"),
    )


def test_title_and_description_stand_in_the_drawing_too(seen):
    picture = draw(moment())
    root = seen.tree(picture)
    assert root.get("role") == "img"
    assert (root.get("lang"), root.get("direction")) == ("en", "ltr")
    told = {
        element.get("id"): element.text for element in root if element.tag in {f"{seen.svg}title", f"{seen.svg}desc"}
    }
    assert list(told.values()) == [picture.title, picture.description]
    assert root.get("aria-labelledby").split() == list(told)
    assert "Overdue: 1" in picture.description


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"/><a href="x">', "]]>&amp;\x00\x1b\u202eevil"])
def test_hostile_names_stay_words(seen, hostile):
    picture = timeline(
        [moment(label=hostile, lane=hostile, kind=hostile, state=hostile)], language="en", as_of=DAY, title=hostile
    )
    found = {element.tag.removeprefix(seen.svg) for element in seen.tree(picture).iter()}
    assert found <= {"svg", "title", "desc", "rect", "path", "circle", "text", "g"}
    assert not set("\x00\x1b\u202e") & set(picture.svg)


def test_the_day_asked_is_named_and_what_lies_ahead_is_marked_in_words(seen):
    words = [one.words for one in seen.texts(draw(moment(), moment(day=date(2024, 1, 1))))]
    assert "As of 10 July 2023" in words
    assert "ahead" in words
    assert "ahead" not in [one.words for one in seen.texts(draw(moment()))]


def test_every_state_is_a_word_beside_its_mark(seen):
    words = " ".join(one.words for one in seen.texts(draw(moment(state="broken"), moment(state="kept"))))
    assert "Broken · 2 March 2023" in words
    assert "Kept · 2 March 2023" in words


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("state", [state for state in STATES if state])
def test_the_days_of_a_mark_are_never_cut(seen, state, language):
    first, last = date(2023, 9, 20), date(2024, 9, 30)
    for kind in ("commitment", "authority"):
        words = [
            one.words for one in seen.texts(draw(moment(first, kind=kind, state=state, until=last), language=language))
        ]
        days = [{written(day, language), day.isoformat()} for day in (first, last)]
        assert [one for one in words if all(any(day in one for day in told) for told in days)], words


def test_an_authority_without_an_end_says_so(seen):
    words = [one.words for one in seen.texts(draw(moment(kind="authority", lane="access", state="unclear")))]
    assert "Unclear · from 2 March 2023, no end stated" in words


def test_nothing_to_show_is_said_with_what_to_do_next(seen):
    picture = draw()
    assert picture.rows == ()
    assert picture.description.startswith("There is nothing with a date to show yet.")
    assert "".join(one.words for one in seen.texts(picture)).endswith("to see it here.")


def test_sixty_moments_stand_singly_and_more_stand_together(seen):
    many = [moment(day=date(2022, 1, 1) + timedelta(3 * n), record=f"c{n}") for n in range(120)]
    single, together = draw(*many[:60]), draw(*many)
    assert sum("Overdue · " in one.words for one in seen.texts(single)) == 60
    counts = [int(one.words.split(": ")[1]) for one in seen.texts(together) if one.words.startswith("Commitments: ")]
    assert sum(counts) == len(together.rows) == 120
    assert seen.overlapping(together) == seen.outside(together) == []


def test_a_far_outlier_cuts_the_axis_and_does_not_crush_the_rest(seen):
    near = [moment(day=date(2023, 3, n), record=f"c{n}") for n in (1, 11, 21)]
    picture = draw(*near, moment(day=date(1989, 4, 1), record="old"))
    assert "The axis is cut between 1 April 1989 and 1 March 2023." in picture.description
    assert "1989-04-01" in [one.words for one in seen.texts(picture)]


def test_time_runs_from_left_to_right_in_arabic_too_and_anchors_are_told(seen):
    early, late = moment(label="early"), moment(day=date(2023, 6, 30), label="late")
    for language in ("en", "ar"):
        at = {one.words: one.box.left for one in seen.texts(draw(early, late, language=language))}
        assert at["early"] < at["late"]
    arabic = draw(moment(), language="ar", title=GATE)
    title = next(one for one in seen.texts(arabic) if one.words == arabic.title)
    assert title.anchor == "end"
    assert all(element.get("text-anchor") for element in seen.tree(arabic).iter(f"{seen.svg}text"))
    assert seen.tree(arabic).get("lang") == "ar"


def test_arabic_words_carry_their_direction_and_keep_dates_whole():
    picture = draw(moment(label="بعد 2023-07-10 (OCHA)"), language="ar")
    assert "\u2067بعد \u20662023-07-10\u2069 (OCHA)\u2069" in picture.svg


def test_the_order_given_does_not_change_the_bytes():
    some = [
        moment(day=date(2023, 1, 1 + n), lane=lane, record=f"{lane}{n}") for n in range(4) for lane in ("ours", "both")
    ]
    assert draw(*some) == draw(*reversed(some))


def test_titles_may_be_messages():
    assert (
        draw(moment(), title=_("Promises about {gate}", gate=GATE)).title
        == "Promises about Let convoys pass the northern gate"
    )
