"""How does a file come into a dossier of the vault? As one act, looked at before, taken back after."""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import json_option, language_option, loaded
from aidememoire.cli._vault import place_argument, preview_option


@click.command("take-in")
@place_argument
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@preview_option
@json_option
@language_option
def command(place: str, file: Path, preview: bool, as_json: bool, lang: str) -> None:
    """Take a .yaml, .jsonl or .xlsx into a dossier of the vault; again, it updates and makes nothing twice.

    What you changed since it came last stays; what both changed stands open until somebody decides.
    """
    from aidememoire.cli._printing import print_json
    from aidememoire.cli._taking import plain_rows, take_in_and_tell
    from aidememoire.cli._vault import desk
    from aidememoire.ledger.incoming import take_in
    from aidememoire.vocabulary.messages import speaking

    with speaking(lang):
        known = loaded(file)
        at = desk(place)
        if as_json:
            taking = take_in(at, known, file.name)
            if not preview and any(row.change for row in taking.rows):
                at.do(taking.made())
            print_json(plain_rows(taking.rows))
            return
        take_in_and_tell(at, known, file.name, preview=preview)
