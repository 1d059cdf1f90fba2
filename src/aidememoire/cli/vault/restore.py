"""How do I make a vault out of a backup? With the office's recovery words, in a place without a vault."""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option, stdin_option
from aidememoire.cli._secrets import recovery_option


@click.command("restore")
@click.argument("backup", type=click.Path(path_type=Path), metavar="BACKUP")
@recovery_option
@stdin_option
@language_option
def command(backup: Path, recovery: Path | None, from_stdin: bool, lang: str) -> None:
    """Restore a backup to where the vault of this account stands. Its users keep their passphrases."""
    from aidememoire.cli import _secrets
    from aidememoire.cli._printing import told, working
    from aidememoire.vault import backup as backups
    from aidememoire.vault.folder import Folder
    from aidememoire.vocabulary.messages import _, plural, speaking

    with speaking(lang):
        folder = Folder.here()
        folder.free()
        secret = _secrets.recovery(from_stdin=from_stdin, file=recovery)
        with working(_("Restoring, and looking through all of it")):
            checked = backups.restore(backup, folder, secret)
        told(
            plural(
                "Restored: {n} entry. Unlock it with your passphrase: aidememoire vault unlock",
                "Restored: {n} entries. Unlock it with your passphrase: aidememoire vault unlock",
                checked.entries,
            )
        )
