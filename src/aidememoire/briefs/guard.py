"""Does anything that was withheld stand in finished bytes after all? The last look before a file leaves.

Everything that leaves in plain form is made from a dossier that was cut first, so this should never find anything. It
looks all the same: in the bytes and in all text that can be got out of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from aidememoire.briefs._text_inside import Passage, passages
from aidememoire.briefs._withheld import Search, Withheld, words_of
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import Message, language_now, plural


def released(
    content: bytes,
    *,
    whole: Dossier,
    left: Dossier,
    language: str | None = None,
    blank: Callable[[], bytes] | None = None,
) -> bytes:
    """Return finished bytes as they are, or refuse them where they hold a value that the cut withholds.

    Parameters
    ----------
    content : a finished file: text, Markdown, HTML, SVG, JSON, CSV, a calendar, DOCX, XLSX, PDF or PNG
    whole, left : the dossier as the exporter has it, and what is left of it for the readers of the file
    language : of the file, by default the one spoken now; words of our own in it are no secret
    blank : makes the same kind of file out of a dossier without records; what stands in it, too, is no secret

    Raises
    ------
    InputError
        With the record whose value was found, its field, and where; for the eyes of the exporter alone.
    """
    all_released([content], whole=whole, left=left, language=language, blank=blank and (lambda: [blank()]))
    return content


def all_released(
    contents: Sequence[bytes],
    *,
    whole: Dossier,
    left: Dossier,
    language: str | None = None,
    blank: Callable[[], Sequence[bytes]] | None = None,
) -> None:
    """Refuse files that leave together where one of them holds what the cut withholds; ``blank`` makes all of them."""
    search = Search(whole, left)
    if not search:
        return
    empty = cache(blank) if blank else tuple
    for place, content in enumerate(contents):
        leaks = _leaks(content, search, language or language_now())
        if leaks := leaks and _beyond(leaks, empty()[place : place + 1]):
            raise InputError(_refusal(((withheld, passage.where) for withheld, passage in leaks), left))


def _leaks(content: bytes, search: Search, language: str) -> list[tuple[Withheld, Passage]]:
    found: dict[Withheld, Passage] = {}
    for passage in passages(content):
        for withheld in search.found(passage.text, running=passage.running, ragged=passage.ragged):
            found.setdefault(withheld, passage)
    return [(withheld, passage) for withheld, passage in found.items() if not search.known(withheld, language)]


def _beyond(leaks: list[tuple[Withheld, Passage]], empty: Sequence[bytes]) -> list[tuple[Withheld, Passage]]:
    """Return what does not stand in the same file of a dossier without records, too."""
    common = " | ".join(" ".join(words_of(passage.text)) for content in empty for passage in passages(content))
    return [(withheld, passage) for withheld, passage in leaks if f" {withheld.words} " not in f" {common} "]


def _refusal(found: Iterable[tuple[Withheld, Message]], left: Dossier) -> Message:
    there = list(found)
    records = list(dict.fromkeys(withheld.record for withheld, _where in there))
    first, where = there[0]
    return plural(
        "Nothing is written: {record} is withheld from readers of {label}, and yet its {field} stands in {where}. "
        "Take those words out of what these readers may have, or raise the ceiling.",
        "Nothing is written: values of {n} records that are withheld from readers of {label} stand in it, the first "
        "of {record} ({field}, in {where}). Take those words out of what these readers may have, or raise the ceiling.",
        len(records),
        record=first.record,
        label=left.own_ceiling.level,
        field=first.field,
        where=where,
    )
