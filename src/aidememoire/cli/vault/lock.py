"""How do I close the vault at once? Its keys leave the memory of this machine."""

from __future__ import annotations

import click

from aidememoire.cli._options import language_option


@click.command("lock")
@language_option
def command(lang: str) -> None:
    """Lock the vault; every window that held plain records ends."""
    from aidememoire.cli._vault import say
    from aidememoire.vault import agent
    from aidememoire.vault.folder import Folder
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        agent.lock(Folder.here())
        say(_("The vault is locked."))
