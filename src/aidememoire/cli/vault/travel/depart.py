"""How do I leave? With the office's line: only then does this device lose the whole vault."""

from __future__ import annotations

import click

from aidememoire.cli._options import language_option


@click.command("depart")
@click.argument("line", metavar="LINE")
@language_option
def command(line: str, lang: str) -> None:
    """Destroy the whole vault on this device, and put the one for the journey in its place."""
    from contextlib import suppress

    from aidememoire.cli._printing import told, warned
    from aidememoire.vault import agent, travel, wiping
    from aidememoire.vault.agent.place import Locked
    from aidememoire.vault.folder import Folder
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        folder = Folder.here()
        with suppress(Locked):
            agent.lock(folder)
        travel.depart(folder, line)
        told(_("This device holds only what goes along. Unlock it with the passphrase for the journey."))
        warned(wiping.said())
