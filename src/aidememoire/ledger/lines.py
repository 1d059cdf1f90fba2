"""What becomes of a text that two people changed at once? Lines that only one of them touched merge by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

Wording = str | dict[str, str] | None


def merged_wording(base: Wording, one: Wording, other: Wording) -> Wording:
    """Return a free text that holds what both did to it, each language for itself; ``None`` in no case but agreement.

    Raises ``ValueError`` where both changed the same lines, or one changed what the other took away.
    """
    if one == other or other == base:
        return one
    if one == base:
        return other
    if isinstance(base, str) and isinstance(one, str) and isinstance(other, str):
        return merged_lines(base, one, other)
    if isinstance(base, dict) and isinstance(one, dict) and isinstance(other, dict):
        tongues = dict.fromkeys((*base, *one, *other))
        merged = {tongue: merged_wording(base.get(tongue), one.get(tongue), other.get(tongue)) for tongue in tongues}
        kept = {tongue: said for tongue, said in merged.items() if isinstance(said, str)}
        if kept:
            return kept
    raise ValueError("both sides changed the same text")


def merged_lines(base: str, one: str, other: str) -> str:
    """Return a text with the changes of both sides, or raise ``ValueError`` where they touch each other.

    Changes on neighbouring lines count as touching: nobody can tell whether they were meant to stand together.
    """
    lines = [text.splitlines(keepends=True) for text in (base, one, other)]
    if len(lines[0]) < 2:
        raise ValueError("both sides changed the only line")
    merged: list[str] = []
    done = 0
    changes = sorted([*_changes(lines[0], lines[1], 1), *_changes(lines[0], lines[2], 2)])
    open_until, open_by = -1, 0
    alike: list[tuple[int, int, list[str]]] = []
    for start, end, side, instead in changes:
        if (start, end, instead) in alike:
            continue  # both did the same
        alike.append((start, end, instead))
        if start <= open_until and side != open_by:
            raise ValueError("both sides changed the same lines")
        merged += lines[0][done:start]
        merged += instead
        done = end
        open_until, open_by = max(open_until, end), side
    return "".join([*merged, *lines[0][done:]])


def _changes(base: Sequence[str], new: Sequence[str], side: int) -> Iterator[tuple[int, int, int, list[str]]]:
    matcher = SequenceMatcher(None, base, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            yield start, end, side, list(new[new_start:new_end])
