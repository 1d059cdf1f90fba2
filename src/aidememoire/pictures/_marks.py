"""Which shapes do marks have? Shape says what a thing is, the sign inside how it stands; colour only repeats it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aidememoire.pictures.lettering import width, wrapped
from aidememoire.pictures.picture import (
    INK,
    MARGIN,
    OURS,
    PAPER,
    SMALL,
    SOFT,
    THEIRS,
    WIDTH,
    lettered,
    path,
    start,
    tag,
)
from aidememoire.vocabulary.messages import _, direction

# Corners of each shape around its middle, in units of its radius; a circle has none.
_CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "square": ((-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)),
    "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
    "triangle": ((0, -1.15), (1.15, 0.9), (-1.15, 0.9)),
    "flag": ((-0.8, -1), (1, -0.3), (-0.8, 0.4), (-0.8, 1.1)),
    "hexagon": ((-0.55, -1), (0.55, -1), (1.1, 0), (0.55, 1), (-0.55, 1), (-1.1, 0)),
}
# By whether an actor is on our own side: shape, colour and words.
SIDES = {True: ("square", OURS, _("Our side")), False: ("circle", THEIRS, _("Others"))}


def shape(name: str, x: float, y: float, radius: float, **look: str | float) -> str:
    """Draw a shape by its name around a middle: circle, square, diamond, triangle, flag or hexagon."""
    if name not in _CORNERS:
        return tag("circle", cx=x, cy=y, r=radius, **look)
    steps: list[str | float] = []
    for corner, (across, down) in enumerate(_CORNERS[name]):
        steps += ["L" if corner else "M", x + across * radius, y + down * radius]
    return tag("path", d=path(*steps, "Z"), **look)


def signed(name: str, sign: str, x: float, y: float, radius: float, colour: str, *, ahead: bool = False) -> str:
    """Draw a shape with a sign inside: tick, half, cross, alarm, question, bar, hollow, or none (filled).

    What lies ahead is hollow with a broken outline.
    """
    filled = sign in {"", "tick"} and not ahead
    dash: dict[str, str | float] = {"stroke_dasharray": "2 2"} if ahead else {}
    fill = colour if filled else PAPER
    drawn = shape(name, x, y, radius, fill=fill, stroke=colour, stroke_width=1.6, stroke_linejoin="round", **dash)
    return drawn + _sign(sign, x, y, radius, colour)


def _sign(sign: str, x: float, y: float, radius: float, colour: str) -> str:
    r = radius * 0.5
    if sign == "half":
        return tag("path", d=path("M", x - r, y - r, "V", y + r, "H", x + r, "Z"), fill=colour)
    if sign == "question":
        return badge("?", x, y, colour)
    strokes: dict[str, tuple[str | float, ...]] = {
        "tick": ("M", x - r, y, "L", x - r * 0.2, y + r * 0.8, "L", x + r, y - r * 0.7),
        "cross": ("M", x - r, y - r, "L", x + r, y + r, "M", x - r, y + r, "L", x + r, y - r),
        "alarm": ("M", x, y - r * 1.1, "V", y + r * 0.2, "M", x, y + r, "V", y + r * 1.1),
        "bar": ("M", x - r, y, "H", x + r),
    }
    if sign not in strokes:
        return ""
    ink = PAPER if sign == "tick" else colour
    return tag("path", d=path(*strokes[sign]), fill="none", stroke=ink, stroke_width=1.6, stroke_linecap="round")


def badge(letter: str, x: float, y: float, colour: str, size: float = 9.0) -> str:
    """Draw one letter around a middle, as marks carry it."""
    return lettered(x, y + size * 0.36, letter, size=size, anchor="middle", fill=colour, font_weight="bold")


def movable(drawn: str, of: str, **axes: tuple[str, float, float]) -> str:
    """Put the drawing of a mark into a group that says of which record it is, and along what it can be moved.

    The axes are ``across`` and ``up``: the name of what each measures, where it begins and where it ends, in the
    picture's own units. A mark of no record stays as it is.
    """
    return tag("g", drawn, data_moves=of, **{f"data_{way}": path(*ends) for way, ends in axes.items()}) if of else drawn


Key = tuple[str, str]
"""A legend's entry: the drawing of its sample, centred on 0, 0 and 20 wide, and the words beside it."""


def legend(keys: Iterable[Key], top: float, language: str) -> tuple[str, float]:
    """Draw a legend that flows in the way of the language, and return it with the height that it takes."""
    rightward = direction(language) == "ltr"
    body: list[str] = []
    used, line = MARGIN, 0
    for sample, words in keys:
        (words,) = wrapped(words, WIDTH - 2 * MARGIN - 60, SMALL, 1)
        room = 26 + width(words, SMALL) + 18
        if used > MARGIN and used + room - 18 > WIDTH - MARGIN:
            used, line = MARGIN, line + 1
        y = top + 12 + line * 18
        at, beside = (used + 10, used + 26) if rightward else (WIDTH - used - 10, WIDTH - used - 26)
        body.append(tag("g", sample, transform=f"translate({path(at, y)})"))
        way = direction(language)
        body.append(lettered(beside, y + 3.5, words, size=SMALL, anchor=start(language), fill=SOFT, whole=way))
        used += room
    return "".join(body), 18 * (line + 1) + 6 if body else 0.0


def stacked(
    x: float, top: float, lines: Sequence[str], last: str, *, anchor: str, whole: str | None, language: str
) -> str:
    """Draw lines of a label from a top downwards, and a softer last line of ours under them."""
    body = [
        lettered(x, top + 11 + 13 * place, line, anchor=anchor, fill=INK, whole=whole)
        for place, line in enumerate(lines)
    ]
    if last:
        y = top + 11 + 13 * len(lines) - 0.5
        body.append(lettered(x, y, last, size=SMALL, anchor=anchor, fill=SOFT, whole=direction(language)))
    return "".join(body)
