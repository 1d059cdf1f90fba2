"""When was what promised, granted and said, and what came of it? The line of days of the whole dossier."""

from __future__ import annotations

from collections.abc import Iterator

from aidememoire.briefs.drawing import story
from aidememoire.briefs.scope import whole
from aidememoire.pictures.picture import Picture
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Finding


def draw(dossier: Dossier, found: Finding, *, language: str) -> Iterator[tuple[str, Picture]]:
    """Draw the latest promises, permits and meetings on a line of days."""
    assert found.as_of is not None
    picture = story(dossier, whole(dossier.as_of(found.as_of)), as_of=found.as_of, language=language)
    if picture:
        yield "days", picture
