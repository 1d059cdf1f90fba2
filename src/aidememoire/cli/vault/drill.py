"""Would a backup come back? Restore it into a place of its own, compare, and take it away again."""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option
from aidememoire.cli._vault import stdin_option
from aidememoire.cli.vault._recovery import backup_argument, secret


@click.command("drill")
@backup_argument
@stdin_option
@language_option
def command(backup: Path, from_stdin: bool, lang: str) -> None:
    """Practise restoring a backup, with the office's recovery words; the vault here is not touched."""
    from aidememoire.cli._vault import say, waiting
    from aidememoire.vault.agent.harden import harden
    from aidememoire.vault.backup import drill
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        harden()
        words = secret(from_stdin=from_stdin)
        with waiting(_("Restoring the backup elsewhere …")):
            done = drill(backup, words)
        say(_("The backup comes back whole: {entries} entries. What was restored is gone again.", entries=done.entries))
