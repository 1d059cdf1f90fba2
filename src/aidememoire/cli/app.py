"""The command ``aidememoire``: commands are the files of this folder, and every method.

Nothing is imported before it is needed: ``--help`` reads the first line of each file.
"""

from __future__ import annotations

import ast
import os
import sys
from importlib import import_module
from pathlib import Path

import click

from aidememoire import __version__
from aidememoire.vocabulary.errors import AideMemoireError

HERE = Path(__file__).parent
METHODS = HERE.parent / "methods"


class Commands(click.Group):
    """Every file of this folder that does not begin with an underscore, and every method, by its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in alphabetical order."""
        return sorted([*_own(), *_methods()])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one command, importing only what it needs."""
        if cmd_name in _own():
            command: click.Command = import_module(f"aidememoire.cli.{cmd_name}").command
            return command
        if cmd_name in _methods():
            from aidememoire.cli._method import command_for

            return command_for(_methods()[cmd_name])
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with the question that each answers."""
        files = {**_own(), **_methods()}
        with formatter.section("Commands"):
            formatter.write_dl([(name, _first_line(files[name])) for name in self.list_commands(ctx)])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the one that was probably meant."""
        if args and args[0] not in self.list_commands(ctx):
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            hint = f" Did you mean {near[0]}?" if near else " See aidememoire --help."
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


def _own() -> dict[str, Path]:
    return {path.stem: path for path in HERE.glob("[a-z]*.py") if path.stem != "app"}


def _methods() -> dict[str, Path]:
    return {path.stem.replace("_", "-"): path for path in METHODS.glob("[a-z]*/[a-z]*.py")}


def _first_line(path: Path) -> str:
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").splitlines()[0]


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="aidememoire")
def app() -> None:
    """Aide-Mémoire, the workbench for humanitarian diplomacy.

    DOSSIER is a .yaml, .jsonl or .xlsx file. Start with: aidememoire demo
    """


def main() -> None:
    """Run the command; our errors become one line and exit code 1, never a traceback."""
    try:
        app.main(standalone_mode=True)
    except AideMemoireError as error:
        click.echo(" ".join(str(error).split()), err=True)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output has gone; writing to it again while closing would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as bug:
        if os.environ.get("AIDEMEMOIRE_DEBUG"):
            raise
        where = f"{type(bug).__name__}: {bug}".splitlines()[0]
        click.echo(f"A fault of aidememoire itself, not yours ({where}). AIDEMEMOIRE_DEBUG=1 shows where.", err=True)
        sys.exit(1)
