"""Is anything of two hundred secrets left after use: in the vault, its log, temporary places, logs, or memory? (F9, P1)

A face fills a dossier with canaries, reads them, and makes a backup. While the vault is open, its memory holds them, which
shows that the search works. After the lock the agent and the face are gone, and the canaries are nowhere.
"""

import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from aidememoire.vault import agent
from aidememoire.vault.agent import place
from aidememoire.vault.agent.place import Locked
from vaults import WORDS

CANARIES = [f"canary{n:03d}x{n * 7919 % 1000:03d}" for n in range(200)]
FACE = """
import sys
from pathlib import Path
from aidememoire.ledger import acts
from aidememoire.ledger.desk import Desk
from aidememoire.vault import opening
from aidememoire.vault.agent.client import Client
from aidememoire.vault.folder import Folder
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.kinds import kinds
Actor = kinds()["actor"]
canaries = [f"canary{n:03d}x{n * 7919 % 1000:03d}" for n in range(200)]
client = Client(Folder(Path(sys.argv[1])))
if sys.argv[3] == "hardened":
    client.end_with_agent()
desk = Desk.found(client.keeper, client.keyring, Header(slug="selane", title="Selane"))
desk.do(acts.record(desk, *(Actor(id=f"a-{n}", names=canary) for n, canary in enumerate(canaries))))
for n in range(0, 200, 10):
    desk.do(acts.revise(desk, f"a-{n}", {"note": canaries[n]}))
if sys.argv[3] == "hardened":
    client.keeper.attach("".join(canaries).encode() * 20)
again = opening.open_dossier("@selane", client=client)
assert len(again.dossier) == 200
if sys.argv[3] == "hardened":
    client.backup(Path(sys.argv[2]))
    client.verify()
print("full", flush=True)
sys.stdin.readline()
print(sum(len(str(record.names)) for record in again.dossier))
"""
PATTERN = re.compile(rb"canary\d{3}x\d{3}")
AS_HEX = re.compile(b"canary".hex().encode() + b"(?:3[0-9]){3}78(?:3[0-9]){3}")


def hits(held: bytes) -> set[bytes]:
    """The canaries in some bytes, plain, in UTF-16 and in hex."""
    wide = re.findall(rb"c\0a\0n\0a\0r\0y\0(?:\d\0){3}x\0(?:\d\0){3}", held)
    found = {*PATTERN.findall(held), *(one.replace(b"\0", b"") for one in wide)}
    found |= {bytes.fromhex(one.decode()) for one in AS_HEX.findall(held)}
    return found & {canary.encode() for canary in CANARIES}


def hits_under(*places: Path) -> set[tuple[str, bytes]]:
    return {
        (str(path), hit)
        for place in places
        for path in place.rglob("*")
        if path.is_file() and not path.is_symlink()
        for hit in hits(path.name.encode() + path.read_bytes())
    }


def face_of(folder, tmp_path, kind):
    temporary = tmp_path / "tmp"
    temporary.mkdir(exist_ok=True)
    return subprocess.Popen(
        [sys.executable, "-c", FACE, folder.path, tmp_path / "usb", kind],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=(tmp_path / "log").open("wb"), text=True,
        env={**os.environ, "TMPDIR": str(temporary), "HOME": str(tmp_path / "account")}, cwd=temporary,
    )  # fmt: skip


def dumped(pid: int, to: Path) -> Path | None:
    """A core dump of a process, or None where it cannot be had."""
    done = subprocess.run(["gcore", "-o", str(to), str(pid)], capture_output=True, text=True, check=False)
    core = to.with_name(f"{to.name}.{pid}")
    return core if done.returncode == 0 and core.exists() else None


def memory(pid: int) -> bytes:
    """What can be read of the memory of a process."""
    held = bytearray()
    with Path(f"/proc/{pid}/mem").open("rb") as file:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, rights, *_rest = line.split()
            start, end = (int(part, 16) for part in span.split("-"))
            if "r" in rights and end - start < 2**28 and "[v" not in line:
                try:
                    file.seek(start)
                    held += file.read(end - start)
                except OSError:
                    continue
    return bytes(held)


def test_after_the_lock_no_canary_is_left_anywhere(folder, tmp_path):
    agent.start(folder, WORDS)
    face = face_of(folder, tmp_path, "hardened")
    assert face.stdout.readline() == "full\n", (tmp_path / "log").read_text()
    places = (folder.path.parent, tmp_path / "usb", tmp_path / "tmp")
    assert (folder.path / "vault.db-wal").stat().st_size > 0
    assert hits_under(*places) == set(), "also while the vault is open nothing plain is on the disk"
    agent.lock(folder)
    assert face.wait(timeout=30) == 0
    with pytest.raises(Locked):
        agent.lock(folder)
    account = tmp_path / "account"
    assert hits_under(*places, *([account] if account.exists() else [])) == set()
    assert hits((tmp_path / "log").read_bytes()) == set()
    alive = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    holding = [pid for pid in alive if str(folder.path).encode() in _command(pid)]
    assert holding == [], "no process of this vault is left whose memory could be taken"


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_the_search_finds_them_in_the_memory_of_an_open_face_and_not_in_that_of_the_agent(folder, tmp_path):
    """The control. The agent handles sealed bodies only: even its own memory holds no record in plain words."""
    agent.start(folder, WORDS)
    face = face_of(folder, tmp_path, "open")
    assert face.stdout.readline() == "full\n", (tmp_path / "log").read_text()
    connection = place.connected(folder)
    pid = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]
    connection.close()
    try:
        core = dumped(face.pid, tmp_path / "core") if shutil.which("gcore") else None
        held = core.read_bytes() if core else memory(face.pid)
        in_agent = memory(pid)
    except PermissionError:
        pytest.skip("this system does not let a test read the memory of its own processes")
    finally:
        face.send_signal(signal.SIGKILL)
        face.wait()
        agent.lock(folder)
    assert len(hits(held)) == 200, "a search that finds nothing here would prove nothing above"
    assert len(in_agent) > 10_000_000 and hits(in_agent) == set()


def test_a_hardened_process_leaves_no_core_and_lets_no_other_process_of_the_account_look_in():
    get_dumpable = 3  # PR_GET_DUMPABLE, linux/prctl.h
    script = (
        "import ctypes, resource; from aidememoire.vault.agent.harden import harden; "
        f"before = ctypes.CDLL(None).prctl({get_dumpable}); harden(); "
        f"print(before, ctypes.CDLL(None).prctl({get_dumpable}), resource.getrlimit(resource.RLIMIT_CORE))"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout == "1 0 (0, 0)\n"
