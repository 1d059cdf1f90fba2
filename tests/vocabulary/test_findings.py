"""How does a finding read, and what does it give to machines?"""

import json
from datetime import date

from aidememoire.vocabulary.codes import Status
from aidememoire.vocabulary.findings import Finding, Row, because, finding, gap
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.record import Named
from aidememoire.vocabulary.text import Text

KEYS = ["method", "as_of", "closed_on", "label", "headline", "rows", "because", "gaps", "caution", "inputs"]
GUARD = Named("guard", Text({"en": "The guard", "ar": "الحرس"}))


def told():
    return finding(
        headline=_("{n} of {who}", n=2, who=GUARD),
        rows=[Row(actor=GUARD, status=Status.OPEN, on=date(2026, 1, 2), share=None, others=(GUARD,), ids=("a", "b"))],
        because=[because(_("{who} said so", who=GUARD), "promise", "guard")],
        gaps=[gap(_("Nobody asked."), "need", ask=_("Who could?")), gap(_("Nothing more."))],
        inputs=["promise"],
    )


def test_to_machines_a_finding_gives_the_same_keys_whatever_it_holds():
    assert list(told().plain()) == list(Finding(_("Nothing.")).plain()) == KEYS
    assert json.loads(json.dumps(told().plain())) == told().plain()


def test_a_row_gives_ids_with_names_beside_them_iso_dates_and_unknown_as_null():
    assert told().plain("ar")["rows"] == [
        {
            "actor": "guard",
            "actor_name": "الحرس",
            "status": "open",
            "on": "2026-01-02",
            "share": None,
            "others": ["guard"],
            "others_name": ["الحرس"],
            "ids": ["a", "b"],
        }
    ]


def test_reasons_and_gaps_carry_their_records_and_what_to_ask():
    plain = told().plain()
    assert plain["because"] == [{"text": "The guard said so", "records": ["promise", "guard"]}]
    assert plain["gaps"] == [
        {"text": "Nobody asked.", "ask": "Who could?", "records": ["need"]},
        {"text": "Nothing more.", "ask": None, "records": []},
    ]


def test_whatever_a_finding_names_is_among_its_inputs_once():
    assert told().inputs == ("promise", "guard", "need")


def test_a_sentence_is_in_the_language_asked_and_what_people_wrote_in_theirs():
    assert told().plain("en")["headline"] == "2 of The guard"
    assert "الحرس" in told().plain("ar")["headline"]


def test_a_row_reads_by_field_and_by_attribute():
    row = Row(actor=GUARD, share=0.5)
    assert row.share == row["share"] == 0.5 and list(row) == ["actor", "share"] and len(row) == 2
    assert not hasattr(row, "missing")
