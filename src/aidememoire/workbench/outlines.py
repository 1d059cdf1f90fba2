"""Which outlines of their own does somebody lay on the map of access, in the place of the world's?

They stay on this machine, sealed like a draft, for this person and dossier; nothing of them goes into the ledger.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from aidememoire.feeds.reading_geojson import OUTLINE
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files.checking import from_worker
from aidememoire.vocabulary.files.sandbox import Worker
from aidememoire.vocabulary.text import folded
from aidememoire.workbench.desks import Desk

FORM = "outlines"
LONGEST = 8_000_000
READER = "aidememoire.feeds.reading_geojson"

Outlines = list[dict[str, Any]]


def taken(name: str, content: bytes) -> Outlines:
    """Return the outlines of a file, read by a worker; the first fault refuses it."""
    reading = Worker(Path(name), reader=READER, data=content).reading()
    if reading.faults:
        raise InputError(from_worker(reading.faults[0]).problem)
    return [fields for kind, fields, _number in reading.records if kind == OUTLINE]


def keep(desk: Desk, outlines: Outlines) -> None:
    """Keep outlines for the map of a dossier."""
    words = [json.dumps(one, ensure_ascii=False) for one in outlines]
    desk.vault.drafts.keep(desk.slug, FORM, {"outline": words}, longest=LONGEST)


def kept(desk: Desk) -> Outlines:
    """Return the outlines kept for the map of a dossier; none where nobody laid any."""
    held = desk.vault.drafts.kept(desk.slug, FORM) or {}
    return [json.loads(one) for one in held.get("outline", ())]


def drop(desk: Desk) -> None:
    """Let the map of a dossier have the outlines of the world again."""
    desk.vault.drafts.drop(desk.slug, FORM)


def of_an_area(outlines: Outlines, area: str) -> dict[str, Any] | None:
    """Return the shape of an area: by its code, else by its name."""
    wanted = folded(area)
    for key in ("code", "name"):
        for one in outlines:
            if wanted and folded(one[key]) == wanted:
                return shape(one)
    return None


def shape(outline: dict[str, Any]) -> dict[str, Any]:
    """Return an outline as the geometry of GeoJSON."""
    return {"type": outline["type"], "coordinates": outline["coordinates"]}
