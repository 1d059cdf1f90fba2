"""How do I take a prepared journey back? The whole vault stays as it is."""

from __future__ import annotations

import click

from aidememoire.cli._options import language_option


@click.command("give-up")
@language_option
def command(lang: str) -> None:
    """Destroy what was packed for a journey that does not take place. The sealed whole stays a backup like others."""
    from aidememoire.cli._printing import told
    from aidememoire.vault import travel
    from aidememoire.vault.folder import Folder
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        travel.give_up(Folder.here())
        told(_("The journey is given up. The whole vault is here as before."))
