"""How do I take back what was done? Any act, however old, by another act; undoing that does it over."""

from __future__ import annotations

import click

from aidememoire.cli._options import language_option, place_argument, why_option


@click.command("undo")
@place_argument
@click.argument("act", metavar="[ACT]", required=False)
@why_option
@language_option
def command(place: str, act: str | None, why: str | None, lang: str) -> None:
    """Take an act back: the one whose id begins as ACT, as log shows it, else the latest.

    What was changed since in other fields stays. Where the same field was changed since, nothing is undone and you are
    told where. A purge cannot be taken back.
    """
    from aidememoire.cli._histories import SHORT, the_act
    from aidememoire.cli._printing import told
    from aidememoire.cli._vaults import desk_of
    from aidememoire.ledger import acts
    from aidememoire.vocabulary.messages import plural, speaking

    with speaking(lang), desk_of(place) as desk:
        meant = the_act(desk, act)
        made = acts.undo(desk, meant, why=why)
        batch = desk.do(made)
        told(
            plural(
                "Act {act} is taken back: {n} record. That was act {by}.",
                "Act {act} is taken back: {n} records. That was act {by}.",
                len(made.entries),
                act=meant[:SHORT],
                by=batch[:SHORT],
            )
        )
