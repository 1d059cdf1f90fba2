"""Are pasted notes only looked through, and is nothing filed by it?"""

from aidememoire.workbench import door

SELANE = "/d/port-of-selane"
NOTES = "The Director of the Port Authority will open gate two by 1 July. We will bring the pump parts."


def test_nothing_is_filed_before_a_click_on_file(seated):
    before = door.vault().desk("port-of-selane").dossier
    shown = seated.post(f"{SELANE}/engagements/notes/", {"notes": NOTES, "held_on": "2026-06-15"}).content.decode()
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
