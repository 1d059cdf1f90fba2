"""Under which address is a script, a style or a typeface asked for? One that changes when the file does."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class Stamped(StaticFilesStorage):
    """Addresses with a stamp of the content, so that a browser may keep the file and never keeps an old one."""

    def url(self, name: str | None) -> str:
        """Return the address of a file."""
        return f"{super().url(name)}?v={_stamp(name or '')}"


@cache
def _stamp(name: str) -> str:
    found = finders.find(name)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12] if isinstance(found, str) else "0"


def built(name: str) -> bool:
    """Say whether a file that is made at build time is here."""
    return finders.find(name) is not None
