"""Does a vault ever open a connection that leaves the machine? (A20, P10)"""

import subprocess
import sys

from vaults import WORDS

SCRIPT = """
import socket, sys
tried = []
def watch(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        tried.append(event)
    if event in ("socket.connect", "socket.bind", "socket.sendto") and arguments[0].family != socket.AF_UNIX:
        tried.append(event)
sys.addaudithook(watch)
from pathlib import Path
from aidememoire.ledger import acts
from aidememoire.ledger.desk import Desk
from aidememoire.vault import agent, backup, keys, opened, travel
from aidememoire.vault.agent.client import Client
from aidememoire.vault.agent.server import Agent
from aidememoire.vault.folder import Folder
from aidememoire.vocabulary.dossier import Header
place, words = Path(sys.argv[1]), sys.argv[2]
folder = Folder(place / "home" / "vault")
secret = opened.make(folder, "Amina", words, cost=keys.FLOOR)
vault = opened.unlocked(folder, words)
desk = Desk.found(vault.keeper, vault.keyring, Header(slug="selane"))
made = backup.backup(vault, place / "usb")
backup.drill(made.path, secret)
packed = travel.pack(vault, words, to=place / "usb", dossiers=[desk.place], cost=keys.FLOOR)
vault.lock()
agent.start(folder, words)
client = Client(folder)
client.verify(), list(client.audit())
agent.lock(folder)
control = socket.socket()
try:
    control.connect(("127.0.0.1", 9))
except OSError:
    pass
print(tried)
"""


def test_making_using_backing_up_and_packing_a_vault_opens_no_connection(tmp_path):
    answer = subprocess.run(
        [sys.executable, "-c", SCRIPT, tmp_path, WORDS], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert answer.stdout == "['socket.connect']\n", (answer.stdout, answer.stderr)  # the control's alone
