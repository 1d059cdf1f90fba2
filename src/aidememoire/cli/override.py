"""How do I take an issue up elsewhere than the rules of triage say? With a reason, which stands beside the track."""

from __future__ import annotations

import click

from aidememoire.cli._options import json_option, language_option, place_argument, why_option


@click.command("override")
@place_argument
@click.argument("issue", metavar="ISSUE")
@click.argument("track", metavar="[TRACK]", required=False)
@why_option
@json_option
@language_option
def command(place: str, issue: str, track: str | None, why: str | None, as_json: bool, lang: str) -> None:
    """Choose a TRACK: frontline, diplomatic, both or hold. Without one, give the issue back to the rules."""
    from aidememoire.cli._acting import act
    from aidememoire.cli._vaults import desk_of
    from aidememoire.ledger import acts
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang), desk_of(place) as desk:
        made = acts.override(desk, issue, track=track, reason=why)
        name = desk.dossier.called(issue)
        said = (
            _("{name} is taken up as {track}, against the rules.", name=name, track=track)
            if track
            else _("{name} is given back to the rules.", name=name)
        )
        act(desk, made, said, place=place, as_json=as_json)
