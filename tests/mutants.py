"""How many changes to gate, labels, keys and audit would no test notice?

``python tests/mutants.py [--each 40] [MODULE ...]`` makes small wrong changes, one at a time, in a copy of this process
whose functions it exchanges, runs the tests of that module there, and names the changes that none of them minded. Which
changes are tried is drawn with a fixed seed. ``docs/reference/mutants.md`` tells what the last run found.
"""

from __future__ import annotations

import argparse
import ast
import copy
import gc
import importlib
import os
import random
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

TESTS = Path(__file__).parent
SEED, SECONDS = 4, 120
NEEDED = 0.9
WATCHED = {
    "ledger.gate": ("ledger/test_gate.py", "ledger/test_acts.py", "ledger/test_grants.py"),
    "ledger.grants": ("ledger/test_grants.py", "ledger/test_alone.py"),
    "ledger.seal": ("ledger/test_seal.py", "ledger/test_grants.py"),
    "ledger.unsealing": ("ledger/test_seal.py",),
    "vocabulary.handling": ("vocabulary/test_handling.py", "ledger/test_chatham_house.py"),
    "vault.keys": ("vault/test_keys.py",),
    "vault.audit": ("vault/test_audit.py",),
}
"""Each module, with the tests that are to mind a change in it."""

Way = tuple[str, Callable[[], str], Callable[[], Any]]
Change = tuple[int, str, Callable[[], str], Callable[[], Any]]
_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_CALLS = {"any": "all", "all": "any", "max": "min", "min": "max"}


@dataclass(frozen=True)
class Mutant:
    """One wrong change: where, in words, and the statement or function of the module as it then is."""

    line: int
    was: str
    now: str
    unit: ast.stmt
    path: tuple[str, ...]


def mutants(tree: ast.Module) -> Iterator[Mutant]:
    """Yield every small wrong change of a module's functions and private tables, in order of lines."""
    for unit, path in _units(tree.body, ()):
        places = sum(1 for _change in _changes(unit))
        for place in range(places):
            changed = copy.deepcopy(unit)
            for at, (line, was, now, change) in enumerate(_changes(changed)):
                if at == place:
                    change()
                    yield Mutant(line, was, now(), ast.fix_missing_locations(changed), path)
                    break


def _units(body: list[ast.stmt], path: tuple[str, ...]) -> Iterator[tuple[ast.stmt, tuple[str, ...]]]:
    for node in body:
        if isinstance(node, ast.FunctionDef):
            yield node, (*path, node.name)
        elif isinstance(node, ast.ClassDef):
            yield from _units(node.body, (*path, node.name))
        elif not path and isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            yield node, (node.target.id,)


def _changes(unit: ast.AST) -> Iterator[Change]:
    """Yield the changes that can be made in a unit: line, what stood there, what stands there then, and the doing."""
    for node in _spoken_of(unit):
        for change in _CHANGES:
            for was, now, doing in change(node):
                yield getattr(node, "lineno", 0) or node.ifs[0].lineno, was, now, doing


def _turned(node: Any) -> Iterator[Way]:
    """Yield an operator turned into its neighbour."""
    if isinstance(node, ast.Compare):
        for place, sort in enumerate(node.ops):
            if type(sort) in _SWAPS:
                yield ast.unparse(node), _as(node), partial(node.ops.__setitem__, place, _SWAPS[type(sort)]())
    elif isinstance(node, (ast.BoolOp, ast.BinOp)) and type(node.op) in _SWAPS:
        yield ast.unparse(node), _as(node), partial(setattr, node, "op", _SWAPS[type(node.op)]())
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS:
        yield ast.unparse(node), _as(node), partial(setattr, node.func, "id", _CALLS[node.func.id])


def _denied(node: Any) -> Iterator[Way]:
    """Yield a condition as its contrary, or a filter left out."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield ast.unparse(node), _as(node), partial(setattr, node, "operand", ast.UnaryOp(ast.Not(), node.operand))
    elif isinstance(node, (ast.If, ast.IfExp)):
        test = ast.unparse(node.test)
        yield (
            f"if {test}",
            f"if not ({test})".__str__,
            partial(setattr, node, "test", ast.UnaryOp(ast.Not(), node.test)),
        )
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield ast.unparse(node), _as(node), partial(setattr, node, "ifs", [])


def _other(node: Any) -> Iterator[Way]:
    """Yield another constant, or None in the place of an answer."""
    if isinstance(node, ast.Constant) and node.value is not None and node.value != "":
        value = node.value
        wrong = {bool: lambda: not value, int: lambda: value + 1, str: lambda: value + "X", bytes: lambda: value + b"X"}
        if type(value) in wrong:
            yield ast.unparse(node), _as(node), partial(setattr, node, "value", wrong[type(value)]())
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield ast.unparse(node), _as(node), partial(setattr, node, "value", ast.Constant(None))


def _left_out(node: Any) -> Iterator[Way]:
    """Yield a refusal, or a call for its effect, left out."""
    if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        yield ast.unparse(node).partition("(_(")[0], "pass".__str__, partial(_forget, node)


def _as(node: ast.AST) -> Callable[[], str]:
    return lambda: ast.unparse(node)


_CHANGES = (_turned, _denied, _other, _left_out)


def _forget(statement: ast.stmt) -> None:
    """Turn a statement into one that does nothing, in place."""
    at = statement.lineno, statement.col_offset, statement.end_lineno, statement.end_col_offset
    statement.__class__ = ast.Expr  # type: ignore[assignment]
    statement.__dict__.clear()
    statement.value = ast.Constant(None)  # type: ignore[attr-defined]
    statement.lineno, statement.col_offset, statement.end_lineno, statement.end_col_offset = at


def _spoken_of(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what in a unit decides anything: no annotations, no docstrings, no sentences for people, no type variables."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "target"):
            continue
        for inner in value if isinstance(value, list) else [value]:
            docstring = isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Constant)
            if isinstance(inner, ast.AST) and not docstring:
                yield from _spoken_of(inner)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def put_in(mutant: Mutant, module: ModuleType, functions: dict[str, list[FunctionType]]) -> None:
    """Exchange a function's code, wherever it is held, or a private table of the module."""
    whole = _in_its_classes(mutant.unit, mutant.path)
    code = compile(ast.fix_missing_locations(ast.Module([*_FUTURE, whole], [])), str(module.__file__), "exec")
    if isinstance(mutant.unit, ast.AnnAssign):
        exec(code, vars(module))
        return
    made = next(one for one in _codes(code) if one.co_qualname == ".".join(mutant.path))
    for function in functions[".".join(mutant.path)]:
        function.__code__ = made
        function.__defaults__, function.__kwdefaults__ = _defaults(mutant.unit, module)


def _defaults(unit: ast.stmt, module: ModuleType) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return what a function takes where it is not told otherwise, by place and by name."""
    if not isinstance(unit, ast.FunctionDef):
        return (), {}
    arguments = unit.args
    by_name = {one.arg: value for one, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if value}

    def said(value: ast.expr) -> Any:
        return eval(compile(ast.Expression(value), "", "eval"), vars(module))

    return tuple(map(said, arguments.defaults)), {name: said(value) for name, value in by_name.items()}


_FUTURE = ast.parse("from __future__ import annotations").body


def _in_its_classes(unit: ast.stmt, path: tuple[str, ...]) -> ast.stmt:
    for name in reversed(path[:-1]):
        unit = ast.ClassDef(name=name, bases=[], keywords=[], body=[unit], decorator_list=[])
    return unit


def _codes(code: CodeType) -> Iterator[CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from _codes(inner)


def _functions(module: ModuleType) -> dict[str, list[FunctionType]]:
    found: dict[str, list[FunctionType]] = {}
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__module__ == module.__name__:
            found.setdefault(one.__qualname__, []).append(one)
    return found


def minded(
    mutant: Mutant | None, module: ModuleType, functions: dict[str, list[FunctionType]], tests: list[str]
) -> bool:
    """Say whether a test fails, or never ends, in a copy of this process with a change put in."""
    child = os.fork()
    if child == 0:
        os._exit(_fails(mutant, module, functions, tests))
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status != 0
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _fails(
    mutant: Mutant | None, module: ModuleType, functions: dict[str, list[FunctionType]], tests: list[str]
) -> int:
    try:
        if mutant is not None:
            put_in(mutant, module, functions)
        for one in gc.get_objects():
            if isinstance(one, _Remembering):
                one.cache_clear()
        return _tested("-x", *tests)
    except BaseException:  # noqa: BLE001 - whatever a wrong change does, it was noticed
        return 1


_Remembering = type(lru_cache(str))


def _tested(*arguments: str) -> int:
    """Run pytest in silence; return its exit code."""
    kept = os.dup(1), os.dup(2)
    quiet = os.open(os.devnull, os.O_WRONLY)
    try:
        for place in (1, 2):
            os.dup2(quiet, place)
        return int(pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:xdist", *arguments]))
    finally:
        for place, before in enumerate(kept, 1):
            os.dup2(before, place)


def _tell(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main() -> int:
    """Try the changes, print which no test minded, and fail where too many were not."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("modules", nargs="*", metavar="MODULE")
    asked.add_argument(
        "--each", type=int, default=40, help="how many changes to try in a module, drawn with a fixed seed"
    )
    given = asked.parse_args()
    os.environ["HYPOTHESIS_PROFILE"] = "drill"
    warnings.simplefilter("ignore")
    tried = killed = 0
    for name in given.modules or WATCHED:
        module = importlib.import_module(f"aidememoire.{name}")
        tests = [str(TESTS / test) for test in WATCHED[name]]
        _tested("--collect-only", *tests)  # so that a copy need not import them again
        functions = _functions(module)
        if minded(None, module, functions, tests):
            _tell(f"{name}: its tests fail as it is")
            return 1
        possible = list(mutants(ast.parse(Path(str(module.__file__)).read_text("utf-8"))))
        drawn = random.Random(SEED).sample(possible, min(given.each, len(possible)))
        alive = 0
        for one in sorted(drawn, key=lambda one: one.line):
            if not minded(one, module, functions, tests):
                alive += 1
                _tell(f"    line {one.line}: {one.was}  ->  {one.now}")
        tried, killed = tried + len(drawn), killed + len(drawn) - alive
        _tell(f"{name}: {len(drawn)} of {len(possible)} changes tried, {len(drawn) - alive} noticed")
    _tell(f"{killed} of {tried} noticed: {killed / tried:.1%}, needed {NEEDED:.0%}")
    return 0 if killed >= NEEDED * tried else 1


if __name__ == "__main__":
    sys.exit(main())
