"""How do I make the vault on this machine unreadable, for good?"""

from __future__ import annotations

import click

from aidememoire.cli._options import language_option


@click.command("wipe")
@click.option("--yes-destroy-it", "sure", is_flag=True, help="Say that you mean it.")
@language_option
def command(sure: bool, lang: str) -> None:
    """Destroy the keys of the vault on this machine. Without a backup nobody can ever open it again."""
    import contextlib

    from aidememoire.cli._vault import say
    from aidememoire.vault import agent, wiping
    from aidememoire.vault.agent.place import Locked
    from aidememoire.vault.folder import Folder
    from aidememoire.vocabulary.errors import InputError
    from aidememoire.vocabulary.messages import _, speaking, text_of

    with speaking(lang):
        folder = Folder.here()
        folder.id()
        if not sure:
            click.echo(text_of(_("Nothing is destroyed yet. What a wipe does:")), err=True)
            raise InputError(_("{said} To do it, add --yes-destroy-it.", said=wiping.said()))
        with contextlib.suppress(Locked):
            agent.lock(folder)
        say(wiping.wipe(folder))
