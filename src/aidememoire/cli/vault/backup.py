"""How do I keep a copy of the vault that is known to open?"""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option


@click.command("backup")
@click.option("--to", "folder", type=click.Path(path_type=Path), required=True, help="A folder on another disk.")
@language_option
def command(folder: Path, lang: str) -> None:
    """Write a sealed backup, open it again, and compare. Only the office's recovery words restore it."""
    from aidememoire.cli._vault import client, say, waiting
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        with waiting(_("Writing the backup, and opening it again …")):
            done = client().backup(folder)
        say(_("{path} holds {entries} entries and was opened again.", path=done.path, entries=done.checked.entries))
