"""What is wrong with a file, where, and what should stand there instead?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from reprlib import Repr
from typing import Any

from aidememoire.vocabulary.messages import Message, Run, _, plural, text_of

FAULT, ADVICE = "fault", "advice"
MOST_FAULTS = 1000
LONGEST_MEANT = 200
ROW = ("level", "file", "line", "sheet", "row", "column", "record", "field", "found", "problem", "instead")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: a line, or a sheet with row and column, or a byte offset where nothing can be read."""

    line: int | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    byte: int | None = None

    def runs(self, language: str) -> tuple[Run, ...]:
        """Return the place as it stands in a sentence."""
        if self.sheet is not None:
            cell = f"{self.column or ''}{self.row or ''}"
            message = (
                _("sheet {sheet}, {cell}", sheet=self.sheet, cell=cell)
                if cell
                else _("sheet {sheet}", sheet=self.sheet)
            )
            return message.runs(language)
        if self.line is not None:
            return _("line {line}", line=str(self.line)).runs(language)
        return _("byte {byte}", byte=str(self.byte)).runs(language) if self.byte is not None else ()


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault, or one piece of advice: what was found, what is wrong with it, and what to write instead."""

    problem: Message
    level: str = FAULT
    place: Place = NOWHERE
    record: str | None = None
    field: str | None = None
    found: str | None = None
    instead: object = None
    file: str | None = None

    def plain(self) -> dict[str, Any]:
        """Return the fault as a row of machine output, in the language spoken now."""
        return {
            "level": self.level,
            "file": self.file,
            "line": self.place.line,
            "sheet": self.place.sheet,
            "row": self.place.row,
            "column": self.place.column,
            "record": self.record,
            "field": self.field,
            "found": self.found,
            "problem": str(self.problem),
            "instead": text_of(self.instead) if self.instead is not None else None,
        }


class Told:
    """The faults of one file. Past ``most`` they are only counted: nobody reads more, and each costs its place."""

    def __init__(self, faults: Iterable[Fault] = (), untold: int = 0, most: int = MOST_FAULTS) -> None:
        self.faults = list(faults)
        self.untold = untold
        self._most = most + len(self.faults)

    @property
    def full(self) -> bool:
        """Say whether more faults are only counted."""
        return len(self.faults) >= self._most

    def add(self, fault: Fault) -> None:
        """Add a fault, or count it."""
        self.add_made(lambda: fault)

    def add_made(self, make: Callable[[], Fault]) -> None:
        """Add a fault that is costly to make, or count it."""
        if self.full:
            self.untold += 1
        else:
            self.faults.append(make())

    def all_of(self, path: Path | str) -> tuple[Fault, ...]:
        """Return all that was told of a file in its order, faults before advice; the last says how many more."""
        inorder = sorted((replace(fault, file=str(path)) for fault in self.faults), key=_order)
        if not self.untold:
            return tuple(inorder)
        more = plural("{n} more is not listed.", "{n} more are not listed.", self.untold)
        level, place = inorder[-1].level, inorder[-1].place
        again = _("Mend those above, then check again.")
        return (*inorder, Fault(more, level, place, instead=again, file=str(path)))


def _order(fault: Fault) -> tuple[bool, str, int]:
    return fault.level == ADVICE, fault.place.sheet or "", fault.place.line or fault.place.row or 0


_SHORT = Repr()
_SHORT.maxlevel, _SHORT.maxdict, _SHORT.maxlist, _SHORT.maxstring, _SHORT.maxlong = 4, 8, 8, 80, 80


def shown(value: object, longest: int = 60) -> str:
    """Return what was found as it can be shown on one line: short, and with nothing that a screen would obey."""
    words = value if isinstance(value, str) else _SHORT.repr(value)
    safe = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in words[: longest + 1])
    return safe if len(words) <= longest else safe[:longest] + "…"


def first_bytes(data: bytes) -> str:
    """Return the beginning of a file as it can be shown: printable characters, the rest as hexadecimal."""
    return "".join(chr(byte) if 32 <= byte < 127 else f"\\x{byte:02x}" for byte in data[:16])


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the word that was probably meant, or None where none is near."""
    from rapidfuzz import fuzz, process

    if len(word) > LONGEST_MEANT:
        return None
    choices = [str(one) for one in words]
    found = process.extractOne(word.casefold(), [one.casefold() for one in choices], scorer=fuzz.ratio, score_cutoff=70)
    return choices[found[2]] if found else None
