"""What stands around the sections of every brief: title, days, marking, and what the reader must know beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from aidememoire.briefs.document import Document, Section, Value
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.handling import Handling
from aidememoire.vocabulary.messages import Message, _, not_yet_read


@dataclass(frozen=True, slots=True)
class Frame:
    """For whom, of which day and in which language a brief is made."""

    ceiling: Handling
    language: str
    as_of: date
    made_on: date

    def around(
        self, dossier: Dossier, sections: Iterable[Section], *, title: Value, subtitle: Value | None
    ) -> Document:
        """Put the sections into a document with its marking and notices."""
        return Document(
            title=title,
            subtitle=subtitle,
            language=self.language,
            label=self.ceiling.level,
            as_of=self.as_of,
            made_on=self.made_on,
            closed_on=dossier.header.closed_on,
            notices=tuple(self._notices()),
            sections=tuple(sections),
        )

    def _notices(self) -> Iterator[Message]:
        yield _("Prepared for {label}; other information may exist.", label=self.ceiling.level)
        if (unread := not_yet_read(self.language)) is not None:
            yield unread
