"""Which key does what, and which ones did a person choose instead? Kept sealed for them alone, as their drafts are.

A page is written with the keys as they come; the script in it turns a person's own key into the one that stands there.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.http import HttpRequest, QueryDict

from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import Message, _
from aidememoire.workbench import door

SPACE = " "
KEYS: Mapping[str, Message] = MappingProxyType({
    "?": _("This list"),
    "s": _("Search"),
    "n": _("Log an engagement"),
    "m": _("New commitment"),
    "e": _("Add an actor"),
    "c": _("Connect two actors"),
    "r": _("Change this record"),
    "i": _("Import"),
    "x": _("Export"),
    "g": _("To a screen, with its letter after it"),
    "p": _("Pin whom you chose, on the network"),
    SPACE: _("Hold everybody where they are, on the network"),
    "a": _("Everybody, on the network"),
    "[": _("Smaller, on the network"),
    "]": _("Larger, on the network"),
    "\\": _("Fitting, on the network"),
})  # fmt: skip
# No person's, so that it stands apart from every dossier's drafts.
_PLACE, _FORM, _SESSION = "settings", "keys", "own_keys"


def own_keys(request: HttpRequest) -> dict[str, str]:
    """Return the key that a person chose for each that they changed."""
    if not door.is_open():
        return {}
    if _SESSION not in request.session:
        held = door.vault().drafts.kept(_PLACE, _FORM) or {} if door.vault().drafts else {}
        request.session[_SESSION] = {key: said[0] for key, said in held.items() if key in KEYS and said}
    chosen: dict[str, str] = request.session[_SESSION]
    return chosen


def choose(request: HttpRequest, sent: QueryDict) -> None:
    """Keep the keys that somebody chose for themselves; one key for two acts is refused."""
    told = {key: _key(sent.get(f"key:{at}", key)) or key for at, key in enumerate(KEYS)}
    twice = next((key for key in told.values() if list(told.values()).count(key) > 1), None)
    if twice:
        raise InputError(_("Two acts would have the key {key}. Choose another for one of them.", key=shown(twice)))
    chosen = {key: own for key, own in told.items() if own != key}
    if chosen:
        door.vault().drafts.keep(_PLACE, _FORM, {key: [own] for key, own in chosen.items()})
    else:
        door.vault().drafts.drop(_PLACE, _FORM)
    request.session[_SESSION] = chosen


def listed(own: Mapping[str, str]) -> list[tuple[str, str, Message]]:
    """Return each key as it comes, as it is shown to this person, and what it does."""
    return [(key, shown(own.get(key, key)), says) for key, says in KEYS.items()]


def shown(key: str) -> str:
    """Return a key as it stands on a list."""
    return "Space" if key == SPACE else key.upper()


def _key(said: str) -> str:
    """Return the one key that was written, as a browser calls it; a figure stays what it is on the network."""
    said = SPACE if said.strip().lower() in ("space", "") and said else said.strip().lower()
    return said if len(said) == 1 and not said.isdigit() and said not in "+-=" else ""
