"""Files of our own: YAML, JSON lines and workbooks hold the same, and go from one to another without loss."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aidememoire.vocabulary.files.checking import Checked as Checked
    from aidememoire.vocabulary.files.native import load as load
    from aidememoire.vocabulary.files.native import read as read
    from aidememoire.vocabulary.files.native import save as save

__all__ = ["Checked", "load", "read", "save"]


def __getattr__(name: str) -> Any:
    # The worker that reads hostile bytes lives in this package and must not pay for the models.
    if name in __all__:
        return getattr(import_module(f"{__name__}.{'checking' if name == 'Checked' else 'native'}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
