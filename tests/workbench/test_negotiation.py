"""Do the canvases say who holds what, stop at a red line, name whose it is, and leave a mandate to its mandator?"""

import pytest

from aidememoire.ledger.gate import Role
from aidememoire.workbench import door
from aidememoire.workbench.screens.negotiation import PARTS, SHEETS

AT = "/d/port-of-selane/negotiation/"


def sheet(seated, issue, slug, **asked):
    answer = seated.get(f"{AT}{issue}/{slug}/", asked)
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1]


def test_they_are_called_as_people_were_trained(seated):
    page = seated.get(AT).content.decode()
    for name in ("Iceberg", "Island of Agreements", "Shared Space", "Network map", "Scenarios and Bottom Lines",
                 "Mandate", "Red Lines", "Legitimacy"):  # fmt: skip
        assert name in page


def test_the_iceberg_sets_ours_beside_theirs_and_says_what_is_only_inferred(seated):
    page = sheet(seated, "unloading", "iceberg")
    assert page.index("Cargo counted in public") < page.index("Whoever inspects the cargo")
    motive = page.index("To be seen to feed the city")
    assert "Inferred by us" in page[motive : motive + 400]


def test_a_value_below_a_red_line_stops_and_says_whose_it_is(seated):
    page = sheet(seated, "levy", "red-lines", value="40")
    assert "verdict-stop" in page and "Stops at a red line: No levy on relief (Principals" in page.replace(
        "</bdi>", ""
    ).replace("<bdi>", "")


def test_a_value_within_passes_and_is_no_advice(seated):
    page = sheet(seated, "levy", "red-lines", value="95")
    assert "verdict-pass" in page and "A pass is not advice to accept." in page


def test_a_proposal_under_the_bottom_line_is_referred_to_its_owner(seated):
    page = sheet(seated, "unloading", "scenarios", proposal="director-counter")
    assert "verdict-refer" in page and "To be referred to" in page


@pytest.mark.parametrize("value", ["140", "much", "-1"])
def test_what_is_no_value_is_said_at_its_field_and_judged_by_nothing(seated, value):
    page = sheet(seated, "levy", "red-lines", value=value)
    assert f'value="{value}" aria-invalid="true" aria-describedby="value-told"' in page
    assert "is not a value from 0 to 100." in page and "verdict-word" not in page


def test_a_value_may_be_written_with_a_comma(seated):
    assert "verdict-stop" in sheet(seated, "levy", "red-lines", value="89,5")


def test_nothing_is_recorded_by_a_test(seated):
    before = len(door.vault().desk("port-of-selane").dossier)
    sheet(seated, "levy", "red-lines", value="40")
    assert len(door.vault().desk("port-of-selane").dossier) == before


def test_an_expired_mandate_says_that_it_is_no_authority(seated):
    assert "it is no authority" in sheet(seated, "women-staff", "mandate")


def test_a_mandate_is_acknowledged_and_that_can_be_taken_back(seated):
    page = sheet(seated, "detention-visits", "mandate", part="negotiator")
    assert "Nobody has acknowledged it" in page and "mandates/detention-mandate/acknowledge/" in page
    sent = {"issue": "detention-visits", "day": "2026-06-15"}
    answer = seated.post("/d/port-of-selane/mandates/detention-mandate/acknowledge/", sent, follow=True)
    assert "Acknowledged on" in answer.content.decode() and "Undo" in answer.content.decode()
    again = seated.post("/d/port-of-selane/mandates/detention-mandate/acknowledge/", sent)
    assert again.status_code == 422 and "was acknowledged on" in again.content.decode()


def test_only_a_mandator_can_approve(seated, read_as):
    page = sheet(seated, "unloading", "mandate", part="mandator")
    assert "Only who has the part of mandator" in page
    sent = {"issue": "unloading", "day": "2026-06-15"}
    assert seated.post("/d/port-of-selane/mandates/port-mandate/approve/", sent).status_code == 404
    read_as(role=Role.MANDATOR)
    assert "mandates/port-mandate/approve/" in sheet(seated, "unloading", "mandate", part="mandator")


def test_the_part_stays_until_another_is_chosen(seated):
    sheet(seated, "unloading", "iceberg", part="support")
    assert "never speaks at the table" in sheet(seated, "unloading", "island")
    assert "never speaks at the table" not in sheet(seated, "unloading", "island", part="mandator")
    assert "never speaks at the table" not in sheet(seated, "unloading", "island", part="nobody")


def test_each_sheet_is_first_of_all_somebodys_work():
    assert all(set(sheet.whose) <= set(PARTS) and sheet.whose for sheet in SHEETS)


def test_a_sheet_or_issue_that_is_not_there_is_missing(seated):
    assert seated.get(f"{AT}unloading/crystal-ball/").status_code == 404
    assert seated.get(f"{AT}nothing/iceberg/").status_code == 404


def test_the_label_is_the_strictest_of_what_is_shown(seated):
    assert "TLP:AMBER+STRICT" in sheet(seated, "women-staff", "red-lines")


def test_looking_back_nobody_acknowledges(seated):
    seated.post("/d/port-of-selane/dial/", {"day": "2026-06-15", "known": "2026-06-14", "back": AT})
    assert "/acknowledge/" not in sheet(seated, "detention-visits", "mandate", part="negotiator")
