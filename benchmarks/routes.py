"""How long do routes take, how does that grow with the map, and how does it compare with networkx and igraph?

``python benchmarks/routes.py``. networkx is in the development lock; igraph is compared where it can be imported
(it is GPL, so it stands in no lock; install it by hand, apart). Maps
are random, ten ties an actor, one actor in sixty ours; each figure is the best of three. The others do not bound the
number of hops: of networkx the paths within the bound are counted, of igraph whatever comes.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable
from datetime import date
from importlib.util import find_spec
from itertools import islice
from typing import Any

from aidememoire.methods._shared import paths
from aidememoire.methods._shared.ties import Ties, ties
from aidememoire.methods.routes import reach_table
from aidememoire.methods.routes.routes import routes
from aidememoire.vocabulary.codes import Credibility, Reliability
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.evidence import Evidence
from aidememoire.vocabulary.kinds.actors import Actor, Tie
from aidememoire.vocabulary.kinds.sources import Source
from aidememoire.vocabulary.scales import Judged
from aidememoire.vocabulary.text import Text

SIZES = (100, 300, 1_000, 3_000, 10_000)
DAY = date(2026, 6, 15)
ROUTES = 10
WORDS = ("faint", "weak", "moderate", "strong", "decisive")
SEEN = Evidence(claim=Text("seen"), cited="log", reliability=Reliability.B, credibility=Credibility.PROBABLE)
FULL_SECONDS, FIRST_SECONDS, REACH_SECONDS = 10, 1, 0.5


def main() -> None:
    """Print a line for each size, then the limits and how far below them the figures lie."""
    print("actors   ties     load   reach  (networkx, igraph)  10 routes  (networkx, igraph)  method, 500 draws")
    taken = {size: _measured(size) for size in SIZES}
    full, first, reach = taken[300]["method"], taken[300]["first"], taken[10_000]["reach"]
    print(f"300 actors, 3,000 ties: 500 draws {full:.2f} s of {FULL_SECONDS}, one {first:.2f} s of {FIRST_SECONDS}")
    print(f"10,000 actors, 100,000 ties: reach table {reach:.3f} s of {REACH_SECONDS}")
    small, large = taken[1_000], taken[10_000]
    for what in ("reach", "routes", "method"):
        power = math.log10(large[what] / small[what])
        print(f"{what}: ten times the map takes {10**power:.1f} times as long (size to the power of {power:.2f})")
    if full > FULL_SECONDS or first > FIRST_SECONDS or reach > REACH_SECONDS:
        raise SystemExit("a figure lies above its limit")


def a_map(actors: int, each: int = 10, seed: int = 1) -> Dossier:
    """Return a random dossier of so many actors with so many ties each."""
    chance = random.Random(seed)
    people = [Actor(id=f"a-{n}", names=Text(f"Actor {n}"), ours=n % 60 == 0) for n in range(actors)]
    pairs = {(n, other) for n in range(actors) for other in chance.sample(range(actors), each) if other != n}
    known = [
        Tie(
            id=f"t-{one}-{other}",
            actor=f"a-{one}",
            over=f"a-{other}",
            strength=Judged(chance.choice(WORDS)),
            exposure=chance.choice((0, 0, 0, 1, 1, 2)),
            evidence=(SEEN,),
        )
        for one, other in sorted(pairs)
    ]
    return Dossier(Header(slug="random"), [Source(id="log", title=Text("Log")), *people, *known])


def _measured(size: int) -> dict[str, float]:
    dossier = a_map(size)
    to = f"a-{size - 1}"
    began = time.perf_counter()
    loaded = ties(dossier)
    load = time.perf_counter() - began
    carrying = paths.strongest(loaded)
    target, starts = carrying.place[to], [carrying.place[one.id] for one in dossier.of(Actor) if one.ours]
    reach = _best(lambda: reach_table(loaded, to))
    found = _best(lambda: list(islice(paths.chains(carrying, starts, target), ROUTES)))
    method = _best(lambda: routes(dossier, to=to, as_of=DAY, draws=500))
    first = _best(lambda: routes(dossier, to=to, as_of=DAY, draws=1))
    others = [_networkx(carrying, starts, target), _igraph(carrying, starts, target)]
    print(
        f"{size:6,} {len(loaded):7,} {load:6.2f} s {reach * 1000:5.1f} ms {_ratios(reach, others, 0):>20}"
        f" {found * 1000:7.1f} ms {_ratios(found, others, 1):>20}  {method:6.2f} s, first answer {first:.2f} s"
    )
    return {"reach": reach, "routes": found, "method": method, "first": first}


def _best(work: Callable[[], Any], times: int = 3) -> float:
    taken = []
    for _time in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)


def _ratios(ours: float, others: list[tuple[float, float] | None], which: int) -> str:
    told = [f"x {one[which] / ours:.1f}" if one else "absent" for one in others]
    return f"({', '.join(told)})"


def _edges(carrying: Ties, starts: list[int]) -> list[tuple[int, int, float]]:
    """Return the ties as edges with costs, and one node before all of ours, since others start from one."""
    mean = (carrying.mean * paths.DISCOUNT).tolist()
    edges = zip(carrying.actor.tolist(), carrying.over.tolist(), mean, strict=True)
    before = len(carrying.actors)
    return [*((one, other, -math.log(each)) for one, other, each in edges), *((before, start, 0.0) for start in starts)]


def _networkx(carrying: Ties, starts: list[int], target: int) -> tuple[float, float] | None:
    if not find_spec("networkx"):
        return None
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_weighted_edges_from(_edges(carrying, starts), weight="cost")
    backwards = graph.reverse()
    before = len(carrying.actors)

    def within_bounds() -> list[list[int]]:
        every = nx.shortest_simple_paths(graph, before, target, weight="cost")
        return list(islice((path for path in every if len(path) <= paths.GO_BETWEENS + 3), ROUTES))

    reach = _best(lambda: nx.single_source_dijkstra_path_length(backwards, target, weight="cost"))
    return reach, _best(within_bounds, 1)


def _igraph(carrying: Ties, starts: list[int], target: int) -> tuple[float, float] | None:
    if not find_spec("igraph"):
        return None
    import igraph

    edges = _edges(carrying, starts)
    before = len(carrying.actors)
    graph = igraph.Graph(n=before + 1, edges=[edge[:2] for edge in edges], directed=True)
    costs = [cost for _one, _other, cost in edges]
    reach = _best(lambda: graph.distances(source=[target], weights=costs, mode="in"))
    return reach, _best(lambda: graph.get_k_shortest_paths(before, target, k=ROUTES, weights=costs))


if __name__ == "__main__":
    main()
