"""What is destroyed for good? The key of a record: nobody can read any version of it again."""

from __future__ import annotations

import click

from aidememoire.cli._options import json_option, language_option, place_argument, yes_option


@click.command("purge")
@place_argument
@click.argument("records", metavar="[RECORD]...", nargs=-1)
@yes_option
@json_option
@language_option
def command(place: str, records: tuple[str, ...], yes: bool, as_json: bool, lang: str) -> None:
    """Destroy records: no history, no undo. Without RECORD, list what was to be kept only until today or before.

    It reaches every copy that merges later. Copies of partners, sealed backups, and what somebody read are beyond it.
    """
    from datetime import date

    from aidememoire.cli._printing import show_rows, told
    from aidememoire.cli._vaults import desk_of
    from aidememoire.ledger import acts
    from aidememoire.ledger.acts.purge import due
    from aidememoire.vocabulary.findings import Row
    from aidememoire.vocabulary.messages import _, plural, speaking

    columns = {"record": _("Record"), "kind": _("Kind"), "keep_until": _("Keep until")}
    with speaking(lang), desk_of(place) as desk:
        if not records:
            rows = [Row(record=one.record, kind=one.kind, keep_until=one.keep_until) for one in due(desk, date.today())]
            show_rows(rows, columns, as_json=as_json, empty=_("Nothing is past the day until which it was to be kept."))
            return
        made = acts.purge(desk, *records)
        if not yes:
            told(
                plural(
                    "{n} record would be destroyed for good: {records}. There is no undo. --yes does it.",
                    "{n} records would be destroyed for good: {records}. There is no undo. --yes does it.",
                    len(made.entries),
                    records=records,
                )
            )
            return
        desk.do(made)
        told(
            plural(
                "{n} record is destroyed: {records}. Copies of partners and sealed backups are as they were.",
                "{n} records are destroyed: {records}. Copies of partners and sealed backups are as they were.",
                len(made.entries),
                records=records,
            )
        )
