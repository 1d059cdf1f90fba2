"""Which vault do the screens stand on? The one place to change when a vault is opened otherwise."""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import TypeVar, cast

from aidememoire.ledger.audit import Event
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.keeper import Keeper, nameless
from aidememoire.ledger.naming import slugs
from aidememoire.ledger.seal import Keyring
from aidememoire.vault import agent
from aidememoire.vault.agent.client import Client
from aidememoire.vault.agent.place import Locked
from aidememoire.vault.folder import Folder
from aidememoire.vocabulary.collecting import MANY, all_stays
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.messages import Message
from aidememoire.workbench.drafts import Drafts
from aidememoire.workbench.uploads import Uploads

MOST_DESKS, MOST_ANSWERS = 24, 300
T = TypeVar("T")
# Signed with the person's own key, this gives a secret that only they can make again, and that is never shown.
_FOR_DRAFTS = b"aidememoire: the drafts of this person"


class Vault:
    """An open vault: whose keys, which keeper, and the desks that were opened so far.

    Desks follow the keeper; only one thread works on them at a time. ``training`` vaults hold invented or published
    data only.
    """

    def __init__(
        self,
        keeper: Keeper,
        keyring: Keyring,
        drafts: Drafts,
        *,
        client: Client | None = None,
        training: bool = False,
    ) -> None:
        self.keeper, self.keyring, self.drafts, self.training = keeper, keyring, drafts, training
        self.client = client
        self.lock = threading.RLock()
        self.uploads = Uploads()
        self._desks: OrderedDict[tuple[str, date | None], Desk] = OrderedDict()
        self._answers: OrderedDict[tuple[int, Hashable], tuple[Dossier, object]] = OrderedDict()

    def once(self, dossier: Dossier, question: Hashable, answer: Callable[[], T]) -> T:
        """Return the answer to a question about a dossier, worked out once as long as the dossier stays as it is.

        A dossier does not change, so whatever was changed gives another one, and its answers are worked out anew.
        """
        key = (id(dossier), question)
        with self.lock:
            held = self._answers.get(key)
            if held is not None:
                self._answers.move_to_end(key)
                return cast(T, held[1])
        found = answer()
        with self.lock:
            self._answers[key] = (dossier, found)  # the dossier is held too, so that its id means it alone
            while len(self._answers) > MOST_ANSWERS:
                self._answers.popitem(last=False)
        return found

    def close(self) -> None:
        """Forget everything that was opened, and let the key agent end."""
        with self.lock:
            self._desks.clear()
            self._answers.clear()
        self.uploads.clear()
        if self.client is not None:
            with contextlib.suppress(Locked):
                agent.lock(self.client.folder)

    def events(self, dossier: str) -> tuple[Event, ...]:
        """Return what the audit remembers of a dossier, as far as this vault shows its audit to this person."""
        if self.client is None:
            told: Iterable[Event] = getattr(self.keeper, "events", ())
        else:
            told = (event for _number, event in self.client.audit())
        return tuple(one for one in told if one.dossier == dossier)

    def alarm(self) -> Message | None:
        """Return what the key agent warned of since that was last told, such as unusual reading."""
        if self.client is None or not self.client.alerts:
            return None
        latest = self.client.alerts[-1]
        self.client.alerts.clear()
        return latest

    def slugs(self) -> dict[str, str]:
        """Return the dossiers in which this person has a part: slug to id, in order of slugs.

        Each has a slug of its own, as on the command line.
        """
        with self.lock:
            there = {place.dossier: self._at(place.dossier, None) for place in self.keeper.dossiers()}
            given, _instead = slugs((id, _called(desk)) for id, desk in there.items() if desk.reader.role)
            return dict(sorted((slug, id) for id, slug in given.items()))

    def desk(self, slug: str, known_on: date | None = None) -> Desk | None:
        """Return the desk of a dossier, as known on a day or now; None where there is none for this person."""
        with self.lock:
            id = self.slugs().get(slug)
            return self._at(id, known_on) if id else None

    def found(self, header: Header) -> str:
        """Found a dossier, which this person leads, and return the slug by which it is reached."""
        with self.lock:
            within = header.handling.compartments if header.handling else ()
            founded = Desk.found(self.keeper, self.keyring, header, compartments=within).place
            return next(slug for slug, id in self.slugs().items() if id == founded)

    def _at(self, id: str, known_on: date | None) -> Desk:
        key = (id, known_on)
        if key not in self._desks:
            desk = self._desks[key] = Desk(self.keeper, self.keyring, id, known_on)
            if desk.reader.may("read") and len(desk.dossier) > MANY:
                # What a large dossier is made of stays until the vault is locked, and this process ends with that: no
                # page shall wait until the collector has walked over all of it.
                all_stays()
        self._desks.move_to_end(key)
        while len(self._desks) > MOST_DESKS:
            self._desks.popitem(last=False)
        return self._desks[key]


def _called(desk: Desk) -> str:
    return desk.dossier.header.slug if desk.reader.may("read") else nameless(desk.place)


def through_agent(folder: Folder, *, training: bool = False) -> Vault:
    """Return the vault whose key agent answers; raises ``Locked`` where none does."""
    client = Client(folder)
    drafts = Drafts(folder.path.parent / "drafts", client.keyring.sign(_FOR_DRAFTS))
    return Vault(client.keeper, client.keyring, drafts, client=client, training=training)
