"""Is work that takes a moment told to everybody, ended when it ends, and begun once however often somebody clicks?"""

import time

from workbench.test_in_browser import SCREENS

SLOW = 1.2
EXPORT = "/d/port-of-selane/export/"


def slow(page):
    """Let whatever is sent take a moment on its way, and count it."""
    sent = []

    def wait(route):
        if route.request.method == "POST":
            sent.append(route.request.url)
            time.sleep(SLOW)
        route.continue_()

    page.route("**/export/**", wait)
    return sent


# The page itself takes down what it shows: seen from here, a busy machine could show it between two looks.
TAKES_DOWN = """() => { window.told = []; new MutationObserver(() => {
  if (document.querySelector('.working progress')) told.push(document.querySelector('.working').innerText);
}).observe(document.body, { subtree: true, childList: true }); }"""


def test_a_file_being_written_says_so_and_a_second_click_writes_no_second_one(visit):
    page = visit().goto(SCREENS["export"])
    sent = slow(page)
    page.evaluate(TAKES_DOWN)
    button = page.get_by_role("button", name="Write the file")
    for clicks, times in (("one.click(); one.click();", 1), ("one.click();", 2)):
        with page.expect_download():
            button.evaluate(f"one => {{ {clicks} }}")
        page.wait_for_selector(".working:empty", state="attached")
        told = page.evaluate("told.splice(0)")
        assert told and "a second click starts nothing" in told[0]
        assert len(sent) == times


def test_only_a_mark_as_pages_make_it_comes_back(seated):
    mark = "0a1b2c3d-0000-4000-8000-0123456789ab"
    answer = seated.post(EXPORT, {"format": "jsonl.jsonl", "ceiling": "GREEN", "_arrives": mark})
    assert answer.cookies["arrived"].value == mark and answer.cookies["arrived"]["samesite"] == "Strict"
    assert "arrived" not in seated.post(EXPORT, {"format": "jsonl.jsonl", "_arrives": "x; Path=/"}).cookies
    assert "arrived" not in seated.post("/d/port-of-selane/dial/", {"reset": "1", "_arrives": mark}).cookies
