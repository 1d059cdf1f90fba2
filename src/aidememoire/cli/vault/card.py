"""What do I give to others so that they can seal something to me, or grant me a part? A card with your public keys."""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option


@click.command("card")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.card")
@click.option("--force", is_flag=True, help="Replace FILE where it is already there.")
@language_option
def command(file: Path, force: bool, lang: str) -> None:
    """Write your card: your name here and the public halves of your keys. It is no secret, but must not be exchanged.

    Whoever gets it compares the words shown with you, by voice or face to face.
    """
    from aidememoire.cli._people import ENDING, card_of
    from aidememoire.cli._printing import told
    from aidememoire.cli._vaults import bundle_file, client_here
    from aidememoire.ledger.people import words
    from aidememoire.vocabulary.errors import InputError
    from aidememoire.vocabulary.files.native import replaced
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang), client_here() as client:
        if file.suffix != ENDING:
            raise InputError(_("The name of a card ends in .card."))
        bundle_file(file, force=force)
        me = client.keyring.me
        replaced(file, lambda put: put(card_of(me).encode()))
        told(_("{path} is your card. Its words: {words}", path=str(file), words=words(me.id)))
