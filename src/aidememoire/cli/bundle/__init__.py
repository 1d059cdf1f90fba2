"""How do records travel to others, sealed to them, and how are theirs taken in?"""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._group import Files


@click.command("bundle", cls=Files, folder=Path(__file__).parent, package=__name__)
def command() -> None:
    """Send records sealed to named people, take in what they send, and ask back what was sent."""
