"""How does a value stand in a cell, so that it comes back as it was? Lists, numbers, long and odd text."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST_PIECE = 8_000  # doubled by characters outside the first plane, and by escapes, still under the 32,767 of a cell

_ESCAPABLE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_IDS_PARTED = re.compile(r"[|,;\n]")
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?\Z", re.ASCII)
_LONGEST_NUMBER = 400
# Blanks, and what takes no room: marks of direction and joining, soft hyphens, byte order marks, tags, selectors.
_UNSEEN = (
    r"\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
_RUN_BY_PROGRAMS = re.compile(rf"[{_UNSEEN}\x00-\x1f]*[=+\-@|%＝＋－＠％]|[{_UNSEEN}]*?[\t\r]")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫−", "01234567890123456789.-")


def escaped(words: str) -> str:
    """Return text as it stands in a workbook's XML: what looks like an escape, and blanks alone, are escaped.

    >>> escaped("_x000D_"), escaped(" ")
    ('_x005F_x000D_', '_x0020_')
    """
    if "_x" in words:
        words = _ESCAPABLE.sub("_x005F_", words)
    if not words.strip():
        words = f"_x{ord(words[0]):04X}_{words[1:]}"
    return words


def pieces(words: str) -> list[str]:
    """Return text cut into pieces of which each fits into a cell."""
    if len(words) <= LONGEST_PIECE:
        return [words]
    return [words[start : start + LONGEST_PIECE] for start in range(0, len(words), LONGEST_PIECE)]


def joined(words: Iterable[str]) -> str:
    r"""Return several words as one cell, parted by ``|``.

    >>> print(joined(["a|b", "c\\d", " e"]))
    a\|b|c\\d|\ e
    """
    return "|".join(_guarded(word) for word in words)


def _guarded(word: str) -> str:
    last = len(word) - 1
    return "".join(
        f"\\{letter}" if letter in "\\|" or (letter.isspace() and place in (0, last)) else letter
        for place, letter in enumerate(word)
    )


def parted(cell: str) -> list[str]:
    r"""Return the words of one cell; blanks around them do not count unless a backslash guards them.

    >>> parted("a\\|b | c\\\\d|\\ e")
    ['a|b', 'c\\d', ' e']
    """
    if "\\" not in cell:
        return [word for piece in cell.split("|") if (word := piece.strip())]
    words: list[list[tuple[str, bool]]] = [[]]
    letters = iter(cell)
    for letter in letters:
        if letter == "\\":
            words[-1].append((next(letters, "\\"), True))
        elif letter == "|":
            words.append([])
        else:
            words[-1].append((letter, False))
    return [word for guarded in words if (word := _trimmed(guarded))]


def _trimmed(letters: list[tuple[str, bool]]) -> str:
    kept = [place for place, (letter, guarded) in enumerate(letters) if guarded or not letter.isspace()]
    return "".join(letter for letter, _guarded in letters[kept[0] : kept[-1] + 1]) if kept else ""


def ids_parted(cell: str) -> list[str]:
    """Return the ids of one cell: parted by ``|``, and by commas, semicolons and line ends, which no id holds."""
    return [word for piece in _IDS_PARTED.split(cell) if (word := piece.strip())]


def number_in(words: str) -> int | float | None:
    """Return the number that a text says without doubt, in European or Arabic digits; else None.

    >>> number_in("5"), number_in("٣٫٥"), number_in("1,5")
    (5, 3.5, None)
    """
    plain = words.strip().translate(_DIGITS)
    if len(plain) > _LONGEST_NUMBER or not _NUMBER.match(plain):
        return None
    return int(plain) if plain.lstrip("+-").isdecimal() else float(plain)


def runs(words: str) -> bool:
    r"""Say whether a spreadsheet program would take text for a formula or a command, also behind what nobody sees.

    >>> runs("=1+1"), runs(" \u200b@sum"), runs("a=b"), runs("|cmd"), runs("%cmd")
    (True, True, False, True, True)
    """
    return bool(_RUN_BY_PROGRAMS.match(words))


def neutral(words: str) -> str:
    """Return text as it may stand in a table for strangers: an apostrophe before what a program would run.

    >>> neutral("=1+1"), neutral("port"), neutral("'=1+1")
    ("'=1+1", 'port', "''=1+1")
    """
    return f"'{words}" if runs(words.lstrip("'")) else words


def unguarded(words: str) -> str:
    """Return text as it was before ``neutral``.

    >>> unguarded("'=1+1"), unguarded("'tis")
    ('=1+1', "'tis")
    """
    return words[1:] if words.startswith("'") and runs(words.lstrip("'")) else words


def fits(number: float) -> bool:
    """Say whether a number survives the sixteen digits with which workbooks are written."""
    return abs(number) < 2**53 if isinstance(number, int) else float(f"{number:.16g}") == number
