"""Do outlines of one's own stand in the place of the world's, find their areas, and come to nothing where they are hostile?"""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from aidememoire.feeds.reading_geojson import MOST_POINTS, parse
from workbench.conftest import Server

ACCESS = "/d/port-of-selane/access/"
SQUARE = [[10.0, 5.0], [10.4, 5.0], [10.4, 5.4], [10.0, 5.4], [10.0, 5.0]]


def feature(coordinates=(SQUARE,), kind="Polygon", **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


COAST = collection(feature(name="Selane", owner="secret of the file"), feature(ADM2_PCODE="XSL09", ADM2_EN="Elsewhere"))


def sent(browser, content, name="coast.geojson"):
    return browser.post(ACCESS + "outlines/", {"outlines": SimpleUploadedFile(name, content)})


def marks(browser):
    return json.loads(browser.get(ACCESS + "map/").content)


def test_areas_find_their_outlines_and_the_others_lie_under_them(seated):
    assert marks(seated) == {"type": "FeatureCollection", "features": [], "ground": []}
    assert sent(seated, COAST).status_code == 302
    told = marks(seated)
    assert [(one["properties"]["name"], one["geometry"]["type"]) for one in told["features"]] == [
        ("Selane: High", "Polygon")
    ]
    assert len(told["ground"]) == 2 and "secret of the file" not in json.dumps(told)
    page = seated.get(ACCESS).content.decode()
    assert 'data-map="' in page and "area has no place on the map" in page


def test_they_are_taken_off_again(seated):
    sent(seated, COAST)
    seated.post(ACCESS + "outlines/", {"off": "1"})
    assert marks(seated)["ground"] == [] and 'data-map="' not in seated.get(ACCESS).content.decode()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"no json", "not JSON"),
        (b"[" * 100_000, "nested"),
        (collection(), "holds no outlines"),
        (collection(feature([[500, 5]])), "holds no outlines"),
        (collection(feature([["<script>", 5]])), "holds no outlines"),
        (collection(feature([10, 5], "LineString")), "holds no outlines"),
        (collection(*[feature([[[n / 1000, 5.0] for n in range(100_001)]])] * 2), "too many points"),
    ],
    ids=range(7),
)
def test_what_is_no_outline_is_refused_with_the_reason(seated, content, why):
    answer = sent(seated, content)
    assert answer.status_code == 422 and why in answer.content.decode()
    assert marks(seated)["ground"] == []


def test_points_are_coarsened_and_what_lies_on_another_is_left_out():
    reading = parse(collection(feature([[[10.00012, 5], [10.00049, 5], [10.2, 5.1], [10, 5]]], name="A")))
    ((_kind, told, _number),) = reading.records
    assert told["coordinates"] == [[[10.0, 5.0], [10.2, 5.1], [10.0, 5.0]]] and told["points"] == 3 < MOST_POINTS


def test_they_are_drawn(visit, chromium):
    one = visit()
    page = one.goto(ACCESS)
    page.locator("summary", has_text="Own outlines").click()
    page.get_by_label("GeoJSON file").set_input_files(
        [{"name": "c.geojson", "mimeType": "application/json", "buffer": COAST}]
    )
    page.get_by_role("button", name="Lay them on the map").click()
    page.wait_for_selector(".map path.leaflet-interactive")
    assert page.locator(".map path").count() == 3 and not one.said and not one.strayed()
    one.shoot("access-own-outlines")


@pytest.fixture
def server():
    """What one lays on the map stays; so this browser has a workbench of its own."""
    running = Server()
    yield running
    running.stop()
