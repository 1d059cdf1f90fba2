"""How do I get another passphrase, also when I forgot mine? The old one opens nothing any more; backups keep it."""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option, stdin_option
from aidememoire.cli._secrets import recovery_option


@click.command("passphrase")
@click.option("--office", "name", metavar="NAME", help="For NAME, who forgot theirs, with the office's recovery words.")
@recovery_option
@stdin_option
@language_option
def command(name: str | None, recovery: Path | None, from_stdin: bool, lang: str) -> None:
    """Seal your keys under a new passphrase. The vault is unlocked, with the old one.

    With --office nobody need have unlocked it: you are asked for the recovery words out of the envelope, and then NAME
    gets a new passphrase. That the office did it stands in the audit.
    """
    from aidememoire.cli._printing import told, working
    from aidememoire.cli._secrets import new_passphrase
    from aidememoire.cli._vaults import client_here
    from aidememoire.vocabulary.messages import _, speaking

    if recovery is not None and name is None:
        raise click.UsageError("--recovery is for the office: say whose passphrase is forgotten with --office NAME.")
    with speaking(lang):
        if name is not None:
            _by_office(name, recovery, from_stdin=from_stdin)
            return
        with client_here() as client:
            words = new_passphrase(_("Your new passphrase"), from_stdin=from_stdin)
            with working(_("Sealing your keys")):
                client.change_passphrase(words)
        told(_("From now on only the new passphrase opens the vault for you."))


def _by_office(name: str, recovery: Path | None, *, from_stdin: bool) -> None:
    from aidememoire.cli import _secrets
    from aidememoire.cli._printing import told, working
    from aidememoire.vault import opened
    from aidememoire.vault.folder import Folder
    from aidememoire.vocabulary.messages import _

    folder = Folder.here()
    folder.id()
    secret = _secrets.recovery(from_stdin=from_stdin, file=recovery)
    words = _secrets.new_passphrase(_("The passphrase of {name}", name=name), from_stdin=from_stdin)
    with working(_("Sealing their keys")):
        person = opened.new_passphrase(folder, secret, name, words)
    told(_("From now on only the new passphrase opens the vault for {name}.", name=person.name))
