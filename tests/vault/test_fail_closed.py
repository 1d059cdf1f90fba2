"""Where anything that a decision rests on fails, is the answer no? (F12)

Whatever it is that breaks, in the middle of a check: nothing is given, nothing is changed, and no bare error is shown.
"""

import pytest

from aidememoire.ledger import acts
from aidememoire.ledger.desk import Desk
from aidememoire.vault import audit, backup, checking, keys, opened, places, reading, store, travel
from aidememoire.vault.agent import place
from aidememoire.vault.agent.answers import Answers
from aidememoire.vault.audit import Writer
from aidememoire.vault.keyring import UserKeyring
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.errors import AideMemoireError
from aidememoire.vocabulary.kinds import kinds
from vaults import WORDS

Actor = kinds()["actor"]


class Broken(Exception):
    """No error of ours."""


def breaks(*_arguments, **_more):
    raise Broken("canary-of-a-dependency")


@pytest.fixture
def filled(vault):
    desk = Desk.found(vault.keeper, vault.keyring, Header(slug="selane", title="Selane"))
    desk.do(acts.record(desk, Actor(id="a", names="A")))
    return vault, desk


HEAD = {
    "compartment": "", "version": None, "since": 0, "kept": [], "events": [], "keys": [], "heads": [], "audit": [],
    "drop_keys": [], "own": False, "expecting": None, "name": "X", "auditor": False, "dossiers": [], "compartments": [],
}  # fmt: skip
RESTS_ON = {
    "places": [(UserKeyring, "compartment_key"), (places, "_slug"), (store.SqlKeeper, "of_kind")],
    "entries": [(store.SqlKeeper, "packed_entries")],
    "last": [(store.SqlKeeper, "last")],
    "keys": [(store.SqlKeeper, "key_rows")],
    "heads": [(store.SqlKeeper, "heads")],
    "append": [(store, "_add"), (store.SqlKeeper, "append")],
    "attach": [(store.SqlKeeper, "attach")],
    "attachment": [(store.SqlKeeper, "attachment")],
    "note": [(Writer, "write"), (reading, "count")],
    "me": [(UserKeyring, "me")],
    "compartment key": [(UserKeyring, "_keys"), (store.SqlKeeper, "of_kind")],
    "sign": [(UserKeyring, "sign")],
    "open": [(UserKeyring, "open_sealed_box")],
    "status": [(opened.Vault, "members")],
    "enrol": [(opened, "user_slot"), (opened, "database_slot"), (opened, "write_whole")],
    "change passphrase": [(opened, "user_slot"), (opened, "write_whole")],
    "audit": [(checking, "listed_members"), (audit, "opened"), (Writer, "write")],
    "verify": [(checking, "check"), (Writer, "write")],
    "backup": [(backup, "check"), (backup, "sealed_with"), (backup, "_copy")],
    "pack for travel": [(travel, "founded"), (travel, "_filled")],
}


def test_every_question_that_the_agent_answers_is_tried(vault):
    answers = Answers(vault, lock=lambda: None, left=lambda: 1.0)
    assert set(answers._asks) == {*RESTS_ON, "lock"}


@pytest.mark.parametrize(
    ("ask", "where", "name"), [(ask, where, name) for ask, listed in RESTS_ON.items() for where, name in listed]
)
def test_where_a_dependency_breaks_the_agent_gives_nothing(filled, tmp_path, monkeypatch, ask, where, name):
    vault, desk = filled
    answers = Answers(vault, lock=lambda: None, left=lambda: 1.0)
    last = vault.keeper.last(desk.place)
    slots = [path.read_bytes() for path in sorted(vault.folder.slots.iterdir())]
    broken = property(breaks) if name == "me" else breaks
    monkeypatch.setattr(where, name, broken)
    parts = [] if ask == "append" else [b"words for somebody"]
    if (where, name) == (store, "_add"):
        from aidememoire.ledger.entry import packed

        parts = [packed(entry) for entry in desk.entries[:1]]
    head = {**HEAD, "ask": ask, "dossier": desk.place, "to": str(tmp_path / "usb"), "dossiers": [desk.place]}
    answer, given = answers.to(head, parts)
    monkeypatch.undo()
    assert "error" in answer and given == []
    assert "canary" not in str(answer)
    if ask not in ("enrol", "change passphrase"):
        assert [path.read_bytes() for path in sorted(vault.folder.slots.iterdir())] == slots
    assert vault.keeper.last(desk.place) == last
    assert not list(tmp_path.glob("usb/*.backup")) or ask == "pack for travel"
    assert [record.id for record in Desk(vault.keeper, vault.keyring, desk.place).dossier] == ["a"]


@pytest.mark.parametrize(
    ("where", "name"),
    [
        (keys.argon2id, "kdf"),
        (keys, "derived"),
        (keys, "crypto_aead_xchacha20poly1305_ietf_decrypt"),
        (keys, "read_canonical"),
        (keys, "signed_by"),
        (keys.User, "open_sealed_box"),
        (opened, "open_user_slot"),
        (opened, "open_database_slot"),
        (store.SqlKeeper, "fact"),
        (Writer, "write"),
    ],
)
def test_where_a_dependency_breaks_no_vault_is_opened(folder, monkeypatch, where, name):
    monkeypatch.setattr(where, name, breaks)
    with pytest.raises((Broken, AideMemoireError)):
        opened.unlocked(folder, WORDS)
    monkeypatch.undo()
    opened.unlocked(folder, WORDS).lock()


@pytest.mark.parametrize("answer", [False, None, 0, ""])
def test_only_a_clear_yes_counts_as_a_signature(folder, monkeypatch, answer):
    monkeypatch.setattr(keys, "signed_by", lambda *_arguments: answer)
    with pytest.raises(AideMemoireError):
        opened.unlocked(folder, WORDS)


def test_where_the_other_side_cannot_be_asked_who_it_is_nothing_is_said(folder, monkeypatch):
    listening = place.listening(folder)
    monkeypatch.setattr(place, "_CREDENTIALS", type("Broken", (), {"size": 12, "unpack": staticmethod(breaks)}))
    with pytest.raises(Broken):
        place.connected(folder)
    monkeypatch.setattr(place, "same_account", lambda _wire: False)
    with pytest.raises(AideMemoireError, match="not held by this account"):
        place.connected(folder)
    listening.close()


@pytest.mark.parametrize("part", ["write", "_known_key", "_sign"])
def test_what_cannot_be_noted_does_not_happen(filled, monkeypatch, part):
    vault, desk = filled
    monkeypatch.setattr("aidememoire.vault.audit.EVERY", 1)
    monkeypatch.setattr(Writer, part, breaks)
    draft = acts.record(desk, Actor(id="b", names="B"))
    if not draft.events:
        draft = type(draft)(draft.entries, draft.keys, draft.drop_keys, (event_of(desk),))
    with pytest.raises(Broken):
        desk.do(draft)
    monkeypatch.undo()
    assert [record.id for record in Desk(vault.keeper, vault.keyring, desk.place).dossier] == ["a"]


def event_of(desk):
    from aidememoire.ledger.audit import Event

    return Event(desk.clock.tick(), desk.writer.id, desk.place, "record")
