"""What is to be destroyed, and how is it destroyed for good?"""

from __future__ import annotations

from typing import Any

import click

from aidememoire.cli._options import as_of_option, json_option, language_option
from aidememoire.cli._vault import place_argument


@click.command("purge")
@place_argument
@click.argument("records", metavar="[RECORD]...", nargs=-1)
@click.option("--yes-destroy-it", "sure", is_flag=True, help="Say that you mean it.")
@as_of_option
@json_option
@language_option
def command(place: str, records: tuple[str, ...], sure: bool, as_of: Any, as_json: bool, lang: str) -> None:
    """Without RECORD, list what was to be kept until today. With it, destroy its key: no history, no undo."""
    from datetime import date

    from aidememoire.cli._printing import print_json
    from aidememoire.cli._vault import desk, say
    from aidememoire.ledger import acts
    from aidememoire.ledger.acts.purge import due
    from aidememoire.vocabulary.errors import InputError
    from aidememoire.vocabulary.messages import _, plural, speaking

    with speaking(lang):
        at = desk(place)
        if not records:
            waiting = due(at, as_of or date.today())
            if as_json:
                print_json(
                    [{"record": one.record, "kind": one.kind, "keep_until": str(one.keep_until)} for one in waiting]
                )
                return
            for one in waiting:
                click.echo(f"{one.keep_until}  {one.kind}  {one.record}")
            if not waiting:
                say(_("Nothing is to be destroyed."))
            return
        made = acts.purge(at, *records)
        if not sure:
            raise InputError(_("Nothing is destroyed yet; there is no undo. To do it, add --yes-destroy-it."))
        at.do(made)
        say(plural("{n} record is destroyed.", "{n} records are destroyed.", len(records)))
