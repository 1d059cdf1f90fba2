"""Does a name in double brackets lead to its record, to nothing else, and to nothing that the reader may not see?"""

import pytest

from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.workbench.desks import Desk

SELANE = "/d/port-of-selane/"
COUNCIL = f'<a href="{SELANE}record/coastal-council/">'


def noted(browser, note):
    sent = {"id": "new-one", "entity": "body", "names": "New", "names:lang": "", "note": note, "note:lang": ""}
    assert browser.post(f"{SELANE}records/actors/new/", sent).status_code == 302
    return [browser.get(f"{SELANE}{page}/new-one/").content.decode() for page in ("record", "actors")]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[[Coastal Council]] agreed.", f"{COUNCIL}<bdi>Coastal Council</bdi></a> agreed."),
        ("[[coastal council]] agreed.", f"{COUNCIL}<bdi>coastal council</bdi></a> agreed."),
        ("Ask [[coastal-council]].", f"Ask {COUNCIL}<bdi>Coastal Council</bdi></a>."),
        ("[[Harbour Authority]]", f'<a href="{SELANE}record/port-authority/"><bdi>Harbour Authority</bdi></a>'),
        ("[[مجلس الساحل]]", f"{COUNCIL}<bdi>مجلس الساحل</bdi></a>"),
        ("Ask [[Somebody else]].", "Ask [[Somebody else]]."),
        ("[[<b>]] [[]] [[a", "[[&lt;b&gt;]] [[]] [[a"),
    ],
)
def test_a_name_leads_where_it_is_known(seated, written, shown):
    for page in noted(seated, written):
        assert shown in page


def test_a_mention_makes_no_tie_and_names_nobody(seated, fresh_vault):
    noted(seated, "[[Coastal Council]] agreed.")
    page = seated.get(f"{SELANE}record/coastal-council/").content.decode()
    assert f"{SELANE}record/new-one/" not in page


def test_what_one_may_not_see_is_as_if_it_were_not_there(seated, fresh_vault, monkeypatch):
    hidden, missing = "Sandpiper (a contact inside the Port Authority)", "Nobody (a contact inside the Port Authority)"
    page = noted(seated, f"[[{hidden}]] and [[{missing}]]")[0]
    assert f"[[{missing}]]" in page and f"[[{hidden}]]" not in page
    cut = fresh_vault.desk("port-of-selane").dossier.cut(Handling(level=Label.AMBER))
    monkeypatch.setattr(Desk, "dossier", property(lambda _desk: cut))
    page = seated.get(f"{SELANE}record/new-one/").content.decode()
    assert f"[[{hidden}]] and [[{missing}]]" in page


def test_a_claim_leads_there_too(seated):
    piece = {"evidence.count": "1", "evidence.0.side": "for", "evidence.0.claim": "Told to [[Coastal Council]].",
             "evidence.0.claim:lang": "", "evidence.0.cited": "mission-log"}  # fmt: skip
    sent = {"id": "new-one", "entity": "body", "names": "New", "names:lang": "", **piece}
    assert seated.post(f"{SELANE}records/actors/new/", sent).status_code == 302
    for page in ("record/new-one/", "evidence/?show=all"):
        assert f"Told to {COUNCIL}" in seated.get(SELANE + page).content.decode()
