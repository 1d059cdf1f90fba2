"""What did two people change without knowing of each other, and which version holds?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from aidememoire.cli._options import json_option, language_option
from aidememoire.cli._vault import place_argument, why_option

if TYPE_CHECKING:
    from aidememoire.ledger.view import Clash, View


@click.command("clashes")
@place_argument
@click.argument("record", metavar="[RECORD", required=False)
@click.argument("field", metavar="FIELD]", required=False)
@click.option("--choose", type=click.IntRange(1), metavar="N", help="Which of the listed values holds.")
@click.option("--value", metavar="TEXT", help="Another value that holds.")
@why_option
@json_option
@language_option
def command(
    place: str,
    record: str | None,
    field: str | None,
    choose: int | None,
    value: str | None,
    why: str | None,
    as_json: bool,
    lang: str,
) -> None:
    """List what stands open between two versions; with RECORD, FIELD and a choice, decide it. Both stay known."""
    from aidememoire.cli._printing import print_json
    from aidememoire.cli._vault import desk, say
    from aidememoire.ledger import acts
    from aidememoire.vocabulary.errors import InputError
    from aidememoire.vocabulary.messages import _, speaking, text_of

    with speaking(lang):
        at = desk(place)
        open_now = [one for one in at.view.clashes if record in (None, one.record) and field in (None, one.field)]
        if choose is None and value is None:
            if as_json:
                print_json([_plain(one, at.view) for one in open_now])
                return
            for one in open_now:
                _print(one, at.view)
            if not open_now:
                click.echo(text_of(_("Nothing stands open.")))
            return
        if len(open_now) != 1 or record is None:
            raise InputError(_("Name one RECORD and one FIELD that stands open. List them with: clashes."))
        (clash,) = open_now
        if choose is not None and choose > len(clash.values):
            raise InputError(_("There are {n} values to choose from.", n=len(clash.values)))
        chosen = clash.values[choose - 1][0] if choose is not None else value
        at.do(acts.resolve(at, clash, chosen, why=why))
        say(_("Decided: {field} of {record}.", field=clash.field, record=clash.record))


def _print(clash: Clash, view: View) -> None:
    click.echo(f"{clash.record} {clash.field}")
    for number, (value, _entry, by, at) in enumerate(clash.values, 1):
        click.echo(f"  {number}  {value}  ({view.people.get(by, by[:8])}, {at.utc:%Y-%m-%d %H:%M})")


def _plain(clash: Clash, view: View) -> dict[str, Any]:
    values = [
        {"value": value, "entry": entry, "by": by, "by_name": view.people.get(by), "at": str(at)}
        for value, entry, by, at in clash.values
    ]
    return {"record": clash.record, "field": clash.field, "base": clash.base, "values": values}
