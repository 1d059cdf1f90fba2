"""How does somebody else of this machine get to unlock the vault? With a passphrase of their own."""

from __future__ import annotations

import click

from aidememoire.cli._options import language_option, stdin_option


@click.command("enrol")
@click.argument("name", metavar="NAME")
@click.option("--auditor", is_flag=True, help="They may read the audit, too.")
@stdin_option
@language_option
def command(name: str, auditor: bool, from_stdin: bool, lang: str) -> None:
    """Let another person unlock this vault. That alone shows them no dossier: grant them a part in one.

    They sit down here, and the passphrase is shown to them alone.
    """
    from aidememoire.cli._printing import told, working
    from aidememoire.cli._secrets import new_passphrase
    from aidememoire.cli._vaults import client_here
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang), client_here() as client:
        words = new_passphrase(_("The passphrase of {name}", name=name), from_stdin=from_stdin)
        with working(_("Sealing their keys")):
            client.enrol(name, words, auditor=auditor)
        told(_("{name} may unlock this vault. Grant a part in a dossier with: grant @SLUG {name}", name=name))
