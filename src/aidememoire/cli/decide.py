"""How is a dilemma decided, against whose dissent, and when is the decision looked at again?"""

from __future__ import annotations

from datetime import date

import click

from aidememoire.cli._options import Day, json_option, language_option, place_argument, why_option


@click.command("decide")
@place_argument
@click.argument("dilemma", metavar="DILEMMA")
@click.argument("decision", metavar="DECISION")
@click.option("--review-on", type=Day(), required=True, help="The day on which the decision is looked at again.")
@click.option("--on", "decided_on", type=Day(), help="The day of the decision (default: today).")
@click.option("--by", "decided_by", metavar="ACTOR", help="Who decided.")
@click.option("--dissent", metavar="TEXT", help="Who was against it and why; added to what was dissented before.")
@click.option("--crosses", multiple=True, metavar="LIMIT", help="A limit that the decision crosses.")
@click.option("--crosses-none", is_flag=True, help="Say that it crosses no red line.")
@why_option
@json_option
@language_option
def command(
    place: str,
    dilemma: str,
    decision: str,
    review_on: date,
    decided_on: date | None,
    decided_by: str | None,
    dissent: str | None,
    crosses: tuple[str, ...],
    crosses_none: bool,
    why: str | None,
    as_json: bool,
    lang: str,
) -> None:
    """Decide a dilemma, in words. Where red lines stand on its issue, say which the decision crosses, or none.

    What crosses a red line only the mandator can decide.
    """
    from aidememoire.cli._acting import act
    from aidememoire.cli._vaults import desk_of
    from aidememoire.ledger import acts
    from aidememoire.vocabulary.messages import _, speaking

    if crosses and crosses_none:
        raise click.UsageError("--crosses names a limit, and --crosses-none says that there is none.")
    with speaking(lang), desk_of(place) as desk:
        made = acts.decide(
            desk,
            dilemma,
            decision=decision,
            decided_on=decided_on or date.today(),
            review_on=review_on,
            decided_by=decided_by,
            dissent=dissent,
            crosses=crosses if crosses or crosses_none else None,
            why=why,
        )
        act(desk, made, _("Decided: {name}", name=desk.dossier.called(dilemma)), place=place, as_json=as_json)
