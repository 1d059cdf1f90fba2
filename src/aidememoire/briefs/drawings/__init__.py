"""Which answers can be seen as pictures? Those of the methods of which a file here draws the finding."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from aidememoire.pictures.picture import Picture
    from aidememoire.vocabulary.dossier import Dossier
    from aidememoire.vocabulary.findings import Finding

HERE = Path(__file__).parent


class Draw(Protocol):
    """How a finding is drawn: as pictures with a short name each, none where there is nothing to see."""

    def __call__(
        self, dossier: Dossier, found: Finding, *, language: str, **chosen: Any
    ) -> Iterator[tuple[str, Picture]]:
        """Draw a finding that was made with the arguments ``chosen``."""
        ...


def drawable(method: str) -> bool:
    """Say whether the finding of a method can be drawn, without importing what draws it."""
    return (HERE / f"{method}.py").is_file()


def drawn(dossier: Dossier, found: Finding, *, language: str, **chosen: Any) -> dict[str, Picture]:
    """Return the pictures of a finding by their names, in the order in which to look at them."""
    draw = cast(Draw, import_module(f"{__name__}.{found.method}").draw)
    return dict(draw(dossier, found, language=language, **chosen))
