"""Does every page carry its marking and its days, and is a PDF made so that all can read it?"""

import io
import sys
from dataclasses import replace
from datetime import date

import pypdf
import pytest
from brief_sample import brief
from extracting import docx_text, pdf_pages_by_pdfium, pdf_pages_by_poppler, tight

from aidememoire.briefs.document import Figure, Paragraph, Section
from aidememoire.briefs.formats import writer_for
from aidememoire.briefs.formats.pdf import write
from aidememoire.pictures.timeline import Moment, timeline
from aidememoire.vocabulary.errors import InputError, MissingPartError
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.text import Text


def reader(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


@pytest.mark.parametrize("label", list(Label))
def test_marking_and_days_stand_on_every_page(label):
    pages = pdf_pages_by_pdfium(write(brief("en", rows=90, label=label)))
    assert len(pages) >= 5
    for number, page in enumerate(pages, 1):
        found = tight(page)
        assert found.count(tight(f"TLP:{label.value}")) >= 2
        assert tight("As of 15 March 2026 · Written on 16 March 2026 · History: closed on 31 March 2026") in found
        assert tight(f"Page {number} of {len(pages)}") in found


def test_marking_stands_on_every_page_in_arabic():
    pages = pdf_pages_by_poppler(write(brief("ar", rows=150)))
    assert len(pages) >= 5
    assert all(tight(page).count("TLP:AMBER+STRICT") >= 2 for page in pages)


def test_a_long_table_repeats_its_head_on_every_page():
    pages = pdf_pages_by_pdfium(write(brief("en", rows=90)))
    assert sum("Days late" in page for page in pages) >= 4


@pytest.mark.parametrize("rows", [29, 31, 33, 60])
def test_a_picture_as_tall_as_a_page_keeps_its_heading(rows):
    promises = [Moment(date(2026, 1, 1), f"Promise {n}", "ours", "commitment", "kept") for n in range(rows)]
    tall = Figure(timeline(promises, language="en", as_of=date(2026, 3, 15), title="What was promised"))
    assert tall.picture.height > 900, "so tall that little is left of a page"
    some = Section("before", "Before", (Paragraph("Something stands on the page already."),))
    sections = (some, Section("far", "How it went so far", (tall,)))
    pages = pdf_pages_by_pdfium(write(replace(brief("en"), sections=sections)))
    (page,) = [page for page in pages if "How it went so far" in page]
    assert "Promise 0" in page and f"Promise {rows - 1}" in page


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_pdf_is_tagged_titled_and_says_its_language(language):
    root = reader(write(brief(language))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].split("-")[0] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid" in root["/Metadata"].get_data().decode()


def test_a_pdf_says_nothing_of_the_machine_that_made_it():
    known = reader(write(brief("en"))).metadata
    assert known.title == "Meeting with the harbour master of Selane"
    assert not known.author
    assert known.creation_date.date() == date(2026, 3, 16)


def test_the_sections_of_a_pdf_are_found_in_its_outline():
    outline = [entry.title for entry in reader(write(brief("en"))).outline if not isinstance(entry, list)]
    assert outline == ["Who they are", "Unkept promises", "Limits", "Open questions"]


def test_a_picture_is_described():
    content = write(brief("en"))
    assert any("What was promised, and when" in str(node.get("/Alt", "")) for node in structure(reader(content)))


def structure(pdf: pypdf.PdfReader):
    waiting = [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, dict):
            yield node
            inner = node.get("/K", [])
            inner = inner.get_object() if hasattr(inner, "get_object") else inner
            waiting += inner if isinstance(inner, list) else [inner]


def test_letters_that_no_typeface_has_do_not_stop_a_brief():
    document = brief("en")
    odd = Section("odd", Text("Odd"), (Paragraph(Text("ship 🚢 and \U0001ffff\U000e0041 and မြန်မာ stay")),))
    content = write(type(document)(
        document.title, None, "en", document.label, document.as_of, document.made_on, sections=(odd,)
    ))  # fmt: skip
    found = " ".join(pdf_pages_by_pdfium(content))
    assert "ship" in found
    assert "stay" in found


def test_without_typst_the_way_out_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingPartError, match=r"pip install aidememoire\[pdf\]"):
        write(brief("en"))
    # Word files are written all the same, with the table in the place of the picture.
    assert "Manifest shared" in docx_text(writer_for("x.docx")(brief("en")))


@pytest.mark.parametrize("ending", ["pdf", "docx", "html", "md"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_same_document_gives_the_same_bytes(ending, language):
    write = writer_for(f"brief.{ending}")
    assert write(brief(language)) == write(brief(language))


def test_another_ending_is_refused_with_those_there_are():
    with pytest.raises(InputError, match=r"brief\.odt .*\.pdf, \.docx, \.html, \.md"):
        writer_for("brief.odt")
