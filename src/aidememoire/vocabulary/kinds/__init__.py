"""The kinds of record, one file a theme. A class that stands in a file here is found; nothing else needs to know."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from aidememoire.vocabulary.record import Record


@cache
def kinds() -> dict[str, type[Record]]:
    """Return every kind of record by its name, in the order of the chain."""
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    classes: set[type[Record]] = {value for module in modules for value in vars(module).values() if _is_kind(value)}
    return {kind.kind_of.name: kind for kind in sorted(classes, key=lambda kind: kind.kind_of.place)}


@cache
def sections() -> dict[str, type[Record]]:
    """Return every kind of record by the name of its section in a file (its plural)."""
    return {kind.kind_of.plural: kind for kind in kinds().values()}


def _is_kind(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Record) and value is not Record
