"""How do I make the vault unreadable in a hurry, and what does that not do?"""

from __future__ import annotations

import click

from aidememoire.cli._options import language_option, yes_option


@click.command("wipe")
@yes_option
@language_option
def command(yes: bool, lang: str) -> None:
    """Destroy the keys of the vault on this device, then its files. It asks for no passphrase and takes a moment.

    Without --yes you are told what it does and does not do.
    """
    from contextlib import suppress

    from aidememoire.cli._printing import told
    from aidememoire.vault import agent, wiping
    from aidememoire.vault.agent.place import Locked
    from aidememoire.vault.folder import Folder
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        folder = Folder.here()
        folder.id()
        if not yes:
            told(_("Nothing is wiped yet; --yes does it, and this will be so:"))
            told(wiping.said())
            return
        with suppress(Locked):
            agent.lock(folder)
        told(wiping.wipe(folder))
