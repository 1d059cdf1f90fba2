"""Which text can somebody get out of finished bytes, their hidden corners included?"""

from __future__ import annotations

import base64
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import unquote

from aidememoire.briefs.formats.typesetting import pdf_reader
from aidememoire.vocabulary.messages import Message, _

DEEPEST = 4
LARGEST = 256 * 1024 * 1024
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_ENDS_A_BLOCK = re.compile(
    r"</(?:p|div|li|td|th|tr|dt|dd|h\d|text|title|desc|w:p|w:tc|si|row|a:p)>|<(?:br|w:br|w:tab)\b"
)
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_EMBEDDED = re.compile(r"data:[^;,\"']*;base64,([A-Za-z0-9+/=]{16,})")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_FOLDED_LINE = re.compile(r"\r?\n[ \t]")
_ACTUAL_TEXT = re.compile(rb"/ActualText\s*(?:<([0-9A-Fa-f\s]*)>|\(((?:[^()\\]|\\.)*)\))", re.DOTALL)
_LETTERS_APART = re.compile(rb"(?:[\x20-\x7e]\x00){4,}")


@dataclass(frozen=True, slots=True)
class Passage:
    """Some text out of a file and where it stood. ``running`` text is read by people; the rest is for machines.

    In ``ragged`` text, which was read out of bytes of any kind, a letter beside a word may be a byte beside it.
    """

    where: Message
    text: str
    running: bool = True
    ragged: bool = False


def passages(content: bytes, where: Message | None = None, *, deep: int = 0) -> Iterator[Passage]:
    """Yield all text in a file: what is shown, what describes it, what is hidden, and the files inside it.

    The kind of file is read off its first bytes. Words drawn as points of an image are not text: an image must be
    checked as the drawing from which it is made.
    """
    place = where or _("the text")
    if deep > DEEPEST:
        return
    if content.startswith(b"PK\x03\x04"):
        yield from _in_package(content, deep)
    elif content.startswith(b"%PDF"):
        yield from _in_pdf(content, deep)
    elif content.startswith(_PNG):
        yield from _in_png(content, place, deep)
    elif content.startswith(b"\x1f\x8b"):
        yield from passages(gzip.decompress(content), place, deep=deep + 1)
    elif content.startswith(_JPEG):
        yield from _in_jpeg(content, place)
    elif b"\x00" in content[:4096]:
        yield from _in_unknown(content, place)
    else:
        yield from _in_text(content.decode("utf-8", "replace"), place, deep)


def _in_text(text: str, where: Message, deep: int) -> Iterator[Passage]:
    if text.startswith("BEGIN:VCALENDAR"):
        text = _FOLDED_LINE.sub("", text).replace("\\n", "\n").replace("\\", "")
    if _ESCAPED.search(text):
        yield Passage(where, _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))
    if text.lstrip("\ufeff \n\r\t").startswith("<"):
        yield from _in_markup(text, where, deep)
    else:
        yield Passage(where, text)


def _in_markup(text: str, where: Message, deep: int) -> Iterator[Passage]:
    inside = "\n".join(dict.fromkeys(_TAG.findall(text)))
    for found in _EMBEDDED.finditer(inside):
        yield from passages(base64.b64decode(found[1] + "=="), where, deep=deep + 1)
    yield Passage(where, unescape(_TAG.sub("", _ENDS_A_BLOCK.sub(lambda end: f"\n{end[0]}", text))))
    told = unescape(_EMBEDDED.sub("", inside))
    yield Passage(where, unquote(told) if "%" in told else told, running=False)


def _in_package(content: bytes, deep: int) -> Iterator[Passage]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(entry.file_size for entry in package.infolist()) > LARGEST:
            raise ValueError("a package of ours never grows so large")
        yield Passage(_("the package"), package.comment.decode("utf-8", "replace"))
        for entry in package.infolist():
            where = _("{part}", part=entry.filename)
            yield Passage(where, entry.filename, running=False)
            yield from passages(package.read(entry), where, deep=deep + 1)


def _in_png(content: bytes, where: Message, deep: int) -> Iterator[Passage]:
    at = len(_PNG)
    kind = b""
    while at + 8 <= len(content) and kind != b"IEND":
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        body = content[at + 8 : at + 8 + length]
        at += 12 + length
        if kind in {b"zTXt", b"iTXt", b"iCCP"}:
            yield from _in_unknown(_inflated(body), where)
        if kind not in {b"IDAT", b"PLTE"}:
            yield from _in_unknown(body, where)
    yield from _in_unknown(content[at:], where)


def _in_jpeg(content: bytes, where: Message) -> Iterator[Passage]:
    yield from _in_unknown(content, where)
    at = len(_JPEG)
    while content[at : at + 1] == b"\xff":
        length = int.from_bytes(content[at + 2 : at + 4])
        # Apart from its length, which read as a letter would hide the first word.
        yield from _in_unknown(content[at + 4 : at + 2 + length], where)
        at += 2 + length


def _inflated(body: bytes) -> bytes:
    """Return what a chunk of text holds in packed form; it begins after the keyword, wherever that ends."""
    for at in (found.start() for found in re.finditer(b"\x78[\x01\x5e\x9c\xda]", body)):
        try:
            return zlib.decompressobj().decompress(body[at:], LARGEST)
        except zlib.error:
            continue
    return b""


def _in_unknown(content: bytes, where: Message) -> Iterator[Passage]:
    """Yield the text in bytes of any kind, in the encodings in which programs leave it."""
    read = [content.decode("utf-8", "replace")]
    read += [found[0].decode("utf-16-le") for found in _LETTERS_APART.finditer(content)]
    if b"\x00" in content:
        read += [content[at:].decode(order, "replace") for at in (0, 1) for order in ("utf-16-le", "utf-16-be")]
    yield from (Passage(where, text, running=False, ragged=True) for text in read)


# PDF


def _in_pdf(content: bytes, deep: int) -> Iterator[Passage]:
    reader = pdf_reader(content)
    for number, page in enumerate(reader.pages, 1):
        yield Passage(_("page {n}", n=number), page.extract_text())
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [reader.trailer]
    while waiting:
        one = waiting.pop()
        if key := _reference(one):
            if key in seen:
                continue
            seen.add(key)
            one = one.get_object()
        yield from _in_object(one, waiting, deep)


def _reference(one: Any) -> tuple[int, int] | None:
    return (one.idnum, one.generation) if hasattr(one, "idnum") else None


def _in_object(one: Any, waiting: list[Any], deep: int) -> Iterator[Passage]:
    where = _("the properties")
    if isinstance(one, dict):
        waiting += list(one.values())
        if hasattr(one, "get_data"):
            yield from _in_stream(one, deep)
    elif isinstance(one, list):
        waiting += one
    elif isinstance(one, bytes):
        yield from _in_unknown(bytes(one), where)
    elif isinstance(one, str) and not one.startswith("/"):
        yield Passage(where, str(one))


def _in_stream(stream: Any, deep: int) -> Iterator[Passage]:
    kind, where = stream.get("/Subtype"), _("the properties")
    if "/Length1" in stream or kind in {"/CIDFontType0C", "/Type1C", "/OpenType"} or "/FunctionType" in stream:
        return  # a typeface or a colour
    if kind == "/Image":
        if stream.get("/Filter") in {"/DCTDecode", "/JPXDecode"}:
            yield from _in_jpeg(stream._data, where)
        return
    data = stream.get_data()
    if kind == "/XML" or stream.get("/Type") in {"/Metadata", "/EmbeddedFile"}:
        yield from passages(data, where, deep=deep + 1)
    for found in _ACTUAL_TEXT.finditer(data):
        said = bytes.fromhex(found[1].decode("ascii")) if found[1] is not None else found[2]
        marked = said.startswith((b"\xfe\xff", b"\xff\xfe"))
        yield Passage(where, said.decode("utf-16" if marked else "latin-1", "replace"))
