"""What does the command answer, with which exit code, and on which stream?"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aidememoire.methods._catalogue import all_methods
from aidememoire.vocabulary.messages import languages

DAY = ("--as-of", "2026-06-15")
# Each command that reads a dossier, with what it must be told beside it on the training dossier.
READING = {
    "access": (),
    "asks": (),
    "brief": ("--to", "brief.md", "--ceiling", "RED"),
    "check": (),
    "commitments": (),
    "common-ground": ("--issue", "unloading"),
    "convert": ("copy.jsonl",),
    "limits": ("--issue", "unloading"),
    "map": ("--issue", "unloading", "--draws", "20"),
    "routes": ("--to", "port-director", "--draws", "20"),
    "show": ("berth-in-48-hours",),
    "triage": (),
    "trust": (),
    "watch": (),
}
ANALYSING = sorted(set(READING) - {"brief", "check", "convert"})
WITH_A_DAY = sorted({*ANALYSING, "brief", "convert"})
OTHERS = {"demo", "methods", "new", "serve"}
# Commands on what is in the vault, with what each must be told at least; groups by the words that lead to them.
OF_THE_VAULT = {
    "acknowledge": ("@selane", "levy"),
    "approve": ("@selane", "levy"),
    "audit": (),
    "clashes": ("@selane",),
    "confirm": ("@selane", "00"),
    "decide": ("@selane", "levy", "No", "--review-on", "2026-09-01"),
    "grant": ("@selane",),
    "hand-over": ("@selane", "Bao", "--why", "I leave"),
    "history": ("@selane", "levy"),
    "log": ("@selane",),
    "merge": ("some.bundle",),
    "override": ("@selane", "levy"),
    "purge": ("@selane", "levy"),
    "relabel": ("@selane", "levy", "RED"),
    "resolve": ("@selane", "levy", "title", "--choose", "1"),
    "revoke": ("@selane", "Bao"),
    "settle": ("@selane", "levy", "kept"),
    "take-in": ("{selane}", "@selane"),
    "undo": ("@selane",),
    "withdraw": ("@selane", "levy"),
    "bundle make": ("@selane", "x.bundle", "--to", "Bao", "--colleagues"),
    "bundle open": ("some.bundle", "@selane"),
    "bundle recall": ("@selane", "00", "levy", "--to", "Bao", "--file", "x.recall", "--why", "Error"),
    "bundle receipt": ("some.bundle",),
    "vault backup": ("backups",),
    "vault card": ("me.card",),
    "vault enrol": ("Bao", "--passphrase-stdin"),
    "vault lock": (),
    "vault passphrase": ("--passphrase-stdin",),
    "vault travel pack": ("office", "@selane", "--passphrase-stdin"),
    "vault verify": (),
}
WITHOUT_UNLOCKING = {
    "vault drill",
    "vault init",
    "vault restore",
    "vault status",
    "vault travel confirm",
    "vault travel depart",
    "vault travel give-up",
    "vault travel home",
    "vault unlock",
    "vault wipe",
}
GROUPS = ("bundle", "vault", "vault travel")
ALONE = {*READING, *OTHERS, *OF_THE_VAULT, *WITHOUT_UNLOCKING}
KEYS = ["method", "as_of", "closed_on", "label", "headline", "rows", "because", "gaps", "caution", "inputs"]


def asked(run, command, dossier, *more):
    return run(command, dossier, *READING[command], *more)


def assert_refused(answer, code=1):
    assert answer.code == code
    assert answer.out == "", "nothing on stdout where nothing was answered"
    assert answer.err.strip()
    if code == 1:
        assert len(answer.err.strip().splitlines()) == 1, answer.err


def listed(answer):
    return {line.split()[0] for line in answer.out.split("Commands:")[1].splitlines() if re.match("  [a-z]", line)}


@pytest.mark.parametrize("group", ["", *GROUPS])
def test_the_commands_tested_here_are_all_there_are(run, group):
    answer = run(*group.split(), "--help")
    assert answer.code == 0
    under = [name.removeprefix(group).strip() for name in (*ALONE, *GROUPS) if name.startswith(group) and name != group]
    assert listed(answer) == {name.split()[0] for name in under}
    assert set(ANALYSING) == {name.replace("_", "-") for name in all_methods()}


@pytest.mark.parametrize("command", sorted(ALONE))
def test_every_command_explains_itself(run, command):
    answer = run(*command.split(), "--help")
    assert answer.code == 0 and answer.err == ""
    assert f"Usage: aidememoire {command} [OPTIONS]" in answer.out
    options = [line for line in answer.out.splitlines() if line.startswith("  -")]
    assert options and "--lang" in answer.out


@pytest.mark.parametrize("command", READING)
def test_a_sound_dossier_is_answered_with_exit_code_0(run, selane, command):
    answer = asked(run, command, selane, *(DAY if command in WITH_A_DAY else ()))
    assert answer.code == 0 and answer.out


@pytest.mark.parametrize("command", ANALYSING)
@pytest.mark.parametrize("language", languages())
def test_json_is_one_value_with_the_keys_of_the_contract_and_nothing_else(run, selane, command, language):
    answer = asked(run, command, selane, *DAY, "--json", "--lang", language)
    assert answer.code == 0 and answer.err == ""
    plain = json.loads(answer.out)
    assert list(plain) == KEYS
    assert plain["method"].replace("_", "-") == command and plain["as_of"] == "2026-06-15"
    about = all_methods()[plain["method"]].about
    assert plain["rows"]
    for row in plain["rows"]:
        assert [field for field in row if not field.endswith("_name")] == list(about.columns)
        assert {field.removesuffix("_name") for field in row} <= set(about.columns)


@pytest.mark.parametrize("command", ANALYSING)
def test_without_json_the_answer_is_for_people_with_gaps_and_caution(run, selane, command):
    answer = asked(run, command, selane, *DAY)
    said = " ".join(answer.out.split())
    assert answer.code == 0 and "TLP:" in said and "as of 15 June 2026" in said
    assert str(all_methods()[command.replace("-", "_")].about.caution) in said


def test_check_gives_rows_in_json_and_advice_alone_is_exit_code_0(run, selane):
    answer = run("check", selane, "--json")
    rows = json.loads(answer.out)
    assert answer.code == 0 and answer.err == "" and rows
    fields = ["level", "file", "line", "sheet", "row", "column", "record", "field", "found", "problem", "instead"]
    assert all(list(row) == fields for row in rows) and {row["level"] for row in rows} == {"advice"}


def test_check_ends_with_1_on_a_fault_and_still_lists_it(run, tmp_path):
    (tmp_path / "bad.yaml").write_text("dossier: {slug: s}\nactors:\n  - {id: us, nmae: x}\n", encoding="utf-8")
    answer = run("check", "bad.yaml", "--json")
    (row,) = [row for row in json.loads(answer.out) if row["level"] == "fault"]
    assert answer.code == 1 and (row["line"], row["record"], row["field"]) == (3, "us", "nmae")
    assert len(answer.err.strip().splitlines()) == 1


# Next to nothing known


@pytest.mark.parametrize("command", ANALYSING)
def test_where_next_to_nothing_is_known_a_command_answers_and_says_what_to_ask(run, little, command):
    on_the_road = dict.fromkeys(("common-ground", "limits", "map"), ("--issue", "road"))
    chosen = {**on_the_road, "show": ("road",), "routes": ("--to", "guard")}.get(command, ())
    answer = run(command, little, *chosen, "--json")
    assert answer.code == 0 and answer.err == ""
    plain = json.loads(answer.out)
    assert plain["headline"] and any(gap["ask"] for gap in plain["gaps"])
    spoken = run(command, little, *chosen)
    assert spoken.code == 0 and "Missing, and what to ask next" in spoken.out


@pytest.mark.parametrize("ending", ["md", "html", "docx", "pdf"])
def test_where_next_to_nothing_is_known_there_is_a_brief_all_the_same(run, little, tmp_path, ending):
    answer = run("brief", little, "--to", f"brief.{ending}")
    assert answer.code == 0 and (tmp_path / f"brief.{ending}").stat().st_size > 500
    assert run("brief", little, "--to", f"brief.{ending}", "--with", "guard").code == 0


def test_check_and_convert_take_next_to_nothing(run, little):
    assert run("check", little).code == 0
    for ending in ("jsonl", "xlsx"):
        assert run("convert", little, f"copy.{ending}").code == 0
        assert run("watch", f"copy.{ending}").code == 0


# What a user gets wrong


@pytest.mark.parametrize("command", READING)
@pytest.mark.parametrize(
    ("dossier", "told"),
    [
        ("gone.yaml", "There is no file"),
        ("folder.yaml", "is a folder"),
        ("folder", "is no format of dossiers"),
        ("notes.docx", "is no format of dossiers"),
        ("notes", "is no format of dossiers"),
        ("@port-of-selane", "vault"),
    ],
)
def test_a_dossier_that_cannot_be_read_is_refused_in_one_line(run, tmp_path, command, dossier, told):
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "folder").mkdir()
    (tmp_path / "notes.docx").write_bytes(b"PK")
    (tmp_path / "notes").write_text("dossier:", encoding="utf-8")
    answer = asked(run, command, dossier)
    assert_refused(answer)
    assert told in answer.err


@pytest.mark.parametrize("command", sorted(set(READING) - {"check"}))
def test_a_dossier_with_faults_is_refused_with_the_first_and_how_to_see_them_all(run, tmp_path, command):
    faulty = "dossier: {slug: s}\nactors:\n  - {id: us, nmae: x}\n  - {id: US}\n"
    (tmp_path / "bad.yaml").write_text(faulty, encoding="utf-8")
    answer = asked(run, command, "bad.yaml")
    assert_refused(answer)
    assert "line 3" in answer.err and "aidememoire check bad.yaml" in answer.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("show", "gone"), "There is no record gone"),
        (("limits", "--issue", "gone"), "There is no Issue gone"),
        (("common-ground", "--issue", "gone"), "There is no Issue gone"),
        (("limits", "--issue", "unloading", "--proposal", "gone"), "There is no Proposal gone"),
        (("limits", "--issue", "unloading", "--proposal", "unloading=200"), "200 is not a value from 0 to 100"),
        (("brief", "--to", "b.md", "--with", "gone"), "There is no Actor gone"),
        (("brief", "--to", "b.md", "--ceiling", "PURPLE"), "PURPLE is no label"),
        (("brief", "--to", "b.md", "--kind", "song"), "There is no brief song"),
        (("brief", "--to", "b.odt"), "does not end in a format"),
        (("brief", "--to", "b"), "does not end in a format"),
        (("brief", "--to", "gone/b.md"), "cannot be written"),
        (("convert", "copy.docx"), "does not end in a format"),
        (("convert", "gone/copy.yaml"), "cannot be written"),
    ],
)
def test_what_is_not_there_or_cannot_be_is_refused_in_one_line_that_names_it(run, selane, tmp_path, arguments, told):
    command, *rest = arguments
    answer = run(command, selane, *rest)
    assert_refused(answer)
    assert told in answer.err
    assert list(tmp_path.iterdir()) == [], "nothing is left behind"


@pytest.mark.parametrize("command", WITH_A_DAY)
def test_known_at_on_a_file_says_that_it_needs_a_ledger(run, selane, command):
    answer = asked(run, command, selane, "--known-at", "2026-01-01")
    assert_refused(answer)
    assert "needs a ledger" in answer.err


NO_DATES = [
    "yesterday",
    "15.6.2026",
    "2026-02-30",
    "2026-6-15",
    "20260615",
    "2026-W25-1",
    "2026-06-15T00:00",
    "٢٠٢٦-٠٦-١٥",
]


@pytest.mark.parametrize("command", WITH_A_DAY)
def test_what_is_no_date_is_wrong_usage(run, selane, command):
    for day in ["", *NO_DATES]:
        for option in ("--as-of", "--known-at"):
            answer = asked(run, command, selane, option, day)
            assert_refused(answer, code=2)
            assert "Write it as 2026-03-31" in answer.err, day


@pytest.mark.parametrize(
    "arguments",
    [
        ("wacth",),
        ("watch",),
        ("watch", "{selane}", "more"),
        ("watch", "{selane}", "--wihtin", "3"),
        ("watch", "{selane}", "--within", "soon"),
        ("watch", "{selane}", "--lang", "xx"),
        ("limits", "{selane}"),
        ("common-ground", "{selane}"),
        ("show", "{selane}"),
        ("vault", "unlok"),
        ("vault", "init"),
        ("bundle", "make", "@selane", "x.bundle", "--to", "Bao"),
        ("bundle", "make", "@selane", "x.bundle", "--to", "Bao", "--colleagues", "--ceiling", "RED"),
        ("bundle", "receipt", "x.bundle", "@selane"),
        ("resolve", "@selane", "levy", "title"),
        ("resolve", "@selane", "levy", "title", "--choose", "1", "--value", "x"),
        ("revoke", "@selane"),
        ("history", "@selane"),
        ("brief", "{selane}"),
        ("convert", "{selane}"),
        ("new",),
        ("--wrong",),
    ],
)
def test_wrong_usage_is_exit_code_2(run, selane, arguments):
    assert_refused(run(*(one.format(selane=selane) for one in arguments)), code=2)


def test_a_command_misspelt_is_answered_with_the_one_that_was_meant(run):
    assert "Did you mean watch?" in run("wacth").err
    assert "Did you mean unlock?" in run("vault", "unlok").err


@pytest.mark.parametrize("command", OF_THE_VAULT)
def test_without_a_vault_a_command_on_it_says_how_to_make_one(run, selane, tmp_path, command):
    (tmp_path / "some.bundle").write_bytes(b"x")
    words = [word.format(selane=selane) for word in OF_THE_VAULT[command]]
    answer = run(*command.split(), *words, typed="one two three four five six\n")
    assert_refused(answer)
    assert "aidememoire vault init" in answer.err
    assert not (tmp_path / "home").exists(), "asking makes nothing"


@pytest.mark.parametrize("command", READING)
def test_a_dossier_of_a_vault_that_is_not_there_is_refused_with_how_to_make_one(run, command):
    for dossier in ("@selane", "sent.bundle"):
        answer = asked(run, command, dossier)
        assert_refused(answer)
        assert "aidememoire vault init" in answer.err


def test_nothing_that_is_there_is_overwritten_unasked(run, selane, tmp_path):
    for command in (("convert", selane, "copy.yaml"), ("new", "copy.yaml")):
        (tmp_path / "copy.yaml").write_text("kept", encoding="utf-8")
        assert_refused(run(*command))
        assert (tmp_path / "copy.yaml").read_text("utf-8") == "kept"
    assert run("convert", selane, "copy.yaml", "--force").code == 0


def test_whatever_writes_a_plain_file_says_so_once_and_not_on_stdout(run, selane):
    for command in (("convert", selane, "copy.yaml"), ("new", "empty.xlsx")):
        answer = run(*command)
        assert answer.code == 0 and answer.err.count("plain text") == 1 and "plain text" not in answer.out


def test_the_exporter_of_a_brief_is_told_what_was_left_out_and_the_reader_is_not(run, selane, tmp_path):
    answer = run("brief", selane, "--to", "brief.md", "--ceiling", "amber", *DAY)
    assert answer.code == 0 and "left out" in answer.err and "who-saw-the-fee" in answer.err
    assert "The cut turns a conclusion over" in answer.err
    assert "who-saw-the-fee" not in answer.out + (tmp_path / "brief.md").read_text("utf-8")


def test_nobody_above_the_ceiling_gives_a_brief_its_title(run, tmp_path):
    secret = "dossier: {slug: s, handling: CLEAR}\nactors: [{id: heron, handling: RED}]\n"
    (tmp_path / "secret.yaml").write_text(secret, encoding="utf-8")
    answer = run("brief", "secret.yaml", "--to", "b.md", "--with", "heron")
    assert_refused(answer)
    assert "heron lies above TLP:CLEAR" in answer.err and not (tmp_path / "b.md").exists()
    assert run("brief", "secret.yaml", "--to", "b.md", "--with", "heron", "--ceiling", "RED").code == 0


def test_the_same_question_gives_the_same_bytes(run, selane, tmp_path):
    for name in ("one.md", "two.md"):
        assert run("brief", selane, "--to", name, "--made-on", "2026-06-15", *DAY).code == 0
    assert (tmp_path / "one.md").read_bytes() == (tmp_path / "two.md").read_bytes()
    assert_refused(run("brief", selane, "--to", "b.md", "--made-on", "soon"), code=2)


def test_history_is_answered_as_of_its_last_day_and_says_that_it_is_history(run, tmp_path):
    closed = "dossier: {slug: s, closed_on: 2024-12-16}\nmandates: [{id: m, expires_on: 2024-12-20}]\n"
    (tmp_path / "closed.yaml").write_text(closed, encoding="utf-8")
    plain = json.loads(run("watch", "closed.yaml", "--json").out)
    assert (plain["as_of"], plain["closed_on"], plain["rows"][0]["days_left"]) == ("2024-12-16", "2024-12-16", 4)
    assert "History: closed on 16 December 2024" in run("watch", "closed.yaml").out


def test_the_list_of_methods_is_machine_readable_too(run):
    rows = json.loads(run("methods", "--json").out)
    assert [row["name"] for row in rows] == sorted(all_methods())
    for row in rows:
        assert set(row) == {"name", "family", "question", "needs", "source", "caution"} and all(
            row[key] for key in ("question", "source", "caution")
        )
    spoken = run("methods")
    assert all(name.replace("_", "-") in spoken.out for name in all_methods())


# The installed command, as a process


def test_the_installed_command_and_the_module_answer_alike(selane):
    script = shutil.which("aidememoire", path=str(Path(sys.executable).parent))
    for start in ([script], [sys.executable, "-m", "aidememoire"]):
        sound = subprocess.run([*start, "watch", selane, *DAY, "--json"], capture_output=True, text=True)
        assert sound.returncode == 0 and sound.stderr == "" and json.loads(sound.stdout)["method"] == "watch"
        refused = subprocess.run([*start, "watch", "gone.yaml"], capture_output=True, text=True)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert refused.stderr == "There is no file gone.yaml. Look at the name and the folder.\n"


def test_a_reader_that_goes_away_leaves_no_traceback(selane):
    shell = f"{sys.executable} -m aidememoire watch '{selane}' --json --as-of 2026-06-15 | head -c 10"
    answer = subprocess.run(["bash", "-c", shell], capture_output=True, text=True)
    assert answer.stdout == '{\n  "metho' and answer.stderr == ""
