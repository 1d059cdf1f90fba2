"""Which methods are there, what does each need, and with what caution?"""

from __future__ import annotations

import click

from aidememoire.cli._options import json_option, language_option


@click.command("methods")
@json_option
@language_option
def command(as_json: bool, lang: str) -> None:
    """List the methods with their question, what they need, where they come from, and their caution."""
    from aidememoire.cli._printing import console, print_json
    from aidememoire.methods._catalogue import all_methods
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        abouts = [method.about for method in all_methods().values()]
        if as_json:
            told = ("name", "family", "question", "needs", "source", "caution")
            rows = [{name: getattr(about, name) for name in told} for about in abouts]
            print_json([{**row, "question": str(row["question"]), "caution": str(row["caution"])} for row in rows])
            return
        out = console()
        for about in abouts:
            out.print(f"[bold]{about.name.replace('_', '-')}[/bold]  {about.question}")
            out.print(f"    {_('Caution')}: {about.caution}", style="dim")
            out.print(f"    {_('Source')}: {about.source}", style="dim")
