"""In which words, and in which language, does the product speak?

A message is held with its values and becomes text when it is read, in the language asked. The message itself is the
English sentence; the catalogues beside this file (gettext, one folder a language) hold the others. Ids, codes and
machine-readable keys are never translated, and neither is what people wrote.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from typing import Protocol, cast, runtime_checkable

HERE = Path(__file__).parent
DOMAIN = "aidememoire"
ENDS = (".", "?", "!", "…", "؟", "۔")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "prs", "ps", "ur", "he", "ku-arab"})

_language: ContextVar[str] = ContextVar("language", default="en")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text of one nature, so that a document can isolate names and numbers in right-to-left lines.

    ``nature`` is ``word`` (ours, translated), ``name``, ``figure`` (number, date, code, id) or ``said`` (what people
    wrote). ``language`` is that of the piece, or None where nobody said; ``value`` the day or number that a figure is.
    """

    text: str
    nature: str = "word"
    language: str | None = None
    value: object = field(default=None, compare=False)


@runtime_checkable
class Speaks(Protocol):
    """A value that knows how it is put into a sentence in a language."""

    def runs(self, language: str) -> tuple[Run, ...]:
        """Return the pieces of the value as it stands in a sentence."""
        ...


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence with its values, not yet in any language."""

    english: str
    values: tuple[tuple[str, object], ...] = ()
    english_many: str | None = None
    count: int = 1

    def runs(self, language: str) -> tuple[Run, ...]:
        """Return the sentence in a language as pieces, values apart from words."""
        return tuple(_runs(self, language))

    def in_(self, language: str) -> str:
        """Return the sentence in a language; where the catalogue lacks it, in English."""
        return "".join(run.text for run in self.runs(language))

    def template(self, language: str) -> str:
        """Return the sentence of the catalogue with its gaps still open."""
        catalogue = _catalogue(language)
        if self.english_many is not None:
            return catalogue.ngettext(self.english, self.english_many, self.count)
        return catalogue.gettext(self.english) if self.english else ""

    def __str__(self) -> str:
        return self.in_(language_now())

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


def _(english: str, /, **values: object) -> Message:
    """Mark an English sentence as a message of ours; ``{gaps}`` are filled from the values when it is read."""
    return Message(english, tuple(values.items()))


def plural(one: str, many: str, /, count: int, **values: object) -> Message:
    """Mark a sentence that changes with a count; ``{n}`` is the count."""
    return Message(one, (("n", count), *values.items()), many, count)


def _runs(message: Message, language: str) -> Iterator[Run]:
    values, before = dict(message.values), ""
    for words, gap in _pieces(message.template(language)):
        # What people wrote may end a sentence by itself.
        ended = before.endswith(ENDS) and words.startswith(".") and not words.startswith("..")
        if words := words[ended:]:
            yield Run(words, "word", language)
        if gap is not None:
            filled = runs_of(values[gap], language)
            yield from filled
            before = filled[-1].text if filled else ""


@lru_cache(maxsize=4096)
def _pieces(template: str) -> tuple[tuple[str, str | None], ...]:
    """Return a sentence in pieces, each with the gap that follows it."""
    return tuple((words, gap) for words, gap, _spec, _conversion in Formatter().parse(template))


def runs_of(value: object, language: str) -> tuple[Run, ...]:
    """Return any value of a finding as pieces in a language: messages, names, dates, numbers, codes, lists."""
    kind: type = type(value)
    if _speaks(kind):
        return cast(Speaks, value).runs(language)
    if isinstance(value, bool):
        return (_("yes") if value else _("no")).runs(language)
    if isinstance(value, date):
        return (Run(written(value, language), "figure", language, value),)
    if isinstance(value, (int, float)):
        return (Run(figure(value), "figure", None, value),)
    if isinstance(value, str):
        return (Run(value, "name"),)
    if isinstance(value, (tuple, list)):
        return tuple(_joined(value, language))
    if value is None:
        return (Run("X", "figure"),)
    return (Run(str(value), "name"),)


@cache
def _speaks(kind: type) -> bool:
    # A page asks this of thousands of values, and Python looks a protocol up slowly.
    return issubclass(kind, Speaks)


def _joined(values: Sequence[object], language: str) -> Iterator[Run]:
    for place, value in enumerate(values):
        if place:
            yield Run(_(", ").template(language), "word", language)
        yield from runs_of(value, language)


def text_of(value: object, language: str | None = None) -> str:
    """Return any value of a finding as plain text, in the language asked or in the one spoken now."""
    return "".join(run.text for run in runs_of(value, language or language_now()))


def figure(value: float) -> str:
    """Return a number as it is shown: whole where it is whole, else with up to three significant decimals."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def written(day: date, language: str) -> str:
    """Return a day as people write it, month in words: 10 July 2023; in Spanish 10 de julio de 2023."""
    month = MONTHS[day.month - 1].template(language)
    return _DAY.template(language).format(day=day.day, month=month, year=day.year)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for as long as the block runs: every message read as text inside it is in that language."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def language_now() -> str:
    """Return the language spoken now (English unless ``speaking`` says otherwise)."""
    return _language.get()


def direction(language: str) -> str:
    """Return ``rtl`` or ``ltr``, the way a language is written."""
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that the product speaks: English and every catalogue found."""
    return ("en", *sorted(path.name for path in HERE.iterdir() if (path / "LC_MESSAGES").is_dir()))


@cache
def not_yet_read(language: str) -> Message | None:
    """Return a sentence to show where no practitioner has read a catalogue yet, or None."""
    if _catalogue(language).info().get("x-read-by-practitioner", "yes") == "yes":
        return None
    return _("The wording of this tool in this language has not yet been read by a practitioner.")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, HERE, [language], fallback=True)


@cache
def own_sentences(language: str) -> tuple[str, ...]:
    """Return every sentence of ours in a language, as its catalogue holds it, gaps still open."""
    english = language == "en"
    # English has no catalogue: its sentences are what all the others translate.
    held: Mapping[str | tuple[str, int], str] = vars(_catalogue(languages()[-1] if english else language)).get(
        "_catalog", {}
    )
    both = ((key if isinstance(key, str) else key[0], said) for key, said in held.items())
    return tuple(dict.fromkeys(key if english else said for key, said in both if key))


def spoken(by_language: Mapping[str, str], language: str) -> tuple[str, str | None]:
    """Choose the wording for a reader from a map of language to text, and say in which language it is.

    The language asked, else the one that carries no mark (key ``""``), else English, else the first.
    """
    for wanted in (language, "", "en"):
        if wanted in by_language:
            return by_language[wanted], wanted or None
    first = next(iter(by_language))
    return by_language[first], first


_DAY = _("{day} {month} {year}")
MONTHS = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)
