"""Can somebody hide a record by writing a version that opens with no key? The one before it stays, and it is told."""

import os

import pytest

from aidememoire.ledger import acts, newer
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import HEADER, Entry, new_id, new_record_id
from aidememoire.ledger.gate import Role
from aidememoire.ledger.merge import merge
from aidememoire.ledger.writing import Made
from aidememoire.vocabulary.handling import Handling, Label
from offices import office, ring

AMBER, RED = Handling(level="AMBER"), Handling(level="RED")


@pytest.fixture
def ana():
    desk = office(handling="AMBER", actors=[{"id": "guard", "names": "The guard"}, {"id": "port", "names": "The port"}])
    desk.do(acts.grant(desk, ring("Bo").me, role=Role.TEAM, clearance=Label.RED, why="works here"))
    desk.do(acts.grant(desk, ring("Cy").me, role=Role.TEAM, clearance=Label.AMBER))
    desk.do(acts.revise(desk, "guard", {"note": "at the gate"}))
    return desk


def closed(desk, name, slug="guard", *, label=AMBER, kind="actor", body=None, parents=None):
    """Write a version that nobody can open, as changed software of somebody with a part would."""
    theirs = Desk(desk.keeper, ring(name), desk.place)
    record = desk.place if kind == HEADER else theirs.view.record_id(slug)
    known = tuple(head.id for head in theirs.view.found(record).heads) if parents is None else parents
    at = theirs.clock.tick()
    body = os.urandom(300) if body is None else body
    entry = Entry(new_id(at), desk.place, record, kind, known, at, theirs.writer.id, label, body, new_record_id())
    theirs.do(Made((entry,), ()))
    return entry


@pytest.mark.parametrize("body", [None, b"", b"x", bytes(16), bytes(300)])
@pytest.mark.parametrize("parents", [None, ()])
def test_the_version_before_one_that_cannot_be_opened_is_shown_and_that_is_told(ana, body, parents):
    closed(ana, "Bo", body=body, parents=parents)
    assert ana.dossier["guard"].note.raw == "at the gate" and ana.view.unopened == 1
    assert "The last version of 1 record cannot be opened" in str(newer.not_as_last(0, ana.view.unopened)[0])
    cy = Desk(ana.keeper, ring("Cy"), ana.place)
    assert cy.dossier["guard"].note.raw == "at the gate" and cy.view.unopened == 1
    assert Desk(ana.keeper, ring("Cy"), ana.place).dossier == ana.dossier


def test_the_next_change_replaces_it(ana):
    closed(ana, "Bo")
    ana.do(acts.revise(ana, "guard", {"note": "gone"}))
    assert ana.dossier["guard"].note.raw == "gone" and ana.view.unopened == 0
    assert ana.view.clashes == ()


def test_several_of_them_hide_no_more_than_one(ana):
    for _again in range(3):
        closed(ana, "Bo")
    closed(ana, "Bo", "port")
    assert ana.dossier["guard"].note.raw == "at the gate" and ana.dossier["port"] and ana.view.unopened == 2


def test_the_title_of_a_dossier_cannot_be_hidden_so(ana):
    before = ana.dossier.header
    closed(ana, "Bo", kind=HEADER)
    assert ana.dossier.header == before and ana.view.unopened == 1


def test_under_a_closer_label_it_closes_for_whom_that_label_keeps_out_as_any_version_does(ana):
    closed(ana, "Bo", label=RED)
    assert ana.dossier["guard"].note.raw == "at the gate" and ana.view.label("guard").level is Label.AMBER
    assert ana.view.found(ana.view.record_id("guard")).handling.level is Label.RED
    cy = Desk(ana.keeper, ring("Cy"), ana.place)
    assert "guard" not in cy.dossier and cy.view.unopened == 0


def test_who_has_no_part_hides_nothing_and_nothing_is_told(ana):
    ana.do(acts.revoke(ana, ring("Bo").me.id))
    theirs, at = Desk(ana.keeper, ring("Bo"), ana.place), ana.clock.tick()
    record = ana.view.record_id("guard")
    entry = Entry(
        new_id(at), ana.place, record, "actor", (), at, theirs.writer.id, AMBER, os.urandom(300), new_record_id()
    )
    theirs.do(Made((entry,), ()))
    assert ana.dossier["guard"].note.raw == "at the gate" and ana.view.unopened == 0


def test_a_purged_record_does_not_come_back(ana):
    closed(ana, "Bo")
    ana.do(acts.purge(ana, "guard"))
    assert "guard" not in ana.dossier and ana.view.unopened == 0


def test_where_two_wrote_apart_what_opens_is_shown(ana):
    apart = ana.view.heads("guard")
    ana.do(acts.revise(ana, "guard", {"note": "gone"}))
    closed(ana, "Bo", parents=apart)
    assert ana.dossier["guard"].note.raw == "gone" and ana.view.unopened == 1 and ana.view.clashes == ()
    assert merge(ana.entries[::-1]) == merge(ana.entries)
