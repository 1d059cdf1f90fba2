"""Who read what is RED, who exported, who was refused? For auditors."""

from __future__ import annotations

import click

from aidememoire.cli._options import json_option, language_option


@click.command("audit")
@click.option("--most", type=click.IntRange(1), default=40, show_default=True, help="How many events, latest first.")
@json_option
@language_option
def command(most: int, as_json: bool, lang: str) -> None:
    """List what was noted. It holds no content, no names of records and nothing that was searched for."""
    from aidememoire.cli._printing import print_json
    from aidememoire.cli._vault import client
    from aidememoire.vocabulary.messages import speaking

    with speaking(lang):
        agent = client()
        events = sorted(agent.audit(), reverse=True)[:most] if most else []
        names = {one.id: one.name for one in agent.status().members}
        if as_json:
            print_json(
                [
                    {
                        "number": number,
                        "at": str(one.at),
                        "by": one.person,
                        "by_name": names.get(one.person),
                        "dossier": one.dossier,
                        "action": one.action,
                        "record": one.record,
                        "label": one.label.value if one.label else None,
                        "outcome": one.outcome,
                    }
                    for number, one in events
                ]
            )
            return
        for number, one in events:
            who, label = names.get(one.person, one.person[:8]), f"  TLP:{one.label.value}" if one.label else ""
            click.echo(
                f"{number:6}  {one.at.utc:%Y-%m-%d %H:%M}  {who}  {one.action}  {one.record[:8]}{label}  {one.outcome}"
            )
