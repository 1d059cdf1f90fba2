"""How do I make a vault? It gives you a passphrase, and twelve recovery words for the office's envelope."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from aidememoire.cli._options import language_option, stdin_option


@click.command("init")
@click.argument("name", metavar="[NAME]", required=False)
@stdin_option
@click.option(
    "--recovery-to",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the recovery words to a file under a passphrase of its own, instead of showing them.",
)
@language_option
def command(name: str | None, from_stdin: bool, recovery_to: Path | None, lang: str) -> None:
    """Make the vault of this account, for NAME: what others read beside your acts. A post or a pseudonym will do.

    Without NAME you are asked for it.

    The passphrase is made for you, seven words, and shown once; you type it back. The recovery words open everything
    without you: write them down twice, for two sealed envelopes at the office, and never keep them on a device.
    """
    from aidememoire.cli._printing import told, warned, working
    from aidememoire.cli._secrets import new_passphrase
    from aidememoire.vault import opened
    from aidememoire.vault.folder import Folder, write_whole
    from aidememoire.vocabulary.errors import InputError
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        folder = Folder.here()
        folder.free()
        name = _name() if name is None else name
        name = opened.shown_name(name)
        if recovery_to is not None and recovery_to.exists():
            raise InputError(_("{path} is already there; choose another name.", path=str(recovery_to)))
        passphrase = new_passphrase(_("Your passphrase"), from_stdin=from_stdin)
        other = new_passphrase(_("The passphrase of the recovery file"), from_stdin=from_stdin) if recovery_to else ""
        with working(_("Making the vault")):
            secret = opened.make(folder, name, passphrase)
            if recovery_to is not None:
                write_whole(recovery_to, secret.sealed(other))
        told(_("The vault is made in {folder}.", folder=str(folder.path)))
        if recovery_to is None:
            told(_("Recovery words, shown this once: {words}", words=secret.words))
            warned(_("Write them down twice, for two sealed envelopes at the office; then clear this screen."))
        else:
            told(_("{path} holds the recovery words, under the passphrase of its own.", path=str(recovery_to)))
        told(
            _("Only the recovery words open a backup. Whoever has no office to keep them uses: backup --own-passphrase")
        )
        told(_("Next: aidememoire vault unlock"))


def _name() -> str:
    from aidememoire.vocabulary.messages import _, text_of

    if not sys.stdin.isatty():
        raise click.UsageError("Say for whom: vault init NAME.")
    return str(click.prompt(text_of(_("Your name, as others shall read it beside what you did"))))
