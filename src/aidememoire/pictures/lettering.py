"""How wide is a piece of text, where may it break, and which way does it run? Answered without any font at hand."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from aidememoire.vocabulary.messages import Message, direction, text_of

# Advance widths in thousandths of the size, the wider of regular and bold IBM Plex Sans; Arabic as joined on average.
_WIDTHS = (
    (240, " \u00a0"), (275, "ij'"), (310, ",.l·"), (330, "!:;[]’‘"), (355, "()f"), (380, "t{}"), (405, "-r|"),
    (425, "I"), (455, "/\\"), (505, '"?s“”'), (530, "Lcyz"), (555, "Jegvx"), (580, "FT_ako"),
    (605, "$*+0123456789<=>EZ^`bdhnpqu~–"),
    (625, "S"), (655, "CPVY"), (680, "ABRX"), (705, "DKU"), (730, "#&GHNOQ"), (825, "M≠"), (855, "w…—"), (905, "@m"),
    (975, "%W"), (295, "اأإآٱل"), (390, "رزذدىيئنبتثپ"), (530, "ةهوؤفقكگکءجحخچعغم"), (720, "طظ"), (960, "سشصض"),
)  # fmt: skip
_WIDTH_OF = {letter: width for width, letters in _WIDTHS for letter in letters}
# Room for the fallback faces, which run wider than the house's own.
_SLACK = 1.06

_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DIRECTION_MARKS = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_FIGURES = re.compile(r"[+\-−]?\d[\d.,:/\-–%]*[\d%]|[+\-−]\d")
_LEFT, _RIGHT, _CLOSE = "\u2066", "\u2067", "\u2069"


def said(value: object, language: str) -> str:
    """Return any value (a message, a name, what people wrote) as one clean line in a language."""
    words = _DIRECTION_MARKS.sub("", _UNSAYABLE.sub("", text_of(value, language)))
    return " ".join(words.split())


def ours(value: object) -> bool:
    """Say whether words are the house's own and so run the way of the reader's language."""
    return isinstance(value, Message)


def width(words: str, size: float) -> float:
    """Return about how wide words are when set in a size; a little too wide rather than too narrow."""
    return sum(_advance(letter) for letter in words) * size * _SLACK / 1000


@cache
def _advance(letter: str) -> int:
    if letter in _WIDTH_OF:
        return _WIDTH_OF[letter]
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Mn", "Me"}:
        return 0
    base = unicodedata.normalize("NFD", letter)[0]
    if base != letter and base in _WIDTH_OF:
        return _WIDTH_OF[base]
    if unicodedata.east_asian_width(letter) in "WF":
        return 1000
    if unicodedata.bidirectional(letter) in {"AL", "R"}:
        return 560
    return 780 if letter.isupper() else 660


def wrapped(words: str, room: float, size: float, lines: int = 2) -> tuple[str, ...]:
    """Break words into at most so many lines, each within the room; what does not fit ends in an ellipsis."""
    out: list[str] = []
    rest = words.strip()
    while rest and len(out) < lines - 1 and width(rest, size) > room:
        line = _first_line(rest, room, size)
        out.append(line)
        rest = rest[len(line) :].lstrip()
    if rest:
        out.append(shortened(rest, room, size))
    return tuple(out)


def shortened(words: str, room: float, size: float) -> str:
    """Return words cut to the room, with an ellipsis where something was cut."""
    if width(words, size) <= room:
        return words
    cut = _that_fits(words, room - width("…", size), size)
    space = cut.rfind(" ")
    return (cut[:space] if space > len(cut) * 0.6 else cut).rstrip(" ,;:.") + "…"


def _first_line(words: str, room: float, size: float) -> str:
    cut = _that_fits(words, room, size)
    if len(cut) < len(words) and not words[len(cut)].isspace():
        # A word of two words may part at its hyphen, no word elsewhere if it can be helped.
        cut = cut[: max(cut.rfind(" "), cut.rfind("-") + 1)] or cut
    return cut.rstrip()


def _that_fits(words: str, room: float, size: float) -> str:
    end, used = 0, 0.0
    while end < len(words) and (used := used + width(words[end], size)) <= room:
        end += 1
    while 0 < end < len(words) and unicodedata.combining(words[end]):
        end -= 1
    return words[: max(end, 1)]


def directed(line: str, *, whole: str | None = None) -> str:
    """Return a line with its direction written into it, so that every reader of SVG sets it alike.

    Typst's reader takes every line as left to right and passes over ``direction``; isolating characters work there and
    in browsers. ``whole`` is the direction of the sentence; without it, that of the first letter decides.
    """
    if not any(_runs_left(letter) for letter in line):
        return line
    if (whole or _of_first_letter(line)) == "ltr":
        return f"{_LEFT}{line}{_CLOSE}"
    return f"{_RIGHT}{_FIGURES.sub(lambda found: f'{_LEFT}{found.group()}{_CLOSE}', line)}{_CLOSE}"


def way(value: object, language: str) -> str | None:
    """Return the direction of a value's words where it is known beforehand: ours run as the language does."""
    return direction(language) if ours(value) else None


def _of_first_letter(line: str) -> str:
    strong = next((letter for letter in line if unicodedata.bidirectional(letter) in {"L", "R", "AL"}), "")
    return "rtl" if strong and _runs_left(strong) else "ltr"


def _runs_left(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in {"R", "AL"}
