"""Does the HTML stand alone and reach for nothing, and do anchors stand where other tools look for them?"""

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from brief_sample import OFFICE, brief

from aidememoire.briefs.document import Bullets, Column, Document, Paragraph, Section, Table
from aidememoire.briefs.formats import html, markdown
from aidememoire.briefs.formats.look import COLOURS, MARKING
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.text import Text

ANCHORS = ("who", "unkept-promises", "ours", "theirs", "limits", "questions")


def page(language: str = "en", **how) -> str:
    return html.write(brief(language, **how)).decode()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_anchors_stand_in_order(language):
    document = brief(language)
    assert document.anchors() == ANCHORS
    assert tuple(re.findall(r'<h[23] id="([^"]*)"', page(language))) == ANCHORS
    assert tuple(re.findall(r'<a id="([^"]*)"></a>', markdown.write(document).decode())) == ANCHORS


@pytest.mark.parametrize("language", ["en", "ar"])
def test_html_reaches_for_nothing(language):
    content = page(language, hostile=True).lower()
    assert "http:" not in content
    assert "https:" not in content
    assert "<script" not in content
    assert not re.search(r"<(link|img|iframe|object|embed|base|form|a) ", content)
    assert "url(" not in content
    assert "@import" not in content
    assert "default-src 'none'" in content


def test_only_our_own_style_is_allowed():
    import base64
    import hashlib

    content = page()
    style = re.search(r"<style>(.*?)</style>", content, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in content
    assert " style=" not in content


def test_every_element_is_closed():
    body = re.search(r"<body>.*</body>", page("ar", hostile=True), re.DOTALL)[0]
    ET.fromstring(body.replace("<br>", "<br/>").replace("\N{NO-BREAK SPACE}", " "))


def test_direction_and_language_are_said_wherever_they_change():
    content = page("ar")
    assert '<html lang="ar" dir="rtl">' in content
    assert '<bdi dir="ltr" class="unbroken">-0.77</bdi>' in content
    assert '<bdi dir="ltr" lang="fr">Qui a parlé au conseil depuis janvier ?</bdi>' in content
    assert "(fr)</small>" in content
    assert f'<bdi dir="rtl">{OFFICE.name.by_language["ar"]}</bdi>' in content


def test_a_text_cannot_turn_its_neighbours_round():
    overriding = Text("a\u202eb\u2067c\u2069\u2069d")
    document = brief("en")
    document = Document(
        overriding, None, "en", document.label, document.as_of, document.made_on,
        sections=(Section("x", overriding, (Paragraph(overriding),)),),
    )  # fmt: skip
    for content in (html.write(document).decode(), markdown.write(document).decode()):
        assert not re.search("[\u202a-\u202e\u2067]", content)
        assert content.count("\u2066") == content.count("\u2069")


def test_marking_and_days_stand_first_and_last():
    lines = [line for line in markdown.write(brief("en")).decode().splitlines() if line]
    assert lines[0] == lines[-1]
    assert lines[0].startswith("**TLP:AMBER+STRICT** · As of 15 March 2026 · Written on 16 March 2026")
    assert page().count('<b class="tlp" dir="ltr">TLP:AMBER+STRICT</b>') == 2


def test_a_picture_stands_with_the_table_that_tells_the_same():
    content = page()
    assert '<div class="drawing" tabindex="0"><svg' in content
    details = re.search(r"<details>.*?</details>", content, re.DOTALL)[0]
    assert "Manifest shared" in details


def test_a_word_on_how_things_stand_has_a_sign_beside_it():
    assert re.search(r'<span class="bad"><svg class="sign".*?</svg>Broken</span>', page())
    assert "✗ **Broken**" in markdown.write(brief("en")).decode()


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def schemes() -> list[dict[str, str]]:
    dark = re.search(r"prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", html.STYLE.read_text("utf-8"), re.DOTALL)[1]
    return [COLOURS, dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", dark))]


@pytest.mark.parametrize("scheme", schemes(), ids=["light", "dark"])
def test_every_word_can_be_told_from_its_ground(scheme):
    for name in ("ink", "soft", "accent", "good", "doubt", "bad"):
        for ground in ("paper", "shade"):
            assert contrast(scheme[name], scheme[ground]) >= 4.5, (name, ground)
    assert all(contrast(colour, "#000000") >= 4.5 for colour in MARKING.values())


def test_a_page_shows_the_first_of_many_and_says_how_many_more_the_file_holds():
    rows = tuple((str(n),) for n in range(250))
    inner = Section("inner", "Inner", (Table((Column("Number"),), rows),))
    section = Section("many", "Many", (Bullets(tuple(map(str, range(101)))), Bullets(("one",))), (inner,))
    document = Document("Many", None, "en", Label.GREEN, date(2026, 6, 15), date(2026, 6, 15), sections=(section,))
    shown, file = html.preview(document), html.write(document).decode()
    assert "1 more stands here in the file." in said(shown) and "150 more stand here in the file." in said(shown)
    assert shown.count("<li>") == 101 and shown.count("<tr>") == 101 and "249" not in shown
    assert "249" in file and "more stand" not in file


def said(page):
    return re.sub(r"<[^>]+>", "", page)
