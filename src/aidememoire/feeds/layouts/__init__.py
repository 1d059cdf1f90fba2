"""Which layouts are known? One file each: ``fits`` says whether tables follow it, ``kind`` what each table holds."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any


@cache
def layouts() -> tuple[Any, ...]:
    """Return the layouts there are, those that are surest first."""
    found = [import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__)]
    return tuple(sorted(found, key=lambda one: one.PLACE))
