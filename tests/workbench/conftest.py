"""How do these tests sit down at the workbench? In this process with Django's own client, or in a real browser."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from workbench.sitting import HOST, OPENING, TOKEN, fresh

SHOTS = Path(__file__).resolve().parents[2] / "build" / "screenshots"
WORDS = "seven words that nobody but this test knows"


@pytest.fixture
def stranger():
    """A browser that did not come through the launch link."""
    from django.test import Client

    return Client(headers={"host": HOST})


@pytest.fixture
def seated(stranger, fresh_vault):
    """A browser that came through the link, the training dossiers open."""
    stranger.get("/launch/" + TOKEN + "/")
    return stranger


@pytest.fixture
def fresh_vault(monkeypatch, tmp_path):
    """The training dossiers as they are, and nothing left of them afterwards."""
    from aidememoire.workbench import door, sessions
    from aidememoire.workbench.drafts import Drafts

    opened = fresh(Drafts(tmp_path / "drafts", b"k" * 32))
    monkeypatch.setattr(door, "_open", [opened])
    # A link is valid for two minutes; these tests may take longer.
    monkeypatch.setattr(type(OPENING), "lets_in", lambda self, token, now: token == TOKEN)
    yield opened
    sessions.end_all()


@pytest.fixture
def no_vault(monkeypatch):
    """An account without a vault: the folder in which one would be made. The path of a socket has to be short."""
    from aidememoire.vault import agent
    from aidememoire.vault.agent.place import Locked
    from aidememoire.vault.folder import Folder

    with tempfile.TemporaryDirectory(prefix="aide-") as place:
        monkeypatch.setenv("AIDEMEMOIRE_HOME", place)
        folder = Folder(Path(place) / "vault")
        yield folder
        with contextlib.suppress(Locked):
            agent.lock(folder)


@pytest.fixture
def made_vault(no_vault):
    """A vault of this account, made and shut, that holds nothing yet."""
    from aidememoire.vault import keys, opened

    opened.make(no_vault, "Lena", WORDS, cost=keys.FLOOR)
    return no_vault


def unlocked(one, words=WORDS):
    """The page that comes once the passphrase was given."""
    one.page.get_by_label("Passphrase").fill(words)
    one.page.get_by_role("button", name="Unlock").click()
    one.page.wait_for_load_state()
    return one.page


@pytest.fixture
def read_as(monkeypatch):
    """Let whoever sits there have another part or clearance: what the screens themselves make of it."""
    from dataclasses import replace

    from aidememoire.ledger.desk import Desk

    as_it_is = Desk.reader.fget

    def become(**part):
        monkeypatch.setattr(Desk, "reader", property(lambda desk: replace(as_it_is(desk), **part)))

    return become


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium():
    """A real browser; its own downloads are never called for."""
    if CHROMIUM is None:
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail("Chromium is missing in the gate: .ci/run installs it")
        pytest.skip("Chromium is not installed (on Debian: apt install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield browser
        browser.close()


# A launch link is valid for two minutes.
LINK_SECONDS = 90


class Server:
    """A workbench of its own: on training dossiers, as ``demo`` starts it, or on the vault of this account."""

    def __init__(self, *, training=True):
        self.options = ("--training",) if training else ()
        self.start()

    def start(self):
        command = [sys.executable, "-m", "aidememoire.workbench", *self.options, "--no-browser"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        told = ""
        until = time.monotonic() + 60
        while not (found := re.search(r"http://\S+", told)) and time.monotonic() < until:
            told += self.process.stdout.readline()
        self.link = found[0]
        self.origin = re.match(r"http://[^/]+", self.link)[0]
        self.until = time.monotonic() + LINK_SECONDS

    def let_in(self):
        """Start anew where the launch link may be dead by now; what was entered before is gone with it."""
        if time.monotonic() > self.until:
            self.stop()
            self.start()

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


@pytest.fixture(scope="session")
def server():
    running = Server()
    yield running
    running.stop()


class Visit:
    """One browser at the workbench: what it says on its console and where its requests go is kept."""

    def __init__(self, chromium, server, language="en", **options):
        self.server = server
        self.context = chromium.new_context(locale=language, viewport={"width": 1280, "height": 900}, **options)
        self.page = self.context.new_page()
        self.said, self.asked = [], []
        self.page.on("console", lambda one: self.said.append(one.text) if one.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda one: self.said.append(str(one)))
        self.context.on("request", lambda one: self.asked.append(one.url))
        self.page.goto(server.link)

    def goto(self, address):
        self.page.goto(self.server.origin + address)
        return self.page

    def shoot(self, name, full=True):
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=full)

    def strayed(self):
        return [url for url in self.asked if not url.startswith((self.server.origin, "data:"))]

    def close(self):
        self.context.close()


@pytest.fixture
def visit(chromium, server):
    visits = []

    def come(language="en", **options):
        server.let_in()
        visits.append(Visit(chromium, server, language, **options))
        return visits[-1]

    yield come
    for one in visits:
        one.close()
