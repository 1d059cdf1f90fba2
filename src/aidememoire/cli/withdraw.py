"""How does a record leave a dossier? It is withdrawn: its history stays, and it can come back."""

from __future__ import annotations

import click

from aidememoire.cli._options import json_option, language_option, place_argument, why_option


@click.command("withdraw")
@place_argument
@click.argument("records", metavar="RECORD...", nargs=-1, required=True)
@why_option
@json_option
@language_option
def command(place: str, records: tuple[str, ...], why: str | None, as_json: bool, lang: str) -> None:
    """Withdraw records. What others still name is withdrawn together with those, or not at all."""
    from aidememoire.cli._acting import act
    from aidememoire.cli._vaults import desk_of
    from aidememoire.ledger import acts
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang), desk_of(place) as desk:
        made = acts.withdraw(desk, *records, why=why)
        act(desk, made, _("Withdrawn: {records}", records=records), place=place, as_json=as_json)
