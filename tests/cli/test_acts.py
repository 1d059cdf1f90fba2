"""Do the acts of the ledger come from the terminal as they are, named, reasoned, and taken back?"""

import json

import pytest
from tests.cli.test_exit_codes import DAY, assert_refused

from aidememoire.vault.agent.client import Client
from aidememoire.vault.opening import open_dossier
from vaults import WORDS

OTHER = "lamp stone garden quiet candle river apple"


def done(answer):
    assert answer.code == 0, answer.err
    return answer.out


def status(run, commitment):
    rows = json.loads(run("commitments", "@selane", *DAY, "--json").out)["rows"]
    return next(row["status"] for row in rows if row["commitment"] == commitment)


def field(run, record, name):
    rows = json.loads(run("history", "@selane", record, "--json").out)
    return next((row["after"] for row in reversed(rows) if row["field"] == name), None)


def as_dana(run, role, clearance="AMBER+STRICT", *more):
    """Let Dana in with a role, and unlock as her."""
    done(run("vault", "enrol", "Dana", "--passphrase-stdin", typed=OTHER))
    why = ("--why", "Nobody else is here") if clearance == "RED" else ()
    done(run("grant", "@selane", "Dana", "--role", role, "--clearance", clearance, *why, *more))
    unlocked(run, OTHER)


def unlocked(run, words):
    done(run("vault", "lock"))
    done(run("vault", "unlock", "--passphrase-stdin", typed=words))


def test_a_promise_is_settled_by_what_was_seen_and_that_is_taken_back(run, amina):
    before = status(run, "berth-in-48-hours")
    answer = run("settle", "@selane", "berth-in-48-hours", "broken", "--on", "2026-06-12", "--words", "No berth was free.",
                 "--reported-by", "selane-office", "--reliability", "B", "--credibility", "2", "--stakes", "4",
                 "--cited", "mission-log", "--firsthand", "--why", "I was there", "--json")  # fmt: skip
    told = json.loads(done(answer))
    (seen,) = told["records"]
    assert status(run, "berth-in-48-hours") == "broken" != before
    shown = json.loads(run("show", "@selane", seen, *DAY, "--json").out)
    assert "mission-log" in json.dumps(shown) and "No berth was free." in json.dumps(shown)
    done(run("undo", "@selane", told["act"]))
    assert status(run, "berth-in-48-hours") == before


def test_what_was_seen_bears_the_label_that_is_given(run, amina):
    (seen,) = json.loads(done(run("settle", "@selane", "berth-in-48-hours", "kept", "--label", "RED", "--json")))[
        "records"
    ]
    assert json.loads(run("history", "@selane", seen, "--json").out)[0]["label"] == "RED"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("berth-in-48-hours", "forgotten"), "not one of"),
        (("nowhere", "kept"), "There is no record nowhere"),
        (("levy", "kept"), "is no Commitment"),
        (("berth-in-48-hours", "kept", "--reported-by", "nobody-here"), "nobody-here"),
        (("berth-in-48-hours", "kept", "--reliability", "Z"), "Reliability"),
    ],
)
def test_what_settles_nothing_is_refused_in_one_line(run, amina, words, told):
    refused = run("settle", "@selane", *words)
    assert_refused(refused)
    assert told.lower() in refused.err.lower()


def test_a_label_is_raised_freely_and_lowered_alone_with_a_reason_until_somebody_confirms(run, amina):
    assert "levy is labelled TLP:RED now." in done(run("relabel", "@selane", "levy", "RED"))
    assert json.loads(run("history", "@selane", "levy", "--json").out)[-1]["label"] == "RED"
    refused = run("relabel", "@selane", "levy", "AMBER")
    assert_refused(refused)
    assert "takes a second person" in refused.err
    assert "stands as not confirmed" in done(run("relabel", "@selane", "levy", "AMBER", "--why", "Published since"))
    assert "Not confirmed: relabel levy" in run("log", "@selane").out
    as_dana(run, "lead", "RED")
    entry = next(line.split()[-1] for line in run("log", "@selane").out.replace("\n", " ").split("Not confirmed: ")
                 if line.startswith("relabel"))  # fmt: skip
    done(run("confirm", "@selane", entry))
    assert "relabel levy" not in run("log", "@selane").out


def test_what_is_not_named_of_a_label_stays(run, amina, homes):
    def label():
        client = Client(amina)
        own = open_dossier("@selane", client=client).dossier["levy"].handling
        client.close()
        return own

    done(run("relabel", "@selane", "levy", "AMBER", "--recipient", "Sea-Lantern", "--chatham-house"))
    done(run("relabel", "@selane", "levy", "RED"))
    assert (label().level, label().releasable_to, label().chatham_house) == ("RED", ("Sea-Lantern",), True)
    beyond = run("relabel", "@selane", "levy", "RED", "--compartment", "closed")
    assert_refused(beyond)
    assert_refused(run("relabel", "@selane", "levy", "RED", "--compartment", "a", "--no-compartment"), code=2)


def test_a_mandate_is_approved_by_its_mandator_and_acknowledged_by_its_holder(run, amina):
    refused = run("approve", "@selane", "detention-mandate")
    assert_refused(refused)
    assert "does not allow that" in refused.err
    done(run("acknowledge", "@selane", "detention-mandate", "--on", "2026-06-10"))
    assert field(run, "detention-mandate", "acknowledged_on") == "2026-06-10"
    assert_refused(run("acknowledge", "@selane", "detention-mandate"))
    done(run("undo", "@selane"))
    as_dana(run, "mandator", "AMBER+STRICT", "--compartment", "detention")
    done(run("approve", "@selane", "detention-mandate", "--since", "2026-06-11"))
    assert field(run, "detention-mandate", "since") == "2026-06-11"
    assert_refused(run("acknowledge", "@selane", "detention-mandate"))


def test_a_dilemma_is_decided_with_its_dissent_and_what_it_crosses(run, amina):
    decide = (
        "decide",
        "@selane",
        "men-only-or-pause",
        "Pause all but clinics",
        "--review-on",
        "2026-09-01",
        "--on",
        "2026-06-14",
    )
    before = field(run, "men-only-or-pause", "decision")
    unsaid = run(*decide)
    assert_refused(unsaid)
    assert "Say which red lines" in unsaid.err
    crossing = run(*decide, "--crosses", "no-names")
    assert_refused(crossing)
    assert "Only the mandator can approve that" in crossing.err
    done(run(*decide, "--crosses-none", "--dissent", "Granary was against it.", "--by", "selane-office"))
    assert field(run, "men-only-or-pause", "decision") == "Pause all but clinics"
    assert "Granary was against it." in json.dumps(field(run, "men-only-or-pause", "dissent"))
    done(run("undo", "@selane"))
    assert field(run, "men-only-or-pause", "decision") == before
    assert_refused(run(*decide, "--crosses", "no-names", "--crosses-none"), code=2)
    as_dana(run, "mandator")
    done(run(*decide, "--crosses", "no-names"))


def test_a_dossier_passes_to_a_successor_and_its_leader_leaves(run, amina):
    done(run("vault", "enrol", "Dana", "--passphrase-stdin", typed=OTHER))
    assert_refused(run("hand-over", "@selane", "Amina", "--why", "x"))
    assert "Dana leads this dossier" in done(run("hand-over", "@selane", "Dana", "--why", "My mission ends", "--leave"))
    assert "There is no dossier @selane" in run("log", "@selane").err
    unlocked(run, OTHER)
    parts = json.loads(run("grant", "@selane", "--json").out)
    assert [(one["person_name"], one["role"]) for one in parts] == [("Dana", "lead")]
    assert "renewed" in done(run("revoke", "@selane", "--renew"))


def test_who_hands_over_may_stay(run, amina):
    done(run("vault", "enrol", "Dana", "--passphrase-stdin", typed=OTHER))
    done(run("hand-over", "@selane", "Dana", "--why", "For the leave"))
    assert {one["person_name"] for one in json.loads(run("grant", "@selane", "--json").out)} == {"Amina", "Dana"}


def test_a_record_is_withdrawn_and_comes_back(run, amina):
    named = run("withdraw", "@selane", "levy")
    assert_refused(named)
    assert "is still named by" in named.err
    (seen,) = json.loads(done(run("settle", "@selane", "berth-in-48-hours", "kept", "--json")))["records"]
    done(run("withdraw", "@selane", seen, "--why", "It was another ship"))
    assert_refused(run("show", "@selane", seen))
    done(run("undo", "@selane"))
    done(run("show", "@selane", seen))


def test_an_issue_is_taken_up_against_the_rules_with_a_reason_and_given_back(run, amina):
    assert_refused(run("override", "@selane", "levy", "hold"))
    assert_refused(run("override", "@selane", "levy", "sideways", "--why", "x"))
    done(run("override", "@selane", "levy", "hold", "--why", "The council does not meet"))
    rows = json.loads(run("triage", "@selane", *DAY, "--json").out)["rows"]
    assert next(row["track"] for row in rows if row["issue"] == "levy") == "hold"
    assert "given back to the rules" in done(run("override", "@selane", "levy"))
    assert field(run, "levy", "override") is None


def test_whoever_only_reads_does_none_of_it(run, amina):
    as_dana(run, "reviewer")
    for words in (
        ("settle", "berth-in-48-hours", "kept"),
        ("relabel", "levy", "RED"),
        ("approve", "port-mandate"),
        ("acknowledge", "port-mandate"),
        ("decide", "men-only-or-pause", "x", "--review-on", "2026-09-01"),
        ("hand-over", "Amina", "--why", "x"),
        ("withdraw", "levy"),
        ("override", "levy", "hold", "--why", "x"),
    ):
        refused = run(words[0], "@selane", *words[1:])
        assert_refused(refused)
        assert "Your part in this dossier" in refused.err
    unlocked(run, WORDS)
    assert len(json.loads(run("log", "@selane", "--json").out)) == 2
