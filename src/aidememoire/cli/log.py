"""What was done in a dossier, by whom, when and why? Latest first."""

from __future__ import annotations

from typing import Any

import click

from aidememoire.cli._options import json_option, known_at_option, language_option
from aidememoire.cli._vault import place_argument


@click.command("log")
@place_argument
@click.option("--most", type=click.IntRange(1), default=20, show_default=True, help="How many acts.")
@known_at_option
@json_option
@language_option
def command(place: str, most: int, known_at: Any, as_json: bool, lang: str) -> None:
    """List the acts that changed a dossier, as far as you may see what they changed."""
    from aidememoire.cli._printing import print_json
    from aidememoire.cli._vault import desk
    from aidememoire.vocabulary.messages import _, speaking, text_of

    with speaking(lang):
        view = desk(place, known_at).view
        batches = view.batches[:most]
        if as_json:
            print_json(
                [
                    {
                        "batch": batch.id,
                        "at": str(batch.at),
                        "by": batch.by,
                        "by_name": view.people.get(batch.by),
                        "why": batch.why,
                        "records": list(batch.records),
                    }
                    for batch in batches
                ]
            )
            return
        for batch in batches:
            records = ", ".join(batch.records[:6]) + (" …" if len(batch.records) > 6 else "")
            why = f" · {batch.why}" if batch.why else ""
            who = view.people.get(batch.by, batch.by[:8])
            click.echo(f"{batch.id[:12]}  {batch.at.utc:%Y-%m-%d %H:%M}  {who}  {records}{why}")
        if not batches:
            click.echo(text_of(_("Nothing was done in this dossier yet.")))
