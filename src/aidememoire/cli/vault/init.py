"""How do I make a vault? Once on each machine; it shows the passphrase and the office's recovery words once."""

from __future__ import annotations

import click

from aidememoire.cli._options import language_option
from aidememoire.cli._vault import stdin_option


@click.command("init")
@click.option("--name", required=True, help="Your name, as colleagues and partners shall see it.")
@stdin_option
@language_option
def command(name: str, from_stdin: bool, lang: str) -> None:
    """Make an empty vault with a passphrase of seven words.

    The twelve recovery words open the vault where its user is gone. Write them down for two sealed envelopes; they are
    shown now and never again.
    """
    from aidememoire.cli._vault import say, waiting
    from aidememoire.vault import opened, passphrase
    from aidememoire.vault.agent.harden import harden
    from aidememoire.vault.folder import Folder
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        harden()
        words = passphrase.asked(_("Passphrase:"), from_stdin=True) if from_stdin else passphrase.generated()
        with waiting(_("Making the vault …")):
            secret = opened.make(Folder.here(), name, words)
        if not from_stdin:
            say(_("Passphrase: {words}", words=words))
        say(_("Recovery words, for two envelopes: {words}", words=secret.words))
        say(_("The vault is made. Next: aidememoire vault unlock"))
