"""How is a document written for Word? With true headings, page fields and repeated heads, in its own direction."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import docx
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as Line

from aidememoire.briefs import document as blocks
from aidememoire.briefs.formats._word import (
    Attributes,
    Hand,
    borders,
    element,
    paragraph_is,
    put,
    style_is,
    turn_section,
)
from aidememoire.briefs.formats._wordtable import add_facts, add_table
from aidememoire.briefs.formats.look import ACCENT, COLOURS, LETTERS, MARKING
from aidememoire.briefs.formats.pieces import PAGE_OF_PAGES, days, marking, plain
from aidememoire.briefs.formats.typesetting import set_page
from aidememoire.vocabulary.errors import MissingPartError

PAGE_WIDTH, SIDE = Mm(210), Mm(21)
TEXT_WIDTH = PAGE_WIDTH - 2 * SIDE
PICTURE_POINTS = 476
TALLEST = 640.0
"""How high a picture may be, in points, so that it stays on one page under its heading."""
STYLES = {  # size in points, bold, colour, space before and after in twentieths of a point
    "Normal": (10.5, None, "ink", 0, 120),
    "Title": (20, True, "ink", 0, 80),
    "Subtitle": (12, False, "soft", 0, 80),
    "Heading 1": (14, True, "accent", 360, 120),
    "Heading 2": (11.5, True, "ink", 240, 80),
    "List Bullet": (10.5, None, "ink", 0, 80),
    "List Number": (10.5, None, "ink", 0, 80),
    "Header": (8, None, "soft", 0, 0),
    "Footer": (8, None, "soft", 0, 0),
}


def write(document: blocks.Document) -> bytes:
    """Return the document as DOCX, marking and days on every page."""
    word, hand = docx.Document(), Hand(document.language)
    _page(word, document, hand)
    hand.words(word.add_paragraph(style="Title"), document.title)
    if document.subtitle:
        hand.words(word.add_paragraph(style="Subtitle"), document.subtitle)
    hand.words(word.add_paragraph(), days(document))
    for notice in document.notices:
        _callout(word, blocks.Callout(notice, "note"), hand)
    for section in document.sections:
        _section(word, section, document, hand, 1)
    return _packed(word, document)


# The page


def _page(word: Word, document: blocks.Document, hand: Hand) -> None:
    for name, (size, bold, colour, before, after) in STYLES.items():
        style = word.styles[name]
        style_is(style, size=size, bold=bold, colour=COLOURS[colour], before=before, after=after)
    (section,) = word.sections
    section.page_width, section.page_height = PAGE_WIDTH, Mm(297)
    section.left_margin = section.right_margin = SIDE
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    section.header_distance = section.footer_distance = Mm(10)
    if hand.way == "rtl":
        turn_section(section)
    title = blocks.Quiet(plain(document.title, document.language)[:70])
    _edge(section.header.paragraphs[0], title, None, document, hand)
    _edge(section.footer.paragraphs[0], days(document), PAGE_OF_PAGES, document, hand)
    known = word.core_properties
    known.title = f"{marking(document)} {plain(document.title, document.language)}"[:255]
    known.language, known.author, known.last_modified_by, known.comments = document.language, "", "", ""
    known.keywords, known.revision = marking(document), 1
    known.created = known.modified = datetime.combine(document.made_on, datetime.min.time(), tzinfo=UTC)


def _edge(line: Line, start: blocks.Value, end: blocks.Value | None, document: blocks.Document, hand: Hand) -> None:
    """Write a line of the page's edge: something at its start, the marking at its end."""
    tabs = element("tabs")
    tabs.append(element("tab", val="right", pos=int(TEXT_WIDTH / 635)))
    put(line._p.get_or_add_pPr(), tabs)
    hand.words(line, start)
    line.add_run("\t")
    if end:
        hand.words(line, blocks.phrase(end, ""))
        line.add_run("   ")
    look: dict[str, Attributes] = {
        "b": {}, "bCs": {}, "color": {"val": MARKING[document.label.value].lstrip("#")},
        "shd": {"val": "clear", "color": "auto", "fill": "000000"},
    }  # fmt: skip
    hand.words(line, document.label, **look)


def _packed(word: Word, document: blocks.Document) -> bytes:
    """Return the finished file, the same bytes for the same document: no clock of this machine, no thumbnail."""
    package = word.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]
    loose, packed = io.BytesIO(), io.BytesIO()
    word.save(loose)
    day = document.made_on
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            target.writestr(entry, source.read(name))
    return packed.getvalue()


# Sections and blocks


def _section(word: Word, section: blocks.Section, document: blocks.Document, hand: Hand, level: int) -> None:
    line = word.add_paragraph(style=f"Heading {level}")
    _anchor(line, section.anchor, len(word.element.body))
    hand.words(line, section.heading)
    if level == 1:
        borders(line, bottom=(6, COLOURS["line"].lstrip("#")))
    for block in section.blocks:
        _block(word, block, document, hand)
    for inner in section.sections:
        _section(word, inner, document, hand, level + 1)


def _anchor(line: Line, anchor: str, number: int) -> None:
    name = anchor.replace("-", "_")
    line._p.append(element("bookmarkStart", id=number, name=name))
    line._p.append(element("bookmarkEnd", id=number))


def _block(word: Word, block: blocks.Block, document: blocks.Document, hand: Hand) -> None:
    match block:
        case blocks.Paragraph(content, look):
            sizes = {"lead": 24, "plain": 21, "quiet": 19}[look]
            value = blocks.Quiet(content) if look == "quiet" else content
            line = hand.words(word.add_paragraph(), value, sz={"val": sizes}, szCs={"val": sizes})
            if block.heads:
                paragraph_is(line, keepNext={}, spacing={"before": 200, "after": 80})
        case blocks.Bullets():
            _bullets(word, block, hand)
        case blocks.Figure():
            _figure(word, block, document, hand)
        case blocks.Callout():
            _callout(word, block, hand)
        case blocks.Facts():
            add_facts(word, block, hand, TEXT_WIDTH)
        case _:
            add_table(word, block, hand, TEXT_WIDTH)


def _bullets(word: Word, bullets: blocks.Bullets, hand: Hand) -> None:
    number = _fresh_numbers(word) if bullets.numbered else None
    for item in bullets.entries():
        line = word.add_paragraph(style="List Number" if bullets.numbered else "List Bullet")
        if number is not None:
            numbered = element("numPr")
            numbered.append(element("ilvl", val=0))
            numbered.append(element("numId", val=number))
            put(line._p.get_or_add_pPr(), numbered)
        _item(line, item, hand)


def _item(line: Line, item: blocks.Item, hand: Hand) -> None:
    hand.words(line, item.content)
    for one in item.beneath:
        line.add_run().add_break()
        hand.words(line, blocks.Quiet(one), sz={"val": 19}, szCs={"val": 19})


def _fresh_numbers(word: Word) -> int:
    """Return the id of a numbering that begins at 1 again."""
    numbering = word.part.numbering_part.element
    style = word.styles["List Number"].element.pPr.numPr.numId.val
    old = next(num for num in numbering.num_lst if num.numId == style)
    new = numbering.add_num(old.abstractNumId.val)
    new.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(new.numId)


def _callout(word: Word, callout: blocks.Callout, hand: Hand) -> None:
    tone = {"warning": COLOURS["doubt"], "note": ACCENT, "empty": COLOURS["line"]}[callout.kind].lstrip("#")
    line = word.add_paragraph()
    side = "right" if hand.way == "rtl" else "left"
    borders(line, **{side: (18, tone)})
    paragraph_is(
        line,
        shd={"val": "clear", "color": "auto", "fill": COLOURS["shade"].lstrip("#")},
        spacing={"before": 120, "after": 160},
        ind={"left": 160, "right": 160},
    )
    if callout.kind == "warning":
        hand.words(line, blocks.Strong(blocks.phrase(LETTERS["alarm"])), color={"val": tone})
        line.add_run("\N{NO-BREAK SPACE}")
    hand.words(line, blocks.Quiet(callout.content) if callout.kind == "empty" else callout.content)


def _figure(word: Word, figure: blocks.Figure, document: blocks.Document, hand: Hand) -> None:
    """Show the picture, drawn with dots; where nothing is installed that can draw it, the table that tells the same."""
    picture = figure.picture
    inputs = {"svg": picture.svg, "width": str(PICTURE_POINTS)}
    try:
        dots = set_page("picture.typ", inputs, day=document.made_on, pdf=False)
    except MissingPartError:
        hand.words(word.add_paragraph(), blocks.Strong(blocks.phrase(picture.title)))
        add_table(word, figure.twin, hand, TEXT_WIDTH)
        return
    line = word.add_paragraph()
    hand.turn(line)
    shape = line.add_run().add_picture(
        io.BytesIO(dots), width=Pt(min(PICTURE_POINTS, TALLEST * picture.width / picture.height))
    )
    told = shape._inline.docPr
    told.set("title", picture.title)
    told.set("descr", f"{picture.title}. {picture.description}")
    told.set("name", f"picture-{told.get('id')}")
    shape._inline.graphic.find(f".//{qn('pic:cNvPr')}").set("name", told.get("name"))
