"""How fast is a dossier indexed and searched? 20,000 notes of 60 words, in three scripts."""

from __future__ import annotations

import random
from time import process_time

from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.kinds.engagements import Engagement
from aidememoire.vocabulary.search import Index

NOTES, WORDS, VOCABULARY = 20_000, 60, 30_000
MOST_TO_INDEX, MOST_TO_FIND = 2.0, 0.010
_PARTS = {
    "latin": ("ba", "re", "to", "li", "mun", "ske", "dor", "pa", "ves", "qui"),
    "arabic": ("با", "ري", "تو", "لي", "من", "سك", "دور", "فا", "وس", "قي"),
}


def main() -> None:
    """Print seconds of processor time to index, and the middle and slowest of queries, with their bounds."""
    chance = random.Random(7)
    words = [_word(chance) for _ in range(VOCABULARY)]
    weights = [1 / (rank + 5) for rank in range(VOCABULARY)]  # few words are many, as in any language
    notes = [" ".join(chance.choices(words, weights, k=WORDS)) for _ in range(NOTES)]
    records = [Engagement(id=f"meeting-{number}", title=note[:40], note=note) for number, note in enumerate(notes)]  # type: ignore[arg-type]  # text is read as text
    dossier = Dossier(Header(slug="bench"), records)
    began = process_time()
    index = Index(dossier)
    took = process_time() - began
    print(f"index   {NOTES:,} notes of {WORDS} words {took:6.2f} s   (bound {MOST_TO_INDEX} s)")
    queries = [" ".join(chance.choices(words, weights, k=1 + place % 3)) for place in range(200)]
    queries += [chance.choice(words)[:3] for _ in range(100)]
    times = []
    for query in queries:
        began = process_time()
        index.find(query)
        times.append(process_time() - began)
    times.sort()
    print(
        f"query   {len(queries)} queries: middle {times[len(times) // 2] * 1000:5.2f} ms, "
        f"95th of a hundred {times[int(len(times) * 0.95)] * 1000:5.2f} ms, slowest {times[-1] * 1000:5.2f} ms"
        f"   (bound {MOST_TO_FIND * 1000:.0f} ms)"
    )


def _word(chance: random.Random) -> str:
    parts = _PARTS[chance.choice(("latin", "latin", "arabic"))]
    return ("ال" if parts is _PARTS["arabic"] and chance.random() < 0.3 else "") + "".join(
        chance.choice(parts) for _ in range(chance.randint(2, 5))
    )


if __name__ == "__main__":
    main()
