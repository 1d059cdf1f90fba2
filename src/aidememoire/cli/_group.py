"""How are commands found? By their files; nothing is imported before it is needed."""

from __future__ import annotations

import ast
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path

import click


class Files(click.Group):
    """Every file and every folder beside one that does not begin with an underscore, as a command by its name."""

    def __init__(self, *args: object, folder: Path, package: str, **chosen: object) -> None:
        super().__init__(*args, **chosen)  # type: ignore[arg-type]  # what click takes, handed through
        self.folder, self.package = folder, package

    def own(self) -> dict[str, Path]:
        """Return the file of each command, by the command's name."""
        files = [path for path in self.folder.glob("[a-z]*.py") if path.stem != "app"]
        folders = [path.parent for path in self.folder.glob("[a-z]*/__init__.py")]
        return {path.stem.replace("_", "-"): path for path in (*files, *folders)}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in alphabetical order."""
        return sorted(self.own())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one command, importing only what it needs."""
        if cmd_name not in self.own():
            return None
        command: click.Command = import_module(f"{self.package}.{cmd_name.replace('-', '_')}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with the question that each answers."""
        files = self.files()
        with formatter.section("Commands"):
            formatter.write_dl([(name, _first_line(files[name])) for name in self.list_commands(ctx)])

    def files(self) -> dict[str, Path]:
        """Return where the question of each command stands."""
        return self.own()

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the one that was probably meant."""
        if args and args[0] not in self.list_commands(ctx):
            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            hint = f" Did you mean {near[0]}?" if near else f" See {ctx.command_path} --help."
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


def _first_line(path: Path) -> str:
    file = path / "__init__.py" if path.is_dir() else path
    return (ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "").splitlines()[0]
