"""What is a closed list of codes, and how is one spelled?"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Any, Self, TypeVar

from pydantic import GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from aidememoire.vocabulary.messages import Message, Run
from aidememoire.vocabulary.plainly import one_of, plainly_or


class Codes(StrEnum):
    """A closed list of codes. Reading forgives case, hyphens and the English label; writing is always the code."""

    label: Message

    def __new__(cls, code: str, label: Message | None = None) -> Self:
        """Make a member of its code and its label."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label or Message(code)
        return member

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return _by_spelling(cls).get(spelling(str(value))) if isinstance(value, (str, int)) else None

    def runs(self, language: str) -> tuple[Run, ...]:
        """Return the label in a language."""
        return self.label.runs(language)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        by_code = {code.value: code for code in cls}
        by_number: dict[object, Codes] = {int(code.value): code for code in cls if code.value.isdecimal()}

        def read(given: object) -> Codes:
            found = (by_number.get(given) if type(given) is int else None) or cls._missing_(given)
            if found is None:
                raise PydanticCustomError("enum", "is not one of the codes")
            return found

        careful = core_schema.no_info_plain_validator_function(read)
        return plainly_or(careful, one_of(by_code))


C = TypeVar("C", bound=Codes)


def spelling(word: str) -> str:
    """Return a code without what people vary when they write it."""
    return " ".join(word.replace("_", " ").replace("-", " ").replace("/", " ").replace("’", "'").casefold().split())


@cache
def _by_spelling(codes: type[C]) -> dict[str, C]:
    return {spelling(said): code for code in codes for said in (code.value, code.label.english)}
