"""Can a body be moved, its label lowered, or a key be put in another's place?"""

from dataclasses import fields, replace

import pytest
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt, crypto_aead_xchacha20poly1305_ietf_encrypt
from nacl.exceptions import CryptoError

from aidememoire.ledger import acts
from aidememoire.ledger.clock import Moment
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import Entry, new_id, new_record_id, unpacked
from aidememoire.ledger.grants import boxed
from aidememoire.ledger.seal import Body, Sealer, WrappedKey, sealed, with_base
from aidememoire.ledger.unsealing import unsealed
from aidememoire.vocabulary.handling import Handling
from aidememoire.vocabulary.kinds.actors import Actor
from worlds import X, dossier_of, let_in, meet, ring, seen_by

ME = ring("Ana").me.id


@pytest.fixture
def ana():
    desk = dossier_of()
    desk.do(acts.record(desk, Actor(id="guard", names="The guard", handling={"level": "RED", "compartments": [X]})))
    desk.do(acts.record(desk, Actor(id="ministry", names="The ministry")))
    return desk


def entry_of(desk, slug):
    return next(entry for entry in desk.entries if entry.record == desk.view.record_id(slug))


def test_a_body_opens_in_its_own_entry_alone(ana):
    guard, ministry = entry_of(ana, "guard"), entry_of(ana, "ministry")
    assert ana.sealer.open(guard).record["names"] == "The guard"
    assert ana.sealer.open(replace(ministry, body=guard.body)) is None
    changed = {
        "id": new_id(Moment(1)),
        "dossier": new_record_id(),
        "record": ministry.record,
        "kind": "tie",
        "parents": (guard.id,),
        "recorded_at": Moment(1),
        "recorded_by": new_record_id(),
        "handling": Handling(level="GREEN", compartments=(X,)),
        "batch": new_record_id(),
    }
    assert set(changed) == {one.name for one in fields(Entry)} - {"body", "previous", "digest", "_head"}
    for name, value in changed.items():
        assert ana.sealer.open(replace(guard, **{name: value})) is None, name


def test_a_label_lowered_by_hand_hides_the_record_from_everybody_rather_than_showing_it(ana):
    ben = let_in(ana, "Ben")
    guard = entry_of(ana, "guard")
    for label in (Handling(level="CLEAR"), Handling(level="GREEN", compartments=(X,))):
        lowered = [replace(entry, handling=label) if entry.id == guard.id else entry for entry in ana.entries]
        assert "guard" not in seen_by(ben, lowered, ana.keeper.keys(ana.place)).dossier
        assert "guard" not in seen_by(ana, lowered, ana.keeper.keys(ana.place)).dossier


def test_every_flipped_byte_of_a_body_or_a_wrapped_key_is_noticed(ana):
    guard = entry_of(ana, "guard")
    for place in range(len(guard.body)):
        flipped = bytearray(guard.body)
        flipped[place] ^= 1
        assert ana.sealer.open(replace(guard, body=bytes(flipped))) is None
    (key,) = [key for key in ana.keeper.keys(ana.place) if key.record == guard.record]
    for place in range(len(key.sealed)):
        flipped = bytearray(key.sealed)
        flipped[place] ^= 1
        assert Sealer(ana.keyring, ana.place, [replace(key, sealed=bytes(flipped))]).open(guard) is None


def test_a_false_key_of_the_same_name_keeps_nobody_out(ana):
    guard = entry_of(ana, "guard")
    keys = ana.keeper.keys(ana.place)
    (true,) = [key for key in keys if key.record == guard.record]
    false = WrappedKey(true.name, true.dossier, true.record, true.compartments, bytes(72))
    assert "guard" in seen_by(ana, ana.entries, [false, *keys]).dossier


def test_the_key_of_one_record_is_none_of_another(ana):
    guard, ministry = entry_of(ana, "guard"), entry_of(ana, "ministry")
    (key,) = [key for key in ana.keeper.keys(ana.place) if key.record == guard.record]
    moved = replace(key, record=ministry.record)
    assert Sealer(ana.keyring, ana.place, [moved]).open(replace(guard, record=ministry.record)) is None


def test_who_is_outside_the_compartment_cannot_open_even_with_every_byte(ana):
    ben = let_in(ana, "Ben")
    guard = entry_of(ana, "guard")
    meet(ana.keeper, ben.keeper, ana.place)
    assert ben.keeper.keys(ana.place) == ana.keeper.keys(ana.place)
    assert ben.sealer.open(guard) is None and ben.sealer.open(entry_of(ana, "ministry")) is not None


def test_a_record_that_is_closed_gets_a_new_key_so_that_the_old_one_does_not_open_it(ana):
    ben = let_in(ana, "Ben", copy=False)
    assert ben.sealer.open(entry_of(ben, "ministry")) is not None
    ana.do(acts.revise(ana, "ministry", {"handling": {"level": "RED", "compartments": [X]}, "note": "closed"}))
    closed = ana.entries[-1]
    assert ana.sealer.open(closed).record["note"] == "closed" and ben.sealer.open(closed) is None
    assert closed.body[:16] != entry_of(ana, "ministry").body[:16]


def test_one_record_keeps_one_key_while_its_compartments_stay(ana):
    ana.do(acts.revise(ana, "ministry", {"note": "one"}))
    ana.do(acts.revise(ana, "ministry", {"note": "two"}))
    record = ana.view.record_id("ministry")
    assert len([key for key in ana.keeper.keys(ana.place) if key.record == record]) == 1


def test_a_record_that_is_forgotten_opens_no_more_and_one_that_is_met_first_needs_no_new_key(ana):
    guard, newcomer = entry_of(ana, "guard"), Sealer(ana.keyring, ana.place, ana.keeper.keys(ana.place))
    newcomer.given({(grant.compartment, grant.version): [grant.sealed_key] for grant in ana.rights.grants_to(ME)})
    key, new = newcomer.key_for(guard.record, (("", 1), (X, 1)))
    assert new is None and newcomer.open(guard) is not None
    other, made = newcomer.key_for(new_record_id(), (("", 1),))
    assert made is not None and newcomer.key_for(made.record, (("", 1),)) == (other, None)
    newcomer.forget(guard.record)
    assert newcomer.open(guard) is None
    again, new = newcomer.key_for(guard.record, (("", 1), (X, 1)))
    assert again != key and new is not None and newcomer.open(guard) is None


def test_without_the_key_of_a_compartment_nothing_is_sealed_until_it_is_given(ana):
    sealer = Sealer(ana.keyring, ana.place)
    boxes = {(grant.compartment, grant.version): [grant.sealed_key] for grant in ana.rights.grants_to(ME)}
    with pytest.raises(KeyError):
        sealer.key_for(new_record_id(), (("", 1), (X, 1)))
    sealer.given({place: [boxed(bytes(32), ring("Ben").me), *own] for place, own in boxes.items()})
    assert sealer.key_for(new_record_id(), (("", 1), (X, 1)))[1] is not None
    with pytest.raises(KeyError):
        sealer.key_for(new_record_id(), (("", 1), (X, 2)))


def test_a_key_that_was_used_already_opens_no_other_record_and_no_closer_label_either(ana):
    guard, ministry = entry_of(ana, "guard"), entry_of(ana, "ministry")
    theirs, _new = ana.sealer.key_for(ministry.record, (("", 1),))
    assert ana.sealer.open(ministry) is not None
    under_a_closer_label = replace(ministry, handling=guard.handling)
    of_another_record = replace(ministry, record=guard.record)
    for entry in (under_a_closer_label, of_another_record):
        closed = sealed(Body({"id": "guard"}, {}), theirs, entry)
        body = closed if entry is under_a_closer_label else ministry.body[:16] + closed[16:]
        for sealer in (ana.sealer, Desk(ana.keeper, ana.keyring, ana.place).sealer):
            assert sealer.open(replace(entry, body=body)) is None


# An entry as the first version of the form wrote it, and the wrapped key of its record.
ENTRY = (
    "01e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0acacacacacacacacacacacacacacacac00"
    "00019e7044880000000003897cd0a1da5f88db6a22bc305f4dcdecbabababababababababababababababa056163746f7200"
    "00002a7b22636f6d706172746d656e7473223a5b22686172626f7572225d2c226c6576656c223a22524544227d4fab50ffb8"
    "3d22af27bede75f9f131f2cafeadac3f046813159e8e0903df558a0001000000a9503b178335e8855c9180d3dc9837cb2a56"
    "8a08183312a6403daff7399367f3d782ae5de01e744044b479128dd01ab41b66bb22c0da457e2de8c273497f5a978701cc34"
    "695de43172ee97f42a8da06401d8f2f3613201fb91082b18ef30dff27b305e71bc86388520cb254a8ebabe728caf30370a80"
    "0a047c6512678cd33e93aa7bd7af7a9a2726d8d57b91078b0b38e36996ae0288dee43aef50ce8ae26c56142aa780b451f937"
    "5a3a"
)
WRAPPED = (
    "503b178335e8855c9180d3dc9837cb2ac79bf193bc94113f326b15ad1a6448c60ad45b5ad91e67d85ae8ded023d45da93636"
    "6b8168e506d810f6781be822c1012b5b177206999ee47499cc376308397a18937b7c7dd39cb1"
)


def test_what_an_earlier_version_sealed_opens_still():
    entry = unpacked(bytes.fromhex(ENTRY))
    name, closed = bytes.fromhex(WRAPPED)[:16], bytes.fromhex(WRAPPED)[16:]
    keyring = ring("Ana").held(entry.dossier, "", 1, bytes(32)).held(entry.dossier, X, 2, bytes(range(32)))
    key = WrappedKey(name, entry.dossier, entry.record, (("", 1), (X, 2)), closed)
    body = Body({"id": "guard", "names": "حرس"}, {}, "because", ("note",), {"act": "relabel"})
    assert entry.sound and Sealer(keyring, entry.dossier, [key]).open(entry) == body


def test_a_body_says_what_was_sealed(ana):
    guard = entry_of(ana, "guard")
    key, _new = ana.sealer.key_for(guard.record, ana.rights.versions((X,), ana.writer.id))
    body = Body({"id": "guard", "names": "حرس"}, {"other": "00" * 16}, "because", ("note",), {"act": "relabel"})
    assert ana.sealer.open(replace(guard, body=sealed(body, key, guard))) == body
    assert with_base([X]) == ("", X) and ring("Ana").me == ana.writer


@pytest.mark.parametrize("part", ["sealed", "about", "nonce", "key"])
def test_a_seal_opens_as_the_library_says_and_no_part_of_it_may_be_cut_or_changed(part):
    given = {"sealed": b"", "about": b"the head", "nonce": bytes(range(24)), "key": bytes(range(32))}
    given["sealed"] = crypto_aead_xchacha20poly1305_ietf_encrypt(b"said", given["about"], given["nonce"], given["key"])
    assert unsealed(**given) == crypto_aead_xchacha20poly1305_ietf_decrypt(*given.values()) == b"said"
    whole = given[part]
    for other in (b"", whole[:-1], whole + b"\0", bytes((whole[0] ^ 1,)) + whole[1:]):
        with pytest.raises(CryptoError):
            unsealed(**{**given, part: other})


def test_an_empty_body_has_a_seal_too():
    closed = crypto_aead_xchacha20poly1305_ietf_encrypt(b"", b"about", bytes(24), bytes(32))
    assert unsealed(closed, b"about", bytes(24), bytes(32)) == b""
    with pytest.raises(CryptoError):
        unsealed(closed[:-1], b"about", bytes(24), bytes(32))
