"""What does a face hold of a ledger? One person's desk in one dossier: the view, and the way to act."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Self

from aidememoire.ledger import chain
from aidememoire.ledger.audit import ASK, HOUR, Event
from aidememoire.ledger.clock import Clock, Moment
from aidememoire.ledger.entry import GRANT, HEADER, Entry, new_id, new_record_id
from aidememoire.ledger.fold import Fold
from aidememoire.ledger.gate import Reader
from aidememoire.ledger.grants import Grant, Rights, founding, given
from aidememoire.ledger.keeper import Keeper, Moved
from aidememoire.ledger.people import Person
from aidememoire.ledger.seal import KEY, Keyring, Sealer
from aidememoire.ledger.track import Standing
from aidememoire.ledger.view import View
from aidememoire.ledger.writing import Change, Made, made
from aidememoire.vocabulary.collecting import MANY, uncollected
from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.messages import _

_TRIES = 20


class Desk:
    """One person's sight of one dossier, and their way to change it. Follows the keeper; asks it only what is new."""

    def __init__(
        self,
        keeper: Keeper,
        keyring: Keyring,
        dossier: str,
        known_at: Moment | date | None = None,
        *,
        clock: Clock | None = None,
    ) -> None:
        self.keeper, self.keyring, self.place, self.known_at = keeper, keyring, dossier, known_at
        self.clock = clock or Clock()
        self._fold = Fold(Standing.under(Rights(dossier), Sealer(keyring, dossier)))
        self._tips: dict[chain.ChainName, chain.Tip] = {}
        self._seen = 0
        self._dropped: set[str] = set()
        self._past: tuple[int, View] | None = None
        self._told: dict[str, int] = {}

    @classmethod
    def found(
        cls,
        keeper: Keeper,
        keyring: Keyring,
        header: Header,
        *,
        compartments: Sequence[str] = (),
        agency: str | None = None,
        clock: Clock | None = None,
    ) -> Self:
        """Found a dossier: its first grant, by which its founder leads it, its compartments, and its header."""
        clock = clock or Clock()
        grant, _key = founding(keyring.me, keyring, at=clock.tick(), agency=agency)
        desk = cls(keeper, keyring, grant.dossier, clock=clock)
        grants = (grant, *(desk._own_compartment(name, grant) for name in compartments))
        batch = new_record_id()
        desk.do(Made(tuple(granting(one, clock.tick(), batch) for one in grants)))
        desk.do(made(desk, [Change(grant.dossier, HEADER, header.written())]))
        return desk

    def _own_compartment(self, name: str, base: Grant) -> Grant:
        return given(
            self.keyring,
            self.writer,
            secrets.token_bytes(KEY),
            dossier=self.place,
            compartment=name,
            version=1,
            role=base.role,
            clearance=base.clearance,
            at=self.clock.tick(),
            agency=base.agency,
        )

    # Seeing

    @property
    def view(self) -> View:
        """Return what this person sees; computed anew only where the keeper has something new."""
        self._follow()
        now = self._fold.view()
        if due := self._fold.purged - self._dropped:
            # A purge that came with a merge destroys the keys here too.
            self.keeper.append((), drop_keys=due)
            self._dropped |= due
        if self.known_at is None:
            return now
        if self._past is None or self._past[0] != self._seen:
            self._past = (self._seen, self._fold.view(self.known_at))
        return self._past[1]

    @property
    def dossier(self) -> Dossier:
        """Return the dossier that this person sees."""
        return self.view.dossier

    @property
    def standing(self) -> Standing:
        """Return the reader with the keys that open bodies."""
        self._follow()
        return self._fold.standing

    @property
    def sealer(self) -> Sealer:
        """Return what opens and closes bodies with this person's keys."""
        return self.standing.sealer

    @property
    def reader(self) -> Reader:
        """Return this person's part in the dossier."""
        return self.standing.reader

    @property
    def rights(self) -> Rights:
        """Return every grant of the dossier that counts."""
        return self.standing.rights

    @property
    def writer(self) -> Person:
        """Return who acts at this desk."""
        return self.keyring.me

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return every entry that the keeper has, sealed, in order of arrival."""
        return tuple(entry for _number, entry in self.keeper.entries(self.place))

    def _follow(self) -> None:
        last = self.keeper.last(self.place)
        if last == self._seen:
            return
        with uncollected(last - self._seen > MANY):
            new = [entry for number, entry in self.keeper.entries(self.place, self._seen) if number <= last]
            self._fold.take(new, self.keeper.keys(self.place))
            self._taken(new, last)

    def _taken(self, new: Sequence[Entry], last: int) -> None:
        me = self.writer.id
        mine = [entry for entry in new if entry.recorded_by == me]
        for entry in new if len(mine) < len(new) else ():
            self.clock.meet(entry.recorded_at, own=entry.recorded_by == me)
        if mine:
            self.clock.meet(max(entry.recorded_at for entry in mine), own=True)
        self._tips = chain.tips(mine, self._tips)
        self._seen = last

    # Acting

    def do(self, act: Made) -> str:
        """Append what an act made, with keys, signed heads and audit, as one durable whole; return its batch.

        Where somebody else appended in the meantime, their entries are taken in first and the chain goes on from there:
        what both changed then merges, or stands as a clash.
        """
        if self.known_at is not None:
            raise InputError(_("The past cannot be changed. Look at the dossier of today, without --known-at."))
        if not act.entries:
            for event in act.events:
                self.keeper.note(event)
            return act.batch
        for _again in range(_TRIES):
            self._follow()
            entries = chain.linked(act.entries, self._tips)
            heads = chain.heads(entries, self._tips, self.keyring, self.clock.tick())
            try:
                last = self.keeper.append(
                    entries,
                    keys=act.keys,
                    heads=heads,
                    audit=act.events,
                    drop_keys=act.drop_keys,
                    expecting=self._seen,
                )
            except Moved:
                continue
            self._fold.take(entries, act.keys)
            self._taken(entries, last)
            return act.batch
        raise Moved

    def reveal(self, identity: str) -> str:
        """Return the name behind a pseudonym, and note in the audit that it was asked for."""
        self.reader.must("reveal")
        record = self.view.record_id(identity)
        found = self.view.found(record)
        label = self.view.label(identity)
        self.note("reveal", record=record, label=label.level)
        name = found.fields.get("name") if found and found.kind == "identity" else None
        if name is None:
            raise InputError(_("{id} is no identity: there is no name behind it.", id=identity))
        return str(name if isinstance(name, str) else next(iter(name.values())))

    def asked(self, inputs: Iterable[str]) -> None:
        """Write into the audit on which RED records an answer rests; what this desk told within the hour is known."""
        there, now = self.dossier, self.clock.tick()
        red = [slug for slug in dict.fromkeys(inputs) if slug in there and there.label(slug).level is Label.RED]
        fresh = [id for slug in red if now.millis - self._told.get(id := self.view.record_id(slug), 0) > HOUR]
        if fresh:
            self.keeper.note(*(Event(now, self.writer.id, self.place, ASK, id, Label.RED) for id in fresh))
            self._told.update(dict.fromkeys(fresh, now.millis))

    def note(self, action: str, *, record: str = "", label: Label | None = None, outcome: str = "done") -> None:
        """Write into the audit what changes nothing, such as reading."""
        event = Event(self.clock.tick(), self.writer.id, self.place, action, record, label, outcome)
        self.keeper.note(event)


def granting(grant: Grant, at: Moment, batch: str) -> Entry:
    """Return a grant as an entry: open to everybody who holds the ledger, so that all can verify it.

    It stands in the chain of its own compartment, so that a copy without the compartment tells nothing of it.
    """
    return Entry(
        id=new_id(at),
        dossier=grant.dossier,
        record=new_record_id(),
        kind=GRANT,
        parents=(),
        recorded_at=at,
        recorded_by=grant.given_by,
        handling=Handling(level=Label.CLEAR, compartments=(grant.compartment,) if grant.compartment else ()),
        body=grant.written(),
        batch=batch,
    )
