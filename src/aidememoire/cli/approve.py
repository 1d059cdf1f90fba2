"""How does a mandator approve a mandate? By an act of their own; a change of its terms takes another one."""

from __future__ import annotations

from datetime import date

import click

from aidememoire.cli._options import Day, json_option, language_option, place_argument, why_option


@click.command("approve")
@place_argument
@click.argument("mandate", metavar="MANDATE")
@click.option("--since", type=Day(), help="The day from which on it may be used (default: today).")
@why_option
@json_option
@language_option
def command(place: str, mandate: str, since: date | None, why: str | None, as_json: bool, lang: str) -> None:
    """Approve the terms of a mandate as they stand. It takes the mandator; it binds once its holder acknowledges it."""
    from aidememoire.cli._acting import act
    from aidememoire.cli._vaults import desk_of
    from aidememoire.ledger import acts
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang), desk_of(place) as desk:
        made = acts.approve(desk, mandate, since=since or date.today(), why=why)
        act(desk, made, _("Approved: {name}", name=desk.dossier.called(mandate)), place=place, as_json=as_json)
