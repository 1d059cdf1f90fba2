"""Do the words of a printed page come back out of it as they were put in, in Arabic too?"""

import re
import shutil
import subprocess
import unicodedata
from itertools import product
from pathlib import Path

import pypdfium2
import pytest
import typst
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "src" / "aidememoire" / "briefs" / "formats" / "fonts"
ARABIC = [
    "يلتزم الطرف بالسماح بمرور القوافل الإنسانية قبل نهاية الشهر وفق الاتفاق",
    "الالتزامات غير المنفذة أولا ثم الأسئلة والحدود والخطوط الحمراء",
    "لا سلاح ولا تفتيش بلا موافقة كلا الطرفين إلا للأطفال والآن الآلاف لأن فلأن",
    "حماية المدنيين والأعيان المدنية أثناء النزاع المسلح مؤسسة شيء مبني تمييز ريح خير لئلا",
]
LATIN = [
    "L’accès à la “zone” — œuvre, garçon; ¿Qué niño?; 45 % × ± − • « » €",
    "Erdoğan, Šešelj, Łódź; Київ; Αθήνα; 3 · 4",
]
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآؤئ"
# Each letter after one that joins and one that does not, and before four shapes of ending.
TRIPLES = ["".join(triple) for triple in product("لربو", LETTERS, "ميحر")]
MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def by_poppler(page):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed (Debian: poppler-utils)")
    return subprocess.run(["pdftotext", page, "-"], capture_output=True, text=True, check=True).stdout


def by_pdfium(page):
    with pypdfium2.PdfDocument(page) as document:
        return document[0].get_textpage().get_text_range()


@pytest.fixture(params=[by_poppler, by_pdfium])
def read_back(request, tmp_path):
    """Print lines in a language, and return the lines that a reader finds on the page."""

    def read_back(lines, lang, weight):
        source, target = tmp_path / "page.typ", tmp_path / "page.pdf"
        setting = f'#set text(lang: "{lang}", font: "Aide Sans", fallback: false, weight: "{weight}", size: 9pt)\n'
        source.write_text(setting + "#set page(width: 40cm, height: auto)\n" + "\n\n".join(lines), "utf-8")
        typst.compile(str(source), output=str(target), font_paths=[str(FONTS)], ignore_system_fonts=True)
        found = MARKS.sub("", unicodedata.normalize("NFC", request.param(target)))
        return [line.strip() for line in found.splitlines() if line.strip()]

    return read_back


@pytest.mark.parametrize("weight", ["regular", "bold"])
@pytest.mark.parametrize(("lang", "lines"), [("ar", ARABIC), ("en", LATIN)])
def test_every_line_comes_back_in_reading_order(read_back, lang, lines, weight):
    assert read_back(lines, lang, weight) == lines


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_every_arabic_letter_comes_back_whatever_stands_beside_it(read_back, weight):
    lines = [" ".join(some) for some in batches(TRIPLES, 16)]
    assert read_back(lines, "ar", weight) == lines


def test_regular_and_bold_are_one_family_under_our_own_name():
    for style, weight in (("Regular", 400), ("Bold", 700)):
        font = TTFont(FONTS / f"AideSans-{style}.ttf")
        assert (font["name"].getDebugName(1), font["name"].getDebugName(2)) == ("Aide Sans", style)
        assert font["OS/2"].usWeightClass == weight
        assert "Plex" not in font["name"].getDebugName(4)
    assert "SIL Open Font License" in (FONTS / "OFL.txt").read_text("utf-8")


def batches(items, size):
    return [items[start : start + size] for start in range(0, len(items), size)]
