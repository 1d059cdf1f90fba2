"""Which dossier is meant by ``@slug``, and how does a face get to it?"""

from __future__ import annotations

from datetime import date

from aidememoire.ledger.clock import Moment
from aidememoire.ledger.desk import Desk
from aidememoire.vault.agent.client import Client
from aidememoire.vault.folder import Folder
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _

SIGN = "@"


def is_place(text: str) -> bool:
    """Say whether a DOSSIER argument means one in the vault."""
    return text.startswith(SIGN)


def open_dossier(
    place: str, known_at: Moment | date | None = None, *, client: Client | None = None, folder: Folder | None = None
) -> Desk:
    """Return the desk of a dossier in the unlocked vault; raises ``Locked`` where it is not unlocked."""
    client = client or Client(folder)
    slug = place.removeprefix(SIGN)
    places = client.keeper.dossiers()
    for found in places:
        if slug in (found.slug, found.dossier):
            return Desk(client.keeper, client.keyring, found.dossier, known_at)
    there = tuple(f"{SIGN}{found.slug}" for found in places)
    if not there:
        raise InputError(_("There is no dossier {place} in the vault; it is empty.", place=place))
    raise InputError(
        _("There is no dossier {place} in the vault. These are there: {places}.", place=place, places=there)
    )
