"""GeoJSON: areas with what is known of need and access there. Nothing is placed more exactly than the file says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from aidememoire.briefs.foreign import Files, Form, Given
from aidememoire.vocabulary.conduct import state
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.kinds.access import Authority, Constraint
from aidememoire.vocabulary.kinds.issues import Issue, Need
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.record import Record

DECIMALS = 1
"""One decimal of a degree is about eleven kilometres: enough for a map of a province, not to find a door."""
DISCLAIMER = _("Boundaries and names shown do not imply endorsement.")
CARRIES = ("need", "issue", "authority", "constraint")

_PAIR = re.compile(r"\s*([+-]?\d{1,2}(?:\.\d+)?)\s*[,;| ]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*")
_COUNTRY = re.compile(r"[A-Z]{2,3}")
_CODE = re.compile(r"[A-Z]{2,3}[0-9][A-Z0-9]*")

Place = tuple[float, float]


def areas(given: Given) -> Files:
    """Write a feature for each area that needs, issues, constraints or authorities name.

    Areas are known by their code or name and mostly have no place: their geometry is null, to be joined by ``pcode``.
    ``places`` (longitude and latitude by code) may be chosen to set points; every point is coarsened. Two numbers
    instead of a name are read as latitude and longitude.
    """
    places: dict[str, Place] = given.chosen.get("places") or {}
    decimals = int(given.chosen.get("decimals", DECIMALS))
    now = given.dossier.as_of(given.as_of)
    by_area: dict[str, list[Record]] = {}
    for area, record in _named(now):
        by_area.setdefault(area, []).append(record)
    features = [_feature(area, records, given, places, decimals) for area, records in sorted(by_area.items())]
    whole = {
        "type": "FeatureCollection",
        "marking": given.marking,
        "notice": given.notice,
        "disclaimer": DISCLAIMER.in_(given.language),
        "as_of": given.as_of.isoformat(),
        "features": features,
    }
    return ((".geojson", json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"),)


def _named(dossier: Dossier) -> Iterator[tuple[str, Record]]:
    there: tuple[Need | Constraint | Authority, ...]
    there = (*dossier.of(Need), *dossier.of(Constraint), *dossier.of(Authority))
    for record in there:
        if record.area:
            yield record.area, record
    for issue in dossier.of(Issue):
        for area in issue.areas:
            yield area, issue


def _feature(area: str, records: list[Record], given: Given, places: dict[str, Place], decimals: int) -> dict[str, Any]:
    point = places.get(area) or _pair(area)
    named = not _pair(area)
    properties: dict[str, Any] = {
        "pcode": area if _COUNTRY.fullmatch(area) or _CODE.fullmatch(area) else None,
        "name": area if named else None,
        "level": 0 if _COUNTRY.fullmatch(area) else None,
        "marking": given.marking,
    }
    for kind in (Need, Issue, Constraint, Authority):
        properties[kind.kind_of.plural] = [_told(one, given) for one in records if isinstance(one, kind)]
    where = {"type": "Point", "coordinates": [round(number, decimals) for number in point]} if point else None
    return {"type": "Feature", "geometry": where, "properties": properties}


def _pair(area: str) -> Place | None:
    """Return longitude and latitude where an area is written as latitude and longitude."""
    found = _PAIR.fullmatch(area)
    if not found:
        return None
    latitude, longitude = float(found[1]), float(found[2])
    return (longitude, latitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _told(record: Record, given: Given) -> dict[str, Any]:
    """Return what is known of one record, in plain values; what nobody knows is left out."""
    name = record.called()
    told: dict[str, Any] = {"id": record.id, "called": name.in_(given.language)[0] if name else None}
    match record:
        case Need():
            told |= {"people": record.people, "sector": record.sector, "counted_on": record.counted_on}
        case Constraint():
            told |= {"type": record.type, "severity": record.severity, "whose": record.whose, "since": record.since}
        case Authority():
            told |= {"state": state(record, as_of=given.as_of), "expires_on": record.expires_on}
        case Issue():
            told |= {"goal": record.goal, "people": record.people, "deadline": record.deadline}
        case _:
            pass
    return {name: _plain(value) for name, value in told.items() if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return str(value)
    return value if isinstance(value, (int, float)) else value.isoformat()


FORMS = (
    Form("geojson", ".geojson", _("GeoJSON of areas"), areas, CARRIES, takes=("places", "decimals")),
)  # fmt: skip
