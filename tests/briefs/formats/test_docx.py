"""Is a Word file truly right-to-left, and does it hold what makes it a document and not a picture of one?"""

import io
import zipfile

import docx
import pytest
from brief_sample import brief
from docx.oxml.ns import qn

from aidememoire.briefs.formats._word import _PARAGRAPH_ORDER, _RUN_ORDER
from aidememoire.briefs.formats.docx import write


def word(language: str, **how):
    return docx.Document(io.BytesIO(write(brief(language, **how))))


def edges(document):
    (section,) = document.sections
    return section.header._element, section.footer._element


def test_every_paragraph_table_and_section_runs_from_right_to_left():
    document = word("ar", hostile=True)
    lines = [line for part in (document.element.body, *edges(document)) for line in part.iter(qn("w:p"))]
    assert len(lines) > 60
    assert all(line.pPr is not None and line.pPr.find(qn("w:bidi")) is not None for line in lines)
    assert all(grid._tbl.tblPr.find(qn("w:bidiVisual")) is not None for grid in document.tables)
    assert document.sections[0]._sectPr.find(qn("w:bidi")) is not None


def test_nothing_runs_from_right_to_left_in_english():
    document = word("en")
    body = document.element.body
    assert not list(body.iter(qn("w:bidi"), qn("w:bidiVisual")))
    turned = [run for run in body.iter(qn("w:r")) if run.rPr is not None and run.rPr.find(qn("w:rtl")) is not None]
    assert ["".join(t.text for t in run.iter(qn("w:t"))).strip("\u200f") for run in turned] == [
        "هل تحدث أحد مع المجلس؟"
    ]


def runs(document):
    return {
        "".join(t.text or "" for t in run.iter(qn("w:t"))).strip("\u200e\u200f"): run
        for run in document.element.body.iter(qn("w:r"))
    }


def test_runs_say_their_direction_and_language():
    found = runs(word("ar"))
    arabic, french = found["من هم"], found["Qui a parlé au conseil depuis janvier ?"]
    assert arabic.rPr.find(qn("w:rtl")) is not None
    assert arabic.rPr.find(qn("w:lang")).get(qn("w:bidi")) == "ar-SA"
    assert french.rPr.find(qn("w:rtl")) is None
    assert french.rPr.find(qn("w:lang")).get(qn("w:val")) == "fr-FR"
    assert found["-0.77"].rPr.find(qn("w:rtl")) is None


def test_complex_scripts_have_their_own_letters_and_sizes():
    styles = word("ar").styles
    for name in ("Normal", "Heading 1", "Title"):
        letters = styles[name].element.rPr
        assert letters.find(qn("w:rFonts")).get(qn("w:cs"))
        assert letters.find(qn("w:szCs")).get(qn("w:val")) == letters.find(qn("w:sz")).get(qn("w:val"))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_marking_days_and_page_numbers_stand_on_every_page(language):
    for edge in edges(word(language)):
        assert "TLP:AMBER+STRICT" in "".join(t.text for t in edge.iter(qn("w:t")))
    said = "".join(t.text for t in edge.iter(qn("w:t")))
    assert "2026" in said
    assert [code.text.strip() for code in edge.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_headings_are_headings_and_heads_of_tables_are_repeated():
    document = word("en")
    headings = [line.text for line in document.paragraphs if line.style.name.startswith("Heading")]
    assert headings == [
        "Who they are",
        "Unkept promises",
        "What we promised",
        "What they promised",
        "Limits",
        "Open questions",
    ]
    with_heads = [grid for grid in document.tables if grid.rows[0]._tr.trPr is not None]
    assert len(with_heads) == 2
    assert all(grid.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for grid in with_heads)


def test_a_picture_is_there_and_described():
    (told,) = word("ar").element.body.iter(qn("wp:docPr"))
    assert "ما تم التعهد به ومتى" in told.get("descr")


def test_a_file_says_nothing_of_the_machine_that_made_it():
    content = write(brief("en"))
    known = docx.Document(io.BytesIO(content)).core_properties
    assert (known.author, known.last_modified_by, known.comments) == ("", "", "")
    assert known.title == "TLP:AMBER+STRICT Meeting with the harbour master of Selane"
    assert known.language == "en"
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {entry.date_time[:3] for entry in parts.infolist()} == {(2026, 3, 16)}
        assert not [name for name in parts.namelist() if "thumbnail" in name]


def test_properties_stand_in_the_order_that_word_demands():
    for language in ("en", "ar"):
        document = word(language, hostile=True)
        for tag, order in (("w:pPr", _PARAGRAPH_ORDER), ("w:rPr", _RUN_ORDER)):
            for part in (document.element.body, document.styles.element, *edges(document)):
                for properties in part.iter(qn(tag)):
                    places = [
                        order.index(one.tag.split("}")[1]) for one in properties if one.tag.split("}")[1] in order
                    ]
                    assert places == sorted(places)


def test_each_numbered_list_begins_at_one():
    numbers = {line._p.pPr.numPr.numId.val for line in word("en").paragraphs if line.style.name == "List Number"}
    assert len(numbers) == 1
