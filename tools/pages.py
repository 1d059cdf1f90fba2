"""What do the workbench's pages need beside what git holds? Scripts for graphs and for maps, and typefaces.

``python tools/pages.py FOLDER``. From the packages of the npm lock, which ``go.py`` installs first; the result is
ignored by git and stands in the wheel, so that whoever installs that needs no Node.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
SOURCES = ("graph.js", "map.js")
# As they come, under their own name; the licence stands beside them.
TYPEFACES = {f"plex-{script}-{weight}.woff2": (package, f"{package}-{script}-{weight}-normal.woff2")
             for package, script in (("ibm-plex-sans", "latin"), ("ibm-plex-sans-arabic", "arabic"))
             for weight in (400, 600)}  # fmt: skip


def build(folder: Path) -> None:
    """Write bundles, their licences, and typefaces into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = [str(ROOT / "web" / name) for name in SOURCES]
    flags = ["--bundle", "--minify", "--target=es2020", "--format=iife", "--legal-comments=linked"]
    flags += ["--loader:.png=dataurl", "--log-level=warning", f"--outdir={folder}"]
    subprocess.run([_esbuild(), *entries, *flags], check=True, cwd=ROOT)
    for name, (package, piece) in TYPEFACES.items():
        shutil.copyfile(MODULES / "@fontsource" / package / "files" / piece, folder / name)
    shutil.copyfile(MODULES / "@fontsource" / "ibm-plex-sans" / "LICENSE", folder / "OFL.txt")


def _esbuild() -> str:
    """Return the builder itself: its script would need a Node that may not be on the path."""
    found = [path for pattern in ("*/bin/esbuild", "*/esbuild.exe") for path in (MODULES / "@esbuild").glob(pattern)]
    return str(found[0])


if __name__ == "__main__":
    build(Path(sys.argv[1]))
