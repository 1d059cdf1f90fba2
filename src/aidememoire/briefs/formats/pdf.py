"""How is a document written as PDF? As data for a fixed Typst template, so that no text of a user is ever markup."""

from __future__ import annotations

import json
import re
from textwrap import shorten
from typing import Any

from aidememoire.briefs import document as blocks
from aidememoire.briefs.formats.look import COLOURS, MARKING, TONES, drawn_sign
from aidememoire.briefs.formats.pieces import PAGE_OF_PAGES, Piece, days, marking, pieces, plain
from aidememoire.briefs.formats.typesetting import set_page
from aidememoire.vocabulary.messages import direction

Data = dict[str, Any]
SHORT_TITLE = 90
KEPT_WHOLE = 700


# Drawn right, but the text layer of a PDF would hold each of them twice, and no search would find the word.
_VOWEL_MARKS = re.compile("[\u064b-\u0652]")


def write(document: blocks.Document) -> bytes:
    """Return the document as PDF: A4, tagged, titled, its language set, marking and days on every page."""
    return set_page("page.typ", {"document": json.dumps(_document(document), ensure_ascii=False)}, day=document.made_on)


def _document(document: blocks.Document) -> Data:
    language = document.language
    title = plain(document.title, language)
    return {
        "lang": language.split("-")[0],
        "dir": direction(language),
        "colours": COLOURS,
        "signs": {sign: _sign(sign) for sign in TONES},
        "tones": TONES,
        "marking": marking(document),
        "marking-colour": MARKING[document.label.value],
        "plain-title": title,
        "short-title": _inline(shorten(title, SHORT_TITLE, placeholder=" …"), language),
        "title": _inline(document.title, language),
        "subtitle": _inline(document.subtitle, language) if document.subtitle else None,
        "days": _inline(days(document), language),
        "page-of-pages": _inline(PAGE_OF_PAGES, language),
        "year": document.made_on.year,
        "month": document.made_on.month,
        "day": document.made_on.day,
        "notices": [_inline(notice, language) for notice in document.notices],
        "sections": [_section(section, language) for section in document.sections],
    }


def _sign(sign: str) -> str:
    shape = drawn_sign(sign, "currentColor")
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16">{shape}</svg>'


def _section(section: blocks.Section, language: str) -> Data:
    return {
        "anchor": section.anchor,
        "heading": _inline(section.heading, language),
        "blocks": [_block(block, language) for block in section.blocks],
        "sections": [_section(inner, language) for inner in section.sections],
    }


def _block(block: blocks.Block, language: str) -> Data:
    match block:
        case blocks.Paragraph(content, look):
            face = "heads" if block.heads else look
            return {"block": "paragraph", "content": _inline(content, language), "look": face}
        case blocks.Bullets(numbered=numbered):
            items = [_item(item, language) for item in block.entries()]
            return {"block": "bullets", "numbered": numbered, "items": items}
        case blocks.Table():
            return _table(block, language)
        case blocks.Figure(picture):
            alt = f"{picture.title}. {picture.description}"
            share, tall = min(picture.width / 640, 1), picture.height / picture.width
            return {"block": "figure", "svg": picture.svg, "alt": alt, "share": share, "tall": tall}
        case blocks.Callout(content, kind):
            return {"block": "callout", "content": _inline(content, language), "kind": kind}
        case blocks.Facts(pairs):
            return {
                "block": "facts",
                "pairs": [[_inline(label, language), _inline(value, language)] for label, value in pairs],
            }


def _item(item: blocks.Item, language: str) -> Data:
    content, beneath = _inline(item.content, language), [_inline(one, language) for one in item.beneath]
    return {"content": content, "beneath": beneath, "whole": _long(content, *beneath) <= KEPT_WHOLE}


def _table(table: blocks.Table, language: str) -> Data:
    return {
        "block": "table",
        "caption": _inline(table.caption, language) if table.caption else None,
        "columns": [
            {"heading": _inline(column.heading, language), "kind": column.kind, "width": column.width}
            for column in table.columns
        ],
        "rows": [_row(table, row, language) for row in table.rows],
    }


def _row(table: blocks.Table, row: tuple[blocks.Value, ...], language: str) -> Data:
    cells = [_inline(value, language) for _column, value in table.cells(row)]
    return {"cells": cells, "whole": _long(*cells) <= KEPT_WHOLE}


def _long(*cells: list[Data]) -> int:
    # What is longer than a page must be allowed to break.
    return sum(len(piece["text"]) + 80 * piece["text"].count("\n") for cell in cells for piece in cell)


def _inline(value: blocks.Value, language: str) -> list[Data]:
    return [_piece(piece) for piece in pieces(value, language)]


def _piece(piece: Piece) -> Data:
    return {
        "text": _VOWEL_MARKS.sub("", piece.text),
        "way": piece.way,
        "lang": piece.language.split("-")[0] if piece.language else None,
        "mark": piece.mark,
        "look": piece.look,
        "sign": piece.sign,
        "nature": piece.nature,
        "unbroken": piece.unbroken,
    }
