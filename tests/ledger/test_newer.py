"""Is it said how many records a newer version wrote, and nothing of those that are hidden anyway?

An older version is one that lacks a kind, or a field of a kind: here the reader is made to be that.
"""

from typing import ClassVar

import pytest

from aidememoire.ledger import acts, newer
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.gate import Role
from aidememoire.ledger.memory import MemoryKeeper, MemoryKeyring
from aidememoire.vocabulary.declaring import ActorId, Kind, Word, says
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.kinds.actors import Actor, Tenure, Tie
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.record import Record
from worlds import read_as

RED = {"level": "RED"}
CLOSED = {"level": "AMBER", "compartments": ["closed"]}


class OldTie(Record):
    """A tie as a version would know it that has no days yet."""

    kind_of: ClassVar[Kind] = Tie.kind_of

    actor: ActorId = says(_("Actor"), required=True)
    over: ActorId = says(_("Over"), required=True)
    basis: Word | None = says(_("Basis"))


@pytest.fixture
def ledger():
    keeper, ana = MemoryKeeper(), MemoryKeyring("Ana")
    desk = Desk.found(keeper, ana, Header(slug="port", handling={"level": "AMBER"}), compartments=("closed",))
    desk.do(acts.record(desk, Actor(id="guard"), Actor(id="council"), Actor(id="hidden", handling=RED)))
    desk.do(
        acts.record(
            desk,
            Tenure(id="open-tenure", post="guard", person="council"),
            Tenure(id="red-tenure", post="guard", person="council", handling=RED),
            Tenure(id="closed-tenure", post="guard", person="council", handling=CLOSED),
            Tenure(id="names-red", post="hidden", person="council"),
            Tie(id="dated", actor="guard", over="council", basis="command", since="2026-01-01"),
            Tie(id="undated", actor="guard", over="council", basis="command"),
        )
    )
    return desk


def seen_by(desk, role, *compartments):
    """A fresh desk of somebody with a part."""
    ring = MemoryKeyring(role.value.capitalize())
    given = acts.grant(desk, ring.me, role=role, clearance=Label.AMBER, compartments=compartments)
    desk.do(given)
    return Desk(desk.keeper, ring, desk.place)


@pytest.fixture
def older(monkeypatch):
    """Read as a version that knows neither tenures nor since when a tie holds."""

    def read_without(*, tenures=True, since=True):
        known = {name: kind for name, kind in kinds().items() if tenures or name != "tenure"}
        if not since:
            known["tie"] = OldTie
        read_as(monkeypatch, known)

    return read_without


def test_where_everything_is_known_nothing_is_said(ledger):
    assert ledger.view.newer == seen_by(ledger, Role.TEAM).view.newer == 0


def test_records_of_an_unknown_kind_are_counted_for_whoever_may_have_them(ledger, older):
    older(tenures=False)
    whole, team = Desk(ledger.keeper, ledger.keyring, ledger.place), seen_by(ledger, Role.TEAM)
    inside = seen_by(ledger, Role.REVIEWER, "closed")
    assert whole.view.newer == 4 and "open-tenure" not in whole.dossier
    assert team.view.newer == 1, "neither what is RED, nor what is closed, nor what names a hidden record"
    assert inside.view.newer == 2
    assert "4 records were written by a newer version" in str(newer.said(4)) and "install that version" in str(
        newer.said(1)
    )


def test_an_unknown_field_takes_its_record_away_and_is_counted(ledger, older):
    older(since=False)
    team = seen_by(ledger, Role.TEAM)
    assert "dated" not in team.dossier and "undated" in team.dossier
    assert team.view.newer == 1


def test_what_could_be_of_a_kind_that_an_analyst_does_not_see_is_not_counted_for_them(ledger, older):
    older(tenures=False, since=False)
    assert seen_by(ledger, Role.ANALYST).view.newer == 1
    assert seen_by(ledger, Role.TEAM).view.newer == 2


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.CUSTODIAN])
def test_whoever_has_no_content_is_told_of_none(ledger, older, role):
    older(tenures=False)
    assert seen_by(ledger, role).view.newer == 0


def test_what_is_withdrawn_or_destroyed_is_not_counted(ledger, older):
    ledger.do(acts.withdraw(ledger, "open-tenure"))
    ledger.do(acts.purge(ledger, "names-red"))
    older(tenures=False)
    assert Desk(ledger.keeper, ledger.keyring, ledger.place).view.newer == 2
