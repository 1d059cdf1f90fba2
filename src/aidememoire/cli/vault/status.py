"""How does it stand with the vault: is there one, is it unlocked, for whom, and which dossiers are in it?"""

from __future__ import annotations

from typing import Any

import click

from aidememoire.cli._options import json_option, language_option


@click.command("status")
@json_option
@language_option
def command(as_json: bool, lang: str) -> None:
    """Say how it stands with the vault, and what to do next. Asking does not keep it open."""
    from aidememoire.cli._printing import print_json, told
    from aidememoire.vault.folder import Folder
    from aidememoire.vocabulary.messages import _, speaking

    with speaking(lang):
        folder = Folder.here()
        state = _state(folder)
        if as_json:
            print_json(state)
            return
        told(_("Vault: {folder}", folder=state["folder"]))
        if state["state"] == "none":
            told(_("There is no vault here yet. Make one with: aidememoire vault init NAME"))
        elif state["state"] == "locked":
            told(_("The vault is locked. Unlock it with: aidememoire vault unlock"))
        else:
            _unlocked(state)
        if state["journey"]:
            told(_("A journey is prepared. Go on with vault travel depart, or give it up with vault travel give-up."))


def _state(folder: Any) -> dict[str, Any]:
    from aidememoire.cli._vaults import newer_in
    from aidememoire.ledger.people import words
    from aidememoire.vault import travel
    from aidememoire.vault.agent.client import Client, quietly
    from aidememoire.vault.agent.place import Locked

    state: dict[str, Any] = {"folder": str(folder.path), "state": "none", "journey": travel.prepared(folder)}
    if not folder.exists:
        return state
    folder.id()
    try:
        client = Client(folder)
    except Locked:
        return {**state, "state": "locked"}
    with quietly():
        status = client.status()
        places, unread = client.keeper.dossiers(), newer_in(client)
    client.close()
    return {
        **state,
        "state": "unlocked",
        "person": status.person.id,
        "person_name": status.person.name,
        "words": words(status.person.id),
        "members": [member.name for member in status.members],
        "idle_seconds_left": round(status.idle_seconds_left),
        "dossiers": [place.slug for place in places],
        "newer": unread,
    }


def _unlocked(state: dict[str, Any]) -> None:
    from aidememoire.cli._printing import told
    from aidememoire.cli._vaults import tell_of_newer
    from aidememoire.vocabulary.messages import _, plural

    tell_of_newer(state["newer"])
    told(
        _(
            "Unlocked for {name}, whose keys are known by these words: {words}",
            name=state["person_name"],
            words=state["words"],
        )
    )
    minutes = -(-state["idle_seconds_left"] // 60)
    told(plural("It locks itself within {n} idle minute.", "It locks itself within {n} idle minutes.", minutes))
    if len(state["members"]) > 1:
        told(_("Others who may unlock it: {names}", names=tuple(set(state["members"]) - {state["person_name"]})))
    if state["dossiers"]:
        told(_("Dossiers: {places}", places=tuple(f"@{slug}" for slug in state["dossiers"])))
    else:
        told(_("It is empty. Take a file in with: aidememoire take-in FILE"))
