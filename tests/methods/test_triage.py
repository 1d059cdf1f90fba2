"""Triage: the twelve argued answers, what must always hold, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import aidememoire as am
from aidememoire.methods.triage._facts import FACTORS
from aidememoire.methods.triage._rules import RUNGS, Facts, decide, rung
from aidememoire.methods.triage._weighing import ordered_weights
from aidememoire.methods.triage.triage import answer, triage
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
TOWARDS_DIPLOMATIC = {
    "held_at": LADDER,
    "precedent": tuple(Precedent),
    "staff_risk": (0, 1, 2, 3),
    "failed_attempts": (0, 1, 2),
    "norm_at_stake": (False, True),
    "red_line": (False, True),
}
TRACKS = [Track.FRONTLINE, Track.BOTH, Track.DIPLOMATIC]

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


@given(facts, st.sampled_from(sorted(TOWARDS_DIPLOMATIC)))
def test_a_factor_that_pulls_to_the_diplomatic_side_never_pulls_back(known, name):
    values = [answer(replace(known, **{name: value}))[0] for value in TOWARDS_DIPLOMATIC[name]]
    placed = [TRACKS.index(track) for track in values if track is not Track.HOLD]
    assert placed == sorted(placed), (name, values)


@given(facts, st.sampled_from(sorted(FACTORS)))
def test_taking_away_what_is_known_never_makes_the_answer_surer(known, name):
    without = replace(
        known, **{name: False if isinstance(getattr(known, name), bool) and name != "threat_to_life" else None}
    )
    if decide(known).track is None:
        assert answer(without)[1] <= answer(known)[1] + 1e-9
    else:
        assert answer(without)[1] <= 1.0


@given(facts)
def test_a_share_is_a_share_and_a_level_is_a_rung(known):
    track, share = answer(known)
    assert 0 <= share <= 1
    assert rung(known) in (None, *RUNGS)
    assert (share == 0.0) >= (track is Track.HOLD)


@given(facts)
def test_what_is_said_to_flip_an_answer_flips_it(known):
    track = answer(known)[0]
    for name, (_label, values) in FACTORS.items():
        others = [value for value in values if answer(replace(known, **{name: value}))[0] is not track]
        assert all(answer(replace(known, **{name: value}))[0] in Track for value in others)


def test_weights_are_drawn_from_all_that_keep_the_order():
    import numpy as np

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
