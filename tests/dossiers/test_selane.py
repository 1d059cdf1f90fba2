"""Is there something worth practising in the training dossier, in both of its languages, on the day of its exercises?"""

import re
from collections import Counter
from datetime import date, timedelta

import pytest

import aidememoire
from aidememoire import training
from aidememoire.vocabulary import files
from aidememoire.vocabulary.codes import AuthorityBasis, Outcome, Severity, State, Status, Typology, Whose
from aidememoire.vocabulary.conduct import state, status
from aidememoire.vocabulary.declaring import Part
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.kinds.access import Authority, Constraint
from aidememoire.vocabulary.kinds.actors import Actor, Tenure, Tie
from aidememoire.vocabulary.kinds.commitments import Observation
from aidememoire.vocabulary.kinds.dilemmas import Dilemma
from aidememoire.vocabulary.kinds.engagements import Engagement
from aidememoire.vocabulary.kinds.flows import Flow
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.kinds.mandates import Limit, Mandate
from aidememoire.vocabulary.kinds.positions import Ask, Option, Proposal, Stance, Statement
from aidememoire.vocabulary.text import Text

TODAY = date(2026, 6, 15)
ARABIC = re.compile("[\u0600-\u06ff]")


@pytest.fixture(scope="module")
def selane():
    return aidememoire.load(training.path())


@pytest.fixture(scope="module")
def today(selane):
    return selane.as_of(TODAY)


def statuses(dossier, *, ours, on=TODAY):
    there = dossier.as_of(on)
    given = [one for one in there.commitments if there.ours(one.given_by) is ours]
    return {one.id: status(one, there.observations(one.id), as_of=on) for one in given}


def texts(part: Part, path: str):
    for spec in part.fields():
        value = getattr(part, spec.attribute)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Text):
                yield f"{path}.{spec.name}", one.by_language
            elif isinstance(one, Part):
                yield from texts(one, f"{path}.{spec.name}")


def test_the_file_reads_without_a_fault():
    assert [fault for fault in files.read(training.path()).faults if fault.level == "fault"] == []


def test_every_reference_leads_to_a_record_of_the_right_kind(selane):
    for record in selane:
        for path, spec, named in record.references():
            assert named in selane, (record.id, path)
            assert not spec.refers or selane[named].kind_of.name in spec.refers, (record.id, path)


def test_every_kind_of_record_is_there_and_the_whole_stays_readable(selane):
    assert {record.kind_of.name for record in selane} == set(kinds())
    assert 80 <= len(selane) <= 140


def test_all_that_people_read_is_in_english_and_in_arabic(selane):
    said = [found for part in (selane.header, *selane) for found in texts(part, getattr(part, "id", "header"))]
    assert len(said) > 200
    for path, by_language in said:
        assert set(by_language) == {"en", "ar"}, path
        assert ARABIC.search(by_language["ar"]) and not ARABIC.search(by_language["en"]), path


def test_every_record_wears_the_label_that_it_takes_from_what_it_names(selane):
    assert {record.id for record in selane if selane.label(record.id) != selane.own_label(record)} == set()


def test_every_status_of_a_promise_is_seen_and_we_have_arrears_ourselves(selane):
    theirs, ours = statuses(selane, ours=False), statuses(selane, ours=True)
    assert set(theirs.values()) == set(Status)
    assert ours == {"our-manifests": Status.KEPT, "our-pump-parts": Status.OVERDUE}


def test_what_came_later_stays_out_of_sight_until_its_day(selane):
    assert statuses(selane, ours=False)["berth-in-48-hours"] is Status.OPEN
    assert statuses(selane, ours=False, on=date(2026, 7, 15))["berth-in-48-hours"] is Status.PARTLY


def test_an_ordinary_reader_sees_a_promise_as_kept_that_others_know_to_be_disputed(selane):
    assert statuses(selane, ours=False)["medicines-free-of-levy"] is Status.DISPUTED
    assert statuses(selane.cut("AMBER"), ours=False)["medicines-free-of-levy"] is Status.KEPT


def test_access_stands_on_every_basis_and_some_of_it_is_about_to_lapse(today, selane):
    authorities = {one.id: state(one, as_of=TODAY) for one in today.of(Authority)}
    assert {one.basis for one in today.of(Authority)} == set(AuthorityBasis)
    assert set(authorities.values()) == set(State)
    assert "quay-four-winter" in selane and "quay-four-winter" not in authorities  # another took over
    ends = {one.expires_on - TODAY for one in today.of(Authority) if authorities[one.id] is State.VALID}
    assert len(ends) >= 3 and all(timedelta(3) <= left <= timedelta(60) for left in ends)


def test_issues_of_all_three_kinds_and_one_whose_key_nobody_knows(today):
    assert {one.typology for one in today.of(Issue)} == set(Typology)
    assert {one.id for one in today.of(Issue) if one.held_at == "X" and one.reached_at == "X"} == {"detention-visits"}


def test_the_signature_the_consent_and_the_gate_are_in_three_hands(today):
    on_quay = [one for one in today.of(Stance) if one.issue == "unloading"]
    roles = {(one.actor, role.value) for one in on_quay for role in one.role}
    assert {("ports-ministry", "formal issuer"), ("security-committee", "decide"), ("coast-guard", "block")} <= roles
    assert ("ports-ministry", "decide") not in roles
    assert {one.actor for one in on_quay if one.veto} == {"security-committee"}


def test_assessors_disagree_about_the_same_actor_and_issue(today):
    positions = {}
    for one in today.of(Stance):
        positions.setdefault((one.actor, one.issue), {})[one.assessed_by] = one.position.middle
    apart = {pair: by for pair, by in positions.items() if len(set(by.values())) > 1}
    assert set(apart) == {("security-committee", "unloading"), ("coast-guard", "unloading")}


def test_each_layer_is_known_for_both_sides_of_one_issue(today):
    deep = [one for one in today.of(Stance) if len({layer.layer for layer in one.iceberg}) == 3]
    assert {today.ours(one.actor) for one in deep} == {True, False}
    assert len({one.issue for one in deep}) == 1


def test_statements_fill_all_four_columns_on_one_issue(today):
    columns = {(one.nature, one.accord) for one in today.of(Statement) if one.issue == "unloading"}
    assert len(columns) == 4


def test_an_allegation_stands_beside_its_denial(today):
    sponsors = [one for one in today.of(Tie) if {piece.side.value for piece in one.evidence} == {"for", "against"}]
    assert {one.id for one in sponsors} >= {"kelvar-guard", "council-guard"}


def test_ties_come_in_every_strength_some_without_a_source_one_too_dangerous_to_use(today):
    ties = today.of(Tie)
    assert {one.strength.word for one in ties} == {"faint", "weak", "moderate", "strong", "decisive"}
    assert {one.id for one in ties if not one.evidence} == {"elders-guard", "guard-director"}
    assert max(one.exposure for one in ties) > max(one.exposure_limit for one in today.of(Mandate))


def test_a_post_changed_hands(selane, today):
    assert {one.person for one in selane.of(Tenure) if one.post == "port-director"} == {"heron", "curlew"}
    assert {one.person for one in today.of(Tenure)} == {"curlew"}
    assert {one.entity.value for one in selane.of(Actor)} == {"body", "post", "person"}


def test_one_mandate_binds_one_expired_and_one_nobody_accepted(today):
    accepted = {one.id: one.acknowledged_on is not None for one in today.of(Mandate)}
    expired = {one.id for one in today.of(Mandate) if one.expires_on < TODAY}
    assert accepted == {"port-mandate": True, "women-mandate": True, "detention-mandate": False}
    assert expired == {"women-mandate"}


def test_papers_that_pass_refer_and_stop_and_one_full_of_blanks(today):
    bounds = {one.kind.value: one for one in (today["unloading-floor"], today["no-levy-line"])}
    values = {one.id: {term.issue: term.value for term in one.terms} for one in today.of(Proposal)}
    floor, line = bounds["bottom line"].bound, bounds["red line"].bound
    assert floor.holds(values["our-tally-paper"]["unloading"]) and line.holds(values["our-tally-paper"]["levy"])
    assert not floor.holds(values["director-counter"]["unloading"]) and line.holds(values["director-counter"]["levy"])
    assert not line.holds(values["council-levy-paper"]["levy"])
    assert {today["ministry-note"].who, today["ministry-note"].when, today["ministry-note"].verification} == {None}


def test_limits_of_two_agencies_on_one_issue_cannot_both_be_held(today):
    one, other = today["open-ward-women"], today["granary-women"]
    assert isinstance(one, Limit) and one.issue == other.issue and not set(one.agencies) & set(other.agencies)
    assert one.bound.low > other.bound.high


def test_an_ask_harms_another_one_names_no_women_and_on_one_nobody_was_heard(today):
    asks = {one.id: one for one in today.of(Ask)}
    hasty = asks["men-only-start"]
    assert (hasty.horizon.value, asks[hasty.harms[0]].horizon.value) == ("short", "long")
    assert not {"women", "girls"} & set(hasty.groups)
    assert {one.id for one in asks.values() if one.heard == "not asked"} == {"no-levy"}


def test_options_need_exclude_and_change(today):
    options = today.of(Option)
    assert all(one.changes for one in options)
    assert any(one.needs for one in options) and any(one.excludes for one in options)


def test_the_dilemma_keeps_its_dissent_and_comes_up_for_review(today):
    (dilemma,) = today.of(Dilemma)
    assert dilemma.dissent and TODAY < dilemma.review_on < TODAY + timedelta(30)


def test_access_of_both_sorts_is_hindered_and_one_severity_is_unknown(today):
    assert {one.whose for one in today.of(Constraint)} == set(Whose)
    assert Severity.GAP in {one.severity for one in today.of(Constraint)}


def test_money_stands_at_each_of_its_three_stages(today):
    assert {one.status.value for one in today.of(Flow)} == {"pledged", "committed", "paid"}


def test_the_next_meeting_is_in_three_days_with_the_director(today):
    planned = sorted((one for one in today.of(Engagement) if one.held_on is None), key=lambda one: one.planned_on)
    assert planned[0].planned_on == TODAY + timedelta(3)
    assert "port-director" in {one.actor for one in planned[0].participants}
    assert planned[1].participants == ()


def test_one_channel_has_been_silent_for_too_long(today):
    def last(counterpart):
        held = [one for one in today.of(Engagement) if one.held_on]
        return max(one.held_on for one in held if counterpart in {who.actor for who in one.participants})

    silent = {
        line: (TODAY - last(today[line].counterpart)).days > today[line].cadence_days
        for line in ("port-line", "ministry-line")
    }
    assert silent == {"port-line": False, "ministry-line": True}


def test_some_records_are_for_few_eyes_and_one_names_nobody(selane):
    labels = Counter(selane.label(record.id).level.value for record in selane)
    assert labels["RED"] >= 4
    assert {word for record in selane for word in selane.label(record.id).compartments} == {"contacts", "detention"}
    assert selane["round-table"].participants and selane.cut("AMBER")["round-table"].participants == ()


def test_who_told_us_stands_apart_from_what_was_told(selane):
    told = selane["who-saw-the-fee"]
    assert told.bears_on == "medicine-levy-unwritten" and selane[told.bears_on].reported_by is None


def test_evidence_is_mixed(selane):
    seen = [*selane.of(Observation), *(piece for record in selane for piece in record.evidence)]
    assert {one.reliability.value for one in seen if one.reliability} >= set("ABCDF")
    assert {one.credibility.value for one in seen if one.credibility} >= set("12346")
    assert {one.outcome for one in selane.of(Observation)} == set(Outcome)
