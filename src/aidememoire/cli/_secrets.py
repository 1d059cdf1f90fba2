"""How does a command come by words that nobody else may see? From the terminal, or from standard input; never else."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from aidememoire.vault import passphrase
from aidememoire.vault.openers import OwnPassphrase, Secret
from aidememoire.vault.recovery import RecoverySecret
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import Message, _, text_of


def new_passphrase(called: Message, *, from_stdin: bool) -> str:
    """Return a new passphrase: made here, shown once and typed back; or one that a script made, from its input."""
    if from_stdin:
        return passphrase.long_enough(passphrase.asked(called, from_stdin=True))
    if not sys.stdin.isatty():
        return passphrase.asked(called)
    words = passphrase.generated()
    click.echo(text_of(_("{called}, shown this once: {words}", called=called, words=words)))
    for _try in range(TRIES):
        if passphrase.is_typed_back(passphrase.asked(_("Type it back:")), words):
            click.clear()
            return words
        click.echo(text_of(_("That is not it. Once more:")), err=True)
    raise InputError(_("The passphrase was not typed back. Nothing was made."))


TRIES = 5


def recovery(*, from_stdin: bool, file: Path | None = None) -> RecoverySecret:
    """Return the office's secret: of its twelve words, or of the file that holds them under a passphrase."""
    if file is None:
        return RecoverySecret.from_words(passphrase.asked(_("Recovery words:"), from_stdin=from_stdin))
    try:
        sealed = file.read_bytes()
    except OSError as trouble:
        raise InputError(_("{path} cannot be read: {why}.", path=str(file), why=trouble.strerror or "")) from None
    return RecoverySecret.from_file(sealed, passphrase.asked(_("Passphrase of the file:"), from_stdin=from_stdin))


def opener(*, from_stdin: bool, file: Path | None, own: bool) -> Secret:
    """Return what opens a backup: the office's secret, or the passphrase of whoever chose that it opens it, too."""
    if own and file is not None:
        raise click.UsageError("Either --own-passphrase opens the backup, or the recovery words in a file.")
    if own:
        return OwnPassphrase(passphrase.asked(_("Passphrase:"), from_stdin=from_stdin))
    return recovery(from_stdin=from_stdin, file=file)


own_option = click.option(
    "--own-passphrase",
    "own",
    is_flag=True,
    help="Your own passphrase instead of the recovery words; only for a backup made so.",
)
recovery_option = click.option(
    "--recovery",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file that holds the recovery words, instead of the words themselves.",
)
