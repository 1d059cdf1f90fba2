"""How much does a browser that kept nothing fetch, whichever page it comes to first? Limit: 250 kB; 40 kB afterwards."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import aidememoire as am
from workbench.test_in_browser import SCREENS

BUILT = Path(am.__file__).parent / "workbench" / "static" / "workbench" / "built"
FIRST, LATER = 250_000, 40_000
HEAVIEST = ("front", "today", "network", "access", "positions", "briefs")


def fetched(visit, language, *addresses):
    """Return what each address made a browser with nothing but a seat fetch, in bytes of bodies and headers."""
    seat = visit(language)
    context = seat.context.browser.new_context(locale=language, storage_state=seat.context.storage_state())
    try:
        page, weights = context.new_page(), []
        asked = []
        page.on("requestfinished", lambda one: asked.append(one))
        for address in addresses:
            asked.clear()
            page.goto(seat.server.origin + address, wait_until="networkidle")
            sizes = [one.sizes() for one in asked if not one.url.startswith("data:")]
            weights.append(sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes))
        return weights
    finally:
        context.close()


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("screen", HEAVIEST)
def test_whichever_page_is_first_it_is_light_and_again_lighter(visit, language, screen):
    first, again = fetched(visit, language, SCREENS[screen], SCREENS[screen])
    assert 20_000 < first <= FIRST and again <= LATER


@pytest.mark.parametrize("path", sorted(BUILT.glob("*.woff2")), ids=lambda path: path.stem)
def test_a_typeface_made_lighter_bears_our_own_name_and_keeps_the_letters_of_its_languages(path):
    font = TTFont(path)
    names = " ".join(font["name"].getDebugName(number) or "" for number in (1, 4, 6))
    assert "Aide" in names and "Plex" not in names
    letters = "پچژگکیەۆێٹڈڑںےټډړښئآإؤ٠٩۰۹،؛؟﷼﷽ﷺ﴾" if "arabic" in path.name else "ÀÿœŒß¿¡«»’“”…€–Ñç"
    assert set(map(ord, letters)) <= set(font.getBestCmap())


def test_of_what_is_bundled_the_licences_stand_beside_it():
    told = (BUILT / "LICENSES.txt").read_text("utf-8")
    assert all(f"{name}\n\n" in told for name in ("cytoscape", "lodash", "heap", "leaflet", "topojson-client"))
    assert "tmp" not in (BUILT / "graph.js.LEGAL.txt").read_text("utf-8")
