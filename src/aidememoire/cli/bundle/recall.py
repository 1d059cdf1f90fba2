"""How do I ask a partner to destroy records that went out with a bundle? It asks; it cannot force."""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import language_option, place_argument


@click.command("recall")
@place_argument
@click.argument("bundle", metavar="BUNDLE")
@click.argument("records", metavar="RECORD...", nargs=-1, required=True)
@click.option("--to", "to", multiple=True, required=True, metavar="PERSON", help="FILE.card, or a name known here.")
@click.option("--file", "out", type=click.Path(path_type=Path), required=True, help="Where the request is written.")
@click.option("--why", metavar="TEXT", required=True, help="The reason, which the recipient reads.")
@click.option("--force", is_flag=True, help="Replace the file where it is already there.")
@language_option
def command(
    place: str,
    bundle: str,
    records: tuple[str, ...],
    to: tuple[str, ...],
    out: Path,
    why: str,
    force: bool,
    lang: str,
) -> None:
    """Write a signed request to destroy records. BUNDLE is its id, as the receipt for it or the audit shows it.

    The recipient answers with bundle receipt. What was copied elsewhere stays there.
    """
    from aidememoire.cli._people import compare, person_meant
    from aidememoire.cli._printing import told
    from aidememoire.cli._vaults import at_desk, bundle_file
    from aidememoire.ledger import bundles
    from aidememoire.vocabulary.files.native import replaced
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang), at_desk(place) as (client, desk):
        bundle_file(out, force=force)
        people = [person_meant(one, client, desk) for one in to]
        written = bundles.recall(desk, bundle, people, records, why=why)
        replaced(out, lambda put: put(written))
        told(_("{path} is sealed to {names}.", path=str(out), names=tuple(person.name for person in people)))
        compare(zip(to, people, strict=True))
