"""Two leads renewed the keys without knowing of each other. Does everybody who stays still read everything?"""

import pytest

from aidememoire.ledger import acts, bundles
from aidememoire.ledger.acts.revoke import lacking, renew, share
from aidememoire.ledger.clock import Clock
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.gate import Role
from aidememoire.ledger.memory import MemoryKeeper
from aidememoire.vocabulary.handling import Label
from offices import Ticking, add, office, ring


def carry(desk, other):
    written = bundles.make_for_colleagues(desk, [other.writer])
    return bundles.join(bundles.open_bundle(written, other.keyring), other.keeper, other.keyring)


@pytest.fixture
def desks():
    """Ana and Bo, who lead; Cy, who is in the team; each on a laptop of their own, with the same dossier."""
    tick = Ticking()
    ana = office("Ana", handling="GREEN", actors=[{"id": "port", "names": "Port"}], clock=Clock(now=tick))
    found = {"Ana": ana}
    for name, role in (("Bo", Role.LEAD), ("Cy", Role.TEAM), ("Di", Role.TEAM)):
        ana.do(acts.grant(ana, ring(name).me, role=role, clearance=Label.RED, why="a small office"))
    for name in ("Bo", "Cy", "Di"):
        found[name] = Desk(MemoryKeeper(), ring(name), ana.place, clock=Clock(now=tick))
        carry(ana, found[name])
    return found


def test_keys_renewed_twice_at_once_are_two_keys_and_all_who_stay_hold_both(desks):
    ana, bo, di = desks["Ana"], desks["Bo"], desks["Di"]
    ana.do(acts.revoke(ana, ring("Cy").me.id))
    bo.do(acts.revoke(bo, ring("Cy").me.id))
    add(ana, actors=[{"id": "by-ana", "names": "A"}])
    add(bo, actors=[{"id": "by-bo", "names": "B"}])
    for one, other in ((ana, bo), (bo, ana), (ana, di)):
        assert carry(one, other).left_aside == 0
    for desk in (ana, bo, di):
        assert {record.id for record in desk.dossier} == {"port", "by-ana", "by-bo"}


def test_whoever_was_let_in_while_keys_were_renewed_elsewhere_is_given_what_they_lack(desks):
    ana, bo = desks["Ana"], desks["Bo"]
    bo.do(acts.revoke(bo, ring("Cy").me.id))
    add(bo, actors=[{"id": "by-bo", "names": "B"}])
    ana.do(acts.grant(ana, ring("Ed").me, role=Role.TEAM, clearance=Label.RED, why="new here"))
    carry(bo, ana)
    carry(ana, bo)
    ed = Desk(MemoryKeeper(), ring("Ed"), ana.place)
    carry(ana, ed)
    assert {record.id for record in ed.dossier} == {"port"}, "what he cannot read is left aside, not lost"
    assert [name for name, _compartment in lacking(ana)] == [ring("Ed").me.id]
    ana.do(share(ana))
    assert lacking(ana) == ()
    assert carry(ana, ed).left_aside == 0
    assert {record.id for record in ed.dossier} == {"port", "by-bo"}


def test_a_key_can_be_renewed_by_hand_and_everything_stays_readable(desks):
    ana, bo = desks["Ana"], desks["Bo"]
    ana.do(renew(ana))
    add(ana, actors=[{"id": "later", "names": "L"}])
    carry(ana, bo)
    assert {record.id for record in bo.dossier} == {"port", "later"}
