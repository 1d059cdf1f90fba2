"""Is everything in the vault as it was left?"""

from __future__ import annotations

import sys

import click

from aidememoire.cli._options import json_option, language_option


@click.command("verify")
@click.option("--kept", multiple=True, metavar="MARK", help="A mark of the audit that was kept elsewhere.")
@json_option
@language_option
def command(kept: tuple[str, ...], as_json: bool, lang: str) -> None:
    """Look through pages, entries, chains and audit, and open one record."""
    from aidememoire.cli._printing import print_json
    from aidememoire.cli._vault import client, say, waiting
    from aidememoire.vocabulary.messages import _, speaking, text_of

    with speaking(lang):
        with waiting(_("Checking the vault …")):
            checked = client().verify(kept)
        problems = [text_of(problem) for problem in checked.problems]
        if as_json:
            counts = {"dossiers": checked.dossiers, "entries": checked.entries, "events": checked.events}
            print_json({"problems": problems, **counts, "audit_mark": checked.audit_mark})
        else:
            for problem in problems:
                click.echo(f"✗ {problem}")
            say(
                _(
                    "{entries} entries in {dossiers} dossiers, {events} events in the audit.",
                    entries=checked.entries,
                    dossiers=checked.dossiers,
                    events=checked.events,
                )
            )
            say(
                _(
                    "Mark of the audit, to keep elsewhere: {mark} ({words})",
                    mark=checked.audit_mark,
                    words=checked.audit_words,
                )
            )
        if problems:
            click.echo(
                text_of(_("The vault is not as it was left. Keep it as it is, and restore the last backup.")), err=True
            )
            sys.exit(1)
