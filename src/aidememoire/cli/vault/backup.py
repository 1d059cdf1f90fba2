"""How do I back the vault up, so that the copy is known to restore?"""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option


@click.command("backup")
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option(
    "--own-passphrase", "own", is_flag=True, help="Your passphrase opens it, too; where nobody else unlocks the vault."
)
@language_option
def command(folder: Path, own: bool, lang: str) -> None:
    """Write a sealed copy of the unlocked vault into FOLDER, and look through the copy before it counts.

    Only the recovery words open it, so that nobody can make you open it; without them it is lost. With --own-passphrase
    the passphrase that you have now opens it, too. It is a folder of its own, whose name holds the moment and ends in
    .backup.
    """
    from aidememoire.cli._printing import told, working
    from aidememoire.cli._vaults import client_here
    from aidememoire.vocabulary.messages import _, plural, speaking

    with speaking(lang), client_here() as client:
        with working(_("Backing up, and looking through the copy")):
            done = client.backup(folder, own=own)
        told(_("The backup is {path}", path=str(done.path)))
        told(
            plural(
                "It holds {n} entry, and was opened and looked through.",
                "It holds {n} entries, and was opened and looked through.",
                done.checked.entries,
            )
        )
        told(
            _("The recovery words open it, or the passphrase that you have now.")
            if own
            else _("Only the recovery words open it. Where these are lost, nobody restores it.")
        )
