"""How are outlines of areas read? GeoJSON (RFC 7946), in the worker: shapes with name and code, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aidememoire.feeds.whole_json import loaded
from aidememoire.vocabulary.files.faults import shown
from aidememoire.vocabulary.files.reading import Reading
from aidememoire.vocabulary.messages import _

OUTLINE = "outline"
MOST_POINTS, MOST_OUTLINES = 200_000, 5_000
DECIMALS = 3
"""A thousandth of a degree is about a hundred metres: more than a screen shows of a province."""
# How deep the points of each shape lie. A line or a bag of shapes outlines nothing.
DEPTHS = {"Point": 0, "Polygon": 2, "MultiPolygon": 3}
# By which fields the offices that publish outlines name them, the most exact first.
_CODES = ("pcode", "adm3_pcode", "adm2_pcode", "adm1_pcode", "adm0_pcode", "iso_a3", "iso3", "code")
_NAMES = ("name", "adm3_en", "adm2_en", "adm1_en", "adm0_en", "shapename")


def parse(data: bytes) -> Reading:
    """Read the shapes of a collection; each that cannot be drawn is a fault of its own."""
    reading = Reading()
    whole = loaded(data, reading)
    features = whole.get("features") if isinstance(whole, dict) else None
    points = 0
    for number, feature in enumerate(features if isinstance(features, list) else [], start=1):
        outline = _outline(feature)
        points += outline["points"] if outline else 0
        if points > MOST_POINTS or number > MOST_OUTLINES:
            reading.fault(_("There are too many points. Use outlines that are drawn more coarsely."), row=number)
            break
        if outline:
            reading.records.append((OUTLINE, outline, number))
    if not reading.records and not reading.faults:
        reading.fault(_("The file holds no outlines: it takes areas in longitude and latitude."), line=1)
    return reading


def _outline(feature: Any) -> dict[str, Any] | None:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict):
        return None
    kind = geometry.get("type")
    if not isinstance(kind, str) or kind not in DEPTHS:
        return None
    try:
        drawn = _drawn(geometry["coordinates"], DEPTHS[kind])
    except (KeyError, TypeError, ValueError, IndexError):
        return None
    said = feature.get("properties")
    told = {str(key).lower(): value for key, value in (said.items() if isinstance(said, dict) else ())}
    return {
        "name": next(_words(told, _NAMES), ""), "code": next(_words(told, _CODES), ""),
        "type": kind, "coordinates": drawn, "points": _count(drawn),
    }  # fmt: skip


def _drawn(coordinates: Any, depth: int) -> Any:
    """Return coordinates on the globe, coarsened, without points that then lie on each other."""
    if depth == 0:
        longitude, latitude = (round(float(one), DECIMALS) for one in coordinates[:2])
        if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            raise ValueError
        return [longitude, latitude]
    inner = [_drawn(one, depth - 1) for one in coordinates]
    if depth > 1:
        return inner
    return [one for place, one in enumerate(inner) if place == 0 or one != inner[place - 1]]


def _count(drawn: Any) -> int:
    return sum(map(_count, drawn)) if isinstance(drawn[0], list) else 1


def _words(told: dict[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    """Yield what a shape is called, as far as it says so."""
    yield from (shown(value) for name in names if isinstance(value := told.get(name), str) and value.strip())
