"""Which commands are there? The files of a folder; a folder among them is a group of commands of its own.

Nothing is imported before it is needed: ``--help`` reads the first line of each file.
"""

from __future__ import annotations

import ast
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path

import click


class CommandFolder(click.Group):
    """Every file of a folder that does not begin with an underscore, by its name with hyphens."""

    package = "aidememoire.cli"

    def files(self) -> dict[str, Path]:
        """Return the file of each command by the command's name."""
        here = Path(__file__).parent.joinpath(*self.package.split(".")[2:])
        alone = {path.stem: path for path in here.glob("[a-z]*.py") if path.stem != "app"}
        groups = {path.parent.name: path for path in here.glob("[a-z]*/__init__.py")}
        return {name.replace("_", "-"): path for name, path in {**alone, **groups}.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in alphabetical order."""
        return sorted(self.files())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one command, importing only what it needs."""
        if cmd_name not in self.files():
            return None
        command: click.Command = import_module(f"{self.package}.{cmd_name.replace('-', '_')}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with the question that each answers."""
        files = self.files()
        with formatter.section("Commands"):
            formatter.write_dl([(name, _first_line(files[name])) for name in self.list_commands(ctx)])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the one that was probably meant."""
        if args and args[0] not in self.list_commands(ctx):
            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            hint = f" Did you mean {near[0]}?" if near else f" See {ctx.command_path} --help."
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


def group(package: str, help: str) -> click.Group:
    """Return the group of the commands that stand in a package, explained by its docstring and a few words more."""

    class Group(CommandFolder):
        pass

    Group.package = package
    return Group(package.rpartition(".")[2].replace("_", "-"), help=help)


def _first_line(path: Path) -> str:
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").splitlines()[0]
