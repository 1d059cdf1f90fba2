"""What do the workbench's pages need beside what git holds? Scripts for graphs and for maps, and typefaces.

``python -m tools.pages FOLDER``. From the packages of the npm lock, which ``go.py`` installs first; the result is
ignored by git and stands in the wheel, so that whoever installs that needs no Node.

The typefaces are those of printed briefs (see ``fonts.py``) as web fonts, a file a script and weight, without the
hints for coarse screens and the forms of letters that no text is written in: a third of their weight. Each script is
there once more as small as Brotli makes it, for the browsers that take it so.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import brotli
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from tools import fonts

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
SOURCES = ("graph.js", "map.js")
BUNDLED = ("cytoscape", "lodash", "heap", "leaflet", "topojson-client", "world-atlas")
# Of Cytoscape, from its own sources, what no page asks for: places come from the server and paths from the methods, and
# nothing here draws by WebGL. That is a quarter of its weight.
LEFT_OUT = {
    "collection/algorithms/index.mjs": "import search from './bfs-dfs.mjs'; export default { ...search };",
    "extensions/layout/index.mjs": "import impl from './preset.mjs'; export default [{ name: 'preset', impl }];",
    "extensions/renderer/canvas/webgl/drawing-redraw-webgl.mjs": "export default {};",
}
FEATURES = ("ccmp", "locl", "isol", "init", "medi", "fina", "rlig", "calt", "liga", "kern", "mark", "mkmk")
PIECES = {"latin": ("ibm-plex-sans", "latin"), "arabic": fonts.ARABIC}
WEIGHTS = {400: "Regular", 600: "SemiBold"}
# A typeface's own business, and not how words are kept. Signs among them are typed, such as that of a rial.
PRESENTATION_FORMS = {*range(0xFB50, 0xFD3E), *range(0xFD50, 0xFDF0), *range(0xFE70, 0xFEFD)}


def build(folder: Path) -> None:
    """Make a folder anew with bundles, their licences, and typefaces."""
    with TemporaryDirectory(dir=MODULES) as scratch:  # among the modules, where each finds those that it needs itself
        made = Path(scratch) / "made"
        _bundle(made, Path(scratch))
        for name in SOURCES:
            whole = (made / name).read_bytes()
            (made / f"{name}.br").write_bytes(brotli.compress(whole, mode=brotli.MODE_TEXT))
        for script, piece in PIECES.items():
            for weight, style in WEIGHTS.items():
                _typeface(fonts.piece(*piece, weight), style).save(made / f"aide-sans-{script}-{weight}.woff2")
        shutil.copyfile(fonts.PIECES / fonts.ARABIC[0] / "LICENSE", made / "OFL.txt")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(made, folder)


def _bundle(folder: Path, scratch: Path) -> None:
    parts = Path(shutil.copytree(MODULES / "cytoscape" / "src", scratch / "cytoscape"))
    for name, instead in LEFT_OUT.items():
        (parts / name).write_text(instead, "utf-8")
    entries = [str(ROOT / "web" / name) for name in SOURCES]
    flags = ["--bundle", "--minify", "--target=es2020", "--format=iife", "--legal-comments=linked"]
    flags += ["--loader:.png=dataurl", "--log-level=warning", f"--outdir={folder}"]
    version = json.loads((MODULES / "cytoscape" / "package.json").read_text("utf-8"))["version"]
    built = {"NODE_ENV": "production", "VERSION": version}  # what its own build puts in
    flags += [f"--alias:cytoscape={parts / 'index.mjs'}"]
    flags += [f'--define:process.env.{name}="{said}"' for name, said in built.items()]
    subprocess.run([_esbuild(), *entries, *flags], check=True, cwd=ROOT)
    for legal in folder.glob("*.LEGAL.txt"):
        legal.write_text(legal.read_text("utf-8").replace(f"{scratch.name}/", ""), "utf-8")
    licences = [MODULES / name / "LICENSE" for name in BUNDLED]
    told = [f"{path.parent.name}\n\n{path.read_text('utf-8')}" for path in licences]
    (folder / "LICENSES.txt").write_text("\n\n".join(told), "utf-8")


def _typeface(font: TTFont, style: str) -> TTFont:
    letters = set(font.getBestCmap()).difference(PRESENTATION_FORMS)
    dropped = [*Options().drop_tables, *fonts.DROPPED]
    lighter = Subsetter(Options(hinting=False, layout_features=FEATURES, drop_tables=dropped))
    lighter.populate(unicodes=letters)
    lighter.subset(font)
    fonts.rename(font, style)
    font.flavor = "woff2"
    return font


def _esbuild() -> str:
    """Return the builder itself: its script would need a Node that may not be on the path."""
    found = [path for pattern in ("*/bin/esbuild", "*/esbuild.exe") for path in (MODULES / "@esbuild").glob(pattern)]
    return str(found[0])


if __name__ == "__main__":
    build(Path(sys.argv[1]))
