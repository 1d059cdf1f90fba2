"""Do pictures follow a page into the dark, with every colour that they use, apart enough to be read, and stay on paper in print?"""

import re
from pathlib import Path

import pytest

import aidememoire as am
from aidememoire.pictures import picture, ties

LOOK = (Path(am.__file__).parent / "workbench" / "static" / "workbench" / "look.css").read_text("utf-8")
COLOURS = {
    name: value
    for module in (picture, ties)
    for name, value in vars(module).items()
    if name.isupper() and isinstance(value, str) and value.startswith("#")
}
DARK = [dict(re.findall(r"--p-(\w+):(#\w{6})", block)) for block in re.findall(r"@media screen[^\n]*--p-[^\n]*", LOOK)]
READ_AS_WORDS = {"INK", "SOFT", "OURS", "THEIRS", "BOTH", "APART", "TROUBLE"}


def var_of(colour):
    found = re.findall(rf'\.drawing \[(fill|stroke)="{colour}"\]{{\1:var\(--p-(\w+),{colour}\)}}', LOOK)
    assert sorted(which for which, _name in found) == ["fill", "stroke"], colour
    (name,) = {name for _which, name in found}
    return name


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_each_colour_of_a_picture_has_one_for_the_dark_and_words_can_be_read_in_it():
    chosen, asked_of_the_system = DARK
    assert chosen == asked_of_the_system and len(COLOURS) > 10
    paper = chosen[var_of(picture.PAPER)]
    for name, colour in COLOURS.items():
        dark = chosen[var_of(colour)]
        if name in READ_AS_WORDS:
            assert contrast(dark, paper) >= 4.5, name


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_in_chromium_a_picture_is_dark_where_the_page_is_and_light_in_print(visit, theme):
    page = visit(color_scheme=theme).goto("/d/port-of-selane/positions/?issue=unloading")
    ground = "document.querySelector('.drawing svg rect[fill=\"#ffffff\"]')"
    told = f"getComputedStyle({ground}).fill"
    assert page.evaluate(told) == ("rgb(28, 35, 40)" if theme == "dark" else "rgb(255, 255, 255)")
    page.emulate_media(media="print", color_scheme=theme)
    assert page.evaluate(told) == "rgb(255, 255, 255)"
