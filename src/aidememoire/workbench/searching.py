"""Which records hold these words? An index in memory over what this reader may see, and over nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from aidememoire.vocabulary.declaring import Part
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.text import Text, folded

_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"\bال(?=\w{2})")


def matching(dossier: Dossier, words: str) -> frozenset[str]:
    """Return the ids of the records in which every word asked for begins some word."""
    wanted = [re.compile(rf"\b{re.escape(word)}") for word in _WORD.findall(_alike(words))]
    if not wanted:
        return frozenset()
    return frozenset(id for id, blob in _blobs(dossier).items() if all(word.search(blob) for word in wanted))


@lru_cache(maxsize=8)
def _blobs(dossier: Dossier) -> dict[str, str]:
    return {record.id: _alike(" ".join((record.id, *_said(record)))) for record in dossier}


def _said(part: Part) -> Iterator[str]:
    for spec in part.fields():
        value = getattr(part, spec.attribute)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Text):
                yield from one.by_language.values()
            elif isinstance(one, Part):
                yield from _said(one)
            elif isinstance(one, str):
                yield str(one)


def _alike(words: str) -> str:
    """Return words as they are compared: case, marks and variants of letters alike, the Arabic article left off."""
    return _ARTICLE.sub("", folded(words))
