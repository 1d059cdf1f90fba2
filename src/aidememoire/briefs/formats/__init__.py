"""In which formats can a document be written? One file each; the ending of the file's name chooses."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from aidememoire.briefs.document import Document
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _

Writer = Callable[[Document], bytes]
ENDINGS = {".pdf": "pdf", ".docx": "docx", ".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown"}


def writer_for(path: str | Path) -> Writer:
    """Return what writes the format that a file's ending names."""
    ending = Path(path).suffix.lower()
    if ending not in ENDINGS:
        raise InputError(
            _(
                "{path} does not end in a format that briefs are written in. End it in one of: {endings}.",
                path=str(path),
                endings=(".pdf", ".docx", ".html", ".md"),
            )
        )
    write: Writer = import_module(f"{__name__}.{ENDINGS[ending]}").write
    return write
