"""How do these tests call the command? In this process, as the installed script does, and see all that a user sees."""

import io
import sys
from contextlib import suppress
from dataclasses import dataclass

import pytest

from aidememoire.cli import app
from aidememoire.training import path
from aidememoire.vault import agent, keys, opened
from aidememoire.vault.agent.place import Locked
from aidememoire.vault.folder import Folder
from vaults import WORDS


@dataclass
class Answer:
    """What came out of one call."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capfd, monkeypatch, tmp_path):
    """Call ``aidememoire`` with arguments; a fault of the program itself is shown as such."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("AIDEMEMOIRE_DEBUG", raising=False)
    monkeypatch.setenv("AIDEMEMOIRE_HOME", str(tmp_path / "home"))
    # A command ends with the vault that it reads from; these run in one process with the tests.
    monkeypatch.setattr("aidememoire.cli._vaults.end_with", lambda client: None)

    def called(*arguments, typed=""):
        monkeypatch.setattr(sys, "argv", ["aidememoire", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        capfd.readouterr()
        try:
            app.main()
            code = 0
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        said = capfd.readouterr()
        assert "A fault of aidememoire itself" not in said.err, said.err
        assert "Traceback" not in said.out + said.err
        return Answer(code, said.out, said.err)

    return called


@pytest.fixture(scope="session")
def selane():
    return path()


HEADER = "dossier: {format: 1, slug: some-crisis}\n"
THREE = HEADER + "issues: [{id: road, title: The road}]\nactors: [{id: us, ours: true}, {id: ministry}, {id: guard}]\n"


@pytest.fixture(
    params=[HEADER, HEADER + "actors: []\n", THREE], ids=["header alone", "empty", "one issue, three actors"]
)
def little(request, tmp_path):
    """A dossier in which next to nothing is known."""
    file = tmp_path / "little.yaml"
    file.write_text(request.param, encoding="utf-8")
    return file


class Homes:
    """Homes of several people on one machine, each with a vault of their own; ``at`` says whose is used."""

    def __init__(self, root, run, monkeypatch):
        self.root, self._run, self._monkeypatch = root, run, monkeypatch
        self.secrets, self.used = {}, []

    def at(self, name):
        """Use the home of somebody, where the vault need not be there yet."""
        self._monkeypatch.setenv("AIDEMEMOIRE_HOME", str(self.root / name))
        self.used.append(self.folder(name))
        return self.folder(name)

    def folder(self, name):
        return Folder(self.root / name / "vault")

    def unlocked(self, name):
        """Make a vault for somebody, as cheap as the floor allows, and unlock it."""
        folder = self.at(name)
        self.secrets[name] = opened.make(folder, name, WORDS, cost=keys.FLOOR)
        assert self._run("vault", "unlock", "--passphrase-stdin", typed=WORDS + "\n").code == 0
        return folder

    def lock(self):
        for folder in self.used:
            with suppress(Locked):
                agent.lock(folder)


@pytest.fixture
def homes(run, monkeypatch, tmp_path):
    homes = Homes(tmp_path, run, monkeypatch)
    yield homes
    homes.lock()


@pytest.fixture
def amina(homes, run, selane):
    """An unlocked vault that holds the training dossier as @selane."""
    folder = homes.unlocked("Amina")
    assert run("take-in", selane, "@selane", "--yes").code == 0
    return folder
