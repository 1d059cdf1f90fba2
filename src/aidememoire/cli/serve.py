"""How do I open the workbench in a browser? On this machine only, at a port of its own, by a link that soon dies."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import click

from aidememoire.cli._options import language_option


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), help="The port (default: a free one).")
@click.option("--training", is_flag=True, help="Training dossiers, in a vault that ends with it.")
@click.option("--no-browser", is_flag=True, help="Print the link and open no browser.")
@language_option
def command(port: int | None, training: bool, no_browser: bool, lang: str) -> None:
    """Open the workbench; it ends with Ctrl+C, and nothing of it stays open."""
    words = ["--training"] if training else []
    words += ["--no-browser"] if no_browser else []
    words += ["--port", str(port)] if port else []
    sys.exit(started([*words, "--lang", lang]))


def started(words: list[str]) -> int:
    """Run the workbench as a process of its own until it ends, and return how it ended."""
    if find_spec("django") is None or find_spec("granian") is None:
        from aidememoire.vocabulary.errors import MissingPartError
        from aidememoire.vocabulary.messages import _

        raise MissingPartError(
            _(
                "The workbench is a part that is not installed; all commands work without it. Run: {command}",
                command="pip install 'aidememoire[workbench]'",
            )
        )
    process = subprocess.Popen([sys.executable, "-m", "aidememoire.workbench", *words])
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the terminal told the other process as well; what it has open it closes itself
