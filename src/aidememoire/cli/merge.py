"""How do two copies of one dossier become one again? By what a colleague made with: bundle make --colleagues."""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option


@click.command("merge")
@click.argument("files", type=click.Path(path_type=Path), metavar="BUNDLE...", nargs=-1, required=True)
@language_option
def command(files: tuple[Path, ...], lang: str) -> None:
    """Join what colleagues wrote with what you have. Nothing is lost; what both changed stands open: clashes."""
    from aidememoire.cli._taking import tell_clashes
    from aidememoire.cli._vault import client, read, say, waiting
    from aidememoire.ledger import bundles
    from aidememoire.ledger.desk import Desk
    from aidememoire.vocabulary.messages import _, plural, speaking

    with speaking(lang):
        agent = client()
        for file in files:
            with waiting(_("Joining {path} …", path=file.name)):
                opened = bundles.open_bundle(read(file), agent.keyring)
                done = bundles.join(opened, agent.keeper, agent.keyring)
            desk = Desk(agent.keeper, agent.keyring, done.dossier)
            say(
                plural(
                    "{path}: {n} new entry from {sender} for @{slug}.",
                    "{path}: {n} new entries from {sender} for @{slug}.",
                    done.new,
                    path=file.name,
                    sender=opened.manifest.sender.name,
                    slug=desk.dossier.header.slug,
                )
            )
            if done.left_aside:
                say(
                    plural(
                        "{n} entry is left aside: what comes before it is missing. Ask for a whole bundle.",
                        "{n} entries are left aside: what comes before them is missing. Ask for a whole bundle.",
                        done.left_aside,
                    )
                )
            tell_clashes(desk)
