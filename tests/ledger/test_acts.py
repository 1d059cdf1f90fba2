"""What does each act leave in the ledger, and what does it refuse?"""

from datetime import date

import pytest

from aidememoire.ledger import acts
from aidememoire.ledger.acts.approve import approved
from aidememoire.ledger.acts.confirm import unconfirmed
from aidememoire.ledger.acts.purge import due
from aidememoire.ledger.acts.revoke import renew, waiting_for_keys
from aidememoire.ledger.chain import verify
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.gate import Denied, Role
from aidememoire.ledger.memory import MemoryKeeper
from aidememoire.methods.triage.triage import triage
from aidememoire.methods.trust.commitments import commitments
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Handling, Label
from offices import DAY, add, joined, office, ring

PARTIES = [{"id": "us", "names": "Us", "ours": True}, {"id": "guard", "names": "The guard"}]
RED_LINE = {"id": "no-levy", "kind": "red line", "issue": "levy", "bound": "at most 0", "owner": "us"}
DILEMMA = {
    "id": "pay-or-stop",
    "issue": "levy",
    "options": [{"words": "Pay"}, {"words": "Stop"}],
    "dissent": "The medical team would stop.",
    "review_on": "2026-07-01",
}


@pytest.fixture
def desk():
    return office(
        handling="GREEN",
        actors=PARTIES,
        issues=[
            {"id": "levy", "title": "The levy", "typology": "technical", "held_at": "local", "reached_at": "local"}
        ],
        commitments=[{"id": "passage", "given_by": "guard", "wording": "Passage", "due_on": "2026-06-01"}],
        mandates=[{"id": "talks", "title": "To talk", "issuer": "us", "expires_on": "2026-12-31"}],
        limits=[RED_LINE],
        dilemmas=[DILEMMA],
    )


def heads_hold(desk):
    entries = [entry for _number, entry in desk.keeper.entries(desk.place)]
    return verify(entries, desk.keeper.heads(desk.place), desk.rights.people).holds


# Settle


def test_a_commitment_is_settled_by_what_was_seen_and_stays_as_it_was_given(desk):
    assert commitments(desk.dossier, as_of=DAY).rows[0]["status"] == "overdue"
    desk.do(acts.settle(desk, "passage", outcome="kept", observed_on=DAY, reported_by="us", firsthand=True))
    assert commitments(desk.dossier, as_of=DAY).rows[0]["status"] == "kept"
    desk.do(acts.settle(desk, "passage", outcome="broken", observed_on=DAY))
    assert commitments(desk.dossier, as_of=DAY).rows[0]["status"] == "disputed"
    assert len(desk.view.history("passage")) == 1 and heads_hold(desk)


def test_what_is_no_commitment_is_not_settled(desk):
    with pytest.raises(InputError, match="guard is no Commitment"):
        acts.settle(desk, "guard", outcome="kept", observed_on=DAY)
    with pytest.raises(Denied, match="There is no record elsewhere"):
        acts.settle(desk, "elsewhere", outcome="kept", observed_on=DAY)


# Mandates


def test_a_mandator_approves_a_mandate_and_the_team_acknowledges_it(desk):
    head = joined(desk, "Head", role=Role.MANDATOR)
    assert not approved(desk, "talks")
    head.do(acts.approve(head, "talks", since=date(2026, 6, 1)))
    assert approved(desk, "talks") and str(desk.dossier["talks"].since) == "2026-06-01"
    desk.do(acts.acknowledge(desk, "talks", acknowledged_on=DAY))
    assert desk.dossier["talks"].acknowledged_on == DAY and approved(desk, "talks")
    with pytest.raises(InputError, match="acknowledged on 2026-06-15 already"):
        acts.acknowledge(desk, "talks", acknowledged_on=DAY)
    desk.do(acts.revise(desk, "talks", {"exposure_limit": 3}))
    assert not approved(desk, "talks"), "whoever widens a mandate has no approval for it"


def test_nobody_approves_their_own_mandate_and_a_lapsed_one_is_not_taken_on(desk):
    with pytest.raises(Denied, match="does not allow that"):
        acts.approve(desk, "talks", since=DAY)
    with pytest.raises(InputError, match="has expired"):
        acts.acknowledge(desk, "talks", acknowledged_on=date(2027, 1, 1))
    head = joined(desk, "Head", role=Role.MANDATOR)
    with pytest.raises(InputError, match="ends on 2026-12-31"):
        acts.approve(head, "talks", since=date(2027, 1, 1))


def test_a_mandator_changes_nothing_but_mandates_and_dilemmas(desk):
    head = joined(desk, "Head", role=Role.MANDATOR)
    with pytest.raises(Denied):
        acts.revise(head, "guard", {"names": "Other"})


# Dilemmas

DECISION = {"decision": "Stop", "decided_on": DAY, "review_on": date(2026, 8, 1)}


def test_a_decision_keeps_the_dissent_and_gives_a_day_of_review(desk):
    desk.do(acts.decide(desk, "pay-or-stop", dissent="Logistics would pay.", crosses=(), **DECISION))
    decided = desk.dossier["pay-or-stop"]
    assert str(decided.decision) == "Stop" and decided.review_on == date(2026, 8, 1)
    assert str(decided.dissent) == "The medical team would stop.\nLogistics would pay."
    desk.do(acts.decide(desk, "pay-or-stop", crosses=(), **{**DECISION, "decision": "Pay"}))
    assert "medical team" in str(desk.dossier["pay-or-stop"].dissent)


def test_where_red_lines_stand_on_the_issue_it_must_be_said_what_is_crossed(desk):
    with pytest.raises(InputError, match=r"Say which red lines .* no-levy"):
        acts.decide(desk, "pay-or-stop", **DECISION)


def test_a_red_line_on_everything_stands_on_every_issue():
    general = {name: value for name, value in RED_LINE.items() if name != "issue"}
    desk = office(
        handling="GREEN", actors=PARTIES, issues=[{"id": "levy", "title": "The levy"}], limits=[general],
        dilemmas=[{**DILEMMA, "issue": "levy"}],
    )  # fmt: skip
    with pytest.raises(InputError, match=r"Say which red lines .* no-levy"):
        acts.decide(desk, "pay-or-stop", **DECISION)


@pytest.mark.parametrize("changes", [{"decision": "Pay"}, {"decided_by": "us"}, {"decided_on": "2026-06-02"}])
def test_no_plain_change_decides_or_undoes_a_decision(desk, changes):
    with pytest.raises(InputError, match="decide pay-or-stop again"):
        acts.revise(desk, "pay-or-stop", changes)
    desk.do(acts.decide(desk, "pay-or-stop", crosses=(), **DECISION))
    with pytest.raises(InputError, match="decide pay-or-stop again"):
        acts.revise(desk, "pay-or-stop", {**changes, "decision": None})
    desk.do(acts.revise(desk, "pay-or-stop", {"note": "Read again", "decision": "Stop"}))
    assert str(desk.dossier["pay-or-stop"].decision) == "Stop"


def test_what_crosses_a_red_line_only_the_mandator_decides(desk):
    with pytest.raises(Denied, match=r"crosses the red line no-levy\. Only the mandator can approve that: ask Us"):
        acts.decide(desk, "pay-or-stop", crosses=("no-levy",), **DECISION)
    head = joined(desk, "Head", role=Role.MANDATOR)
    head.do(acts.decide(head, "pay-or-stop", crosses=("no-levy",), **DECISION))
    assert str(desk.dossier["pay-or-stop"].decision) == "Stop"
    _entry, body = desk.view.written(desk.view.record_id("pay-or-stop"))[-1]
    assert body.act == {"act": "decide", "crosses": [desk.view.record_id("no-levy")]}


def test_a_review_lies_after_the_decision(desk):
    with pytest.raises(InputError, match="Give a day after"):
        acts.decide(desk, "pay-or-stop", crosses=(), **{**DECISION, "review_on": DAY})


# Triage


def test_a_person_decides_against_the_rules_with_a_reason_and_gives_the_issue_back(desk):
    with pytest.raises(InputError, match="takes a reason"):
        acts.override(desk, "levy", track="diplomatic", reason=" ")
    desk.do(acts.override(desk, "levy", track="diplomatic", reason="The capital asked for it."))
    assert triage(desk.dossier, as_of=DAY).rows[0]["track"] == "diplomatic"
    assert desk.view.history("levy")[-1].why == "The capital asked for it."
    desk.do(acts.override(desk, "levy", track=None))
    assert desk.dossier["levy"].override is None and desk.dossier["levy"].override_reason is None


# Labels


def test_closing_a_record_is_free_and_opening_it_takes_a_second_person_who_may_see_it(desk):
    second = joined(desk, "Second", role=Role.LEAD)
    joined(desk, "Third", clearance=Label.RED)
    desk.do(acts.relabel(desk, "passage", "RED"))
    assert "passage" not in second.dossier
    with pytest.raises(InputError, match="takes a second person"):
        acts.relabel(desk, "passage", "AMBER")
    with pytest.raises(InputError, match="somebody else with a part"):
        acts.relabel(desk, "passage", "AMBER", second=ring("Second"))
    desk.do(acts.relabel(desk, "passage", "AMBER", second=ring("Third")))
    assert second.dossier.label("passage").level == Label.AMBER
    assert [one.what for one in unconfirmed(desk)] == ["grant"]


def test_alone_a_reason_is_kept_and_shown_as_not_confirmed_until_a_second_person_confirms(desk):
    second = joined(desk, "Second", role=Role.LEAD)
    desk.do(acts.relabel(desk, "passage", "AMBER+STRICT"))
    desk.do(acts.relabel(desk, "passage", "AMBER", why="they published it themselves"))
    (alone,) = unconfirmed(desk)
    assert (alone.what, alone.about, alone.by, alone.why) == (
        "relabel", "passage", desk.writer.id, "they published it themselves",
    )  # fmt: skip
    assert [event.outcome for event in desk.keeper.events if event.action == "relabel"] == ["done", "not confirmed"]
    with pytest.raises(InputError, match="takes a second person"):
        acts.confirm(desk, alone.entry)
    second.do(acts.confirm(second, alone.entry))
    assert unconfirmed(desk) == () == unconfirmed(second)
    with pytest.raises(InputError, match="nothing here to confirm"):
        acts.confirm(second, alone.entry)


def test_nobody_seconds_themselves_and_no_stranger_does(desk):
    for other in ("Ana", "Stranger"):
        with pytest.raises(InputError, match="somebody else with a part"):
            acts.relabel(desk, "passage", "CLEAR", second=ring(other))


def test_a_record_stays_as_closed_as_what_it_names(desk):
    desk.do(acts.relabel(desk, "guard", "RED"))
    desk.do(acts.relabel(desk, "passage", "RED"))
    with pytest.raises(InputError, match="takes its label from what it names"):
        acts.relabel(desk, "passage", "AMBER", why="no reason holds")


# Grants


def test_a_grant_opens_what_was_written_before_it_up_to_the_clearance(desk):
    add(desk, actors=[{"id": "hidden", "names": "H", "handling": "RED"}])
    reader = joined(desk, "Reader", role=Role.REVIEWER)
    assert "guard" in reader.dossier and "hidden" not in reader.dossier
    with pytest.raises(Denied):
        acts.revise(reader, "guard", {"names": "X"})


def test_a_red_clearance_takes_two_people_or_a_reason(desk):
    with pytest.raises(InputError, match="A RED clearance takes a second person"):
        acts.grant(desk, ring("Bo").me, role=Role.TEAM, clearance=Label.RED)
    joined(desk, "Bo", clearance=Label.RED)
    (alone,) = unconfirmed(desk)
    assert (alone.what, alone.about) == ("grant", ring("Bo").me.id)
    second = joined(desk, "Second", role=Role.LEAD)
    second.do(acts.confirm(second, alone.entry))
    assert unconfirmed(desk) == ()
    joined(desk, "Cy", clearance=Label.RED, second=ring("Second"))
    assert unconfirmed(desk) == () and desk.rights.unconfirmed()


def test_nobody_gives_more_than_they_have(desk):
    lead = joined(desk, "Second", role=Role.LEAD)
    with pytest.raises(InputError, match="higher clearance than your own"):
        acts.grant(lead, ring("Bo").me, role=Role.TEAM, clearance=Label.RED, why="x")
    team = joined(desk, "Team")
    with pytest.raises(Denied):
        acts.grant(team, ring("Bo").me, role=Role.TEAM, clearance=Label.GREEN)


def test_a_compartment_is_founded_by_who_first_names_it_and_given_by_nobody_else(desk):
    inside = joined(desk, "Inside", compartments=("contacts",))
    second = joined(desk, "Second", role=Role.LEAD)
    add(desk, actors=[{"id": "heron", "names": "Heron", "handling": {"level": "AMBER", "compartments": ["contacts"]}}])
    assert "heron" in inside.dossier and "heron" not in second.dossier
    with pytest.raises(InputError, match="do not hold the compartment contacts"):
        acts.grant(second, ring("Bo").me, role=Role.TEAM, clearance=Label.AMBER, compartments=("contacts",))


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.CUSTODIAN])
def test_who_has_a_part_without_content_gets_no_key(desk, role):
    keeper = joined(desk, "Keeper", role=role)
    assert len(keeper.dossier) == 0 and keeper.dossier.header.slug == "unnamed"
    assert all(keeper.sealer.open(entry) is None for entry in keeper.entries)


# Revocation


def test_who_is_revoked_sees_nothing_from_the_next_look_on(desk):
    reader = joined(desk, "Reader", clearance=Label.AMBER_STRICT)
    assert "guard" in reader.dossier
    desk.do(acts.revoke(desk, reader.writer.id, why="left"))
    assert len(reader.dossier) == 0 and len(reader.view.batches) == 0
    with pytest.raises(Denied):
        acts.revise(reader, "guard", {"names": "X"})


def test_what_is_written_after_a_revocation_has_a_key_that_they_never_had(desk):
    reader = joined(desk, "Reader")
    stays = joined(desk, "Stays")
    sealer = reader.sealer
    desk.do(acts.revoke(desk, reader.writer.id))
    add(desk, actors=[{"id": "later", "names": "Later"}])
    desk.do(acts.revise(desk, "guard", {"names": "Changed"}))
    sealer.learn(desk.keeper.keys(desk.place))
    new = {entry.id for slug in ("later", "guard") for entry in desk.entries if entry.id in desk.view.heads(slug)}
    assert new and all(sealer.open(entry) is None for entry in desk.entries if entry.id in new)
    assert str(stays.dossier["guard"].names) == "Changed" and "later" in stays.dossier
    assert waiting_for_keys(desk) == ()


def test_a_part_in_one_compartment_ends_alone(desk):
    inside = joined(desk, "Inside", compartments=("contacts",))
    add(desk, actors=[{"id": "heron", "names": "Heron", "handling": {"level": "AMBER", "compartments": ["contacts"]}}])
    assert "heron" in inside.dossier
    desk.do(acts.revoke(desk, inside.writer.id, compartment="contacts"))
    assert "heron" not in inside.dossier and "guard" in inside.dossier and "heron" in desk.dossier
    with pytest.raises(InputError, match="has no such part"):
        acts.revoke(desk, inside.writer.id, compartment="contacts")


def test_keys_of_a_compartment_that_the_revoker_lacks_wait_for_who_holds_it(desk):
    second = joined(desk, "Second", role=Role.LEAD)
    second.do(acts.grant(second, ring("Inside").me, role=Role.TEAM, clearance=Label.AMBER, compartments=("sea",)))
    desk.do(acts.revoke(desk, ring("Inside").me.id))
    assert waiting_for_keys(desk) == ("sea",)
    second.do(renew(second, "sea"))
    assert waiting_for_keys(desk) == ()


def test_a_dossier_never_loses_its_last_lead(desk):
    with pytest.raises(InputError, match="Hand it over first"):
        acts.revoke(desk, desk.writer.id)


def test_an_ended_part_can_be_given_again(desk):
    reader = joined(desk, "Reader")
    desk.do(acts.revoke(desk, reader.writer.id))
    assert "guard" in joined(desk, "Reader").dossier and heads_hold(desk)


# Handing over


def test_whoever_comes_after_leads_with_everything_and_whoever_was_there_is_gone(desk):
    add(desk, actors=[{"id": "hidden", "names": "H", "handling": "RED"}])
    successor = Desk(desk.keeper, ring("Next"), desk.place)
    desk.do(acts.hand_over(desk, ring("Next").me, why="end of posting"))
    assert "hidden" in successor.dossier and successor.reader.role == Role.LEAD
    assert len(desk.dossier) == 0 and waiting_for_keys(successor) == ("",)
    successor.do(renew(successor))
    assert waiting_for_keys(successor) == ()
    with pytest.raises(InputError, match="lead this dossier already"):
        acts.hand_over(successor, ring("Next").me, why="x")


# Purging


def test_what_is_purged_is_gone_for_every_copy_and_stays_gone(desk):
    add(desk, identities=[{"id": "name", "actor": "guard", "name": "N", "keep_until": "2026-06-01"}])
    record, old = desk.view.record_id("name"), [*desk.entries]
    keys = [*desk.keeper.keys(desk.place)]
    assert [(one.record, str(one.keep_until)) for one in due(desk, DAY)] == [("name", "2026-06-01")]
    assert due(desk, date(2026, 5, 31)) == ()
    desk.do(acts.purge(desk, "name"))
    assert "name" not in desk.dossier and due(desk, DAY) == ()
    assert all(key.record != record for key in desk.keeper.keys(desk.place))
    desk.keeper.append(old, keys=keys)
    fresh = Desk(desk.keeper, ring("Ana"), desk.place)
    assert "name" not in fresh.dossier and all(key.record != record for key in desk.keeper.keys(desk.place))
    assert heads_hold(desk) and desk.keeper.events[-1].action == "purge"


def test_what_others_name_is_not_purged_alone_nor_by_who_does_not_lead(desk):
    with pytest.raises(InputError, match="still named by passage"):
        acts.purge(desk, "guard")
    team = joined(desk, "Team")
    with pytest.raises(Denied):
        acts.purge(team, "passage")
    desk.do(acts.purge(desk, "guard", "passage"))
    assert "guard" not in desk.dossier and "passage" not in desk.dossier


# Who may do what


@pytest.mark.parametrize("role", [Role.ANALYST, Role.REVIEWER, Role.AUDITOR, Role.CUSTODIAN])
def test_roles_that_only_read_do_nothing(desk, role):
    reader = joined(desk, "Reader", role=role)
    tried = [
        lambda: acts.settle(reader, "passage", outcome="kept", observed_on=DAY),
        lambda: acts.approve(reader, "talks", since=DAY),
        lambda: acts.acknowledge(reader, "talks", acknowledged_on=DAY),
        lambda: acts.decide(reader, "pay-or-stop", crosses=(), **DECISION),
        lambda: acts.override(reader, "levy", track="both", reason="x"),
        lambda: acts.relabel(reader, "passage", "RED"),
        lambda: acts.grant(reader, ring("Bo").me, role=Role.TEAM, clearance=Label.CLEAR),
        lambda: acts.revoke(reader, desk.writer.id),
        lambda: acts.hand_over(reader, ring("Bo").me, why="x"),
        lambda: acts.purge(reader, "passage"),
        lambda: acts.confirm(reader, "00"),
    ]
    for act in tried:
        with pytest.raises(InputError):
            act()


def test_a_stranger_has_no_part_and_sees_nothing(desk):
    stranger = Desk(desk.keeper, ring("Stranger"), desk.place)
    assert len(stranger.dossier) == 0
    with pytest.raises(Denied):
        acts.relabel(stranger, "passage", Handling(level=Label.RED))
    assert Desk(MemoryKeeper(), ring("Stranger"), desk.place).dossier.header.slug == "unnamed"
