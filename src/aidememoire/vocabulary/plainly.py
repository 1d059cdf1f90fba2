"""How is a value read without a function of ours, where it is written plainly?

Most values of a file or a ledger are just what their field takes. The compiled core of pydantic can tell so itself, ten
times as fast as a function in Python is called. Whatever it does not take at once goes to the function, which forgives,
refuses and explains; it alone decides. So a plain schema must take only what its function returns unchanged, or as the
same value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

QUICK = "function-plainly"
"""The step that faults of the quick way have in their path: they are not told, for the function tells them better."""

# What ``text.clean`` returns as it is: something, and nothing that a screen cannot show.
SAYABLE = r"^[^\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\x{fffe}\x{ffff}]+$"


def plainly_or(careful: core_schema.CoreSchema, *plain: core_schema.CoreSchema, **more: Any) -> core_schema.CoreSchema:
    """Return a schema that takes what is plain, in one of these ways, and asks the careful one about the rest."""
    choices: list[Any] = [(one, QUICK) for one in plain]
    return core_schema.union_schema([*choices, careful], mode="left_to_right", **more)


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """Marks a field as read by a function. What is ``plain`` does without: by default what the type takes, strictly."""

    by: Callable[[object], object]
    plain: core_schema.CoreSchema | None = None
    strict: bool = True

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        taken = handler(source)
        strictly: Any = {**taken, "strict": self.strict}
        careful = core_schema.no_info_before_validator_function(self.by, taken)
        return plainly_or(careful, self.plain or strictly)


def words(pattern: str = SAYABLE, *, longest: int | None = None) -> core_schema.CoreSchema:
    """Return a schema of a string, and nothing else, that a pattern takes."""
    return core_schema.str_schema(strict=True, pattern=pattern, max_length=longest)


def one_of(table: Mapping[str, Any]) -> core_schema.CoreSchema:
    """Return a schema of strings that stand for a value each."""
    return core_schema.no_info_after_validator_function(_Table(table).__getitem__, core_schema.str_schema(strict=True))


class _Table(dict[str, Any]):
    def __missing__(self, key: str) -> NoReturn:
        raise ValueError(key)
