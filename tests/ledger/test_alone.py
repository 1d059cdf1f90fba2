"""Is what one person did alone, though it takes two, shown as that, also where a laptop says otherwise?"""

from dataclasses import replace

import pytest

from aidememoire.ledger import acts
from aidememoire.ledger.acts.approve import approved
from aidememoire.ledger.acts.confirm import unconfirmed
from aidememoire.ledger.acts.relabel import lowering_message
from aidememoire.ledger.acts.revise import revise_header
from aidememoire.ledger.desk import Desk, granting
from aidememoire.ledger.entry import CONFIRMATION, HEADER, Entry, canonical, new_id, new_record_id
from aidememoire.ledger.gate import Role
from aidememoire.ledger.grants import FOUNDING_SALT, given
from aidememoire.ledger.seal import Body, sealed
from aidememoire.ledger.writing import Made
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.kinds.mandates import Mandate
from offices import office, ring

GREEN, AMBER, RED = (Handling(level=level) for level in ("GREEN", "AMBER", "RED"))


@pytest.fixture
def ana():
    desk = office(handling="GREEN", actors=[{"id": "guard", "names": "The guard", "handling": "RED"}])
    desk.do(acts.grant(desk, ring("Di").me, role=Role.LEAD, clearance=Label.AMBER))
    for name, role in (("Bo", Role.TEAM), ("Cy", Role.LEAD)):
        desk.do(acts.grant(desk, ring(name).me, role=role, clearance=Label.RED, second=ring("Di")))
    assert unconfirmed(desk) == ()
    return desk


def hostile(desk, name, label, *, slug="guard", kind="actor", own=None, act=None, signed=None):
    """Write a version of a record as changed software of somebody with a part would."""
    theirs = Desk(desk.keeper, ring(name), desk.place)
    record = desk.place if kind == HEADER else theirs.view.record_id(slug)
    found = theirs.view.found(record)
    fields = {**found.fields, "handling": own and own.model_dump()}
    fields = {key: value for key, value in fields.items() if value is not None}
    parents, at = tuple(head.id for head in found.heads), theirs.clock.tick()
    if signed:
        message = lowering_message(desk.place, record, parents, signed[1])
        act = {"second": ring(signed[0]).me.id, "signature": ring(signed[0]).sign(message).hex()}
    entry = Entry(new_id(at), desk.place, record, kind, parents, at, theirs.writer.id, label, None, new_record_id())
    key, new = theirs.sealer.key_for(record, theirs.rights.versions(label.compartments, theirs.writer.id))
    theirs.do(
        Made(
            (replace(entry, body=sealed(Body(fields, dict(found.names), act=act), key, entry)),), (new,) if new else ()
        )
    )


@pytest.mark.parametrize(
    "said",
    [
        {"label": GREEN, "own": GREEN},
        {"label": RED, "own": GREEN},
        {"label": GREEN, "own": RED},
        {"label": RED, "own": None},  # the header says GREEN
        {"label": GREEN, "own": GREEN, "act": {"lowered": True, "second": ring("Cy").me.id, "signature": "no hex"}},
        {"label": GREEN, "own": GREEN, "act": {"second": ring("Cy").me.id, "signature": "00" * 64}},
        {"label": GREEN, "own": GREEN, "signed": ("Bo", GREEN)},  # by the writer themselves
        {"label": GREEN, "own": GREEN, "signed": ("Eve", GREEN)},  # by nobody here
        {"label": GREEN, "own": GREEN, "signed": ("Di", GREEN)},  # by somebody who could not see it
        {"label": GREEN, "own": GREEN, "signed": ("Cy", AMBER)},  # for another label
        {"label": GREEN, "own": AMBER, "signed": ("Cy", AMBER)},  # for a label that the ledger does not bear
    ],
)
def test_a_label_that_somebody_lowers_alone_is_shown_whatever_the_entry_says_of_itself(ana, said):
    hostile(ana, "Bo", **said)
    (alone,) = unconfirmed(ana)
    assert (alone.what, alone.about, alone.by, alone.why) == ("relabel", "guard", ring("Bo").me.id, "")


def test_a_label_that_two_lowered_is_not_shown_nor_one_that_closes_more(ana):
    hostile(ana, "Bo", AMBER, own=AMBER, signed=("Cy", AMBER))
    hostile(ana, "Bo", RED, own=RED)
    ana.do(revise_header(ana, {"handling": "RED"}))
    ana.do(acts.revise(ana, "guard", {"note": "as it was"}))
    assert unconfirmed(ana) == ()


def test_what_was_written_under_another_default_was_not_lowered_by_it(ana):
    ana.do(acts.record(ana, Actor(id="watch")))
    ana.do(acts.revise(ana, "watch", {"handling": "GREEN"}))
    ana.do(revise_header(ana, {"handling": "RED"}))
    assert unconfirmed(ana) == ()


def test_a_default_label_that_somebody_lowers_is_shown(ana):
    hostile(ana, "Bo", Handling(level="CLEAR"), kind=HEADER, own=Handling(level="CLEAR"))
    (alone,) = unconfirmed(ana)
    assert (alone.what, alone.about) == ("relabel", "selane") and alone.was == GREEN


@pytest.mark.parametrize(("name", "counts"), [("Bo", False), ("Di", False), ("Cy", True)])
def test_only_a_lead_who_could_see_what_was_lowered_confirms_it(ana, name, counts):
    hostile(ana, "Bo", GREEN, own=GREEN)
    (alone,) = unconfirmed(ana)
    digest = next(one.digest for one in ana.entries if one.id == alone.entry).hex()
    hostile_confirmation(ana, name, {"confirms": alone.entry, "digest": digest})
    assert (unconfirmed(ana) == ()) == counts


def hostile_confirmation(desk, name, said):
    theirs = Desk(desk.keeper, ring(name), desk.place)
    theirs.clock.meet(desk.entries[-1].recorded_at)
    at = theirs.clock.tick()
    entry = Entry(
        new_id(at), desk.place, new_record_id(), CONFIRMATION, (), at, theirs.writer.id, Handling(level="CLEAR"),
        canonical(said), new_record_id(),
    )  # fmt: skip
    theirs.do(Made((entry,)))


@pytest.mark.parametrize(("name", "counts"), [("Bo", False), ("Cy", False), ("Mo", True)])
def test_only_a_mandator_approves_a_mandate_whatever_the_entry_says_of_itself(ana, name, counts):
    ana.do(acts.grant(ana, ring("Mo").me, role=Role.MANDATOR, clearance=Label.AMBER))
    ana.do(acts.record(ana, Actor(id="us"), Mandate(id="talks", title="To talk", issuer="us")))
    hostile(ana, name, GREEN, slug="talks", kind="mandate", act={"act": "approve"})
    assert approved(ana, "talks") == counts and unconfirmed(ana) == ()


@pytest.mark.parametrize("said", [{}, {"confirms": "x", "digest": "y"}, []])
def test_a_confirmation_of_nothing_confirms_nothing(ana, said):
    hostile(ana, "Bo", GREEN, own=GREEN)
    hostile_confirmation(ana, "Cy", said)
    assert len(unconfirmed(ana)) == 1


@pytest.mark.parametrize("changed", [{}, {"version": 7}, {"salt": bytes(FOUNDING_SALT)}, {"salt": b"x"}])
def test_a_red_clearance_that_one_person_gives_is_shown_whatever_the_grant_says_of_itself(ana, changed):
    said = {"dossier": ana.place, "compartment": "", "version": 1, "role": Role.TEAM, "clearance": Label.RED}
    grant = given(ring("Ana"), ring("Di").me, bytes(32), **said, at=ana.clock.tick())
    grant = replace(grant, **changed).signed(ring("Ana"))
    ana.do(Made((granting(grant, ana.clock.tick(), new_record_id()),)))
    (alone,) = unconfirmed(ana)
    assert (alone.what, alone.about, alone.by) == ("grant", ring("Di").me.id, ring("Ana").me.id)


def test_a_part_that_goes_on_under_a_new_key_needs_no_second_word_and_one_given_again_does(ana):
    ana.do(acts.revoke(ana, ring("Di").me.id))
    assert len(ana.rights.grants_to(ring("Bo").me.id)) > 1 and unconfirmed(ana) == ()
    ana.do(acts.revoke(ana, ring("Bo").me.id))
    ana.do(acts.grant(ana, ring("Bo").me, role=Role.TEAM, clearance=Label.RED, why="back"))
    assert [(one.what, one.about) for one in unconfirmed(ana)] == [("grant", ring("Bo").me.id)]
