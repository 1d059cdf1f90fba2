"""How do catalogues of messages get from the words people edit (.po) to the form that programs read (.mo)?

Called by every build, editable or not, and by ``go.py`` when a catalogue was edited. Babel does it in plain Python,
so that no machine needs GNU gettext.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = "src/aidememoire/vocabulary/messages/*/LC_MESSAGES/aidememoire.po"
FONTS = "src/aidememoire/briefs/formats/fonts/*.ttf"


class Catalogue(Catalog):
    """A catalogue whose header stays as it is written: Babel drops lines that it does not know, such as who read it."""

    written: tuple[tuple[str, str], ...] = ()

    def _get_headers(self) -> list[tuple[str, str]]:
        return list(self.written)

    def _set_headers(self, headers: Iterable[tuple[str, str]]) -> None:
        self.written = tuple(headers)
        self._set_mime_headers(self.written)

    mime_headers = property(_get_headers, _set_headers)


class CustomBuildHook(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        compile_catalogues(root)
        if version != "editable" and not list(root.glob(FONTS)):
            self.app.display_warning(
                "The typefaces of printed briefs are missing here: `python3 go.py wheel` makes them first."
            )


def compile_catalogues(root: Path) -> list[Path]:
    """Write a .mo beside every .po, and return those written. Entries marked fuzzy are left out."""
    return [_compiled(catalogue) for catalogue in sorted(root.glob(CATALOGUES))]


def read_catalogue(path: Path) -> Catalogue:
    """Return what a .po holds."""
    catalogue = Catalogue(locale=path.parent.parent.name)
    with path.open("rb") as words:
        PoFileParser(catalogue, abort_invalid=True).parse(words)
    return catalogue


def _compiled(catalogue: Path) -> Path:
    target = catalogue.with_suffix(".mo")
    content = read_catalogue(catalogue)
    with target.open("wb") as out:
        write_mo(out, content)
    return target


if __name__ == "__main__":
    for path in compile_catalogues(Path(__file__).resolve().parent):
        print(f"  {path.parent.parent.name}: compiled")
