"""Which vault do the screens stand on? The one place to change when a vault is opened otherwise."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import date

from aidememoire.ledger.desk import Desk
from aidememoire.ledger.keeper import Keeper
from aidememoire.ledger.seal import Keyring
from aidememoire.workbench.drafts import Drafts

MOST_DESKS = 24


class Vault:
    """An open vault: whose keys, which keeper, and the desks that were opened so far.

    Desks follow the keeper; only one thread works on them at a time. ``training`` vaults hold invented or published
    data only.
    """

    def __init__(self, keeper: Keeper, keyring: Keyring, drafts: Drafts, *, training: bool = False) -> None:
        self.keeper, self.keyring, self.drafts, self.training = keeper, keyring, drafts, training
        self.lock = threading.RLock()
        self._desks: OrderedDict[tuple[str, date | None], Desk] = OrderedDict()

    def close(self) -> None:
        """Forget everything that was opened."""
        with self.lock:
            self._desks.clear()

    def slugs(self) -> dict[str, str]:
        """Return the dossiers that this person may know of: slug to id, in order of slugs."""
        with self.lock:
            there = {place.dossier: self._at(place.dossier, None) for place in self.keeper.dossiers()}
            known = ((desk.dossier.header.slug, id) for id, desk in there.items() if desk.reader.may("read"))
            return dict(sorted(known))

    def desk(self, slug: str, known_on: date | None = None) -> Desk | None:
        """Return the desk of a dossier, as known on a day or now; None where there is none for this person."""
        with self.lock:
            id = self.slugs().get(slug)
            return self._at(id, known_on) if id else None

    def _at(self, id: str, known_on: date | None) -> Desk:
        key = (id, known_on)
        if key not in self._desks:
            self._desks[key] = Desk(self.keeper, self.keyring, id, known_on)
        self._desks.move_to_end(key)
        while len(self._desks) > MOST_DESKS:
            self._desks.popitem(last=False)
        return self._desks[key]
