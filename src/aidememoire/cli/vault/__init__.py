"""Where are dossiers kept so that a thief gets nothing, and how is that place opened, checked, carried and lost?"""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._group import Files


@click.command("vault", cls=Files, folder=Path(__file__).parent, package=__name__)
def command() -> None:
    """Keep dossiers in an encrypted vault on this machine."""
