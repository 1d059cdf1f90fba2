"""How do catalogues of messages get from the words people edit (.po) to the form that programs read (.mo)?

Called by every build, editable or not, and by ``go.py`` when a catalogue was edited. Babel does it in plain Python,
so that no machine needs GNU gettext.
"""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = "src/aidememoire/vocabulary/messages/*/LC_MESSAGES/aidememoire.po"
FONTS = "src/aidememoire/briefs/formats/fonts/*.ttf"


class CustomBuildHook(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        root = Path(self.root)
        compile_catalogues(root)
        if version != "editable" and not list(root.glob(FONTS)):
            self.app.display_warning(
                "The typefaces of printed briefs are missing here: `python3 go.py wheel` makes them first."
            )


def compile_catalogues(root: Path) -> list[Path]:
    """Write a .mo beside every .po, and return those written. Entries marked fuzzy are left out."""
    return [_compiled(catalogue) for catalogue in sorted(root.glob(CATALOGUES))]


def _compiled(catalogue: Path) -> Path:
    target = catalogue.with_suffix(".mo")
    with catalogue.open("rb") as words, target.open("wb") as out:
        write_mo(out, read_po(words, locale=catalogue.parent.parent.name, abort_invalid=True))
    return target


if __name__ == "__main__":
    for path in compile_catalogues(Path(__file__).resolve().parent):
        print(f"  {path.parent.parent.name}: compiled")
