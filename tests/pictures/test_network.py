"""Does the network show every actor and tie, the same for everyone, without words over words?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidememoire.pictures.network import Edge, Node, network
from aidememoire.vocabulary.messages import languages
from aidememoire.vocabulary.scales import Judged
from aidememoire.vocabulary.text import Text

ELDERS = Text({"en": "Council of elders", "ar": "مجلس الشيوخ"})
ACTORS = (
    Node("us", "Field office", "ours"),
    Node("elders", ELDERS, "other", ("support", "broker")),
    Node("governor", "Governor of the Northern Province", "theirs", ("decide",)),
    Node("brigade", "4th Brigade", "theirs", ("block",)),
)
TIES = (
    Edge("us", "elders", "positive", Judged("strong"), age_years=0.5, label="cooperation"),
    Edge("elders", "governor", "positive", None, sourced=False, alleged=True, denied=True, label="kinship"),
    Edge("brigade", "us", "negative", Judged("weak"), age_years=2, label="threats"),
)


def draw(actors=ACTORS, ties=TIES, language="en", title="Who holds whom", **more):
    return network(actors, ties, language=language, title=title, **more)


@st.composite
def networks(draw_):
    count = draw_(st.integers(1, 14))
    words = st.one_of(st.text(max_size=60), st.sampled_from(["Ministry of Interior", "لجنة الأمن في المقاطعة (OCHA)"]))
    sides, roles = (
        st.sampled_from(["ours", "theirs", "other"]),
        st.lists(st.sampled_from(["decide", "block", "broker"]), max_size=3),
    )
    actors = [Node(f"n{n}", draw_(words), draw_(sides), tuple(draw_(roles))) for n in range(count)]
    ends = st.sampled_from([actor.id for actor in actors])
    signs, strengths = (
        st.sampled_from(["positive", "negative"]),
        st.sampled_from([None, Judged("weak"), Judged("decisive")]),
    )
    yes, ages = st.booleans(), st.one_of(st.none(), st.floats(0, 9))
    ties = st.lists(
        st.builds(Edge, ends, ends, signs, strengths, yes, yes, yes, ages, words),
        max_size=24,
        unique_by=lambda tie: (tie.actor, tie.over, tie.sign),
    )
    return actors, draw_(ties)


@settings(max_examples=40, deadline=None)
@given(networks(), st.sampled_from(languages()), st.booleans())
def test_no_words_leave_the_canvas_or_lie_on_others(seen, some, language, centred):
    picture = draw(*some, language=language, centre="n0" if centred else None)
    assert seen.outside(picture) == []
    # Signs keep to their ties; where many ties crowd, two signs may touch. Words never do.
    assert [pair for pair in seen.overlapping(picture) if not {"?", "≠"} & set(pair)] == []


@settings(max_examples=20, deadline=None)
@given(networks())
def test_the_table_has_every_tie_drawn_and_every_actor(some):
    actors, ties = some
    picture = draw(actors, ties)
    shown = [tie for tie in ties if tie.actor != tie.over]
    holders = {tie.actor for tie in shown}
    assert len(picture.rows) == len(shown) + sum(actor.id not in holders for actor in actors)
    assert {len(row) for row in picture.rows} == {len(picture.columns)}


def test_the_table_tells_what_the_drawing_tells():
    assert draw().rows[:3] == (
        ("Field office", "Our side", "", "Council of elders", "cooperation", "Positive", "strong", "has a source", "0.5"),
        (
            "Council of elders", "Others", "Supports, Broker", "Governor of the Northern Province", "kinship", "Positive", "X",
            "without a source, alleged, denied", "X",
        ),
        ("Governor of the Northern Province", "Their side", "Decides", "", "", "", "", "", ""),
    )  # fmt: skip


def test_twenty_five_actors_keep_their_words_apart(seen):
    actors = [Node(f"n{n}", f"Committee number {n} of the province", "theirs", ("block",)) for n in range(25)]
    ties = [Edge(f"n{n}", f"n{n // 3}", label="command") for n in range(1, 25)]
    picture = draw(actors, ties)
    assert seen.overlapping(picture) == seen.outside(picture) == []
    assert picture.height < 900


def test_title_and_description_stand_in_the_drawing_too(seen):
    picture = draw()
    root = seen.tree(picture)
    told = {
        element.get("id"): element.text for element in root if element.tag in {f"{seen.svg}title", f"{seen.svg}desc"}
    }
    assert list(told.values()) == [picture.title, picture.description]
    assert root.get("aria-labelledby").split() == list(told)
    assert picture.description == "4 actors. 3 ties between them. 1 tie is hostile. 1 tie has no source."


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"/><a href="x">', "]]>&amp;\x00\x1b\u202eevil"])
def test_hostile_names_stay_words(seen, hostile):
    actors = [Node("a", hostile, "ours", (hostile,)), Node("b", hostile, hostile)]
    picture = draw(actors, [Edge("a", "b", label=hostile)], title=hostile)
    assert {element.tag.removeprefix(seen.svg) for element in seen.tree(picture).iter()} <= {
        "svg", "title", "desc", "rect", "path", "circle", "text", "g",
    }  # fmt: skip
    assert not set("\x00\x1b\u202e") & set(picture.svg)


def test_only_a_tie_without_a_source_is_dashed(seen):
    dashed = [element for element in seen.tree(draw()).iter() if element.get("stroke-dasharray")]
    assert len(dashed) == 2  # the tie, and its sample in the legend
    assert not [e for e in seen.tree(draw(ties=TIES[:1])).iter() if e.get("stroke-dasharray")]


def test_the_legend_explains_what_occurs_and_nothing_else(seen):
    words = {one.words for one in seen.texts(draw())}
    assert {"hostile", "without a source", "alleged", "denied", "hairline: strength not judged"} <= words
    few = {one.words for one in seen.texts(draw(ties=TIES[:1]))}
    assert not few & {"hostile", "without a source", "alleged", "denied", "in the centre"}


def test_old_ties_and_those_of_unknown_age_are_paler(seen):
    def opacity(age):
        (group,) = [
            e
            for e in seen.tree(draw(ACTORS[:2], [Edge("us", "elders", age_years=age)])).iter(f"{seen.svg}g")
            if e.get("opacity")
        ][:1]
        return float(group.get("opacity"))

    assert opacity(0.5) > opacity(2) > opacity(5) == opacity(None)


def test_ties_without_both_ends_are_counted_and_not_drawn():
    picture = draw(ties=(*TIES, Edge("us", "nobody-shown")))
    assert "1 tie is not drawn" in picture.description
    assert "nobody-shown" not in picture.svg


def test_no_actors_is_said_with_what_to_do_next():
    picture = draw((), ())
    assert picture.rows == ()
    assert picture.description == "There are no actors to show yet. Record an actor and a tie to see them here."


def test_the_bytes_are_the_same_in_every_process():
    code = "import sys; sys.path[:0] = sys.argv[1:]; import test_network as t; sys.stdout.buffer.write(t.draw().svg.encode())"
    here = Path(__file__).parent
    source = here.parent.parent / "src"
    for seed in ("1", "2"):
        ran = subprocess.run(
            [sys.executable, "-c", code, here, source],
            capture_output=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        )
        assert ran.stdout.decode() == draw().svg


def test_arabic_is_not_mirrored_and_anchors_are_told(seen):
    arabic = draw(language="ar", title=ELDERS)
    assert all(element.get("text-anchor") for element in seen.tree(arabic).iter(f"{seen.svg}text"))
    (title,) = [one for one in seen.texts(arabic) if one.words == "مجلس الشيوخ" and one.box.top < 30]
    assert title.anchor == "end"
    assert "\u2067مجلس الشيوخ\u2069" in arabic.svg
