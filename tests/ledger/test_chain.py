"""Does a verification name the first bad entry, whatever was done to the ledger?"""

import random
from dataclasses import replace

import pytest

from aidememoire.ledger import acts
from aidememoire.ledger.chain import heads, tips, verify
from aidememoire.ledger.clock import Moment
from aidememoire.ledger.entry import NotAnEntry, packed, unpacked
from aidememoire.vocabulary.handling import Handling
from aidememoire.vocabulary.kinds.actors import Actor
from worlds import X, dossier_of, let_in, meet, ring


@pytest.fixture(scope="module")
def ledger():
    """Two writers, two compartments, forty acts; with the heads of half way, as a backup would keep them."""
    ana = dossier_of()
    ben = let_in(ana, "Ben", copy=False)
    older = ()
    for number in range(40):
        desk = (ana, ben)[number % 2]
        closed = {"level": "RED", "compartments": [X] if desk is ana and number % 4 == 0 else []}
        desk.do(acts.record(desk, Actor(id=f"a-{number}", handling=closed)))
        if number == 20:
            older = ana.keeper.heads(ana.place)
    return ana, older


def checked(ledger, entries, heads=None):
    ana, older = ledger
    return verify(entries, ana.keeper.heads(ana.place) if heads is None else heads, ana.rights.people, older)


def test_an_untouched_ledger_holds_in_any_order(ledger):
    entries = list(ledger[0].entries)
    for _time in range(5):
        random.Random(1).shuffle(entries)
        found = checked(ledger, entries)
        assert found.holds and found.entries == len(entries) and found.chains == 3


def edited(entry, chance):
    """An entry of which one field was changed, with a digest that fits or without."""
    change = chance.choice(["body", "label", "time", "writer", "record", "parents", "previous"])
    new = {
        "body": lambda: replace(entry, body=bytes([entry.body[0] ^ 1]) + entry.body[1:]),
        "label": lambda: replace(entry, handling=Handling(level="CLEAR")),
        "time": lambda: replace(entry, recorded_at=Moment(entry.recorded_at.millis - 1)),
        "writer": lambda: replace(entry, recorded_by=ring("Eve").me.id),
        "record": lambda: replace(entry, record="00" * 16),
        "parents": lambda: replace(entry, parents=("00" * 16,)),
        "previous": lambda: replace(entry, previous=bytes(32)),
    }[change]()
    return new.linked(new.previous) if chance.random() < 0.5 else new


def test_500_of_500_tampered_ledgers_are_noticed_and_the_first_bad_entry_named(ledger):
    chance = random.Random(20261125)
    whole = sorted(ledger[0].entries, key=lambda entry: entry.order)
    done = {"edit": 0, "delete": 0, "reorder": 0, "truncate": 0, "roll back": 0, "flip": 0}
    for number in range(500):
        deed = list(done)[number % len(done)]
        entries, kept = list(whole), None
        place = chance.randrange(len(entries))
        if deed == "edit":
            entries[place] = edited(entries[place], chance)
            if entries[place] == whole[place]:
                continue
        elif deed == "delete":
            del entries[place]
        elif deed == "reorder":
            chain = [at for at, entry in enumerate(entries) if entry.chain == entries[place].chain]
            one, other = chance.sample(chain, 2)
            swapped = entries[one].previous, entries[other].previous
            entries[one], entries[other] = entries[one].linked(swapped[1]), entries[other].linked(swapped[0])
        elif deed == "truncate":
            entries = entries[:place]
        elif deed == "roll back":
            place = chance.randrange(10)
            entries = entries[:place]
            reached = tips(entries)
            signers = {ring(name).me.id: ring(name) for name in ("Ana", "Ben")}
            kept = [
                head
                for writer, keys in signers.items()
                for head in heads([one for one in entries if one.recorded_by == writer], {}, keys, Moment(1))
            ]
            assert len(reached) >= len(kept)
        else:
            written = bytearray(packed(entries[place]))
            written[chance.randrange(len(written))] ^= 1 << chance.randrange(8)
            try:
                entries[place] = unpacked(bytes(written))
            except NotAnEntry:
                done[deed] += 1  # refused while reading, before anything is verified
                continue
        found = checked(ledger, entries, kept)
        assert not found.holds, deed
        named = [at for at, entry in enumerate(whole) if entry.id == found.bad]
        if deed in ("edit", "flip") and named:
            assert named[0] <= place + 1 or whole[named[0]].chain == whole[place].chain
        done[deed] += 1
    assert sum(done.values()) >= 490, done


def test_the_first_bad_entry_is_named(ledger):
    entries = sorted(ledger[0].entries, key=lambda entry: entry.order)
    bad = entries[17]
    entries[17] = replace(bad, body=bad.body[:-1] + bytes([bad.body[-1] ^ 1]))
    found = checked(ledger, entries)
    assert found.bad == bad.id and "not as its writer left it" in str(found.why)


def test_a_missing_tail_is_named_by_the_entry_after_which_it_is_missing(ledger):
    entries = sorted(ledger[0].entries, key=lambda entry: entry.order)
    chain = [entry for entry in entries if entry.chain == entries[-1].chain]
    found = checked(ledger, [entry for entry in entries if entry.id != chain[-1].id])
    assert found.bad == chain[-2].id and "missing" in str(found.why)


def test_a_tail_that_nobody_signed_is_named(ledger):
    ana, older = ledger
    found = verify(ana.entries, older, ana.rights.people)
    first = min((entry for entry in ana.entries if entry.id == found.bad), key=lambda entry: entry.order)
    assert "not signed for it" in str(found.why) and first.id == found.bad


def test_a_head_that_somebody_else_signed_is_none(ledger):
    ana, _older = ledger
    forged = [replace(head, signature=ring("Eve").sign(head.message())) for head in ana.keeper.heads(ana.place)]
    assert not verify(ana.entries, forged, ana.rights.people).holds


def test_a_writer_without_a_part_in_the_dossier_is_none(ledger):
    ana, _older = ledger
    people = {id: person for id, person in ana.rights.people.items() if person.name != "Ben"}
    assert not verify(ana.entries, ana.keeper.heads(ana.place), people).holds


def test_chains_of_two_laptops_of_two_people_hold_after_they_met():
    ana = dossier_of()
    ben = let_in(ana, "Ben")
    ana.do(acts.record(ana, Actor(id="one")))
    ben.do(acts.record(ben, Actor(id="two")))
    meet(ben.keeper, ana.keeper, ana.place)
    assert verify(ana.entries, ana.keeper.heads(ana.place), ana.rights.people).holds
    assert {one.id for one in ana.dossier} == {"one", "two"}
