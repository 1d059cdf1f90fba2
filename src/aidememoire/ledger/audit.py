"""What is noted of what people did? No content, no names, no search terms."""

from __future__ import annotations

from dataclasses import dataclass

from aidememoire.ledger.clock import Moment
from aidememoire.vocabulary.handling import Label

HOUR = 60 * 60 * 1000
ASK = "ask"
"""That an answer rests on a RED record."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that somebody did or was refused, as it goes into the audit."""

    at: Moment
    person: str
    dossier: str
    action: str
    record: str = ""
    label: Label | None = None
    outcome: str = "done"
