"""What travels to a partner, what is taken in, and what of it can be taken back or asked back?"""

from datetime import date

import pytest

from aidememoire.ledger import acts, bundles
from aidememoire.ledger.bundles import Recall, Receipt
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.envelope import NotOpened
from aidememoire.ledger.gate import Denied, Role
from aidememoire.ledger.taking import Effect
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Label
from offices import DAY, add, joined, office, ring

ACTORS = [
    {"id": "guard", "names": "The guard", "note": "Ask twice"},
    {"id": "port", "names": "The port"},
    {"id": "hidden", "names": "Hidden", "handling": "RED"},
]


@pytest.fixture
def ana():
    return office(
        "Ana",
        handling="GREEN",
        actors=ACTORS,
        commitments=[
            {"id": "passage", "given_by": "guard", "wording": "Passage"},
            {"id": "secret", "given_by": "hidden", "wording": "Word given in secret"},
        ],
        identities=[{"id": "name", "actor": "guard", "name": "Somebody", "handling": "GREEN"}],
    )


@pytest.fixture
def bo():
    return office("Bo", slug="partner", actors=[{"id": "sea", "names": "The sea"}])


def sent(desk, to="Bo", ceiling="AMBER", **chosen):
    chosen = {"purpose": "Joint talks", **chosen}
    return bundles.make(desk, recipients=[ring(to).me], ceiling=ceiling, **chosen)[0]


def took(desk, written):
    """Take a bundle in and return the effects by record."""
    opened = bundles.open_bundle(written, desk.keyring)
    seen = bundles.preview(opened, desk)
    desk.do(bundles.apply(opened, desk))
    return {row.record: row.effect for row in seen.rows}


# What travels


def test_a_bundle_holds_what_was_chosen_with_what_that_names_and_nothing_above_the_ceiling(ana):
    whole, left_out = bundles.make(ana, recipients=[ring("Bo").me], purpose="x", ceiling="AMBER")
    there = {one.fields["id"] for one in bundles.open_bundle(whole, ring("Bo")).records}
    assert there == {"guard", "port", "passage"}
    assert {one.record: str(one.why) for one in left_out} == {
        "hidden": "is labelled TLP:RED",
        "secret": "takes TLP:RED from a record that it names",
        "name": "is a name behind a pseudonym, which never travels in a bundle",
    }
    chosen = sent(ana, records=["passage"])
    assert {one.fields["id"] for one in bundles.open_bundle(chosen, ring("Bo")).records} == {"guard", "passage"}


def test_the_partner_sees_who_sent_it_for_what_and_under_which_label(ana, bo):
    written = sent(ana, keep_until=date(2026, 12, 31))
    seen = bundles.preview(bundles.open_bundle(written, bo.keyring), bo)
    assert (seen.manifest.sender.name, seen.manifest.purpose, seen.acquainted) == ("Ana", "Joint talks", False)
    assert len(seen.words.split()) == 8 and seen.manifest.ceiling.level == Label.AMBER
    assert {row.effect for row in seen.rows} == {Effect.CREATE} and len(bo.dossier) == 1
    took(bo, written)
    assert bundles.preview(bundles.open_bundle(written, bo.keyring), bo).acquainted


def test_history_compartments_and_other_versions_do_not_travel(ana):
    ana.do(acts.revise(ana, "guard", {"note": "The name of the wife"}))
    ana.do(acts.revise(ana, "guard", {"note": None}))
    records = bundles.open_bundle(sent(ana), ring("Bo")).records
    assert "wife" not in str(records) and "Ask twice" not in str(records)
    assert all(not one.floor.compartments for one in records)


def test_what_is_under_the_chatham_house_tag_travels_without_who_said_it(ana, bo):
    tagged = {"level": "GREEN", "chatham_house": True}
    seen = {"id": "heard", "bears_on": "passage", "reported_by": "port", "words": "It was said", "handling": tagged}
    add(ana, observations=[seen])
    took(bo, sent(ana))
    assert bo.dossier["heard"].reported_by is None and bo.dossier.label("heard").chatham_house
    bo.do(acts.revise(bo, "heard", {"words": "It was said twice"}))
    took(ana, sent(bo, to="Ana", records=["heard"]))
    _entry, body = ana.view.written(ana.view.record_id("heard"))[-1]
    assert (body.record["words"], body.record["reported_by"]) == ("It was said twice", "port")


def test_what_two_versions_disagree_about_waits_for_a_decision(ana):
    two = Desk(ana.keeper, ring("Ana"), ana.place)
    first, second = acts.revise(ana, "port", {"names": "One"}), acts.revise(two, "port", {"names": "Two"})
    ana.do(first)
    ana.do(second)
    _written, left_out = bundles.make(ana, recipients=[ring("Bo").me], purpose="x", ceiling="AMBER")
    assert "decide first" in {one.record: str(one.why) for one in left_out}["port"]


def test_a_bundle_is_not_made_without_right_purpose_or_content(ana):
    reader = joined(ana, "Reader", role=Role.REVIEWER)
    with pytest.raises(Denied):
        sent(reader)
    with pytest.raises(InputError, match="Say what the bundle is for"):
        sent(ana, purpose=" ")
    with pytest.raises(InputError, match="Nothing is left to send"):
        sent(ana, ceiling="CLEAR")
    with pytest.raises(Denied, match="no record nobody"):
        sent(ana, records=["nobody"])
    with pytest.raises(InputError, match="one recipient at least"):
        bundles.make(ana, recipients=[], purpose="x", ceiling="AMBER")
    assert [event.action for event in ana.keeper.events if event.action == "bundle"] == []


def test_every_bundle_is_noted(ana):
    sent(ana)
    assert [(event.action, event.label) for event in ana.keeper.events][-1] == ("bundle", Label.AMBER)


# Taking in


def test_the_same_bundle_again_changes_nothing(ana, bo):
    written = sent(ana)
    assert took(bo, written) == dict.fromkeys(("guard", "port", "passage"), Effect.CREATE)
    count = len(bo.entries)
    assert took(bo, written) == dict.fromkeys(("guard", "port", "passage"), Effect.SAME)
    assert len(bo.entries) == count


def test_an_older_bundle_after_a_newer_one_changes_nothing(ana, bo):
    old = sent(ana)
    ana.do(acts.revise(ana, "port", {"names": "New name"}))
    new = sent(ana)
    took(bo, new)
    assert set(took(bo, old).values()) == {Effect.SAME}
    assert str(bo.dossier["port"].names) == "New name"


def test_what_changed_there_comes_in_and_what_changed_here_stays(ana, bo):
    took(bo, sent(ana))
    bo.do(acts.revise(bo, "port", {"note": "Ours"}))
    ana.do(acts.revise(ana, "port", {"names": "New name"}))
    assert took(bo, sent(ana))["port"] == Effect.UPDATE
    assert str(bo.dossier["port"].names) == "New name" and str(bo.dossier["port"].note) == "Ours"
    assert bo.view.clashes == ()


def test_what_changed_on_both_sides_is_a_clash_and_nothing_is_lost(ana, bo):
    took(bo, sent(ana))
    bo.do(acts.revise(bo, "port", {"names": "Ours"}))
    ana.do(acts.revise(ana, "port", {"names": "Theirs"}))
    opened = bundles.open_bundle(sent(ana), bo.keyring)
    row = next(row for row in bundles.preview(opened, bo).rows if row.record == "port")
    assert (row.effect, row.fields) == (Effect.CLASH, ("names",))
    bo.do(bundles.apply(opened, bo))
    (clash,) = bo.view.clashes
    assert clash.record == "port" and {value for value, *_rest in clash.values} == {"Ours", "Theirs"}


def test_an_exchange_to_and_fro_comes_to_rest(ana, bo):
    took(bo, sent(ana))
    bo.do(acts.revise(bo, "port", {"note": "Ours"}))
    ana.do(acts.revise(ana, "guard", {"names": "Theirs"}))
    shared = ["guard", "port", "passage"]
    for _round in range(3):
        took(ana, sent(bo, to="Ana", records=shared, ceiling="RED"))
        took(bo, sent(ana, records=shared))
    counts = len(ana.entries), len(bo.entries)
    assert set(took(ana, sent(bo, to="Ana", records=shared, ceiling="RED")).values()) == {Effect.SAME}
    assert (len(ana.entries), len(bo.entries)) == counts
    for slug in shared:
        strip = lambda fields: {name: value for name, value in fields.items() if name != "handling"}
        assert strip(ana.dossier[slug].written()) == strip(bo.dossier[slug].written())


def test_a_short_name_that_is_taken_here_is_given_another_and_references_follow(ana, bo):
    add(bo, actors=[{"id": "guard", "names": "Another guard"}])
    took(bo, sent(ana))
    assert str(bo.dossier["guard"].names) == "Another guard"
    assert str(bo.dossier["guard-2"].names) == "The guard" and bo.dossier["passage"].given_by == "guard-2"


def test_the_label_of_the_sender_is_a_floor(ana, bo):
    took(bo, sent(ana))
    assert bo.dossier.label("port").level == Label.GREEN
    with pytest.raises(InputError, match="Whoever sent this record labelled it"):
        acts.relabel(bo, "port", "CLEAR", why="no reason holds")
    bo.do(acts.relabel(bo, "port", "RED"))
    bo.do(acts.relabel(bo, "port", "GREEN", why="down to the floor"))
    ana.do(acts.relabel(ana, "port", "AMBER"))
    took(bo, sent(ana))
    assert bo.dossier.label("port").level == Label.AMBER


def test_what_is_above_the_readers_own_clearance_is_refused_with_what_names_it(ana, bo):
    ana.do(acts.relabel(ana, "guard", "AMBER"))
    green = joined(bo, "Green", clearance=Label.GREEN)
    opened = bundles.open_bundle(sent(ana, to="Green"), ring("Green"))
    rows = {row.record: row for row in bundles.preview(opened, green).rows}
    assert (rows["guard"].effect, rows["passage"].effect, rows["port"].effect) == (
        Effect.REFUSE, Effect.REFUSE, Effect.CREATE,
    )  # fmt: skip
    assert "beyond what you hold" in str(rows["guard"].why)
    green.do(bundles.apply(opened, green))
    assert "port" in green.dossier and "guard" not in green.dossier


def test_who_may_not_write_takes_nothing_in(ana, bo):
    reader = joined(bo, "Reader", role=Role.REVIEWER)
    opened = bundles.open_bundle(sent(ana, to="Reader"), ring("Reader"))
    with pytest.raises(Denied):
        bundles.apply(opened, reader)


def test_a_bundle_past_its_day_is_not_opened(ana, bo):
    written = sent(ana, keep_until=DAY)
    assert bundles.open_bundle(written, bo.keyring, today=DAY)
    with pytest.raises(InputError, match="was to be kept until 15 June 2026"):
        bundles.open_bundle(written, bo.keyring, today=date(2026, 6, 16))


# Asking back


def test_a_receipt_is_signed_and_names_what_was_taken_in(ana, bo):
    opened = bundles.open_bundle(sent(ana), bo.keyring)
    bo.do(bundles.apply(opened, bo))
    said = bundles.said_in(bundles.receipt(bo, opened), ana.keyring)
    assert isinstance(said, Receipt) and said.signed_by == bo.writer and not said.purged
    assert {ana.view.slug(record) for record in said.records} == {"guard", "port", "passage"}
    with pytest.raises(NotOpened):
        bundles.said_in(bundles.receipt(bo, opened), ring("Stranger"))


def test_what_is_asked_back_is_destroyed_with_a_signed_receipt_and_does_not_come_back(ana, bo):
    written = sent(ana)
    opened = bundles.open_bundle(written, bo.keyring)
    bo.do(bundles.apply(opened, bo))
    asked = bundles.recall(ana, opened.manifest.id, [bo.writer], ["passage", "guard"], why="sent by mistake")
    said = bundles.said_in(asked, bo.keyring)
    assert isinstance(said, Recall) and said.why == "sent by mistake" and said.asked_by == ana.writer
    made, receipt = bundles.answer(asked, bo)
    bo.do(made)
    assert "guard" not in bo.dossier and "passage" not in bo.dossier and "port" in bo.dossier
    signed = bundles.said_in(receipt, ana.keyring)
    assert signed.purged and set(signed.records) == {ana.view.record_id("guard"), ana.view.record_id("passage")}
    again = took(bo, written)
    assert (again["guard"], again["port"]) == (Effect.REFUSE, Effect.SAME) and "guard" not in bo.dossier


def test_nobody_asks_back_what_they_did_not_send(ana, bo):
    took(bo, sent(ana))
    cy = office("Cy", slug="other")
    took(cy, sent(bo, to="Cy", records=["guard"], ceiling="RED"))
    asked = bundles.recall(cy, "00" * 16, [bo.writer], ["guard"], why="mischief")
    with pytest.raises(InputError, match="did not come from them"):
        bundles.answer(asked, bo)
    assert "guard" in bo.dossier


def test_a_receipt_is_no_bundle_and_a_bundle_no_receipt(ana, bo):
    written = sent(ana)
    with pytest.raises(NotOpened, match="neither a receipt"):
        bundles.said_in(written, bo.keyring)
    with pytest.raises(NotOpened, match="is no bundle but a recall"):
        bundles.open_bundle(bundles.recall(ana, "00" * 16, [bo.writer], ["port"], why="x"), bo.keyring)
    with pytest.raises(InputError, match="no request"):
        bundles.answer(bundles.receipt(bo, bundles.open_bundle(written, bo.keyring)), ana)


def test_red_records_that_travel_count_as_read_and_no_others(ana):
    bundles.make(ana, recipients=[ring("Bo").me], purpose="the gate", ceiling="RED")
    told = {event.record for event in ana.keeper.events if event.action == "ask"}
    assert told == {ana.view.record_id("hidden"), ana.view.record_id("secret")}
