"""How is a value of a screen's object worked out once, though several browsers ask at once?

Django remembers it without a lock. Python's own ``cached_property`` holds one for all objects of a class meanwhile:
whoever waited in there for the vault's lock would stop everybody who holds the vault's lock and asks for the value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from functools import cached_property as remembered
else:
    from django.utils.functional import cached_property as remembered

__all__ = ["remembered"]
