"""Which piece of a long list stands on a page, and how does one get at the others?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import QueryDict

MOST = 100
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Piece(Generic[T]):
    """A piece of a list: its rows, how many there are in all, and the queries for the pieces before and after it.

    ``number`` counts from 1 to ``last``. A query is empty where there is no such piece. Several lists on a page go on
    each for itself: all that was asked stays, and only the number of this list changes.
    """

    rows: Sequence[T]
    count: int
    number: int
    last: int
    before: str
    after: str

    def __iter__(self) -> Iterator[T]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def piece(asked: QueryDict, rows: Sequence[T], name: str, most: int = MOST) -> Piece[T]:
    """Return the piece of a list that the address asks for under a name; the first where it asks for none."""
    last = -(-len(rows) // most) or 1
    number = min(max(whole(asked.get(name, "")), 1), last)
    shown = rows[(number - 1) * most : number * most]
    before = _query(asked, name, number - 1) if number > 1 else ""
    after = _query(asked, name, number + 1) if number < last else ""
    return Piece(shown, len(rows), number, last, before, after)


def whole(said: str) -> int:
    """Return a whole number as it was written in an address; 1 where it is none, or longer than any list."""
    return int(said) if said.isdecimal() and len(said) < 9 else 1


def _query(asked: QueryDict, name: str, number: int) -> str:
    changed = asked.copy()
    changed[name] = str(number)
    return str(changed.urlencode())
