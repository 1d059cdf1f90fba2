"""Do the grid and the ladder tell what was assessed, by whom, and what stood before?"""

from datetime import date

import pytest

from aidememoire.briefs.positions_drawing import assessors, position_ladder, power_grid
from aidememoire.training import path
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.files import load
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.positions import Stance

DAY = date(2026, 6, 15)


@pytest.fixture(scope="module")
def selane():
    return load(path())


def column(picture, name):
    at = picture.columns.index(name)
    return [row[at] for row in picture.rows]


def test_each_assessor_stands_apart_on_the_ladder(selane):
    picture = position_ladder(selane, "unloading", as_of=DAY, language="en")
    by = [row for row in picture.rows if row[0] == "Security Committee, Tessar"]
    assert [(row[3], row[5]) for row in by] == [("Head of Mission", "20"), ("Team of the League Envoy", "40")]


def test_one_assessor_alone_can_be_asked_for(selane):
    assert "Head of Mission" in assessors(selane, "unloading", as_of=DAY)
    picture = position_ladder(selane, "unloading", as_of=DAY, language="en", by="Head of Mission")
    assert set(column(picture, "Assessed by")) == {"Head of Mission"}
    grid = power_grid(selane, "unloading", as_of=DAY, language="en", by="Head of Mission")
    assert len(grid.rows) < len(power_grid(selane, "unloading", as_of=DAY, language="en").rows)


def test_the_grid_has_the_shares_of_draws_of_the_map(selane):
    picture = power_grid(selane, "unloading", as_of=DAY, language="en")
    assert all(share.endswith("%") for share in column(picture, "Share of draws"))
    assert "Security Committee, Tessar" in column(picture, "Actor")


def stance(id, day, **judged):
    return Stance.model_validate(
        {"id": id, "actor": "a", "issue": "i", "assessed_by": "us", "assessed_on": day} | judged
    )


def dossier(*stances):
    return Dossier(Header(slug="x"), [Actor(id="a"), Issue.model_validate({"id": "i"}), *stances])


def test_what_was_assessed_before_stands_as_a_ghost():
    told = dossier(
        stance("old", "2026-01-01", influence="weak", salience=0.4),
        stance("new", "2026-03-01", influence="strong", salience=0.9),
    )
    assert column(power_grid(told, "i", as_of=DAY, language="en"), "Before") == ["0.3, 0.4"]
    assert column(power_grid(told, "i", as_of=date(2026, 2, 1), language="en"), "Before") == [""]


def test_the_same_as_before_leaves_no_ghost():
    told = dossier(
        stance("old", "2026-01-01", influence=0.5, salience=0.4),
        stance("new", "2026-03-01", influence=0.5, salience=0.4),
    )
    assert column(power_grid(told, "i", as_of=DAY, language="en"), "Before") == [""]


def test_an_actor_whose_interest_nobody_judged_stands_on_no_grid():
    assert not power_grid(dossier(stance("s", "2026-01-01", influence="weak")), "i", as_of=DAY, language="en").rows


def test_nothing_assessed_says_what_to_do():
    assert "Record" in power_grid(dossier(), "i", as_of=DAY, language="en").svg
    assert "Record" in position_ladder(dossier(), "i", as_of=DAY, language="en").svg
