"""How long does the map of an issue take, how does that grow, and how does it compare with networkx?

``python benchmarks/map.py``. networkx is in the development lock; without it the ratios are left out. Maps are random,
ten ties an actor, one actor in sixty ours, one in sixty decides. networkx counts betweenness between the same
subsets and takes out the same actors, in as many draws, without a bound on the number of steps; it is timed on a few of
the draws and the time is multiplied.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Sequence
from datetime import date
from importlib.util import find_spec
from itertools import pairwise
from typing import Any

import numpy as np

from aidememoire.methods._shared.ties import ties
from aidememoire.methods.mapping._brokers import counted_in_draws
from aidememoire.methods.mapping._net import Net, luck, net
from aidememoire.methods.mapping._only_way import bits, lost
from aidememoire.methods.mapping.map import map as map_of
from aidememoire.vocabulary.codes import Credibility, Reliability, StanceRole
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.evidence import Evidence
from aidememoire.vocabulary.kinds.actors import Actor, Tie
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.kinds.sources import Source
from aidememoire.vocabulary.scales import Judged
from aidememoire.vocabulary.text import Text

SIZES = (100, 300, 1_000)
DAY = date(2026, 6, 15)
WORDS = ("faint", "weak", "moderate", "strong", "decisive")
SEEN = Evidence(claim=Text("seen"), cited="log", reliability=Reliability.B, credibility=Credibility.PROBABLE)
DRAWS, FIRST, SAMPLED = 500, 20, 2
FULL_SECONDS, FIRST_SECONDS = 10, 1


def main() -> None:
    """Print a line for each size, then the limits and how far below them the figures lie."""
    print("actors   ties    map, 500 draws  20 draws   brokers (networkx)   no other route (networkx)")
    taken = {size: _measured(size) for size in SIZES}
    full, first = taken[300]["full"], taken[300]["first"]
    print(
        f"300 actors, 3,000 ties: 500 draws {full:.2f} s of {FULL_SECONDS}, 20 draws {first:.2f} s of {FIRST_SECONDS}"
    )
    grown = [math.log(taken[big]["full"] / taken[small]["full"], big / small) for small, big in pairwise(SIZES)]
    print("growth of the map with the number of actors, as a power: " + ", ".join(f"{power:.2f}" for power in grown))
    if full > FULL_SECONDS or first > FIRST_SECONDS:
        raise SystemExit("slower than the limits")


def _measured(size: int) -> dict[str, float]:
    dossier = made_up(size)
    some = net(ties(dossier), (one.id for one in dossier.of(Actor) if one.ours))
    aim = [some.actors.index(one.actor) for one in dossier.of(Stance)]
    taken = {
        "full": _best(lambda: map_of(dossier, issue="question", as_of=DAY, draws=DRAWS), 1 if size > 300 else 3),
        "first": _best(lambda: map_of(dossier, issue="question", as_of=DAY, draws=FIRST), 3),
        "brokers": _best(lambda: counted_in_draws(some, aim, DRAWS, np.random.default_rng(1)), 1),
        "only": _best(lambda: lost(some, aim, bits(some.mean, luck(some.ids, DRAWS, 1))), 1),
    }
    ratios = ("-", "-")
    if find_spec("networkx") and size <= 300:
        slow = _networkx_brokers(some, aim), _networkx_only(some, aim)
        ratios = (f"{slow[0] / taken['brokers']:.0f} x", f"{slow[1] / taken['only']:.0f} x")
    print(
        f"{size:6,} {len(some):6,} {taken['full']:12.2f} s {taken['first']:9.2f} s "
        f"{taken['brokers']:8.2f} s {ratios[0]:>10} {taken['only']:10.2f} s {ratios[1]:>10}"
    )
    return taken


def _best(work: Callable[[], Any], times: int) -> float:
    taken = []
    for _time in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)


def made_up(size: int, seed: int = 1) -> Dossier:
    """Return a random dossier with one issue: ten ties an actor, each sixtieth ours, each sixtieth decides."""
    chance = random.Random(seed)
    ids = [f"actor-{number}" for number in range(size)]
    pairs = {tuple(chance.sample(ids, 2)) for _tie in range(10 * size)}
    records: list[Any] = [Source(id="log", title=Text("Log")), Issue(id="question")]
    records += [Actor(id=id, ours=number % 60 == 0) for number, id in enumerate(ids)]
    records += [
        Tie(id=f"tie-{number}", actor=one, over=two, strength=Judged(chance.choice(WORDS)), evidence=(SEEN,))
        for number, (one, two) in enumerate(sorted(pairs))
    ]
    records += [
        Stance(
            id=f"stance-{id}",
            actor=id,
            issue="question",
            role=(StanceRole.DECIDE,),
            influence=Judged("strong"),
            salience=Judged("moderate"),
        )
        for id in ids[30::60]
    ]
    return Dossier(Header(slug="made-up"), records)


def _graphs(some: Net, weights: Any) -> Any:
    import networkx as nx

    ends = zip(some.actor.tolist(), some.over.tolist(), weights.tolist(), strict=True)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(some.actors)))
    graph.add_weighted_edges_from((one, two, weight) for one, two, weight in ends if not math.isnan(weight))
    return graph


def _networkx_brokers(some: Net, aim: Sequence[int]) -> float:
    import networkx as nx

    drawn = some.drawn(SAMPLED, np.random.default_rng(1))

    def work() -> None:
        for draw in range(SAMPLED):
            graph = _graphs(some, -np.log(drawn[:, draw]))
            nx.betweenness_centrality_subset(graph, list(some.starts), list(aim), weight="weight")

    return _best(work, 1) * DRAWS / SAMPLED


def _networkx_only(some: Net, aim: Sequence[int]) -> float:
    import networkx as nx

    works = luck(some.ids, SAMPLED, 1) < some.mean[:, None]

    def work() -> None:
        for draw in range(SAMPLED):
            graph = _graphs(some, np.where(works[:, draw], 1.0, np.nan))
            for actor in range(len(some.actors)):
                left = nx.restricted_view(graph, [actor], [])
                found = nx.multi_source_dijkstra_path_length(left, set(some.starts) - {actor}, cutoff=4)
                [one in found for one in aim]

    return _best(work, 1) * DRAWS / SAMPLED


if __name__ == "__main__":
    main()
