"""Can whoever keeps the vault back it up and look through it, and whoever audits see who did what, and nothing else?"""

import re

import pytest

from aidememoire.ledger import acts
from aidememoire.ledger.audit import Event
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.gate import Role
from aidememoire.ledger.keeper import nameless
from aidememoire.vault import agent, backup, opened
from aidememoire.vault.folder import Folder
from aidememoire.vault.keys import FLOOR
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.workbench import door
from aidememoire.workbench.vaults import through_agent
from vaults import WORDS
from workbench.sitting import HOST, OPENING, TOKEN

THEIRS = "lamp stone garden quiet candle river apple"


class Kept:
    """A real vault whose key agent answers for somebody with a part without content."""

    def __init__(self, root, monkeypatch):
        self.root, self.folder, self._monkeypatch = root, Folder(root / "vault"), monkeypatch
        self.secret = opened.make(self.folder, "Amina", WORDS, cost=FLOOR)

    def lead(self, reads):
        """Sit down as Amina, who leads a dossier and has read so many RED records within the hour."""
        vault = opened.unlocked(self.folder, WORDS)
        desk = Desk.found(vault.keeper, vault.keyring, Header(slug="port"))
        desk.do(acts.record(desk, Actor(id="guard", names="Guard", handling="RED"), Actor(id="board", names="Board")))
        at, me = desk.clock.tick(), vault.user.person.id
        vault.keeper.note(*(Event(at, me, desk.place, "read", f"{n:032x}", Label.RED) for n in range(reads)))
        vault.lock()
        return self._seated(WORDS, "port")

    def sit_down(self, role, *, auditor):
        """Let Dana in with a role, and sit down as her."""
        vault = opened.unlocked(self.folder, WORDS)
        dana = vault.enrol("Dana", THEIRS, auditor=auditor, cost=FLOOR)
        desk = Desk.found(vault.keeper, vault.keyring, Header(slug="secret-port", title="The secret port"))
        desk.do(acts.record(desk, Actor(id="harbour-master", names="Harbour master", handling="RED")))
        desk.note("read", record=desk.view.record_id("harbour-master"), label=Label.RED)
        desk.do(acts.grant(desk, dana, role=role, clearance=Label.CLEAR))
        vault.lock()
        return self._seated(THEIRS, nameless(desk.place))

    def _seated(self, words, slug):
        from django.test import Client

        agent.start(self.folder, words)
        self._monkeypatch.setattr(door, "_open", [through_agent(self.folder)])
        self._monkeypatch.setattr(type(OPENING), "lets_in", lambda self, token, now: token == TOKEN)
        self.place = f"/d/{slug}/"
        client = Client(headers={"host": HOST})
        client.get(f"/launch/{TOKEN}/")
        return client


@pytest.fixture
def kept(tmp_path, monkeypatch):
    there = Kept(tmp_path, monkeypatch)
    yield there
    agent.lock(there.folder)


def words_of(answer):
    page = answer.content.decode()
    assert "ecret" not in page.replace("secret record", "") and "harbour" not in page.lower(), "content"
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_an_auditor_sees_who_did_what_and_no_content(kept):
    client = kept.sit_down(Role.AUDITOR, auditor=True)
    assert kept.place in client.get("/").content.decode()
    page = words_of(client.get(kept.place + "audit/"))
    assert "Amina Gave a part Dana" in page
    rail = re.findall(rf'href="{kept.place}([a-z]+)/"', client.get(kept.place + "audit/").content.decode())
    assert set(rail) == {"audit"}
    assert client.get(kept.place).status_code == client.get(kept.place + "keeping/").status_code == 404


def test_who_may_not_read_the_audit_of_the_vault_is_told_so(kept):
    client = kept.sit_down(Role.AUDITOR, auditor=False)
    answer = client.get(kept.place + "audit/")
    assert answer.status_code == 422 and "Its auditors may" in words_of(answer)


def test_a_custodian_backs_up_and_looks_through_and_sees_no_content(kept):
    client = kept.sit_down(Role.CUSTODIAN, auditor=False)
    page = words_of(client.get(kept.place + "keeping/"))
    assert "Unlocked for Dana" in page
    page = words_of(client.post(kept.place + "keeping/", {"mark": ""}))
    assert "The vault is as it was left. Dossiers: 1" in page
    mark = re.search(r"keep elsewhere: (\S+)", page)[1]
    assert "The vault is as it was left" in words_of(client.post(kept.place + "keeping/", {"mark": mark}))
    answer = client.post(kept.place + "keeping/", {"mark": f"99999-{'ab' * 16}"})
    assert answer.status_code == 422 and "is missing" in words_of(answer)
    answer = client.post(kept.place + "keeping/", {"folder": "relative/place"})
    assert answer.status_code == 422 and "from its root on" in words_of(answer)
    assert "was opened and looked through" in words_of(
        client.post(kept.place + "keeping/", {"folder": str(kept.root / "usb")})
    )
    (made,) = (kept.root / "usb").glob("*.backup")
    assert backup.drill(made, kept.secret).dossiers == 1
    assert client.get(kept.place + "audit/").status_code == 404


def test_whoever_reads_unusually_much_is_told_in_the_same_request_and_once(kept):
    client = kept.lead(reads=499)
    said = "RED records were read within an hour. That is unusual"
    assert said not in client.get(kept.place + "record/board/").content.decode()
    page = client.get(kept.place + "record/guard/").content.decode()
    assert said in page and "500" in page
    assert said not in client.get(kept.place + "record/board/").content.decode()
