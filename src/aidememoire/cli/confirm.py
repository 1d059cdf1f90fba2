"""How do I confirm, as the second person, what somebody did alone that takes two?"""

from __future__ import annotations

import click

from aidememoire.cli._options import language_option, place_argument


@click.command("confirm")
@place_argument
@click.argument("entry", metavar="ENTRY")
@language_option
def command(place: str, entry: str, lang: str) -> None:
    """Sign what log shows as not confirmed: a RED clearance, or a label lowered. It takes a lead or the mandator."""
    from aidememoire.cli._printing import told
    from aidememoire.cli._vaults import desk_of
    from aidememoire.ledger import acts
    from aidememoire.ledger.acts.confirm import unconfirmed
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang), desk_of(place) as desk:
        meant = [one.entry for one in unconfirmed(desk) if one.entry.startswith(entry)]
        desk.do(acts.confirm(desk, meant[0] if len(meant) == 1 else entry))
        told(_("It is confirmed."))
