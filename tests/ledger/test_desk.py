"""What does a person at a desk see and do?"""

import pytest

from aidememoire.ledger import acts
from aidememoire.ledger.chain import verify
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import packed, unpacked
from aidememoire.ledger.gate import Denied
from aidememoire.ledger.memory import MemoryKeeper, MemoryKeyring
from aidememoire.ledger.view import HIDDEN_NAME
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.kinds.actors import Actor, Identity, Tie


@pytest.fixture
def desk():
    founded = Desk.found(MemoryKeeper(), MemoryKeyring("Ana"), Header(slug="selane", title="Port of Selane"))
    founded.do(acts.record(founded, Actor(id="harbour", names="The harbour"), Actor(id="guard", names="The guard")))
    return founded


def test_what_is_recorded_is_there(desk):
    assert desk.dossier.header.slug == "selane"
    assert [actor.id for actor in desk.dossier] == ["harbour", "guard"]


def test_a_change_shows_and_the_version_before_stays_in_the_history(desk):
    desk.do(acts.revise(desk, "harbour", {"names": "The port"}, why="as they call it"))
    assert str(desk.dossier["harbour"].names) == "The port"
    first, second = desk.view.history("harbour")
    assert second.changed == {"names": ("The harbour", "The port")} and second.why == "as they call it"
    assert first.record == {"id": "harbour", "names": "The harbour"}


def test_what_is_withdrawn_is_gone_and_what_is_still_named_is_not_withdrawn(desk):
    desk.do(acts.record(desk, Tie(id="hold", actor="harbour", over="guard")))
    with pytest.raises(InputError, match="still named by hold"):
        desk.do(acts.withdraw(desk, "guard"))
    desk.do(acts.withdraw(desk, "hold"))
    assert "hold" not in desk.dossier


def test_a_name_behind_a_pseudonym_is_masked_until_somebody_asks_which_is_noted(desk):
    desk.do(acts.record(desk, Identity(id="heron", actor="guard", name="Somebody")))
    assert str(desk.dossier["heron"].name) == HIDDEN_NAME
    assert desk.reveal("heron") == "Somebody"
    assert [event.action for event in desk.keeper.events] == ["reveal"]


def test_a_masked_name_that_comes_back_in_a_form_is_no_change(desk):
    desk.do(acts.record(desk, Identity(id="heron", actor="guard", name="Somebody")))
    desk.do(acts.revise(desk, "heron", {"name": HIDDEN_NAME, "purpose": "To write to them."}))
    assert desk.reveal("heron") == "Somebody"


def test_a_missing_record_is_refused_in_words(desk):
    with pytest.raises(Denied, match="There is no record nobody in this dossier"):
        acts.revise(desk, "nobody", {"names": "X"})


def test_every_entry_comes_back_from_its_bytes_and_the_chain_holds(desk):
    assert [unpacked(packed(entry)) for entry in desk.entries] == list(desk.entries)
    assert verify(desk.entries, desk.keeper.heads(desk.place), desk.rights.people).holds
