"""Which methods are there? Each is found by standing in the folder of its family."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, wraps
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, Concatenate, ParamSpec, Protocol, cast

from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Finding, Gap, gap
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.messages import Message, _

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class About:
    """What a method says of itself: its question, what it needs, where it comes from, and its caution.

    ``columns`` label the fields of its rows, ``takes`` explains its own arguments.
    """

    name: str
    family: str
    question: Message
    needs: tuple[str, ...]
    source: str
    caution: Message
    columns: Mapping[str, Message]
    takes: Mapping[str, Message]
    shows_who_moves_whom: bool = False


class Method(Protocol):
    """A declared method: a function that says what it is."""

    about: About

    def __call__(self, dossier: Dossier, **chosen: Any) -> Finding:
        """Answer with a finding; ``as_of`` is always asked for."""
        ...


def method(
    *,
    question: Message,
    needs: tuple[str, ...],
    source: str,
    caution: Message,
    columns: Mapping[str, Message],
    takes: Mapping[str, Message] | None = None,
    shows_who_moves_whom: bool = False,
) -> Callable[[Callable[Concatenate[Dossier, P], Finding]], Callable[Concatenate[Dossier, P], Finding]]:
    """Declare a method. It is given the dossier as of the day asked, so that none can look ahead.

    What travels with every finding is put on here, once: caution, day, label (the strictest of the inputs; at least
    AMBER+STRICT where it shows who can move whom), and a gap for each kind of record that it needs and does not find.
    """

    def declared(function: Callable[Concatenate[Dossier, P], Finding]) -> Callable[Concatenate[Dossier, P], Finding]:
        family = function.__module__.split(".")[-2]
        about = About(
            function.__name__,
            family,
            question,
            needs,
            source,
            caution,
            dict(columns),
            dict(takes or {}),
            shows_who_moves_whom,
        )

        @wraps(function)
        def answered(dossier: Dossier, *args: P.args, **chosen: P.kwargs) -> Finding:
            day = chosen.get("as_of")
            if type(day) is not date:
                raise TypeError("as_of takes a date")
            now = dossier.as_of(day)
            found = _naming_what_is_there(function(now, *args, **chosen), now.past)
            return found.told(
                method=about.name,
                caution=about.caution,
                columns=about.columns,
                as_of=day,
                closed_on=dossier.header.closed_on,
                label=_label(now.past, found, about),
                gaps=(*_missing_kinds(now.past, about), *found.gaps),
            )

        answered.__dict__["about"] = about
        return cast(Callable[Concatenate[Dossier, P], Finding], answered)

    return declared


def _naming_what_is_there(found: Finding, past: Dossier) -> Finding:
    """Leave out ids that stand for no record: an issue that was asked about where none is recorded yet."""
    return found.told(
        because=tuple(replace(reason, records=past.there(reason.records)) for reason in found.because),
        gaps=tuple(replace(one, records=past.there(one.records)) for one in found.gaps),
        inputs=past.there(found.inputs),
    )


def _label(dossier: Dossier, found: Finding, about: About) -> Label:
    strictest = dossier.strictest(found.inputs)
    return max(strictest, Label.AMBER_STRICT, key=lambda label: label.rank) if about.shows_who_moves_whom else strictest


def _missing_kinds(dossier: Dossier, about: About) -> tuple[Gap, ...]:
    missing = [kinds()[name] for name in about.needs if not dossier.of(kinds()[name])]
    return tuple(
        gap(
            _("There are no records of this kind: {kinds}.", kinds=kind.kind_of.labels),
            ask=_("Who could tell? Add what is known under {section}.", section=kind.kind_of.plural),
        )
        for kind in missing
    )


class _Family(ModuleType):
    """A package in which a method is imported when it is asked for, and not with its heavier sisters."""

    def __getattr__(self, name: str) -> Any:
        # Asked only for what is not there yet. Importing puts it there, in ``__setattr__``.
        if not name.startswith("_") and find_spec(f"{self.__name__}.{name}"):
            import_module(f"{self.__name__}.{name}")
            return vars(self)[name]
        raise AttributeError(f"there is no method {name!r} in {self.__name__}")

    def __setattr__(self, name: str, value: object) -> None:
        # Whoever imports a module has it put here by the import system: its function takes its place.
        function = getattr(value, name, None) if isinstance(value, ModuleType) else None
        super().__setattr__(name, function if hasattr(function, "about") else value)


def gather(family: str) -> None:
    """Let every method of a family be had from its package, as the function in the place of its module."""
    import_module(family).__class__ = _Family


def _public(package: ModuleType) -> list[str]:
    return [found.name for found in iter_modules(package.__path__) if not found.name.startswith("_")]


@cache
def all_methods() -> Mapping[str, Method]:
    """Return every method by its name, in alphabetical order."""
    root = import_module("aidememoire.methods")
    families = [import_module(f"{root.__name__}.{name}") for name in _public(root)]
    found_there = (getattr(family, name) for family in families for name in _public(family))
    functions: list[Method] = [value for value in found_there if hasattr(value, "about")]
    return {function.about.name: function for function in sorted(functions, key=lambda one: one.about.name)}
