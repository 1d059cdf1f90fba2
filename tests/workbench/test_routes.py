"""Do the routes keep their names until somebody asks for them, and say then what each rests on?"""

from aidememoire.vocabulary.handling import Label
from aidememoire.workbench import door

AT = "/d/port-of-selane/routes/"
ASKED = {"to": "port-director", "issue": "unloading"}


def main_of(answer):
    """What stands below the choice of whom to reach, which lists every actor."""
    return answer.content.decode().split("<main")[1].split("</form>", 1)[1]


def audited():
    return [event.action for event in door.vault().keeper.events]


def test_first_there_are_steps_without_names(seated):
    told = main_of(seated.get(AT, ASKED))
    assert "Steps, without names" in told
    assert "Elders" not in told and "Guild" not in told


def test_a_click_shows_the_names_and_is_noted(seated):
    before = len(audited())
    assert seated.post(AT, ASKED).status_code == 302
    assert audited()[before:].count("names of routes") == 1
    told = main_of(seated.get(AT, ASKED))
    assert "Elders of the harbour quarter" in told and "of draws" in told
    assert told.count("<svg") == 1
    assert "Who of us should open" in told


def test_names_asked_for_on_one_way_stay_hidden_on_another(seated):
    seated.post(AT, ASKED)
    assert "Steps, without names" in main_of(seated.get(AT, {"to": "security-committee", "issue": "unloading"}))


def test_what_duty_of_care_closes_stands_apart(seated):
    asked = {"to": "public-order-office", "issue": "women-staff"}
    seated.post(AT, asked)
    told = main_of(seated.get(AT, asked))
    assert "Closed by duty of care" in told
    assert "Sea Lantern" in told.split("Closed by duty of care")[1]
    assert "Sea Lantern" not in told.split("Closed by duty of care")[0]


def test_who_is_not_cleared_gets_steps_and_no_way_to_the_names(seated, read_as):
    read_as(clearance=Label.AMBER)
    told = main_of(seated.get(AT, ASKED))
    assert "this is noted" not in told and "for readers cleared for TLP:AMBER+STRICT" in told
    assert seated.post(AT, ASKED).status_code == 404


def test_nobody_is_reached_who_is_not_there(seated):
    assert seated.post(AT, {"to": "nobody"}).status_code == 404
    assert seated.get(AT, {"to": "nobody", "issue": "nothing"}).status_code == 200
