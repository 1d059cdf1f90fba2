"""Methods, by family: a dossier in, a finding out. ``am.methods.<family>.<name>(dossier, as_of=...)``."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


def __getattr__(name: str) -> ModuleType:
    try:
        return import_module(f"{__name__}.{name}")
    except ModuleNotFoundError:
        raise AttributeError(f"there is no family of methods {name!r}") from None
