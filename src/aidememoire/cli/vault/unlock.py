"""How do I open the vault? With the passphrase; it locks itself after five idle minutes."""

from __future__ import annotations

import click

from aidememoire.cli._options import language_option
from aidememoire.cli._vault import stdin_option


@click.command("unlock")
@stdin_option
@language_option
def command(from_stdin: bool, lang: str) -> None:
    """Unlock the vault until you lock it, log out, or leave it alone for five minutes."""
    from aidememoire.cli._vault import say, waiting
    from aidememoire.vault import agent, passphrase
    from aidememoire.vault.folder import Folder
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        folder = Folder.here()
        folder.id()
        words = passphrase.asked(_("Passphrase:"), from_stdin=from_stdin)
        with waiting(_("Opening the vault …")):
            agent.start(folder, words)
        say(_("The vault is unlocked."))
