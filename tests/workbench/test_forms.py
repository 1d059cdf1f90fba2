"""Does a form of every kind take what is true, say what is wrong, and change nothing that it was not asked to change?"""

import re
from datetime import date

import pytest

from aidememoire.ledger import acts
from aidememoire.ledger.desk import Desk as LedgerDesk
from aidememoire.ledger.memory import MemoryKeyring
from aidememoire.vocabulary.dossier import Header
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
        ({"given_by": "nobody-here"}, "given_by", "nobody-here</bdi> in this dossier"),
        ({"given_by": "levy"}, "given_by", "levy</bdi> in this dossier"),
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


def test_what_is_filled_in_where_nothing_stood_is_in_the_history(seated):
    stance = {"actor": "open-ward", "issue": "levy", "position": "50", "id": "a-stance"}
    seated.post(f"{SELANE}/records/stances/new/", stance)
    for more in ({"influence": "decisive"}, {"position:number": "55"}):
        sent = dict(form_of(seated.get(f"{SELANE}/record/a-stance/edit/")).fields)
        seated.post(f"{SELANE}/record/a-stance/edit/", sent | more)
    told = seated.get(f"{SELANE}/record/a-stance/history/").content.decode()
    assert "<ins>decisive</ins>" in told and "Nothing changed" not in told
    assert "<del>50</del><ins>55</ins>" in told, "the scale has one word for both"


def test_who_is_called_by_their_one_name_is_found(seated):
    sent = {"title": "At the gate", "held_on": "2026-06-15", "participants.count": "2",
            "participants.0.actor": "director of the port authority", "participants.1.actor": "حرس السواحل"}  # fmt: skip
    answer = seated.post(f"{SELANE}/engagements/log/", sent)
    told = re.sub("<[^>]+>", "", answer.content.decode())
    assert (
        answer.status_code == 422
        and "There is no حرس السواحل in this dossier (Actor)." in told
        and "no director" not in told
    )
    sent["participants.1.actor"] = dossier()["coast-guard"].called().by_language["ar"]
    assert seated.post(f"{SELANE}/engagements/log/", sent).status_code == 302
    assert [who.actor for who in dossier()["at-the-gate"].participants] == ["port-director", "coast-guard"]


def test_undo_and_redo_stay_on_the_page_as_long_as_there_is_one(seated):
    seated.post(f"{SELANE}/records/actors/new/", {"id": "new-one", "entity": "body", "names": "New", "names:lang": ""})
    page = f"{SELANE}/record/new-one/"
    sent = dict(form_of(seated.get(f"{page}edit/")).fields) | {"note": "Seen."}
    seated.post(f"{page}edit/", sent)
    for redo, says in (({}, "Taken back."), ({"redo": "1"}, "Done again."), ({}, "Taken back.")):
        batch = seated.session["done"]["batch"]
        assert seated.post(f"{SELANE}/undo/", {"batch": batch, "back": page, **redo})["Location"] == page
        assert seated.session["done"]["what"] == says and seated.session["done"]["again"] is (not redo)
    first = dossier_batch(seated, "new-one")
    assert seated.post(f"{SELANE}/undo/", {"batch": first, "back": page})["Location"] == f"{SELANE}/"


def dossier_batch(seated, id):
    """The act by which a record came."""
    return door.vault().desk("port-of-selane").view.history(id)[0].batch


def test_a_promise_is_not_settled_by_what_was_seen_before_it_was_given(seated):
    at, sent = f"{SELANE}/commitments/berth-in-48-hours/settle/", {"outcome": "kept", "observed_on": "2020-01-01"}
    assert 'class="must"' in seated.get(at).content.decode()
    answer = seated.post(at, sent)
    assert answer.status_code == 422 and "That is before the promise was given" in answer.content.decode()


def test_the_language_is_changed_on_a_page_that_only_takes_forms(seated):
    sent = {"language": "es", "back": f"{SELANE}/people/keys/"}
    assert seated.post("/settings/language/", sent)["Location"] == f"{SELANE}/"
    for back in ("//elsewhere.example/", "https://elsewhere.example/", "/nowhere/", "d/x"):
        assert seated.post("/settings/language/", {"language": "en", "back": back})["Location"] == "/"


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
    page = seated.get(f"{SELANE}/record/port-director/withdraw/").content.decode()
    assert "These still name it." in page and f'href="{SELANE}/record/berth-in-48-hours/"' in page
    assert 'name="_why"' not in page
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


def test_a_draft_belongs_to_its_dossier_and_not_to_whatever_comes_to_be_called_so(seated, fresh_vault):
    other = LedgerDesk.found(fresh_vault.keeper, fresh_vault.keyring, Header(slug="port-of-selane", title="Another"))
    seated.post("/d/port-of-selane/draft/new-actors/", {"names": "Half a name"})
    assert "Half a name" in seated.get("/d/port-of-selane/records/actors/new/").content.decode()
    assert "Half a name" not in seated.get("/d/port-of-selane-2/records/actors/new/").content.decode()
    first = fresh_vault.desk("port-of-selane")
    first.do(acts.hand_over(first, MemoryKeyring("Successor").me, why="I leave"))
    assert fresh_vault.slugs()["port-of-selane"] == other.place
    assert "Half a name" not in seated.get("/d/port-of-selane/records/actors/new/").content.decode()
