"""In which formats can a dossier leave? One file each, found by being there; it holds its ``FORMS``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.handling import Handling
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.messages import Message, _, text_of
from aidememoire.vocabulary.record import Record

Files = tuple[tuple[str, bytes], ...]
"""What is written: for each file what is put after the name that was asked for, ending included, and its bytes."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a writer has: a dossier already cut, the days, the language, the ceiling, and what was chosen besides."""

    dossier: Dossier
    ceiling: Handling
    as_of: date
    made_on: date
    language: str
    chosen: Mapping[str, Any] = field(default_factory=dict)

    @property
    def marking(self) -> str:
        """Return the marking, the same in every language."""
        return f"TLP:{self.ceiling.level.value}"

    @property
    def notice(self) -> str:
        """Return all that the file says about what it leaves out."""
        return text_of(prepared_for(self.ceiling), self.language)


@dataclass(frozen=True, slots=True)
class Form:
    """One format in which a dossier can leave.

    ``name`` and ``ending`` together choose it; ``carries`` names the kinds of record that it holds, none meaning all;
    ``own`` is true of our own files, which hold everything. ``takes`` names what may be chosen besides.
    ``seen_as`` writes what the bytes are drawn from, where nobody can read them.
    """

    name: str
    ending: str
    label: Message
    write: Callable[[Given], Files]
    carries: tuple[str, ...] = ()
    own: bool = False
    takes: tuple[str, ...] = ()
    seen_as: Callable[[Given], Files] | None = None

    def kinds(self) -> tuple[type[Record], ...]:
        """Return the kinds of record that the format holds."""
        return tuple(kind for name, kind in kinds().items() if not self.carries or name in self.carries)


def prepared_for(ceiling: Handling) -> Message:
    """Return the sentence that every export carries: for whom it was prepared, and nothing about what is missing."""
    return _("Prepared for {label}; other information may exist.", label=ceiling.level)


@cache
def forms() -> tuple[Form, ...]:
    """Return every format there is, by name and ending."""
    modules = [
        import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__) if not one.name.startswith("_")
    ]
    return tuple(sorted((form for module in modules for form in module.FORMS), key=lambda one: (one.name, one.ending)))
