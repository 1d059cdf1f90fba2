"""Whose part in a dossier ends? At once; and what is written from then on has keys that they never had."""

from __future__ import annotations

import click

from aidememoire.cli._options import language_option, place_argument, why_option


@click.command("revoke")
@place_argument
@click.argument("person", metavar="[PERSON]", required=False)
@click.option("--compartment", metavar="NAME", default="", help="Only this compartment; the rest of the part stays.")
@click.option("--renew", is_flag=True, help="Instead: renew the keys that somebody who left still knows.")
@why_option
@language_option
def command(place: str, person: str | None, compartment: str, renew: bool, why: str | None, lang: str) -> None:
    """End somebody's part in a dossier, or in one compartment of it.

    What they read before, and copies that they have, stay with them.
    """
    from aidememoire.cli._people import person_meant
    from aidememoire.cli._printing import told
    from aidememoire.cli._vaults import at_desk
    from aidememoire.ledger import acts
    from aidememoire.ledger.acts.revoke import renew as renewed
    from aidememoire.ledger.acts.revoke import waiting_for_keys
    from aidememoire.vocabulary.messages import _, plural, speaking

    if renew == (person is not None):
        raise click.UsageError("Say whose part ends, or --renew.")
    with speaking(lang), at_desk(place) as (client, desk):
        if person is None:
            waiting = [name for name in waiting_for_keys(desk) if not compartment or name == compartment]
            for name in waiting:
                desk.do(renewed(desk, name))
            told(plural("{n} key is renewed.", "{n} keys are renewed.", len(waiting)))
            return
        member = person_meant(person, client, desk)
        desk.do(acts.revoke(desk, member.id, compartment=compartment, why=why))
        told(
            _(
                "The part of {name} in {place} has ended. Send the others a bundle, so that they know.",
                name=member.name,
                place=place,
            )
        )
