"""What does a reader hand over? Plain values with their places, nothing typed yet, and the faults it met.

Readers run in a worker without keys or network, so a reading holds only what can be marshalled: maps, lists, text,
numbers. Sentences travel as the English message and its values.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import Any

from aidememoire.vocabulary.messages import Message

MOST_FAULTS = 1000
DEEPEST = 12


class Unreadable(Exception):  # noqa: N818 - it is the file that is unreadable
    """Nothing more can be read. What was read so far, and the faults met, are kept."""


@dataclass(slots=True)
class Reading:
    """The plain content of a file.

    ``records`` are (section or kind, fields, place): for lines, the place is the line number or the index into
    ``lines``; for a workbook see there. Past ``MOST_FAULTS`` faults are only counted, in ``untold``: a small file can
    hold millions of them. No record holds more than ``most_values``, where the reader can tell without counting.
    """

    header: dict[str, Any] | None = None
    header_place: Any = 0
    records: list[tuple[str, dict[str, Any], Any]] = field(default_factory=list)
    sections: dict[str, int] = field(default_factory=dict)
    lines: bytes = b""
    sheets: dict[str, Any] = field(default_factory=dict)
    faults: list[dict[str, Any]] = field(default_factory=list)
    untold: int = 0
    most_values: int = sys.maxsize
    cpu: float = 0.0

    def fault(
        self, problem: Message, *, instead: Message | None = None, found: str | None = None, **place: Any
    ) -> None:
        """Note a fault; ``place`` holds ``line``, ``sheet``, ``row``, ``column`` or ``byte``."""
        if self.full:
            self.untold += 1
            return
        said = {"problem": _portable(problem), "found": found, "instead": instead and _portable(instead)}
        self.faults.append({**said, "place": place})

    def advise(self, problem: Message, *, instead: Message | None = None, **place: Any) -> None:
        """Note something to look at, which is no fault."""
        if not self.full:
            self.fault(problem, instead=instead, **place)
            self.faults[-1]["level"] = "advice"

    @property
    def full(self) -> bool:
        """Say whether so many faults are noted that more are only counted."""
        return len(self.faults) >= MOST_FAULTS

    def packed(self) -> dict[str, Any]:
        """Return the reading as plain maps, to cross from the worker."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def _portable(message: Message) -> list[Any]:
    return [message.english, [[name, _plain(value)] for name, value in message.values]]


def _plain(value: object) -> Any:
    return (
        value
        if isinstance(value, (int, float, str))
        else [str(v) for v in value]
        if isinstance(value, (list, tuple))
        else str(value)
    )


def unpacked_message(portable: list[Any] | None) -> Message | None:
    """Return a sentence that crossed from the worker."""
    if portable is None:
        return None
    english, values = portable
    return Message(english, tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in values))


CUT = Message("The file is cut short: its last line, which this tool writes at the end, is missing.")
CUT_INSTEAD = Message("Ask for the file again, or restore it from a copy; what could be read is shown.")
