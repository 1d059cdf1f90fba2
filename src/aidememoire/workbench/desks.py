"""What does a screen work on? A desk: one dossier as one reader may see it, on the days of the dial, and the acts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.http import Http404, HttpRequest

from aidememoire.ledger import acts, newer
from aidememoire.ledger.acts.revoke import waiting_for_keys
from aidememoire.ledger.desk import Desk as LedgerDesk
from aidememoire.ledger.history import Batch, Revision
from aidememoire.ledger.writing import Made
from aidememoire.methods._catalogue import all_methods
from aidememoire.vocabulary.dossier import Dossier
from aidememoire.vocabulary.findings import Finding
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.messages import Message
from aidememoire.vocabulary.record import Record
from aidememoire.workbench import door
from aidememoire.workbench.remembering import remembered
from aidememoire.workbench.training import BEST_DAYS
from aidememoire.workbench.vaults import Vault

# Acts that change nothing; the audit alone remembers them.
ONLY_NOTED = frozenset({"read", "reveal", "audit", "export", "keep"})

# Where a dossier begins for whoever may do no more than this with it.
BEGINS = {"read": "today", "audit": "audit", "keep": "keeping"}

T = TypeVar("T")


class LookingBack(Exception):  # noqa: N818 - what happened
    """Somebody who might change something now looks back, where nobody does; with the desk at which they sit."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk


@dataclass(frozen=True)
class Desk:
    """A dossier under the hands of one reader.

    ``ledger`` is their desk in the ledger, through whose gate everything comes. ``day`` is the day on which things are
    asked to be true, ``known_on`` the day up to whose end they were known (None: all that is known now). ``dossier``
    is all that the reader may see, ``now`` the same as things stood on the day.
    """

    vault: Vault
    ledger: LedgerDesk
    slug: str
    day: date
    known_on: date | None = None
    turned: bool = False

    @property
    def place(self) -> str:
        """Return the id of the dossier, under which what is kept beside it stands: slugs come to be others'."""
        return self.ledger.place

    @remembered
    def dossier(self) -> Dossier:
        """Return all that this reader may see, as known on the day of the dial."""
        with self.vault.lock:
            return self.ledger.dossier

    @remembered
    def now(self) -> Dossier:
        """Return the dossier as things stood on the day of the dial."""
        return self.once("now", lambda: self.dossier.as_of(self.day))

    @property
    def handling(self) -> Handling:
        """Return the label of the dossier as a whole."""
        return self.dossier.own_ceiling

    def may(self, act: str) -> bool:
        """Say whether this reader may do something here and now: looking back, nobody writes."""
        with self.vault.lock:
            return self.ledger.reader.may(act) and (act in ONLY_NOTED or self.known_on is None)

    def ask(self, method: str, **chosen: Any) -> Finding:
        """Put a question to the methods: their finding on the day of the dial."""
        question = (method, *sorted(chosen.items()))
        return self.once(question, lambda: self._asked(method, chosen))

    def _asked(self, method: str, chosen: dict[str, Any]) -> Finding:
        found = all_methods()[method](self.dossier, as_of=self.day, **chosen)
        if self.lets_see(found):
            with self.vault.lock:
                self.ledger.asked(found.inputs)
        return found

    def note_names(self, to: str, label: Label | None) -> None:
        """Note in the audit that somebody asked through whom an actor can be reached."""
        with self.vault.lock:
            self.ledger.note("names of routes", record=self.ledger.view.record_id(to), label=label)

    def once(self, question: Hashable, answer: Callable[[], T]) -> T:
        """Return what is worked out of this dossier on this day, once as long as neither changes."""
        return self.vault.once(self.dossier, (self.day, question), answer)

    @property
    def not_as_last(self) -> tuple[Message, ...]:
        """Say how many records are not shown as they last stood, where there are any, and why."""
        with self.vault.lock:
            view = self.ledger.view
            return newer.not_as_last(view.newer, view.unopened)

    @property
    def undoes(self) -> bool:
        """Say whether this reader takes acts back here and now."""
        return self.may("undo")

    @property
    def reads(self) -> bool:
        """Say whether this reader's part has content at all: an auditor's and a custodian's has none."""
        return self.may("read")

    @property
    def clearance(self) -> Label:
        """Return the label up to which this reader is cleared."""
        with self.vault.lock:
            return self.ledger.reader.clearance

    def lets_see(self, found: Finding) -> bool:
        """Say whether this reader is cleared for a finding whole: it may be stricter than each of its records."""
        return found.label is None or found.label <= self.clearance or not found.inputs

    def record(self, id: str, *kinds: type[Record]) -> Record:
        """Return a record that is there for this reader; what may not be seen is not there."""
        found = self.dossier.get(id)
        if found is None or (kinds and not isinstance(found, kinds)):
            raise Http404
        label = self.dossier.label(id).level
        if label is Label.RED:
            with self.vault.lock:
                self.ledger.note("read", record=self.ledger.view.record_id(id), label=label)
        return found

    # Acts. Each returns the batch by which it can be taken back.

    def do(self, act: Made) -> str:
        """Append what an act of the ledger made."""
        with self.vault.lock:
            return self.ledger.do(act)

    def add(self, *records: Record, why: str | None = None) -> str:
        """Record something new."""
        with self.vault.lock:
            return self.do(acts.record(self.ledger, *records, why=why))

    def revise(self, id: str, changes: Mapping[str, Any], *, why: str | None = None) -> str:
        """Change some fields of a record: None empties one, what is not named stays."""
        self.record(id)
        with self.vault.lock:
            return self.do(acts.revise(self.ledger, id, changes, why=why))

    def withdraw(self, id: str, *, why: str | None = None) -> str:
        """Take a record out of the dossier; its history stays."""
        self.record(id)
        with self.vault.lock:
            return self.do(acts.withdraw(self.ledger, id, why=why))

    def undo(self, batch: str) -> str:
        """Take an act back, by another one."""
        with self.vault.lock:
            return self.do(acts.undo(self.ledger, batch))

    def reveal(self, id: str) -> str:
        """Return the name behind a pseudonym, which the audit remembers."""
        with self.vault.lock:
            return self.ledger.reveal(id)

    def history(self, id: str) -> tuple[Revision, ...]:
        """Return every version of a record that this reader may see, the oldest first."""
        self.record(id)
        with self.vault.lock:
            return self.ledger.view.history(id)

    def batches(self) -> tuple[Batch, ...]:
        """Return what was done in this dossier, the latest first."""
        with self.vault.lock:
            return self.ledger.view.batches

    def knows_of(self, compartment: str) -> bool:
        """Say whether this reader may know that there is a compartment: only who is in it does."""
        with self.vault.lock:
            return not compartment or compartment in self.ledger.reader.compartments

    def waiting_for_keys(self) -> list[str]:
        """Return the compartments that wait for new keys, as far as this reader may know of them."""
        with self.vault.lock:
            return [name for name in waiting_for_keys(self.ledger) if self.knows_of(name)]

    def people(self) -> Mapping[str, str]:
        """Return what each person with a part in the dossier is called, by fingerprint."""
        with self.vault.lock:
            return self.ledger.view.people


def desk_for(request: HttpRequest, slug: str, *, may: str) -> Desk:
    """Return the desk of whoever asks, or say that there is no such dossier, which is all that a stranger learns."""
    vault = door.vault() if door.is_open() else None
    at_once = vault.desk(slug) if vault else None
    if vault is None or at_once is None:
        raise Http404
    day, known_on, turned = dial(request, slug, at_once.dossier)
    at = at_once if known_on is None else vault.desk(slug, known_on)
    if at is None:
        raise Http404
    desk = Desk(vault, at, slug, day, known_on, turned)
    if not desk.may(may):
        if request.method == "POST" and desk.may("read") and Desk(vault, at_once, slug, day).may(may):
            raise LookingBack(desk)
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


@dataclass(frozen=True, slots=True)
class Listed:
    """A dossier in the list of all: ``begins`` is the route of its first page; no label where nothing is read."""

    slug: str
    title: object
    begins: str
    label: Label | None
    records: int


def dossiers() -> list[Listed]:
    """Return the dossiers in which this reader has a part."""
    if not door.is_open():
        return []
    vault = door.vault()
    there = ((slug, vault.desk(slug)) for slug in vault.slugs())
    return [_listed(slug, desk) for slug, desk in there if desk]


def _listed(slug: str, desk: LedgerDesk) -> Listed:
    there = desk.dossier
    label = there.own_ceiling.level if desk.reader.may("read") else None
    return Listed(slug, there.header.title or slug, _begins(desk), label, len(there))


def _begins(desk: LedgerDesk) -> str:
    """Return the route of the first page that somebody with this part may see."""
    return next((route for act, route in BEGINS.items() if desk.reader.may(act)), "today")
