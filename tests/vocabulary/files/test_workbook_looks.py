"""Does a workbook of ours open as something that people can work in, and is the empty one ready to be filled?"""

import subprocess
import sys
from io import BytesIO

import pytest
from openpyxl import load_workbook

from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.files import as_workbook, native, workbook_template
from aidememoire.vocabulary.files.workbook.layout import columns, part_sheets
from aidememoire.vocabulary.handling import DEFAULT
from aidememoire.vocabulary.kinds import kinds, sections
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.messages import languages

RED = "00C00000"


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    path = tmp_path_factory.mktemp("new") / "Nord Kivu.xlsx"
    workbook_template.new(path, title="North Kivu")
    return path


@pytest.fixture(scope="module")
def book(empty):
    return load_workbook(empty)


def headings(sheet):
    return [cell.value for cell in sheet[1]]


def written(*records, **header):
    out = BytesIO()
    as_workbook.write(Dossier(Header(slug="crisis", **header), records), "aidememoire test", out.write)
    return load_workbook(out)


@pytest.mark.parametrize("language", languages())
def test_the_empty_workbook_is_a_sound_empty_dossier(language, tmp_path):
    path = tmp_path / "Nord Kivu.xlsx"
    workbook_template.new(path, language=language, title="عنوان")
    checked = native.read(path)
    assert checked.faults == () and len(checked.dossier) == 0
    header = checked.dossier.header
    assert (header.slug, str(header.title), header.handling) == ("nord-kivu", "عنوان", DEFAULT)
    assert header.languages == (language,)


def test_it_has_a_sheet_for_every_kind_in_the_order_of_the_chain(book):
    assert book.sheetnames[:2] == ["help", "dossier"]
    assert book.sheetnames[2 : 2 + len(kinds())] == list(sections())
    assert set(part_sheets()) | {"names", "codes"} == set(book.sheetnames[2 + len(kinds()) :])
    assert "dilemma_options" in part_sheets() and "evidence" in part_sheets()


def test_every_field_is_a_column_and_required_ones_are_starred(book):
    for name, kind in sections().items():
        bare = [words.split("=")[0].removesuffix(" *") for words in headings(book[name])]
        assert bare == list(columns(kind)), name
    assert headings(book["commitments"])[:3] == ["id *", "given_by *", "given_to"]


def test_every_heading_of_a_kind_carries_help(book):
    for name in sections():
        assert all(cell.comment and cell.comment.text for cell in book[name][1]), name
    assert "A day, such as 2026-03-31" in book["commitments"]["I1"].comment.text


def test_what_is_secret_is_labelled_red(book):
    for name, kind in sections().items():
        secret = kind.kind_of.secret
        assert ("handling=RED" in headings(book[name])) is secret, name
        assert (book[name].sheet_properties.tabColor.rgb == RED) is secret, name
    assert book["iceberg"].sheet_properties.tabColor.rgb == RED
    assert "TLP:RED" in book["limits"]["A1"].comment.text


def test_lists_offer_codes_and_ids(book):
    lists = {str(one.sqref).split(":")[0]: one for one in book["commitments"].data_validations.dataValidation}
    codes = [row[1].value for row in book["codes"].iter_rows(min_row=2)]
    first, last = (int(end.split("$")[-1]) for end in lists["F2"].formula1.split(":"))
    assert codes[first - 2 : last - 1] == ["quoted", "paraphrased", "translated"]
    assert lists["F2"].errorStyle == "stop"
    assert lists["B2"].formula1.startswith("OFFSET(actors!$A$2") and lists["B2"].errorStyle == "warning"
    several = {str(one.sqref).split(":")[0]: one for one in book["needs"].data_validations.dataValidation}
    assert several["C2"].errorStyle == "warning"


def test_codes_are_said_in_the_language_asked(tmp_path):
    workbook_template.new(tmp_path / "x.xlsx", language="ar")
    book = load_workbook(tmp_path / "x.xlsx")
    assert book["codes"].sheet_view.rightToLeft and book["actors"].sheet_view.rightToLeft
    labels = " ".join(str(row[2].value) for row in book["codes"].iter_rows(min_row=2))
    assert any("\u0600" <= letter <= "\u06ff" for letter in labels)


def test_a_row_on_a_red_sheet_is_red_and_stays_so(empty, tmp_path):
    book = load_workbook(empty)
    sheet = book["limits"]
    names = [words.split("=")[0].removesuffix(" *") for words in headings(sheet)]
    for name, value in {"id": "no-escort", "kind": "red line", "condition": "No armed escort"}.items():
        sheet.cell(2, names.index(name) + 1, value)
    book.save(tmp_path / "filled.xlsx")
    first = native.load(tmp_path / "filled.xlsx")
    assert first["no-escort"].handling.level == "RED"
    native.save(first, tmp_path / "again.xlsx")
    assert native.load(tmp_path / "again.xlsx") == first


@pytest.mark.parametrize("words", ['=HYPERLINK("x")', "+41 22", "-5", "@all", "#N/A", "\t=1+1"])
def test_text_that_a_program_would_run_is_written_as_text(words):
    cell = written(Actor(id="port", names=words))["actors"]["D2"]
    assert (cell.data_type, cell.value) == ("s", words)
    assert cell.quotePrefix or words[0] not in "=+-@\t"


def test_a_text_longer_than_a_cell_goes_on_elsewhere():
    book = written(Actor(id="port", names="ميناء 🚢 " * 9_000))
    rows = list(book["long_texts"].iter_rows(min_row=2, values_only=True))
    assert {row[:2] for row in rows} == {("port", "names")} and rows[0][2] == 2
    assert max(len(row[3].encode("utf-16-le")) // 2 for row in rows) <= 32_767


def test_a_workbook_has_frozen_headings_filters_and_the_direction_of_its_language():
    book = written(Actor(id="port", names={"ar": "ميناء", "en": "Port"}), languages=("ar", "en"))
    sheet = book["actors"]
    assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref.startswith("A1:") and sheet.sheet_view.rightToLeft
    names = list(book["names"].iter_rows(values_only=True))
    assert names == [("record", "language", "name"), ("port", "ar", "ميناء"), ("port", "en", "Port")]
    assert book["names"]["C2"].alignment.readingOrder == 2


def test_no_part_holds_parts_for_which_a_workbook_has_no_place():
    models = [spec.part for by_kind in part_sheets().values() for spec in by_kind.values()]
    assert models and not any(spec.part for model in models for spec in model.fields())


def test_the_worker_reads_without_the_models():
    code = "import sys; from aidememoire.vocabulary.files import as_workbook; print({'pydantic', 'openpyxl'} & {*sys.modules})"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"
