"""How do I send records to a partner, or a whole dossier to a colleague, so that only they can open them?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aidememoire.cli._options import Day, language_option, leaving, place_argument, reader_named

if TYPE_CHECKING:
    from aidememoire.ledger.desk import Desk
    from aidememoire.ledger.people import Person
    from aidememoire.vocabulary.handling import Handling


@click.command("make")
@place_argument
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.bundle")
@click.option("--to", "to", multiple=True, required=True, metavar="PERSON", help="FILE.card, or a name known here.")
@click.option("--colleagues", is_flag=True, help="The whole ledger, for people with a part in this dossier.")
@click.option("--purpose", metavar="TEXT", help="What it is for: the recipients are bound by that.")
@leaving("Nothing above this label travels.")
@click.option("--record", "records", multiple=True, metavar="ID", help="This record, and what it names (default: all).")
@click.option("--keep-until", type=Day(), help="The day after which it is not opened any more.")
@click.option("--force", is_flag=True, help="Replace FILE where it is already there.")
@language_option
def command(
    place: str,
    file: Path,
    to: tuple[str, ...],
    colleagues: bool,
    purpose: str | None,
    ceiling: str | None,
    compartments: tuple[str, ...],
    recipient: str | None,
    records: tuple[str, ...],
    keep_until: date | None,
    force: bool,
    lang: str,
) -> None:
    """Write a bundle, sealed to the people named with --to.

    To a partner go chosen records as they stand, up to a ceiling, for a purpose. To colleagues goes the ledger itself
    with its history, as far as the part of each of them reaches: they take it in with merge.
    """
    from aidememoire.cli._people import compare, person_meant
    from aidememoire.cli._vaults import at_desk, bundle_file
    from aidememoire.vocabulary.messages import speaking

    if colleagues and (purpose or ceiling or compartments or recipient or records or keep_until):
        raise click.UsageError(
            "--colleagues sends the whole ledger: no --purpose, --ceiling, --compartment, --recipient, --record, "
            "--keep-until."
        )
    if not colleagues and not (purpose and ceiling):
        raise click.UsageError("Say --purpose and --ceiling, or --colleagues.")
    with speaking(lang), at_desk(place) as (client, desk):
        bundle_file(file, force=force)
        people = [person_meant(one, client, desk) for one in to]
        if colleagues:
            _for_colleagues(desk, people, file)
        else:
            usual = desk.dossier.own_ceiling
            limit = reader_named(desk.dossier, ceiling, compartments, recipient, usual=usual)
            _for_partners(desk, people, file, purpose or "", limit, records, keep_until)
        compare(zip(to, people, strict=True))


def _for_colleagues(desk: Desk, people: list[Person], file: Path) -> None:
    from aidememoire.cli._printing import told, working
    from aidememoire.ledger import bundles
    from aidememoire.vocabulary.files.native import replaced
    from aidememoire.vocabulary.messages import _

    with working(_("Sealing the bundle")):
        written = bundles.make_for_colleagues(desk, people)
        replaced(file, lambda put: put(written))
    names = tuple(person.name for person in people)
    told(_("{path} is sealed to {names}. They take it in with: merge", path=str(file), names=names))


def _for_partners(
    desk: Desk,
    people: list[Person],
    file: Path,
    purpose: str,
    limit: Handling,
    records: tuple[str, ...],
    keep_until: date | None,
) -> None:
    from aidememoire.cli._printing import told, working
    from aidememoire.cli._telling import tell
    from aidememoire.ledger import bundles
    from aidememoire.vocabulary.files.native import replaced
    from aidememoire.vocabulary.messages import _

    with working(_("Sealing the bundle")):
        written, left_out = bundles.make(
            desk,
            recipients=people,
            purpose=purpose,
            ceiling=limit,
            records=records or None,
            keep_until=keep_until,
        )
        replaced(file, lambda put: put(written))
    names = tuple(person.name for person in people)
    told(_("{path} is sealed to {names}. They take it in with: bundle open", path=str(file), names=names))
    tell(tuple((one.record, one.why) for one in left_out), ())
