"""Does every example of the manual run as it is shown?

A page's blocks run in order in one folder that holds the training dossier as ``selane.yaml``. A line ``...`` in a shown
answer stands for any lines, and inside a line for any words; all others must match, but for the number of blanks. A page that asks to fill a workbook has it filled from its table.
A vault that a page makes stands in that folder, in the home that a command names or in one of its own; it is locked when the page ends.
"""

import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from tests.docs.pages import PAGES, ROOT, Command, File, Sheet, steps

from aidememoire.training import path as selane
from aidememoire.vault import agent
from aidememoire.vault.agent.place import Locked
from aidememoire.vault.folder import Folder

MADE = ROOT / "docs" / "reference" / "methods"  # these are run by test_reference.py, when it makes them again
SHOWING = [
    page
    for page in PAGES
    if page.parent != MADE and any(isinstance(one, Command) for block in steps(page) for one in block)
]
NOT_RUN = ("make ", "pip ", "python3 ", "git ")  # these change the machine or run the whole gate


@pytest.mark.parametrize("page", SHOWING, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_examples_of_a_page_run_as_shown(page, tmp_path, request):
    request.addfinalizer(lambda: _lock(tmp_path))
    (tmp_path / "selane.yaml").write_bytes(Path(selane()).read_bytes())
    for block in steps(page):
        for step in block:
            if isinstance(step, File):
                (tmp_path / step.name).write_text(step.text, "utf-8")
            elif isinstance(step, Sheet):
                _fill(tmp_path / step.workbook, step)
        _run([step for step in block if isinstance(step, Command)], tmp_path)


def _lock(folder):
    for home in {socket.parent.parent for socket in folder.glob("**/run/agent.sock")}:
        with suppress(Locked):
            agent.lock(Folder(home / "vault"))


def _run(commands, folder):
    commands = [command for command in commands if not command.words.startswith(NOT_RUN)]
    if not commands:
        return
    mark = "=====next====="
    script = "\n".join(f'eval {_quoted(one.words)} 2>&1; rc=$?; echo "{mark}"; (exit $rc)' for one in commands)
    env = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "LC_ALL": "C.UTF-8",
        "AIDEMEMOIRE_HOME": str(folder / "home"),
    }
    answer = subprocess.run(["bash", "-c", script], cwd=folder, env=env, capture_output=True, text=True, timeout=240)
    assert not answer.stderr
    given = answer.stdout.split(f"{mark}\n")
    assert len(given) == len(commands) + 1
    for command, told in zip(commands, given, strict=False):
        lines = [_alike(line) for line in told.strip("\n").splitlines()]
        wanted = [_alike(line) for line in command.answer]
        while wanted and not wanted[-1]:
            wanted.pop()
        assert matches(wanted, lines), f"line {command.line}: {command.words}\nanswers\n{told}"


def _alike(line):
    return " ".join(line.split())


def _quoted(words):
    return "'" + words.replace("'", "'\\''") + "'"


def matches(wanted, given):
    """Say whether lines match a pattern in which ``...`` stands for any lines, and inside a line for any words."""
    if not wanted:
        return not given
    if wanted[0] == "...":
        return any(matches(wanted[1:], given[place:]) for place in range(len(given) + 1))
    return bool(given) and _same(wanted[0], given[0]) and matches(wanted[1:], given[1:])


def _same(wanted, given):
    return bool(re.fullmatch(".+".join(map(re.escape, wanted.split("..."))), given))


def _fill(path, step):
    """Type a table of the manual into a sheet, below its headings, as a person would."""
    book = openpyxl.load_workbook(path)
    sheet = book[step.sheet]
    columns = {
        str(cell.value).rstrip(" *").partition("=")[0]: cell.column
        for row in sheet.iter_rows(max_row=1)
        for cell in row
        if cell.value
    }
    place = 2
    for row in step.rows:
        while any(sheet.cell(place, column).value is not None for column in columns.values()):
            place += 1
        for name, value in row.items():
            assert name in columns, f"the sheet {step.sheet} has no column {name}; it has {', '.join(columns)}"
            sheet.cell(place, columns[name]).value = value
        place += 1
    book.save(path)


def test_three_dots_stand_for_any_lines_and_nothing_else_does():
    assert matches(["a", "...", "c"], ["a", "b", "b", "c"])
    assert matches(["...", "c"], ["c"])
    assert not matches(["a", "c"], ["a", "b", "c"])
    assert not matches(["a", "..."], ["b"])
    assert matches(["a ... c", "d ..."], ["a b b c", "d e"])
    assert not matches(["a ... c"], ["a b d"]) and not matches(["a. c"], ["ab c"])
    assert not matches(["a"], ["a", "b"])
