"""Can whatever a screen does to a dossier be taken back with the button that then stands there?

Screens that take something are read off the URL map: each is tried here, or stands on the list of those that change no
record, or that cannot be taken back, with the reason.
"""

import re

import pytest

from aidememoire.ledger.gate import Role
from workbench.attacking import PATTERNS, policy_of
from workbench.forms_on_pages import form_of
from workbench.test_taking_in import handed

SELANE = "/d/port-of-selane/"
LEAVES_RECORDS_AS_THEY_ARE = {
    "network-views": "keeps a view beside the dossier", "routes": "opens names for this sitting",
    "access-outlines": "keeps outlines beside the dossier", "briefs": "writes a file", "export": "writes a file",
    "import": "looks at a file", "notes": "makes a draft", "reveal": "shows a name, which the audit remembers",
    "dial": "looks at another day", "draft": "keeps a draft", "tokens": "lets a program in, until it is ended",
    "keeping": "makes a backup or looks through the vault",
}  # fmt: skip
NOT_TAKEN_BACK = {
    "purge": "destroys keys: that is what it is for", "grant": "is ended by revoking", "revoke": "is mended by a new part",
    "renew-keys": "what was written under new keys stays under them", "confirm": "a signature that was given was given",
    "hand-over": "whoever leads now gives it back",
    "approve": "a mandator's word stands until other terms are given",
}  # fmt: skip


def edited(client):
    return client.post(
        f"{SELANE}record/levy/edit/", form_of(client.get(f"{SELANE}record/levy/edit/")).fields | {"title": "X"}
    )


def decided(client):
    sent = {"decision": "Wait", "decided_on": "2026-06-15", "review_on": "2026-06-22", "crosses": "none"}
    return client.post(f"{SELANE}dilemmas/men-only-or-pause/decide/", sent)


def clash_decided(client, value=0):
    key = re.search(r'name="clash" value="([^"]+)"', client.get(f"{SELANE}clashes/").content.decode())[1]
    return client.post(f"{SELANE}clashes/decide/", {"clash": key, "value": value})


def taken_in(client):
    address, _page = handed(client, names="Harbour Fire Brigade\n")
    return client.post(address, {"apply": "1"})


def withdrawn(client):
    return client.post(f"{SELANE}record/elders-guard/withdraw/", {"why": "a trial"})


def taken_back(client):
    return client.post(f"{SELANE}undo/", {"batch": batch_after(client, withdrawn(client))})


DOES = {
    "new": lambda client: client.post(f"{SELANE}records/actors/new/", {"names": "Harbour Fire Brigade", "entity": "body"}),
    "edit": edited,
    "withdraw": withdrawn,
    "undo": taken_back,
    "log": lambda client: client.post(f"{SELANE}engagements/log/", {"title": "At the gate", "held_on": "2026-04-01"}),
    "settle": lambda client: client.post(
        f"{SELANE}commitments/berth-in-48-hours/settle/", {"outcome": "kept", "observed_on": "2026-06-14"}
    ),
    "decide": decided,
    "override": lambda client: client.post(f"{SELANE}issues/levy/override/", {"track": "hold", "reason": "I was told"}),
    "acknowledge": lambda client: client.post(
        f"{SELANE}mandates/detention-mandate/acknowledge/", {"issue": "detention-visits", "day": "2026-06-15"}
    ),
    "decide-clash": clash_decided,
    "import-look": taken_in,
}  # fmt: skip


def batch_after(client, answer):
    """What the button sends that stands on the page to which an act leads."""
    assert answer.status_code == 302, answer.content.decode()[:3000]
    page = client.get(answer.url).content.decode()
    found = re.search(r'<input type="hidden" name="batch" value="(\w+)">.*?data-key="undo"', page, re.DOTALL)
    assert found, f"no button on {answer.url}"
    return found[1]


def test_every_screen_that_takes_something_is_tried_or_has_its_reason():
    takes = {one.name for one in PATTERNS if "POST" in policy_of(one).methods and policy_of(one).whom == "dossier"}
    assert takes == {*DOES, *LEAVES_RECORDS_AS_THEY_ARE, *NOT_TAKEN_BACK}


@pytest.mark.parametrize("route", DOES)
def test_what_a_screen_did_is_taken_back_and_done_again(seated, fresh_vault, route):
    def there():
        view = fresh_vault.desk("port-of-selane").view
        return view.dossier, view.clashes

    before = there()
    batch = batch_after(seated, DOES[route](seated))
    after = there()
    if route == "undo":
        assert after == before
        seated.post(f"{SELANE}undo/", {"batch": batch})
        assert "elders-guard" not in there()[0]
        return
    again = batch_after(seated, seated.post(f"{SELANE}undo/", {"batch": batch, "back": SELANE}))
    assert there() == before and after != before
    seated.post(f"{SELANE}undo/", {"batch": again})
    assert there() == after


def test_a_clash_that_was_decided_for_either_value_stands_open_again(seated, fresh_vault):
    before = fresh_vault.desk("port-of-selane").view
    for value in (0, 1):
        batch = batch_after(seated, clash_decided(seated, value))
        assert not fresh_vault.desk("port-of-selane").view.clashes
        seated.post(f"{SELANE}undo/", {"batch": batch})
        assert fresh_vault.desk("port-of-selane").view.clashes == before.clashes


@pytest.mark.parametrize("role", [Role.ANALYST, Role.REVIEWER, Role.MANDATOR])
def test_who_takes_nothing_back_is_offered_no_button(seated, read_as, role):
    edited(seated)
    read_as(role=role)
    for address in (SELANE, f"{SELANE}done/"):
        assert f'action="{SELANE}undo/"' not in seated.get(address).content.decode()
