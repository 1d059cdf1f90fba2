"""How much of what pasted notes say is suggested, and how much of what is suggested do they say? On sentences of ours.

The sentences were written by the same hands as the patterns: expect less of notes that others wrote.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

import yaml

from aidememoire.feeds.notes import suggested
from aidememoire.training import path
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.files import load
from aidememoire.vocabulary.kinds.actors import Actor

CORPUS = Path(__file__).parent.parent / "tests" / "feeds" / "meeting_notes.yaml"
MEETING = date(2026, 6, 15)


def main() -> None:
    """Print precision and recall by language and sort, and the sentences that were read otherwise."""
    corpus = yaml.safe_load(CORPUS.read_text("utf-8"))
    dossier = named_in_all(load(path()), corpus.pop("names"))
    began = process_time()
    whole: dict[str, Counter[str]] = {}
    for language, told in corpus.items():
        counts = measured(dossier, told)
        for sort, count in counts.items():
            whole.setdefault(sort, Counter()).update(count)
        _print(language, counts)
    _print("all", whole)
    print(f"{sum(map(len, corpus.values()))} sentences in {process_time() - began:.2f} s")


def named_in_all(dossier: Dossier, names: dict[str, list[str]]) -> Dossier:
    """Return a dossier whose actors also go by these names."""
    return dossier.having(
        record.model_copy(update={"aliases": (*record.aliases, *names.get(record.id, ()))})
        if isinstance(record, Actor)
        else record
        for record in dossier
    )


def measured(dossier: Dossier, told: list[dict[str, Any]]) -> dict[str, Counter[str]]:
    """Count what was rightly suggested, wrongly suggested and missed, by sort: actors, days, promises."""
    counts: dict[str, Counter[str]] = {sort: Counter() for sort in ("actors", "days", "promises")}
    for one in told:
        found = suggested(one["text"], dossier, on=MEETING)
        sorts: tuple[tuple[str, set[Any], set[Any]], ...] = (
            ("actors", {actor.id for actor in found.actors}, set(one["actors"])),
            ("days", {day.day for day in found.days}, set(one["days"])),
            ("promises", set(found.promises) and {True}, {True} if one["promise"] else set()),
        )
        for sort, said, meant in sorts:
            counts[sort].update(right=len(said & meant), wrong=len(said - meant), missed=len(meant - said))
    return counts


def share(count: Counter[str]) -> tuple[float, float]:
    """Return precision and recall."""
    said, meant = count["right"] + count["wrong"], count["right"] + count["missed"]
    return count["right"] / said if said else 1.0, count["right"] / meant if meant else 1.0


def _print(language: str, counts: dict[str, Counter[str]]) -> None:
    for sort, count in counts.items():
        precision, recall = share(count)
        detail = f"right {count['right']:3}  wrong {count['wrong']:2}  missed {count['missed']:2}"
        print(f"{language:<4} {sort:<9} precision {precision:5.0%}  recall {recall:5.0%}   {detail}")


if __name__ == "__main__":
    main()
