"""How does the office say that it can restore the whole? By restoring it, and one line to send to the traveller."""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option, stdin_option
from aidememoire.cli._secrets import recovery_option


@click.command("confirm")
@click.argument("sealed", type=click.Path(path_type=Path), metavar="BACKUP")
@recovery_option
@stdin_option
@language_option
def command(sealed: Path, recovery: Path | None, from_stdin: bool, lang: str) -> None:
    """Restore the sealed whole on trial, with the office's recovery words, and print the office's line."""
    from aidememoire.cli import _secrets
    from aidememoire.cli._printing import working
    from aidememoire.vault import travel
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        secret = _secrets.recovery(from_stdin=from_stdin, file=recovery)
        with working(_("Restoring into a fresh place, and comparing")):
            line = travel.confirm(sealed, secret)
        click.echo(line)
