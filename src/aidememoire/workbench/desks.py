"""What does a screen work on? A desk: one dossier as one reader may see it, on the days of the dial, and the acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest

from aidememoire.methods._catalogue import all_methods
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.findings import Finding
from aidememoire.vocabulary.handling import Handling
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.record import Record
from aidememoire.workbench import door
from aidememoire.workbench.memory import Revision, Shelf

# On which day a training dossier is best looked at, where its reader has not turned the dial.
BEST_DAYS = {"port-of-selane": date(2026, 6, 15)}


@dataclass(frozen=True)
class Desk:
    """A dossier under the hands of one reader.

    ``day`` is the day on which things are asked to be true, ``known_on`` the day up to whose end they were known
    (None: all that is known now). ``past`` is everything that had begun by the day, ``dossier`` all of it.
    """

    shelf: Shelf
    slug: str
    me: str
    day: date
    known_on: date | None = None
    turned: bool = False

    @cached_property
    def dossier(self) -> Dossier:
        """Return all that this reader may see, as known on the day of the dial."""
        return self.shelf.folded(self.known_on)

    @cached_property
    def now(self) -> Dossier:
        """Return the dossier as things stood on the day of the dial."""
        return self.dossier.as_of(self.day)

    @property
    def handling(self) -> Handling:
        """Return the label of the dossier as a whole."""
        return self.dossier.own_ceiling

    def may(self, act: str) -> bool:
        """Say whether this reader may do something here and now: looking back, nobody writes."""
        return act == "read" or self.known_on is None

    def ask(self, method: str, **chosen: Any) -> Finding:
        """Put a question to the methods: their finding on the day of the dial."""
        return all_methods()[method](self.dossier, as_of=self.day, **chosen)

    def record(self, id: str, *kinds: type[Record]) -> Record:
        """Return a record that is there for this reader; what may not be seen is not there."""
        found = self.dossier.get(id)
        if found is None or (kinds and not isinstance(found, kinds)):
            raise Http404
        return found

    # Acts. Each returns the batch by which it can be taken back.

    def add(self, record: Record) -> str:
        """Record something new."""
        if record.id in self.dossier:
            raise InputError(_("There is a record {id} already.", id=record.id))
        return self.shelf.put([(record.id, record)], by=self.me)

    def revise(self, record: Record, *, why: str | None = None) -> str:
        """Put a new version of a record in the place of the one there is."""
        self.record(record.id, type(record))
        return self.shelf.put([(record.id, record)], by=self.me, why=why)

    def add_all(self, records: list[Record]) -> str:
        """Record several things in one act."""
        return self.shelf.put([(record.id, record) for record in records], by=self.me)

    def withdraw(self, id: str, *, why: str | None = None) -> str:
        """Take a record out of the dossier; its history stays."""
        named_by = self.dossier.named_by(self.record(id).id)
        if named_by:
            raise InputError(
                _("{name} is still named by {others}. Change or withdraw those first.",
                  name=self.dossier.called(id), others=tuple(self.dossier.called(one.id) for one in named_by[:5]))
            )  # fmt: skip
        return self.shelf.put([(id, None)], by=self.me, why=why)

    def undo(self, batch: str) -> str:
        """Take an act back, by another one."""
        return self.shelf.undo(batch, by=self.me)

    def history(self, id: str) -> tuple[Revision, ...]:
        """Return every version of a record that this reader may see, the oldest first."""
        return self.shelf.history(id)


def desk_for(request: HttpRequest, slug: str, *, may: str) -> Desk:
    """Return the desk of whoever asks, or say that there is no such dossier, which is all that a stranger learns."""
    shelf = door.vault().shelves.get(slug) if door.is_open() else None
    if shelf is None:
        raise Http404
    day, known_on, turned = dial(request, slug, shelf.folded(None))
    desk = Desk(shelf, slug, me="me", day=day, known_on=known_on, turned=turned)
    if not desk.may(may):
        raise Http404
    return desk


def dial(request: HttpRequest, slug: str, dossier: Dossier) -> tuple[date, date | None, bool]:
    """Return the day asked, the day of knowledge, and whether somebody turned the dial."""
    set_to: Mapping[str, str] = request.session.get("dials", {}).get(slug, {})
    known_on = date.fromisoformat(set_to["known"]) if set_to.get("known") else None
    if set_to.get("day"):
        return date.fromisoformat(set_to["day"]), known_on, True
    return usual_day(slug, dossier), known_on, known_on is not None


def usual_day(slug: str, dossier: Dossier) -> date:
    """Return the day on which a dossier is looked at unless somebody says otherwise: today, or its last."""
    today = date.today()
    if door.vault().training and slug in BEST_DAYS:
        return BEST_DAYS[slug]
    return min(today, dossier.header.closed_on or today)


def dossiers() -> list[tuple[str, object]]:
    """Return slug and title of each dossier that this reader may know of."""
    if not door.is_open():
        return []
    return [(slug, shelf.folded(None).header.title or slug) for slug, shelf in door.vault().shelves.items()]
