"""Can the network be walked by keys alone, and does a canvas print as it is drawn?"""

import shutil
import subprocess

import pytest

NETWORK = "/d/port-of-selane/network/?issue=unloading&focus=coast-guard&degrees=9"


def drawn(visit, address):
    page = visit().goto(address)
    page.wait_for_selector("[data-graph][data-drawn]")
    return page


def test_arrows_go_from_neighbour_to_neighbour_and_say_by_which_tie(visit):
    page = drawn(visit, NETWORK)
    page.locator("[data-graph]").focus()
    told = page.locator("[data-told]")
    assert "Coast Guard" in told.inner_text()
    seen = set()
    for key in ("ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
        seen.add(told.inner_text())
    assert len(seen) > 1
    assert any(" over " in one for one in seen)
    assert page.locator(".outline .at").count() == 1


def test_a_figure_shows_so_many_steps_and_escape_shows_all(visit):
    page = drawn(visit, NETWORK)
    page.locator("[data-graph]").focus()
    whole = page.evaluate("document.querySelector('[data-graph]').graph.nodes().length")
    away = "document.querySelector('[data-graph]').graph.nodes('.away').length"
    page.keyboard.press("0")
    assert page.evaluate(away) == whole - 1
    page.keyboard.press("1")
    assert 0 < page.evaluate(away) < whole - 1
    page.keyboard.press("Escape")
    assert page.evaluate(away) == 0


def test_enter_opens_whoever_is_chosen(visit):
    page = drawn(visit, NETWORK)
    page.locator("[data-graph]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/actors/coast-guard/")


def test_the_list_is_walked_by_arrows_and_shows_on_the_canvas(visit):
    page = drawn(visit, "/d/port-of-selane/network/?issue=unloading")
    page.locator("[data-node]").first.focus()
    page.keyboard.press("ArrowDown")
    here = page.evaluate("document.activeElement.dataset.node")
    assert here == page.locator("[data-node]").nth(1).get_attribute("data-node")
    assert page.evaluate("document.querySelector('[data-graph]').graph.$('node:selected').id()") == here


IN_THE_WAY = """() => {
  const graph = document.querySelector('[data-graph]').graph, nodes = graph.nodes().toArray();
  const box = (node) => node.boundingBox({ includeNodes: false, includeOverlays: false });
  const holds = ({ x1, y1, x2, y2 }, x, y) => x1 < x && x < x2 && y1 < y && y < y2;
  const along = [...Array(41).keys()].map((n) => n / 40);
  const count = () => {
    const names = nodes.map(box);
    const ties = names.flatMap((name) => graph.edges().toArray().filter((tie) => {
      const from = tie.source().position(), to = tie.target().position();
      return along.some((part) => holds(name, from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part));
    })).length;
    const met = names.flatMap((one, n) => names.slice(n + 1).filter((other) =>
      one.x1 + 3 < other.x2 && other.x1 + 3 < one.x2 && one.y1 + 3 < other.y2 && other.y1 + 3 < one.y2)).length;
    return [ties, met];
  };
  const turned = count();
  graph.nodes().data('side', 'bottom');
  return [turned, count()];
}"""


@pytest.mark.parametrize("slug", ["port-of-selane", "sudan-adre"])
def test_names_turn_away_from_ties_and_from_one_another(visit, slug):
    page = drawn(visit, f"/d/{slug}/network/")
    (ties, names), (ties_below, _names_below) = page.evaluate(IN_THE_WAY)
    assert names == 0 and ties < ties_below / 2


def test_without_script_the_table_tells_the_same(visit):
    page = visit(java_script_enabled=False).goto("/d/port-of-selane/network/?issue=unloading")
    table = page.locator("table").last.inner_text()
    assert "Government of Kelvar" in table and "alleged" in table and "without a source" in table


def test_a_canvas_prints_as_two_columns_without_what_is_for_the_screen(visit):
    one = visit()
    page = one.goto("/d/port-of-selane/negotiation/unloading/iceberg/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1000, "height": 700})
    assert not page.locator(".tabs").is_visible() and not page.locator(".rail").is_visible()
    left, right = (page.locator(".canvas .cell").nth(n).bounding_box() for n in (0, 1))
    assert left["y"] == right["y"] and left["x"] < right["x"]
    one.shoot("iceberg-printed")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_each_printed_page_bears_the_label_and_nothing_to_click(visit, tmp_path):
    page = visit().goto("/d/port-of-selane/plan/")
    page.pdf(path=tmp_path / "plan.pdf", format="A4")
    told = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "plan.pdf", "-"], capture_output=True, text=True, check=True
    )
    pages = told.stdout.rstrip("\f").split("\f")
    assert len(pages) > 1
    for one in pages:
        assert one.strip().splitlines()[-1].split() == ["TLP:AMBER", "As", "of", "15", "June", "2026"]
        assert "Plan an engagement" not in one


@pytest.mark.parametrize("language", ["en", "ar"])
def test_where_one_is_stands_in_sight_and_the_page_at_its_beginning(visit, language):
    page = visit(language).goto("/d/port-of-selane/audit/")
    assert page.evaluate("scrollY") == 0 and page.locator("h1").bounding_box()["y"] > 0
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    here = page.locator(".rail [aria-current]").bounding_box()
    assert page.evaluate("scrollY") == 0 and 0 <= here["x"] <= 390 - here["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
