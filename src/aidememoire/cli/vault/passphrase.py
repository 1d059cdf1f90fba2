"""How do I get another passphrase? The old one opens nothing any more; backups made before keep the old one."""

from __future__ import annotations

import click

from aidememoire.cli._options import language_option, stdin_option


@click.command("passphrase")
@stdin_option
@language_option
def command(from_stdin: bool, lang: str) -> None:
    """Seal your keys under a new passphrase. The vault is unlocked, with the old one."""
    from aidememoire.cli._printing import told, working
    from aidememoire.cli._secrets import new_passphrase
    from aidememoire.cli._vaults import client_here
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang), client_here() as client:
        words = new_passphrase(_("Your new passphrase"), from_stdin=from_stdin)
        with working(_("Sealing your keys")):
            client.change_passphrase(words)
        told(_("From now on only the new passphrase opens the vault for you."))
