"""How is a document written as HTML? As one file that needs nothing else: no script, no address, no typeface."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html import escape
from pathlib import Path

from aidememoire.briefs import document as blocks
from aidememoire.briefs.formats.look import COLOURS, MARKING, TONES, drawn_sign
from aidememoire.briefs.formats.pieces import Piece, days, marking, pieces, plain
from aidememoire.vocabulary.messages import _, direction

STYLE = Path(__file__).with_name("page.css")
NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
AS_TABLE = _("The same as a table")
MOST_SHOWN = 100
"""How many entries of a list or table a page shows; nobody reads a thousand there."""


def write(document: blocks.Document) -> bytes:
    """Return the document as one HTML file in UTF-8."""
    language = document.language
    style = _style(document)
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{escape(language)}" dir="{direction(language)}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{escape(marking(document))} {escape(plain(document.title, language))}</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            '<div class="sheet">',
            *_body(document),
            "</div>",
            "</body>",
            "</html>",
            "",
        ]
    ).encode()


def preview(document: blocks.Document) -> str:
    """Return what a document says as markup that stands inside a page which brings the look: see ``brief.css`` there.

    Headings begin one level lower than in a file, since the page has one of its own. Of a long list or table the first
    entries are shown, and how many more the file holds.
    """
    language = document.language
    told = [f"<h2>{_inline(document.title, language)}</h2>"]
    told += [f'<p class="subtitle">{_inline(document.subtitle, language)}</p>'] if document.subtitle else []
    told.append(f'<p class="days">{_inline(days(document), language)}</p>')
    told += [_block(blocks.Callout(notice, "note"), language) for notice in document.notices]
    for section in document.sections:
        told += _section(blocks.shortened(section, MOST_SHOWN), language, 3)
    return "\n".join(told)


def _style(document: blocks.Document) -> str:
    names = "".join(f"--{name}:{value};" for name, value in COLOURS.items())
    return f":root{{{names}--marking:{MARKING[document.label.value]};}}\n{STYLE.read_text('utf-8')}"


def _body(document: blocks.Document) -> Iterable[str]:
    language = document.language
    label, told = f'<b class="tlp" dir="ltr">{marking(document)}</b>', _inline(days(document), language)
    yield f'<div class="edge top">{label}<span>{_inline(document.title, language)}</span></div>'
    yield "<main>"
    yield f"<h1>{_inline(document.title, language)}</h1>"
    if document.subtitle:
        yield f'<p class="subtitle">{_inline(document.subtitle, language)}</p>'
    yield f'<p class="days">{told}</p>'
    for notice in document.notices:
        yield _block(blocks.Callout(notice, "note"), language)
    for section in document.sections:
        yield from _section(section, language, 2)
    yield "</main>"
    yield f'<div class="edge bottom">{label}<span>{told}</span></div>'


def _section(section: blocks.Section, language: str, level: int) -> Iterable[str]:
    anchor = escape(section.anchor)
    yield "<section>"
    yield f'<h{level} id="{anchor}">{_inline(section.heading, language)}</h{level}>'
    yield from (_block(block, language) for block in section.blocks)
    for inner in section.sections:
        yield from _section(inner, language, level + 1)
    yield "</section>"


def _block(block: blocks.Block, language: str) -> str:
    match block:
        case blocks.Paragraph(content, look):
            face = "heads" if block.heads else look
            return f'<p class="{face}">{_inline(content, language)}</p>'
        case blocks.Bullets(numbered=numbered):
            name = "ol" if numbered else "ul"
            return f"<{name}>{''.join(_item(item, language) for item in block.entries())}</{name}>"
        case blocks.Table():
            return _table(block, language)
        case blocks.Figure():
            return _figure(block, language)
        case blocks.Callout(content, kind):
            sign = _sign("alarm") if kind == "warning" else ""
            return f'<p class="callout {kind}">{sign}{_inline(content, language)}</p>'
        case blocks.Facts(pairs):
            told = "".join(
                f"<div><dt>{_inline(label, language)}</dt><dd>{_inline(value, language)}</dd></div>"
                for label, value in pairs
            )
            return f"<dl>{told}</dl>"


def _item(item: blocks.Item, language: str) -> str:
    beneath = "".join(f'<div class="quiet">{_inline(one, language)}</div>' for one in item.beneath)
    return f"<li>{_inline(item.content, language)}{beneath}</li>"


def _table(table: blocks.Table, language: str) -> str:
    caption = f"<caption>{_inline(table.caption, language)}</caption>" if table.caption else ""
    head = "".join(
        f'<th scope="col" class="{column.kind}">{_inline(column.heading, language)}</th>' for column in table.columns
    )
    rows = "".join(f"<tr>{_cells(table, row, language)}</tr>" for row in table.rows)
    # A table wider than a phone scrolls by itself, also by keyboard, and leaves the page in place.
    return (
        f'<div class="wide" role="group" tabindex="0"><table>{caption}<thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cells(table: blocks.Table, row: tuple[blocks.Value, ...], language: str) -> str:
    return "".join(
        f'<td class="{column.kind}" data-column="{escape(plain(column.heading, language))}">'
        f"<div>{_inline(value, language)}</div></td>"
        for column, value in table.cells(row)
    )


def _figure(figure: blocks.Figure, language: str) -> str:
    drawing = figure.picture.svg.replace(NAMESPACE, "", 1)
    twin = f"<details><summary>{_inline(AS_TABLE, language)}</summary>{_table(figure.twin, language)}</details>"
    return f'<figure><div class="drawing" tabindex="0">{drawing}</div>{twin}</figure>'


def _inline(value: blocks.Value, language: str) -> str:
    return "".join(_piece(piece) for piece in pieces(value, language))


def _piece(piece: Piece) -> str:
    text = escape(piece.text).replace("\n", "<br>")
    if piece.way:
        tongue = f' lang="{escape(piece.language)}"' if piece.language else ""
        kept = ' class="unbroken"' if piece.unbroken else ""
        text = f'<bdi dir="{piece.way}"{tongue}{kept}>{text}</bdi>'
    if piece.mark:
        text += f'\N{NO-BREAK SPACE}<small class="mark" dir="ltr">{escape(piece.mark)}</small>'
    if piece.look == "strong":
        return f"<strong>{text}</strong>"
    if piece.look:
        name = TONES.get(piece.look, piece.look)
        return f'<span class="{name}">{_sign(piece.sign) if piece.sign else ""}{text}</span>'
    return text


def _sign(sign: str) -> str:
    shape = drawn_sign(sign, "currentColor", "var(--paper)")
    return f'<svg class="sign" viewBox="0 0 16 16" aria-hidden="true">{shape}</svg>'
