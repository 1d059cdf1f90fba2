"""What does the form of a new assessment begin with, where the same was assessed before?

With what was said then, so that whoever moves one mark loses nothing else of it: neither roles nor layers nor label.
Its evidence, its note and its day stay with the one before. A number within a hundredth of the scale of what was said
is that, so that words stay words; where a position lay at most is asked anew once it has moved.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aidememoire.vocabulary.record import Record
from aidememoire.vocabulary.scales import OnScale

OF_THE_ONE_BEFORE = ("id", "evidence", "note")
AROUND_A_POSITION = ("low", "high")


def later(before: Record, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a new record of the same kind begins with, by field, as forms take it; ``asked`` is what changes."""
    changed = {name: value for name, value in asked.items() if not _is_said(before, name, value)}
    left = {*OF_THE_ONE_BEFORE, before.kind_of.first_day, *(AROUND_A_POSITION if "position" in changed else ())}
    return {name: value for name, value in before.written().items() if name not in left} | changed


def _is_said(before: Record, name: str, value: Any) -> bool:
    said = getattr(before, name, None)
    try:
        return isinstance(said, OnScale) and abs(float(value) - said.middle) < said.step
    except (TypeError, ValueError):
        return False
