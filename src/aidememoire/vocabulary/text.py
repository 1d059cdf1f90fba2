"""What people wrote, in the language in which they wrote it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

from aidememoire.vocabulary.errors import Wrong
from aidememoire.vocabulary.messages import Run, _, language_now, spoken
from aidememoire.vocabulary.plainly import plainly_or, words

LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
LANGUAGE_TAG = re.compile(LANGUAGE.replace("$", r"\Z"))
_LINE_ENDS = re.compile(r"\r\n?")
# C0 and C1 controls but for tab and line feed (U+0085 is a line end of old files), lone surrogates, non-characters.
_UNSAYABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class Text:
    """Free text: one wording without a language mark, or several by language. Immutable; shown, never translated."""

    __slots__ = ("_by",)

    def __init__(self, wording: str | Mapping[str, str]) -> None:
        self._by: dict[str, str]
        if isinstance(wording, str):
            self._by = {"": clean(wording)}
        else:
            self._by = {tag: clean(said) for tag, said in wording.items()}

    @property
    def raw(self) -> str | dict[str, str]:
        """Return the text as a file holds it: a string, or a map from language to string."""
        return self._by[""] if list(self._by) == [""] else dict(self._by)

    @property
    def by_language(self) -> Mapping[str, str]:
        """Return the wordings by language; the key ``""`` stands for a wording without a mark."""
        return MappingProxyType(self._by)

    def in_(self, language: str) -> tuple[str, str | None]:
        """Return the wording for a reader and the language in which it is."""
        return spoken(self._by, language)

    def runs(self, language: str) -> tuple[Run, ...]:
        """Return the wording as it stands in a sentence."""
        words, tongue = self.in_(language)
        return (Run(words, "said", tongue),)

    def __str__(self) -> str:
        return self.in_(language_now())[0]

    def __repr__(self) -> str:
        return f"Text({self.raw!r})"

    def __eq__(self, other: object) -> bool:
        return self._by == (other._by if isinstance(other, Text) else {"": other} if isinstance(other, str) else None)

    def __hash__(self) -> int:
        # A plain wording equals the string that it is, so both must count as one in a set.
        return hash(self._by[""]) if list(self._by) == [""] else hash(tuple(sorted(self._by.items())))

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        said = words()
        by_language = core_schema.dict_schema(words(LANGUAGE), said, min_length=1, strict=True)
        return plainly_or(
            core_schema.no_info_plain_validator_function(cls._read),
            core_schema.no_info_after_validator_function(cls._of_words, said),
            core_schema.no_info_after_validator_function(cls._of_wordings, by_language),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda text: text.raw),
        )

    @classmethod
    def _read(cls, given: object) -> Text:
        if isinstance(given, Text):
            return given
        return cls._of_wordings(_by_language(given) if isinstance(given, dict) else {"": as_words(given)})

    @classmethod
    def _of_words(cls, words: str) -> Text:
        return cls._of_wordings({"": words})

    @classmethod
    def _of_wordings(cls, wordings: dict[str, str]) -> Text:
        text = cls.__new__(cls)
        text._by = wordings
        return text


def _by_language(given: dict[Any, Any]) -> dict[str, str]:
    if not given:
        raise Wrong(_("is an empty map"), _("a sentence, or a map from language to sentence"))
    for tag in given:
        if not isinstance(tag, str) or not _is_language(tag):
            raise Wrong(
                _("has {found}, which is no language code", found=str(tag)), _("a code such as en, fr, ar, prs")
            )
    return {tag: as_words(said) for tag, said in given.items()}


@lru_cache(maxsize=1024)
def _is_language(tag: str) -> bool:
    return LANGUAGE_TAG.match(tag) is not None


def as_words(given: object) -> str:
    """Return a value of a file as text. Whole numbers are taken as they are written; other values must be quoted."""
    if isinstance(given, str):
        return clean(given)
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    if isinstance(given, (bool, float)):
        raise Wrong(_("is read as a number or a yes/no, not as text"), _("the same in quotation marks"))
    raise Wrong(_("is not text"), _("a sentence"))


def clean(words: str) -> str:
    """Return text with one kind of line end, or refuse it for characters that no screen can show."""
    if words and words.isprintable():  # most text, told three times as fast as by the pattern
        return words
    if "\r" in words:
        words = _LINE_ENDS.sub("\n", words)
    if found := _UNSAYABLE.search(words):
        raise Wrong(
            _("holds the control character {code}", code=f"U+{ord(found.group()):04X}"), _("the text without it")
        )
    if not words:
        raise Wrong(_("is empty"), _("leave the field out where there is nothing to say"))
    return words


def folded(words: str) -> str:
    """Return text for comparing: case, marks, and the variants of Arabic letters made alike."""
    if words.isascii():
        return words.casefold().strip()
    plain = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return plain.translate(_ALIKE).casefold().strip()


_ALIKE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": None})
