"""The command ``aidememoire``: commands are the files of this folder, and every method.

Nothing is imported before it is needed: ``--help`` reads the first line of each file.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from aidememoire import __version__
from aidememoire.cli._commands import CommandFolder
from aidememoire.vocabulary.errors import AideMemoireError

METHODS = Path(__file__).parents[1] / "methods"


class Commands(CommandFolder):
    """Every file of this folder that does not begin with an underscore, and every method, by its name."""

    def files(self) -> dict[str, Path]:
        """Return the file of each command by the command's name."""
        return {**super().files(), **_methods()}

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one command, importing only what it needs."""
        if cmd_name in _methods():
            from aidememoire.cli._method import command_for

            return command_for(_methods()[cmd_name])
        return super().get_command(ctx, cmd_name)


def _methods() -> dict[str, Path]:
    return {path.stem.replace("_", "-"): path for path in METHODS.glob("[a-z]*/[a-z]*.py")}


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="aidememoire")
def app() -> None:
    """Aide-Mémoire, the workbench for humanitarian diplomacy.

    DOSSIER is a .yaml, .jsonl or .xlsx file, a bundle, or @slug for one in the vault. Start with: aidememoire demo
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
