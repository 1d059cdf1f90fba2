"""Does no word of a withheld record, nor of one that names it, reach a brief in any format?

Every text and every id of a dossier is exchanged for a word of its own, so that a single one in the wrong place tells.
"""

import io
import re
import zipfile
from collections import defaultdict
from datetime import date
from itertools import count

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import aidememoire
from aidememoire.briefs.formats import docx, html, markdown, pdf
from aidememoire.briefs.writing import arranged, kinds_of_brief, write
from aidememoire.training import path
from aidememoire.vocabulary.declaring import Shape
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.messages import languages, speaking
from strategies import dossiers

MARK = re.compile("qz[a-j]{5}x")  # letters alone: readers of right-to-left pages take letters and digits apart
LETTERS = str.maketrans("0123456789", "abcdefghij")
BROKEN_BY_LINES = re.compile("[\\s\u00ad\ufffe-]")
SELANE_DAY = date(2026, 6, 15)


def marked(dossier):
    """The dossier with a word of its own in every place, and those words by record."""
    numbers = count()
    new = lambda: f"qz{next(numbers):05}x".translate(LETTERS)
    ids = {record.id: new() for record in dossier}
    words = defaultdict(set)
    records = []
    for record in dossier:
        plain = _marked(record, ids, lambda mine=words[ids[record.id]]: mine.add(word := new()) or word)
        words[ids[record.id]].add(ids[record.id])
        records.append(kinds()[record.kind_of.name].model_validate(plain))
    return Dossier(dossier.header, records), words


def _marked(part, ids, word):
    plain = part.written()
    for spec in part.fields():
        value = getattr(part, spec.attribute)
        if spec.name not in plain:
            continue
        if spec.shape in (Shape.REFERENCE, Shape.ID):
            plain[spec.name] = [ids.get(one, one) for one in value] if spec.many else ids.get(value, value)
        elif spec.part:
            plain[spec.name] = [_marked(one, ids, word) for one in value]
        elif spec.shape is Shape.TEXT:
            plain[spec.name] = {tag: word() for tag in value.raw} if isinstance(value.raw, dict) else word()
        elif spec.shape is Shape.WORD and spec.many:
            plain[spec.name] = [word() for _one in value]
        elif spec.shape is Shape.WORD and isinstance(value, str):
            plain[spec.name] = word()
    return plain


# What a reader can get out of each format, hidden corners included


def in_markdown(document):
    return markdown.write(document).decode()


def in_html(document):
    return html.write(document).decode()


def in_docx(document):
    with zipfile.ZipFile(io.BytesIO(docx.write(document))) as package:
        inside = b"".join(package.read(name) for name in package.namelist()).decode("utf-8", "replace")
    return f"{inside} {re.sub(r'<[^>]*>', '', inside)}"


def in_pdf(document):
    whole = pdf.write(document)
    opened = pypdfium2.PdfDocument(whole)
    text = "".join(page.get_textpage().get_text_range() for page in opened)
    said = f"{text} {opened.get_metadata_dict()} {whole.decode('latin-1')}"
    return f"{said} {BROKEN_BY_LINES.sub('', text)}"


READ = {"md": in_markdown, "html": in_html, "docx": in_docx, "pdf": in_pdf}


def assert_nothing_withheld_is_told(
    dossier, words, ceiling, day, formats, language="en", counterpart=None, kind="meeting"
):
    left = {record.id for record in dossier.cut(ceiling)}
    withheld = {word for id, mine in words.items() if id not in left for word in mine}
    document = arranged(
        dossier, kind, as_of=day, language=language, ceiling=ceiling, made_on=SELANE_DAY, counterpart=counterpart
    )
    told = {}
    with speaking(language):
        for name in formats:
            told[name] = set(MARK.findall(READ[name](document)))
            assert not told[name] & withheld, (name, told[name] & withheld)
    return told, withheld


@st.composite
def questions(draw):
    dossier, words = marked(draw(dossiers()))
    compartments = [word for record in dossier for word in dossier.label(record.id).compartments]
    ceiling = Handling(
        level=draw(st.sampled_from(list(Label))),
        compartments=draw(st.lists(st.sampled_from(compartments), max_size=3)) if compartments else (),
    )
    there = [actor.id for actor in dossier.cut(ceiling).of(Actor)]
    counterpart = draw(st.none() | st.sampled_from(there)) if there else None
    return dossier, words, ceiling, draw(st.dates(date(1790, 1, 1), date(2310, 1, 1))), counterpart


@pytest.mark.parametrize("kind", kinds_of_brief())
@given(question=questions(), language=st.sampled_from(languages()))
@settings(max_examples=40)
def test_no_word_of_a_withheld_record_is_in_a_brief(kind, question, language):
    dossier, words, ceiling, day, counterpart = question
    assert_nothing_withheld_is_told(dossier, words, ceiling, day, ["md", "html"], language, counterpart, kind)


@pytest.mark.parametrize("name", ["docx", "pdf"])
@given(question=questions())
@settings(max_examples=6)
def test_nor_is_it_in_the_formats_that_are_dearer_to_write(name, question):
    dossier, words, ceiling, day, counterpart = question
    assert_nothing_withheld_is_told(dossier, words, ceiling, day, [name], "en", counterpart)


@pytest.fixture(scope="module")
def selane():
    return marked(aidememoire.load(path()))


@pytest.mark.parametrize("kind", kinds_of_brief())
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", READ)
def test_the_training_dossier_tells_much_and_nothing_above_its_ceiling(selane, name, language, kind):
    dossier, words = selane
    told, withheld = assert_nothing_withheld_is_told(
        dossier, words, Handling(level=Label.AMBER), SELANE_DAY, [name], language, kind=kind
    )
    assert len(withheld) > 40 and len(told[name]) > 40, "the test sees what is told and has something to miss"
    every = Handling(level=Label.RED, compartments=("contacts", "detention"))
    whole, _nothing = assert_nothing_withheld_is_told(dossier, words, every, SELANE_DAY, [name], language, kind=kind)
    assert whole[name] & withheld, "without the cut some of it would have been told"


def test_the_exporter_is_told_what_is_left_out_and_what_turns_over(tmp_path):
    selane = aidememoire.load(path())
    chosen = {"as_of": SELANE_DAY, "language": "en", "made_on": SELANE_DAY}
    written = write(selane, "meeting", tmp_path / "brief.md", ceiling=Handling(level=Label.AMBER), **chosen)
    gone = {record.id for record in selane} - {record.id for record in selane.cut("AMBER")}
    assert {id for id, _why in written.left_out} == gone and gone
    assert any("Kept in this document, Disputed in the dossier" in str(one) for one in written.turned_over)
    text = written.path.read_text("utf-8")
    assert "Prepared for TLP:AMBER; other information may exist." in text
    assert not [id for id in gone if re.search(rf"\b{re.escape(id)}\b", text)]


@given(dossiers(), st.sampled_from(list(Label)), st.sampled_from(kinds_of_brief()))
@settings(max_examples=40)
def test_a_brief_is_made_from_what_is_left_and_from_nothing_else(dossier, level, kind):
    ceiling, day = Handling(level=level), date(2026, 6, 15)
    chosen = {"as_of": day, "language": "en", "ceiling": ceiling, "made_on": day}
    left = dossier.cut(ceiling)
    assert markdown.write(arranged(dossier, kind, **chosen)) == markdown.write(arranged(left, kind, **chosen))
