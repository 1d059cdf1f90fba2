"""Whose part in a dossier ends, as of now?"""

from __future__ import annotations

import click

from aidememoire.cli._options import language_option
from aidememoire.cli._vault import place_argument, why_option


@click.command("revoke")
@place_argument
@click.argument("person", metavar="PERSON")
@click.option("--compartment", default="", metavar="NAME", help="Only their part in one compartment.")
@why_option
@language_option
def command(place: str, person: str, compartment: str, why: str | None, lang: str) -> None:
    """End somebody's part, by name or fingerprint. New keys are given to those who stay; what was read stays read."""
    from aidememoire.cli._vault import desk, member, say
    from aidememoire.ledger import acts
    from aidememoire.ledger.acts.revoke import waiting_for_keys
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        at = desk(place)
        who = member(at, person)
        at.do(acts.revoke(at, who, compartment=compartment, why=why))
        say(_("The part of {name} has ended, and the keys are renewed.", name=at.view.people[who]))
        if waiting := waiting_for_keys(at):
            say(_("Somebody who holds them must renew the keys of: {compartments}", compartments=waiting))
