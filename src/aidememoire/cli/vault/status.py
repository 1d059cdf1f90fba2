"""Is the vault open, whose is it, and what is in it?"""

from __future__ import annotations

import click

from aidememoire.cli._options import json_option, language_option


@click.command("status")
@json_option
@language_option
def command(as_json: bool, lang: str) -> None:
    """Say whether there is a vault and whether it is unlocked, and list its dossiers."""
    from aidememoire.cli._printing import print_json
    from aidememoire.cli._vault import client, say
    from aidememoire.ledger.people import words
    from aidememoire.vault.agent.place import Locked
    from aidememoire.vault.folder import Folder
    from aidememoire.vocabulary.messages import _, plural, speaking

    with speaking(lang):
        folder = Folder.here()
        told: dict[str, object] = {"vault": folder.exists, "unlocked": False}
        sentences = [_("There is no vault here yet. Make one with: aidememoire vault init")]
        if folder.exists:
            sentences = [_("The vault is locked. Unlock it with: aidememoire vault unlock")]
            try:
                agent = client()
                status, places = agent.status(), agent.keeper.dossiers()
            except Locked:
                pass
            else:
                dossiers = [f"@{place.slug}" for place in places]
                minutes = max(1, round(status.idle_seconds_left / 60))
                told |= {"unlocked": True, "name": status.person.name, "fingerprint": status.person.id}
                told |= {"words": words(status.person.id), "dossiers": dossiers}
                told |= {"members": [one.name for one in status.members], "minutes_left": minutes}
                sentences = [
                    plural(
                        "Unlocked by {name}; it locks itself in {n} minute.",
                        "Unlocked by {name}; it locks itself in {n} minutes.",
                        minutes,
                        name=status.person.name,
                    ),
                    _("Your words, to compare on the telephone: {words}", words=words(status.person.id)),
                    _("Dossiers: {places}", places=tuple(dossiers) or _("none")),
                ]
        if as_json:
            print_json(told)
            return
        for sentence in sentences:
            say(sentence)
