"""Does a form of every kind take what is true, say what is wrong, and change nothing that it was not asked to change?"""

from datetime import date

import pytest

from aidememoire.vocabulary.kinds import kinds, sections
from aidememoire.workbench import door
from workbench.forms_on_pages import form_of

SELANE = "/d/port-of-selane"
DOSSIERS = ("port-of-selane", "sudan-adre", "syria-cross-border", "afghanistan-women-aid-workers")


def dossier(slug="port-of-selane"):
    return door.vault().desk(slug).dossier


@pytest.mark.parametrize("slug", DOSSIERS)
def test_a_form_sent_as_it_was_shown_changes_nothing(seated, slug):
    """The strictest test of every shape: each record of four dossiers goes out into its form and comes back."""
    before = dossier(slug)
    # Every record of the training dossier, every third of the closed cases.
    for record in list(before)[:: 1 if slug == DOSSIERS[0] else 3]:
        shown = seated.get(f"/d/{slug}/record/{record.id}/edit/")
        answer = seated.post(f"/d/{slug}/record/{record.id}/edit/", form_of(shown).fields)
        assert answer.status_code == 302, (record.id, answer.content.decode()[-3000:])
    after = dossier(slug)
    assert [record.id for record in before if after[record.id] != record] == []
    assert after == before


def test_every_kind_has_a_form_for_a_new_record(seated):
    for plural, kind in sections().items():
        shown = seated.get(f"{SELANE}/records/{plural}/new/").content.decode()
        for spec in kind.fields():
            assert f'name="{spec.name}' in shown, (plural, spec.name)


def test_what_is_sent_becomes_a_record(seated):
    sent = {
        "given_by": "Director of the Port Authority · port-director",
        "given_to": "selane-office",
        "wording": ["The gate opens at six.", "تفتح البوابة في السادسة."],
        "wording:lang": ["en", "ar"],
        "about": "access",
        "given_on": "2026-06-01",
        "due_on": "2026-06-20",
        "in_their_control": "yes",
        "evidence.count": "1",
        "evidence.0.side": "for",
        "evidence.0.claim": "Said at the gate.",
        "evidence.0.claim:lang": "",
        "evidence.0.cited": "mission-log",
        "handling.level": "AMBER+STRICT",
    }
    answer = seated.post(f"{SELANE}/records/commitments/new/", sent, follow=True)
    made = dossier()["the-gate-opens-at-six"]
    assert made.given_by == "port-director" and made.due_on == date(2026, 6, 20) and made.in_their_control is True
    assert dict(made.wording.by_language) == {"en": "The gate opens at six.", "ar": "تفتح البوابة في السادسة."}
    assert made.evidence[0].cited == "mission-log" and made.handling.level == "AMBER+STRICT"
    assert "The gate opens at six" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"given_by": ""}, "given_by", "This is needed."),
        ({"given_by": "nobody-here"}, "given_by", "nobody-here</bdi>, which is not in this dossier"),
        ({"given_by": "levy"}, "given_by", "levy</bdi>, which is not in this dossier"),
        ({"given_by": "port-director", "due_on": "31.3.2026"}, "due_on", "2026-03-31"),
        ({"given_by": "port-director", "about": "lunch"}, "about", "is not one of the codes"),
        (
            {"given_by": "port-director", "given_on": "2026-06-02", "due_on": "2026-06-01"},
            "due_on",
            "lies before given_on",
        ),
        ({"id": "Not An Id", "given_by": "port-director"}, "id", "is not an id"),
        ({"id": "berth-in-48-hours", "given_by": "port-director"}, "id", "There is a record"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(seated, sent, field, said):
    before = dossier()
    answer = seated.post(f"{SELANE}/records/commitments/new/", sent)
    shown = answer.content.decode()
    assert answer.status_code == 422
    at = shown.index(f'id="f-{field}-error"')
    assert said in shown[at : at + 400]
    assert f'aria-describedby="f-{field}' in shown or f'id="f-{field}-error"' in shown
    assert dossier() == before


def test_a_number_may_stand_where_a_word_is_judged(seated):
    sent = {"actor": "port-director", "over": "coast-guard", "strength": "", "strength:number": "0,35", "sign": "+"}
    seated.post(f"{SELANE}/records/ties/new/", {**sent, "id": "new-tie"})
    assert dossier()["new-tie"].strength.raw == 0.35


def test_a_piece_is_added_and_taken_out_without_filing_anything(seated):
    before = dossier()
    sent = {"title": "A question", "title:lang": "", "options.count": "1", "options.0.words": "Stay.",
            "options.0.words:lang": "", "review_on": "2026-09-01"}  # fmt: skip
    more = seated.post(f"{SELANE}/records/dilemmas/new/", {**sent, "_add": "options"})
    assert form_of(more).fields["options.count"] == ["2"]
    assert form_of(more).fields["options.0.words"][0] == "Stay."
    less = seated.post(f"{SELANE}/records/dilemmas/new/", {**form_of(more).fields, "_remove": "options.0"})
    assert form_of(less).fields["options.count"] == ["1"] and form_of(less).fields["options.0.words"][0] == ""
    assert dossier() == before


def test_no_form_changes_a_label_an_owner_or_an_id(seated):
    """Mass assignment: every field of the model is sent to the form that changes a record."""
    before = dossier()["levy"]
    sent = dict(form_of(seated.get(f"{SELANE}/record/levy/edit/")).fields)
    sent |= {"handling": "CLEAR", "handling.level": "CLEAR", "handling.compartments": "none", "id": "other",
             "kind": "actor", "recorded_by": "x", "dossier": "x", "role": "lead", "compartments": "x"}  # fmt: skip
    assert seated.post(f"{SELANE}/record/levy/edit/", sent).status_code == 302
    assert dossier()["levy"] == before and "other" not in dossier()


def test_a_change_stands_in_the_history_with_what_it_changed_and_why(seated):
    sent = dict(form_of(seated.get(f"{SELANE}/record/levy/edit/")).fields)
    sent |= {"deadline": "2026-08-15", "_why": "The council met earlier."}
    seated.post(f"{SELANE}/record/levy/edit/", sent)
    told = seated.get(f"{SELANE}/record/levy/history/").content.decode()
    assert "The council met earlier." in told and "<ins>15</ins>" in told and "<del>" in told


def test_what_was_done_is_taken_back_and_that_again(seated):
    seated.post(f"{SELANE}/records/actors/new/", {"id": "new-one", "entity": "body", "names": "New", "names:lang": ""})
    assert "new-one" in dossier()
    batch = seated.session["done"]["batch"]
    seated.post(f"{SELANE}/undo/", {"batch": batch})
    assert "new-one" not in dossier()
    seated.post(f"{SELANE}/undo/", {"batch": seated.session["done"]["batch"]})
    assert "new-one" in dossier()


def test_what_others_name_is_not_withdrawn(seated):
    answer = seated.post(f"{SELANE}/record/port-director/withdraw/")
    assert answer.status_code == 422 and "still named by" in answer.content.decode()
    assert "port-director" in dossier()


def test_a_list_is_filtered_sorted_and_takes_no_name_that_the_kind_does_not_have(seated):
    shown = seated.get(f"{SELANE}/records/ties/?basis=command&sort=-strength").content.decode()
    ties = [one for one in dossier().of(kinds()["tie"]) if one.basis == "command"]
    assert f">{len(ties)}</bdi> record" in shown
    same = seated.get(f"{SELANE}/records/ties/?sort=__class__&note=x&page=99999999999").content.decode()
    assert 'aria-sort="' not in same


@pytest.mark.parametrize("route", ["records/actors/new/", "engagements/log/", "commitments/berth-in-48-hours/settle/"])
def test_a_label_beyond_ones_own_is_said_at_its_field(seated, fresh_vault, route):
    before = fresh_vault.keeper.last(fresh_vault.slugs()["port-of-selane"])
    sent = {"names": "A body", "title": "A meeting", "held_on": "2026-06-01", "outcome": "kept", "observed_on": "2026-06-01",
            "handling.level": "AMBER", "handling.compartments": "a-closed-one"}  # fmt: skip
    sent |= {"outcome": "We met."} if "log" in route else {}
    answer = seated.post("/d/port-of-selane/" + route, sent)
    page = answer.content.decode()
    assert answer.status_code == 422, page
    at_field = page.split("<legend>Handling", 1)[-1] if "<legend>Handling" in page else page
    assert "beyond what you hold" in at_field and "a-closed-one" in page
    assert fresh_vault.keeper.last(fresh_vault.slugs()["port-of-selane"]) == before
