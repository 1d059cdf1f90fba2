"""From a dossier to a file on the desk: cut to the ceiling first, computed on what is left, written whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from aidememoire.briefs import guard
from aidememoire.briefs.document import Document
from aidememoire.briefs.formats import writer_for
from aidememoire.methods.access.access import access
from aidememoire.methods.trust.commitments import commitments
from aidememoire.vocabulary import handling
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files.native import replaced
from aidememoire.vocabulary.handling import Handling
from aidememoire.vocabulary.messages import Message, _, speaking


@dataclass(frozen=True, slots=True)
class Written:
    """What the exporter is told, and the document is not: what was left out and why, and what the cut turned over."""

    path: Path
    left_out: tuple[tuple[str, Message], ...]
    turned_over: tuple[Message, ...]


def kinds_of_brief() -> tuple[str, ...]:
    """Return the briefs there are: every file beside this one that arranges a document. None of them is imported."""
    files = sorted(Path(__file__).parent.glob("[a-z]*.py"))
    return tuple(file.stem for file in files if "\ndef arrange(" in file.read_text("utf-8"))


def names_of_briefs() -> dict[str, Message]:
    """Return the briefs there are, each with what it is called."""
    return {kind: import_module(f"aidememoire.briefs.{kind}").LABEL for kind in kinds_of_brief()}


def arranged(
    dossier: Dossier, kind: str, *, as_of: date, language: str, ceiling: Handling | None = None, **chosen: Any
) -> Document:
    """Cut a dossier to a ceiling (by default its own label) and arrange a brief from what is left."""
    limit = ceiling or dossier.own_ceiling
    left = dossier.cut(limit)
    if (counterpart := chosen.get("counterpart")) in dossier and counterpart not in left:
        raise InputError(
            _(
                "{who} lies above {label}: raise the ceiling, or name somebody else.",
                who=dossier.called(counterpart),
                label=limit.level,
            )
        )
    with speaking(language):
        document: Document = import_module(f"aidememoire.briefs.{kind}").arrange(
            left, as_of=as_of, ceiling=limit, language=language, **chosen
        )
    return document


@dataclass(frozen=True, slots=True)
class Finished:
    """A brief as bytes, looked through for what its ceiling withholds, and what only the exporter is told."""

    content: bytes
    left_out: tuple[tuple[str, Message], ...]
    turned_over: tuple[Message, ...]


def finished(
    dossier: Dossier,
    kind: str,
    name: str | Path,
    *,
    as_of: date,
    language: str,
    ceiling: Handling | None = None,
    **chosen: Any,
) -> Finished:
    """Make a brief in the format that the ending of a name means. Nothing is written anywhere."""
    writer = writer_for(name)
    limit = ceiling or dossier.own_ceiling
    document = arranged(dossier, kind, as_of=as_of, language=language, ceiling=limit, **chosen)
    left = dossier.cut(limit)
    with speaking(language):
        content = guard.released(
            writer(document), whole=dossier, left=left, blank=lambda: writer(_blank(document, left, kind))
        )
    return Finished(content, handling.left_out(dossier, left), tuple(turned_over(dossier, left, as_of)))


def write(
    dossier: Dossier,
    kind: str,
    path: Path,
    *,
    as_of: date,
    language: str,
    ceiling: Handling | None = None,
    **chosen: Any,
) -> Written:
    """Write a brief to a file whose ending names the format; returns what only the exporter may know."""
    made = finished(dossier, kind, path, as_of=as_of, language=language, ceiling=ceiling, **chosen)
    replaced(path, lambda put: put(made.content))
    return Written(path, made.left_out, made.turned_over)


def _blank(document: Document, left: Dossier, kind: str) -> Document:
    """Return the same brief as it is made from no record at all: the words that every such document has."""
    return arranged(
        left.having(()),
        kind,
        as_of=document.as_of,
        language=document.language,
        ceiling=left.ceiling,
        made_on=document.made_on,
    )


def turned_over(dossier: Dossier, left: Dossier, as_of: date) -> list[Message]:
    """Say which conclusions read otherwise in what is left than in the whole."""
    told: list[Message] = []
    if left == dossier:
        return told
    for method, record, field in ((commitments, "commitment", "status"), (access, "authority", "state")):
        whole = {row[record].id: row[field] for row in method(dossier, as_of=as_of).rows}
        for row in method(left, as_of=as_of).rows:
            before = whole.get(row[record].id)
            if before is not None and before != row[field]:
                told.append(
                    _(
                        "{record}: {now} in this document, {before} in the dossier",
                        record=row[record],
                        now=row[field],
                        before=before,
                    )
                )
    return told
