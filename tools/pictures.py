"""What do the terminal, the briefs and the pages look like? Pictures for the manual, made from real output.

``python tools/pictures.py`` runs the commands below on the training dossier, the invented port of Selane, and sets
what they answer, with its colours, as PNG in ``docs/pictures``. Typst draws it; Debian's Chromium takes the pages of
the workbench. Look at each picture before committing.
"""

import json
import os
import re
import shlex
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import typst
from rich.color import ColorType
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import MONOKAI
from rich.text import Text

from aidememoire.briefs.formats.typesetting import FONTS
from aidememoire.training import path as selane_path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
WIDTH = 104
LARGEST = 250_000
DAY, MADE = "--as-of 2026-06-15", "--made-on 2026-06-15"
TERMINAL = {
    "check": ("check selane.yaml", 0),
    "watch": (f"watch selane.yaml --within 21 {DAY}", 26),
    "commitments": (f"commitments selane.yaml {DAY}", 30),
    "access": (f"access selane.yaml {DAY}", 22),
    "limits": (f"limits selane.yaml --issue levy --proposal council-levy-paper {DAY}", 0),
}
BRIEFS = {
    "brief-en": f"brief selane.yaml --ceiling AMBER --to brief-en.pdf {DAY} {MADE}",
    "brief-ar": f"brief selane.yaml --ceiling AMBER --lang ar --to brief-ar.pdf {DAY} {MADE}",
}
ANSWERS = {
    "routes": f"routes selane.yaml --to port-director --issue unloading {DAY} --picture routes.svg",
    "trust": f"trust selane.yaml {DAY} --picture trust.svg",
}
PAGES = {
    "page-today": ("en", ""),
    "page-network": ("en", "network/?issue=unloading"),
    "page-promises-ar": ("ar", "commitments/"),
}
WIDE, HIGH = 1200, 860
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
ALONE = """
#set page(width: auto, height: auto, margin: 0pt)
#image(sys.inputs.file, width: 480pt)
"""
SCREEN = r"""
#let told = json(bytes(sys.inputs.lines))
#set page(width: auto, height: auto, margin: (x: 14pt, y: 12pt), fill: rgb("#1b1f23"))
#set text(font: "DejaVu Sans Mono", size: 9pt, fill: rgb("#d6dbe0"))
#set par(leading: 0.42em)
#for line in told {
  for piece in line {
    let weight = if piece.bold { "bold" } else { "regular" }
    text(fill: rgb(piece.colour), weight: weight, piece.words.replace(" ", "\u{a0}"))
  }
  linebreak()
}
"""


def main() -> int:
    """Make every picture again, and refuse one that is too large for a page."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        place = Path(folder)
        shutil.copy(selane_path(), place / "selane.yaml")
        for name, (words, most) in TERMINAL.items():
            _kept(name, _drawn(_screen(words, place, most), place))
        for name, words in BRIEFS.items():
            _answer(words, place)
            _kept(name, _first_page(place / f"{name}.pdf"))
        for name, words in ANSWERS.items():
            _answer(words, place)
            _kept(name, _picture(f"{name}.svg", place))
    for name, drawn in _pages():
        _kept(name, drawn)
    return 0


def _answer(words: str, place: Path) -> str:
    command = [sys.executable, "-m", "aidememoire", *shlex.split(words)]
    env = {**os.environ, "COLUMNS": str(WIDTH), "FORCE_COLOR": "1", "COLORTERM": "truecolor"}
    return subprocess.run(command, cwd=place, env=env, check=True, capture_output=True, text=True).stdout


def _screen(words: str, place: Path, most: int) -> list[list[dict[str, Any]]]:
    """Return a command and what it answers as lines of pieces with colour and weight; ``most`` lines, 0 for all."""
    console = Console(width=WIDTH, color_system="truecolor", force_terminal=True)
    answer = Text.from_ansi(_answer(words, place).rstrip())
    lines = [list(line) for line in console.render_lines(answer, console.options, pad=False)]
    if most and len(lines) > most:
        lines = [*lines[:most], [Segment("…", Style(dim=True))]]
    typed = [{"words": f"$ aidememoire {words}", "colour": "#8fb8c4", "bold": False}]
    return [typed, *([_piece(segment) for segment in line if segment.text.rstrip("\n")] for line in lines)]


def _piece(segment: Segment) -> dict[str, Any]:
    style = segment.style or Style()
    colour = "#d6dbe0"
    if style.color and style.color.type is not ColorType.DEFAULT:
        colour = style.color.get_truecolor(MONOKAI).hex
    elif style.dim:
        colour = "#9aa3ab"
    return {"words": segment.text.rstrip("\n"), "colour": colour, "bold": bool(style.bold)}


def _drawn(lines: list[list[dict[str, Any]]], place: Path) -> bytes:
    (place / "screen.typ").write_text(SCREEN, "utf-8")
    inputs = {"lines": json.dumps(lines)}
    drawn = typst.compile(str(place / "screen.typ"), root=str(place), format="png", ppi=120, sys_inputs=inputs)
    if not isinstance(drawn, bytes):
        raise SystemExit("The picture takes more than one page.")
    return drawn


def _picture(name: str, place: Path) -> bytes:
    """Return a picture that an answer was kept as, as PNG, in the house's own letters."""
    (place / "alone.typ").write_text(ALONE, "utf-8")
    drawn = typst.compile(
        str(place / "alone.typ"),
        root=str(place),
        format="png",
        ppi=130,
        font_paths=[str(FONTS)],
        sys_inputs={"file": name},
    )
    assert isinstance(drawn, bytes)
    return drawn


def _pages() -> Iterator[tuple[str, bytes]]:
    """Yield the pages of the workbench as they stand in a browser, training dossiers open."""
    from playwright.sync_api import ViewportSize, sync_playwright

    command = [sys.executable, "-m", "aidememoire.workbench", "--training", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served, sync_playwright() as playwright:
        told = iter(served.stdout or ())
        link = next(found[0] for line in told if (found := re.search(r"http://\S+/launch/\S+", line)))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport=ViewportSize(width=WIDE, height=HIGH))
        page.goto(link)
        origin = link.split("/launch/")[0]
        for name, (language, address) in PAGES.items():
            page.goto(f"{origin}/d/port-of-selane/{address}")
            page.select_option("select[name=language]", language)
            page.wait_for_load_state("networkidle")
            page.wait_for_function("document.fonts.ready")
            yield name, page.screenshot()
        browser.close()
        served.terminate()


def _first_page(path: Path) -> bytes:
    """Return the first page of a PDF as PNG, in fifty shades of each colour, which is all that a page of text needs."""
    page = pypdfium2.PdfDocument(path)[0].render(scale=1.45, rev_byteorder=True)
    wide, high, step = page.width, page.height, page.stride
    shades = bytes(round(shade / 5) * 5 for shade in range(256))
    pixels = bytes(page.buffer).translate(shades)
    lines = (pixels[row * step : row * step + 3 * wide] for row in range(high))
    edge = bytes([170, 178, 186])
    framed = [b"\0" + edge * (wide + 2), *(b"\0" + edge + line + edge for line in lines), b"\0" + edge * (wide + 2)]
    head = struct.pack(">IIBBBBB", wide + 2, high + 2, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(framed), 9)), (b"IEND", b""))
    told = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(told)


def _kept(name: str, drawn: bytes) -> None:
    if len(drawn) > LARGEST:
        raise SystemExit(f"{name}.png takes {len(drawn):,} bytes; a page can bear {LARGEST:,}.")
    (PICTURES / f"{name}.png").write_bytes(drawn)
    print(f"docs/pictures/{name}.png  {len(drawn):,} bytes")


if __name__ == "__main__":
    sys.exit(main())
