"""Is this a workbook at all, and where are its parts? Nothing in it is trusted: not its sizes, names or directory.

The reader is our own because it must stream, count, forbid document types and say where each value stands; it needs
the standard library only. What a workbook names outside of itself is never followed, and macros are passed over.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, NoReturn
from xml.parsers import expat

from aidememoire.vocabulary.files.faults import first_bytes, shown
from aidememoire.vocabulary.files.reading import Reading, Unreadable
from aidememoire.vocabulary.messages import Message, _

MOST_SHEETS = 200
MOST_PARTS = 5_000
LARGEST_SMALL_PART = 8 * 2**20
LARGEST_PART = 200 * 2**20
CHUNK = 2**18

# What a damaged or hostile package may raise from the standard library while it is read.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, LookupError, RuntimeError, NotImplementedError)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS = _("Open it in a spreadsheet program and save it as an Excel workbook (.xlsx).")
_DAY_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')

Element = tuple[str, dict[str, str], str]


class ForbiddenError(ValueError):
    """The XML holds what a workbook never needs: a document type or an entity."""


@dataclass(slots=True)
class Package:
    """An open workbook: its sheets as (title, part, state), the part with shared text, and what styles mean dates."""

    archive: zipfile.ZipFile
    sheets: list[tuple[str, str, str]] = field(default_factory=list)
    strings: str | None = None
    styles: str | None = None
    dates: list[bool] = field(default_factory=list)
    since_1904: bool = False

    def stream(self, part: str, parser: Any) -> None:
        """Feed a part to a parser piece by piece; what is larger than any workbook we could use is refused."""
        # A part never gives more than the size that the directory claims for it.
        if self.archive.getinfo(part).file_size > LARGEST_PART:
            raise MemoryError
        with self.archive.open(part) as file:
            while chunk := file.read(CHUNK):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)


def opened(data: bytes, reading: Reading) -> Package:
    """Open a workbook, or note why it is none and stop."""
    if not data:
        _refuse(reading, _("The file is empty."), _("Start one with: aidememoire new FILE"))
    if data.startswith(_OLE):
        _refuse_old(data, reading)
    if not data.startswith(b"PK"):
        problem = _("This is not a workbook; the file begins with {beginning}", beginning=first_bytes(data))
        _refuse(reading, problem, _("Give the file the ending of what it is, or save it as an Excel workbook (.xlsx)."))
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except BROKEN:
        problem = _("The file is cut short or damaged: the directory at its end cannot be read.")
        _refuse(reading, problem, _("Ask for the file again, or restore it from a copy."), byte=len(data))
    _look_at_names(archive, data, reading)
    package = Package(archive)
    try:
        _find_sheets(package)
        _find_dates(package)
    except (*BROKEN, expat.ExpatError) as error:
        problem = _("The workbook is damaged ({problem}).", problem=shown(str(error)))
        _refuse(reading, problem, _("Ask for the file again, or open it in a spreadsheet program and save it anew."))
    if len(package.sheets) > MOST_SHEETS:
        _refuse(reading, _("The workbook has more than {n} sheets.", n=MOST_SHEETS), _("Split it into several."))
    return package


def _refuse(reading: Reading, problem: Message, instead: Message, byte: int = 0) -> NoReturn:
    reading.fault(problem, instead=instead, byte=byte)
    raise Unreadable


def _refuse_old(data: bytes, reading: Reading) -> NoReturn:
    if _ENCRYPTED in data:
        _refuse(reading, _("The workbook is encrypted with a password."), _("Open it and save it without a password."))
    problem = _(
        "This is an Office file of the old kind (such as .xls); it begins with {beginning}", beginning=first_bytes(data)
    )
    _refuse(reading, problem, _SAVE_AS)


def _look_at_names(archive: zipfile.ZipFile, data: bytes, reading: Reading) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS:
        _refuse(reading, _("The file holds more than {n} parts.", n=MOST_PARTS), _SAVE_AS)
    if "_rels/.rels" not in names or not any(name.startswith("xl/") and name.endswith(".xml") for name in names):
        _refuse(reading, _what_else(archive, names, data), _SAVE_AS)
    seen: set[str] = set()
    for part in parts:
        if part.filename.lower() in seen:
            problem = _("The part {name} stands twice in the file.", name=shown(part.filename))
            _refuse(reading, problem, _SAVE_AS, byte=part.header_offset)
        if part.flag_bits & 1:
            problem = _("The part {name} is encrypted.", name=shown(part.filename))
            _refuse(reading, problem, _("Open it and save it without a password."), byte=part.header_offset)
        seen.add(part.filename.lower())


def _what_else(archive: zipfile.ZipFile, names: list[str], data: bytes) -> Message:
    beginning = first_bytes(data)
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        try:
            kind = archive.read("mimetype").decode("ascii", "replace")
        except BROKEN:
            kind = "?"
        return _(
            "This is not an Excel workbook but {kind}; it begins with {beginning}",
            kind=shown(kind),
            beginning=beginning,
        )
    known = {"xl/workbook.bin": ".xlsb", "word/document.xml": ".docx", "ppt/presentation.xml": ".pptx"}
    ending = next((ending for name, ending in known.items() if name in names), None)
    if ending:
        return _(
            "This is not an Excel workbook but a {kind} file; it begins with {beginning}",
            kind=ending,
            beginning=beginning,
        )
    first = tuple(shown(name, 30) for name in names[:3])
    return _(
        "This is a zip archive ({names}) and no workbook; it begins with {beginning}",
        names=first or "",
        beginning=beginning,
    )


def watched() -> Any:
    """Return a parser that refuses document types and entities."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def forbid(*_args: object) -> NoReturn:
        raise ForbiddenError("a document type is declared")

    parser.StartDoctypeDeclHandler = forbid
    parser.EntityDeclHandler = forbid
    parser.ExternalEntityRefHandler = forbid
    return parser


def elements(package: Package, part: str) -> Iterator[Element]:
    """Yield the elements of a small part: name without prefix, attributes, and the element around it."""
    if package.archive.getinfo(part).file_size > LARGEST_SMALL_PART:
        raise ValueError(f"{part} is too large")
    found: list[Element] = []
    around = [""]
    parser = watched()

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        found.append((local, {key.rpartition(":")[2]: value for key, value in attributes.items()}, around[-1]))
        around.append(local)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: around.pop()
    package.stream(part, parser)
    yield from found


def _find_sheets(package: Package) -> None:
    main = dict(_relations(package, "").values())["officeDocument"]
    relations = _relations(package, main)
    by_type = dict(relations.values())
    package.strings, package.styles = by_type.get("sharedStrings"), by_type.get("styles")
    for name, attributes, _around in elements(package, main):
        if name == "workbookPr":
            package.since_1904 = attributes.get("date1904") in ("1", "true")
        elif name == "sheet":
            kind, part = relations.get(attributes.get("id", ""), ("", ""))
            if kind == "worksheet":
                package.sheets.append((attributes.get("name", ""), part, attributes.get("state", "visible")))


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return what a part names inside the package, by id: kind and part. Nothing outside of it is ever looked at."""
    folder, _slash, name = part.rpartition("/")
    return {
        attributes.get("Id", ""): (
            attributes.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/"),
        )
        for element, attributes, _around in elements(package, posixpath.join(folder, "_rels", f"{name}.rels"))
        if element == "Relationship" and attributes.get("TargetMode") != "External"
    }


def _find_dates(package: Package) -> None:
    if not package.styles:
        return
    formats: dict[str, bool] = {}
    for name, attributes, around in elements(package, package.styles):
        if name == "numFmt":
            formats[attributes.get("numFmtId", "")] = is_date(attributes.get("formatCode", ""))
        elif name == "xf" and around == "cellXfs":
            number = attributes.get("numFmtId", "0")
            package.dates.append(formats.get(number, number.isdecimal() and int(number) in _DAY_FORMATS))


def is_date(code: str) -> bool:
    r"""Say whether a number format shows a date or a time.

    >>> is_date("yyyy\\-mm\\-dd"), is_date('0.00 "days"'), is_date("[$-409]d mmm yy")
    (True, False, True)
    """
    bare = _QUOTED.sub("", code.split(";", maxsplit=1)[0]).lower()
    return bare != "general" and any(letter in bare for letter in "ymdhs")
