"""Which dossiers are in a vault for whoever unlocked it, and what are they called here?"""

from __future__ import annotations

from aidememoire.ledger.entry import HEADER
from aidememoire.ledger.gate import Reader
from aidememoire.ledger.keeper import Place, nameless
from aidememoire.ledger.naming import slugs
from aidememoire.ledger.seal import Sealer
from aidememoire.vault.keyring import UserKeyring
from aidememoire.vault.store import SqlKeeper


def places(keeper: SqlKeeper, keyring: UserKeyring) -> tuple[Place, ...]:
    """Return the dossiers in which this user has a part, oldest here first, each under a slug of its own.

    It is the one that its header gives it. Where an older one has that already, a number is put behind it; whoever has
    a part without content, and so without keys, gets the beginning of the dossier's id.
    """
    wanted = []
    for dossier in keeper.by_arrival():
        part = keyring.part(dossier)
        if part is not None and (slug := _slug(keeper, keyring, dossier, part)) is not None:
            wanted.append((dossier, slug))
    given, _instead = slugs(wanted)
    return tuple(Place(dossier, slug) for dossier, slug in given.items())


def _slug(keeper: SqlKeeper, keyring: UserKeyring, dossier: str, part: Reader) -> str | None:
    headers = sorted(keeper.of_kind(dossier, HEADER), key=lambda entry: entry.order)
    records = {entry.record for entry in headers}
    sealer = Sealer(keyring, dossier, [key for record in records for key in keeper.keys_of(dossier, record)])
    slug = None if part.may("read") else nameless(dossier)
    for entry in headers:
        body = sealer.open(entry)
        if body is not None and body.record is not None:
            slug = str(body.record.get("slug") or nameless(dossier))
    return slug
