"""What is a record called that nobody gave a name: a tie, a stance, a tenure? By those whom it names."""

from __future__ import annotations

from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.messages import Run, runs_of
from aidememoire.vocabulary.record import Named

MOST = 2
BETWEEN = " – "


class Coupled(Named):
    """The id of a record with the names of those whom it names."""

    __slots__ = ("parts",)

    def __init__(self, id: str, parts: tuple[Named, ...]) -> None:
        super().__init__(id, None)
        self.parts = parts

    def runs(self, language: str) -> tuple[Run, ...]:
        """Return the names, one after another."""
        out: list[Run] = []
        for part in self.parts:
            out += [Run(BETWEEN, "word", language)] if out else []
            out += runs_of(part, language)
        return tuple(out)


def named(dossier: Dossier, id: str) -> Named:
    """Return an id with the best name that there is for it."""
    called, record = dossier.called_source(id), dossier.get(id)
    if called.name is not None or record is None:
        return called
    names = dict.fromkeys(other for _path, spec, other in record.references() if spec.name != "cited")
    parts = tuple(dossier.called(other) for other in list(names)[:MOST])
    return Coupled(id, parts) if parts else called
