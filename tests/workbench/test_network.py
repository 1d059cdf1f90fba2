"""Is the network the same for everyone, walkable, and does it hold back what a reader may not know?"""

import json
from itertools import combinations

import pytest

from aidememoire.vocabulary.codes import Sign
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.kinds.actors import Tie
from aidememoire.workbench.arranging import arranged
from aidememoire.workbench.screens import network

AT = "/d/port-of-selane/network/"


def test_the_places_are_the_same_for_everyone():
    links = ((0, 1), (1, 2), (2, 0), (2, 3))
    assert arranged(5, links) == arranged.__wrapped__(5, links)
    big = tuple((n, (n * 7 + 3) % 90) for n in range(90))
    assert arranged(90, big) == arranged.__wrapped__(90, big)


def test_names_do_not_lie_on_each_other():
    points = arranged(9, tuple((n, n + 1) for n in range(8)))
    apart = [(abs(x - u) >= 124 or abs(y - v) >= 64) for n, (x, y) in enumerate(points) for u, v in points[n + 1 :]]
    assert all(apart)


@pytest.mark.parametrize("count", [41, 90, 150])
def test_names_of_many_do_not_lie_on_each_other_either(count):
    points = arranged(count, tuple((n, (n * 7 + 3) % count) for n in range(count)))
    assert len(points) == count
    assert all(abs(x - u) >= 124 or abs(y - v) >= 64 for (x, y), (u, v) in combinations(points, 2))


def test_whoever_is_thought_away_is_on_no_picture_list_or_table(seated):
    drawn = json.loads(seated.get(AT + "data/?issue=unloading&without=coastal-council").content)
    assert "coastal-council" not in {one["id"] for one in drawn["nodes"]}
    assert not [tie for tie in drawn["ties"] if "coastal-council" in (tie["from"], tie["to"])]
    page = seated.get(AT + "?issue=unloading&without=coastal-council").content.decode()
    assert 'data-node="coastal-council"' not in page and 'data-node="coast-guard"' in page


def test_of_too_many_actors_those_nearest_to_the_focus_are_drawn(seated, fresh_vault, monkeypatch):
    monkeypatch.setattr(network, "MOST_DRAWN", 6)
    drawn = json.loads(seated.get(AT + "data/?issue=&focus=coast-guard&degrees=1").content)
    ids = {one["id"] for one in drawn["nodes"]}
    assert len(ids) == 6 and "coast-guard" in ids
    assert all({tie["from"], tie["to"]} <= ids for tie in drawn["ties"])
    dossier = fresh_vault.desk("port-of-selane").dossier
    beside = {end for tie in dossier.of(Tie) for end in (tie.actor, tie.over) if "coast-guard" in (tie.actor, tie.over)}
    assert ids <= beside or beside <= ids
    assert "6 are drawn" in seated.get(AT).content.decode().replace('<bdi dir="ltr">6</bdi>', "6")


@pytest.mark.parametrize("at", [AT, AT + "?focus=coast-guard", "/d/port-of-selane/actors/coast-guard/"])
def test_a_hostile_tie_is_called_hostile_wherever_it_is_told(seated, fresh_vault, at):
    hostile = fresh_vault.desk("port-of-selane").dossier["guard-director"]
    assert hostile.sign is Sign.NEGATIVE
    shown = seated.get(at).content.decode()
    start = shown.index(f'/record/{hostile.id}/"')
    assert "hostile" in shown[max(start - 300, 0) : start + 300]


def test_nobody_gives_no_places():
    assert arranged(0, ()) == ()


def test_the_canvas_gets_the_actors_with_ties_and_says_each_tie_in_words(seated):
    told = json.loads(seated.get(AT + "data/?issue=unloading").content)
    ids = {node["id"] for node in told["nodes"]}
    assert {"kelvar", "coast-guard", "port-director"} <= ids and "council-of-nations" not in ids
    assert any("Blocks" in node["told"] for node in told["nodes"])
    tie = next(one for one in told["ties"] if one["id"] == "kelvar-guard")
    assert tie["word"].endswith("?≠") and not tie["dashed"]
    assert "alleged" in tie["told"] and "denied" in tie["told"]
    unsourced = next(one for one in told["ties"] if one["id"] == "elders-guard")
    assert unsourced["dashed"] and "without a source" in unsourced["told"]


def test_a_focus_leaves_the_places_and_dims_what_is_further_away(seated):
    whole = {one["id"]: one for one in json.loads(seated.get(AT + "data/").content)["nodes"]}
    focused = json.loads(seated.get(AT + "data/?focus=coast-guard&degrees=1").content)["nodes"]
    assert all((one["x"], one["y"]) == (whole[one["id"]]["x"], whole[one["id"]]["y"]) for one in focused)
    near = {one["id"] for one in focused if not one["away"]}
    assert near == {"coast-guard", "kelvar", "coastal-council", "port-director", "harbour-elders"}


def test_steps_of_nought_show_only_the_one_in_focus(seated):
    focused = json.loads(seated.get(AT + "data/?focus=coast-guard&degrees=0").content)["nodes"]
    assert [one["id"] for one in focused if not one["away"]] == ["coast-guard"]


def test_an_allegation_stands_beside_its_denial(seated):
    page = seated.get(AT + "?issue=unloading&focus=coast-guard&degrees=1").content.decode()
    at = page.index("arms reach the Coast Guard by fishing boat")
    assert "Kelvar denies it" in page[at : at + 2500]


def test_without_somebody_the_map_says_what_changes(seated):
    page = seated.get(AT + "?issue=unloading&without=league-envoy").content.decode()
    assert page != seated.get(AT + "?issue=unloading").content.decode()
    assert 'value="league-envoy" selected' in page


@pytest.mark.parametrize("sent", ["focus=nobody", "issue=nobody", "degrees=99", "without=levy", "degrees=-1"])
def test_what_is_not_there_is_not_asked(seated, sent):
    assert seated.get(f"{AT}?{sent}").status_code == 200
    assert seated.get(f"{AT}data/?{sent}").status_code == 200


def test_a_view_is_kept_shown_and_forgotten(seated):
    sent = {"name": "Around the guard", "issue": "unloading", "focus": "coast-guard", "degrees": "1"}
    assert seated.post(AT + "views/", sent).status_code == 302
    page = seated.get(AT).content.decode()
    assert "Around the guard" in page and "issue=unloading&amp;focus=coast-guard&amp;degrees=1" in page
    seated.post(AT + "views/", {"forget": "Around the guard"})
    assert "Around the guard" not in seated.get(AT).content.decode()


def test_who_is_not_cleared_for_it_sees_ties_but_not_who_moves_whom(seated, read_as):
    read_as(clearance=Label.AMBER)
    page = seated.get(AT + "?issue=unloading").content.decode()
    assert "for readers cleared for TLP:AMBER+STRICT" in page
    assert "broker" not in page.lower()
    told = json.loads(seated.get(AT + "data/?issue=unloading").content)
    issue = seated.get("/d/port-of-selane/issues/unloading/").content.decode()
    assert "for readers cleared for TLP:AMBER+STRICT" in issue and "broker" not in issue.lower()
    assert not any("Blocks" in node["told"] for node in told["nodes"])
