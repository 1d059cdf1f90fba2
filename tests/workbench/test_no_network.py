"""Do the pages, or the server behind them, ever reach out? Everything is asked of it while every socket is watched. (A20, P10)"""

import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
SCRIPT = """
import ipaddress, socket, sys
tried = []
def watch(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request", "webbrowser.open"):
        tried.append((event, str(arguments[0])))
    if event in ("socket.connect", "socket.bind", "socket.sendto") and arguments[0].family != socket.AF_UNIX:
        host = arguments[1][0]
        if not ipaddress.ip_address(host).is_loopback:
            tried.append((event, host))
sys.addaudithook(watch)
sys.path.insert(0, sys.argv[1])
import pytest
from pathlib import Path
from aidememoire.workbench.drafts import Drafts
from workbench.attacking import sit_down
from workbench.company import SLUG, Company
from workbench.test_the_canaries import files, pages
company = Company().hide()
patch = pytest.MonkeyPatch()
client = sit_down(patch, company, "lead", Drafts(Path(sys.argv[2]), b"k" * 32))
asked = [client.get(where).status_code for where in pages(company, list(company.there.values())[:2])]
asked += [answer.status_code for _what, answer in files(client, company)]
assert len(asked) > 100 and asked.count(200) > 100, asked
control = socket.socket()
control.setblocking(False)
try:
    control.connect(("192.0.2.1", 9))
except OSError:
    pass
print(tried)
"""


def test_nothing_that_can_be_asked_of_the_pages_opens_a_connection(tmp_path):
    answer = subprocess.run(
        [sys.executable, "-c", SCRIPT, TESTS, tmp_path], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert answer.stdout.endswith("[('socket.connect', '192.0.2.1')]\n"), (
        answer.stdout,
        answer.stderr,
    )  # the control's
