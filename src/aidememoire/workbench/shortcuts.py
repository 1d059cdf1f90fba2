"""Which single keys lead somewhere, and by which others may a reader have them? Kept sealed for them, as drafts are."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, QueryDict

from aidememoire.vocabulary.messages import Message, _
from aidememoire.workbench import door

SHORTCUTS = {
    "s": _("Search"),
    "n": _("Log an engagement"),
    "m": _("New commitment"),
    "e": _("Add an actor"),
    "c": _("Connect two actors"),
    "r": _("Change this record"),
    "i": _("Import"),
    "x": _("Export"),
    "g": _("Go to a screen, with its letter"),
    "p": _("Pin whom you chose, on the network"),
    "a": _("Everybody, on the network"),
}
"""What each key does where nobody chose another."""

_KEPT = "shortcuts"
# No dossier is called so: what is kept here is a person's own.
_PLACE = "settings"


def chosen(request: HttpRequest) -> Mapping[str, str]:
    """Return the key for each usual one: itself, or what this reader chose."""
    if _KEPT not in request.session and request.session.get("opened") and door.is_open():
        held = door.vault().drafts.kept(_PLACE, _KEPT) or {}
        request.session[_KEPT] = {usual: key[0] for usual, key in held.items() if usual in SHORTCUTS and key}
    kept = request.session.get(_KEPT) or {}
    return {usual: kept.get(usual, usual) for usual in SHORTCUTS}


def others(keys: Mapping[str, str]) -> str:
    """Return the keys that are not the usual ones, as the script of the page reads them: each after its own."""
    return " ".join(f"{usual}{key}" for usual, key in keys.items() if key != usual)


def keep(request: HttpRequest, sent: QueryDict) -> Message | None:
    """Keep the keys that were sent; where one is no letter or stands for two, keep none of them and say so."""
    asked = {usual: sent.get(f"key-{usual}", usual).strip().lower() or usual for usual in SHORTCUTS}
    for usual, key in asked.items():
        if len(key) != 1 or not key.isalpha():
            return _("{key} is no letter. Give one letter for: {what}.", key=key, what=SHORTCUTS[usual])
        if [*asked.values()].count(key) > 1:
            return _("{key} would do two things. Give each its own letter.", key=key.upper())
    request.session[_KEPT] = {usual: key for usual, key in asked.items() if key != usual}
    door.vault().drafts.keep(_PLACE, _KEPT, {usual: [key] for usual, key in request.session[_KEPT].items()})
    return None
