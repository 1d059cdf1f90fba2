"""Which country does a code mean, in the reader's language? Files keep the code; whoever reads gets the name.

Codes are those of ISO 3166, of three letters or two. The names are those of the Unicode CLDR, made at build time by
``hatch_build.py`` with Babel; where they were not made, a code stands as it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator

from aidememoire.vocabulary.declaring import SEVERAL, Suggests, Word
from aidememoire.vocabulary.messages import Run
from aidememoire.vocabulary.text import folded

NAMES = Path(__file__).parent / "messages" / "countries.json"


class Place(str):
    """A place as somebody wrote it: the code of a country, which is shown by its name, a p-code, or a name.

    >>> str(Place("SDN"))
    'SDN'
    """

    __slots__ = ()

    @property
    def raw(self) -> str:
        """Return the place as files hold it."""
        return str(self)

    def runs(self, language: str) -> tuple[Run, ...]:
        """Return the name of a country; anything else as it was written."""
        return (Run(country(self, language) or str(self), "name"),)


def to_pick(language: str) -> list[tuple[str, str]]:
    """Return the code of three letters and the name of each country, in the order of names."""
    named = [(code, name) for code in countries() if len(code) == len("SDN") and (name := country(code, language))]
    return sorted(dict.fromkeys(named), key=lambda one: folded(one[1]))


def country(code: str, language: str) -> str | None:
    """Return the name of the country that a code means, in a language, else in English; None for any other word."""
    names = countries().get(code)
    return (names.get(language) or names.get("en")) if names else None


@cache
def countries() -> Mapping[str, Mapping[str, str]]:
    """Return the names of each country by language, by its code of three letters and by that of two."""
    if not NAMES.exists():
        return {}
    found: dict[str, dict[str, str]] = json.loads(NAMES.read_text("utf-8"))
    return found


COUNTRIES = "countries"
PlaceName = Annotated[Word, AfterValidator(Place), Suggests(COUNTRIES)]
PlaceNames = Annotated[tuple[PlaceName, ...], SEVERAL]
