"""Who has which part, who decides a clash, what passes on, what is destroyed, and what the audit remembers of it."""

import re
from datetime import date

import pytest

from aidememoire.ledger import acts
from aidememoire.ledger.acts.confirm import unconfirmed
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.gate import Role
from aidememoire.ledger.memory import MemoryKeyring
from aidememoire.ledger.people import words
from aidememoire.vocabulary.handling import Label
from aidememoire.workbench.cards import card_of, person_of

SELANE = "/d/port-of-selane/"


def told(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def ledger(vault):
    return vault.desk("port-of-selane")


@pytest.fixture
def newcomer():
    return MemoryKeyring("Newcomer")


def given(seated, newcomer, **more):
    sent = {"card": card_of(newcomer.me), "compared": "on", "role": "team", "clearance": "AMBER", **more}
    return seated.post(SELANE + "people/grant/", sent)


def test_a_card_says_whose_it_is_and_nothing_else_is_believed(newcomer):
    assert person_of(card_of(newcomer.me)) == newcomer.me


@pytest.mark.parametrize(
    "card", ["", "{}", "[]", "null", '{"name": "A", "sign_key": "zz", "box_key": ""}', "[" * 9_999]
)
def test_what_is_no_card_is_said_and_gives_nothing(seated, fresh_vault, card):
    before = len(ledger(fresh_vault).rights.members())
    answer = seated.post(SELANE + "people/grant/", {"card": card, "compared": "on", "role": "lead", "clearance": "RED"})
    assert answer.status_code in (200, 422)
    assert len(ledger(fresh_vault).rights.members()) == before


def test_nobody_gets_a_part_before_their_words_were_compared(seated, fresh_vault, newcomer):
    page = given(seated, newcomer, compared="")
    assert words(newcomer.me.id) in told(page)
    assert newcomer.me.id not in {one.member.id for one in ledger(fresh_vault).rights.members()}


def test_whoever_gets_a_part_reads_up_to_their_clearance(seated, fresh_vault, newcomer):
    assert given(seated, newcomer).status_code == 302
    theirs = Desk(fresh_vault.keeper, newcomer, ledger(fresh_vault).place)
    assert "levy" in theirs.dossier and "sandpiper" not in theirs.dossier
    page = told(seated.get(SELANE + "people/"))
    assert "Newcomer" in page and words(newcomer.me.id) in page


def test_the_highest_clearance_alone_takes_a_reason_and_stands_as_not_confirmed(seated, newcomer):
    assert "Alone, give the reason" in told(given(seated, newcomer, clearance="RED"))
    given(seated, newcomer, clearance="RED", why="Nobody else is here")
    assert "not confirmed" in told(seated.get(SELANE + "people/"))


def test_nobody_confirms_what_they_did_alone(seated, fresh_vault, newcomer):
    given(seated, newcomer, clearance="RED", why="Nobody else is here")
    alone = unconfirmed(ledger(fresh_vault))
    answer = seated.post(SELANE + "people/confirm/", {"entry": alone[0].entry})
    assert "takes a second person" in told(answer)


def test_a_second_person_confirms(seated, fresh_vault, newcomer):
    given(seated, newcomer, role="lead", clearance="RED", why="Nobody else is here")
    third = MemoryKeyring("Third")
    theirs = Desk(fresh_vault.keeper, newcomer, ledger(fresh_vault).place)
    theirs.do(acts.grant(theirs, third.me, role=Role.TEAM, clearance=Label.RED, why="Urgent"))
    page = seated.get(SELANE + "people/").content.decode()
    entry = re.search(r'name="entry" value="(\w+)"', page)[1]
    seated.post(SELANE + "people/confirm/", {"entry": entry})
    assert f'value="{entry}"' not in seated.get(SELANE + "people/").content.decode()


def test_a_part_that_ends_ends_at_once_and_the_keys_are_new(seated, fresh_vault, newcomer):
    given(seated, newcomer)
    seated.post(f"{SELANE}people/{newcomer.me.id}/revoke/", {"why": "Left"})
    theirs = Desk(fresh_vault.keeper, newcomer, ledger(fresh_vault).place)
    assert not theirs.reader.may("read")
    assert "Waiting for new keys" not in told(seated.get(SELANE + "people/"))


def test_somebody_without_a_part_cannot_lose_one(seated, newcomer):
    assert seated.get(f"{SELANE}people/{newcomer.me.id}/revoke/").status_code == 404


def test_both_values_of_a_clash_stand_there_with_who_and_when(seated):
    page = told(seated.get(SELANE + "clashes/"))
    assert "The harbour gate is shut for hours without notice : Severity" in page
    assert "Before: Moderate" in page
    assert re.search(r"Low You , \d+ \w+ \d{4} \d\d:\d\d UTC", page) and "High Colleague (invented)" in page


@pytest.mark.parametrize(("number", "severity"), [(0, "1"), (1, "3")])
def test_a_clash_ends_with_the_value_that_somebody_chose_and_can_be_taken_back(seated, fresh_vault, number, severity):
    key = re.search(r'name="clash" value="([^"]+)"', seated.get(SELANE + "clashes/").content.decode())[1]
    seated.post(SELANE + "clashes/decide/", {"clash": key, "value": number, "why": "I asked"})
    now = ledger(fresh_vault)
    assert not now.view.clashes and now.dossier["gate-shut"].severity.value == severity
    assert len(now.view.history("gate-shut")) == 4
    assert seated.post(SELANE + "clashes/decide/", {"clash": key, "value": number}).status_code == 404


@pytest.mark.parametrize("value", ["9", "-1", "x", ""])
def test_a_value_that_nobody_said_decides_nothing(seated, fresh_vault, value):
    key = re.search(r'name="clash" value="([^"]+)"', seated.get(SELANE + "clashes/").content.decode())[1]
    assert seated.post(SELANE + "clashes/decide/", {"clash": key, "value": value}).status_code == 404
    assert ledger(fresh_vault).view.clashes


def test_whoever_takes_over_leads_and_whoever_left_sees_nothing(seated, fresh_vault, newcomer):
    sent = {"card": card_of(newcomer.me), "compared": "on", "leave": "on", "why": "End of mission"}
    assert seated.post(SELANE + "handover/lead/", sent).url == "/"
    theirs = Desk(fresh_vault.keeper, newcomer, ledger_of(fresh_vault, newcomer).place)
    assert theirs.reader.role is Role.LEAD and "sandpiper" in theirs.dossier
    assert seated.get(SELANE).status_code == 404


def ledger_of(vault, ring):
    desks = (Desk(vault.keeper, ring, place.dossier) for place in vault.keeper.dossiers())
    return next(desk for desk in desks if desk.reader.may("read"))


def test_whoever_stays_after_handing_over_still_reads(seated, fresh_vault, newcomer):
    sent = {"card": card_of(newcomer.me), "compared": "on", "why": "Two of us"}
    assert seated.post(SELANE + "handover/lead/", sent).url == SELANE + "people/"
    assert seated.get(SELANE).status_code == 200


def test_a_post_of_theirs_that_changed_hands_leads_to_what_lies_between_us(seated):
    page = seated.get(SELANE + "handover/").content.decode()
    assert re.search(r"briefs/\?kind=handover&amp;with=port-director&amp;ceiling=", page)


def test_the_audit_says_what_left_and_under_which_label(seated):
    seated.post(SELANE + "export/", {"format": "kumu.json", "ceiling": "GREEN"})
    page = told(seated.get(SELANE + "audit/"))
    assert "You Let something leave TLP:GREEN" in page


def test_what_is_kept_too_long_is_listed_and_destroyed_only_when_somebody_is_sure(seated, fresh_vault):
    seated.post(SELANE + "dial/", {"day": "2040-01-01", "back": SELANE})
    page = seated.get(SELANE + "audit/due/").content.decode()
    due = re.findall(r'name="record" value="([^"]+)"', page)
    assert due
    seated.post(SELANE + "audit/due/", {"record": due})
    assert all(one in ledger(fresh_vault).dossier for one in due)
    answer = seated.post(SELANE + "audit/due/", {"record": due, "sure": "on"})
    assert answer.status_code == 302, told(answer)
    assert not any(one in ledger(fresh_vault).dossier for one in due)


def test_a_record_that_is_not_due_is_not_destroyed(seated, fresh_vault):
    seated.post(SELANE + "audit/due/", {"record": ["levy"], "sure": "on"})
    assert "levy" in ledger(fresh_vault).dossier


def test_one_act_shows_what_it_changed_and_is_taken_back_whole(seated, fresh_vault):
    batch = ledger(fresh_vault).view.batches[0].id
    page = told(seated.get(f"{SELANE}done/{batch}/"))
    assert "Severity" in page
    assert seated.get(f"{SELANE}done/{'0' * 32}/").status_code == 404


def test_looking_back_nobody_gives_parts_or_decides(seated):
    seated.post(SELANE + "dial/", {"known": date(2026, 5, 1).isoformat(), "back": SELANE})
    for address in ("people/grant/", "handover/lead/", "audit/due/"):
        assert seated.get(SELANE + address).status_code == 404
    for address in ("people/keys/", "clashes/decide/"):
        answer = seated.post(SELANE + address, {})
        assert answer.status_code == 409 and "You are looking back: nothing can be changed." in answer.content.decode()


def test_who_may_not_do_it_now_learns_nothing_by_looking_back(seated, read_as):
    read_as(role=Role.REVIEWER)
    seated.post(SELANE + "dial/", {"known": date(2026, 5, 1).isoformat(), "back": SELANE})
    assert seated.post(SELANE + "people/keys/", {}).status_code == 404
