"""Triage: the twelve argued answers, what must always hold, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import aidememoire as am
from aidememoire.methods.triage._facts import FACTORS
from aidememoire.methods.triage._rules import RUNGS, WORN_OUT, Facts, decide, rung
from aidememoire.methods.triage._weighing import ordered_weights, shares
from aidememoire.methods.triage.triage import _flips, answer, triage
from aidememoire.vocabulary.codes import Level, Precedent, Track, Typology
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.kinds.commitments import Commitment
from aidememoire.vocabulary.kinds.engagements import Channel, Engagement
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.positions import Ask, Stance
from closed_cases import EXAMPLES

DAY = date(2026, 6, 15)

# The project's study argues these answers before any method (its table of triage answers).
ARGUED = {
    "afghanistan-women-aid-workers": {
        "women-staff-rule": "both",
        "health-exemption-province": "frontline",
        "men-only-delivery": "diplomatic",
    },
    "syria-cross-border": {
        "council-renewal": "diplomatic",
        "crossings-on-consent": "diplomatic",
        "northwest-passage": "frontline",
    },
    "sudan-adre": {
        "adre-renewal": "diplomatic",
        "road-fees": "both",
        "notification-reform": "both",
        "el-fasher-entry": "both",
        "expelled-officials": "diplomatic",
    },
}

LADDER = (Level.LOCAL, Level.PROVINCIAL, Level.NATIONAL, Level.REGIONAL, Level.GLOBAL)
# Every factor, from what speaks for the frontline to what speaks for diplomacy; first where it is not known.
UNKNOWN_FIRST = {
    "held_at": (None, *LADDER),
    "reached_at": (None, *reversed(LADDER)),
    "typology": (None, Typology.TEC, Typology.PRO, Typology.POL),
    "staff_risk": (None, 0, 1, 2, 3),
    "precedent": (None, Precedent.NONE, Precedent.HERE, Precedent.COUNTRY, Precedent.BEYOND),
    "failed_attempts": (None, 0, 1, 2),
}
# Of these, silence and no are one.
NO_FIRST = ("threat_to_life", "norm_at_stake", "red_line", "blocked_below")
TRACKS = [Track.FRONTLINE, Track.BOTH, Track.DIPLOMATIC]
HOLD = -1

facts = st.builds(
    Facts,
    held_at=st.sampled_from([None, Level.UNKNOWN, *LADDER]),
    reached_at=st.sampled_from([None, Level.UNKNOWN, *LADDER]),
    typology=st.sampled_from([None, *Typology]),
    threat_to_life=st.sampled_from([None, True, False]),
    staff_risk=st.sampled_from([None, 0, 1, 2, 3]),
    precedent=st.sampled_from([None, *Precedent]),
    norm_at_stake=st.booleans(),
    red_line=st.booleans(),
    blocked_below=st.booleans(),
    failed_attempts=st.sampled_from([None, 0, 1, 2, 5]),
)


@pytest.mark.parametrize("slug", ARGUED)
def test_the_tracks_of_the_worked_cases_are_those_that_the_study_argues(slug):
    dossier = am.load(EXAMPLES / f"{slug}.yaml")
    found = {row["issue"].id: row["track"].value for row in triage(dossier, as_of=dossier.header.closed_on).rows}
    assert {issue: found[issue] for issue in ARGUED[slug]} == ARGUED[slug]


def test_a_levy_by_the_capital_that_others_would_copy_is_diplomatic():
    levy = Facts(
        held_at=Level.NATIONAL,
        typology=Typology.POL,
        norm_at_stake=True,
        precedent=Precedent.BEYOND,
        reached_at=Level.NATIONAL,
    )
    assert answer(levy) == (Track.DIPLOMATIC, 1.0)


def test_every_track_of_a_worked_case_names_what_decided():
    dossier = am.load(EXAMPLES / "sudan-adre.yaml")
    found = triage(dossier, as_of=dossier.header.closed_on)
    assert {id for reason in found.because for id in reason.records} == {row["issue"].id for row in found.rows}


def test_grave_risk_to_staff_leaves_no_frontline_even_where_lives_are_at_risk():
    assert answer(Facts(threat_to_life=True, staff_risk=3))[0] is Track.DIPLOMATIC
    assert answer(Facts(threat_to_life=True, staff_risk=2))[0] is Track.BOTH


def test_two_failed_attempts_lift_the_rung_and_add_a_channel():
    fresh = Facts(
        held_at=Level.LOCAL, reached_at=Level.LOCAL, typology=Typology.TEC, precedent=Precedent.HERE, failed_attempts=1
    )
    worn = replace(fresh, failed_attempts=2)
    assert (answer(fresh)[0], rung(fresh)) == (Track.FRONTLINE, "field")
    assert (answer(worn)[0], rung(worn)) == (Track.BOTH, "office")


def test_nothing_known_is_put_on_hold_with_the_question_to_ask():
    found = triage(Dossier(Header(slug="x"), [Issue(id="passes")]), as_of=DAY)
    assert [(row["track"], row["level"], row["share"]) for row in found.rows] == [(Track.HOLD, None, 0.0)]
    assert "Who could say yes, and be obeyed?" in {str(gap.ask) for gap in found.gaps}


@pytest.fixture(scope="module")
def every_answer():
    """The track, as its place from frontline to diplomatic, and the share for all that can be known: an axis a factor."""
    axes = [*UNKNOWN_FIRST.values(), *((False, True) for _ in NO_FIRST)]
    weighed = cache(shares)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("aidememoire.methods.triage._weighing.shares", weighed)
        found = [answer(Facts(**dict(zip(FACTORS_ASKED, known, strict=True)))) for known in product(*axes)]
    shape = [len(axis) for axis in axes]
    places = [TRACKS.index(track) if track in TRACKS else HOLD for track, _share in found]
    return np.array(places).reshape(shape), np.array([share for _track, share in found]).reshape(shape)


FACTORS_ASKED = (*UNKNOWN_FIRST, *NO_FIRST)


def steps(tracks, name):
    """The steps between neighbouring values of a factor that are both known and neither on hold."""
    first = 1 if name in UNKNOWN_FIRST else 0
    along = np.moveaxis(tracks, FACTORS_ASKED.index(name), 0)[first:]
    both = (along[1:] != HOLD) & (along[:-1] != HOLD)
    return np.where(both, along[1:] - along[:-1], 0)


@pytest.mark.parametrize("name", [*UNKNOWN_FIRST, "norm_at_stake", "red_line"])
def test_what_speaks_for_diplomacy_never_pulls_to_the_frontline_whatever_else_is_known(every_answer, name):
    found = steps(every_answer[0], name)
    assert found.min() == 0 and found.max() > 0


def test_who_blocks_on_the_ground_never_takes_the_frontline_away(every_answer):
    found = steps(every_answer[0], "blocked_below")
    assert found.max() == 0 and found.min() < 0


def test_a_threat_to_life_only_ever_adds_a_level(every_answer):
    calm, grave = np.moveaxis(every_answer[0], FACTORS_ASKED.index("threat_to_life"), 0)
    both = TRACKS.index(Track.BOTH)
    assert set(np.unique(grave)) == {both, TRACKS.index(Track.DIPLOMATIC)}
    kept = (grave == both) | (grave == calm) | (calm == HOLD)
    assert kept.all()


@pytest.mark.parametrize("name", FACTORS_ASKED)
def test_taking_away_what_is_known_never_makes_the_answer_surer(every_answer, name):
    along = np.moveaxis(every_answer[1], FACTORS_ASKED.index(name), 0)
    assert (along[0] <= along[1:] + 1e-9).all()


def test_not_knowing_leaves_the_answer_open_somewhere(every_answer):
    shares_ = every_answer[1]
    assert (shares_[0] < shares_[1:] - 0.1).any()


def test_two_failures_do_not_leave_alone_a_frontline_that_only_the_weights_chose():
    weighed = Facts(
        held_at=Level.LOCAL, reached_at=Level.LOCAL, typology=Typology.POL, precedent=Precedent.NONE, staff_risk=0
    )
    once, twice = replace(weighed, failed_attempts=1), replace(weighed, failed_attempts=2)
    assert decide(once).track is decide(twice).track is None
    assert (answer(once)[0], answer(twice)[0]) == (Track.FRONTLINE, Track.BOTH)
    assert WORN_OUT in decide(twice).reasons


@given(facts)
def test_a_share_is_a_share_and_a_level_is_a_rung(known):
    track, share = answer(known)
    assert 0 <= share <= 1
    assert rung(known) in (None, *RUNGS)
    assert (share == 0.0) >= (track is Track.HOLD)


@given(facts)
def test_what_is_said_to_flip_an_answer_flips_it(known):
    track = answer(known)[0]
    flips = [dict(one.values) for one in _flips(known, track)]
    told = {str(one["factor"]): one for one in flips}
    for name, (label, values) in FACTORS.items():
        said = told.get(str(label))
        others = [value for value in values if answer(replace(known, **{name: value}))[0] is not track]
        assert (said is None) == (not others)
        if said is not None:
            assert said["value"] in others
            assert answer(replace(known, **{name: said["value"]}))[0] is said["track"]


def test_weights_are_drawn_from_all_that_keep_the_order():
    weights = ordered_weights(5, 4000, np.random.default_rng(1))
    assert np.allclose(weights.sum(axis=1), 1)
    assert (np.diff(weights, axis=1) <= 0).all()
    # The mean of uniform ordered weights is the rank-order centroid (Barron and Barrett 1996): .457 .257 .157 .090 .040.
    assert weights.mean(axis=0) == pytest.approx([0.457, 0.257, 0.157, 0.090, 0.040], abs=0.01)


def test_where_we_are_heard_and_how_often_it_failed_come_from_the_contacts_where_nobody_said():
    dossier = Dossier(
        Header(slug="x"),
        [
            Actor(id="us", ours=True),
            Actor(id="mayor", level="local"),
            Issue(id="road", held_at="local", typology="TEC", precedent="none"),
            Stance(id="s", actor="mayor", issue="road"),
            Ask(id="open", behaviour="Open the road.", issue="road"),
            Channel(id="line", counterpart="mayor", level="local"),
            Engagement(id="one", held_on="2026-05-01", issues=["road"], asks=["open"], level="local"),
            Engagement(id="two", held_on="2026-05-20", issues=["road"], asks=["open"], level="local"),
        ],
    )
    (row,) = triage(dossier, as_of=DAY).rows
    assert (row["track"], row["level"]) == (Track.BOTH, "office")
    promised = dossier.having([*dossier, Commitment(id="c", given_by="mayor", issue="road", given_on="2026-05-21")])
    (row,) = triage(promised, as_of=DAY).rows
    assert (row["track"], row["level"]) == (Track.FRONTLINE, "field")


def test_a_person_may_decide_otherwise_and_the_reason_is_kept():
    issue = Issue(id="road", threat_to_life=True, override="frontline", override_reason="The elders asked us to.")
    found = triage(Dossier(Header(slug="x"), [issue]), as_of=DAY)
    assert found.rows[0]["track"] is Track.FRONTLINE
    assert any("The elders asked us to." in str(reason.says) and "Both" in str(reason.says) for reason in found.because)


def test_a_decision_against_the_rules_without_a_reason_is_refused():
    with pytest.raises(ValueError, match=r"override_reason|without a reason|Value error"):
        Issue(id="road", override="frontline")
