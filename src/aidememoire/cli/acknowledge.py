"""How do I take on a mandate? Until its holder does, it binds nobody."""

from __future__ import annotations

from datetime import date

import click

from aidememoire.cli._options import Day, json_option, language_option, place_argument, why_option


@click.command("acknowledge")
@place_argument
@click.argument("mandate", metavar="MANDATE")
@click.option("--on", "day", type=Day(), help="The day on which it was taken on (default: today).")
@why_option
@json_option
@language_option
def command(place: str, mandate: str, day: date | None, why: str | None, as_json: bool, lang: str) -> None:
    """Record that the holder of a mandate accepts it as it stands."""
    from aidememoire.cli._acting import act
    from aidememoire.cli._vaults import desk_of
    from aidememoire.ledger import acts
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang), desk_of(place) as desk:
        made = acts.acknowledge(desk, mandate, acknowledged_on=day or date.today(), why=why)
        act(desk, made, _("Acknowledged: {name}", name=desk.dossier.called(mandate)), place=place, as_json=as_json)
