"""How do others seal something to me? With my card: the public halves of my keys."""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option


@click.command("card")
@click.option("--to", "file", type=click.Path(path_type=Path), required=True, help="FILE.card")
@language_option
def command(file: Path, lang: str) -> None:
    """Write your card. It is no secret; whoever gets it compares the words with you by another way."""
    import json

    from aidememoire.cli._vault import client, put, say
    from aidememoire.ledger.people import words
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        me = client().keyring.me
        put(file, json.dumps(me.written(), ensure_ascii=False, indent=1).encode() + b"\n")
        say(_("Your words, to compare on the telephone: {words}", words=words(me.id)))
