"""How did a promise end? By what somebody saw of it; the promise itself stays as it was given."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from aidememoire.cli._options import Day, json_option, language_option, place_argument, why_option


@click.command("settle")
@place_argument
@click.argument("commitment", metavar="COMMITMENT")
@click.argument("outcome", metavar="OUTCOME")
@click.option("--on", "observed_on", type=Day(), help="The day on which it was seen (default: today).")
@click.option("--words", metavar="TEXT", help="What was seen.")
@click.option("--reported-by", metavar="ACTOR", help="Who saw it.")
@click.option("--firsthand/--hearsay", default=None, help="Whether they saw it themselves.")
@click.option("--reliability", metavar="A-F", help="How far they have been right before.")
@click.option("--credibility", metavar="1-6", help="How likely this statement itself is.")
@click.option("--stakes", metavar="1-5", type=click.IntRange(1, 5), help="How much hung on it: 1 little to 5 lives.")
@click.option("--cited", multiple=True, metavar="SOURCE", help="The id of a source that says so.")
@click.option("--label", metavar="TLP", help="The label of what was seen (default: that of what it names).")
@why_option
@json_option
@language_option
def command(
    place: str,
    commitment: str,
    outcome: str,
    observed_on: date | None,
    cited: tuple[str, ...],
    label: str | None,
    why: str | None,
    as_json: bool,
    lang: str,
    **seen: Any,
) -> None:
    """Record what came of a commitment. OUTCOME is kept, partly, broken, overtaken or "cannot tell".

    Where several saw different things, all of it stays and the commitment is disputed.
    """
    from aidememoire.cli._acting import act
    from aidememoire.cli._options import label_named
    from aidememoire.cli._vaults import desk_of
    from aidememoire.ledger import acts
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang), desk_of(place) as desk:
        told = {name: value for name, value in seen.items() if value is not None}
        if cited:
            told["evidence"] = [{"cited": source} for source in cited]
        if (handling := label_named(label)) is not None:
            told["handling"] = handling.level
        made = acts.settle(
            desk, commitment, outcome=outcome, observed_on=observed_on or date.today(), why=why, **told
        )  # fmt: skip
        act(desk, made, _("Settled: {name}", name=desk.dossier.called(commitment)), place=place, as_json=as_json)
