"""Does every method say what it is, stand where it is found, and stay light enough for a field laptop?"""

import importlib
import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

from aidememoire.methods._catalogue import all_methods
from aidememoire.training import path
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.messages import Message

ROOT = Path(__file__).resolve().parents[2]
METHODS = all_methods()
HEAVY = {"django", "sqlite3", "sqlcipher3", "psycopg", "duckdb", "ninja", "granian"}


@pytest.fixture(params=sorted(METHODS))
def method(request):
    return METHODS[request.param]


def test_a_method_names_its_question_its_source_and_its_caution(method):
    about = method.about
    assert str(about.question).endswith("?")
    assert len(about.source) > 10
    assert isinstance(about.caution, Message) and str(about.caution).endswith(".")


def test_what_a_method_needs_are_kinds_of_record(method):
    assert set(method.about.needs) <= set(kinds())


def test_a_method_stands_alone_in_a_file_of_its_name_in_the_folder_of_its_family(method):
    file = Path(inspect.getfile(inspect.unwrap(method)))
    assert (file.stem, file.parent.name) == (method.about.name, method.about.family)
    assert file.read_text("utf-8").splitlines()[0].endswith('?"""'), "its first line says which question it answers"


def test_a_method_has_its_test_and_its_page_in_the_manual(method):
    name = method.about.name
    assert (ROOT / "tests" / "methods" / f"test_{name}.py").is_file()
    page = ROOT / "docs" / "reference" / "methods" / f"{name}.md"
    assert page.is_file(), page
    assert str(method.about.caution) in " ".join(page.read_text("utf-8").split()), "the caution travels with the page"


def test_each_field_of_a_row_is_told_in_the_docstring_and_each_argument_is_explained(method):
    doc = inspect.getdoc(method)
    assert "Row fields:" in doc
    told = doc.split("Row fields:")[1]
    places = [told.find(field) for field in method.about.columns]
    assert -1 not in places, dict(zip(method.about.columns, places, strict=True))
    arguments = set(inspect.signature(method).parameters) - {"dossier", "as_of"}
    assert set(method.about.takes) == arguments


def loaded_by(code):
    """The modules that stand in a fresh process after some code."""
    script = f"import sys, json\n{code}\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd="/")
    return {name.split(".")[0] for name in json.loads(answer.stdout.splitlines()[-1])}, answer.stdout


LIBRARY = f"""
import aidememoire as am
from datetime import date
dossier = am.load({str(path())!r})
am.methods.watch.watch(dossier, as_of=date(2026, 6, 15)).plain()
"""


@pytest.mark.parametrize(
    "asked",
    [
        "import aidememoire as am; found = am.methods.trust.commitments",
        "from aidememoire.methods.trust import commitments as found",
        "import aidememoire.methods.trust.commitments as _module; found = sys.modules['aidememoire.methods.trust'].commitments",
    ],
    ids=["by attribute", "by name", "after its file"],
)
def test_a_method_is_had_from_its_family_without_its_heavier_sisters(asked):
    modules, said = loaded_by(f"{asked}\nprint(found.about.name)")
    assert said.startswith("commitments\n")
    assert "numpy" not in modules


def test_a_family_says_so_where_it_has_no_such_method():
    with pytest.raises(AttributeError, match="no method 'oracle' in aidememoire"):
        importlib.import_module("aidememoire.methods.trust").oracle  # noqa: B018 - asking is what is tested
    with pytest.raises(ImportError):
        importlib.import_module("aidememoire.methods.trust.oracle")


def test_the_library_knows_neither_the_web_nor_a_database():
    modules, _said = loaded_by(LIBRARY)
    assert "aidememoire" in modules and "pydantic" in modules
    assert not modules & HEAVY


@pytest.mark.parametrize(
    "arguments",
    [
        ["watch", str(path()), "--json"],
        ["limits", str(path()), "--issue", "levy"],
        ["brief", str(path()), "--to", "/dev/null/x.md"],
        ["check", str(path()), "--json"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_nor_does_a_command_that_analyses(arguments):
    command = f"""
from aidememoire.cli import app
sys.argv = ["aidememoire", *{arguments!r}]
try:
    app.main()
except SystemExit:
    pass
"""
    modules, _said = loaded_by(command)
    assert "pydantic" in modules and not modules & HEAVY


def test_the_help_of_the_command_costs_next_to_nothing():
    modules, said = loaded_by(
        "sys.argv = ['aidememoire', '--help']\nfrom aidememoire.cli import app\n"
        "try:\n    app.main()\nexcept SystemExit:\n    pass"
    )
    assert "commitments" in said
    assert not modules & {*HEAVY, "pydantic", "yaml", "openpyxl", "typst", "docx", "rich"}


@pytest.mark.parametrize("ending", [".yaml", ".jsonl", ".xlsx"])
def test_the_worker_that_reads_hostile_files_knows_no_models(ending):
    modules, _said = loaded_by(
        "from importlib import import_module\nfrom aidememoire.vocabulary.files import worker\n"
        f"import_module('aidememoire.vocabulary.files.' + worker.READERS[{ending!r}])"
    )
    assert not modules & {*HEAVY, "pydantic", "pydantic_core", "click", "rich", "docx", "typst"}


@pytest.mark.parametrize("reader", ["reading_csv", "reading_json", "reading_names"])
def test_neither_do_the_readers_of_foreign_files(reader):
    modules, _said = loaded_by(f"from importlib import import_module\nimport_module('aidememoire.feeds.{reader}')")
    assert not modules & {*HEAVY, "pydantic", "pydantic_core", "click", "rich", "docx", "typst", "rapidfuzz"}
