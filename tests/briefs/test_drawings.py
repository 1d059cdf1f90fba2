"""Do pictures of answers show what the methods find, marked, with their tables, and only of those asked for?"""

import re
from dataclasses import replace
from datetime import date
from html import escape
from io import BytesIO

import pytest
from defusedxml.ElementTree import fromstring
from docx import Document as Word
from pypdf import PdfReader

from aidememoire.briefs.document import Document, Figure, Section
from aidememoire.briefs.drawings import HERE, drawable, drawn
from aidememoire.briefs.drawings.trust import reliance
from aidememoire.briefs.formats import docx
from aidememoire.briefs.picture_files import keep
from aidememoire.methods._catalogue import all_methods
from aidememoire.methods.trust.trust import trust
from aidememoire.training import path
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files import load
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.kinds.issues import Issue

DAY = date(2026, 6, 15)


@pytest.fixture(scope="module")
def selane():
    return load(path())


def test_each_row_of_the_method_is_a_band_with_the_same_figures(selane):
    picture = reliance(selane, as_of=DAY, language="en")
    rows = trust(selane, as_of=DAY).rows
    told = {(row[1], row[2], row[3]): row[4:7] for row in picture.rows}
    assert len(told) == len(rows)
    for row in rows:
        shown = told[str(row.of), str(row.toward), str(row.about.label)]
        for share, words in zip((row.mean, row.low, row.high), shown, strict=True):
            assert words == "X" if share is None else float(words[:-2]) == pytest.approx(100 * share, abs=0.6)
    assert "base rate" in picture.svg, "what such a record is worth stands on it"


def test_only_those_asked_for_are_shown_and_what_we_owe_them(selane):
    picture = reliance(selane, as_of=DAY, language="ar", among=frozenset({"port-director"}))
    assert {row[1] for row in picture.rows} == {"ائتلاف الإغاثة", "مدير هيئة ميناء سيلانة"}
    assert {row[10] for row in picture.rows} >= {""} and any("2026" in row[10] for row in picture.rows)


def test_without_promises_there_is_no_picture():
    assert reliance(Dossier(Header(slug="empty")), as_of=DAY, language="en") is None


# Every answer that can be drawn


CHOSEN = {"map": {"issue": "unloading"}, "routes": {"to": "port-director", "issue": "unloading"}}
DRAWN = sorted(path.stem for path in HERE.glob("[a-z]*.py"))


def found_by(name, dossier):
    return all_methods()[name](dossier, as_of=DAY, **CHOSEN.get(name, {}))


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", DRAWN)
def test_what_can_be_drawn_is_a_method_and_has_title_description_and_table(selane, name, language):
    assert drawable(name) and name in all_methods()
    pictures = drawn(selane, found_by(name, selane), language=language, **CHOSEN.get(name, {}))
    assert pictures
    for picture in pictures.values():
        assert picture.title and picture.description and picture.rows
        assert escape(picture.title) in picture.svg and escape(picture.description) in picture.svg


@pytest.mark.parametrize("name", DRAWN)
def test_an_answer_about_nothing_says_so_instead_of_leaving_an_empty_picture(tmp_path, name):
    bare = Dossier(Header(slug="bare"), [Issue(id="unloading"), Actor(id="port-director")])
    with pytest.raises(InputError, match="nothing to draw"):
        kept(bare, name, tmp_path / "picture.svg")
    assert list(tmp_path.iterdir()) == []


def kept(dossier, name, path, language="en"):
    return keep(dossier, found_by(name, dossier), path, language=language, made_on=DAY, **CHOSEN.get(name, {}))


def test_the_map_shares_its_quadrants_with_its_picture(selane):
    found = found_by("map", selane)
    told = " ".join(str(reason.says) for reason in found.because)
    grid = drawn(selane, found, language="en", **CHOSEN["map"])["grid"]
    assert len(grid.rows) > 3
    for row in grid.rows:
        assert re.search(re.escape(row[1]) + r" \(share of draws (\d+) %\)", told)[1] == row[6].rstrip(" %")


def test_whoever_is_taken_out_is_in_no_picture(selane):
    found = all_methods()["map"](selane, as_of=DAY, issue="unloading", without="coast-guard")
    pictures = drawn(selane, found, language="en", issue="unloading", without="coast-guard")
    assert all("Coast Guard" not in picture.svg for picture in pictures.values())


@pytest.mark.parametrize("ending", [".svg", ".png"])
def test_several_pictures_go_into_files_named_for_each_and_marked(selane, tmp_path, ending):
    written = kept(selane, "map", tmp_path / f"map{ending}")
    assert [path.name for path in written.paths] == [f"map-{name}{ending}" for name in ("network", "ladder", "grid")]
    assert written.label is Label.AMBER_STRICT
    for place in written.paths:
        content = place.read_bytes()
        if ending == ".png":
            assert content.startswith(b"\x89PNG")
        else:
            words = " ".join("".join(one.itertext()) for one in fromstring(content).iter())
            assert "TLP:AMBER+STRICT" in words and "As of 15 June 2026" in words and "An absent tie is unknown" in words


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".html", ".md"])
def test_a_document_holds_all_pictures_each_with_its_table(selane, tmp_path, ending):
    (place,) = kept(selane, "map", tmp_path / f"map{ending}").paths
    words = " ".join(text_in(place).split())
    for said in ("TLP:AMBER+STRICT", "Where each stands", "Power and interest", "Share of draws", "An absent tie"):
        assert said in words, said


def text_in(place):
    if place.suffix == ".pdf":
        return " ".join(page.extract_text() for page in PdfReader(place).pages)
    if place.suffix == ".docx":
        body = Word(str(place))
        cells = [cell.text for table in body.tables for row in table.rows for cell in row.cells]
        edges = [line.text for part in body.sections for line in (*part.header.paragraphs, *part.footer.paragraphs)]
        edges += [cell.text for part in body.sections for table in part.header.tables for cell in table._cells]
        return " ".join([*(line.text for line in body.paragraphs), *cells, *edges])
    return place.read_text("utf-8")


def test_another_ending_is_refused_before_anything_is_drawn(selane, tmp_path):
    with pytest.raises(InputError, match=r"\.svg"):
        kept(selane, "trust", tmp_path / "trust.gif")


def test_no_picture_in_a_word_document_is_higher_than_a_page(selane):
    picture = reliance(selane, as_of=DAY, language="en")
    for high in (picture.height, 3000.0):
        page = Document("x", None, "en", Label.RED, DAY, DAY)
        figures = (Section("one", "One", (Figure(replace(picture, height=high)),)),)
        (shape,) = Word(BytesIO(docx.write(replace(page, sections=figures)))).inline_shapes
        assert shape.width.pt == pytest.approx(476 if high < 800 else 640 * 640 / 3000, abs=0.5)
