"""How is a cell taken? Lists are parted, numbers typed as text become numbers, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from aidememoire.vocabulary.declaring import Shape
from aidememoire.vocabulary.files.workbook.layout import Column, Numbers
from aidememoire.vocabulary.files.workbook.values import ids_parted, number_in, parted

Take = Callable[[Any], Any] | None


def taker(column: Column) -> Take:
    """Return how the cells of a column are taken, or None where they are taken as they stand."""
    shape, many = column.spec.shape, column.spec.many
    if shape is Shape.TEXT or (shape is Shape.WORD and not many and column.numbers is not Numbers.NUMBER):
        return None
    if shape is Shape.WORD and not many:
        return _word_or_number
    one = {
        Shape.ID: _identifier,
        Shape.REFERENCE: _identifier,
        Shape.CODE: _code,
        Shape.DAY: _stripped,
        Shape.FLAG: _flag,
        Shape.WORD: _as_is,
    }.get(shape, _number)
    if not many:
        return one
    return partial(_listed, ids_parted if shape is Shape.REFERENCE else parted, one)


def _listed(split: Callable[[str], list[str]], one: Callable[[Any], Any], value: Any) -> list[Any]:
    return [one(word) for word in split(value)] if isinstance(value, str) else [one(value)]


def _as_is(value: Any) -> Any:
    return value


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _identifier(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _code(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    number = number_in(value)
    return number if isinstance(number, int) else value.strip()


def _flag(value: Any) -> Any:
    if value in (0, 1):
        return bool(value)
    return value.strip() if isinstance(value, str) else value


def _number(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    number = number_in(value)
    return value.strip() if number is None else number


def _word_or_number(value: Any) -> Any:
    """Take text that says a number as one, unless a backslash stands before it."""
    if not isinstance(value, str):
        return value
    if value.startswith("\\"):
        return value[1:]
    number = number_in(value)
    return value if number is None else number
