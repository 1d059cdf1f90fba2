"""What does a reader, a search or a screen reader get back out of a finished document?"""

import io
import re
import shutil
import subprocess
import unicodedata
from html.parser import HTMLParser

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from aidememoire.briefs.document import Bullets, Callout, Document, Facts, Figure, Paragraph, Section, Table
from aidememoire.briefs.formats.pieces import pieces

MARKS = re.compile("[\u200e\u200f\u061c\u2060\u202a-\u202e\u2066-\u2069\ufeff]")


def normal(text: str) -> str:
    """Return text without direction marks and with single spaces."""
    return " ".join(MARKS.sub("", unicodedata.normalize("NFC", text)).split())


def tight(text: str) -> str:
    """Return text without any spaces, for lines that a page broke."""
    return normal(text).replace(" ", "")


SIGNS = re.compile(rf"[{re.escape('✓◐✗○')}]|(?<!\S)[?!–](?=\s)")


def unsigned(text: str) -> str:
    """Return text without the signs that stand before words on how things are."""
    return SIGNS.sub("", normal(text))


def shown(value, language: str) -> str:
    """Return a value as a document shows it, marks of language included, signs apart."""
    return normal(
        "".join(f"{piece.text} {piece.mark}" if piece.mark else piece.text for piece in pieces(value, language))
    )


def put_in(document: Document) -> list[str]:
    """Return every piece of text of a document's body, in the order of reading."""
    values = [document.title, document.subtitle, *document.notices]
    for section in document.sections:
        values += _of_section(section)
    return [shown(value, document.language) for value in values if value is not None]


def _of_section(section: Section) -> list:
    values = [section.heading]
    for block in section.blocks:
        values += _of_block(block)
    for inner in section.sections:
        values += _of_section(inner)
    return values


def _of_block(block) -> list:
    match block:
        case Paragraph(content) | Callout(content):
            return [content]
        case Bullets():
            return [value for item in block.entries() for value in (item.content, *item.beneath)]
        case Table():
            return [*[c.heading for c in block.columns], *[value for row in block.rows for value in row]]
        case Facts(pairs):
            return [value for pair in pairs for value in pair]
        case Figure():
            return []
    raise TypeError(block)


def pdf_pages_by_pdfium(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


def pdf_pages_by_poppler(content: bytes) -> list[str]:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed (Debian: poppler-utils)")
    said = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()
    return said.split("\f")[:-1]


def docx_text(content: bytes) -> str:
    """Return all text of the body, tables included, in the order of the file."""
    body = docx.Document(io.BytesIO(content)).element.body
    return "\n".join(
        "".join("\n" if node.tag == qn("w:br") else node.text or "" for node in line.iter(qn("w:t"), qn("w:br")))
        for line in body.iter(qn("w:p"))
    )


class _Words(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in {"style", "svg", "script", "title"}
        self.found.append("\n" if tag in {"p", "br", "td", "th", "li", "h1", "h2", "h3", "dt", "dd", "div"} else "")

    def handle_endtag(self, tag):
        self.hidden -= tag in {"style", "svg", "script", "title"}

    def handle_data(self, data):
        if not self.hidden:
            self.found.append(data)


def html_text(content: str) -> str:
    """Return the text that a browser would show, pictures apart."""
    parser = _Words()
    parser.feed(content)
    return "".join(parser.found)


def markdown_text(content: str) -> str:
    """Return the text that a Markdown reader would show."""
    from markdown_it import MarkdownIt

    return html_text(MarkdownIt("commonmark").enable("table").render(content))
