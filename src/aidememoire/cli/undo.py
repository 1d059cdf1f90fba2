"""How is an act taken back? Whole, however old; undoing that again does it over."""

from __future__ import annotations

import click

from aidememoire.cli._options import language_option
from aidememoire.cli._vault import place_argument, why_option


@click.command("undo")
@place_argument
@click.argument("batch", metavar="ACT")
@why_option
@language_option
def command(place: str, batch: str, why: str | None, lang: str) -> None:
    """Take an act back by the beginning of its id, as log shows it. What was changed since is not touched."""
    from aidememoire.cli._vault import desk, say
    from aidememoire.ledger import acts
    from aidememoire.vocabulary.errors import InputError
    from aidememoire.vocabulary.messages import _, plural, speaking

    with speaking(lang):
        at = desk(place)
        found = [one for one in at.view.batches if one.id.startswith(batch)] if len(batch) >= 4 else []
        if len(found) != 1:
            raise InputError(_("{batch} is not the beginning of one act. Look it up with: log.", batch=batch))
        at.do(acts.undo(at, found[0].id, why=why))
        n = len(found[0].records)
        say(
            plural("Taken back: {n} record is as it was before.", "Taken back: {n} records are as they were before.", n)
        )
