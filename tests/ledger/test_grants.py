"""Does a part in a dossier count only where its chain of granters leads back to the founder?"""

import json
from dataclasses import replace

import pytest

from aidememoire.ledger import acts
from aidememoire.ledger.clock import Clock, Moment
from aidememoire.ledger.desk import Desk, granting
from aidememoire.ledger.entry import PURGE, REVOCATION, Entry, new_id, new_record_id
from aidememoire.ledger.gate import Denied, Reader, Role, ceiling
from aidememoire.ledger.grants import Grant, Revocation, Rights, boxed, founded, founding, given, names_of, unboxed
from aidememoire.ledger.memory import MemoryKeeper
from aidememoire.ledger.people import Person, fingerprint, words
from aidememoire.ledger.seal import Body, sealed
from aidememoire.ledger.writing import Made
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.kinds.actors import Actor
from worlds import Hours, X, dossier_of, let_in, meet, ring, seen_by, told


@pytest.fixture
def ana():
    desk = dossier_of()
    desk.do(acts.record(desk, Actor(id="guard", handling={"level": "RED", "compartments": [X]}), Actor(id="ministry")))
    return desk


def parts(desk, *more):
    return Rights.of([*desk.entries, *more], desk.place)


def grant_of(desk, giver, member, **changed):
    told = {
        "dossier": desk.place,
        "compartment": "",
        "version": 1,
        "role": Role.TEAM,
        "clearance": Label.RED,
        "at": desk.clock.tick(),
    }
    return given(ring(giver), ring(member).me, bytes(32), **{**told, **changed})


def ending(desk, giver, member, compartment=""):
    at = desk.clock.tick()
    end = Revocation(desk.place, compartment, ring(member).me.id, ring(giver).me.id, at).signed(ring(giver))
    return Entry(
        new_id(at),
        desk.place,
        new_record_id(),
        REVOCATION,
        (),
        at,
        end.given_by,
        Handling(level="CLEAR"),
        end.written(),
        new_record_id(),
    )


def as_entry(desk, grant):
    return granting(grant, desk.clock.tick(), new_record_id())


def test_a_founder_leads_and_a_member_is_what_they_were_given(ana):
    let_in(ana, "Ben", clearance=Label.AMBER, compartments=(X,), agency="partner")
    assert ana.reader == Reader(ana.writer.id, Role.LEAD, Label.RED, frozenset({X}))
    assert ana.rights.reader(ring("Ben").me.id) == Reader(
        ring("Ben").me.id, Role.TEAM, Label.AMBER, frozenset({X}), "partner"
    )
    assert ceiling(ana.rights.reader(ring("Ben").me.id)) == Handling(
        level="AMBER", compartments=(X,), releasable_to=("partner",)
    )


def test_a_grant_comes_back_from_its_bytes(ana):
    grant = grant_of(ana, "Ana", "Ben", why="joins today").co_signed(ring("Cem"))
    assert Grant.read(grant.written()) == grant
    end = Revocation(ana.place, X, "a", "b", Moment(5), "left").signed(ring("Ana"))
    assert Revocation.read(end.written()) == end


def test_nobody_else_can_found_a_dossier_that_is_founded(ana):
    forged, _key = founding(ring("Eve").me, ring("Eve"), at=Moment(1))
    moved = replace(forged, dossier=ana.place).signed(ring("Eve"))
    rights = parts(ana, as_entry(ana, moved))
    assert rights.reader(ring("Eve").me.id) is None and moved in rights.refused


@pytest.mark.parametrize(
    "forge",
    [
        lambda desk: grant_of(desk, "Eve", "Eve"),
        lambda desk: grant_of(desk, "Ben", "Eve"),  # Ben is no lead
        lambda desk: replace(
            grant_of(desk, "Ana", "Ben"), member=ring("Eve").me
        ),  # another name under a true signature
        lambda desk: replace(grant_of(desk, "Eve", "Eve"), given_by=ring("Ana").me.id),
        lambda desk: replace(grant_of(desk, "Ana", "Eve", clearance=Label.GREEN), clearance=Label.RED),
        lambda desk: replace(grant_of(desk, "Ana", "Eve"), compartment=X),
        lambda desk: grant_of(desk, "Eve", "Eve", compartment=X),
        lambda desk: grant_of(desk, "Ana", "Eve", at=Moment(1)),  # before its giver had any part
        lambda desk: replace(grant_of(desk, "Ana", "Eve"), dossier="00" * 16),
    ],
)
def test_forged_grants_are_refused(ana, forge):
    let_in(ana, "Ben")
    rights = parts(ana, as_entry(ana, forge(ana)))
    assert rights.reader(ring("Eve").me.id) is None
    assert set(rights.people) == {ring("Ana").me.id, ring("Ben").me.id}


def test_a_lead_gives_no_higher_clearance_than_their_own_and_no_compartment_that_they_lack(ana):
    let_in(ana, "Ben", role=Role.LEAD, clearance=Label.AMBER)
    high = as_entry(ana, grant_of(ana, "Ben", "Eve"))
    fair = as_entry(ana, grant_of(ana, "Ben", "Eve", clearance=Label.AMBER))
    inside = as_entry(ana, grant_of(ana, "Ben", "Eve", clearance=Label.AMBER, compartment=X))
    assert parts(ana, high).reader(ring("Eve").me.id) is None
    assert parts(ana, fair, inside).reader(ring("Eve").me.id).compartments == frozenset()


def test_who_founds_a_compartment_holds_it_and_nobody_founds_it_twice(ana):
    let_in(ana, "Ben", role=Role.LEAD)
    own = as_entry(ana, grant_of(ana, "Ben", "Ben", compartment="port"))
    again = as_entry(ana, grant_of(ana, "Ana", "Ana", compartment="port"))
    rights = parts(ana, own, again)
    assert rights.reader(ring("Ben").me.id).compartments == {"port"}
    assert "port" not in rights.reader(ring("Ana").me.id).compartments


def test_a_part_that_ended_ends_sight_and_what_was_written_before_stays(ana):
    ben = let_in(ana, "Ben", copy=False)
    ben.do(acts.record(ben, Actor(id="of-ben")))
    ana.do(Made((ending(ana, "Ana", "Ben"),)))
    assert list(ben.dossier) == [] and ben.view.batches == ()
    with pytest.raises(Denied):
        acts.record(ben, Actor(id="late"))
    assert "of-ben" in ana.dossier


def test_what_somebody_writes_after_their_part_ended_does_not_count(ana):
    ben = let_in(ana, "Ben")
    ana.do(Made((ending(ana, "Ana", "Ben"),)))
    ben.clock.meet(ana.clock.tick())
    ben.do(acts.revise(ben, "ministry", {"note": "late"}))
    meet(ben.keeper, ana.keeper, ana.place)
    assert ana.dossier["ministry"].note is None


def test_only_a_lead_ends_the_part_of_another_and_everybody_their_own(ana):
    let_in(ana, "Ben")
    let_in(ana, "Cem")
    assert parts(ana, ending(ana, "Ben", "Cem")).reader(ring("Cem").me.id) is not None
    assert parts(ana, ending(ana, "Cem", "Cem")).reader(ring("Cem").me.id) is None
    assert parts(ana, ending(ana, "Ana", "Cem", X)).reader(ring("Cem").me.id) is not None


def test_who_left_may_be_let_in_again(ana):
    ana.do(Made((ending(ana, "Ana", "Ben"),)))
    let_in(ana, "Ben")
    assert ana.rights.reader(ring("Ben").me.id) is not None


def test_the_order_of_grants_does_not_matter(ana):
    let_in(ana, "Ben", role=Role.LEAD)
    more = [
        as_entry(ana, grant_of(ana, "Ben", "Cem")),
        ending(ana, "Ana", "Ben"),
        as_entry(ana, grant_of(ana, "Ben", "Eve")),
    ]
    forth, back = (
        Rights.of([*ana.entries, *more], ana.place),
        Rights.of([*reversed(more), *reversed(ana.entries)], ana.place),
    )
    assert forth.parts == back.parts and forth.people == back.people
    assert forth.reader(ring("Cem").me.id) and forth.reader(ring("Eve").me.id) is None


def test_red_clearance_without_a_second_person_is_shown_as_not_confirmed(ana):
    let_in(ana, "Ben", role=Role.LEAD)
    alone = grant_of(ana, "Ana", "Cem", why="nobody else here")
    rights = parts(ana, as_entry(ana, alone))
    assert alone in rights.unconfirmed() and not rights.confirmed(alone)
    both = alone.co_signed(ring("Ben"))
    assert parts(ana, as_entry(ana, both)).confirmed(both)
    assert not parts(ana, as_entry(ana, both)).confirmed(alone.co_signed(ring("Ana")))
    assert not parts(ana, as_entry(ana, both)).confirmed(alone.co_signed(ring("Eve")))


def test_a_part_holds_from_the_moment_it_is_given_until_the_moment_it_ends_and_from_when_it_is_given_again(ana):
    ben, base, inside = ring("Ben").me.id, Handling(level="RED"), Handling(level="RED", compartments=(X,))
    given_in_turn = [
        as_entry(ana, grant_of(ana, "Ana", "Ben")),
        as_entry(ana, grant_of(ana, "Ana", "Ben", compartment=X)),
        ending(ana, "Ana", "Ben", X),
        ending(ana, "Ana", "Ben"),
        as_entry(ana, grant_of(ana, "Ana", "Ben", clearance=Label.AMBER)),
        as_entry(ana, grant_of(ana, "Ana", "Ben")),
    ]
    rights, none = parts(ana, *given_in_turn), Moment(0)
    moments = [
        (Grant if n not in (2, 3) else Revocation).read(one.body).given_at for n, one in enumerate(given_in_turn)
    ]
    assert not rights.covers(ben, base, none) and rights.part(ben, none) is None
    assert [rights.covers(ben, base, at) for at in moments] == [True, True, True, False, False, True]
    assert [rights.covers(ben, inside, at) for at in moments] == [False, True, False, False, False, False]
    assert [rights.part(ben, at) for at in moments] == [Role.TEAM] * 3 + [None] + [Role.TEAM] * 2
    last = Moment(moments[3].millis + 1)  # after the end and before it was given again
    assert last < moments[4] and rights.part(ben, last) is None and not rights.covers(ben, base, last, "read")
    assert rights.covers(ben, base, moments[0], "read") and not rights.covers(ben, base, moments[0], "purge")


def test_a_lead_ends_a_part_in_a_compartment_that_they_hold_and_nothing_else_with_it(ana):
    let_in(ana, "Ben", role=Role.LEAD)
    let_in(ana, "Cem", compartments=(X,))
    cem, foreign, own = ring("Cem").me.id, ending(ana, "Ben", "Cem", X), ending(ana, "Ana", "Cem", X)
    rights = parts(ana, foreign)
    assert rights.reader(cem).compartments == {X} and [one.written() for one in rights.refused] == [foreign.body]
    rights = parts(ana, own)
    assert rights.reader(cem).compartments == frozenset() and rights.refused == []
    assert parts(ana, ending(ana, "Ben", "Cem")).reader(cem) is None


def test_who_holds_what_is_listed_by_compartment_person_and_version(ana):
    let_in(ana, "Ben")
    let_in(ana, "Cem", compartments=(X,))
    rights, ben, me = ana.rights, ring("Ben").me.id, ana.writer.id
    assert [one.member.id for one in rights.members(X)] == sorted([me, ring("Cem").me.id])
    assert [one.member.id for one in rights.members()] == sorted([me, ben, ring("Cem").me.id])
    assert [(one.member.id, one.compartment, one.version) for one in rights.grants_to(ben)] == [(ben, "", 1)]
    more = as_entry(ana, grant_of(ana, "Ana", "Ben", version=5)), as_entry(ana, grant_of(ana, "Ana", "Ben", version=3))
    assert parts(ana, *more).versions((X,), ben) == (("", 5), (X, 0))
    assert rights.versions((), me) == (("", 1),)
    assert names_of(rights.people) == {one.id: one.name for one in (ring(name).me for name in ("Ana", "Ben", "Cem"))}


def test_a_founding_salt_founds_no_compartment_that_somebody_else_has(ana):
    let_in(ana, "Ben", role=Role.LEAD)
    own = as_entry(ana, grant_of(ana, "Ben", "Ben", compartment="port"))
    salt = ana.rights.grants_to(ana.writer.id)[0].salt
    assert salt
    forged = replace(grant_of(ana, "Ana", "Ana", compartment="port"), salt=salt).signed(ring("Ana"))
    assert ana.rights.versions(("port",), ana.writer.id)[1] == ("port", 0)
    assert "port" not in parts(ana, own, as_entry(ana, forged)).reader(ana.writer.id).compartments


def test_a_grant_counts_only_in_an_entry_of_its_dossier_and_by_who_gives_it(ana):
    entry = as_entry(ana, grant_of(ana, "Ana", "Ben"))
    assert parts(ana, entry).reader(ring("Ben").me.id)
    for wrong in ({"dossier": "00" * 16}, {"recorded_by": ring("Ben").me.id}, {"kind": "actor"}, {"body": None}):
        assert parts(ana, replace(entry, **wrong)).reader(ring("Ben").me.id) is None, wrong


def test_a_key_in_a_grant_opens_for_its_member_alone_and_only_whole(ana):
    grant = grant_of(ana, "Ana", "Ben")
    assert unboxed(grant, ring("Ben")) == bytes(32) and unboxed(grant, ring("Cem")) is None
    assert unboxed(replace(grant, sealed_key=boxed(b"short", ring("Ben").me)), ring("Ben")) is None


def test_what_is_signed_keeps_its_form_so_that_old_ledgers_hold(ana):
    assert founded(ring("Ana").me, bytes(16)) == "37189f478e2fbfadfa9df2cc32b2e76e"
    end = Revocation("d", X, "m", "g", Moment(5), "left").message()
    assert end == (
        b"aidememoire revocation 1\n"
        b'{"compartment":"harbour","dossier":"d","given_at":"%s","given_by":"g","member":"m","why":"left"}'
        % str(Moment(5)).encode()
    )
    first, said = grant_of(ana, "Ana", "Ben").message().split(b"\n")
    assert first == b"aidememoire grant 1" and set(json.loads(said)) == {
        "agency", "clearance", "compartment", "dossier", "given_at", "given_by", "member", "role", "salt", "sealed_key",
        "version", "why",
    }  # fmt: skip


# What somebody writes who may not see the record


def forged(desk, name, record, label, fields, parents=(), kind="actor"):
    """An entry as changed software would write it, sealed with a key of the writer's own."""
    member = Desk(desk.keeper, ring(name), desk.place, clock=Clock(now=Hours(desk.clock.tick().millis)))
    at = member.clock.tick()
    body = None
    entry = Entry(new_id(at), desk.place, record, kind, parents, at, member.writer.id, label, body, new_record_id())
    if kind == PURGE:
        return Made((replace(entry, body=b"{}"),)), member
    key, new = member.sealer.key_for(record, member.rights.versions(label.compartments, member.writer.id))
    return Made((replace(entry, body=sealed(Body(fields, {}), key, entry)),), (new,) if new else ()), member


@pytest.mark.parametrize("name", ["Ben", "Cem"])
@pytest.mark.parametrize("fields", [None, {"id": "guard", "names": "overwritten"}, {"id": "moved"}])
@pytest.mark.parametrize("linked", [True, False])
def test_an_edit_by_somebody_who_may_not_see_a_record_neither_erases_nor_reveals_it(ana, name, fields, linked):
    let_in(ana, "Ben", copy=False)  # not in the compartment
    let_in(ana, "Cem", clearance=Label.AMBER_STRICT, compartments=(X,), copy=False)  # not cleared for RED
    record = ana.view.record_id("guard")
    before = told(ana.view)
    label = Handling(level="AMBER", compartments=(X,) if name == "Cem" else ())
    act, member = forged(ana, name, record, label, fields, ana.view.heads("guard") if linked else ())
    member.do(act)
    assert {**told(ana.view), "batches": ()} == {**before, "batches": ()}
    assert "guard" not in member.dossier and "overwritten" not in repr(told(ana.view))


@pytest.mark.parametrize("name", ["Ben", "Cem"])
def test_a_purge_by_somebody_who_may_not_see_or_may_not_purge_does_nothing(ana, name):
    let_in(ana, "Ben", copy=False)
    let_in(ana, "Cem", role=Role.LEAD, clearance=Label.AMBER_STRICT, compartments=(X,), copy=False)
    act, member = forged(ana, name, ana.view.record_id("guard"), Handling(level="AMBER"), None, kind=PURGE)
    member.do(act)
    assert "guard" in ana.dossier


def test_a_purge_takes_a_record_away_everywhere_also_where_its_key_still_is(ana):
    ben = let_in(ana, "Ben", compartments=(X,))
    keys = ana.keeper.keys(ana.place)
    record = ana.view.record_id("guard")
    act, _member = forged(ana, "Ana", record, Handling(level="RED", compartments=(X,)), None, kind=PURGE)
    ana.do(replace(act, drop_keys=(record,)))
    assert "guard" not in ana.dossier and not [key for key in ana.keeper.keys(ana.place) if key.record == record]
    assert "guard" in ben.dossier
    meet(ben.keeper, ana.keeper, ana.place)
    assert not [key for key in ana.keeper.keys(ana.place) if key.record == record]
    ben.keeper.append(ana.entries, keys=ana.keeper.keys(ana.place), heads=ana.keeper.heads(ana.place))
    assert "guard" not in ben.dossier
    assert not [key for key in ben.keeper.keys(ana.place) if key.record == record]
    with pytest.raises(Denied, match="There is no record guard"):
        ben.view.history("guard")
    assert told(seen_by(ana, reversed(ana.entries), keys)) == told(seen_by(ana, ana.entries, keys))
    assert "guard" not in seen_by(ana, ana.entries, keys, known_at=ana.entries[-2].recorded_at).dossier


# People


def test_a_fingerprint_belongs_to_its_keys_and_is_read_out_as_words(ana):
    me = ring("Ana").me
    assert me.id == fingerprint(me.sign_key, me.box_key) and Person.read(me.written()) == me
    assert len(words(me.id).split()) == 8 and all(len(word) == 5 for word in words(me.id).split())
    assert words(me.id) != words(ring("Ben").me.id)


def test_every_word_stands_for_sixteen_bits_of_its_own():
    assert len({words(f"{number:04x}") for number in range(2**16)}) == 2**16


def test_a_signature_is_of_one_person_and_one_message():
    me = ring("Ana")
    assert me.me.signed(b"yes", me.sign(b"yes"))
    assert not me.me.signed(b"no", me.sign(b"yes")) and not ring("Ben").me.signed(b"yes", me.sign(b"yes"))
    assert not me.me.signed(b"yes", b"short")


def test_a_role_that_is_not_named_may_nothing():
    assert not Reader.nobody("x").may("read") and not Reader.nobody("x").may_see("actor")
    assert not Reader("x", Role.LEAD, Label.RED).may("anything new")
    assert MemoryKeeper().dossiers() == ()
