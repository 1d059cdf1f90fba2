"""How are values put on a page? As pieces, each with the direction and the language in which it must be set."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from aidememoire.briefs.document import Document, Phrase, Quiet, Sign, Signed, Strong, Value
from aidememoire.vocabulary.messages import Message, Run, _, direction, runs_of

# Marks by which a text could reach out of its own piece and turn its neighbours round. Joiners and plain
# direction marks, which Persian and mixed lines need, stay.
_REACHING_OUT = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one nature, direction and language.

    ``way`` is the direction in which the piece must be isolated from its line (``ltr``, ``rtl``), or None for words
    that belong to the line. ``language`` is given where it is not the document's; ``mark`` is then shown beside it.
    """

    text: str
    way: str | None = None
    language: str | None = None
    mark: str | None = None
    look: str = ""
    sign: Sign | None = None
    nature: str = "word"
    unbroken: bool = False


def pieces(value: Value, language: str) -> tuple[Piece, ...]:
    """Return any value as the pieces in which a document in a language shows it."""
    return tuple(_pieces(value, language))


def _pieces(value: Value, language: str) -> Iterator[Piece]:
    if isinstance(value, Phrase):
        for part in value.spaced():
            yield from _pieces(part, language)
    elif isinstance(value, Strong):
        yield from (replace(piece, look="strong") for piece in _pieces(value.value, language))
    elif isinstance(value, Quiet):
        yield from (replace(piece, look="quiet") for piece in _pieces(value.value, language))
    elif isinstance(value, Signed):
        first, *rest = [*_pieces(value.value, language)] or [Piece("")]
        yield from (replace(first, sign=value.sign, look=value.sign), *(replace(one, look=value.sign) for one in rest))
    else:
        yield from (_piece(run, language) for run in runs_of(value, language) if run.text)


def _piece(run: Run, language: str) -> Piece:
    text = _UNSAYABLE.sub("\N{REPLACEMENT CHARACTER}", _REACHING_OUT.sub("", run.text.replace("\r\n", "\n")))
    foreign = run.language if run.language and run.language != language else None
    if run.nature == "word":
        # Where a catalogue lacks a sentence it is spoken in English, and runs as English does.
        return Piece(text)
    way = _way(text, run, language)
    if run.nature == "figure":
        return Piece(text, way, nature="figure", unbroken=len(text) <= 24)
    mark = f"({foreign})" if foreign and run.nature == "said" else None
    return Piece(text, way, foreign, mark, nature=run.nature)


def _way(text: str, run: Run, language: str) -> str:
    if run.nature == "figure":
        return "rtl" if any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text) else "ltr"
    if run.language:
        return direction(run.language)
    return first_way(text) or direction(language)


def first_way(text: str) -> str | None:
    """Return the direction of the first letter that has one."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in {"L", "R", "AL"}:
            return "ltr" if kind == "L" else "rtl"
    return None


def plain(value: Value, language: str) -> str:
    """Return any value as plain text on one line, as titles and descriptions need it."""
    return " ".join("".join(piece.text for piece in pieces(value, language)).split())


# What stands on every page


@dataclass(frozen=True, slots=True)
class Field:
    """A number that only the page knows: ``page`` or ``pages``."""

    name: str

    def runs(self, language: str) -> tuple[Run, ...]:
        """Return the name of the number; a format puts its own field there."""
        return (Run(self.name, "field"),)


PAGE_OF_PAGES = _("Page {page} of {pages}", page=Field("page"), pages=Field("pages"))


def days(document: Document, *, written: bool = True) -> Phrase:
    """Return the days that stand on every page: as of when, when it was written, and that it is history."""
    said: list[Message] = [_("As of {day}", day=document.as_of)]
    if written:
        said.append(_("Written on {day}", day=document.made_on))
    if document.closed_on:
        said.append(_("History: closed on {day}", day=document.closed_on))
    return Phrase(tuple(said), " · ")


def marking(document: Document) -> str:
    """Return the marking of a document, the same in every language."""
    return f"TLP:{document.label.value}"
