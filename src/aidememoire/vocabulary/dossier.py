"""What is known about one crisis, to one reader, at one moment? An immutable, indexed set of records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import ClassVar, TypeVar

from aidememoire.vocabulary import handling
from aidememoire.vocabulary.codes import Setting
from aidememoire.vocabulary.declaring import Day, Id, Part, Whole, Word, Words, says
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.kinds import kinds
from aidememoire.vocabulary.kinds.access import Authority
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.kinds.commitments import Commitment, Observation
from aidememoire.vocabulary.kinds.positions import Stance
from aidememoire.vocabulary.kinds.sources import Source
from aidememoire.vocabulary.messages import _
from aidememoire.vocabulary.record import Named, Nameless, Record
from aidememoire.vocabulary.text import Text

FORMAT = 1
DAYS_KEPT = 3
CUTS_KEPT = 2
R = TypeVar("R", bound=Record)


class Header(Part):
    """What a file says about the dossier as a whole."""

    format: Whole = says(_("Format"), help=_("The version of the file format."), default=FORMAT)
    slug: Id = says(_("Short name"), help=_("Small letters a to z, digits and hyphens."), required=True)
    title: Text | None = says(_("Title"))
    setting: Setting | None = says(_("Setting"), help=_("What kind of crisis; it decides which norms apply."))
    handling: Handling | None = says(_("Handling"), help=_("The label of every record that has none of its own."))
    languages: Words = says(_("Languages"), help=_("Codes; the first is that of wordings without a mark."), default=())
    closed_on: Day | None = says(_("Closed on"), help=_("For history: the last day that the dossier covers."))
    written_by: Word | None = says(_("Written by"), help=_("Set by this tool on files of its own writing."))


class Dossier:
    """Records of one crisis. Immutable: ``as_of``, ``cut`` and ``having`` answer with another dossier.

    Iterating yields the records in file order; ``dossier[id]`` is a record, ``dossier.get(id)`` a record or None, and
    ``dossier.of(Commitment)`` all of a kind. ``past`` holds, in a dossier as of a day, all that had begun by that day.
    """

    NOTHING: ClassVar[tuple[()]] = ()

    header: Header
    records: tuple[Record, ...]
    ceiling: Handling | None
    past: Dossier
    _by_id: Mapping[str, Record]
    _whole: Dossier

    def __init__(
        self,
        header: Header,
        records: Iterable[Record] = (),
        *,
        ceiling: Handling | None = None,
        past: Dossier | None = None,
    ) -> None:
        there = tuple(records)
        by_id = {record.id: record for record in there}
        vars(self).update(header=header, records=there, ceiling=ceiling, past=past or self, _by_id=by_id, _whole=self)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a dossier does not change: {name} cannot be set")

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def __contains__(self, id: object) -> bool:
        return id in self._by_id

    def __getitem__(self, id: str) -> Record:
        return self._by_id[id]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Dossier):
            return NotImplemented
        here, there = (d.header.model_copy(update={"written_by": None}) for d in (self, other))
        return here == there and self._by_id == other._by_id

    def __hash__(self) -> int:
        return hash((self.header.slug, len(self.records)))

    def __repr__(self) -> str:
        return f"<Dossier {self.header.slug}: {len(self.records)} records>"

    def there(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return those of some ids that stand for a record."""
        known = self._by_id
        return tuple(id for id in ids if id in known)

    def get(self, id: str | None) -> Record | None:
        """Return a record, or None where there is none."""
        return self._by_id.get(id) if id else None

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """Return all records of a kind, in file order."""
        return self._by_kind.get(kind, self.NOTHING)  # type: ignore[return-value]

    def the(self, kind: type[R], id: str) -> R:
        """Return one record of a kind, or say that there is none and which there are."""
        record = self.get(id)
        if isinstance(record, kind):
            return record
        there = tuple(other.id for other in self.of(kind))[:12] or _("none")
        raise InputError(
            _(
                "There is no {kind} {id} in this dossier. There are: {there}.",
                kind=kind.kind_of.label,
                id=id,
                there=there,
            )
        )

    def expect(self, kind: type[R], id: str) -> None:
        """Say so where a dossier that has records of a kind lacks the one asked for; an empty one is only a gap."""
        if self.of(kind):
            self.the(kind, id)

    def having(
        self, records: Iterable[Record], *, ceiling: Handling | None = None, past: Dossier | None = None
    ) -> Dossier:
        """Return a dossier with the same header and other records."""
        return Dossier(self.header, records, ceiling=ceiling or self.ceiling, past=past)

    def revised(self, records: Iterable[Record], *, without: Collection[str] = ()) -> Dossier:
        """Return a dossier in which records stand in the place of those of their ids; others come last.

        Records ``without`` which it is are left out first. Costs far less than to index all records anew.
        """
        left = {id: one for id, one in self._by_id.items() if id not in without} if without else self._by_id
        by_id = {**left, **{record.id: record for record in records}}
        made = Dossier(self.header, ceiling=self.ceiling)
        vars(made).update(records=tuple(by_id.values()), _by_id=by_id)
        return made

    def by_section(self) -> Iterator[tuple[str, tuple[Record, ...]]]:
        """Yield each section that holds records, by its name in files, in the order of the chain."""
        for kind, records in self._by_kind.items():
            if records:
                yield kind.kind_of.plural, records

    # Who names whom

    def called(self, id: str | None) -> Named:
        """Return an id with the name of its record; a broken reference keeps the bare id."""
        record = self.get(id)
        return Named(id or "", record.called() if record else None)

    def called_source(self, id: str) -> Named:
        """Return the id of a source with its name, or with words that say that none is noted."""
        called = self.called(id)
        return Nameless(id, None) if called.name is None and isinstance(self.get(id), Source) else called

    def _part(self, records: Iterable[Record], past: Dossier | None = None) -> Dossier:
        """Return a dossier with some of these records, which need not be asked again whom they name."""
        made = self.having(records, past=past)
        vars(made).update(_whole=self._whole)
        return made

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        if self._whole is self:
            return {record.id: record.named() for record in self.records}
        known = self._whole._names
        return {record.id: known[record.id] for record in self.records}

    @cached_property
    def _named_by(self) -> Mapping[str, tuple[str, ...]]:
        named_by: dict[str, list[str]] = {}
        for id, names in self._names.items():
            for named in names:
                named_by.setdefault(named, []).append(id)
        return {named: tuple(by) for named, by in named_by.items()}

    def naming(self, ids: Iterable[str]) -> frozenset[str]:
        """Return the ids of all records that name one of these, directly or through others."""
        found: set[str] = set()
        waiting = list(ids)
        while waiting:
            for by in self._named_by.get(waiting.pop(), ()):
                if by not in found:
                    found.add(by)
                    waiting.append(by)
        return frozenset(found)

    def names(self, id: str) -> frozenset[str]:
        """Return the ids that a record names."""
        return self._names[id]

    def named_by(self, id: str) -> tuple[Record, ...]:
        """Return the records that name a record directly, in file order."""
        return tuple(self._by_id[by] for by in self._named_by.get(id, ()))

    def ours(self, id: str | None) -> bool:
        """Say whether an actor is on our own side, itself or through the body to which it belongs."""
        seen: set[str] = set()
        while id and id not in seen:
            seen.add(id)
            actor = self.get(id)
            if not isinstance(actor, Actor):
                return False
            if actor.ours:
                return True
            id = actor.part_of
        return False

    def observations(self, id: str) -> tuple[Observation, ...]:
        """Return the observations that bear on a record, oldest first; undated ones come first."""
        return self._seen.get(id, self.NOTHING)

    @cached_property
    def _seen(self) -> Mapping[str, tuple[Observation, ...]]:
        seen: dict[str, list[Observation]] = {}
        for one in self.of(Observation):
            seen.setdefault(one.bears_on, []).append(one)
        return {id: tuple(sorted(of_it, key=lambda one: one.observed_on or date.min)) for id, of_it in seen.items()}

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """Return the undertakings, theirs and ours."""
        return self.of(Commitment)

    # Labels

    def own_label(self, record: Record) -> Handling:
        """Return the label as written on the record, else that of the file, else AMBER+STRICT."""
        return record.handling or self.header.handling or handling.DEFAULT

    @cached_property
    def _labels(self) -> Mapping[str, Handling]:
        own = {record.id: self.own_label(record) for record in self.records}
        return handling.inherited(own, self._names)

    def label(self, id: str) -> Handling:
        """Return the label that a record must have: its own, or that of a stricter record that it names."""
        return self._labels[id]

    def strictest(self, ids: Iterable[str]) -> Label:
        """Return the strictest label among records; the dossier's own where none is named."""
        levels = [self._labels[id].level for id in ids if id in self._labels]
        return max(levels, key=lambda level: level.rank) if levels else self.own_ceiling.level

    @property
    def own_ceiling(self) -> Handling:
        """Return the label of the dossier as a whole, or the ceiling to which it was cut."""
        return self.ceiling or self.header.handling or handling.DEFAULT

    def cut(self, ceiling: Handling | Label | str) -> Dossier:
        """Return what a reader under this ceiling may have. See ``handling.cut``."""
        limit = Handling.model_validate(ceiling)
        known = self._cuts.get(limit)
        if known is None:
            for oldest in list(self._cuts)[: 1 - CUTS_KEPT]:
                self._cuts.pop(oldest, None)
            known = self._cuts[limit] = handling.cut(self, limit)
        return known

    @cached_property
    def _cuts(self) -> dict[Handling, Dossier]:
        """Hold what was cut last: whoever exports looks at a cut, plans with it, writes it and looks it through."""
        return {}

    # Time

    def as_of(self, day: date) -> Dossier:
        """Return the dossier as things were on a day.

        A record is there from its first day and, where it has an end, until it. Of each assessor's stances of an actor
        on an issue the latest stands. An authority past its end stays, as lapsed, until another for the same route,
        sector and area takes over. A record without a first day is always there.
        """
        known = self._days.get(day)
        if known is None:
            for oldest in list(self._days)[: 1 - DAYS_KEPT]:
                self._days.pop(oldest, None)
            known = self._days[day] = self._on(day)
        return known

    @cached_property
    def _days(self) -> dict[date, Dossier]:
        """Hold the dossier as of the days asked last, since a page, or a brief, asks many methods about one day."""
        return {}

    def _on(self, day: date) -> Dossier:
        past = self.until(day)
        there = [record for record in past if record.last_day is None or day <= record.last_day]
        overtaken = _earlier_stances(there) | _replaced_authorities(there, day)
        return self._part((record for record in there if record.id not in overtaken), past)

    def until(self, day: date) -> Dossier:
        """Return everything that had begun by a day, what has since ended or been replaced included."""
        begun = [record for record in self.records if record.first_day is None or record.first_day <= day]
        return self if len(begun) == len(self.records) else self._part(begun)

    @cached_property
    def _by_kind(self) -> Mapping[type[Record], tuple[Record, ...]]:
        grouped: dict[type[Record], list[Record]] = {kind: [] for kind in kinds().values()}
        for record in self.records:
            grouped[type(record)].append(record)
        return {kind: tuple(records) for kind, records in grouped.items()}


def _earlier_stances(records: Iterable[Record]) -> set[str]:
    latest: dict[tuple[str, str, str | None], Stance] = {}
    for stance in records:
        if isinstance(stance, Stance):
            key = (stance.actor, stance.issue, stance.assessed_by)
            known = latest.get(key)
            if known is None or (known.assessed_on or date.min) <= (stance.assessed_on or date.min):
                latest[key] = stance
    standing = {stance.id for stance in latest.values()}
    return {stance.id for stance in records if isinstance(stance, Stance)} - standing


def _replaced_authorities(records: Iterable[Record], day: date) -> set[str]:
    """Return the authorities past their end whose route, sector and area a later one has taken over."""
    authorities = [record for record in records if isinstance(record, Authority)]
    newest: dict[tuple[object, ...], date] = {}
    for authority in authorities:
        key = (authority.route, authority.sector, authority.area)
        newest[key] = max(newest.get(key, date.min), authority.granted_on or date.min)
    return {
        authority.id
        for authority in authorities
        if authority.expires_on
        and authority.expires_on < day
        and (authority.granted_on or date.min) < newest[(authority.route, authority.sector, authority.area)]
    }
