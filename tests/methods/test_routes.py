"""Do routes lead where the ties lead, expose nobody beyond the mandate, and say what they rest on?"""

from datetime import date
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import aidememoire
from aidememoire import training
from aidememoire.methods._shared import paths
from aidememoire.methods._shared.ties import ties
from aidememoire.methods.routes import reach_table, without_names
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.kinds.actors import Actor, Tie
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.mandates import Mandate
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.kinds.sources import Source

DAY = date(2026, 6, 15)
OURS = ("office", "board")
OTHERS = ("elders", "envoy", "guild", "judge", "chief")
SEEN = {"claim": "seen", "cited": "log", "reliability": "A", "credibility": "2"}


def routes(dossier, **chosen):
    return aidememoire.methods.routes.routes(dossier, **{"to": "chief", "as_of": DAY, "draws": 200, **chosen})


def dossier(*records):
    actors = [Actor(id=id, names=id.title(), ours=id in OURS) for id in (*OURS, *OTHERS)]
    return Dossier(Header(slug="small"), [Source(id="log", title="Log"), *actors, *records])


def tie(actor, over, strength="strong", *, exposure=0, cited=True, id=None, **more):
    evidence = [SEEN] if cited else []
    return Tie(
        id=id or f"{actor}-{over}",
        actor=actor,
        over=over,
        strength=strength,
        exposure=exposure,
        evidence=evidence,
        **more,
    )


def mandate(limit, **more):
    return Mandate(id=more.pop("id", "paper"), exposure_limit=limit, acknowledged_on="2026-01-01", **more)


def offered(found):
    return [row for row in found.rows if not row.blocked]


def ids(row):
    return [actor.id for actor in row.path]


def said(found):
    return " ".join([str(found.headline), *(str(one.says) for one in (*found.because, *found.gaps))])


# The ways themselves


def test_success_is_the_product_of_the_ties_with_nine_tenths_at_each_hop():
    found = routes(
        dossier(tie("office", "elders", "strong"), tie("elders", "chief", "moderate"), tie("board", "chief", "weak"))
    )
    first, second = found.rows
    assert (ids(first), first.weakest.id) == (["office", "elders", "chief"], "elders-chief")
    assert first.success == pytest.approx(0.7 * 0.5 * 0.9**2, abs=0.001)
    assert (ids(second), second.success, second.rank) == (["board", "chief"], 0.27, 2)
    assert first.low < first.success < first.high and first.best_share + second.best_share == pytest.approx(1)


def test_three_go_betweens_are_allowed_and_no_more():
    line = ["office", "elders", "envoy", "guild", "chief"]
    known = [tie(one, other) for one, other in pairwise(line)]
    assert [ids(row) for row in routes(dossier(*known)).rows] == [line]
    longer = ["office", "elders", "envoy", "guild", "judge", "chief"]
    none = routes(dossier(*(tie(one, other) for one, other in pairwise(longer))))
    assert not none.rows and none.gaps and "No route" in str(none.headline)


def test_every_actor_of_ours_begins_and_none_is_a_go_between():
    member = Actor(id="member", names="Member", part_of="board")
    known = dossier(member, tie("office", "board"), tie("board", "chief"), tie("member", "chief", "weak"))
    assert [ids(row) for row in routes(known).rows] == [["board", "chief"], ["member", "chief"]]


def test_the_strongest_of_several_ties_between_two_carries_the_message():
    found = routes(dossier(tie("office", "chief", "weak", id="kin"), tie("office", "chief", "decisive", id="trade")))
    assert [(row.success, row.weakest.id) for row in found.rows] == [(0.81, "trade")]


def test_hostility_carries_no_message_and_is_told():
    found = routes(
        dossier(tie("office", "chief", sign="negative", id="feud"), tie("office", "chief", "weak", id="talk"))
    )
    assert [row.weakest.id for row in found.rows] == ["talk"] and "hostil" in said(found)


def test_a_tie_without_a_source_counts_only_when_asked_for_and_is_asked_about():
    known = dossier(tie("office", "elders"), tie("elders", "chief", cited=False))
    left = routes(known)
    assert not left.rows and any("elders-chief" in gap.records for gap in left.gaps)
    assert [ids(row) for row in routes(known, unsourced=True).rows] == [["office", "elders", "chief"]]


def test_a_tie_that_has_ended_leads_nowhere():
    assert not routes(dossier(tie("office", "chief", until="2026-06-01"))).rows


# Duty of care


def test_a_tie_above_the_limit_blocks_and_is_shown_last_without_a_rank():
    known = dossier(
        mandate(1),
        tie("office", "judge", "decisive", exposure=2),
        tie("judge", "chief", "decisive"),
        tie("office", "elders", "weak"),
        tie("elders", "chief", "weak"),
    )
    first, last = routes(known).rows
    assert (ids(first), first.rank, first.blocked) == (["office", "elders", "chief"], 1, False)
    assert (ids(last), last.rank, last.blocked, last.exposure, last.best_share) == (
        ["office", "judge", "chief"],
        None,
        True,
        2,
        0,
    )
    assert any({"office-judge", "paper"} <= set(one.records) for one in routes(known).because)


def test_a_weaker_tie_within_the_limit_opens_what_a_stronger_one_above_it_blocks():
    known = dossier(
        tie("office", "chief", "decisive", exposure=3, id="secret"),
        tie("office", "chief", "weak", exposure=1, id="open"),
    )
    assert [(row.weakest.id, row.blocked) for row in routes(known).rows] == [("open", False)]


@pytest.mark.parametrize(
    ("mandates", "issue", "limit"),
    [
        ([], None, 1),
        ([mandate(2)], None, 2),
        ([mandate(2), mandate(0, id="other")], None, 0),
        ([mandate(3, issues=["gate"])], "gate", 3),
        ([mandate(3, issues=["gate"])], "levy", 1),
        (
            [mandate(3, issues=["levy"]), mandate(2, issues=["gate"], id="other")],
            None,
            2,
        ),  # the chief stands on the gate
        ([mandate(3, expires_on="2026-06-14")], None, 1),
        ([mandate(0, expires_on="2026-06-14")], None, 0),
        ([mandate(3, expires_on="2026-06-15")], None, 3),
        ([Mandate(id="paper", exposure_limit=3)], None, 1),
        ([mandate(3, since="2026-07-01")], None, 1),
    ],
)
def test_the_strictest_mandate_in_force_sets_the_limit_and_no_lapsed_one_loosens_it(mandates, issue, limit):
    gate = [Issue(id="gate"), Issue(id="levy"), Stance(id="chief-gate", actor="chief", issue="gate", position=10)]
    known = [tie("office", "chief", id=f"tie-{level}", strength=0.2 + level / 10, exposure=level) for level in range(4)]
    found = routes(dossier(*gate, *mandates, *known), issue=issue)
    assert [row.exposure for row in offered(found)] == [limit]


def test_an_unknown_exposure_is_unknown_on_the_route_and_the_first_thing_to_ask():
    found = routes(dossier(mandate(1), tie("office", "elders", exposure=None), tie("elders", "chief", exposure=1)))
    assert found.rows[0].exposure is None
    assert found.gaps[0].records == ("office-elders",) and "becomes known" in str(found.gaps[0].ask)


def test_where_nobody_stands_between_nobody_is_asked_about():
    found = routes(dossier(mandate(1), tie("office", "chief", exposure=None)))
    assert found.rows[0].exposure is None and "becomes known" not in str([gap.ask for gap in found.gaps])
    assert "One route to Chief is recorded: Office directly" in str(found.headline)


def test_an_unknown_exposure_never_unblocks():
    found = routes(dossier(tie("office", "elders", exposure=None), tie("elders", "chief", exposure=3)))
    assert [(row.blocked, row.exposure) for row in found.rows] == [(True, 3)]


# What must always hold

ACTORS = (*OURS, *OTHERS)
PAIRS = list(permutations(ACTORS, 2))


@st.composite
def maps(draw):
    pairs = draw(st.lists(st.sampled_from(PAIRS), min_size=1, max_size=18, unique=True))
    word = st.sampled_from(["faint", "weak", "moderate", "strong", "decisive", None, 0.0, 0.37, 1.0])
    known = [
        tie(one, other, draw(word), exposure=draw(st.sampled_from([None, 0, 1, 2, 3])), cited=draw(st.booleans()))
        for one, other in pairs
    ]
    return [mandate(draw(st.integers(0, 3))), *known]


@given(maps(), st.booleans())
def test_no_route_above_the_limit_is_ever_offered(records, unsourced):
    known = {record.id: record for record in records}
    found = routes(dossier(*records), unsourced=unsourced)
    for row in offered(found):
        steps = [known[f"{one}-{other}"] for one, other in pairwise(ids(row))]
        assert all((step.exposure or 0) <= records[0].exposure_limit for step in steps)
        assert unsourced or all(step.evidence for step in steps)
        assert ids(row)[0] in OURS and not set(ids(row)[1:-1]) & set(OURS) and 2 <= len(row.path) <= 5
        assert len(set(ids(row))) == len(row.path)
        assert row.success <= min(step.strength.middle if step.strength else 0.5 for step in steps) + 0.01
        assert 0 <= row.low <= row.high <= 1
    for row in found.rows:
        assert row.blocked == (row.rank is None) and (not row.blocked or row.exposure > records[0].exposure_limit)
    assert [row.rank for row in offered(found)] == list(range(1, len(offered(found)) + 1))
    assert [row.success for row in offered(found)] == sorted((row.success for row in offered(found)), reverse=True)


@given(maps(), st.randoms())
def test_the_order_of_records_never_matters_and_the_same_seed_gives_the_same_digits(records, chance):
    some = routes(dossier(*records), seed=5)
    shuffled = list(records)
    chance.shuffle(shuffled)
    assert routes(dossier(*shuffled), seed=5).plain() == some.plain()


@given(maps())
def test_who_leaves_is_on_no_route_and_all_others_keep_their_order(records):
    before = offered(routes(dossier(*records)))
    if not before or len(before[0].path) == 2:
        return
    gone = ids(before[0])[1]
    after = offered(
        routes(dossier(*(one for one in records if not (isinstance(one, Tie) and gone in (one.actor, one.over)))))
    )
    assert [ids(row) for row in after][: len(before)] == [ids(row) for row in before if gone not in ids(row)] or len(
        before
    ) >= 10
    assert not after or after[0].success <= before[0].success


@given(maps())
def test_the_chains_and_reaches_are_those_of_networkx(records):
    networkx = pytest.importorskip("networkx")
    found = paths.strongest(ties(dossier(*records), unsourced=True))
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(len(found.actors)))
    for one, other, mean in zip(found.actor.tolist(), found.over.tolist(), found.mean.tolist(), strict=True):
        graph.add_edge(one, other, cost=-np.log(mean * paths.DISCOUNT))
    start, end = found.place["office"], found.place["chief"]
    chains = list(paths.chains(found, [start], end))
    mine = [[start, *found.over[list(chain)].tolist()] for chain in chains]
    theirs = list(networkx.all_simple_paths(graph, start, end, cutoff=4))
    assert sorted(mine) == sorted(theirs)
    costs = [networkx.path_weight(graph, path, "cost") for path in mine]
    assert np.exp(-np.array(costs)) == pytest.approx(paths.successes(found, chains))
    assert costs == pytest.approx(sorted(costs), abs=1e-6)
    far = networkx.single_source_dijkstra_path_length(graph.reverse(), end, weight="cost")
    reached = paths.reach(found, end, hops=len(found.actors))[-1]
    assert reached == pytest.approx([np.exp(-far[n]) if n in far else 0 for n in range(len(found.actors))])


def test_the_reach_table_tells_everybodys_best_within_the_limit():
    known = ties(
        dossier(
            tie("office", "elders"),
            tie("elders", "chief", exposure=2),
            tie("guild", "chief", "weak"),
            tie("judge", "chief", sign="negative"),
        )
    )
    best = dict(zip(known.actors, reach_table(known, "chief"), strict=True))
    assert best["chief"] == 1 and best["elders"] == pytest.approx(0.63) and best["office"] == pytest.approx(0.63**2)
    assert best["guild"] == pytest.approx(0.27) and best["judge"] == best["board"] == 0
    assert reach_table(known, "chief", exposure_limit=1)[known.place["office"]] == 0


def test_the_draws_of_one_tie_that_two_routes_share_are_the_same():
    known = paths.strongest(
        ties(dossier(tie("office", "elders"), tie("elders", "chief"), tie("elders", "guild"), tie("guild", "chief")))
    )
    chains = list(paths.chains(known, [known.place["office"]], known.place["chief"]))
    drawn = paths.drawn(known, chains, 2000, np.random.default_rng(1))
    assert drawn.mean(axis=0) == pytest.approx(paths.successes(known, chains), abs=0.02)
    assert np.corrcoef(drawn.T)[0, 1] > 0.4


# What goes with them


def test_the_finding_tells_alternative_fragility_and_what_is_unbeaten():
    found = routes(
        dossier(
            tie("office", "elders", exposure=1), tie("elders", "chief", exposure=1),
            tie("elders", "guild"), tie("guild", "chief", "weak"), tie("board", "envoy", "weak"), tie("envoy", "chief", "weak"),
        )
    )  # fmt: skip
    words = said(found)
    assert (
        "shares nobody with the first is route 3: Board through Envoy" in words
        or "is route 2: Board through Envoy" in words
    )
    assert "Without Elders the best is Board through Envoy" in words and "unbeaten" in words
    assert "sees Office, Board is not recorded" in words


def test_one_door_for_all_is_a_gap():
    found = routes(dossier(tie("office", "elders"), tie("board", "elders"), tie("elders", "chief")))
    assert "Without Elders no route is left" in said(found) and "Every route passes Elders" in said(found)


def test_a_go_between_far_from_us_on_the_issue_is_told_and_an_unknown_one_asked():
    gate = [
        Issue(id="gate"),
        *(
            Stance(id=f"{who}-gate", actor=who, issue="gate", position=where)
            for who, where in (("office", 95), ("elders", 10))
        ),
    ]
    known = dossier(
        *gate, tie("office", "elders"), tie("elders", "chief"), tie("office", "guild", "weak"), tie("guild", "chief")
    )
    assert "Elders stands at 10" in said(routes(known, issue="gate"))
    other = dossier(*gate, tie("office", "guild"), tie("guild", "chief"))
    assert "Where Guild stand on gate" in said(routes(other, issue="gate"))


def test_our_own_side_needs_no_route_and_nobody_of_ours_has_none():
    assert "our own side" in str(routes(dossier(tie("office", "board")), to="board").headline)
    alone = Dossier(Header(slug="small"), [Actor(id="chief", names="Chief")])
    assert any("marked as ours" in str(gap.says) for gap in routes(alone).gaps)
    empty = routes(Dossier(Header(slug="small")))
    assert not empty.rows and len(empty.gaps) >= 2 and empty.label is Label.AMBER_STRICT


def test_what_is_not_there_or_makes_no_sense_is_refused():
    known = dossier(tie("office", "chief"))
    for wrong in ({"to": "nobody"}, {"issue": "levy"}, {"draws": 0}, {"seed": -1}):
        with pytest.raises(InputError):
            routes(dossier(Issue(id="gate"), tie("office", "chief")), **wrong)
    assert routes(known, draws=1).rows[0].best_share == 1


# Who may read it


def test_who_moves_whom_is_closed_and_below_it_only_steps_without_names_are_left():
    known = dossier(
        mandate(1),
        tie("office", "elders"),
        tie("elders", "chief"),
        tie("office", "judge", exposure=3),
        tie("judge", "chief"),
    )
    found = routes(Dossier(Header(slug="small", handling="GREEN"), known.records))
    assert found.label is Label.AMBER_STRICT and without_names(found, Label.RED) is found
    told = without_names(found, Label.AMBER)
    assert told.label is Label.AMBER and not (told.rows or told.inputs or told.gaps)
    words = str(told.plain())
    assert "1 go-between" in words and "at risk" in words
    assert not [id for id in (*ACTORS, "paper") if id in words.lower().replace("go-between", "")]
    nothing = without_names(routes(dossier()), Label.GREEN)
    assert "No route" in str(nothing.headline)


# The training dossier


@pytest.fixture(scope="module")
def selane():
    return aidememoire.load(training.path())


def test_selane_reaches_the_director_through_the_elders_or_the_guild(selane):
    for issue in ("unloading", None):
        found = routes(selane, to="port-director", issue=issue)
        assert [ids(row)[1:] for row in found.rows[:2]] == [
            ["harbour-elders", "port-director"],
            ["shipping-guild", "port-director"],
        ]
        assert found.rows[0].weakest.id == "elders-director" and found.rows[0].success == 0.397


def test_selane_offers_no_way_that_would_expose_sea_lantern(selane):
    found = routes(selane, to="public-order-office", issue="women-staff")
    assert [(ids(row), row.blocked, row.exposure) for row in found.rows] == [
        (["selane-office", "sea-lantern", "public-order-office"], True, 3)
    ]
    assert "lantern-order" in found.inputs and "No route" in str(found.headline)


def test_selane_asks_who_can_confirm_the_hearsay_on_the_guard(selane):
    found = routes(selane, to="coast-guard", issue="unloading")
    assert not [row for row in found.rows if "harbour-elders" in ids(row)]
    assert any("elders-guard" in gap.records and gap.ask for gap in found.gaps)
    wider = routes(selane, to="coast-guard", issue="unloading", unsourced=True)
    assert ["selane-office", "harbour-elders", "coast-guard"] in [ids(row) for row in wider.rows]


def test_selane_before_the_new_director_had_other_ways(selane):
    assert not routes(selane, to="port-director", as_of=date(2026, 3, 1)).rows
