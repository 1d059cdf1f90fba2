"""Do the grid and the ladder tell what was assessed, by whom, and what stood before?"""

from datetime import date

import pytest

from aidememoire.briefs.drawings.map import assessed_by, assessors, positions, powers
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
    picture = positions(selane, "unloading", as_of=DAY, language="en")
    by = [row for row in picture.rows if row[0] == "Security Committee, Tessar"]
    assert sorted((row[3], row[5]) for row in by) == [("Head of Mission", "20"), ("Team of the League Envoy", "40")]


def test_one_assessor_alone_can_be_asked_for(selane):
    assert "Head of Mission" in assessors(selane, "unloading", as_of=DAY)
    picture = positions(assessed_by(selane, "Head of Mission"), "unloading", as_of=DAY, language="en")
    assert set(column(picture, "Assessed by")) == {"Head of Mission"}
    grid = powers(assessed_by(selane, "Head of Mission"), "unloading", as_of=DAY, language="en")
    assert len(grid.rows) < len(powers(selane, "unloading", as_of=DAY, language="en").rows)


def stance(id, day, actor="a", **judged):
    told = {"id": id, "actor": actor, "issue": "i", "assessed_by": "us", "assessed_on": day}
    return Stance.model_validate(told | judged)


OTHER = stance("other", "2026-01-01", actor="b", influence=0.9, salience=0.9)


def dossier(*stances):
    there = [Actor(id="a"), Actor(id="b"), Issue.model_validate({"id": "i"})]
    return Dossier(Header(slug="x"), [*there, OTHER, *stances])


def test_what_was_assessed_before_stands_as_a_ghost():
    told = dossier(
        stance("old", "2026-01-01", influence="weak", salience=0.4),
        stance("new", "2026-03-01", influence="strong", salience=0.9),
    )
    assert sorted(column(powers(told, "i", as_of=DAY, language="en"), "Before")) == ["", "0.3, 0.4"]
    assert column(powers(told, "i", as_of=date(2026, 2, 1), language="en"), "Before") == ["", ""]


def test_of_two_before_the_later_one_is_shown():
    told = dossier(
        stance("oldest", "2025-11-01", influence=0.1, salience=0.1),
        stance("old", "2026-01-01", influence=0.2, salience=0.4),
        stance("new", "2026-03-01", influence=0.8, salience=0.9),
    )
    assert sorted(column(powers(told, "i", as_of=DAY, language="en"), "Before")) == ["", "0.2, 0.4"]


def test_the_same_as_before_leaves_no_ghost():
    same = {"influence": 0.5, "salience": 0.4}
    told = dossier(stance("old", "2026-01-01", **same), stance("new", "2026-03-01", **same))
    assert column(powers(told, "i", as_of=DAY, language="en"), "Before") == ["", ""]


def test_what_nobody_judged_before_leaves_no_ghost():
    told = dossier(stance("old", "2026-01-01", influence=0.5), stance("new", "2026-03-01", influence=0.5, salience=0.4))
    assert column(powers(told, "i", as_of=DAY, language="en"), "Before") == ["", ""]
