"""What became of one record over time, and who said so when?"""

from __future__ import annotations

from typing import Any

import click

from aidememoire.cli._options import json_option, known_at_option, language_option
from aidememoire.cli._vault import place_argument


@click.command("history")
@place_argument
@click.argument("record", metavar="RECORD")
@known_at_option
@json_option
@language_option
def command(place: str, record: str, known_at: Any, as_json: bool, lang: str) -> None:
    """Show every version of a record with what changed, oldest first."""
    from aidememoire.cli._printing import print_json
    from aidememoire.cli._vault import desk
    from aidememoire.vocabulary.messages import _, speaking, text_of

    with speaking(lang):
        view = desk(place, known_at).view
        versions = view.history(record)
        if as_json:
            print_json(
                [
                    {
                        "entry": one.entry,
                        "at": str(one.at),
                        "by": one.by,
                        "by_name": view.people.get(one.by),
                        "batch": one.batch,
                        "why": one.why,
                        "label": one.handling.level.value,
                        "withdrawn": one.withdrawn,
                        "changed": {name: list(values) for name, values in one.changed.items()},
                    }
                    for one in versions
                ]
            )
            return
        for one in versions:
            why = f" · {one.why}" if one.why else ""
            who = view.people.get(one.by, one.by[:8])
            click.echo(f"{one.at.utc:%Y-%m-%d %H:%M}  {who}  TLP:{one.handling.level.value}{why}")
            if one.withdrawn:
                click.echo(f"    {text_of(_('withdrawn'))}")
            for name, (before, after) in one.changed.items():
                click.echo(f"    {name}: {_told(before)} → {_told(after)}")


def _told(value: Any) -> str:
    import json

    if value is None:
        return "–"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
