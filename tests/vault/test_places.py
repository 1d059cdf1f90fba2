"""What are the dossiers of a vault called, where two want one name, and for whoever has no key?"""

from aidememoire.ledger import acts
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.gate import Role
from aidememoire.vault import opened
from aidememoire.vault.keys import FLOOR
from aidememoire.vault.places import places
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.handling import Label
from vaults import WORDS

OTHER = "lamp stone garden quiet candle river apple"


def found(vault, slug="selane"):
    return Desk.found(vault.keeper, vault.keyring, Header(slug=slug, title="Selane"))


def named(vault):
    return {place.dossier: place.slug for place in places(vault.keeper, vault.keyring)}


def test_two_of_one_name_are_told_apart_and_the_older_one_keeps_it(vault, folder):
    made = [found(vault).place for _one in range(12)]
    assert [named(vault)[id] for id in made] == ["selane", *(f"selane-{n}" for n in range(2, 13))]
    vault.lock()
    again = opened.unlocked(folder, WORDS)
    try:
        assert [named(again)[id] for id in made] == ["selane", *(f"selane-{n}" for n in range(2, 13))]
    finally:
        again.lock()


def test_a_number_behind_a_name_takes_no_name_that_another_has(vault):
    first, second, third = found(vault).place, found(vault, "selane-2").place, found(vault).place
    assert named(vault) == {first: "selane", second: "selane-2", third: "selane-3"}


def test_who_has_no_content_gets_a_part_of_the_id_and_who_has_no_part_nothing(vault, folder):
    theirs, hidden = found(vault), found(vault, "other")
    dana = vault.enrol("Dana", OTHER, cost=FLOOR)
    theirs.do(acts.grant(theirs, dana, role=Role.CUSTODIAN, clearance=Label.CLEAR))
    vault.lock()
    as_dana = opened.unlocked(folder, OTHER)
    assert named(as_dana) == {theirs.place: theirs.place[:8]} and hidden.place not in named(as_dana)
    as_dana.lock()
    vault = opened.unlocked(folder, WORDS)
    desk = Desk(vault.keeper, vault.keyring, theirs.place)
    desk.do(acts.revoke(desk, dana.id))
    vault.lock()
    as_dana = opened.unlocked(folder, OTHER)
    assert named(as_dana) == {}
    as_dana.lock()
