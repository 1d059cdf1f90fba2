"""Aide-Mémoire: the workbench for humanitarian diplomacy. ``import aidememoire as am; am.load(path)``."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aidememoire import methods as methods
    from aidememoire.vocabulary.dossier import Dossier as Dossier
    from aidememoire.vocabulary.errors import AideMemoireError as AideMemoireError
    from aidememoire.vocabulary.errors import InputError as InputError
    from aidememoire.vocabulary.files import load as load
    from aidememoire.vocabulary.files import save as save
    from aidememoire.vocabulary.findings import Finding as Finding

__version__ = "0.1.0"
__all__ = ["AideMemoireError", "Dossier", "Finding", "InputError", "load", "methods", "save"]

_HOMES = {
    "AideMemoireError": "vocabulary.errors",
    "Dossier": "vocabulary.dossier",
    "Finding": "vocabulary.findings",
    "InputError": "vocabulary.errors",
    "load": "vocabulary.files",
    "save": "vocabulary.files",
}


def __getattr__(name: str) -> Any:
    # Looked up only when asked for, so that a command that shows its help or reads bytes in a worker starts at once.
    if name == "methods":
        return import_module("aidememoire.methods")
    if name in _HOMES:
        return getattr(import_module(f"aidememoire.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'aidememoire' has no attribute {name!r}")
