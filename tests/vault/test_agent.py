"""Does the key agent answer this account alone, give no key away, and end when it should?"""

import contextlib
import json
import os
import socket
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidememoire.ledger import acts
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.gate import Denied
from aidememoire.ledger.keeper import Moved
from aidememoire.vault import agent, opened, opening
from aidememoire.vault.agent import place, plain, wire
from aidememoire.vault.agent.client import Client, quietly
from aidememoire.vault.agent.place import Locked
from aidememoire.vault.agent.server import Agent
from aidememoire.vault.keys import WrongKey
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.messages import _
from vaults import WORDS

Actor = kinds()["actor"]


@pytest.fixture
def served(folder):
    """An agent in a thread of this process, whose clock the test moves."""
    vault = opened.unlocked(folder, WORDS)
    now = [0.0]
    serving = Agent(vault, place.listening(folder), now=lambda: now[0])
    thread = threading.Thread(target=serving.serve)
    thread.start()
    yield serving, folder, now
    serving.stop()
    thread.join()
    serving.hang_up()


@pytest.fixture
def started(folder):
    """An agent as it really runs: a process of its own."""
    agent.start(folder, WORDS)
    yield folder
    with contextlib.suppress(Locked):
        agent.lock(folder)


def process_of(folder):
    """The process that listens on the folder's socket."""
    connection = place.connected(folder)
    pid = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]
    connection.close()
    return pid


def gone(pid):
    """Whether a process has ended; one that nobody has asked after yet keeps its number, but no memory."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


# What faces get.


def test_a_face_works_through_the_agent_as_with_any_keeper(started):
    client = Client(started)
    desk = Desk.found(client.keeper, client.keyring, Header(slug="selane", title="Selane"), compartments=("contacts",))
    red = {"level": "RED", "compartments": ["contacts"]}
    desk.do(acts.record(desk, Actor(id="a", names="A"), Actor(id="b", names="B", handling=red)))
    other = opening.open_dossier("@selane", folder=started)
    assert list(other.dossier) == list(desk.dossier) and len(other.dossier) == 2
    other.do(acts.revise(other, "a", {"note": "seen"}))
    assert desk.dossier["a"].note == "seen"
    assert other.rights.reader(client.keyring.me.id).compartments == {"contacts"}
    digest = client.keeper.attach(b"paper")
    assert client.keeper.attachment(digest) == b"paper" and client.keeper.attachment(bytes(32)) is None
    assert not client.verify().problems
    assert client.status().person.name == "Amina"
    client.close()


def test_two_faces_that_write_at_once_both_succeed(started):
    first = Client(started)
    Desk.found(first.keeper, first.keyring, Header(slug="selane", title="Selane"))
    desks = [opening.open_dossier("@selane", folder=started) for _one in range(3)]

    def write(desk, name):
        for n in range(10):
            desk.do(acts.record(desk, Actor(id=f"{name}-{n}", names=name)))

    threads = [threading.Thread(target=write, args=(desk, name)) for desk, name in zip(desks, "abc", strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(desks[0].dossier) == 30


def test_a_dossier_that_is_not_there_is_refused_with_those_that_are(served):
    _agent, folder, _now = served
    client = Client(folder)
    with pytest.raises(InputError, match="it is empty"):
        opening.open_dossier("@nowhere", client=client)
    Desk.found(client.keeper, client.keyring, Header(slug="selane", title="Selane"))
    with pytest.raises(InputError, match="@selane"):
        opening.open_dossier("@nowhere", client=client)
    assert opening.is_place("@selane") and not opening.is_place("selane.yaml")


def test_errors_arrive_as_what_they_are(served):
    _agent, folder, _now = served
    client = Client(folder)
    desk = Desk.found(client.keeper, client.keyring, Header(slug="selane", title="Selane"))
    with pytest.raises(Moved):
        client.keeper.append(desk.entries[:1], expecting=0)
    for error in (WrongKey(_("no")), Denied(_("There is no record {id}.", id="x")), InputError("plain words")):
        told = plain.read_error(json.loads(json.dumps(plain.written_error(error))))
        assert type(told) is type(error) and str(told) == str(error)


def test_unusual_reading_is_told_in_the_answer_to_the_same_request(served):
    _agent, folder, _now = served
    client = Client(folder)
    desk = Desk.found(client.keeper, client.keyring, Header(slug="selane", title="Selane"))
    for n in range(500):
        assert not client.alerts, n
        desk.note("read", record="44" * 16, label=Label.RED)
    assert "500 RED records" in str(client.alerts[0])


def test_the_audit_reaches_auditors_through_the_agent(served):
    _agent, folder, _now = served
    client = Client(folder)
    assert [event.action for _n, event in client.audit()][:1] == ["make"]


# What nobody gets.


def test_no_answer_holds_a_private_key_or_the_key_of_the_database(served):
    serving, folder, _now = served
    vault = serving.vault
    client = Client(folder)
    Desk.found(client.keeper, client.keyring, Header(slug="selane", title="Selane"))
    dossier = client.keeper.dossiers()[0].dossier
    secrets = (vault.key, bytes(vault.user.signing), bytes(vault.user.box))
    head = {
        "dossier": dossier, "compartment": "", "version": None, "since": 0, "kept": [], "events": [], "keys": [],
        "heads": [], "audit": [], "drop_keys": [], "expecting": None, "own": False, "to": str(folder.path.parent / "usb"),
    }  # fmt: skip
    asked = 0
    for name in sorted(serving.answers._asks):
        if name in ("lock", "enrol", "change passphrase", "pack for travel"):
            continue
        parts = [] if name == "append" else [bytes(32)]
        answer, parts = serving.answers.to({"ask": name, **head}, parts)
        told = json.dumps(answer).encode() + b"".join(parts)
        assert "error" not in answer, (name, answer)
        assert not any(secret in told or secret.hex().encode() in told for secret in secrets), name
        asked += 1
    assert asked >= 14


@pytest.mark.parametrize("head", [{}, {"ask": "secrets"}, {"ask": "__class__"}, {"ask": None}, {"ask": ["last"]}])
def test_what_is_not_on_the_list_is_refused(served, head):
    serving, _folder, _now = served
    answer, parts = serving.answers.to(head, [])
    assert answer["error"] == "InputError" and parts == []


@pytest.mark.parametrize(
    "name", ["last", "append", "compartment key", "sign", "open", "note", "attach", "backup", "verify"]
)
def test_a_question_that_lacks_its_parts_is_refused_and_the_agent_lives_on(served, name):
    serving, folder, _now = served
    answer, parts = serving.answers.to({"ask": name}, [])
    assert "error" in answer and parts == []
    assert Client(folder).status().person.name == "Amina"


def test_the_socket_and_its_folder_are_for_this_account_alone(started):
    assert (started.run / "agent.sock").stat().st_mode & 0o777 == 0o600
    assert started.run.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_others_can_open_is_refused(started):
    started.run.chmod(0o755)
    with pytest.raises(InputError, match="nobody else can open"):
        Client(started)
    started.run.chmod(0o700)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can take another account's place"
)
def test_another_account_gets_nothing(served):
    serving, folder, _now = served
    for path in [folder.run, *folder.run.parents][:-1]:
        path.chmod(0o755)  # even where the folder's rights were spoilt
    (folder.run / "agent.sock").chmod(0o666)
    script = (
        "import os, socket, sys; os.setgid(65534); os.setuid(65534); wire = socket.socket(socket.AF_UNIX); "
        "wire.connect(sys.argv[1]); wire.sendall(bytes(16)); print(wire.recv(100))"
    )
    answer = subprocess.run([sys.executable, "-c", script, folder.run / "agent.sock"], capture_output=True, text=True)
    assert answer.stdout.strip() == "b''" or "Connection reset" in answer.stderr or "Broken pipe" in answer.stderr
    assert serving.vault.user.person.name == "Amina"


def test_the_passphrase_is_in_no_argument_and_no_environment_and_no_core_is_left(started):
    pid = process_of(started)
    for name in ("cmdline", "environ"):
        assert WORDS.split()[0].encode() not in Path(f"/proc/{pid}/{name}").read_bytes()
    limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
    assert next(line for line in limits if line.startswith("Max core file size")).split()[4:6] == ["0", "0"]


# When it ends.


def test_five_idle_minutes_lock_the_vault(served):
    serving, folder, now = served
    client = Client(folder)
    now[0] = 299.0
    assert not serving.over and client.keeper.dossiers() == ()
    now[0] = 598.0  # asking began the count anew
    assert not serving.over
    now[0] = 599.1
    assert serving.over


def test_a_page_that_refreshes_itself_does_not_keep_the_vault_open(served):
    serving, folder, now = served
    client = Client(folder)
    for minute in range(1, 6):
        now[0] = 59.0 * minute
        with quietly():
            client.keeper.dossiers()
        client.status()
    assert serving.left() == pytest.approx(5.0)


def test_locking_ends_the_process_and_what_faces_ask_then_is_refused(started):
    client, pid = Client(started), process_of(started)
    agent.lock(started)
    assert gone(pid)
    for ask in (client.status, client.keeper.dossiers, lambda: Client(started), lambda: agent.lock(started)):
        with pytest.raises(Locked, match="vault unlock"):
            ask()
    assert not (started.run / "agent.sock").exists()


def test_locking_signs_the_audit(started):
    agent.lock(started)
    vault = opened.unlocked(started, WORDS)
    from aidememoire.vault import audit

    rows, heads = vault.keeper.queue.read(audit.rows), vault.keeper.queue.read(audit.heads)
    assert heads[0].sequence == len(rows) - 1  # all but the unlocking just now
    vault.lock()


FACE = """
import sys, time
from pathlib import Path
from aidememoire.vault.agent.client import Client
from aidememoire.vault.folder import Folder
client = Client(Folder(Path(sys.argv[1])))
client.end_with_agent()
print("working", flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("how", ["lock", "killed", "terminated"])
def test_a_face_ends_with_the_agent_however_that_ends(started, how):
    face = subprocess.Popen([sys.executable, "-c", FACE, started.path], stdout=subprocess.PIPE, text=True)
    assert face.stdout.readline() == "working\n"
    if how == "lock":
        agent.lock(started)
    else:
        os.kill(process_of(started), 9 if how == "killed" else 15)
    assert face.wait(timeout=20) == 0


def test_idle_time_ends_the_process(folder):
    agent.start(folder, WORDS, idle=0.3)
    pid = process_of(folder)
    until = time.monotonic() + 20
    while not gone(pid) and time.monotonic() < until:
        os.sched_yield()
    assert gone(pid)
    with pytest.raises(Locked):
        Client(folder)


def test_the_end_of_the_session_that_unlocked_ends_it(served):
    from aidememoire.vault.agent.server import _logged_out, _watched

    sleeper = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    watched = _watched(sleeper.pid)
    assert not _logged_out(watched, None)
    sleeper.communicate(b"\n")
    assert _logged_out(watched, None)
    os.close(watched)


def test_the_end_of_the_login_ends_it(tmp_path):
    from aidememoire.vault.agent.server import _logged_out

    (tmp_path / "run").mkdir()
    assert not _logged_out(None, tmp_path / "run")
    (tmp_path / "run").rmdir()
    assert _logged_out(None, tmp_path / "run")


# How it is started.


def test_a_wrong_passphrase_and_a_second_agent_are_refused(started):
    with pytest.raises(InputError, match="unlocked already"):
        agent.start(started, WORDS)
    agent.lock(started)
    with pytest.raises(WrongKey, match="opens no slot"):
        agent.start(started, "not these words")
    agent.start(started, WORDS)


def test_a_vault_that_was_altered_is_refused_unless_it_is_opened_as_it_is(folder):
    vault = opened.unlocked(folder, WORDS)
    vault.lock()
    held = folder.database.read_bytes()
    folder.database.write_bytes(held[:-4096] + bytes(4096))
    with pytest.raises(InputError, match=r"not as it was left|cannot be read"):
        agent.start(folder, WORDS)
    folder.database.write_bytes(held)
    from aidememoire.vault.database.connection import SqlCipher

    database = SqlCipher().connect(folder.database, vault.key)
    database.execute("DROP TRIGGER audit_never_change")
    database.execute("UPDATE audit SET at = at + 1 WHERE sequence = 1")
    database.close()
    with pytest.raises(InputError, match="Event 1 of the audit was changed"):
        agent.start(folder, WORDS)
    agent.start(folder, WORDS, as_it_is=True)
    actions = [event.action for _n, event in Client(folder).audit()]
    assert "unlock as it is" in actions
    agent.lock(folder)


def test_a_large_vault_that_was_altered_answers_nothing_once_that_is_seen(served):
    serving, folder, _now = served
    client = Client(folder)
    serving.look_through()
    assert client.status()
    serving.answers.refuse = InputError("not as it was left")
    with pytest.raises(InputError, match="not as it was left"):
        client.keeper.dossiers()


def test_a_deep_home_is_no_obstacle(made_once, tmp_path):
    deep = tmp_path.joinpath(*["a-folder-with-a-long-name"] * 6)
    folder = made_once.copied(deep)
    agent.start(folder, WORDS)
    assert Client(folder).status().person.name == "Amina"
    agent.lock(folder)


# What comes over the socket.


def pair(sent: bytes):
    ours, theirs = socket.socketpair()
    theirs.sendall(sent)
    theirs.close()
    return ours


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_of_frames_fail_otherwise_than_it_should(sent):
    ours = pair(sent)
    try:
        frame = wire.receive(ours)
        assert frame is None or isinstance(frame[0], dict)
    except wire.Garbled:
        pass
    finally:
        ours.close()


@given(
    st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=3),
    st.lists(st.binary(max_size=50)),
)
def test_frames_come_back_as_they_were_sent(head, parts):
    head.pop("parts", None)
    ours, theirs = socket.socketpair()
    wire.send(theirs, head, parts)
    assert wire.receive(ours) == (head, parts)
    ours.close(), theirs.close()


@pytest.mark.parametrize(
    "lengths", [(wire.LARGEST + 1, 4), (2**32 - 1, 2**32 - 1), (3, 0), (10, 20), (2**31, wire.LONGEST_HEAD + 1)]
)
def test_lengths_that_lie_are_refused_before_anything_is_read(lengths):
    ours = pair(struct.pack(">II", *lengths))
    with pytest.raises(wire.Garbled):
        wire.receive(ours)
    ours.close()


@pytest.mark.parametrize(
    "head", [b"[]", b'{"parts": [-1]}', b'{"parts": [5]}', b'{"parts": ["1"]}', b"{}", b"[" * 3000]
)
def test_a_head_that_is_no_head_is_refused(head):
    ours = pair(struct.pack(">II", 4 + len(head) + 2, len(head)) + head + b"xx")
    with pytest.raises(wire.Garbled):
        wire.receive(ours)
    ours.close()


def test_garbage_ends_the_conversation_and_not_the_agent(served):
    _agent, folder, _now = served
    raw = place.connected(folder)
    raw.sendall(b"\xff" * 64)
    with contextlib.suppress(ConnectionResetError):  # hung up on even before all of it was read
        assert raw.recv(100) == b""
    assert Client(folder).status().person.name == "Amina"
