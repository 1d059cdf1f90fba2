"""Does every method's command take each thing that the method declares?"""

import inspect
from itertools import chain, combinations
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from aidememoire.cli import app
from aidememoire.cli._method import POSITIONAL, command_for
from aidememoire.methods._catalogue import all_methods

SHARED = ["--as-of", "--known-at", "--json", "--lang"]
SHARED_VALUES = {"--as-of": "2026-06-15", "--lang": "ar", "--json": None}
VALUES = {
    "within": "30",
    "issue": "unloading",
    "proposal": "unloading=50",
    "record": "berth-in-48-hours",
    "to": "port-director",
    "without": "kelvar",
    "draws": "20",
    "seed": "7",
    "half_life": "90",
}


def declared(name):
    parameters = inspect.signature(all_methods()[name]).parameters.values()
    return [one for one in parameters if one.kind is inspect.Parameter.KEYWORD_ONLY and one.name != "as_of"]


@pytest.mark.parametrize("name", sorted(all_methods()))
def test_a_command_has_an_option_for_each_argument_with_its_help(name):
    command = app.Commands().get_command(None, name.replace("_", "-"))
    assert command.name == name.replace("_", "-")
    params = {param.name: param for param in command.params}
    assert set(SHARED) <= {option for param in params.values() for option in param.opts}
    for one in declared(name):
        assert one.name in params, one.name
        if one.name in POSITIONAL:
            assert params[one.name].param_type_name == "argument"
        else:
            assert params[one.name].opts == [f"--{one.name.replace('_', '-')}"]
            assert params[one.name].help == str(all_methods()[name].about.takes[one.name])
            assert params[one.name].required == (one.default is inspect.Parameter.empty)


def test_a_command_is_made_of_the_file_in_which_its_method_stands():
    assert command_for(Path(inspect.getfile(inspect.unwrap(all_methods()["watch"])))).name == "watch"


@st.composite
def calls(draw):
    """A method's command with any of the options that it declares, in any order."""
    name = draw(st.sampled_from(sorted(all_methods())))
    takes = declared(name)
    must = [one.name for one in takes if one.default is inspect.Parameter.empty]
    may = [one.name for one in takes if one.name not in must]
    chosen = must + draw(
        st.sampled_from(list(chain.from_iterable(combinations(may, n) for n in range(len(may) + 1)))).map(list)
    )
    flags = {one.name for one in takes if isinstance(one.default, bool)}
    given_options = [
        [VALUES[one]] if one in POSITIONAL else [f"--{one.replace('_', '-')}", *([] if one in flags else [VALUES[one]])]
        for one in chosen
    ]
    shared = draw(st.lists(st.sampled_from(sorted(SHARED_VALUES)), unique=True))
    given_options += [[one, SHARED_VALUES[one]] if SHARED_VALUES[one] else [one] for one in shared]
    return SimpleNamespace(name=name, options=draw(st.permutations(given_options)))


@given(call=calls())
@settings(max_examples=12)
def test_a_command_takes_every_option_that_its_method_declares_in_any_order(selane, call):
    words = [word for option in call.options for word in option]
    answer = CliRunner().invoke(app.app, [call.name.replace("_", "-"), str(selane), *words])
    assert answer.exit_code == 0, (words, answer.output, answer.exception)
    assert answer.stdout
