"""How do I open the vault? With your passphrase; it locks itself after five idle minutes, and at log-out."""

from __future__ import annotations

import click

from aidememoire.cli._options import language_option, stdin_option


@click.command("unlock")
@stdin_option
@click.option("--as-it-is", is_flag=True, help="Open it although it is not as it was left. That stands in the audit.")
@language_option
def command(from_stdin: bool, as_it_is: bool, lang: str) -> None:
    """Unlock the vault for all commands of this account, until vault lock, five idle minutes, or log-out."""
    from aidememoire.cli._printing import told, working
    from aidememoire.vault import agent, passphrase
    from aidememoire.vault.agent.client import Client
    from aidememoire.vault.agent.starting import IDLE
    from aidememoire.vault.folder import Folder
    from aidememoire.vocabulary.messages import _, plural, speaking

    with speaking(lang):
        folder = Folder.here()
        folder.id()
        words = passphrase.asked(_("Passphrase:"), from_stdin=from_stdin)
        with working(_("Unlocking")):
            agent.start(folder, words, as_it_is=as_it_is)
        client = Client(folder)
        name = client.status().person.name
        client.close()
        told(
            plural(
                "The vault is unlocked for {name}. It locks itself after {n} idle minute.",
                "The vault is unlocked for {name}. It locks itself after {n} idle minutes.",
                int(IDLE // 60),
                name=name,
            )
        )
