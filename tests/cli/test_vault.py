"""Is a dossier of the vault asked as one of a file is, looked after where it leaves, and told plainly where not?"""

import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.cli.test_exit_codes import ANALYSING, DAY, OF_THE_VAULT, READING, assert_refused

from aidememoire.briefs import export as exporting
from aidememoire.ledger import acts
from aidememoire.ledger.clock import Clock
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import canonical
from aidememoire.training import path
from aidememoire.vault import agent, opened
from aidememoire.vault.agent.client import Client
from aidememoire.vault.agent.place import Locked
from aidememoire.vault.folder import Folder
from aidememoire.vault.recovery import RecoverySecret
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.kinds.actors import Actor
from vaults import WORDS
from worlds import read_as

OTHER = "lamp stone garden quiet candle river apple"


def audited(run):
    return json.loads(run("audit", "--json", "--most", "1000").out)


# The same answers


def test_every_question_has_the_same_answer_in_the_vault_as_from_the_file(run, amina, selane):
    for command in ANALYSING:
        of_file = run(command, selane, *READING[command], *DAY, "--json")
        of_vault = run(command, "@selane", *READING[command], *DAY, "--json")
        assert of_vault.code == 0 and of_vault.err == "", (command, of_vault.err)
        assert json.loads(of_vault.out)["rows"] == json.loads(of_file.out)["rows"], command
        assert json.loads(of_vault.out)["headline"] == json.loads(of_file.out)["headline"]


def test_coming_in_again_changes_nothing_and_what_changed_in_the_file_comes_in_as_one_act(run, amina, selane, tmp_path):
    again = run("take-in", selane, "@selane", "--yes", "--json")
    assert {row["effect"] for row in json.loads(again.out)} == {"same"} and len(json.loads(again.out)) == 140
    text = selane.read_text("utf-8").replace("due_on: 2026-06-19", "due_on: 2026-06-20", 1)
    (tmp_path / "newer.yaml").write_text(text, "utf-8")
    looked = run("take-in", "newer.yaml", "@selane")
    assert "Changed there: 1" in looked.out and "Nothing is changed yet" in looked.out
    assert "2026-06-19" in run("show", "@selane", "berth-in-48-hours", *DAY, "--json").out
    assert "Changed there: 1" in run("take-in", "newer.yaml", "@selane", "--yes").out
    (row,) = json.loads(run("history", "@selane", "berth-in-48-hours", "--json").out)[-1:]
    assert (row["field"], row["before"], row["after"]) == ("due_on", "2026-06-19", "2026-06-20")
    assert row["why"] == "From the file newer.yaml"
    assert run("undo", "@selane").code == 0
    assert "2026-06-20" not in run("show", "@selane", "berth-in-48-hours", *DAY, "--json").out


def test_a_file_in_the_three_formats_and_a_name_of_its_own_come_in_alike(run, amina, selane):
    for ending in ("jsonl", "xlsx"):
        assert run("convert", selane, f"copy.{ending}").code == 0
        rows = json.loads(run("take-in", f"copy.{ending}", "@selane", "--json").out)
        assert {row["effect"] for row in rows} == {"same"}, ending
    assert "@port-of-selane would be new" in run("take-in", selane).out
    assert json.loads(run("vault", "status", "--json").out)["dossiers"] == ["selane"], "looking founds nothing"


def test_what_was_known_on_a_day_is_answered_and_a_day_to_come_or_before_all_is_refused(homes, run):
    folder = homes.at("Amina")
    opened.make(folder, "Amina", WORDS)
    vault = opened.unlocked(folder, WORDS)
    now = [datetime(2026, 3, 1, 9, tzinfo=UTC)]
    clock = Clock(now=lambda: int(now[0].timestamp() * 1000))
    desk = Desk.found(vault.keeper, vault.keyring, Header(slug="port"), clock=clock)
    desk.do(acts.record(desk, Actor(id="guard", names="Guard")))
    now[0] = datetime(2026, 3, 9, 9, tzinfo=UTC)
    desk.do(acts.record(desk, Actor(id="board", names="Board")))
    vault.lock()
    assert run("vault", "unlock", "--passphrase-stdin", typed=WORDS).code == 0
    for day, known in (("2026-03-01", ["guard"]), ("2026-03-08", ["guard"]), ("2026-03-09", ["guard", "board"])):
        answer = run("convert", "@port", f"{day}.jsonl", "--known-at", day)
        assert answer.code == 0, answer.err
        lines = (homes.root / f"{day}.jsonl").read_text("utf-8").splitlines()
        assert [json.loads(line)["id"] for line in lines if '"actor"' in line] == known
    assert len(json.loads(run("log", "@port", "--known-at", "2026-03-01", "--json").out)) == 2
    for day, told in (
        ("2026-02-28", "Nothing of @port was recorded by"),
        ((date.today() + timedelta(days=2)).isoformat(), "has not come yet"),
    ):
        for command in (("watch",), ("brief", "--to", "b.md"), ("convert", "c.yaml")):
            answer = run(command[0], "@port", *command[1:], "--known-at", day)
            assert_refused(answer)
            assert told in answer.err
    assert not (homes.root / "b.md").exists()


# What leaves


def test_whatever_leaves_is_cut_searched_and_audited_and_what_is_refused_as_well(run, amina, homes):
    before = len(audited(run))
    for out in ("all.yaml", "all.jsonl", "all.xlsx", "map.json", "map.ics"):
        assert run("convert", "@selane", out, *DAY).code == 0, out
        assert b"sandpiper" not in (homes.root / out).read_bytes()
    assert run("brief", "@selane", "--to", "b.md", *DAY).code == 0
    assert run("map", "@selane", "--issue", "unloading", "--draws", "20", "--picture", "m.svg", *DAY).code == 0
    left = [event["action"] for event in audited(run)[before:]]
    assert left.count("export") == 7 and left.count("ask") == 0
    assert run("watch", "@selane", *DAY).code == 0
    assert [(one["action"], one["label"]) for one in audited(run)[-2:-1]] == [("ask", "RED")]
    answer = run("brief", "@selane", "--to", "gone/b.md", *DAY)
    assert_refused(answer)
    assert [(one["action"], one["outcome"]) for one in audited(run)[-3:-1]] == [
        ("export", "done"),
        ("export", "refused"),
    ]


def test_a_writer_that_lets_something_slip_is_stopped_and_that_is_audited(run, amina, homes, monkeypatch):
    honest = exporting.form_for

    def leaking(path, name=None):
        form = honest(path, name)

        def write(given):
            slipped = b"# gate-talk" if len(given.dossier) else b""
            return tuple((ending, content + slipped) for ending, content in form.write(given))

        return replace(form, write=write)

    monkeypatch.setattr(exporting, "form_for", leaking)
    answer = run("convert", "@selane", "x.yaml")
    assert_refused(answer)
    assert "Nothing is written: gate-talk is withheld" in answer.err
    assert list(homes.root.glob("x.*")) == []
    assert audited(run)[-2]["outcome"] == "refused"


def test_an_answer_notes_on_which_red_records_it_rests_and_the_same_again_but_once(run, amina):
    def asked():
        return [one for one in audited(run) if one["action"] == "ask"]

    assert run("watch", "@selane", *DAY).code == 0
    first = asked()
    assert len(first) > 1 and len({one["about"] for one in first}) == len(first)
    assert {one["label"] for one in first} == {"RED"}
    assert run("watch", "@selane", *DAY).code == 0
    assert len(asked()) == len(first) + 1


def test_who_can_move_whom_is_told_to_those_cleared_for_it_alone(run, amina):
    assert run("vault", "enrol", "Dana", "--passphrase-stdin", typed=OTHER).code == 0
    assert run("grant", "@selane", "Dana", "--role", "team", "--clearance", "AMBER").code == 0
    assert run("vault", "lock").code == 0
    assert run("vault", "unlock", "--passphrase-stdin", typed=OTHER).code == 0
    refused = run("map", "@selane", "--issue", "unloading", "--draws", "20", *DAY)
    assert_refused(refused)
    assert "for readers cleared for TLP:AMBER+STRICT" in refused.err
    told = json.loads(run("routes", "@selane", "--to", "port-director", "--draws", "20", *DAY, "--json").out)
    assert told["rows"] == told["inputs"] == [] and told["label"] == "AMBER"
    assert json.loads(run("commitments", "@selane", *DAY, "--json").out)["rows"]


def test_a_red_record_that_is_shown_is_noted_and_its_name_is_in_no_event(run, amina):
    assert run("show", "@selane", "gate-talk", *DAY).code == 0
    assert run("history", "@selane", "gate-talk").code == 0
    events = audited(run)
    assert [one["label"] for one in events if one["action"] == "read"] == ["RED", "RED"]
    assert "gate-talk" not in json.dumps(events)


# Locked, wrong, gone


@pytest.mark.parametrize("command", [*READING, *OF_THE_VAULT])
def test_where_the_vault_is_locked_a_command_says_how_to_unlock_it(run, locked, selane, command):
    words = OF_THE_VAULT.get(command) or ("@selane", *READING.get(command, ()))
    words = () if command in OF_THE_VAULT and not OF_THE_VAULT[command] else words
    answer = run(*command.split(), *(word.format(selane=selane) for word in words), typed=OTHER)
    assert_refused(answer)
    assert answer.err == "The vault is locked. Unlock it with: aidememoire vault unlock\n"


@pytest.fixture
def locked(homes, tmp_path):
    folder = homes.at("Amina")
    folder.make()
    (tmp_path / "some.bundle").write_bytes(b"x")
    return folder


def test_a_wrong_passphrase_is_one_line_and_stands_in_the_audit_after_the_right_one(run, homes):
    homes.unlocked("Amina")
    assert run("vault", "lock").out == "The vault is locked.\n"
    for typed in (OTHER, "apple\n"):
        answer = run("vault", "unlock", "--passphrase-stdin", typed=typed)
        assert_refused(answer)
        assert "opens no slot" in answer.err
    assert run("vault", "unlock", "--passphrase-stdin", typed=WORDS).code == 0
    refused = [one for one in audited(run) if one["action"] == "unlock" and one["outcome"] == "refused"]
    assert len(refused) == 2


def test_a_passphrase_comes_from_a_terminal_or_one_line_of_input_and_from_nowhere_else(run, homes, monkeypatch):
    homes.at("Amina").make()
    monkeypatch.setenv("AIDEMEMOIRE_PASSPHRASE", WORDS)
    answer = run("vault", "unlock", typed=WORDS)
    assert_refused(answer)
    assert "no terminal" in answer.err
    assert_refused(run("vault", "unlock", "--passphrase-stdin", typed=""))
    for command in ("unlock", "init"):
        assert_refused(run("vault", command, "x", "--passphrase", WORDS), code=2)


@pytest.mark.parametrize("typed", ["short words only", "", "a-b-c-d-e"])
def test_a_short_passphrase_makes_no_vault(run, tmp_path, typed):
    assert_refused(run("vault", "init", "Amina", "--passphrase-stdin", typed=typed))
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("name", ["", "  ", "A\x1b[31m", "x" * 81, "two\nlines"])
def test_what_is_no_name_makes_no_vault(run, tmp_path, name):
    assert_refused(run("vault", "init", name, "--passphrase-stdin", typed=WORDS))
    assert not (tmp_path / "home").exists()


def test_a_vault_of_a_newer_version_is_left_alone(run, locked):
    facts = json.loads((locked.path / "vault.json").read_text("utf-8"))
    (locked.path / "vault.json").write_bytes(canonical({**facts, "format": 2}))
    for command in (("log", "@selane"), ("vault", "status"), ("vault", "unlock"), ("vault", "wipe", "--yes")):
        answer = run(*command)
        assert_refused(answer)
        assert "newer version" in answer.err


def test_an_init_that_is_cut_off_stands_in_nobodys_way(run, homes, monkeypatch):
    homes.at("Amina")

    def cut_off(*arguments, **more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(opened, "founded", cut_off)
        assert run("vault", "init", "Amina", "--passphrase-stdin", typed=WORDS).code == 1
    assert json.loads(run("vault", "status", "--json").out)["state"] == "none"
    assert run("vault", "init", "Amina", "--passphrase-stdin", typed=WORDS).code == 0
    second = run("vault", "init", "Amina", "--passphrase-stdin", typed=WORDS)
    assert_refused(second)
    assert "something in" in second.err


def test_a_full_disk_is_one_line_and_leaves_no_vault(run, homes, monkeypatch):
    folder = homes.at("Amina")

    def full(self, *arguments):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("aidememoire.vault.folder.os.fsync", full)
        answer = run("vault", "init", "Amina", "--passphrase-stdin", typed=WORDS)
    assert_refused(answer)
    assert "No space left" in answer.err and not folder.exists


def test_a_second_terminal_is_told_that_it_is_unlocked_and_both_write_into_one_vault(run, amina):
    answer = run("vault", "unlock", "--passphrase-stdin", typed=WORDS)
    assert_refused(answer)
    assert "unlocked already" in answer.err
    client = Client(amina)
    desk = Desk(client.keeper, client.keyring, client.keeper.dossiers()[0].dossier)
    assert len(desk.dossier) == 140
    assert run("undo", "@selane").code == 0
    desk.do(acts.record(desk, Actor(id="late", names="Late")))
    client.close()
    assert json.loads(run("log", "@selane", "--json").out)[0]["records"] == ["late"]


def test_an_agent_that_goes_away_in_the_middle_is_one_line_and_nothing_is_half_done(run, amina, monkeypatch):
    undo = acts.undo

    def locked_meanwhile(desk, *arguments, **more):
        made = undo(desk, *arguments, **more)
        agent.lock(amina)
        return made

    monkeypatch.setattr(acts, "undo", locked_meanwhile)
    answer = run("undo", "@selane")
    assert_refused(answer)
    assert "The vault is locked" in answer.err
    assert run("vault", "unlock", "--passphrase-stdin", typed=WORDS).code == 0
    assert len(json.loads(run("log", "@selane", "--json").out)) == 2


def test_a_command_that_holds_records_ends_with_the_vault(amina):
    waiting = (
        "import sys\nfrom aidememoire.cli._vaults import desk_of\n"
        "with desk_of('@selane') as desk:\n    print(len(desk.dossier), flush=True)\n    sys.stdin.read()\n"
    )
    environment = {**os.environ, "AIDEMEMOIRE_HOME": str(amina.path.parent)}
    process = subprocess.Popen(
        [sys.executable, "-c", waiting],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout.readline() == "140\n"
    agent.lock(amina)
    assert process.wait(timeout=30) == 1
    assert "The vault is locked" in process.stderr.read()
    for stream in (process.stdin, process.stdout, process.stderr):
        stream.close()


@pytest.mark.parametrize("place", ["@سيلان", "@Selane", "@se lane", "@", "@-a", "@a--b", "@../etc", "@" + "a" * 81])
def test_a_name_that_no_dossier_can_have_is_refused_with_how_names_are_written(run, locked, selane, place):
    for command in (
        ("watch", place),
        ("log", place),
        ("take-in", selane, place),
        ("bundle", "open", "some.bundle", place),
    ):
        answer = run(*command)
        assert_refused(answer)
        assert "cannot be the name of a dossier" in answer.err
    assert_refused(run("log", "selane"))


def test_a_file_that_is_no_dossier_no_card_no_bundle_is_refused(run, amina, tmp_path):
    (tmp_path / "x.bundle").write_bytes(b"aidememoire sealed 1\n" + b"\x00" * 300)
    (tmp_path / "x.card").write_text('{"card": "aidememoire card 1", "name": "B", "sign_key": "00", "box_key": "00"}')
    (tmp_path / "y.card").write_text("[1]")
    for command in (
        ("merge", "x.bundle"),
        ("merge", "gone.bundle"),
        ("bundle", "open", "x.bundle", "@selane"),
        ("watch", "x.bundle"),
        ("bundle", "receipt", "x.bundle"),
        ("take-in", "x.bundle", "@selane"),
        ("take-in", "gone.yaml"),
        ("grant", "@selane", "x.card", "--role", "team", "--clearance", "AMBER"),
        ("grant", "@selane", "y.card", "--role", "team", "--clearance", "AMBER"),
        ("grant", "@selane", "gone.card", "--role", "team", "--clearance", "AMBER"),
        ("grant", "@selane", "Nobody", "--role", "team", "--clearance", "AMBER"),
        ("grant", "@selane", "Amina", "--role", "king", "--clearance", "AMBER"),
        ("grant", "@selane", "Amina", "--role", "team", "--clearance", "AMBER"),
        ("grant", "@selane", "Amina", "--role", "team", "--clearance", "PURPLE"),
        ("undo", "@selane", "ab"),
        ("undo", "@selane", "ffffffff"),
        ("resolve", "@selane", "levy", "title", "--choose", "1"),
        ("history", "@selane", "gone"),
        ("purge", "@selane", "gone"),
        ("purge", "@selane", "port-director"),
        ("confirm", "@selane", "00"),
        ("vault", "verify", "gone.backup"),
        ("vault", "verify", "--mark", "x"),
        ("vault", "travel", "depart", "x"),
        ("vault", "travel", "give-up"),
        ("vault", "card", "me.txt"),
        ("convert", "@selane", "x.yaml", "--into", "x.bundle"),
    ):
        assert_refused(run(*command))


# At a terminal


def test_at_a_terminal_the_passphrase_is_made_shown_once_and_typed_back(tmp_path):
    environment = {**os.environ, "AIDEMEMOIRE_HOME": str(tmp_path / "home"), "TERM": "dumb", "COLUMNS": "300"}
    child, terminal = pty.fork()
    if child == 0:
        os.execve(sys.executable, [sys.executable, "-m", "aidememoire", "vault", "init", "Amina"], environment)
    seen = _until(terminal, b"Type it back:")
    words = re.search(r"shown this once: ((?:[a-z]+ ){6}[a-z]+)", seen.decode())[1]
    os.write(terminal, b"something else\n")
    _until(terminal, b"Type it back:")  # what is typed before the question is asked is thrown away
    os.write(terminal, words.upper().replace(" ", "-").encode() + b"\n")
    seen = _until(terminal, b"vault unlock")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    os.close(terminal)
    assert b"something else" not in seen, "what is typed is not shown"
    recovery = re.search(r"Recovery words, shown this once: ((?:[a-z]+ ){11}[a-z]+)", seen.decode())[1]
    vault = opened.unlocked(Folder(tmp_path / "home" / "vault"), words)
    vault.lock()
    from aidememoire.vault.recovery import RecoverySecret

    opened.by_office(Folder(tmp_path / "home" / "vault"), RecoverySecret.from_words(recovery)).lock()


def _until(terminal, wanted, seconds=60):
    seen, ends = b"", time.monotonic() + seconds
    while wanted not in seen:
        assert time.monotonic() < ends, seen
        if select.select([terminal], [], [], 1)[0]:
            seen += os.read(terminal, 65536)
    return seen


def test_what_reads_a_file_knows_nothing_of_vaults(selane):
    asks = (
        "import sys; sys.argv = ['aidememoire', 'watch', sys.argv[1], '--as-of', '2026-06-15', '--json']\n"
        "from aidememoire.cli.app import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print([name for name in sys.modules if name.startswith(('aidememoire.vault', 'aidememoire.ledger'))], file=sys.stderr)"
    )
    answer = subprocess.run([sys.executable, "-c", asks, str(selane)], capture_output=True, text=True)
    assert answer.stderr == "[]\n"


def test_a_locked_vault_has_no_client(locked):
    with pytest.raises(Locked):
        Client(locked)


# Parts without content


def enrolled(run, role, *flags):
    """Let Dana in with a role, and unlock as her; return how the dossier is called for her."""
    assert run("vault", "enrol", "Dana", *flags, "--passphrase-stdin", typed=OTHER).code == 0
    assert run("grant", "@selane", "Dana", "--role", role, "--clearance", "CLEAR").code == 0
    assert run("vault", "lock").code == 0
    assert run("vault", "unlock", "--passphrase-stdin", typed=OTHER).code == 0
    (name,) = json.loads(run("vault", "status", "--json").out)["dossiers"]
    assert re.fullmatch(r"[0-9a-f]{8}", name)
    return f"@{name}"


def test_an_auditor_reads_the_audit_and_nothing_else(run, amina, selane):
    run("show", "@selane", "gate-talk", *DAY)
    place = enrolled(run, "auditor", "--auditor")
    answer = run("audit", "--json", "--most", "1000")
    events = json.loads(answer.out)
    # What was written before they became an auditor is sealed to the others.
    assert {("Amina", "grant"), ("Dana", "unlock")} <= {(one["person_name"], one["action"]) for one in events}
    assert not any(word in answer.out for word in ("selane", "Selane", "gate-talk"))
    reading = [(command, place, *READING[command]) for command in READING]
    for words in (
        *reading,
        ("log", place),
        ("clashes", place),
        ("history", place, "levy"),
        ("grant", place),
        ("purge", place),
    ):
        refused = run(*words)
        assert_refused(refused)
        assert "Your part in this dossier" in refused.err, words
    assert "There is no dossier @selane" in run("log", "@selane").err


def test_a_custodian_keeps_the_vault_and_reads_nothing(run, amina, homes):
    place = enrolled(run, "custodian")
    assert "The vault is as it was left" in run("vault", "verify").out
    path = run("vault", "backup", "usb").out.splitlines()[0].removeprefix("The backup is ")
    assert run("vault", "drill", path, "--passphrase-stdin", typed=homes.secrets["Amina"].words).code == 0
    for words in (("log", place), ("watch", place), ("audit",)):
        assert_refused(run(*words))


def test_whoever_has_no_part_any_more_finds_no_dossier(run, amina):
    assert run("vault", "enrol", "Dana", "--passphrase-stdin", typed=OTHER).code == 0
    assert run("grant", "@selane", "Dana", "--role", "team", "--clearance", "AMBER").code == 0
    assert run("revoke", "@selane", "Dana").code == 0
    assert run("vault", "lock").code == 0
    assert run("vault", "unlock", "--passphrase-stdin", typed=OTHER).code == 0
    assert json.loads(run("vault", "status", "--json").out)["dossiers"] == []
    assert "There is no dossier @selane in the vault; it is empty." in run("log", "@selane").err


# A forgotten passphrase


def test_who_forgot_their_passphrase_gets_a_new_one_with_the_offices_words_and_that_is_audited(run, amina, homes):
    office = homes.secrets["Amina"].words
    run("vault", "lock")
    answer = run("vault", "passphrase", "--office", "Amina", "--passphrase-stdin", typed=f"{office}\n{OTHER}\n")
    assert answer.out == "From now on only the new passphrase opens the vault for Amina.\n", answer.err
    assert_refused(run("vault", "unlock", "--passphrase-stdin", typed=WORDS))
    assert run("vault", "unlock", "--passphrase-stdin", typed=OTHER).code == 0
    assert len(json.loads(run("log", "@selane", "--json").out)) == 2
    assert {"office recovery", "new passphrase"} <= {one["action"] for one in audited(run)}


@pytest.mark.parametrize(
    ("name", "words", "told"),
    [
        (
            "Amina",
            "apple river candle quiet garden stone lamp apple river candle quiet garden",
            "do not belong together",
        ),
        ("Amina", RecoverySecret.new().words, "The recovery words are not those of this vault"),
        ("Nobody", None, "There is no one user called Nobody"),
    ],
    ids=["no such words", "the words of another office", "nobody"],
)
def test_no_other_words_and_nobody_unknown_get_a_passphrase(run, homes, name, words, told):
    homes.unlocked("Amina")
    typed = f"{words or homes.secrets['Amina'].words}\n{OTHER}\n"
    answer = run("vault", "passphrase", "--office", name, "--passphrase-stdin", typed=typed)
    assert_refused(answer)
    assert told.lower() in answer.err.lower()
    run("vault", "lock")
    assert_refused(run("vault", "unlock", "--passphrase-stdin", typed=OTHER))
    assert run("vault", "unlock", "--passphrase-stdin", typed=WORDS).code == 0


def test_recovery_words_are_for_the_office_alone(run, homes):
    homes.unlocked("Amina")
    assert_refused(run("vault", "passphrase", "--recovery", "x.sealed", "--passphrase-stdin", typed=OTHER), code=2)


def test_whoever_works_alone_restores_with_their_own_passphrase_where_they_chose_so(run, amina, homes):
    ordinary = run("vault", "backup", "usb").out
    assert "Only the recovery words open it. Where these are lost, nobody restores it." in ordinary
    mine = run("vault", "backup", "usb", "--own-passphrase").out
    assert "or the passphrase that you have now" in mine
    paths = [told.splitlines()[0].removeprefix("The backup is ") for told in (ordinary, mine)]
    run("vault", "lock")
    homes.at("elsewhere")
    refused = run("vault", "restore", paths[0], "--own-passphrase", "--passphrase-stdin", typed=WORDS)
    assert_refused(refused)
    assert "Only the recovery words open this backup" in refused.err
    assert run("vault", "drill", paths[1], "--own-passphrase", "--passphrase-stdin", typed=WORDS).code == 0
    assert run("vault", "restore", paths[1], "--own-passphrase", "--passphrase-stdin", typed=WORDS).code == 0
    assert run("vault", "unlock", "--passphrase-stdin", typed=WORDS).code == 0
    assert json.loads(run("vault", "status", "--json").out)["dossiers"] == ["selane"]
    assert_refused(run("vault", "drill", paths[1], "--own-passphrase", "--recovery", "x"), code=2)


# Records of a newer version


def test_records_that_a_newer_version_wrote_are_told_of_wherever_a_dossier_is_opened(run, amina, monkeypatch):
    tenures = len(json.loads(run("vault", "status", "--json").out)) and sum(
        row["kind"] == "tenure" for row in json.loads(run("take-in", path(), "@selane", "--json").out)
    )
    assert tenures and json.loads(run("vault", "status", "--json").out)["newer"] == 0
    older = {name: kind for name, kind in kinds().items() if name != "tenure"}
    read_as(monkeypatch, older)
    said = f"! {tenures} records were written by a newer version of Aide-Mémoire."
    for words in (("watch", "@selane", *DAY), ("log", "@selane"), ("vault", "verify"), ("vault", "status")):
        answer = run(*words)
        assert answer.code == 0 and answer.err.startswith(said), (words, answer.err)
        assert "install that version" in answer.err
    assert json.loads(run("vault", "status", "--json").out)["newer"] == tenures
    assert json.loads(run("vault", "verify", "--json").out)["newer"] == tenures
