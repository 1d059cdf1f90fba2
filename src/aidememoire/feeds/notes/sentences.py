"""Where does a sentence begin and end, in notes written in a hurry?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A line end always ends a sentence; a full stop where a blank follows it and no short form stands before it.
_END = re.compile(r"\n+|(?<=[.!?؟;؛…])\s+")
_SHORT = re.compile(
    r"(?:^|\s)(?:Dr|Mr|Mrs|Ms|No|St|Gen|Col|Maj|Lt|Capt|Sr|Sra|Dra|Mme|Mgr|art|cf|approx|ca|[A-Z]|[دأم])\.$"
)
_NUMBER = re.compile(r"[\s\-*•‣–·]*\d{1,2}\.")
_LEAD = re.compile(r"[\s\-*•‣–·]*(?:\d{1,2}[.)]\s+)?")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as it stands in the notes, with its place: from ``start`` up to ``end``, in line ``line``."""

    text: str
    start: int
    end: int
    line: int


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text with their places; bullets and numbers before them do not count."""
    start = 0
    for found in _END.finditer(text):
        before = text[max(start, found.start() - 12) : found.start()]
        if "\n" not in found.group() and (_SHORT.search(before) or _NUMBER.fullmatch(text, start, found.start())):
            continue
        yield from _sentence(text, start, found.start())
        start = found.end()
    yield from _sentence(text, start, len(text))


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    lead = _LEAD.match(text, start, end)
    first = lead.end() if lead else start
    words = text[first:end].rstrip()
    if words:
        yield Sentence(words, first, first + len(words), text.count("\n", 0, first) + 1)
