"""What is a picture? An SVG drawing of our own, with a title, a description and a table that tells the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape

from aidememoire.pictures import lettering
from aidememoire.vocabulary.messages import direction

FONTS = "Aide Sans, IBM Plex Sans, IBM Plex Sans Arabic, DejaVu Sans, sans-serif"
WIDTH, MARGIN = 640.0, 16.0

# The type scale: a picture 640 wide fills the text width of A4, where 11 prints as 8 points.
HEADING, BODY, SMALL = 15.0, 11.0, 9.5

STRIP = 30.0
"""How high the strip is that bears the marking of a picture on its own."""

# Colours keep their meaning in every picture, stay apart for colour-blind readers, and never speak alone.
INK, SOFT, LINE, FAINT, SHADE, PAPER = "#1b2530", "#56616d", "#b9c1ca", "#e6eaee", "#f4f6f8", "#ffffff"
OURS, THEIRS, BOTH, APART = "#1f5a96", "#93560f", "#2c6e63", "#5d5a88"
TROUBLE = "#a3262a"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and its table twin: ``rows`` of text under ``columns`` tell everything that ``svg`` tells.

    ``width`` and ``height`` are in the drawing's own units, of which 640 fill the text width of a page.
    """

    svg: str
    width: float
    height: float
    title: str
    description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle, from left to right and from top to bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, aside: float = 0.0, above: float = 0.0) -> bool:
        """Say whether two boxes overlap, or come nearer to each other than so much, sideways and upwards."""
        return (
            self.left < other.right + aside
            and other.left < self.right + aside
            and self.top < other.bottom + above
            and other.top < self.bottom + above
        )

    def holds(self, other: Box) -> bool:
        """Say whether another box lies inside this one."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom

    def moved(self, x: float, y: float) -> Box:
        """Return the box at another place."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)


def tag(name: str, content: str = "", /, **attributes: str | float) -> str:
    """Return one SVG element; attribute values are escaped and rounded here, ``content`` must be SVG already."""
    given = "".join(f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def _value(value: str | float) -> str:
    return number(value) if isinstance(value, (int, float)) else escape(value)


def number(value: float) -> str:
    """Return a number for a drawing: one decimal at most, and the same bytes everywhere."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def path(*steps: str | float) -> str:
    """Return the steps of a path as one string."""
    return " ".join(step if isinstance(step, str) else number(step) for step in steps)


def lettered(
    x: float,
    y: float,
    words: str,
    *,
    size: float = BODY,
    anchor: str = "start",
    fill: str = INK,
    whole: str | None = None,
    halo: bool = False,
    **more: str | float,
) -> str:
    """Return one line of text at its baseline, escaped, its direction kept; ``halo`` lays paper under its letters.

    ``anchor`` always tells the side in space (start is left), since the drawing as a whole runs left to right.
    """
    under = _paper(x, y, words, size, anchor) if halo else ""
    words = escape(lettering.directed(words, whole=whole))
    return under + tag("text", words, x=x, y=y, font_size=size, text_anchor=anchor, fill=fill, **more)


def _paper(x: float, y: float, words: str, size: float, anchor: str) -> str:
    """Return the paper under a line of text. An outline around the letters would eat into those joined to them."""
    wide = lettering.width(words, size)
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return tag("rect", x=left, y=y - size * 0.8, width=wide, height=size, rx=2, fill=PAPER, fill_opacity=0.85)


def start(language: str) -> str:
    """Return the anchor at which a line of a language begins: ``start`` is left, ``end`` right."""
    return "end" if direction(language) == "rtl" else "start"


def near_side(language: str) -> float:
    """Return where lines of a language begin on the canvas: at its left margin, or at its right one."""
    return WIDTH - MARGIN if direction(language) == "rtl" else MARGIN


def heading(title: str, language: str) -> tuple[str, float]:
    """Draw the title at the top, and return it with the height that it takes."""
    lines = lettering.wrapped(title, WIDTH - 2 * MARGIN, HEADING, 2)
    body = "".join(
        lettered(
            near_side(language),
            MARGIN + 13 + place * 19,
            line,
            size=HEADING,
            anchor=start(language),
            font_weight="bold",
        )
        for place, line in enumerate(lines)
    )
    return body, MARGIN + 19 * len(lines) + 6


def drawn(
    body: Iterable[str],
    *,
    height: float,
    title: str,
    description: str,
    language: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
) -> Picture:
    """Put a picture together from the elements of its drawing.

    The drawing itself always runs left to right, whatever page it stands on: time axes and graphs are not mirrored,
    and readers of SVG disagree about anchors in the other direction. Each line of text carries its own direction.
    """
    inner = "".join(body)
    # The id comes from the content, so that several pictures can stand on one page.
    mark = hashlib.sha256(f"{title}\0{description}\0{inner}".encode()).hexdigest()[:10]
    told = tag("title", escape(title), id=f"title-{mark}") + tag("desc", escape(description), id=f"desc-{mark}")
    ground = tag("rect", width=WIDTH, height=height, fill=PAPER)
    svg = tag(
        "svg",
        told + ground + inner,
        xmlns="http://www.w3.org/2000/svg",
        width=WIDTH,
        height=height,
        viewBox=f"0 0 {number(WIDTH)} {number(height)}",
        role="img",
        aria_labelledby=f"title-{mark} desc-{mark}",
        lang=language,
        direction="ltr",
        font_family=FONTS,
        font_size=BODY,
    )
    return Picture(svg, WIDTH, height, title, description, tuple(columns), tuple(tuple(row) for row in rows))


def marked(picture: Picture, *, marking: str, colour: str, foot: Sequence[str], language: str) -> Picture:
    """Return a picture that may leave its page: its marking on top in the prescribed colour on black, words below.

    The drawing itself stays as it is, with its own title and description.
    """
    wide, near = lettering.width(marking, BODY) + 14, near_side(language)
    left = WIDTH - MARGIN - wide if direction(language) == "ltr" else MARGIN
    band = tag("rect", x=left, y=10, width=wide, height=19, rx=1.5, fill="#000000")
    band += lettered(left + wide / 2, 23.5, marking, anchor="middle", fill=colour, font_weight="bold")
    below = [line for words in foot for line in lettering.wrapped(words, WIDTH - 2 * MARGIN, SMALL, 4)]
    top = STRIP + picture.height
    words = [
        lettered(
            near, top + 12 + 13 * place, line, size=SMALL, anchor=start(language), fill=SOFT, whole=direction(language)
        )
        for place, line in enumerate(below)
    ]
    height = top + 13 * len(below) + MARGIN
    ground = tag("rect", width=WIDTH, height=height, fill=PAPER)
    svg = tag(
        "svg",
        ground + band + tag("g", picture.svg, transform=f"translate(0 {number(STRIP)})") + "".join(words),
        xmlns="http://www.w3.org/2000/svg",
        width=WIDTH,
        height=height,
        viewBox=f"0 0 {number(WIDTH)} {number(height)}",
        lang=language,
        direction="ltr",
        font_family=FONTS,
        font_size=BODY,
    )
    return replace(picture, svg=svg, height=height)


def empty(sentence: str, *, title: str, language: str, columns: Sequence[str]) -> Picture:
    """Return the picture of nothing yet: the title, and one sentence that says what to do next."""
    head, top = heading(title, language)
    lines = lettering.wrapped(sentence, WIDTH - 2 * MARGIN, BODY, 3)
    body = [
        lettered(near_side(language), top + 12 + 15 * place, line, anchor=start(language), fill=SOFT)
        for place, line in enumerate(lines)
    ]
    height = top + 15 * len(lines) + MARGIN
    return drawn(
        [head, *body], height=height, title=title, description=sentence, language=language, columns=columns, rows=()
    )
