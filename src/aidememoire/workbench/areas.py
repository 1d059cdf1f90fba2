"""What is known of access in each area: on what footing, and what stands in the way of us, and of people?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from aidememoire.vocabulary.codes import Severity, Whose
from aidememoire.vocabulary.conduct import state
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.kinds.access import Authority, Constraint
from aidememoire.vocabulary.kinds.issues import Need
from aidememoire.vocabulary.messages import text_of
from aidememoire.workbench.countries import numbers
from aidememoire.workbench.outlines import Outlines, of_an_area, shape

# How a severity looks on the map; its word stands in the table and in the popup.
TONES = {Severity.HIGH: "bad", Severity.MODERATE: "doubt", Severity.LOW: "doubt", Severity.NONE: "good"}


@dataclass
class Area:
    """One area, by its code or name: authorities with their states, constraints on us and on people, needs."""

    name: str
    authorities: list[tuple[Authority, object]] = field(default_factory=list)
    ours: list[Constraint] = field(default_factory=list)
    peoples: list[Constraint] = field(default_factory=list)
    unsaid: list[Constraint] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)

    @property
    def country(self) -> str | None:
        """Return the number by which the atlas knows the area, or None where it draws no such place."""
        return numbers().get(self.name.upper())

    @property
    def worst(self) -> Severity | None:
        """Return the gravest severity that is known; X where there are constraints of which none is known."""
        known = [one.severity for one in self.constraints if one.severity not in (None, Severity.GAP)]
        if known:
            return max(known, key=lambda one: str(one.value))
        return Severity.GAP if self.constraints else None

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        """Return every constraint, whosesoever access it stands in the way of."""
        return (*self.ours, *self.peoples, *self.unsaid)


def areas(dossier: Dossier, day: date) -> tuple[Area, ...]:
    """Return the areas that a dossier names, as things stand on a day; those that the atlas draws come first."""
    found: dict[str, Area] = {}

    def of(name: str | None) -> Area:
        return found.setdefault(name or "", Area(name or ""))

    for authority in dossier.of(Authority):
        of(authority.area).authorities.append((authority, state(authority, as_of=day)))
    for constraint in dossier.of(Constraint):
        area = of(constraint.area)
        side = {Whose.OURS: area.ours, Whose.PEOPLE: area.peoples, None: area.unsaid}[constraint.whose]
        side.append(constraint)
    for need in dossier.of(Need):
        of(need.area).needs.append(need)
    return tuple(sorted(found.values(), key=lambda one: (one.country is None, not one.name, one.name)))


def on_the_map(there: tuple[Area, ...], slug: str, outlines: Outlines) -> dict[str, Any]:
    """Return the areas that can be drawn as GeoJSON: with a shape of one's own outlines, or without, by the atlas.

    Outlines that no area has lie under them, as ``ground``.
    """
    ground = [{"type": "Feature", "geometry": shape(one), "properties": {}} for one in outlines]
    return {"type": "FeatureCollection", "features": list(_features(there, slug, outlines)), "ground": ground}


def placed(area: Area, outlines: Outlines) -> bool:
    """Say whether an area can be drawn."""
    return of_an_area(outlines, area.name) is not None or (area.country is not None and not outlines)


def _features(there: tuple[Area, ...], slug: str, outlines: Outlines) -> Iterator[dict[str, Any]]:
    for one in there:
        if not placed(one, outlines):
            continue
        worst = one.worst
        named = text_of(one.name)
        told = f"{named}: {text_of(worst.label)}" if worst else named
        properties = {
            "country": one.country, "name": told, "tone": TONES.get(worst, "accent") if worst else "accent",
            "address": f"{reverse('access', args=[slug])}#area-{one.name.lower()}",
        }  # fmt: skip
        yield {"type": "Feature", "geometry": of_an_area(outlines, one.name), "properties": properties}
