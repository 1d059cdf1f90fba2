"""Can whatever a screen writes be taken back at once, and done again? The list is drawn from the URL map."""

import re

import pytest
from django.urls import get_resolver

from aidememoire.ledger.gate import Role
from workbench.forms_on_pages import form_of
from workbench.test_taking_in import handed

SELANE = "/d/port-of-selane/"
DAY = {"issue": "detention-visits", "day": "2026-06-15"}
UNDONE = re.compile(r'name="batch" value="(\w+)".*?data-key="(undo|redo)"')


def clash(client):
    return re.search(r'name="clash" value="([^"]+)"', client.get(SELANE + "clashes/").content.decode())[1]


def import_look(client):
    """The look at a file is where it is taken in; pasted names are the shortest file."""
    address, _page = handed(client, names="Harbour Fire Brigade\n")
    return address, {"apply": "1"}


def changed(client):
    fields = form_of(client.get(SELANE + "record/levy/edit/")).fields
    return SELANE + "record/levy/edit/", {**fields, "people": "200000"}


WRITES = {
    "override": lambda _: (SELANE + "issues/levy/override/", {"track": "hold", "reason": "We wait for the vote."}),
    "acknowledge": lambda _: (SELANE + "mandates/detention-mandate/acknowledge/", DAY),
    "log": lambda _: (SELANE + "engagements/log/", {"title": "At the gate", "held_on": "2026-06-10"}),
    "settle": lambda _: (
        SELANE + "commitments/berth-in-48-hours/settle/",
        {"outcome": "kept", "observed_on": "2026-06-14", "reliability": "A", "credibility": "1"},
    ),
    "decide": lambda _: (
        SELANE + "dilemmas/men-only-or-pause/decide/",
        {"decision": "Pause for a week", "decided_on": "2026-06-15", "review_on": "2026-06-29", "crosses": "none"},
    ),
    "about": lambda _: (SELANE + "about/", {"title": "Selane", "handling.level": "AMBER", "languages": "en"}),
    "decide-clash": lambda client: (SELANE + "clashes/decide/", {"clash": clash(client), "value": "1"}),
    "import-look": import_look,
    "new": lambda _: (SELANE + "records/actors/new/", {"names": "Pilots of the harbour", "entity": "body"}),
    "edit": changed,
    "withdraw": lambda _: (SELANE + "record/office-elders/withdraw/", {}),
}
WITHOUT = {
    "approve": "a mandator's word stands until other terms are given; a mandator takes nothing back",
    "network-views": "a view is how one person looks at the network; it is saved over or dropped there",
    "notes": "makes a draft, which the form throws away",
    "draft": "a draft is not filed; the form throws it away",
    "access-outlines": "outlines are laid and taken off on the same page, and are no record",
    "briefs": "writes a file that leaves; what left cannot be called back",
    "export": "writes a file that leaves; what left cannot be called back",
    "import": "only begins: nothing is taken in before the look at it",
    "hand-over": "a part that was given up is given back by whoever has it now, by their own act",
    "grant": "a part ends by its own act, with a reason: revoke",
    "revoke": "a part that ended is given anew: grant",
    "confirm": "a second person stood by it; that was so",
    "renew-keys": "old keys never write again",
    "purge": "destroyed for good, as the law may ask",
    "keeping": "looks through the vault, or copies it; the dossier stays as it is",
    "reveal": "what was read was read, and the audit remembers it",
    "routes": "shows the names behind a path, and writes nothing",
    "undo": "is undone by what it offers: redo",
    "dial": "turns what is shown; Back to now turns it back",
    "tokens": "a token is ended on the same page, and its secret is told once",
}


def writing():
    for pattern in get_resolver().url_patterns:
        policy = pattern.callback.policy
        if policy.whom == "dossier" and "POST" in policy.methods:
            yield pattern.name


def test_every_screen_that_writes_is_known_here_and_each_exception_has_its_reason():
    assert set(writing()) == set(WRITES) | set(WITHOUT)
    assert not set(WRITES) & set(WITHOUT) and all(WITHOUT.values())


@pytest.mark.parametrize("name", WRITES)
def test_what_a_screen_writes_is_taken_back_and_done_again(seated, fresh_vault, name):
    def records():
        there = fresh_vault.desk("port-of-selane").dossier
        return {"": there.header, **{record.id: record for record in there}}

    def offered(answer, key):
        told = UNDONE.search(seated.get(answer.url).content.decode())
        assert told and told[2] == key, name
        return told[1]

    address, sent = WRITES[name](seated)
    before = records()
    answer = seated.post(address, sent)
    assert answer.status_code == 302, re.findall(r'class="(?:error|wrong)"[^>]*>(.*?)</p>', answer.content.decode())
    after, batch = records(), offered(answer, "undo")
    assert after != before
    answer = seated.post(SELANE + "undo/", {"batch": batch, "back": SELANE})
    assert records() == before
    assert seated.post(SELANE + "undo/", {"batch": offered(answer, "redo"), "back": SELANE}).status_code == 302
    assert records() == after


@pytest.mark.parametrize("value", ["0", "1"])
def test_a_clash_that_was_decided_for_either_value_stands_open_again(seated, fresh_vault, value):
    before = fresh_vault.desk("port-of-selane").view.clashes
    seated.post(SELANE + "clashes/decide/", {"clash": clash(seated), "value": value})
    assert not fresh_vault.desk("port-of-selane").view.clashes
    seated.post(SELANE + "undo/", {"batch": seated.session["done"]["batch"]})
    assert fresh_vault.desk("port-of-selane").view.clashes == before


@pytest.mark.parametrize("role", [Role.ANALYST, Role.REVIEWER, Role.MANDATOR])
def test_who_takes_nothing_back_is_offered_no_button(seated, read_as, role):
    seated.post(*changed(seated))
    read_as(role=role)
    for address in (SELANE, SELANE + "done/"):
        assert f'action="{SELANE}undo/"' not in seated.get(address).content.decode()
