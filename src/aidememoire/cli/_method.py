"""A method as a command: its own arguments become options, its finding is printed."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aidememoire.briefs.drawings import drawable
from aidememoire.cli._options import analysing, day_asked, holding
from aidememoire.methods._catalogue import Method
from aidememoire.vocabulary.messages import speaking

if TYPE_CHECKING:
    from aidememoire.cli._holding import Held

POSITIONAL = frozenset({"record"})


def command_for(file: Path) -> click.Command:
    """Return the command for the method that stands in a file."""
    from importlib import import_module

    module = import_module(f"aidememoire.methods.{file.parent.name}.{file.stem}")
    method: Method = getattr(module, file.stem)
    return click.Command(
        file.stem.replace("_", "-"),
        callback=_run(method),
        params=[*_shared_params(), *_arguments(method), *_picture(file.stem)],
        help=f"{method.about.question}\n\n{method.about.caution}",
    )


def _shared_params() -> list[click.Parameter]:
    decorated = analysing(lambda: None)
    params: list[click.Parameter] = decorated.__click_params__  # type: ignore[attr-defined]
    return list(reversed(params))


def _picture(method: str) -> list[click.Parameter]:
    """Return the option to keep what can be seen, for a method whose finding can be drawn."""
    if not drawable(method):
        return []
    help = "Draw it too: FILE.svg or .png, or with its table .html, .pdf, .docx or .md."
    return [click.Option(["--picture"], type=click.Path(path_type=Path), metavar="FILE", help=help)]


def _arguments(method: Method) -> list[click.Parameter]:
    """Return an option for each keyword that the method takes beyond the day; ``record`` stands after DOSSIER."""
    takes = method.about.takes
    params: list[click.Parameter] = []
    for name, parameter in inspect.signature(method).parameters.items():
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY or name == "as_of":
            continue
        if name in POSITIONAL:
            params.append(click.Argument([name], metavar="ID"))
        else:
            params.append(_option(f"--{name.replace('_', '-')}", parameter, str(takes[name])))
    return params


def _option(option: str, parameter: inspect.Parameter, help: str) -> click.Option:
    """Return a flag for a keyword that is true or false, else an option for a number or words, with its default."""
    if isinstance(parameter.default, bool):
        return click.Option([option], is_flag=True, default=parameter.default, help=help)
    kind: Any = int if "int" in str(parameter.annotation) else str
    if parameter.default is inspect.Parameter.empty:
        return click.Option([option], type=kind, required=True, help=help)
    default = parameter.default
    return click.Option([option], type=kind, default=default, show_default=default is not None, help=help)


def _run(method: Method) -> Callable[..., None]:
    def run(
        dossier: Path,
        as_of: Any,
        known_at: Any,
        as_json: bool,
        lang: str,
        picture: Path | None = None,
        **chosen: Any,
    ) -> None:
        with speaking(lang), holding(dossier, known_at) as held:
            opened = held.dossier
            found = held.asked(method(opened, as_of=day_asked(opened, as_of), **chosen))
            # Nothing may stand on standard output where something could not be written.
            kept = _kept(held, found, picture, lang, chosen) if picture else ()
            from aidememoire.cli._printing import print_finding, print_history

            for record in POSITIONAL & chosen.keys():
                held.shown(chosen[record])
            print_finding(found, opened, as_json=as_json, language=lang)
            for record in POSITIONAL & chosen.keys():
                if not as_json and (versions := held.history(chosen[record])):
                    print_history(versions)
            for line in kept:
                click.echo(line, err=True)

    return run


def _kept(held: Held, found: Any, picture: Path, lang: str, chosen: dict[str, Any]) -> tuple[str, ...]:
    """Write the pictures of a finding, and return what to tell of it, on standard error."""
    from datetime import date

    from aidememoire.briefs.picture_files import keep
    from aidememoire.vocabulary.messages import _, text_of

    with held.leaving(found.label or held.dossier.own_ceiling.level):
        kept = keep(held.dossier, found, picture, language=lang, made_on=date.today(), **chosen)
    return tuple(
        text_of(_("{path} is written, marked TLP:{label}.", path=path, label=kept.label.value)) for path in kept.paths
    )
