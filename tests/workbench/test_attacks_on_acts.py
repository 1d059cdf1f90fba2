"""Can somebody change what a form does not offer, go on after their part ended, or get in because something broke?

Mass assignment (A5), the race with a revocation (A7), work begun before it (A8), and faults at each check (F12).
"""

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from aidememoire.ledger import acts
from aidememoire.ledger.desk import Desk as LedgerDesk
from aidememoire.ledger.gate import Denied, Reader
from aidememoire.ledger.grants import Rights
from aidememoire.ledger.memory import MemoryKeeper, MemoryKeyring
from aidememoire.vault.agent.place import Locked
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.kinds import kinds, sections
from aidememoire.workbench import desks, door, guards, policy, sessions
from aidememoire.workbench.drafts import Drafts
from aidememoire.workbench.vaults import Vault
from workbench.attacking import KIND_OF_ROUTE, PATTERNS, RANDOM, address, policy_of, sightings, sit_down, takes
from workbench.company import SLUG, Company
from workbench.forms_on_pages import Forms
from workbench.sitting import HOST, TOKEN

HERE = f"/d/{SLUG}/"
NEVER = {"id": "another-id", "handling": "CLEAR", "handling.level": "CLEAR", "handling.compartments": "closed-part",
         "handling.compartments.0": "closed-part", "handling.releasable_to": "Somebody-Else", "handling.chatham_house": "on",
         "label": "CLEAR", "level_of": "CLEAR", "compartment": "closed-part", "compartments": "closed-part", "owner": "us",
         "role": "lead", "clearance": "RED", "recorded_by": "0" * 32, "dossier": RANDOM, "kind_of": "source"}  # fmt: skip


@pytest.fixture
def company():
    return Company()


@pytest.fixture
def sit(monkeypatch, tmp_path, company):
    return lambda role: sit_down(monkeypatch, company, role, Drafts(tmp_path / role, b"k" * 32))


# Mass assignment


def offered(client, where):
    """What the forms of a page offer that are sent back to the page itself, as it stands there."""
    reader = Forms()
    reader.feed(client.get(where).content.decode())
    fields = {}
    for form in reader.forms:
        if form.attributes.get("method") == "post" and form.attributes.get("action", where) in ("", where):
            fields |= form.fields
    return fields


def state(company):
    """Every record with its label, as its lead sees them."""
    dossier = company.lead.dossier
    return {one.id: (one.written(), dossier.label(one.id)) for one in dossier}


def everything():
    """A value for every field that any kind has."""
    given = dict(NEVER)
    for kind in kinds().values():
        for spec in kind.fields():
            given.setdefault(spec.name, "true" if spec.name == "ours" else "open-issue" if spec.refers else "mass")
    return given


@pytest.mark.parametrize("name", sorted({kind.kind_of.name for kind in kinds().values()}))
def test_a_form_changes_only_what_it_offers(sit, company, name):
    client, id = sit("lead"), company.there[name]
    where, before = f"{HERE}record/{id}/edit/", state(company)
    fields = offered(client, where)
    assert fields
    roots = {field.split(".")[0].split(":")[0] for field in fields}
    more = {field: value for field, value in everything().items() if field not in roots}
    answer = client.post(where, {**fields, **more, "note": "changed by its form"})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    after = state(company)
    assert set(after) == set(before)
    written, label = after[id]
    assert label == before[id][1] and written["id"] == id
    unlike = {field for field in {**written, **before[id][0]} if written.get(field) != before[id][0].get(field)}
    assert unlike == {"note"}, unlike
    assert all(after[one] == before[one] for one in before if one != id)


@pytest.mark.parametrize(
    "pattern", [one for one in PATTERNS if "POST" in policy_of(one).methods], ids=lambda one: one.name
)
def test_no_route_lowers_a_label_or_changes_an_id_whatever_is_sent(sit, company, pattern, monkeypatch):
    monkeypatch.setattr(door, "shut", lambda **_how: None)
    client, before = sit("lead"), state(company)
    parts = _parts(company)
    id = company.there[KIND_OF_ROUTE.get(pattern.name, "actor")]
    where = address(pattern, id=id, member=company.rings["team"].me.id, token=TOKEN)
    client.post(
        where,
        everything() | {"decision": "x", "decided_on": "2026-03-02", "review_on": "2026-09-02", "crosses": "none"},
    )
    after = state(company)
    for one in set(after) & set(before):
        assert after[one][1] == before[one][1], (pattern.name, one)
    assert set(before) - set(after) <= ({id} if pattern.name == "withdraw" else set())
    if pattern.name == "revoke":
        return
    assert _parts(company) == parts, "nobody got a part by a form that gives none"


def _parts(company):
    """Who has which part, whatever their keys."""
    there = company.lead.rights.parts
    return {key: (parts[-1].grant.role, parts[-1].grant.clearance, parts[-1].until) for key, parts in there.items()}


def test_what_settles_a_promise_bears_on_that_promise_alone(sit, company):
    client, before = sit("lead"), state(company)
    client.post(f"{HERE}commitments/open-commitment/settle/", {
        "outcome": "kept", "observed_on": "2026-04-01", "bears_on": "open-actor", "id": "chosen-by-them"})  # fmt: skip
    (new,) = set(state(company)) - set(before)
    assert company.lead.dossier[new].bears_on == "open-commitment" and new != "chosen-by-them"


def test_what_is_logged_quickly_gets_its_id_from_us(sit, company):
    client, before = sit("lead"), state(company)
    client.post(f"{HERE}engagements/log/", {"title": "At the gate", "held_on": "2026-04-01", "id": "chosen-by-them"})
    (new,) = set(state(company)) - set(before)
    assert new == "at-the-gate"


def test_nobody_files_into_a_compartment_of_which_they_hold_no_key(sit, company):
    client = sit("team")
    where = f"{HERE}records/actors/new/"
    names = [field for field in offered(client, where) if "handling" in field]
    for level in ("CLEAR", "RED"):
        answer = client.post(where, {"names": f"New {level}", **dict.fromkeys(names, "closed-part"), **NEVER,
                                     "handling": level, "handling.level": level, "id": f"new-{level.lower()}"})  # fmt: skip
        assert answer.status_code in (302, 404, 422)
    for one in state(company):
        assert "closed-part" not in company.lead.dossier.label(one).compartments


def test_two_who_change_the_same_field_at_once_both_keep_their_words(sit, company, monkeypatch):
    """The second to file is shown the first one's words beside their own; both stand in the history."""
    one, where = sit("team"), f"{HERE}record/open-need/edit/"
    other = _another(monkeypatch)
    shown = [offered(client, where) for client in (one, other)]
    assert one.post(where, {**shown[0], "title": "Counted at the bakery."}).status_code == 302
    told = other.post(where, {**shown[1], "title": "Counted at the school."})
    words = told.content.decode()
    assert told.status_code == 422 and "Changed meanwhile to: <bdi>Counted at the bakery.</bdi>" in words
    again = Forms()
    again.feed(words)
    fields = next(form.fields for form in again.forms if "data-draft" in form.attributes)
    assert fields["title"][0] == "Counted at the school."
    assert other.post(where, fields).status_code == 302
    history = one.get(f"{HERE}record/open-need/history/").content.decode()
    assert "bakery" in history and "school" in history


# The race with a revocation


def test_nothing_is_served_once_a_revocation_is_written(sit, company, monkeypatch):
    team = company.rings["team"].me.id
    first = sit("team")
    clients = [first, *(_another(monkeypatch) for _more in range(7))]
    told, begun, written = [], threading.Event(), []

    def ask(number):
        client, at = clients[number % 8], time.monotonic()
        answer = client.get(f"{HERE}{('record/open-actor/', 'search/?q=open', 'actors/', 'people/')[number % 4]}")
        told.append((at, answer.status_code, b"open names words" in answer.content or b"Team" in answer.content))
        if len(told) > 40:
            begun.set()

    def revoke():
        begun.wait(60)
        company.lead.do(acts.revoke(company.lead, team))
        written.append(time.monotonic())

    ending = threading.Thread(target=revoke)
    ending.start()
    with ThreadPoolExecutor(8) as pool:
        # One request at a time a session, as a browser page would; eight sessions beside each other.
        for place in range(0, 200, 8):
            list(pool.map(ask, range(place, place + 8)))
    ending.join(60)
    assert len(told) == 200 and written
    before = [one for one in told if one[0] < written[0]]
    after = [one for one in told if one[0] >= written[0]]
    assert len(after) > 20 and any(status == 200 for _at, status, _leaks in before)
    assert [one for one in after if one[1] != 404 or one[2]] == []


def _another(monkeypatch):
    client = Client(headers={"host": HOST})
    client.get(f"/launch/{TOKEN}/")
    return client


def test_a_page_that_was_being_made_when_the_part_ended_is_not_served(sit, company, monkeypatch):
    from aidememoire.workbench.screens import actors

    client, made = sit("team"), actors.page

    def meanwhile(*words, **context):
        answer = made(*words, **context)
        company.lead.do(acts.revoke(company.lead, company.rings["team"].me.id))
        return answer

    assert client.get(f"{HERE}actors/").status_code == 200
    monkeypatch.setattr(actors, "page", meanwhile)
    answer = client.get(f"{HERE}actors/")
    assert answer.status_code == 404 and b"open" not in answer.content


def test_what_was_begun_before_is_not_finished_after_the_part_ended(sit, company):
    client = sit("team")
    file = SimpleUploadedFile("people.csv", b"name,kind\nA new body,state organ\n")
    looked = client.post(f"{HERE}import/", {"files": file}, follow=True)
    where = looked.redirect_chain[-1][0]
    client.post(f"{HERE}draft/log/", {"title": "half written"})
    assert looked.status_code == 200 and client.get(f"{HERE}engagements/log/").status_code == 200
    company.lead.do(acts.revoke(company.lead, company.rings["team"].me.id))
    entries = company.keeper.last(company.lead.place)
    for answer in (client.get(where), client.post(where, {"apply": "1"}), client.get(f"{where}progress/"),
                   client.get(f"{HERE}engagements/log/"), client.post(f"{HERE}export/", {"format": "jsonl.jsonl"})):  # fmt: skip
        assert answer.status_code == 404
    assert company.keeper.last(company.lead.place) == entries


# Faults at each check

CHECKS = [
    (door, "is_open"), (door, "vault"), (Vault, "desk"), (Vault, "slugs"), (Vault, "_at"), (desks, "dial"), (policy, "desk_for"),
    (LedgerDesk, "reader"), (LedgerDesk, "dossier"), (LedgerDesk, "standing"), (LedgerDesk, "_follow"), (Reader, "may"), (Rights, "reader"),
    (MemoryKeeper, "dossiers"), (MemoryKeeper, "last"), (MemoryKeeper, "entries"), (MemoryKeeper, "keys"),
    (MemoryKeyring, "compartment_key"), (MemoryKeyring, "open_sealed_box"), (sessions.SessionStore, "load"),
    (guards, "has_seat"), (guards, "opening"), (desks.Desk, "may"),
]  # fmt: skip
FAULTS = [
    RuntimeError("broken"),
    KeyError("open"),
    OSError(28, "full"),
    Locked(),
    Denied("no"),
    InputError("no"),
    MemoryError(),
]
ASKED = ("record/open-actor/", "records/actors/", "search/?q=open", "export/", "people/", "record/open-actor/history/")
TOLD = (b"open names words", b"open note words", b"Reviewer")


@pytest.mark.parametrize(
    ("place", "name"), CHECKS, ids=lambda one: one if isinstance(one, str) else one.__name__.split(".")[-1]
)
def test_whatever_breaks_at_a_check_nothing_is_served(monkeypatch, tmp_path, company, place, name):
    for number, fault in enumerate(FAULTS):
        client = sit_down(monkeypatch, company, "team", Drafts(tmp_path / "d", b"k" * 32))
        before = company.keeper.last(company.lead.place)
        with monkeypatch.context() as broken:

            def breaks(*_words, _fault=fault, **_named):
                raise _fault

            held = place.__dict__[name]
            broken.setattr(place, name, property(breaks) if isinstance(held, property) else breaks)
            for asked in ASKED[number % 2 :: 2]:
                answer = _kept(client.get, HERE + asked)
                assert answer is None or not any(word in answer.content for word in TOLD), (
                    fault,
                    asked,
                    answer.status_code,
                )
            for where, sent in (
                ("records/actors/new/", {"names": "by a fault"}),
                ("export/", {"format": "jsonl.jsonl"}),
            ):
                answer = _kept(client.post, HERE + where, sent)
                assert answer is None or not any(word in answer.content for word in TOLD), (fault, where)
        assert company.keeper.last(company.lead.place) == before, fault
    assert TOLD[0] in client.get(HERE + ASKED[0]).content, "control: nothing is broken, and it is served"


def _kept(ask, *words):
    """What came back; what no handler took ends the request, and nothing is served."""
    try:
        return ask(*words)
    except Exception:  # noqa: BLE001  whatever it is, nothing was served
        return None


def test_what_cannot_be_noted_is_not_shown(sit, company, monkeypatch):
    company.hide()
    client, hidden = sit("lead"), company.hidden["red"]["actor"]
    asked = [("get", f"record/{hidden}/", {}), ("get", f"actors/{hidden}/", {}), ("post", "record/behind-it/reveal/", {}),
             ("post", "export/", {"format": "jsonl.jsonl", "ceiling": "RED"})]  # fmt: skip
    canaries = [*company.canaries.given, *company.names_behind.given]
    for method, where, sent in asked:
        assert sightings(getattr(client, method)(HERE + where, sent).content, canaries), "control"

    def full(_keeper, _event):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(MemoryKeeper, "note", full)
    for method, where, sent in asked:
        answer = getattr(client, method)(HERE + where, sent)
        assert answer.status_code == 500 and not sightings(answer.content, canaries), where


def test_every_kind_has_a_form_to_attack(company):
    assert {one.kind_of.name for one in sections().values()} <= set(company.there)
    assert not [one for one in PATTERNS if takes(one, "id") and not re.search("<id:id>", str(one.pattern))]
