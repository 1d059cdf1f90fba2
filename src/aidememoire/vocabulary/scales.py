"""How are judged quantities written? Five words, the same everywhere, or a number."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

from aidememoire.vocabulary.errors import Wrong
from aidememoire.vocabulary.messages import Message, Run, _
from aidememoire.vocabulary.plainly import one_of, plainly_or


def percent(share: float) -> Message:
    """Return a share, 0 to 1, as a percentage; what is above nothing never looks like nothing."""
    return _("less than 1 %") if 0 < share < 0.005 else _("{n} %", n=round(100 * share))


class OnScale:
    """A value on a scale of five words. A word means a range, the fifth of the scale around it; a number only itself.

    ``top`` is the upper end of the scale (the lower is 0); ``words`` run from low to high with their labels.
    """

    __slots__ = ("_raw",)
    top: ClassVar[float] = 1.0
    words: ClassVar[dict[str, Message]] = {}

    def __init__(self, given: str | float) -> None:
        self._raw: str | float = self._checked(given)

    @property
    def raw(self) -> str | float:
        """Return the word or the number as it was given."""
        return self._raw

    @classmethod
    def _checked(cls, given: object) -> str | float:
        if isinstance(given, str):
            if given in cls.words:
                return given
            word = " ".join(given.replace("_", " ").replace("-", " ").lower().split())
            if word in cls.words:
                return word
        elif isinstance(given, (int, float)) and not isinstance(given, bool) and 0 <= given <= cls.top:
            return given
        raise Wrong(
            _("is neither a word of the scale nor a number from 0 to {top}", top=cls.top),
            _("one of: {words}; or a number from 0 to {top}", words=tuple(cls.words), top=cls.top),
        )

    @property
    def word(self) -> str:
        """Return the word as given, or the word nearest to the number."""
        if isinstance(self.raw, str):
            return self.raw
        return list(self.words)[min(int(self.raw / self.top * 5), 4)]

    @property
    def step(self) -> float:
        """Return the least by which a reader moves a value: a hundredth of the scale."""
        return self.top / 100

    @property
    def middle(self) -> float:
        """Return the number, or the middle of the word's fifth."""
        return (self.low + self.high) / 2

    @property
    def low(self) -> float:
        """Return the lower end of what was said."""
        return self._fifth() * self.top / 5 if isinstance(self.raw, str) else self.raw

    @property
    def high(self) -> float:
        """Return the upper end of what was said."""
        return (self._fifth() + 1) * self.top / 5 if isinstance(self.raw, str) else self.raw

    def _fifth(self) -> int:
        return list(self.words).index(self.word)

    def runs(self, language: str) -> tuple[Run, ...]:
        """Return the value as the nearest word, in a language."""
        return self.words[self.word].runs(language)

    def __str__(self) -> str:
        return str(self.words[self.word])

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.raw!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OnScale) and type(other) is type(self) and self.raw == other.raw

    def __hash__(self) -> int:
        return hash((type(self), self.raw))

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return plainly_or(
            core_schema.no_info_plain_validator_function(cls._read),
            one_of({word: cls(word) for word in cls.words}),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda value: value.raw),
        )

    @classmethod
    def _read(cls, given: object) -> Self:
        return given if isinstance(given, cls) else cls(given)  # type: ignore[arg-type]


class Judged(OnScale):
    """Salience, influence, strength, chance or cost: 0 to 1."""

    words: ClassVar[dict[str, Message]] = {
        "faint": _("faint"),
        "weak": _("weak"),
        "moderate": _("moderate"),
        "strong": _("strong"),
        "decisive": _("decisive"),
    }


class Position(OnScale):
    """Where somebody stands on an issue: 0 to 100, between what the issue says that 0 and 100 mean."""

    top: ClassVar[float] = 100.0
    words: ClassVar[dict[str, Message]] = {
        "against": _("against"),
        "leaning against": _("leaning against"),
        "between": _("between"),
        "leaning for": _("leaning for"),
        "for": _("for"),
    }
