"""Is a workbook that is cut, damaged, something else or made to harm refused with a reason, and never a crash?"""

import random
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files import as_workbook, native
from aidememoire.vocabulary.files.workbook import package

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PARTS = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": f'<Relationships><Relationship Id="a" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="actors" r:id="s"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="s" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="x" Type="{RELATIONS}/externalLink" TargetMode="External" Target="file:///etc/passwd"/></Relationships>',
}
CELLS = '<row r="1"><c r="A1" t="str"><v>id</v></c></row><row r="2"><c r="A2" t="str"><v>port</v></c></row>'


def made(cells=CELLS, before="", *, extra=(), **parts):
    """A workbook put together by hand, with one sheet of these cells."""
    sheet = (
        f'{before}<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>{cells}</sheetData></worksheet>'
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**PARTS, "xl/worksheets/sheet1.xml": sheet, **parts}.items():
            archive.writestr(name, content)
        for name, content in extra:
            archive.writestr(name, content)
    return out.getvalue()


def problems(data):
    return [fault["problem"][0] for fault in as_workbook.parse(data).faults]


def sound():
    book = Workbook()
    book.active.title = "actors"
    for row in (["id", "names"], ["port", "Port"], ["office", "مكتب"]):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_made_by_hand_is_read_whatever_size_it_claims():
    assert as_workbook.parse(made()).sheets["actors"]["rows"] == [[2, ["port"]]]
    prefixed = CELLS.replace("<", "<x:").replace("<x:/", "</x:")
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{prefixed}</x:sheetData></x:worksheet>'
    assert as_workbook.parse(made(**{"xl/worksheets/sheet1.xml": sheet})).sheets["actors"]["rows"] == [[2, ["port"]]]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"id,name\n1,2\n", "begins with {beginning}"),
        (b"%PDF-1.7 ...", "begins with {beginning}"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"PK\x03\x04" + b"\0" * 90, "cut short"),
    ],
)
def test_what_is_no_workbook_is_told_for_what_it_is(data, says):
    (problem,) = problems(data)
    assert says in problem


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}, "but {kind}"),
        ({"word/document.xml": "<x/>", "[Content_Types].xml": "<x/>"}, "a {kind} file"),
        ({"xl/workbook.bin": "x"}, "a {kind} file"),
        ({"readme.txt": "x"}, "zip archive"),
    ],
)
def test_other_archives_are_told_for_what_they_are(parts, says):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    (problem,) = problems(out.getvalue())
    assert says in problem and "{beginning}" in problem


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.98])
def test_a_workbook_cut_short_is_told_as_cut(kept):
    data = sound()
    assert problems(data[: int(len(data) * kept)]) == [
        "The file is cut short or damaged: the directory at its end cannot be read."
    ]


def test_document_types_and_entities_are_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert problems(made(before=bomb)) == ["The sheet is damaged from here on ({problem})."]
    assert "damaged" in problems(made(**{"xl/workbook.xml": bomb + PARTS["xl/workbook.xml"]}))[0]


def test_a_part_that_stands_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate"):
        data = made(extra=[("xl/workbook.xml", "<workbook/>")])
    assert "stands twice" in problems(data)[0]


def test_names_that_lead_outside_are_not_followed():
    outside = PARTS["xl/_rels/workbook.xml.rels"].replace("worksheets/sheet1.xml", "../../../../etc/passwd")
    data = made(**{"xl/_rels/workbook.xml.rels": outside}, extra=[("../../evil.xml", "x")])
    assert "damaged" in problems(data)[0]


def test_too_many_columns_are_told_with_sheet_and_column():
    cells = '<row r="1">' + "".join('<c t="str"><v>id</v></c>' for _ in range(20_000)) + "</row>"
    (fault,) = [one for one in as_workbook.parse(made(cells)).faults if "columns" in one["problem"][0]]
    assert fault["place"] == {"sheet": "actors", "row": 1, "column": "OK"}


def test_too_many_cells_are_refused_naming_json_lines(monkeypatch):
    monkeypatch.setattr("aidememoire.vocabulary.files.workbook.cells.MOST_CELLS", 100)
    cells = "".join(f'<row r="{row}"><c t="n"><v>{row}</v></c></row>' for row in range(1, 200))
    reading = as_workbook.parse(made(cells))
    (fault,) = reading.faults
    assert fault["place"] == {"sheet": "actors", "row": 101} and "JSON lines" in fault["instead"][0]
    assert reading.sheets == {}


@pytest.mark.parametrize("inside", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_a_small_file_that_unpacks_into_a_huge_one_is_refused_naming_json_lines(inside, tmp_path):
    relations = PARTS["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="t" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    bomb = f'<sst xmlns="{MAIN}">' + " " * (package.LARGEST_PART + 1) + "</sst>"
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(made(**{"xl/_rels/workbook.xml.rels": relations, inside: bomb}))
    assert path.stat().st_size < 2**20
    with pytest.raises(InputError, match="JSON lines"):
        native.read(path)


def test_a_size_that_lies_is_told_as_damage():
    data = bytearray(made())
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    data[at + 24 : at + 28] = (20).to_bytes(4, "little")
    assert any("damaged" in problem for problem in problems(bytes(data)))


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="-5"><c r="0"><v>nan</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>99999</v></c><c r="B1" t="s"><v>x</v></c></row>',
        '<row r="1"><c r="A1" s="77"><v>1e400</v></c><c r="ZZZZZZZ1"><v>--</v></c></row>',
        "<row><c><v>1</v>" * 2000,
        '<row r="1"><c r="A1" t="str"><v>_xD800_</v></c></row>',
        '<row r="1"><c r="A1" t="b"><v>2</v></c><c r="A1" t="zz"><v>2</v></c></row>',
    ],
)
def test_odd_cells_never_crash_the_reader(cells, tmp_path):
    path = tmp_path / "odd.xlsx"
    path.write_bytes(made(cells))
    checked = native.read(path)
    assert all(str(fault.problem) for fault in checked.faults)


def test_flipped_bytes_never_crash_the_reader():
    data, chance = sound(), random.Random(5)
    for _flip in range(300):
        at = chance.randrange(len(data))
        flipped = data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
        reading = as_workbook.parse(flipped)
        assert reading.sheets or reading.faults
