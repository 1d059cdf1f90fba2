"""Does the reference say what the declarations say, of every kind, code, method, command and option?"""

import importlib.util
import sys
from pathlib import Path

import click
import pytest

from aidememoire.cli.app import app
from aidememoire.methods._catalogue import all_methods
from aidememoire.vocabulary.kinds import kinds

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"


@pytest.fixture(scope="module")
def reference():
    spec = importlib.util.spec_from_file_location("reference", ROOT / "tools" / "reference.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["reference"] = module
    spec.loader.exec_module(module)
    return module


def test_no_page_has_fallen_behind_the_declarations(reference):
    behind = [str(page.relative_to(ROOT)) for page in reference.behind(reference.pages())]
    assert not behind, "run python tools/reference.py, and read what it changed"


def test_a_page_that_says_something_else_is_found_out(reference):
    made = reference.pages()
    page = REFERENCE / "codes.md"
    assert reference.behind({**made, page: made[page] + "And more.\n"}) == [page]
    without = {place: text for place, text in made.items() if place.name != "tie.md"}
    assert reference.behind(without) == [REFERENCE / "records" / "tie.md"]


def test_every_kind_and_every_field_has_its_place():
    for name, kind in kinds().items():
        text = (REFERENCE / "records" / f"{name}.md").read_text("utf-8")
        for spec in kind.fields():
            assert f"`{spec.name}`" in text, (name, spec.name)


def test_every_method_has_its_page_with_question_source_and_caution():
    for name, method in all_methods().items():
        text = (REFERENCE / "methods" / f"{name}.md").read_text("utf-8")
        for said in (method.about.question, method.about.source, method.about.caution, *method.about.columns):
            assert str(said) in text, (name, said)
        assert f"$ aidememoire {name.replace('_', '-')} selane.yaml" in text


def test_every_command_and_every_option_is_named():
    text = (REFERENCE / "command-line.md").read_text("utf-8")
    named = 0
    for name, command in commands(app, click.Context(app)):
        begins = text.index(f"\n## {name}\n")
        ends = text.find("\n## ", begins + 1)
        part = text[begins:ends] if ends > 0 else text[begins:]
        for param in command.params:
            if isinstance(param, click.Option) and not param.hidden:
                assert all(f"`{option}" in part or f", {option}" in part for option in param.opts), (name, param.opts)
        named += 1
    assert named == text.count("\n## ")


def commands(group, context, words=""):
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield f"{words}{name}", command
        if isinstance(command, click.Group):
            yield from commands(command, context, f"{words}{name} ")
