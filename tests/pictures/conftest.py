"""How do tests look at a picture? By the boxes of its texts, as the canvas would show them."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from itertools import combinations
from types import SimpleNamespace
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from aidememoire.pictures.lettering import width
from aidememoire.pictures.picture import Box, Picture

SVG = "{http://www.w3.org/2000/svg}"
ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2069"))


@dataclass(frozen=True)
class Said:
    words: str
    anchor: str
    box: Box


def tree(picture: Picture) -> Element:
    return fromstring(picture.svg)


def texts(picture: Picture) -> list[Said]:
    return list(_texts(tree(picture), 0.0, 0.0))


def _texts(element, x, y):
    if move := re.match(r"translate\((\S+) (\S+)\)", element.get("transform", "")):
        x, y = x + float(move[1]), y + float(move[2])
    if element.tag == f"{SVG}text":
        yield _said(element, x, y)
    for inner in element:
        yield from _texts(inner, x, y)


def _said(element, x, y):
    words = "".join(element.itertext()).translate(ISOLATES)
    size, anchor = float(element.get("font-size")), element.get("text-anchor")
    long = width(words, size)
    before = {"start": 0, "middle": long / 2, "end": long}[anchor]
    left, base = x + float(element.get("x")) - before, y + float(element.get("y"))
    if element.get("transform", "").startswith("rotate(-90"):
        # Turned about its own anchor, a line runs upwards, its tops to the left.
        left, base = left + before, base + before
        return Said(words, anchor, Box(left - size * 0.74, base - long, left + size * 0.2, base))
    return Said(words, anchor, Box(left, base - size * 0.74, left + long, base + size * 0.2))


def outside(picture: Picture) -> list[str]:
    canvas = Box(0, 0, picture.width, picture.height)
    return [one.words for one in texts(picture) if not canvas.holds(one.box)]


def overlapping(picture: Picture) -> list[tuple[str, str]]:
    return [(one.words, two.words) for one, two in combinations(texts(picture), 2) if one.box.meets(two.box)]


@pytest.fixture(scope="session")
def seen():
    return SimpleNamespace(tree=tree, texts=texts, outside=outside, overlapping=overlapping, svg=SVG)


@pytest.fixture(params=["0", "4711"])
def drawn_elsewhere(request):
    """What ``draw()`` of the test's own file gives in another process, with another order of sets."""
    script = f"from {request.path.stem} import draw; import sys; sys.stdout.buffer.write(draw().svg.encode())"
    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, cwd=request.path.parent,
        env={**os.environ, "PYTHONHASHSEED": request.param},
    )  # fmt: skip
    return answer.stdout
