"""How does what I wrote on the way come into the whole vault, once I am back?"""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option, stdin_option
from aidememoire.cli._secrets import recovery_option


@click.command("home")
@click.argument("sealed", type=click.Path(path_type=Path), metavar="BACKUP")
@recovery_option
@stdin_option
@language_option
def command(sealed: Path, recovery: Path | None, from_stdin: bool, lang: str) -> None:
    """Restore the sealed whole on this device and take in what was written on the way; then wipe the travelled vault.

    Asked for, in this order: the office's recovery words, your passphrase of the whole vault, and that of the journey.
    """
    from contextlib import suppress

    from aidememoire.cli import _secrets
    from aidememoire.cli._printing import told, working
    from aidememoire.vault import agent, passphrase, travel
    from aidememoire.vault.agent.place import Locked
    from aidememoire.vault.folder import Folder
    from aidememoire.vocabulary.messages import _, plural, speaking

    with speaking(lang):
        folder = Folder.here()
        secret = _secrets.recovery(from_stdin=from_stdin, file=recovery)
        whole = passphrase.asked(_("Passphrase of the whole vault:"), from_stdin=from_stdin)
        journey = passphrase.asked(_("Passphrase for the journey:"), from_stdin=from_stdin)
        with suppress(Locked):
            agent.lock(folder)
        with working(_("Restoring the whole, and taking in what is new")):
            new = travel.home(sealed, folder, secret, whole=whole, journey=journey)
        told(
            plural(
                "The whole vault is here again, with {n} entry from the way. Unlock it with your own passphrase.",
                "The whole vault is here again, with {n} entries from the way. Unlock it with your own passphrase.",
                new,
            )
        )
