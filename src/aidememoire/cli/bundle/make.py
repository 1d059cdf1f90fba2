"""How do I send records to a partner, or the whole dossier to a colleague?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from aidememoire.cli._options import Day, label_named, language_option
from aidememoire.cli._vault import place_argument


@click.command("make")
@place_argument
@click.option(
    "--for",
    "cards",
    type=click.Path(path_type=Path),
    multiple=True,
    required=True,
    metavar="CARD",
    help="Whom it is sealed to.",
)
@click.option("--to", "file", type=click.Path(path_type=Path), required=True, help="FILE.bundle")
@click.option("--purpose", metavar="TEXT", help="What the recipients may use it for.")
@click.option("--ceiling", metavar="TLP", help="The recipients' label: nothing above it travels.")
@click.option("--record", "records", multiple=True, metavar="ID", help="Only this record and what it names.")
@click.option("--keep-until", type=Day(), help="The day until which they may keep it.")
@click.option("--colleagues", is_flag=True, help="The ledger itself, for people who have a part in the dossier.")
@language_option
def command(
    place: str,
    cards: tuple[Path, ...],
    file: Path,
    purpose: str | None,
    ceiling: str | None,
    records: tuple[str, ...],
    keep_until: Any,
    colleagues: bool,
    lang: str,
) -> None:
    """Write a sealed bundle. You are told what stays behind; the recipients are not."""
    from aidememoire.cli._telling import tell
    from aidememoire.cli._vault import desk, person, put
    from aidememoire.ledger import bundles
    from aidememoire.vocabulary.errors import InputError
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        recipients, at = [person(card) for card in cards], desk(place)
        if file.exists():
            raise InputError(_("{path} is already there. Name another file.", path=file))
        if colleagues:
            put(file, bundles.make_for_colleagues(at, recipients))
            return
        limit = label_named(ceiling)
        if limit is None:
            raise InputError(_("Say up to which label records travel: --ceiling, such as --ceiling AMBER."))
        written, left_out = bundles.make(
            at,
            recipients=recipients,
            purpose=purpose or "",
            ceiling=limit,
            records=records or None,
            keep_until=keep_until,
        )
        put(file, written)
        tell(tuple((one.record, one.why) for one in left_out), ())
