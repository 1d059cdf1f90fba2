"""What became of one record over time: what it said, who changed it, when and why?"""

from __future__ import annotations

from typing import Any

import click

from aidememoire.cli._options import json_option, known_at_option, language_option, place_argument


@click.command("history")
@place_argument
@click.argument("record", metavar="RECORD")
@known_at_option
@json_option
@language_option
def command(place: str, record: str, known_at: Any, as_json: bool, lang: str) -> None:
    """List every version of a record that you may see, oldest first, one row for each field that it changed.

    A record that was withdrawn has its history still; one that was purged has none any more.
    """
    from aidememoire.cli._histories import COLUMNS, rows_of, versions_for_people
    from aidememoire.cli._printing import show_rows
    from aidememoire.cli._vaults import OfVault, desk_of
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang), desk_of(place, known_at) as desk:
        rows = rows_of(desk, record)
        OfVault(desk.dossier, desk.note, desk).shown(record)
        shown = rows if as_json else versions_for_people(rows)
        show_rows(shown, COLUMNS, as_json=as_json, empty=_("Nothing of it may be shown."))
