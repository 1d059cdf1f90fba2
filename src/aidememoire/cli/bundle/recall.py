"""How do I ask a partner to destroy what I sent? It asks; it cannot force."""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option
from aidememoire.cli._vault import place_argument


@click.command("recall")
@place_argument
@click.argument("records", metavar="RECORD...", nargs=-1, required=True)
@click.option(
    "--for", "cards", type=click.Path(path_type=Path), multiple=True, required=True, metavar="CARD", help="Who has it."
)
@click.option("--to", "file", type=click.Path(path_type=Path), required=True, help="FILE.recall")
@click.option("--bundle", default="", metavar="ID", help="The bundle with which it went.")
@click.option("--why", required=True, metavar="TEXT", help="Why it must go.")
@language_option
def command(
    place: str, records: tuple[str, ...], cards: tuple[Path, ...], file: Path, bundle: str, why: str, lang: str
) -> None:
    """Write a signed request to destroy records, sealed to whoever has them."""
    from aidememoire.cli._vault import desk, person, put
    from aidememoire.ledger import bundles
    from aidememoire.vocabulary.messages import speaking

    with speaking(lang):
        put(file, bundles.recall(desk(place), bundle, [person(card) for card in cards], records, why=why))
