"""How do these tests call the command? In this process, as the installed script does, and see all that a user sees."""

import sys
from dataclasses import dataclass

import pytest

from aidememoire.cli import app
from aidememoire.training import path


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

    def called(*arguments):
        monkeypatch.setattr(sys, "argv", ["aidememoire", *map(str, arguments)])
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
