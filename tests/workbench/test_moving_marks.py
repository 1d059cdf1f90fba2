"""Does a mark that somebody moves open a new assessment, which says all that the one before said but what moved?"""

from datetime import date

import pytest

from aidememoire.briefs.drawings.map import positions, powers
from aidememoire.training import path
from aidememoire.vocabulary.files import load
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.scales import Judged
from aidememoire.workbench.forms.later import later

PAGE = "/d/port-of-selane/positions/?issue=unloading"


def begun(**changed):
    said = {
        "id": "s", "actor": "a", "issue": "i", "assessed_on": "2026-01-05", "assessed_by": "us", "handling": "RED",
        "position": 40, "low": 30, "high": 55, "salience": "strong", "influence": 0.62, "role": ["decide"],
        "evidence": [{"cited": "s"}], "note": "from the gate",
    }  # fmt: skip
    return later(Stance.model_validate(said), changed)


def test_a_later_assessment_keeps_what_was_said_but_its_day_and_its_evidence():
    told = begun(assessed_on="2026-02-01", influence="0.8")
    assert told == {
        "actor": "a", "issue": "i", "assessed_by": "us", "handling": "RED", "assessed_on": "2026-02-01",
        "position": 40, "low": 30, "high": 55, "salience": "strong", "influence": "0.8", "role": ["decide"],
    }  # fmt: skip


@pytest.mark.parametrize("near", ["0.7", "0.70", "0.705"])
def test_a_slider_left_where_it_was_leaves_the_word(near):
    assert Judged("strong").middle == pytest.approx(0.7)
    assert begun(salience=near)["salience"] == "strong" and begun(salience="0.72")["salience"] == "0.72"


def test_where_a_position_lay_at_most_is_asked_anew_once_it_moved_and_nonsense_is_handed_on():
    assert {"low", "high"} & set(begun(position="60")) == set() and begun(position="60")["position"] == "60"
    assert begun(position="40.4")["position"] == 40 and begun(position="40")["high"] == 55
    assert begun(position="none")["position"] == "none" and begun(actor="b")["actor"] == "b"


def test_a_picture_that_leaves_says_nothing_of_records():
    selane, told = load(path()), {"as_of": date(2026, 6, 15), "language": "en"}
    for draw in (positions, powers):
        assert "data-moves" not in draw(selane, "unloading", **told).svg
        assert draw(selane, "unloading", movable=True, **told).svg.count("data-moves") > 3


def drag(page, picture, across, up=0):
    """Take the director's mark of a picture and let it go elsewhere; in pixels."""
    id = page.locator("form[data-moves]", has=page.locator("legend", has_text="Director of the Port")).first
    mark = page.locator(".picture").nth(picture).locator(f"[data-moves='{id.get_attribute('data-moves')}']")
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across / 2, y - up / 2)
    page.mouse.move(x + across, y - up)
    return mark


def sent(page):
    page.wait_for_url("**/records/stances/new/**")
    return {name: page.locator(f"[name='{name}']").first.input_value() for name in
            ("position:number", "influence", "influence:number", "salience", "salience:number", "assessed_by")}  # fmt: skip


def test_a_mark_dragged_on_the_ladder_opens_an_assessment_and_leaves_a_hollow_one(visit):
    one = visit()
    page = one.goto(PAGE)
    before = sent_before(page)
    drag(page, 1, 80)
    told = page.locator("svg [data-moves].moving text")
    assert told.text_content().startswith("Position: ")
    page.mouse.up()
    form = sent(page)
    assert float(form["position:number"]) > before + 5 and form["assessed_by"] == "Selane office"
    assert form["salience"] or form["salience:number"]
    assert page.locator("[name=role]:checked, [name=role] option:checked").count()
    page.locator("main form[method=post] button.main").first.click()
    page.wait_for_selector("[data-key=undo]")
    one.goto(PAGE)
    assert page.locator(".picture").nth(1).locator("[stroke-dasharray='2 2']").count() >= 2
    assert not one.said


def sent_before(page):
    row = page.locator("details.move fieldset", has=page.locator("legend", has_text="Director of the Port")).first
    return float(row.locator("[name=position]").input_value())


def test_a_mark_dragged_on_the_grid_moves_both_ways_and_escape_puts_it_back(visit):
    page = visit().goto(PAGE)
    mark = drag(page, 0, -90, -40)
    assert mark.get_attribute("transform")
    page.keyboard.press("Escape")
    page.mouse.up()
    assert mark.get_attribute("transform") is None and page.url.endswith(PAGE)
    drag(page, 0, -90, -40)
    page.mouse.up()
    form = sent(page)
    assert form["influence:number"] and form["salience:number"]


def test_a_mark_moves_by_arrow_keys_and_nothing_is_filed_unasked(visit):
    page = visit().goto(PAGE)
    page.get_by_text("Move a mark").click()
    row = page.get_by_role("group", name="Director of the Port Authority").first
    slider = row.get_by_role("slider", name="Position")
    before = int(slider.input_value())
    slider.press("ArrowRight")
    assert slider.input_value() == str(before + 1) == row.locator("output").first.inner_text()
    row.get_by_role("button").click()
    assert float(sent(page)["position:number"]) == before + 1


def test_a_mark_that_is_only_touched_opens_the_sliders(visit):
    page = visit().goto(PAGE)
    drag(page, 1, 0)
    page.mouse.up()
    assert page.evaluate("document.activeElement.name") == "position"
