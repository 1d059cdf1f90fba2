"""Does the house stand as CONTRIBUTING.md says: one plain script, one-line targets, floors, a whole wheel?"""

import ast
import doctest
import importlib
import pkgutil
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import aidememoire

ROOT = Path(__file__).resolve().parents[2]
MODULES = [
    module.name
    for module in pkgutil.walk_packages(aidememoire.__path__, "aidememoire.")
    if "__main__" not in module.name
]


def test_the_setup_script_needs_nothing_but_python():
    tree = ast.parse((ROOT / "go.py").read_text("utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names and {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_every_make_target_is_one_line_that_calls_the_script():
    lines = [line for line in (ROOT / "Makefile").read_text("utf-8").splitlines() if line and line[0] not in "#."]
    targets = [line for line in lines if "?=" not in line]
    assert {"setup", "demo", "test"} <= {line.split(":")[0] for line in targets}
    for line in targets:
        assert re.fullmatch(r"(\w+): ; @\$\(PYTHON\) go\.py \1( \$\(ARGS\))?", line), line


def test_what_the_script_does_not_know_it_answers_with_its_words():
    answer = subprocess.run([sys.executable, ROOT / "go.py", "fly"], capture_output=True, text=True)
    assert answer.returncode == 2 and "setup|demo|test" in answer.stdout


def test_the_floors_hold():
    answer = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo"], cwd=ROOT, capture_output=True, text=True
    )
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize("module", MODULES)
def test_every_example_runs(module):
    result = doctest.testmod(
        importlib.import_module(module), optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    )
    assert result.failed == 0


def test_the_wheel_holds_what_is_made_at_build(tmp_path):
    """Catalogues and typefaces are ignored by git; a wheel without them would fail only in the field."""
    copy = tmp_path / "copy"
    shutil.copytree(
        ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "node_modules", "tests", ".*_cache", "*.mo", "dist")
    )
    shutil.copyfile(ROOT / ".gitignore", copy / ".gitignore")
    words = copy / "src/aidememoire/vocabulary/messages/xx/LC_MESSAGES/aidememoire.po"
    words.parent.mkdir(parents=True)
    words.write_text('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "a"\nmsgstr "b"\n')
    words.parent.parent.rename(copy / "src/aidememoire/vocabulary/messages/eo")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    assert "aidememoire/vocabulary/messages/eo/LC_MESSAGES/aidememoire.mo" in names
    fonts = {Path(name).name for name in names if "/fonts/" in name}
    assert {"AideSans-Regular.ttf", "AideSans-Bold.ttf", "OFL.txt"} <= fonts
    assert not [name for name in names if name.endswith(".pyc") or ("/fonts/" in name and name.endswith(".woff2"))]
    pages = {Path(name).name for name in names if "/workbench/static/workbench/built/" in name}
    assert {
        "graph.js",
        "graph.js.br",
        "map.js",
        "map.css",
        "aide-sans-arabic-400.woff2",
        "OFL.txt",
        "LICENSES.txt",
    } <= pages
    assert any(name.endswith("workbench/templates/bench.html") for name in names), "templates are not code"
