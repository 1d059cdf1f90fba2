"""How does a vault come back from a backup?"""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option
from aidememoire.cli._vault import stdin_option
from aidememoire.cli.vault._recovery import backup_argument, secret


@click.command("restore")
@backup_argument
@stdin_option
@language_option
def command(backup: Path, from_stdin: bool, lang: str) -> None:
    """Make a vault here out of a backup, with the office's recovery words. Everybody keeps their passphrase."""
    from aidememoire.cli._vault import say, waiting
    from aidememoire.vault.agent.harden import harden
    from aidememoire.vault.backup import restore
    from aidememoire.vault.folder import Folder
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        harden()
        words = secret(from_stdin=from_stdin)
        with waiting(_("Restoring the vault …")):
            done = restore(backup, Folder.here(), words)
        say(_("The vault is restored: {entries} entries. Next: aidememoire vault unlock", entries=done.entries))
