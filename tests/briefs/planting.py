"""A hundred ways in which a word can stay behind in a file: ``WAYS`` maps each to a function from words to bytes."""

import base64
import gzip
import io
import json
import struct
import zipfile
import zlib
from datetime import date
from functools import cache
from html import escape
from urllib.parse import quote

import docx as word
import openpyxl
import pypdf
from docx.oxml import OxmlElement
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from pypdf import generic
from pypdf.annotations import FreeText

import aidememoire
from aidememoire.briefs.formats import pdf
from aidememoire.briefs.writing import arranged
from aidememoire.training import path
from aidememoire.vocabulary.handling import Handling

WAYS = {}


def way(function):
    WAYS[function.__name__.replace("_", " ")] = function
    return function


# Text

for name, put in {
    "in a line": lambda words: f"# Brief\n\nAs told by {words}, on Monday.\n",
    "in a table": lambda words: f"| a | b |\n|---|---|\n| {words} | 2 |\n",
    "in capitals": lambda words: f"told by {words.upper()}\n",
    "over two lines": lambda words: "told by " + words.replace(" ", "\n") + "\n",
    "with hyphens": lambda words: "told by " + words.replace(" ", "-") + "\n",
    "with lines between": lambda words: "told by " + words.replace(" ", "_") + "\n",
    "with marks between": lambda words: "told by " + words.replace(" ", " ** ") + "\n",
    "with soft hyphens": lambda words: "told by " + "\u00ad".join(words) + "\n",
    "with joiners": lambda words: "told by " + "\u200d".join(words) + "\n",
    "with marks of direction": lambda words: f"told by \u202e{words}\u202c\n",
    "with accents": lambda words: "told by " + "".join(one + "\u0301" if one.isalpha() else one for one in words),
    "with wide letters": lambda words: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in words),
    "with spaces between letters": lambda words: "told by " + " ".join(words.replace(" ", "")) + "\n",
    "broken within a word": lambda words: f"told by {words[:-3]}-\n{words[-3:]}\n",
    "letters reversed": lambda words: f"told by {words[::-1]} again\n",
    "words reversed": lambda words: f"told by {' '.join(words.split()[::-1])} again\n",
    "letters of each word reversed": lambda words: f"told {' '.join(one[::-1] for one in words.split())} again\n",
    "in a long line": lambda words: "and so on " * 5000 + words + " and on" * 5000,
}.items():
    WAYS[f"text, {name}"] = lambda words, put=put: put(words).encode()


@way
def text_packed(words):
    return gzip.compress(f"told by {words}".encode())


for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
    WAYS[f"bytes in {encoding}"] = lambda words, encoding=encoding: b"\x00\x01" + f"x {words} y".encode(encoding)
    WAYS[f"bytes in {encoding}, one off"] = lambda words, encoding=encoding: b"\x00\x01\x02" + words.encode(encoding)


# Machine formats

WAYS["json, in a value"] = lambda words: json.dumps({"a": ["x", words]}, ensure_ascii=False).encode()
WAYS["json, in a key"] = lambda words: json.dumps({words: 1}, ensure_ascii=False).encode()
WAYS["json, escaped"] = lambda words: (
    json.dumps({"a": "".join(f"\\u{ord(c):04x}" for c in words)}).replace("\\\\", "\\").encode()
)
WAYS["csv, in a cell"] = lambda words: f'a,b\n1,"{words}"\n'.encode()
WAYS["csv, in a heading"] = lambda words: f"a,{words}\n1,2\n".encode()
WAYS["a calendar"] = lambda words: _calendar(f"SUMMARY:Call {words}")
WAYS["a calendar, folded"] = lambda words: _calendar(f"SUMMARY:Call {words[:3]}\r\n {words[3:]}")
WAYS["a calendar, as organiser"] = lambda words: _calendar(f'ORGANIZER;CN="{words}":mailto:nobody@example.org')


def _calendar(line):
    return f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".encode()


# HTML and SVG


def _page(body, head=""):
    return f"<!DOCTYPE html><html><head>{head}</head><body><p>Brief</p>{body}</body></html>".encode()


SVG = '<svg xmlns="http://www.w3.org/2000/svg"><g><rect width="3"/></g>{}</svg>'
for name, put in {
    "in a paragraph": lambda words: _page(f"<p>by {words}</p>"),
    "each letter in a tag": lambda words: _page("".join(f"<b>{one}</b>" for one in words)),
    "in entities": lambda words: _page("".join(f"&#{ord(one)};" for one in words)),
    "hidden": lambda words: _page(f'<span style="display:none">{words}</span>'),
    "in a comment": lambda words: _page(f"<!-- {words} -->"),
    "in a comment of many lines": lambda words: _page(f"<!-- a\n > b\n {words}\n-->"),
    "in a title of an element": lambda words: _page(f'<abbr title="{escape(words)}">x</abbr>'),
    "in an attribute of our own": lambda words: _page(f"<i data-by='{words}'>x</i>"),
    "as an anchor": lambda words: _page(f'<i id="{words.replace(" ", "-")}">x</i>'),
    "in a link": lambda words: _page(f'<a href="mailto:x?subject={quote(words)}">x</a>'),
    "in the head": lambda words: _page("", f'<meta name="author" content="{words}">'),
    "in a style": lambda words: _page("", f'<style>p::before{{content:"{words}"}}</style>'),
    "in a script": lambda words: _page("", f"<script>let by = {json.dumps(words)}</script>"),
    "in an embedded drawing": lambda words: _page(_embedded(SVG.format(f"<title>{words}</title>").encode(), "svg+xml")),
    "in an embedded image": lambda words: _page(_embedded(_png(_chunk(b"tEXt", b"Author\0" + words.encode())), "png")),
}.items():
    WAYS[f"html, {name}"] = put
for name, inner in {
    "text": "<text>{}</text>",
    "text in pieces": "<text><tspan>x</tspan> <tspan>{}</tspan></text>",
    "a title": "<title>{}</title>",
    "a description": "<desc>{}</desc>",
    "metadata": "<metadata><a>{}</a></metadata>",
    "a comment": "<!--{}-->",
    "an attribute": '<g aria-label="{}"/>',
    "a layer that is off": '<g display="none"><text>{}</text></g>',
    "unparsed text": "<text><![CDATA[{}]]></text>",
}.items():
    WAYS[f"svg, {name}"] = lambda words, inner=inner: SVG.format(inner.format(words)).encode()
    WAYS[f"svg packed, {name}"] = lambda words, inner=inner: gzip.compress(SVG.format(inner.format(words)).encode())


def _embedded(content, kind):
    return f'<img src="data:image/{kind};base64,{base64.b64encode(content).decode()}">'


# Images


def _chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png(*chunks, after=b""):
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    drawn = _chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + drawn + _chunk(b"IEND", b"") + after


def _exif(words):
    told = words.encode() + b"\0"
    return b"II*\0\x08\0\0\0\x01\0" + struct.pack("<HHII", 0x010E, 2, len(told), 26) + b"\0\0\0\0" + told


WAYS["png, text"] = lambda words: _png(_chunk(b"tEXt", b"Title\0" + words.encode()))
WAYS["png, packed text"] = lambda words: _png(_chunk(b"zTXt", b"Title\0\0" + zlib.compress(words.encode())))
WAYS["png, international text"] = lambda words: _png(_chunk(b"iTXt", b"Title\0\0\0\0\0" + words.encode()))
WAYS["png, packed international text"] = lambda words: _png(
    _chunk(b"iTXt", b"Title\0\1\0\0\0" + zlib.compress(words.encode()))
)
WAYS["png, what the camera says"] = lambda words: _png(_chunk(b"eXIf", _exif(words)))
WAYS["png, an unknown chunk"] = lambda words: _png(_chunk(b"teSt", words.encode("utf-16-le")))
WAYS["png, after its end"] = lambda words: _png(after=words.encode())
WAYS["jpeg, what the camera says"] = lambda words: b"\xff\xd8\xff\xe1\x00\x40Exif\0\0" + _exif(words) + b"\xff\xd9"
WAYS["jpeg, a comment"] = lambda words: b"\xff\xd8\xff\xfe\x00\x30" + words.encode() + b"\xff\xd9"
WAYS["jpeg, a title as Windows writes it"] = lambda words: b"\xff\xd8\xff\xe1\x00\x30" + words.encode("utf-16-le")


# Word


def _word(change=lambda document: None, **parts):
    document, loose, packed = word.Document(), io.BytesIO(), io.BytesIO()
    document.add_paragraph("Brief")
    change(document)
    document.save(loose)
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        for name, content in parts.items():
            target.writestr(name, content)
    return packed.getvalue()


def _part(inner):
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return f'<?xml version="1.0"?><w:x {space}>{inner}</w:x>'.encode()


def _deleted(document, words):
    run = document.add_paragraph().add_run("x")
    gone = OxmlElement("w:delText")
    gone.text = words
    run._r.append(gone)


def _hidden(document, words):
    document.add_paragraph().add_run(words).font.hidden = True


def _in_cells(document, words):
    document.add_table(1, 2).rows[0].cells[1].text = words


def _in_pieces(document, words):
    paragraph = document.add_paragraph()
    for letter in words:
        paragraph.add_run(letter)


def _header(document, words):
    document.sections[0].header.paragraphs[0].text = words


for name, change in {
    "a paragraph": lambda document, words: document.add_paragraph(f"by {words}"),
    "each letter a run": _in_pieces,
    "a cell": _in_cells,
    "deleted text": _deleted,
    "hidden text": _hidden,
    "the header": _header,
    "the author": lambda document, words: setattr(document.core_properties, "author", words),
    "the title": lambda document, words: setattr(document.core_properties, "title", words),
    "the comments": lambda document, words: setattr(document.core_properties, "comments", words),
    "who saved it last": lambda document, words: setattr(document.core_properties, "last_modified_by", words),
    "a bookmark": lambda document, words: document.add_paragraph()._p.append(_bookmark(words)),
}.items():
    WAYS[f"docx, {name}"] = lambda words, change=change: _word(lambda document: change(document, words))
for name, part in {
    "a remark": "word/comments.xml",
    "a footnote": "word/footnotes.xml",
    "a glossary": "word/glossary/document.xml",
    "a property of its own": "docProps/custom.xml",
    "a part nobody refers to": "word/old.xml",
}.items():
    WAYS[f"docx, {name}"] = lambda words, part=part: _word(**{part: _part(f"<w:t>{words}</w:t>")})
WAYS["docx, an author of a change"] = lambda words: _word(**{"word/c.xml": _part(f'<w:ins w:author="{words}"/>')})
WAYS["docx, an embedded workbook"] = lambda words: _word(
    **{"word/embeddings/a.xlsx": WAYS["xlsx, a hidden sheet"](words)}
)
WAYS["docx, an embedded image"] = lambda words: _word(**{"word/media/a.jpeg": WAYS["jpeg, a comment"](words)})
WAYS["docx, a thumbnail"] = lambda words: _word(**{"docProps/thumbnail.png": WAYS["png, text"](words)})
WAYS["docx, a name of a file"] = lambda words: _word(**{f"word/media/{words}.png": _png()})


def _bookmark(words):
    mark = OxmlElement("w:bookmarkStart")
    mark.set("name", words)
    return mark


@way
def docx_the_remark_of_the_package(words):
    content = io.BytesIO(_word())
    with zipfile.ZipFile(content, "a") as package:
        package.comment = words.encode()
    return content.getvalue()


# Workbooks


def _workbook(change):
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "Brief"
    change(book)
    book.save(out)
    return out.getvalue()


def _sheet(book, words, state="visible", title="more"):
    sheet = book.create_sheet(title)
    sheet["C3"], sheet.sheet_state = words, state


def _comment(book, words):
    book.active["A1"].comment = Comment(words, "somebody")


def _column(book, words):
    book.active["F9"] = words
    book.active.column_dimensions["F"].hidden = True


for name, change in {
    "a cell": lambda book, words: _sheet(book, words),
    "a hidden sheet": lambda book, words: _sheet(book, words, "hidden"),
    "a very hidden sheet": lambda book, words: _sheet(book, words, "veryHidden"),
    "a name of a sheet": lambda book, words: _sheet(book, "x", title=words[:31]),
    "a hidden column": _column,
    "a remark": _comment,
    "the author": lambda book, words: setattr(book.properties, "creator", words),
    "a formula": lambda book, words: _sheet(book, f'=CONCATENATE("{words}","x")'),
    "a defined name": lambda book, words: book.defined_names.add(DefinedName("old", attr_text=f'"{words}"')),
    "the foot of a page": lambda book, words: setattr(book.active.oddFooter.center, "text", words),
}.items():
    WAYS[f"xlsx, {name}"] = lambda words, change=change: _workbook(lambda book: change(book, words))


# PDF


@cache
def _brief():
    """A real page of ours, made at a ceiling at which nothing of the tests stands in it."""
    selane, day = aidememoire.load(path()), date(2026, 6, 15)
    ceiling = Handling(level="CLEAR")
    return pdf.write(arranged(selane, "meeting", as_of=day, language="en", ceiling=ceiling, made_on=day))


def _printed(change):
    writer, out = pypdf.PdfWriter(io.BytesIO(_brief())), io.BytesIO()
    change(writer)
    writer.write(out)
    return out.getvalue()


def _note(writer, words):
    writer.add_annotation(0, FreeText(text=words, rect=(0, 0, 9, 9)))


def _metadata(writer, words):
    stream = generic.StreamObject()
    stream.set_data(f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>{words}</a></x:xmpmeta>".encode())
    stream[generic.NameObject("/Type")] = generic.NameObject("/Metadata")
    stream[generic.NameObject("/Subtype")] = generic.NameObject("/XML")
    writer._root_object[generic.NameObject("/Metadata")] = writer._add_object(stream)


def _drawn(writer, words, before=b"", after=b""):
    stream = generic.StreamObject()
    said = words.encode("latin-1").replace(b"(", b"\\(")
    stream.set_data(before + b"BT /Courier 9 Tf 3 Tr 9 9 Td (" + said + b") Tj ET" + after)
    page = writer.pages[0]
    font = generic.DictionaryObject(
        {
            generic.NameObject("/Type"): generic.NameObject("/Font"),
            generic.NameObject("/Subtype"): generic.NameObject("/Type1"),
            generic.NameObject("/BaseFont"): generic.NameObject("/Courier"),
        }
    )
    page["/Resources"]["/Font"][generic.NameObject("/Courier")] = writer._add_object(font)
    contents = page[generic.NameObject("/Contents")]
    old = list(contents) if isinstance(contents, list) else [page.raw_get("/Contents")]
    page[generic.NameObject("/Contents")] = generic.ArrayObject([*old, writer._add_object(stream)])


def _instead(writer, words):
    told = b"/Span <</ActualText <" + words.encode("utf-16").hex().encode() + b">>> BDC "
    _drawn(writer, "x", told, b" EMC")


def _key(writer, words):
    writer._root_object[generic.NameObject("/Kept")] = generic.ArrayObject([generic.create_string_object(words)])


for name, change in {
    "the author": lambda writer, words: writer.add_metadata({"/Author": words}),
    "a property of its own": lambda writer, words: writer.add_metadata({"/Told": words}),
    "metadata": _metadata,
    "a note": _note,
    "a bookmark": lambda writer, words: writer.add_outline_item(title=words, page_number=0),
    "an attached file": lambda writer, words: writer.add_attachment("a.txt", words.encode()),
    "an attached workbook": lambda writer, words: writer.add_attachment("a.xlsx", WAYS["xlsx, a cell"](words)),
    "a name of an attached file": lambda writer, words: writer.add_attachment(f"{words}.txt", b"x"),
    "words that nobody sees": _drawn,
    "words to be read instead": _instead,
    "an object of its own": _key,
}.items():
    WAYS[f"pdf, {name}"] = lambda words, change=change: _printed(lambda writer: change(writer, words))
