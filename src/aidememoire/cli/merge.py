"""How do two copies of a dossier become one again? Nothing is lost, and every clash is shown."""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option


@click.command("merge")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.bundle")
@language_option
def command(file: Path, lang: str) -> None:
    """Take in the bundle of a colleague who has a part in the same dossier, as bundle make --colleagues writes it.

    What both of you changed in different fields comes together by itself; the same field stands as a clash until
    somebody decides. Taken in twice, or in another order, it comes to the same.
    """
    from datetime import date

    from aidememoire.cli._printing import told, warned, working
    from aidememoire.cli._vaults import client_here, sealed_file
    from aidememoire.ledger import bundles
    from aidememoire.ledger.desk import Desk
    from aidememoire.vocabulary.messages import _, plural, speaking

    with speaking(lang), client_here() as client, working(_("Bringing both copies together")):
        quarantined = bundles.open_bundle(sealed_file(file), client.keyring, today=date.today())
        joined = bundles.join(quarantined, client.keeper, client.keyring)
        places = {place.dossier: place.slug for place in client.keeper.dossiers()}
        slug = places.get(joined.dossier, joined.dossier)
        clashes = len(Desk(client.keeper, client.keyring, joined.dossier).view.clashes)
        sender = quarantined.manifest.sender.name
        told(
            plural(
                "@{slug}: {n} new entry from {sender}.",
                "@{slug}: {n} new entries from {sender}.",
                joined.new,
                slug=slug,
                sender=sender,
            )
        )
        if joined.purged:
            told(plural("{n} record is destroyed.", "{n} records are destroyed.", joined.purged))
        if joined.left_aside:
            warned(
                plural(
                    "{n} entry is left aside until its chain comes whole. Ask for a newer bundle.",
                    "{n} entries are left aside until their chains come whole. Ask for a newer bundle.",
                    joined.left_aside,
                )
            )
        if clashes:
            told(
                plural(
                    "{n} clash is open: clashes @{slug}", "{n} clashes are open: clashes @{slug}", clashes, slug=slug
                )
            )
