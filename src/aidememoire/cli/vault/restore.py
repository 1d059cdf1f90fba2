"""How do I make a vault out of a backup? With the words that open it, in a place without a vault."""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option, stdin_option
from aidememoire.cli._secrets import own_option, recovery_option


@click.command("restore")
@click.argument("backup", type=click.Path(path_type=Path), metavar="BACKUP")
@recovery_option
@own_option
@stdin_option
@language_option
def command(backup: Path, recovery: Path | None, own: bool, from_stdin: bool, lang: str) -> None:
    """Restore a backup to where the vault of this account stands. Its users keep their passphrases.

    The office's recovery words open any backup; yours opens one that was made with --own-passphrase.
    """
    from aidememoire.cli import _secrets
    from aidememoire.cli._printing import told, working
    from aidememoire.vault import backup as backups
    from aidememoire.vault.folder import Folder
    from aidememoire.vocabulary.messages import _, plural, speaking

    with speaking(lang):
        folder = Folder.here()
        folder.free()
        secret = _secrets.opener(from_stdin=from_stdin, file=recovery, own=own)
        with working(_("Restoring, and looking through all of it")):
            checked = backups.restore(backup, folder, secret)
        told(
            plural(
                "Restored: {n} entry. Unlock it with your passphrase: aidememoire vault unlock",
                "Restored: {n} entries. Unlock it with your passphrase: aidememoire vault unlock",
                checked.entries,
            )
        )
