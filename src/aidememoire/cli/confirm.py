"""What did somebody do alone that takes two people, and do I confirm it?"""

from __future__ import annotations

import click

from aidememoire.cli._options import json_option, language_option
from aidememoire.cli._vault import place_argument


@click.command("confirm")
@place_argument
@click.argument("entry", metavar="[ENTRY]", required=False)
@json_option
@language_option
def command(place: str, entry: str | None, as_json: bool, lang: str) -> None:
    """Without ENTRY, list RED clearances given and labels lowered by one person alone. With it, confirm one."""
    from aidememoire.cli._printing import print_json
    from aidememoire.cli._vault import desk, say
    from aidememoire.ledger import acts
    from aidememoire.ledger.acts.confirm import unconfirmed
    from aidememoire.vocabulary.errors import InputError
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        at = desk(place)
        alone = unconfirmed(at)
        if entry is None:
            people = at.view.people
            if as_json:
                print_json(
                    [
                        {
                            "entry": one.entry,
                            "what": one.what,
                            "about": one.about,
                            "by": one.by,
                            "at": str(one.at),
                            "why": one.why,
                        }
                        for one in alone
                    ]
                )
                return
            for one in alone:
                about = people.get(one.about, one.about)
                click.echo(f"{one.entry[:16]}  {one.what}  {about}  {people.get(one.by, one.by[:8])}  {one.why}")
            if not alone:
                say(_("Nothing waits for a second person."))
            return
        found = [one for one in alone if one.entry.startswith(entry)] if len(entry) >= 12 else []
        if len(found) != 1:
            raise InputError(_("There is nothing here to confirm under {id}.", id=entry))
        at.do(acts.confirm(at, found[0].entry))
        say(_("Confirmed."))
