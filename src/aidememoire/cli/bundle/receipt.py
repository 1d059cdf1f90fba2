"""What did a partner sign for: taken in, destroyed, or a request to destroy?"""

from __future__ import annotations

from pathlib import Path

import click

from aidememoire.cli._options import json_option, language_option


@click.command("receipt")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@json_option
@language_option
def command(file: Path, as_json: bool, lang: str) -> None:
    """Read a receipt, or a request to destroy records, that somebody sealed to you."""
    from aidememoire.cli._printing import print_json
    from aidememoire.cli._vault import client, read, say
    from aidememoire.ledger import bundles
    from aidememoire.vocabulary.messages import plural, speaking

    with speaking(lang):
        said = bundles.said_in(read(file), client().keyring)
        who = said.signed_by if isinstance(said, bundles.Receipt) else said.asked_by
        what = "recall" if isinstance(said, bundles.Recall) else "purged" if said.purged else "taken"
        n, told = len(said.records), {"name": who.name, "day": said.at.day}
        if as_json:
            by = {"by": who.id, "by_name": who.name, "at": str(said.at)}
            print_json({"what": what, "bundle": said.bundle, **by, "records": list(said.records)})
        elif what == "taken":
            say(plural("{name} took in {n} record on {day}.", "{name} took in {n} records on {day}.", n, **told))
        elif what == "purged":
            say(plural("{name} destroyed {n} record on {day}.", "{name} destroyed {n} records on {day}.", n, **told))
        else:
            say(
                plural(
                    "{name} asks on {day} to destroy {n} record. Answer with: bundle answer",
                    "{name} asks on {day} to destroy {n} records. Answer with: bundle answer",
                    n,
                    **told,
                )
            )
