"""Which elements does Word need for both directions, that python-docx has no words for?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from aidememoire.briefs.document import Value
from aidememoire.briefs.formats.look import COLOURS, LETTERS, TONES
from aidememoire.briefs.formats.pieces import Piece, first_way, pieces
from aidememoire.vocabulary.messages import direction

Attributes: TypeAlias = Mapping[str, str | int]

LATIN, ARABIC = "Calibri", "Arial"
FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}
# Word knows languages with a country; it checks no spelling under the bare code.
_AT_HOME = {"ar": "ar-SA", "en": "en-GB", "es": "es-ES", "fa": "fa-IR", "fr": "fr-FR", "prs": "prs-AF", "ps": "ps-AF"}
_FENCES = {"ltr": "\N{LEFT-TO-RIGHT MARK}", "rtl": "\N{RIGHT-TO-LEFT MARK}"}
# Word expects the parts of these in a fixed order; out of it, it calls a file damaged.
_RUN_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
    "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position",
    "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
)  # fmt: skip
_PARAGRAPH_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
    "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct",
    "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
    "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl",
    "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
)  # fmt: skip


def element(name: str, /, **attributes: str | int) -> Any:
    """Make an element of WordprocessingML with attributes of the same namespace."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key.rstrip('_')}"), str(value))
    return made


def put(parent: Any, child: Any) -> None:
    """Put a property of a run or a paragraph in its place among its siblings, instead of one that was there."""
    order = [qn(f"w:{name}") for name in (_RUN_ORDER if parent.tag == qn("w:rPr") else _PARAGRAPH_ORDER)]
    for old in parent.findall(child.tag):
        parent.remove(old)
    later = {*order[order.index(child.tag) + 1 :]}
    place = next((at for at, other in enumerate(parent) if other.tag in later), len(parent))
    parent.insert(place, child)


def paragraph_is(paragraph: Paragraph, **parts: Attributes) -> None:
    """Give a paragraph properties: ``bidi={}``, ``spacing={"before": 120}``."""
    for name, attributes in parts.items():
        put(paragraph._p.get_or_add_pPr(), element(name, **attributes))


def run_is(run: Run, **parts: Attributes) -> None:
    """Give a run properties: ``rtl={}``, ``lang={"bidi": "ar-SA"}``."""
    for name, attributes in parts.items():
        put(run._r.get_or_add_rPr(), element(name, **attributes))


def style_is(style: Any, *, size: float, bold: bool | None, colour: str, before: int, after: int) -> None:
    """Set the letters and spaces of a style, for Latin and for complex scripts alike."""
    letters = style.element.get_or_add_rPr()
    halves = int(size * 2)
    told: dict[str, Attributes] = {
        "rFonts": {"ascii": LATIN, "hAnsi": LATIN, "eastAsia": LATIN, "cs": ARABIC},
        "i": {"val": 0}, "iCs": {"val": 0}, "color": {"val": colour.lstrip("#")},
        "spacing": {"val": 0}, "kern": {"val": 0}, "sz": {"val": halves}, "szCs": {"val": halves},
    }  # fmt: skip
    if bold is not None:
        told |= {"b": {"val": int(bold)}, "bCs": {"val": int(bold)}}
    for name, attributes in told.items():
        put(letters, element(name, **attributes))
    spaces = style.element.get_or_add_pPr()
    for unwanted in (*spaces.findall(qn("w:pBdr")), *spaces.findall(qn("w:tabs"))):
        spaces.remove(unwanted)
    put(spaces, element("spacing", before=before, after=after, line=276, lineRule="auto"))


def turn_section(section: Any) -> None:
    """Make the pages of a section run from right to left."""
    properties = section._sectPr
    grid = properties.find(qn("w:docGrid"))
    properties.insert(len(properties) if grid is None else properties.index(grid), element("bidi"))


class Hand:
    """Writes values into paragraphs of one document, each piece in its own direction and language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.way = direction(language)

    def words(self, paragraph: Paragraph, value: Value, **all_over: Attributes) -> Paragraph:
        """Write a value at the end of a paragraph; run properties given here hold for all of it."""
        self.turn(paragraph)
        for piece in pieces(value, self.language):
            self._piece(paragraph, piece, all_over)
        return paragraph

    def turn(self, paragraph: Paragraph) -> None:
        """Give a paragraph the direction of the document."""
        if self.way == "rtl":
            paragraph_is(paragraph, bidi={})

    def _piece(self, paragraph: Paragraph, piece: Piece, all_over: dict[str, Attributes]) -> None:
        look = _looks(piece.look) | all_over
        if piece.sign:
            self._run(paragraph, f"{LETTERS[piece.sign]}\N{NO-BREAK SPACE}", self.way, None, look)
        if piece.nature == "field":
            field(self._run(paragraph, "", "ltr", None, look), FIELDS[piece.text])
            return
        way = piece.way or (first_way(piece.text) or self.way)
        self._run(paragraph, self._fenced(piece.text, piece.way), way, piece.language, look)
        if piece.mark:
            small = look | {"color": {"val": COLOURS["soft"].lstrip("#")}, "sz": {"val": 16}, "szCs": {"val": 16}}
            self._run(paragraph, f"\N{NO-BREAK SPACE}{_FENCES['ltr']}{piece.mark}{_FENCES['ltr']}", "ltr", None, small)

    def _run(self, paragraph: Paragraph, text: str, way: str, language: str | None, look: dict[str, Attributes]) -> Run:
        run = paragraph.add_run(text)
        tongue = language or (self.language if way == self.way else "en" if way == "ltr" else "ar")
        given = look | {"lang": {("bidi" if way == "rtl" else "val"): _AT_HOME.get(tongue, tongue)}}
        run_is(run, **given, **({"rtl": {}} if way == "rtl" else {}))
        return run

    def _fenced(self, text: str, way: str | None) -> str:
        """Keep signs and brackets at the ends of a piece on its own side, where it runs against the line or mixes."""
        if way is None or (way == self.way and way == "ltr" and text.isascii()):
            return text
        return "\n".join(_FENCES[way] + line + _FENCES[way] for line in text.split("\n"))


def _looks(look: str) -> dict[str, Attributes]:
    if look == "strong":
        return {"b": {}, "bCs": {}}
    if look:
        colour: dict[str, Attributes] = {"color": {"val": COLOURS[TONES.get(look, "soft")].lstrip("#")}}
        return colour if look == "quiet" else colour | {"b": {}, "bCs": {}}
    return {}


def field(run: Run, code: str) -> None:
    """Make a run a field that Word fills in: PAGE, NUMPAGES."""
    parts = [element("fldChar", fldCharType="begin"), element("instrText"), element("fldChar", fldCharType="separate")]
    parts[1].text = f" {code} "
    parts[1].set(qn("xml:space"), "preserve")
    shown = element("t")
    shown.text = "1"
    for part in (*parts, shown, element("fldChar", fldCharType="end")):
        run._r.append(part)


def borders(paragraph: Paragraph, **sides: tuple[int, str]) -> None:
    """Draw lines at the sides of a paragraph: ``bottom=(eighths of a point, colour)``."""
    around = element("pBdr")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            size, colour = sides[side]
            around.append(
                element(side, val="single", sz=size, space=6 if side in {"left", "right"} else 4, color=colour)
            )
    put(paragraph._p.get_or_add_pPr(), around)
