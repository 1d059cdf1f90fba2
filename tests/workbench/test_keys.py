"""Does each key of the list lead where it says, on every screen, and do nothing while somebody writes?"""

import pytest

from aidememoire.workbench.showing import rail
from workbench.test_in_browser import SCREENS

SELANE = "/d/port-of-selane/"
WHERE = {
    "n": "engagements/log/", "m": "records/commitments/new/", "e": "records/actors/new/", "c": "records/ties/new/",
    "i": "import/", "x": "export/", "Control+z": "done/",
}  # fmt: skip
OF_ITS_OWN = {"record": "stance-rsf-adre", "actor": "port-director", "issue": "levy", "dilemma": "men-only-or-pause"}
GO = {place.key: name for _heading, places in rail() for place, name in places if place.key}


def path_of(page):
    return page.url.split("?")[0]


def pressed(page, *keys):
    with page.expect_navigation():
        for key in keys:
            page.keyboard.press(key)
    return path_of(page)


@pytest.mark.parametrize("screen", ["today", "actor", "network", "plan", "record", "iceberg", "commitments", "audit"])
def test_each_key_leads_where_the_list_says(visit, screen):
    one = visit()
    dossier = SCREENS[screen].split("/")[2]
    for key, where in WHERE.items():
        one.goto(SCREENS[screen])
        assert pressed(one.page, key) == f"{one.server.origin}/d/{dossier}/{where}", key
    one.goto(SCREENS[screen])
    one.page.keyboard.press("s")
    assert one.page.evaluate("document.activeElement.name") == "q"
    one.page.keyboard.press("n")
    assert one.page.evaluate("document.activeElement.value") == "n" and path_of(one.page).endswith(
        SCREENS[screen].split("?")[0]
    )


@pytest.mark.parametrize("screen", OF_ITS_OWN)
def test_r_changes_the_record_at_hand(visit, screen):
    one = visit()
    one.goto(SCREENS[screen])
    assert pressed(one.page, "r").endswith(f"/record/{OF_ITS_OWN[screen]}/edit/")


def test_g_and_a_letter_lead_to_each_place_of_the_rail_and_the_list_names_them(visit):
    one = visit()
    page = one.goto(SELANE)
    page.keyboard.press("?")
    told = page.locator("dialog.keys").inner_text()
    page.keyboard.press("Escape")
    for key in list(GO)[::4]:
        label = page.locator(f'.rail [data-go="{key}"]').inner_text()
        where = page.locator(f'.rail [data-go="{key}"]').get_attribute("href")
        assert pressed(page, "g", key) == one.server.origin + where
        assert label in told
    assert len(GO) > 15
    everywhere = one.goto("/keys/").locator("main").inner_text()
    assert all(row in everywhere for row in told.splitlines() if row and "Close" not in row and "done" not in row)


def test_keys_can_be_switched_off(visit):
    one = visit()
    one.goto("/settings/").get_by_label("Keys are on").uncheck()
    one.page.get_by_role("button", name="Keep").click()
    one.goto(SELANE).keyboard.press("n")
    one.page.wait_for_timeout(200)
    assert path_of(one.page) == one.server.origin + SELANE


def test_a_reader_has_other_letters_and_the_usual_ones_then_do_nothing(visit):
    one = visit()
    page = one.goto("/settings/")
    page.get_by_text("Other keys").click()
    page.get_by_label("Log an engagement").fill("q")
    page.get_by_label("Go to a screen, with its letter").fill("w")
    page.get_by_role("button", name="Keep").click()
    one.goto(SELANE)
    assert pressed(page, "q").endswith("engagements/log/")
    one.goto(SELANE).keyboard.press("n")
    page.wait_for_timeout(200)
    assert path_of(page) == one.server.origin + SELANE
    letter, where = next((key, page.locator(f'.rail [data-go="{key}"]').get_attribute("href")) for key in list(GO)[3:])
    assert pressed(page, "w", letter) == one.server.origin + where
    page.keyboard.press("?")
    assert "Q\tLog an engagement" in page.locator("dialog.keys").inner_text().replace("\n", "\t")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"key-n": "s"}, "S would do two things"),
        ({"key-n": "1"}, "1 is no letter"),
        ({"key-n": "ab"}, "ab is no letter"),
    ],
)
def test_a_key_that_cannot_be_is_refused_and_all_stay_as_they_were(seated, sent, said):
    seated.post("/settings/", {"keys": "on", "key-m": "q"})
    page = seated.post("/settings/", {"keys": "on", **sent}, follow=True).content.decode()
    assert said in page.replace("<bdi>", "").replace("</bdi>", "") and 'data-other-keys="mq"' in page
    seated.post("/settings/", {"keys": "on", "key-m": ""})
    assert "data-other-keys" not in seated.get("/settings/").content.decode()


def test_on_the_network_more_and_fewer_steps_are_a_key_away_and_everybody_another(visit):
    page = visit().goto(SELANE + "network/?issue=unloading&focus=coast-guard&degrees=1")
    page.wait_for_selector("[data-graph][data-drawn]")
    near = "document.querySelector('[data-graph]').graph.nodes().not('.away').length"
    page.locator("[data-graph]").focus()
    told = [page.evaluate(near)]
    for key in ("1", "+", "+", "-", "a"):
        page.keyboard.press(key)
        told.append(page.evaluate(near))
    first, one, two, three, back, everybody = told
    assert first == one < two < three <= everybody and back == two


def test_chosen_keys_stay_with_the_person_after_locking(seated):
    from aidememoire.workbench import sessions
    from workbench.sitting import TOKEN

    seated.post("/settings/", {"language": "en", "keys": "on", "key-n": "q"})
    sessions.end_all()
    seated.get(f"/launch/{TOKEN}/")
    page = seated.get(SELANE).content.decode()
    assert 'data-other-keys="nq"' in page and "<kbd>Q</kbd>" in page


def test_on_the_network_one_is_pinned_and_all_are_held(visit):
    page = visit().goto(SELANE + "network/?issue=unloading&focus=coast-guard&degrees=1")
    page.wait_for_selector("[data-graph][data-drawn]")
    graph = "document.querySelector('[data-graph]').graph"
    page.locator("[data-graph]").focus()
    page.keyboard.press("p")
    assert page.evaluate(f"{graph}.$id('coast-guard').locked()")
    assert page.locator("[data-told]").inner_text().endswith(": pinned")
    page.keyboard.press("p")
    assert not page.evaluate(f"{graph}.$id('coast-guard').locked()")
    page.keyboard.press("Space")
    assert page.evaluate(f"{graph}.autoungrabify()")


@pytest.mark.parametrize("key", ["Control+Shift+z", "Control+y"])
def test_what_was_taken_back_is_done_again_by_a_key(visit, key):
    one = visit()
    page = one.goto(SELANE + "engagements/log/")
    page.get_by_label("Title").first.fill("A word at the gate")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-key=undo]")
    there = page.get_by_role("link", name="A word at the gate")
    page.locator("h1").click()
    assert there.count() == 1
    pressed(page, "Control+z")
    assert there.count() == 0
    pressed(page, key)
    page.wait_for_selector("[data-key=undo], [data-key=redo]")
    assert there.count() == 1
    pressed(page, "Control+z") if page.locator("[data-key=undo]").count() else pressed(page, "Control+y")
