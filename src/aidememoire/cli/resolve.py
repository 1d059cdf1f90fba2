"""Which of the values that clash shall stand? A person decides; the others stay in the history."""

from __future__ import annotations

from typing import Any

import click

from aidememoire.cli._options import language_option, place_argument, why_option


@click.command("resolve")
@place_argument
@click.argument("record", metavar="RECORD")
@click.argument("field", metavar="FIELD")
@click.option("--choose", type=click.IntRange(1), metavar="CHOICE", help="The number of a value, as clashes shows it.")
@click.option("--value", metavar="VALUE", help="Another value instead of those.")
@why_option
@language_option
def command(
    place: str, record: str, field: str, choose: int | None, value: str | None, why: str | None, lang: str
) -> None:
    """Decide a clash for one of its values, or for another. For the header of the dossier RECORD is a dot.

    The field withdrawn is yes or no; for the field id, the value is the id that the record shall have.
    """
    from aidememoire.cli._histories import SHORT
    from aidememoire.cli._printing import told
    from aidememoire.cli._vaults import desk_of
    from aidememoire.ledger import acts
    from aidememoire.vocabulary.errors import InputError
    from aidememoire.vocabulary.messages import _, speaking

    if (choose is None) == (value is None):
        raise click.UsageError("Say which value shall stand: --choose CHOICE, or --value VALUE.")
    with speaking(lang), desk_of(place) as desk:
        slug = "" if record == "." else record
        open_here = {(clash.record, clash.field): clash for clash in desk.view.clashes}
        clash = open_here.get((slug, field))
        if clash is None:
            raise InputError(
                _(
                    "No clash is open on {field} of {record}. See: clashes {place}",
                    field=field,
                    record=record,
                    place=place,
                )
            )
        if choose is not None and choose > len(clash.values):
            raise InputError(_("There are {n} choices. See: clashes {place}", n=len(clash.values), place=place))
        chosen: Any = clash.values[choose - 1][0] if choose is not None else _typed(field, value or "")
        batch = desk.do(acts.resolve(desk, clash, chosen, why=why))
        told(_("{record}: {field} is decided. That was act {by}.", record=record, field=field, by=batch[:SHORT]))


def _typed(field: str, value: str) -> Any:
    if field != "withdrawn":
        return value
    from aidememoire.vocabulary.errors import InputError
    from aidememoire.vocabulary.messages import _

    if value not in ("yes", "no"):
        raise InputError(_("A record is withdrawn or not: write yes or no."))
    return value == "yes"
