"""Which typefaces do printed briefs use, and how are they made?

IBM Plex Sans and IBM Plex Sans Arabic come from the npm lock as web fonts, one file a script and weight. Typst wants
static TrueType files, and one family that holds all scripts, so that a figure or a comma inside an Arabic line does not
change its face. The pieces are unpacked and merged here into the family ``Aide Sans``: "Plex" is a reserved font name
under the SIL Open Font Licence, and the result is no longer the original.

It differs from the original in one thing that nobody sees. Where two Arabic letters are drawn as one glyph, a PDF can
only say "this glyph is lam and alef", and most readers then return the two the wrong way round. So a lam before an alef
is drawn here as two glyphs side by side, and other pairs as the letters they are: copying, searching and reading aloud
give the words that were written. ``tests/briefs/test_fonts.py`` keeps it so.
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fontTools.merge import Merger, Options
from fontTools.otlLib.builder import ChainContextSubstBuilder, ChainContextualRule, SingleSubstBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

ROOT = Path(__file__).resolve().parent.parent
PIECES = ROOT / "node_modules" / "@fontsource"
FAMILY = "Aide Sans"
WEIGHTS = {400: "Regular", 700: "Bold"}
ARABIC = ("ibm-plex-sans-arabic", "arabic")
OTHERS = tuple(("ibm-plex-sans", script) for script in ("latin", "latin-ext", "cyrillic", "greek"))
DROPPED = ["DSIG", "meta", "STAT"]  # tables of the original that say nothing of the result
LAM, ALEFS = 0x0644, (0x0622, 0x0623, 0x0625, 0x0627, 0x0671)
WIDEST = 60  # thousandths of the size
# Nothing is seen of these, but without a glyph of their own the line would change its face around them.
INVISIBLE = (0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2066, 0x2067, 0x2068, 0x2069)
SAME_AS = {0x2011: 0x2010, 0x202F: 0x2009}  # non-breaking hyphen and narrow space, which French needs


def build(folder: Path) -> list[Path]:
    """Write one TrueType file a weight, and the licence, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(PIECES / ARABIC[0] / "LICENSE", folder / "OFL.txt")
    return [_merged(weight, style, folder) for weight, style in WEIGHTS.items()]


def _merged(weight: int, style: str, folder: Path) -> Path:
    arabic = piece(*ARABIC, weight)
    part_lam_and_alef(arabic)
    narrow_gaps(arabic)
    with TemporaryDirectory() as scratch:
        paths = []
        for number, font in enumerate([arabic, *(piece(*other, weight) for other in OTHERS)]):
            paths.append(f"{scratch}/{number}.ttf")
            font.save(paths[-1])
        font = Merger(Options(drop_tables=DROPPED)).merge(paths)
    _add_invisible(font)
    rename(font, style)
    target = folder / f"{FAMILY.replace(' ', '')}-{style}.ttf"
    font.save(target)
    return target


def piece(package: str, script: str, weight: int) -> TTFont:
    font = TTFont(PIECES / package / "files" / f"{package}-{script}-{weight}-normal.woff2")
    font.flavor = None
    return font


def part_lam_and_alef(font: TTFont) -> None:
    """Put a glyph for each letter in the place of every required ligature of two letters."""
    table = font["GSUB"].table
    (at,) = next(f.Feature.LookupListIndex for f in table.FeatureList.FeatureRecord if f.FeatureTag == "rlig")
    required, lookups = table.LookupList.Lookup[at], table.LookupList.Lookup
    alone = SingleSubstBuilder(font, None)
    alone.lookupflag = required.LookupFlag
    pairs = ChainContextSubstBuilder(font, None)
    pairs.lookupflag = required.LookupFlag
    for number, (alef, joined) in enumerate(_lam_with(font, required)):
        lam = SingleSubstBuilder(font, None)
        lam.lookupflag = required.LookupFlag
        left = f"alef{number}.left"
        for before, ligature in joined.items():
            lam.mapping[before] = _right_of(font, ligature, left)
        alone.mapping[alef] = left
        lam.lookup_index = len(lookups) + 1 + number
        pairs.rules.append(ChainContextualRule([], [list(joined), [alef]], [], [[lam], [alone]]))
    alone.lookup_index = len(lookups)
    lams = [rule.lookups[0][0] for rule in pairs.rules]
    lookups += [alone.build(), *(lam.build() for lam in lams)]
    lookups[at] = pairs.build()
    table.LookupList.LookupCount = len(lookups)


def narrow_gaps(font: TTFont) -> None:
    """Limit the space that is added between two letters: past a tenth of the size, readers take it for a space."""
    (at,) = next(
        f.Feature.LookupListIndex for f in font["GPOS"].table.FeatureList.FeatureRecord if f.FeatureTag == "kern"
    )
    for table in font["GPOS"].table.LookupList.Lookup[at].SubTable:
        table = getattr(table, "ExtSubTable", table)
        if table.Format == 1:
            values = [pair.Value1 for first in table.PairSet for pair in first.PairValueRecord]
        else:
            values = [second.Value1 for first in table.Class1Record for second in first.Class2Record]
        for value in filter(None, values):
            value.XAdvance, value.XPlacement = min(value.XAdvance, WIDEST), min(value.XPlacement, WIDEST)


def _lam_with(font: TTFont, required: Any) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each final alef with the ligature that it makes with each joining form of lam."""
    letters = font.getBestCmap()
    forms = {f.FeatureTag: f.Feature.LookupListIndex[0] for f in font["GSUB"].table.FeatureList.FeatureRecord}

    def form(letter: int, name: str) -> str | None:
        lookup = font["GSUB"].table.LookupList.Lookup[forms[name]]
        found = (table.mapping.get(letters.get(letter)) for table in lookup.SubTable)
        return next(filter(None, found), None)

    lams = [lam for lam in (form(LAM, "init"), form(LAM, "medi")) if lam]
    for alef in filter(None, (form(letter, "fina") for letter in ALEFS)):
        joined = {
            lam: ligature.LigGlyph
            for table in required.SubTable
            for lam in lams
            for ligature in table.ligatures.get(lam, ())
            if ligature.Component == [alef]
        }
        if len(joined) == len(lams):
            yield alef, joined


def _right_of(font: TTFont, ligature: str, left: str) -> str:
    """Draw a ligature with its left half of advance given over to an empty glyph that stands for the alef."""
    advance, bearing = font["hmtx"][ligature]
    if left not in font.getReverseGlyphMap():
        _add(font, left, Glyph(), 200)
    half = font["hmtx"][left][0]
    pen = TTGlyphPen(font.getGlyphSet())
    pen.addComponent(ligature, (1, 0, 0, 1, -half, 0))
    name = f"{ligature}.right"
    _add(font, name, pen.glyph(), advance - half)
    font["hmtx"][name] = (advance - half, bearing - half)
    return name


def _add(font: TTFont, name: str, glyph: Glyph, advance: int) -> None:
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphOrder = font.getGlyphOrder()
    font["glyf"].glyphs[name] = glyph
    font["hmtx"][name] = (advance, 0)


def _add_invisible(font: TTFont) -> None:
    _add(font, "invisible", Glyph(), 0)
    letters = font.getBestCmap()
    more = dict.fromkeys(INVISIBLE, "invisible") | {
        new: letters[like] for new, like in SAME_AS.items() if like in letters
    }
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap = more | table.cmap


def rename(font: TTFont, style: str) -> None:
    names = font["name"]
    kept = {number: names.getDebugName(number) for number in (0, 13, 14)}
    names.names = []
    given = {
        1: FAMILY,
        2: style,
        3: f"{FAMILY} {style}, made from IBM Plex Sans and IBM Plex Sans Arabic",
        4: f"{FAMILY} {style}",
        6: f"{FAMILY.replace(' ', '')}-{style}",
    }
    for number, text in sorted((kept | given).items()):
        if text:
            names.setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    for path in build(Path(sys.argv[1])):
        print(f"  {path.name}: {path.stat().st_size // 1024} kB")
