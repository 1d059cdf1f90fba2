"""Are pasted notes only looked through, and is nothing filed by it?"""

from aidememoire.workbench import door

SELANE = "/d/port-of-selane"
NOTES = "The Director of the Port Authority will open gate two by 1 July. We will bring the pump parts."


def test_nothing_is_filed_before_a_click_on_file(seated):
    before = door.vault().desk("port-of-selane").dossier
    sent = seated.post(f"{SELANE}/engagements/notes/", {"notes": NOTES, "held_on": "2026-06-15"})
    shown = seated.get(sent["Location"]).content.decode()
    assert "will open gate two by 1 July." in shown and "We will bring the pump parts." in shown
    seated.post(
        f"{SELANE}/engagements/notes/",
        {"notes": NOTES, "held_on": "2026-06-15", "engagement": "1", "actor": ["port-director"]},
    )
    to = seated.post(
        f"{SELANE}/engagements/notes/",
        {
            "promise": "1",
            "wording": "Gate two opens.",
            "given_by": "port-director",
            "due_on": "2026-07-01",
            "held_on": "2026-06-15",
        },
    )
    assert to["Location"] == f"{SELANE}/records/commitments/new/"
    assert door.vault().desk("port-of-selane").dossier == before
    form = seated.get(to["Location"]).content.decode()
    assert "Gate two opens." in form and "2026-07-01" in form and "Nothing of it is filed yet" in form
    log = seated.get(f"{SELANE}/engagements/log/").content.decode()
    assert "We will bring the pump parts." in log and "port-director" in log


def take_up(seated, wording):
    sent = {"promise": "1", "wording": wording, "given_by": "port-director", "held_on": "2026-06-15"}
    return seated.get(seated.post(f"{SELANE}/engagements/notes/", sent)["Location"]).content.decode()


def test_notes_stay_until_they_are_thrown_away(seated):
    seated.post(f"{SELANE}/engagements/notes/", {"notes": NOTES, "held_on": "2026-06-12"})
    take_up(seated, "Gate two opens.")
    again = seated.get(f"{SELANE}/engagements/notes/").content.decode()
    assert "We will bring the pump parts." in again and 'value="2026-06-12"' in again
    seated.post(f"{SELANE}/draft/notes/", {"throw-away": "1", "back": f"{SELANE}/engagements/notes/"})
    assert "pump parts" not in seated.get(f"{SELANE}/engagements/notes/").content.decode()


def test_a_draft_that_somebody_left_is_not_written_over_by_what_notes_say(seated):
    assert "Taken from your notes" in take_up(seated, "Gate two opens.")
    page = take_up(seated, "Gate three opens.")
    assert "A draft that you left stands here." in page and "Gate two opens." in page and "Gate three" not in page


def test_a_log_that_says_nothing_is_not_filed(seated):
    before = door.vault().desk("port-of-selane").dossier
    answer = seated.post(f"{SELANE}/engagements/log/", {"held_on": "2026-06-15", "participants.count": "1"})
    assert answer.status_code == 422 and "Say what it was about" in answer.content.decode()
    assert door.vault().desk("port-of-selane").dossier == before
