"""Whom does a text mention, and where does that lead? ``[[name]]`` is a link to the record; it makes no tie."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from aidememoire.feeds.naming import names_of
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.record import Named
from aidememoire.vocabulary.text import folded
from aidememoire.workbench.desks import Desk

_MENTION = re.compile(r"\[\[([^\[\]]{1,200})\]\]")


def pieces(text: str, desk: Desk) -> Iterator[tuple[str, Named | None]]:
    """Yield a text piece by piece, each with the record that it mentions; what leads nowhere stays as written."""
    end = 0
    for found in _MENTION.finditer(text):
        if id := _names(desk).get(folded(found[1].strip())):
            yield text[end : found.start()], None
            yield found[1].strip(), desk.dossier.called(id)
            end = found.end()
    yield text[end:], None


def _names(desk: Desk) -> Mapping[str, str]:
    return desk.once("names", lambda: dict(_named(desk.dossier)))


def _named(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Yield each name with its record; where several bear it, an actor comes before others, and an id before all."""
    for record in sorted(dossier, key=lambda one: isinstance(one, Actor)):
        yield from ((folded(name), record.id) for name in names_of(record))
    yield from ((record.id, record.id) for record in dossier)
