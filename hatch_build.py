"""How do catalogues of messages get from the words people edit (.po) to the form that programs read (.mo)?

The names of countries come the same way, out of the data of Babel (Unicode CLDR).

Called by every build, editable or not, and by ``go.py`` when a catalogue was edited. Babel does it in plain Python,
so that no machine needs GNU gettext.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import get_global
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MESSAGES = "src/aidememoire/vocabulary/messages"
CATALOGUES = f"{MESSAGES}/*/LC_MESSAGES/aidememoire.po"
# Groups and what is unknown; and codes that were taken back (ISO 3166-3).
NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
TAKEN_BACK = {"BUR", "DDR", "FXX", "ROM", "TMP", "YMD", "ZAR"}
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
    """Write a .mo beside every .po and the names of countries, and return what was written.

    Entries marked fuzzy are left out.
    """
    compiled = [_compiled(catalogue) for catalogue in sorted(root.glob(CATALOGUES))]
    languages = ["en", *(path.parent.parent.name for path in compiled)]
    return [*compiled, _countries(root / MESSAGES / "countries.json", languages)]


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


def _countries(target: Path, languages: Iterable[str]) -> Path:
    """Write the name of each country in each language, by its codes of three letters and of two (ISO 3166, CLDR)."""
    names = {language: dict(Locale.parse(language).territories) for language in languages}
    here = {two for two in names["en"] if len(two) == 2 and two.isalpha()} - NO_COUNTRIES
    meant = {code: [code] for code in here} | {
        code: [str(one) for one in others]
        for code, others in get_global("territory_aliases").items()
        if isinstance(code, str) and len(code) == 3 and code.isalpha() and code not in TAKEN_BACK
    }
    told = {
        code: {language: there[two] for language, there in names.items() if two in there}
        for code, (two, *others) in sorted(meant.items())
        if two in here and not others
    }
    target.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return target


if __name__ == "__main__":
    for path in compile_catalogues(Path(__file__).resolve().parent):
        print(f"  {path.relative_to(Path(__file__).resolve().parent / MESSAGES)}")
