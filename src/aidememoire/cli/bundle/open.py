"""What did somebody send, and what would come of taking it in?"""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import json_option, language_option
from aidememoire.cli._vault import preview_option


@click.command("open")
@click.argument("file", type=click.Path(path_type=Path), metavar="BUNDLE")
@click.argument("place", metavar="@NAME")
@preview_option
@click.option(
    "--receipt", type=click.Path(path_type=Path), metavar="FILE", help="Write a signed receipt for the sender."
)
@json_option
@language_option
def command(file: Path, place: str, preview: bool, receipt: Path | None, as_json: bool, lang: str) -> None:
    """Take a bundle into a dossier as one act that can be undone. It overwrites nothing.

    Compare the sender's words with them the first time, by telephone or face to face.
    """
    from datetime import date

    from aidememoire.cli._printing import print_json
    from aidememoire.cli._taking import plain_rows, tell_rows, told_batch
    from aidememoire.cli._vault import desk, put, read, say
    from aidememoire.ledger import bundles
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        at = desk(place)
        opened = bundles.open_bundle(read(file), at.keyring, today=date.today())
        seen = bundles.preview(opened, at)
        if as_json:
            sender = {"from": seen.manifest.sender.name, "words": seen.words, "acquainted": seen.acquainted}
            print_json({**sender, "purpose": seen.manifest.purpose, "rows": plain_rows(seen.rows)})
        else:
            say(seen.told)
            say(
                _(
                    "Label: {label}. Keep until: {day}.",
                    label=seen.manifest.ceiling.level,
                    day=seen.manifest.keep_until or _("not said"),
                )
            )
            if not seen.acquainted:
                say(_("Nothing came from this sender before. Their words, to compare: {words}", words=seen.words))
            tell_rows(seen.rows)
        if preview:
            return
        if any(row.change for row in seen.rows):
            batch = at.do(bundles.apply(opened, at))
            if not as_json:
                told_batch(batch, at)
        if receipt:
            put(receipt, bundles.receipt(at, opened))
