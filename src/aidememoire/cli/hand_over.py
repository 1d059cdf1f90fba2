"""How does a dossier pass to whoever comes after? They lead it with all that you hold, and you leave or stay."""

from __future__ import annotations

import click

from aidememoire.cli._options import language_option, place_argument


@click.command("hand-over")
@place_argument
@click.argument("person", metavar="PERSON")
@click.option("--why", required=True, metavar="TEXT", help="The reason; it stands in the history.")
@click.option("--leave", is_flag=True, help="Your own part ends with it: you will not see this dossier any more.")
@language_option
def command(place: str, person: str, why: str, leave: bool, lang: str) -> None:
    """Hand the lead of a dossier to somebody: FILE.card, which they write with vault card, or a name known here.

    It cannot be undone: the keys are in their hands. Where you led up to RED it stands as not confirmed until a second
    person says confirm. Whoever takes over renews the keys with revoke --renew if you leave.
    """
    from aidememoire.cli._people import compare, person_meant
    from aidememoire.cli._printing import told
    from aidememoire.cli._vaults import at_desk
    from aidememoire.ledger import acts
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang), at_desk(place) as (client, desk):
        successor = person_meant(person, client, desk)
        desk.do(acts.hand_over(desk, successor, why=why, leave=leave))
        told(_("{name} leads this dossier from now on.", name=successor.name))
        compare([(person, successor)])
