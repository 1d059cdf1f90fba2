"""How many records cannot be shown as they last stood, and why?

A newer version wrote them, with kinds or fields that this one lacks; or their last version opens with no key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from aidememoire.ledger.clock import Moment
from aidememoire.ledger.found import model_of, modelled
from aidememoire.ledger.gate import Role
from aidememoire.ledger.seal import Body
from aidememoire.ledger.track import Standing, Track
from aidememoire.vocabulary.messages import Message, plural


def unread(tracks: Iterable[Track], known: Mapping[str, object], standing: Standing, until: Moment | None) -> int:
    """Return how many records a reader may have that this version cannot read.

    Of what the reader may not have none is counted: neither what lies above their ceiling, nor what names such a
    record, nor what could be of a kind that their role does not see.
    """
    found = {track.record: body for track in tracks if (body := _unread(track, standing, until)) is not None}
    while gone := [record for record, body in found.items() if not _names_what_is_there(body, {*known, *found})]:
        for record in gone:
            del found[record]
    return len(found)


def said(number: int) -> Message:
    """Return the sentence that tells of them, with what to do."""
    return plural(
        "{n} record was written by a newer version of Aide-Mémoire. It is not shown, nor what names it: install that "
        "version.",
        "{n} records were written by a newer version of Aide-Mémoire. They are not shown, nor what names them: install "
        "that version.",
        number,
    )


def unopened_said(number: int) -> Message:
    """Return the sentence that tells of records whose last version opens with no key, with what to do."""
    return plural(
        "The last version of {n} record cannot be opened, so the one before it is shown. The history of the dossier "
        "says who wrote it: ask them, or change the record, which replaces that version.",
        "The last versions of {n} records cannot be opened, so the ones before them are shown. The history of the "
        "dossier says who wrote them: ask them, or change the records, which replaces those versions.",
        number,
    )


def not_as_last(newer: int, unopened: int) -> tuple[Message, ...]:
    """Return what to tell of so many records, nothing where there are none."""
    told = ((newer, said), (unopened, unopened_said))
    return tuple(sentence(number) for number, sentence in told if number)


def _unread(track: Track, standing: Standing, until: Moment | None) -> Body | None:
    """Return what the newest version of a record says where the reader may have it and this version cannot read it."""
    if not any(standing.may_read(entry) for entry in track.entries.values()):
        return None
    counted = track.counted(standing, until).values()
    known = {id for entry in counted for id in entry.parents}
    heads = [entry for entry in counted if entry.id not in known]
    if not heads or not all(standing.may_read(head) and not head.handling.chatham_house for head in heads):
        return None
    newest = max(heads, key=lambda entry: entry.order)
    if model_of(newest.kind) is None and standing.reader.role is Role.ANALYST:
        return None
    body = standing.sealer.open(newest)
    if body is None or body.record is None or modelled(newest.kind, body.record) is not None:
        return None
    return body


def _names_what_is_there(body: Body, there: set[str]) -> bool:
    return there >= set(body.names.values())
