"""How do I close the vault? At once: the keys leave memory, and what holds plain records ends."""

from __future__ import annotations

import click

from aidememoire.cli._options import language_option


@click.command("lock")
@language_option
def command(lang: str) -> None:
    """Lock the vault. Every window and command that holds records of it ends."""
    from aidememoire.cli._printing import told
    from aidememoire.vault import agent
    from aidememoire.vault.folder import Folder
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        folder = Folder.here()
        folder.id()
        agent.lock(folder)
        told(_("The vault is locked."))
