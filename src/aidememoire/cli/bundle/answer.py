"""A partner asks to destroy what they sent. What would go, and what do they get for it?"""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option
from aidememoire.cli._vault import place_argument


@click.command("answer")
@click.argument("file", type=click.Path(path_type=Path), metavar="RECALL")
@place_argument
@click.option(
    "--receipt", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The signed receipt to send."
)
@click.option("--yes-destroy-it", "sure", is_flag=True, help="Say that you mean it.")
@language_option
def command(file: Path, place: str, receipt: Path, sure: bool, lang: str) -> None:
    """Destroy what a partner asks back, and write the signed receipt for them."""
    from aidememoire.cli._vault import desk, put, read, say
    from aidememoire.ledger import bundles
    from aidememoire.vocabulary.errors import InputError
    from aidememoire.vocabulary.messages import _, plural, speaking

    with speaking(lang):
        at = desk(place)
        made, signed = bundles.answer(read(file), at)
        if not sure:
            raise InputError(_("Nothing is destroyed yet; there is no undo. To do it, add --yes-destroy-it."))
        at.do(made)
        put(receipt, signed)
        say(plural("{n} record is destroyed.", "{n} records are destroyed.", len(made.drop_keys)))
