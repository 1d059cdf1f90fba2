"""Is what was put into a document what readers get out of it, in every format and both directions?"""

import re
from collections import Counter

import pytest
from brief_sample import HOSTILE, brief
from extracting import (
    MARKS,
    docx_text,
    html_text,
    markdown_text,
    pdf_pages_by_pdfium,
    pdf_pages_by_poppler,
    put_in,
    tight,
    unsigned,
)

from aidememoire.briefs.document import Bullets, Document, Paragraph, Section
from aidememoire.briefs.formats import writer_for
from aidememoire.vocabulary.record import Named
from aidememoire.vocabulary.text import Text

READERS = {
    "docx": docx_text,
    "html": lambda content: html_text(content.decode()),
    "md": lambda content: markdown_text(content.decode()),
}
BOTH_PDF_READERS = pytest.mark.parametrize("pages", [pdf_pages_by_pdfium, pdf_pages_by_poppler])
LATIN = re.compile("[A-Za-zÀ-ÿ]")


def read(document: Document, ending: str) -> str:
    return READERS[ending](writer_for(f"x.{ending}")(document))


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("ending", sorted(READERS))
def test_every_text_comes_back_in_the_order_of_reading(ending, language):
    document = brief(language, hostile=True)
    found, at = tight(unsigned(read(document, ending))), 0
    for said in put_in(document):
        place = found.find(tight(unsigned(said)), at)
        assert place >= 0, said
        at = place + 1


@BOTH_PDF_READERS
def test_english_comes_back_from_pdf_whole(pages):
    document = brief("en", hostile=True)
    found = tight(" ".join(pages(writer_for("x.pdf")(document))))
    for said in put_in(document):
        assert tight(said) in found, said


@BOTH_PDF_READERS
def test_arabic_comes_back_from_pdf_in_reading_order(pages):
    document = brief("ar")
    found = tight(" ".join(pages(writer_for("x.pdf")(document))))
    arabic = [said for said in put_in(document) if not LATIN.search(said) and not re.search(r"[()]", said)]
    assert len(arabic) > 30
    for said in arabic:
        assert tight(said) in found, said


def test_no_word_is_lost_where_both_directions_meet_on_a_line():
    # Readers of PDF put brackets of such lines where they see them, so only the words are counted.
    document = brief("ar", hostile=True)
    found = words(" ".join(pdf_pages_by_poppler(writer_for("x.pdf")(document))))
    assert not words(" ".join(put_in(document))) - found


def words(text: str) -> Counter:
    # Poppler moves the space after a left-to-right piece in front of it; the mark that ends the piece stays between.
    return Counter(re.findall(r"[^\W_]+", MARKS.sub(" ", text)))


EVIL = [
    HOSTILE,
    "#{read(\"/etc/passwd\")} #eval(\"1\") #import \"x\"",
    "$ sum_(x)^2 $ <label> @cite // comment /* block */ --- ... ~",
    "</p><img src=x onerror=alert(1)>\"'><svg onload=alert(2)>",
    "![x](javascript:alert(1)) <javascript:alert(1)> [l]: /u \"t\"",
    "| a | b |\n|---|---|\n| c | d |",
    "1986\\. A great year",
    "\\", "*", "_", "`", "``` code", "~~~", "---", "===", "+ x", "12) y", "> q", "&lt;b&gt; &#35;", "%PDF {{ x }} ${y} \\u0041",
    "=HYPERLINK(1)", "- [ ] task", "#", "<!-- x -->", "<![CDATA[ x ]]>", "a\n\nb", "  four\n    spaces",
]  # fmt: skip


@pytest.mark.parametrize("ending", [*sorted(READERS), "pdf"])
def test_what_people_wrote_is_never_read_as_markup(ending):
    texts = [Text(evil) for evil in EVIL] + [Named("id", Text(evil)) for evil in EVIL]
    blocks = (*(Paragraph(text) for text in texts), Bullets(tuple(texts)), Bullets(tuple(texts), numbered=True))
    document = brief("en")
    document = Document(
        Text(HOSTILE), Text(HOSTILE), "en", document.label, document.as_of, document.made_on,
        sections=(Section("evil", Text(HOSTILE), blocks),),
    )  # fmt: skip
    content = writer_for(f"x.{ending}")(document)
    found = tight(" ".join(pdf_pages_by_pdfium(content)) if ending == "pdf" else READERS[ending](content))
    at = 0
    for said in put_in(document):
        place = found.find(tight(said), at)
        assert place >= 0, said
        at = place + len(tight(said))
