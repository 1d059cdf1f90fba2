"""Does somebody with an empty vault come to a dossier of their own in the browser, and can they say what it is?"""

import re
from html import unescape

import pytest

from aidememoire.ledger.gate import Role
from workbench.conftest import Server, Visit, unlocked

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


@pytest.fixture
def server(made_vault):
    running = Server(training=False)
    yield running
    running.stop()


def test_on_the_first_day_a_list_of_names_is_in_the_vault_without_a_terminal(chromium, server):
    one = Visit(chromium, server)
    page = unlocked(one)
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
    unlocked(one).get_by_role("main").get_by_role("link", name="Corridor to the hill towns").click()
    page.wait_for_url("**/d/corridor-to-the-hill-towns/")
    assert not one.said and not one.strayed()
    one.close()
