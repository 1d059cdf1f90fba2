"""Who read what is RED, who took something out, who was refused? For auditors of the vault."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from aidememoire.cli._options import json_option, language_option

if TYPE_CHECKING:
    from aidememoire.vault.agent.client import Client
    from aidememoire.vocabulary.findings import Row


@click.command("audit")
@click.option("--most", type=click.IntRange(1), default=40, show_default=True, help="How many events are listed.")
@json_option
@language_option
def command(most: int, as_json: bool, lang: str) -> None:
    """List what was done with the vault and its dossiers, the latest last. It names no content.

    Whether the list is whole is told by: vault verify.
    """
    from aidememoire.cli._histories import at
    from aidememoire.cli._printing import show_rows
    from aidememoire.cli._vaults import client_here
    from aidememoire.vocabulary.findings import Row
    from aidememoire.vocabulary.messages import _, speaking

    columns = {
        "event": _("Event"),
        "at": _("When"),
        "person_name": _("Who"),
        "action": _("Act"),
        "dossier_name": _("Dossier"),
        "about": _("About"),
        "label": _("Label"),
        "outcome": _("Outcome"),
    }
    with speaking(lang), client_here() as client:
        people, places = _names(client)
        rows = [
            Row(
                event=number,
                at=at(event.at),
                person=event.person or None,
                person_name=people.get(event.person),
                action=event.action,
                dossier=event.dossier or None,
                dossier_name=places.get(event.dossier),
                about=event.record or None,
                label=event.label,
                outcome=event.outcome,
            )
            for number, event in client.audit()
        ][-most:]
        shown = rows if as_json else [_short(row, people) for row in rows]
        show_rows(shown, columns, as_json=as_json, empty=_("Nothing is in the audit that you may read."))


def _names(client: Client) -> tuple[dict[str, str], dict[str, str]]:
    """Return what people and dossiers are called, by fingerprint and id, as far as the reader may know."""
    from aidememoire.ledger.desk import Desk

    people = {person.id: person.name for person in client.status().members}
    places = {}
    for place in client.keeper.dossiers():
        places[place.dossier] = place.slug
        people |= Desk(client.keeper, client.keyring, place.dossier).view.people
    return people, places


def _short(row: Row, people: Mapping[str, str]) -> Row:
    """Return a row as people read it: whom it is about by name, records by the beginning of their ids."""
    from aidememoire.cli._histories import SHORT
    from aidememoire.vocabulary.findings import Row

    about = row.about and people.get(row.about, row.about[:SHORT])
    return Row(**{**row, "about": about, "person_name": row.person_name or (row.person or "")[:SHORT]})
