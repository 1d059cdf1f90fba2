"""What was done in a dossier of the vault, by whom, when and why? The latest first."""

from __future__ import annotations

from typing import Any

import click

from aidememoire.cli._options import json_option, known_at_option, language_option, place_argument


@click.command("log")
@place_argument
@click.option("--most", type=click.IntRange(1), default=20, show_default=True, help="How many acts are listed.")
@known_at_option
@json_option
@language_option
def command(place: str, most: int, known_at: Any, as_json: bool, lang: str) -> None:
    """List the acts of a dossier as far as you may see what they changed; each can be taken back with undo.

    Below stands what somebody did alone that takes two people, until a second one confirms it.
    """
    from aidememoire.cli._histories import at, brief
    from aidememoire.cli._printing import show_rows, told
    from aidememoire.cli._vaults import desk_of
    from aidememoire.ledger.acts.confirm import unconfirmed
    from aidememoire.vocabulary.findings import Row
    from aidememoire.vocabulary.messages import _, plural, speaking

    columns = {"at": _("When"), "by_name": _("By"), "act": _("Act"), "records": _("Records"), "why": _("Why")}
    with speaking(lang), desk_of(place, known_at) as desk:
        people, batches = desk.view.people, desk.view.batches
        rows = [
            Row(act=one.id, at=at(one.at), by=one.by, by_name=people.get(one.by), records=one.records, why=one.why)
            for one in batches[:most]
        ]
        shown = rows if as_json else [_short(brief(row)) for row in rows]
        show_rows(shown, columns, as_json=as_json, empty=_("Nothing was done in this dossier yet."))
        if as_json:
            return
        if len(batches) > most:
            told(plural("… and {n} earlier act", "… and {n} earlier acts", len(batches) - most))
        for alone in unconfirmed(desk):
            told(
                _(
                    "Not confirmed: {what} {about}, by {by} alone: {why}. A second person says: confirm {entry}",
                    what=alone.what,
                    about=people.get(alone.about, alone.about),
                    by=people.get(alone.by, alone.by),
                    why=alone.why,
                    entry=alone.entry,
                )
            )


FEW = 4


def _short(row: Any) -> Any:
    """Return a row that names few records and counts the others."""
    from aidememoire.vocabulary.findings import Row
    from aidememoire.vocabulary.messages import _, plural

    records = row.records or _("the dossier itself")
    if isinstance(records, tuple) and len(records) > FEW:
        records = plural("{first} and {n} more", "{first} and {n} more", len(records) - FEW, first=records[:FEW])
    return Row(**{**row, "records": records})
