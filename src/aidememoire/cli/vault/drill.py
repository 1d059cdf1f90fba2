"""Does a backup restore? A drill restores it into a fresh place, compares, and takes it away again."""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option, stdin_option
from aidememoire.cli._secrets import own_option, recovery_option


@click.command("drill")
@click.argument("backup", type=click.Path(path_type=Path), metavar="BACKUP")
@recovery_option
@own_option
@stdin_option
@language_option
def command(backup: Path, recovery: Path | None, own: bool, from_stdin: bool, lang: str) -> None:
    """Prove that a backup restores, with the office's recovery words. The vault of this account is not touched."""
    from aidememoire.cli import _secrets
    from aidememoire.cli._printing import told, working
    from aidememoire.vault import backup as backups
    from aidememoire.vocabulary.messages import _, plural, speaking

    with speaking(lang):
        secret = _secrets.opener(from_stdin=from_stdin, file=recovery, own=own)
        with working(_("Restoring into a fresh place, and comparing")):
            checked = backups.drill(backup, secret)
        told(
            plural(
                "The backup restores: {n} entry, as it was backed up. Nothing of the drill is left.",
                "The backup restores: {n} entries, as they were backed up. Nothing of the drill is left.",
                checked.entries,
            )
        )
