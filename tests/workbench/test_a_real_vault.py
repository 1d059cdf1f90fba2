"""Does a vault that somebody made open by its passphrase alone, shut for good, and keep what two browsers write at once?"""

import time

import pytest

from aidememoire.ledger import acts
from aidememoire.ledger.desk import Desk
from aidememoire.vault import agent
from aidememoire.vault.agent.client import Client
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.kinds import kinds
from aidememoire.workbench.__main__ import HANDING_OVER_SECONDS
from workbench.conftest import WORDS, Server, Visit, unlocked

SECRET = "The gate opens for whoever brings the pump"
GATE = "/d/quay-talks/record/gate/"


@pytest.fixture
def home(made_vault):
    """A vault of this account with one dossier, shut."""
    agent.start(made_vault, WORDS)
    client = Client(made_vault)
    desk = Desk.found(client.keeper, client.keyring, Header(slug="quay-talks", title="Talks at the quay"))
    gate = kinds()["issue"].model_validate({"id": "gate", "title": SECRET, "people": 1000, "status_quo": 10})
    desk.do(acts.record(desk, gate))
    client.close()
    agent.lock(made_vault)
    return made_vault


@pytest.fixture
def server(home):
    running = Server(training=False)
    yield running
    running.stop()


def test_the_passphrase_opens_it_and_a_wrong_one_does_not(chromium, server):
    one = Visit(chromium, server)
    assert "Locked" in one.page.inner_text("h1") and "quay" not in one.page.inner_text("body")
    refused = unlocked(one, "seven other words")
    assert refused.get_by_role("alert").inner_text() and "quay" not in refused.inner_text("body")
    page = unlocked(one)
    page.get_by_role("link", name="Talks at the quay").first.click()
    assert SECRET in one.goto(GATE).inner_text("main")
    assert not one.page.locator(".training").count()
    one.close()


@pytest.mark.parametrize("by", ["the button", "the agent"])
def test_when_it_is_shut_nothing_of_it_is_left_to_be_seen(chromium, server, home, by):
    one = Visit(chromium, server)
    unlocked(one)
    assert SECRET in one.goto(GATE).inner_text("main")
    one.goto("/d/quay-talks/issues/")
    if by == "the button":
        one.page.get_by_role("button", name="Lock").click()
        one.page.wait_for_url("**/lock/")
    else:
        agent.lock(home)
        locked = server.origin + "/lock/"
        one.page.wait_for_timeout(500)
        for _attempt in range(40):
            if one.page.goto(server.origin + GATE).url == locked:
                break
            one.page.wait_for_timeout(250)
        assert one.page.url == locked
    for way in (one.page.go_back, one.page.go_back, one.page.reload):
        way()
        assert SECRET not in one.page.content() and "Talks at the quay" not in one.page.content()
    one.page.goto(server.origin + GATE)
    assert "Locked" in one.page.inner_text("h1") and SECRET not in one.page.content()
    one.close()


def test_whoever_unlocks_at_once_after_locking_is_in_and_stays_in(chromium, server):
    one = Visit(chromium, server)
    unlocked(one)
    for _time in range(3):
        one.page.get_by_role("button", name="Lock").click()
        unlocked(one).get_by_role("main").get_by_role("link", name="Talks at the quay").first.wait_for()
    until = time.monotonic() + HANDING_OVER_SECONDS + 1
    while time.monotonic() < until:
        assert SECRET in one.goto(GATE).inner_text("main")
        one.page.wait_for_timeout(200)
    assert not one.said
    one.close()


def filed(one):
    with one.page.expect_navigation():
        one.page.get_by_role("button", name="File").last.click()


def test_two_browsers_that_change_the_same_field_lose_nothing(chromium, server):
    first, second = Visit(chromium, server), Visit(chromium, server)
    unlocked(first)
    second.page.goto(server.link)
    for one, people in ((first, "2000"), (second, "3000")):
        one.goto(GATE + "edit/").get_by_label("People", exact=True).fill(people)
    filed(first)
    assert "2,000" in first.goto(GATE).inner_text("main")
    filed(second)
    assert "Changed meanwhile to: 2,000" in second.page.inner_text("main")
    assert second.page.get_by_label("People", exact=True).input_value() == "3000"
    assert "2,000" in first.goto(GATE).inner_text("main")
    filed(second)
    assert "Changed:" in second.page.inner_text("main")
    told = second.goto(GATE + "history/").inner_text("main")
    assert all(number in told for number in ("1,000", "2,000", "3,000")) and told.index("3,000") < told.index("1,000")
    for one in (first, second):
        one.close()
