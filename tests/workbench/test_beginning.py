"""Does somebody with an empty vault come to a dossier of their own in the browser, and can they say what it is?"""

import re
from dataclasses import replace
from html import unescape

import pytest
from axe_playwright_python.sync_playwright import Axe

from aidememoire.ledger.gate import Role
from aidememoire.vault import agent, keys, opened, passphrase
from aidememoire.vault.agent.client import Client
from aidememoire.vault.recovery import RecoverySecret
from aidememoire.workbench import door
from aidememoire.workbench.screens import front, making
from workbench.conftest import Server, Visit, unlocked
from workbench.sitting import OPENING, TOKEN

ABOUT = "/d/port-of-selane/about/"


def begun(seated, **sent):
    return seated.post("/new/", {"title": "Corridor to the hill towns", "handling.level": "AMBER", **sent})


def told(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def header(vault, slug="port-of-selane"):
    return vault.desk(slug).dossier.header


def test_whoever_begins_a_dossier_leads_it_and_is_led_to_what_comes_next(seated, fresh_vault):
    answer = begun(seated, setting="conflict", closed_on="2026-12-31")
    assert answer.status_code == 302 and answer["Location"] == "/d/corridor-to-the-hill-towns/"
    page = told(seated.get(answer["Location"]))
    assert "Begun: Corridor to the hill towns" in page and "This dossier is empty" in page
    assert 'href="/d/corridor-to-the-hill-towns/import/"' in seated.get(answer["Location"]).content.decode()
    desk = fresh_vault.desk("corridor-to-the-hill-towns")
    assert desk.reader.role is Role.LEAD and desk.dossier.header.handling.level.value == "AMBER"
    assert "Corridor to the hill towns" in told(seated.get("/")) and "0 records" in told(seated.get("/"))


def test_a_title_in_arabic_has_a_short_name_all_the_same_and_the_next_one_another(seated, fresh_vault):
    assert [begun(seated, title="الممر إلى بلدات التلال")["Location"] for _twice in range(2)] == [
        "/d/dossier/", "/d/dossier-2/",
    ]  # fmt: skip
    assert str(header(fresh_vault, "dossier").title) == "الممر إلى بلدات التلال"
    assert begun(seated)["Location"] == "/d/corridor-to-the-hill-towns/"
    assert begun(seated)["Location"] == "/d/corridor-to-the-hill-towns-2/"


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"title": " "}, "This is needed."),
        ({"slug": "port-of-selane"}, "There is a dossier of this name already."),
        ({"slug": "Port of Selane!"}, "port-of-selane"),
        ({"closed_on": "soon"}, "a day such as"),
        ({"handling.level": "PURPLE"}, "AMBER"),
        ({"setting": "war"}, "field needs another look"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_founded(seated, fresh_vault, sent, says):
    before = set(fresh_vault.slugs())
    answer = begun(seated, **sent)
    assert answer.status_code == 422 and says in told(answer) and set(fresh_vault.slugs()) == before
    if "title" not in sent:
        assert "Corridor to the hill towns" in answer.content.decode()


def changed(seated, vault, **sent):
    form = {"title": "Selane", "setting": "conflict", "handling.level": "AMBER", "languages": "en", **sent}
    return seated.post(ABOUT, form)


def test_a_dossier_gets_another_title_and_the_one_before_by_undo(seated, fresh_vault):
    was = str(header(fresh_vault).title)
    assert "port-of-selane" in told(seated.get(ABOUT))
    assert changed(seated, fresh_vault, slug="another").status_code == 302
    assert str(header(fresh_vault).title) == "Selane" and header(fresh_vault).slug == "port-of-selane"
    batch = re.search(r'name="batch" value="([^"]+)"', seated.get("/d/port-of-selane/").content.decode())
    seated.post("/d/port-of-selane/undo/", {"batch": batch[1], "back": "/"})
    assert str(header(fresh_vault).title) == was


def test_two_who_name_a_dossier_at_once_are_told_of_one_another(seated, fresh_vault):
    page = seated.get(ABOUT).content.decode()
    shown = unescape(re.search('name="_base" value="([^"]+)"', page)[1])
    assert changed(seated, fresh_vault, title="Theirs", _base=shown).status_code == 302
    answer = changed(seated, fresh_vault, title="Mine", _base=shown)
    assert answer.status_code == 422 and "Changed meanwhile to: Theirs" in told(answer)
    assert 'value="en"' in answer.content.decode() and str(header(fresh_vault).title) == "Theirs"
    again = unescape(re.search('name="_base" value="([^"]+)"', answer.content.decode())[1])
    assert changed(seated, fresh_vault, title="Mine", _base=again).status_code == 302
    assert str(header(fresh_vault).title) == "Mine"


def test_a_label_does_not_open_by_the_form_and_a_missing_title_is_said(seated, fresh_vault):
    before = header(fresh_vault)
    answer = changed(seated, fresh_vault, **{"handling.level": "CLEAR"})
    assert answer.status_code == 422 and "A lower label takes a second person" in told(answer)
    assert changed(seated, fresh_vault, title="").status_code == 422 and header(fresh_vault) == before


def test_who_does_not_lead_neither_sees_nor_sends_the_form(seated, read_as):
    assert ABOUT in seated.get("/d/port-of-selane/").content.decode()
    read_as(role=Role.TEAM)
    assert ABOUT not in seated.get("/d/port-of-selane/").content.decode()
    assert seated.get(ABOUT).status_code == seated.post(ABOUT, {"title": "Mine"}).status_code == 404


def test_nobody_begins_anything_before_the_vault_is_open(stranger):
    assert stranger.get("/new/").status_code in (302, 403, 404)
    assert stranger.post("/new/", {"title": "Theirs"}).status_code in (302, 403, 404)


# From nothing at all


@pytest.fixture
def at_the_lock(stranger, no_vault, monkeypatch):
    """A browser that came through the link of a workbench without a vault."""
    monkeypatch.setattr(type(OPENING), "lets_in", lambda self, token, now: token == TOKEN)
    for module in (front, making):
        monkeypatch.setattr(module, "opening", lambda: replace(OPENING, training=False))
    stranger.get(f"/launch/{TOKEN}/")
    return stranger


def given(answer, name):
    return unescape(re.search(f'name="{name}" value="([^"]*)"', answer.content.decode())[1])


def test_a_vault_is_made_once_its_passphrase_was_typed_back(at_the_lock, no_vault, monkeypatch):
    monkeypatch.setattr(opened.make, "__kwdefaults__", {**opened.make.__kwdefaults__, "cost": keys.FLOOR})
    ended = []
    monkeypatch.setattr(door, "make_way", lambda: ended.append(no_vault.exists))
    assert "There is no vault for this account yet" in told(at_the_lock.get("/lock/"))
    answer = at_the_lock.post("/lock/vault/", {"name": "Lena"})
    words = given(answer, "words")
    assert len(words.split()) == passphrase.WORDS and answer["Cache-Control"] == "no-store"
    form = {"name": given(answer, "name"), "words": words}
    again = at_the_lock.post("/lock/vault/", {**form, "back": "something else"})
    assert again.status_code == 422 and "That is not it" in told(again) and given(again, "words") == words
    assert not no_vault.exists and not ended
    made = at_the_lock.post("/lock/vault/", {**form, "back": words.upper().replace(" ", "-")})
    assert "The vault is made" in told(made) and ended == [True]
    secret = RecoverySecret.from_words(re.search('secret-words"[^>]*>([^<]+)<', made.content.decode())[1])
    agent.start(no_vault, words)
    assert Client(no_vault).status().person.name == "Lena"
    assert len(secret.words.split()) == 12
    again = at_the_lock.post("/lock/vault/", {**form, "back": words})
    assert again.status_code == 422 and "There is something in" in told(again)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"name": " "}, "That is no name"),
        ({"name": "L" * 81}, "That is no name"),
        ({"name": "Le\u202ena"}, "That is no name"),
        ({"name": "Lena", "words": "a b", "back": "a b"}, "at least 6 words"),
    ],
)
def test_no_vault_is_made_of_what_is_no_name_or_too_short(at_the_lock, no_vault, sent, says):
    answer = at_the_lock.post("/lock/vault/", sent)
    assert answer.status_code == 422 and says in told(answer) and not no_vault.path.exists()


def test_training_makes_no_vault_and_who_has_no_seat_neither(seated, stranger, no_vault):
    assert seated.post("/lock/vault/", {"name": "Lena"}).status_code == 404
    stranger.cookies.clear()
    assert stranger.post("/lock/vault/", {"name": "Lena"}).status_code == 403
    assert not no_vault.path.exists()


@pytest.fixture
def server(no_vault):
    running = Server(training=False)
    yield running
    running.stop()


def secret(page):
    return page.locator(".secret-words").inner_text()


def sound(page):
    return not Axe().run(page).response["violations"]


def test_on_the_first_day_a_list_of_names_is_in_the_vault_without_a_terminal(chromium, server):
    one = Visit(chromium, server)
    page = one.page
    assert sound(page)
    one.shoot("lock-without-vault-en")
    page.get_by_label("Your name").fill("Lena")
    page.get_by_role("button", name="Make a vault").click()
    words = secret(page)
    assert sound(page)
    one.shoot("passphrase-en")
    page.get_by_label("Type it back").fill("seven words that are not these ones here")
    page.get_by_role("button", name="Make the vault").click()
    page.get_by_role("alert").get_by_text("That is not it").wait_for()
    page.get_by_label("Type it back").fill(words)
    page.get_by_role("button", name="Make the vault").click()
    page.get_by_role("heading", name="The vault is made").wait_for()
    assert len(secret(page).split()) == 12 and sound(page)
    one.shoot("vault-made-en")
    page.get_by_role("link", name="to the lock").click()
    one.said.clear()  # the browser itself writes down that a form was answered with 422
    unlocked(one, words)
    page.get_by_role("main").get_by_text("There is no dossier yet").wait_for()
    one.shoot("front-empty-en")
    page.get_by_role("main").get_by_role("link", name="New dossier").click()
    page.get_by_label("Title").first.fill("Corridor to the hill towns")
    one.shoot("new-dossier-en")
    page.get_by_role("button", name="Begin").click()
    one.shoot("today-empty-en")
    page.get_by_role("link", name="Bring in a file").click()
    page.get_by_label("Or paste names").fill("District commissioner\nمجلس البلدة")
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Take in").click()
    page.wait_for_selector("[data-key=undo]")
    assert "مجلس البلدة" in one.goto("/d/corridor-to-the-hill-towns/actors/").inner_text("main")
    page.get_by_role("button", name="Lock").click()
    unlocked(one, words).get_by_role("main").get_by_role("link", name="Corridor to the hill towns").click()
    page.wait_for_url("**/d/corridor-to-the-hill-towns/")
    assert not one.said and not one.strayed()
    one.close()
