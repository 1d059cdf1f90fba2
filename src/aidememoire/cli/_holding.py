"""What does a command hold when it was given a DOSSIER: one of a file, or one of the vault, and who hears of it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aidememoire.vocabulary.dossier import Dossier
    from aidememoire.vocabulary.findings import Finding, Row
    from aidememoire.vocabulary.handling import Handling, Label


class Held:
    """A dossier of a file. Nobody keeps a record of who reads a file, or what is made of it."""

    sealed = False

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier

    def asked(self, found: Finding) -> Finding:
        """Tell that an answer is about to be shown, and return it as far as whoever asked is cleared for it."""
        return found

    def rests_on(self, records: Iterable[str]) -> None:
        """Tell on which records an answer rests that is about to be shown."""

    def shown(self, record: str) -> None:
        """Tell that one record is about to be shown whole."""

    def history(self, record: str) -> tuple[Row, ...]:
        """Return the versions of a record, oldest first; a file has none."""
        return ()

    @contextmanager
    def leaving(self, label: Label, ceiling: Handling | None = None) -> Iterator[None]:
        """Tell that something is about to leave in plain form, under a ceiling, and if in the end it did not."""
        yield
