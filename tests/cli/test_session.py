"""Do the commands carry a dossier from its first file through colleagues, partners, a clash and a journey, and back?"""

import json
import re

from tests.cli.test_exit_codes import DAY, assert_refused

from vaults import WORDS

JOURNEY = "lamp stone garden quiet candle river apple"
ACT = re.compile(r"act ([0-9a-f]{8})")


def done(answer):
    assert answer.code == 0, answer.err
    return answer.out


def rows(run, *words):
    return json.loads(done(run(*words, "--json")))


def test_a_dossier_lives_through_a_whole_session(run, homes, amina, selane, tmp_path):
    # By oneself: what was done, what became of a record, taking back.
    (came, founded) = rows(run, "log", "@selane")
    assert len(came["records"]) == 140 and founded["records"] == [] and came["by_name"] == "Amina"
    text = selane.read_text("utf-8").replace("due_on: 2026-06-19", "due_on: 2026-06-21", 1)
    (tmp_path / "later.yaml").write_text(text, "utf-8")
    act = ACT.search(done(run("take-in", "later.yaml", "@selane", "--yes")))[1]
    assert "2026-06-21" in done(run("history", "@selane", "berth-in-48-hours"))
    assert f"Act {act} is taken back: 1 record" in done(run("undo", "@selane", act, "--why", "Misread"))
    assert rows(run, "log", "@selane")[0]["why"] == "Misread"
    done(run("brief", "@selane", "--to", "brief.md", *DAY))

    # A colleague gets a part, and the ledger.
    homes.unlocked("Bao")
    words = done(run("vault", "card", "bao.card")).split("Its words: ")[1].strip()
    homes.at("Amina")
    granted = run("grant", "@selane", "bao.card", "--role", "team", "--clearance", "AMBER+STRICT")
    assert words in granted.err and "Bao has a part in @selane now" in done(granted)
    assert [one["role"] for one in rows(run, "grant", "@selane")] in (["lead", "team"], ["team", "lead"])
    done(run("bundle", "make", "@selane", "to-bao.bundle", "--colleagues", "--to", "Bao"))
    homes.at("Bao")
    assert "new entries from Amina" in done(run("merge", "to-bao.bundle"))
    assert "0 new entries" in done(run("merge", "to-bao.bundle"))
    assert len(rows(run, "watch", "@selane", *DAY)["rows"]) > 5
    assert_refused(run("show", "@selane", "gate-talk", *DAY))
    refused = run("grant", "@selane", "bao.card", "--role", "lead", "--clearance", "AMBER")
    assert_refused(refused)
    assert "does not allow that" in refused.err

    # Both change one promise apart; the copies come together, and a person decides.
    for name, day in (("Bao", "2026-06-25"), ("Amina", "2026-06-28")):
        homes.at(name)
        done(run("convert", "@selane", f"{name}.jsonl", "--ceiling", "AMBER"))
        lines = (tmp_path / f"{name}.jsonl").read_text("utf-8").replace('"due_on": "2026-06-19"', f'"due_on": "{day}"')
        assert day in lines
        (tmp_path / f"{name}.jsonl").write_text(lines, "utf-8")
        assert "Changed there: 1" in done(run("take-in", f"{name}.jsonl", "@selane", "--yes"))
    homes.at("Bao")
    done(run("bundle", "make", "@selane", "to-amina.bundle", "--colleagues", "--to", "Amina"))
    homes.at("Amina")
    assert "1 clash is open: clashes @selane" in done(run("merge", "to-amina.bundle"))
    clash = rows(run, "clashes", "@selane")
    assert {(row["record"], row["field"], row["by_name"], row["value"]) for row in clash} == {
        ("berth-in-48-hours", "due_on", "Amina", "2026-06-28"),
        ("berth-in-48-hours", "due_on", "Bao", "2026-06-25"),
    }
    (choice,) = (row["choice"] for row in clash if row["by_name"] == "Bao")
    assert_refused(run("resolve", "@selane", "berth-in-48-hours", "due_on", "--choose", "3"))
    assert_refused(run("resolve", "@selane", "berth-in-48-hours", "due_on", "--value", "soon"))
    done(run("resolve", "@selane", "berth-in-48-hours", "due_on", "--choose", str(choice), "--why", "Bao was there"))
    assert "No clash is open" in done(run("clashes", "@selane"))
    assert rows(run, "history", "@selane", "berth-in-48-hours")[-1]["why"] == "Bao was there"
    done(run("bundle", "make", "@selane", "again.bundle", "--colleagues", "--to", "Bao"))
    homes.at("Bao")
    done(run("merge", "again.bundle"))
    assert "No clash is open" in done(run("clashes", "@selane"))
    assert_refused(run("merge", "to-amina.bundle"))

    # A purge reaches the other copy; a part that ends ends.
    homes.at("Amina")
    assert "There is no undo" in done(run("purge", "@selane", "elders-guard"))
    done(run("show", "@selane", "elders-guard", *DAY))
    assert "is destroyed" in done(run("purge", "@selane", "elders-guard", "--yes"))
    assert_refused(run("history", "@selane", "elders-guard"))
    done(run("bundle", "make", "@selane", "purged.bundle", "--colleagues", "--to", "Bao"))
    done(run("revoke", "@selane", "Bao", "--why", "Moved on"))
    assert [one["person_name"] for one in rows(run, "grant", "@selane")] == ["Amina"]
    assert_refused(run("bundle", "make", "@selane", "no.bundle", "--colleagues", "--to", "Bao"))
    homes.at("Bao")
    assert "1 record is destroyed" in done(run("merge", "purged.bundle"))
    assert_refused(run("show", "@selane", "elders-guard", *DAY))
    actions = {event["action"] for event in rows(run, "audit")}
    assert {"join", "take in", "export", "bundle", "unlock"} <= actions


def test_records_go_to_a_partner_are_taken_in_signed_for_and_called_back(run, homes, amina, tmp_path):
    homes.unlocked("Chidi")
    done(run("vault", "card", "chidi.card"))
    homes.at("Amina")
    made = run(
        "bundle", "make", "@selane", "for-chidi.bundle", "--to", "chidi.card", "--purpose", "The port visit",
        "--ceiling", "AMBER", "--record", "berth-in-48-hours", "--keep-until", "2099-01-01",
    )  # fmt: skip
    assert "sealed to Chidi" in done(made)
    again = (
        "bundle",
        "make",
        "@selane",
        "for-chidi.bundle",
        "--to",
        "chidi.card",
        "--purpose",
        "x",
        "--ceiling",
        "RED",
    )
    assert_refused(run(*again))
    assert b"berth" not in (tmp_path / "for-chidi.bundle").read_bytes()
    assert_refused(run("bundle", "open", "for-chidi.bundle", "@selane"))

    homes.at("Chidi")
    looked = run("bundle", "open", "for-chidi.bundle", "@from-amina")
    assert "from Amina: The port visit" in done(looked) and "Nothing is changed yet" in looked.out
    assert "read these words out" in looked.err
    asked = rows(run, "show", "for-chidi.bundle", "berth-in-48-hours", *DAY)
    assert asked["method"] == "show"
    assert_refused(run("log", "@from-amina"))
    taken = done(run("bundle", "open", "for-chidi.bundle", "@from-amina", "--yes"))
    assert "New here" in taken and "@from-amina is new in the vault" in taken
    assert {row["effect"] for row in rows(run, "bundle", "open", "for-chidi.bundle", "@from-amina")} == {"same"}
    assert_refused(run("merge", "for-chidi.bundle"))
    done(run("bundle", "receipt", "for-chidi.bundle", "@from-amina", "--to", "to-amina.receipt"))

    homes.at("Amina")
    said = done(run("bundle", "receipt", "to-amina.receipt"))
    bundle = re.search(r"bundle ([0-9a-f]{32})", said)[1]
    assert "Chidi signed" in said and "taken in" in said
    call = ("bundle", "recall", "@selane", bundle, "berth-in-48-hours", "--to", "chidi.card", "--file", "call.recall")
    done(run(*call, "--why", "Said in confidence"))

    homes.at("Chidi")
    assert "Said in confidence" in done(run("bundle", "receipt", "call.recall"))
    done(run("bundle", "receipt", "call.recall", "@from-amina", "--to", "kept.receipt"))
    assert not (tmp_path / "kept.receipt").exists(), "without --yes nothing is destroyed"
    done(run("show", "@from-amina", "berth-in-48-hours", *DAY))
    done(run("bundle", "receipt", "call.recall", "@from-amina", "--to", "gone.receipt", "--yes"))
    assert_refused(run("show", "@from-amina", "berth-in-48-hours", *DAY))
    homes.at("Amina")
    assert "is destroyed" in done(run("bundle", "receipt", "gone.receipt"))


def test_a_red_part_given_alone_waits_for_a_second_person(run, homes, amina):
    homes.unlocked("Bao")
    done(run("vault", "card", "bao.card"))
    homes.at("Amina")
    alone = ("grant", "@selane", "bao.card", "--role", "lead", "--clearance", "RED")
    assert_refused(run(*alone))
    done(run(*alone, "--why", "Nobody else is here"))
    told = done(run("log", "@selane"))
    assert "Not confirmed: grant Bao, by Amina alone: Nobody else is here" in told.replace("\n", " ")
    entry = re.search(r"confirm ([0-9a-f]{32})", told)[1]
    assert_refused(run("confirm", "@selane", entry))
    done(run("bundle", "make", "@selane", "b.bundle", "--colleagues", "--to", "Bao"))
    homes.at("Bao")
    done(run("merge", "b.bundle"))
    done(run("confirm", "@selane", entry))
    assert "Not confirmed" not in done(run("log", "@selane"))


def test_a_backup_is_proven_restored_and_holds_what_the_vault_held(run, homes, amina, tmp_path):
    office = homes.secrets["Amina"].words + "\n"
    path = done(run("vault", "backup", "office")).splitlines()[0].removeprefix("The backup is ")
    assert "signed" in done(run("vault", "verify", path))
    mark = rows(run, "vault", "verify")["audit_mark"]
    done(run("vault", "verify", "--mark", mark))
    assert "Nothing of the drill is left" in done(run("vault", "drill", path, "--passphrase-stdin", typed=office))
    wrong = run("vault", "drill", path, "--passphrase-stdin", typed=office.split(" ", 1)[1])
    assert_refused(wrong)
    assert_refused(run("vault", "restore", path, "--passphrase-stdin", typed=office))  # there is one here
    assert "Nothing is wiped yet" in done(run("vault", "wipe"))
    before = rows(run, "watch", "@selane", *DAY)["rows"]
    assert "can open it again" in done(run("vault", "wipe", "--yes"))
    assert rows(run, "vault", "status")["state"] == "none"
    homes.at("elsewhere")
    assert "Restored" in done(run("vault", "restore", path, "--passphrase-stdin", typed=office))
    done(run("vault", "unlock", "--passphrase-stdin", typed=WORDS))
    assert rows(run, "watch", "@selane", *DAY)["rows"] == before
    file = tmp_path / "office" / "x"
    file.mkdir()
    assert_refused(run("vault", "verify", file))


def test_a_journey_takes_along_what_was_chosen_and_what_was_written_on_it_comes_home(
    run, homes, amina, selane, tmp_path
):
    office = homes.secrets["Amina"].words
    done(run("take-in", selane, "@other", "--yes"))
    packed = run("vault", "travel", "pack", "office", "@selane", "--passphrase-stdin", typed=JOURNEY + "\n")
    sealed = done(packed).splitlines()[0].removeprefix("The sealed whole is ")
    assert rows(run, "vault", "status")["journey"] is True
    refused = run("vault", "travel", "depart", "00:00")
    assert_refused(refused)
    assert "still here" in refused.err
    line = done(run("vault", "travel", "confirm", sealed, "--passphrase-stdin", typed=office)).strip()
    done(run("vault", "travel", "depart", line))
    assert_refused(run("vault", "unlock", "--passphrase-stdin", typed=WORDS))
    done(run("vault", "unlock", "--passphrase-stdin", typed=JOURNEY))
    assert rows(run, "vault", "status")["dossiers"] == ["selane"]
    text = tmp_path / "road.yaml"
    text.write_text("dossier: {slug: selane}\nactors: [{id: met-on-the-road, names: Met on the road}]\n", "utf-8")
    done(run("take-in", text, "@selane", "--yes"))
    secrets = f"{office}\n{WORDS}\n{JOURNEY}\n"
    wrong = run("vault", "travel", "home", sealed, "--passphrase-stdin", typed=f"{office}\n{JOURNEY}\n{JOURNEY}\n")
    assert_refused(wrong)
    assert "The whole vault is here again" in done(
        run("vault", "travel", "home", sealed, "--passphrase-stdin", typed=secrets)
    )
    done(run("vault", "unlock", "--passphrase-stdin", typed=WORDS))
    assert set(rows(run, "vault", "status")["dossiers"]) == {"selane", "other"}
    done(run("show", "@selane", "met-on-the-road", *DAY))
    assert {path.name for path in amina.path.parent.iterdir()} == {"vault", "run"}


def test_a_journey_can_be_given_up(run, homes, amina):
    done(run("vault", "travel", "pack", "office", "@selane", "--passphrase-stdin", typed=JOURNEY))
    done(run("vault", "travel", "give-up"))
    assert rows(run, "vault", "status")["journey"] is False
    assert len(rows(run, "log", "@selane")) == 2


def test_another_person_of_the_machine_unlocks_it_and_sees_only_what_was_granted(run, homes, amina):
    done(run("vault", "enrol", "Dana", "--passphrase-stdin", typed=JOURNEY))
    done(run("vault", "passphrase", "--passphrase-stdin", typed="river apple candle quiet garden stone lamp"))
    done(run("vault", "lock"))
    assert_refused(run("vault", "unlock", "--passphrase-stdin", typed=WORDS))
    done(run("vault", "unlock", "--passphrase-stdin", typed=JOURNEY))
    status = rows(run, "vault", "status")
    assert (status["person_name"], status["dossiers"]) == ("Dana", [])
    refused = run("watch", "@selane")
    assert_refused(refused)
    assert "There is no dossier @selane" in refused.err
    denied = run("audit")
    assert_refused(denied)
    assert "Its auditors may" in denied.err


def test_the_recovery_words_can_lie_in_a_file_under_a_passphrase_of_its_own(run, homes, tmp_path):
    homes.at("Amina")
    made = run(
        "vault", "init", "Amina", "--passphrase-stdin", "--recovery-to", "office.sealed", typed=f"{WORDS}\n{JOURNEY}\n"
    )
    assert "Recovery words" not in done(made)
    done(run("vault", "unlock", "--passphrase-stdin", typed=WORDS))
    path = done(run("vault", "backup", "office")).splitlines()[0].removeprefix("The backup is ")
    done(run("vault", "drill", path, "--recovery", "office.sealed", "--passphrase-stdin", typed=JOURNEY))
    assert_refused(run("vault", "drill", path, "--recovery", "office.sealed", "--passphrase-stdin", typed=WORDS))
    assert_refused(run("vault", "drill", path, "--recovery", "gone", "--passphrase-stdin", typed=WORDS))
