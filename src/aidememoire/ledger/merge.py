"""What do entries that were written apart say together?

Merging two ledgers is the union of their entries. Within a record, each field keeps the last words said about it: a
change that somebody later saw and replaced is past; two that did not know of each other stand beside each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aidememoire.ledger.clock import Moment
from aidememoire.ledger.entry import Entry
from aidememoire.ledger.lines import Wording, merged_wording
from aidememoire.vocabulary.collecting import MANY, uncollected

WITHDRAWN = "withdrawn"
"""Where a record was withdrawn by one and changed by another, the clash stands under this name of a field."""

Fields = dict[str, Any]


def merge(*entry_sets: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the union of entries, in order of recording. Of two that bear one id, the lesser digest stays."""
    by_id: dict[str, Entry] = {}
    for entries in entry_sets:
        for entry in entries:
            known = by_id.get(entry.id)
            if known is None or entry.digest < known.digest:
                by_id[entry.id] = entry
    with uncollected(len(by_id) > MANY):
        return tuple(sorted(by_id.values(), key=lambda entry: entry.order))


@dataclass(frozen=True, slots=True)
class Said:
    """What one entry of a record says: its fields (None where it withdraws), which entries it knew, what it decides.

    ``reopens`` are entries whose deciding it takes back: what they decided stands open again.
    """

    entry: str
    at: Moment
    by: str
    parents: tuple[str, ...]
    fields: Fields | None
    resolves: tuple[str, ...] = ()
    reopens: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[Moment, str]:
        """Return the place of the entry in the order of recording."""
        return self.at, self.entry


@dataclass(frozen=True, slots=True)
class Apart:
    """One field about which entries say different things, none knowing of the other; latest first."""

    field: str
    base: Any
    values: tuple[tuple[Any, Said], ...]


@dataclass(frozen=True, slots=True)
class Together:
    """What a record's entries say together."""

    fields: Fields
    withdrawn: bool
    apart: tuple[Apart, ...]
    newest: Said


def together(said: Iterable[Said], is_text: Callable[[str], bool]) -> Together:
    """Return what entries of one record say together, in whatever order they are given.

    ``is_text`` says of a field whether it is free text, which merges by lines.
    """
    return _Joining({one.entry: one for one in sorted(said, key=lambda one: one.order)}, is_text).outcome()


@dataclass(slots=True)
class _State:
    """What held after one entry: its fields, for each the writes that still stood, and what it left apart."""

    fields: Fields
    withdrawn: bool
    writes: dict[str, frozenset[str]] = field(default_factory=dict)
    past: frozenset[str] = frozenset()
    apart: tuple[Apart, ...] = ()


class _Joining:
    """The entries of one record, each with the state after it, on the way to what they say together."""

    def __init__(self, entries: Mapping[str, Said], is_text: Callable[[str], bool]) -> None:
        self.entries, self.is_text = entries, is_text
        self.states: dict[str, _State] = {}
        self._commons: dict[frozenset[str], _State] = {}
        for one in _parents_first(entries):
            self.states[one.entry] = self._after(one)

    def outcome(self) -> Together:
        """Return what the open versions say together."""
        heads = [self.entries[one] for one in self._open(self.entries)]
        joined = self._joined([self.states[one.entry] for one in heads])
        return Together(joined.fields, joined.withdrawn, joined.apart, max(heads, key=lambda one: one.order))

    def _open(self, entries: Iterable[str]) -> list[str]:
        """Return those among entries that no other among them followed."""
        there = list(entries)
        followed = {parent for one in there for parent in self.entries[one].parents}
        return [one for one in there if one not in followed] or there

    def _after(self, one: Said) -> _State:
        """Return what holds after an entry: what it found, and its own writes where it says otherwise or decides."""
        before = [self.states[parent] for parent in one.parents if parent in self.states]
        found = self._joined(before)
        said = found.fields if one.fields is None else one.fields
        changed = {
            name for name in {*found.fields, *said} if not before or found.fields.get(name) != said.get(name)
        } | set(one.resolves)
        if one.fields is None or found.withdrawn or not before:
            changed.add(WITHDRAWN)
        state = _State(
            fields=dict(said),
            withdrawn=one.fields is None,
            writes={**found.writes, **dict.fromkeys(changed, frozenset({one.entry}))},
            past=found.past | {one.entry},
            apart=tuple(clash for clash in found.apart if clash.field not in changed),
        )
        # In one order, so that everybody comes to the same.
        for decision in sorted(found.past.intersection(one.reopens)):
            self._reopen(state, self.entries[decision])
        return state

    def _reopen(self, state: _State, decision: Said) -> None:
        """Let what an entry decided stand as it stood before."""
        before = self._joined([self.states[parent] for parent in decision.parents if parent in self.states])
        for clash in before.apart:
            name = clash.field
            if name in decision.resolves:
                state.writes[name] = before.writes.get(name, frozenset())
                state.apart = (*(other for other in state.apart if other.field != name), clash)
                if name in before.fields:
                    state.fields[name] = before.fields[name]
                else:
                    state.fields.pop(name, None)

    def _joined(self, states: list[_State]) -> _State:
        """Return what several states say together, and what stands apart among them."""
        if len(states) == 1:
            return states[0]
        writes = _standing(states)
        fields: Fields = {}
        apart: list[Apart] = []
        for name in sorted({name for state in states for name in state.fields}):
            value, clash = self._field(name, writes.get(name, frozenset()), states)
            if value is not None:
                fields[name] = value
            apart += [clash] if clash else []
        withdrawn, clash = self._withdrawn(states, writes.get(WITHDRAWN, frozenset()))
        apart += [clash] if clash else []
        past = frozenset[str]().union(*(state.past for state in states))
        return _State(fields, withdrawn, writes, past, tuple(apart))

    def _field(self, name: str, writes: frozenset[str], states: list[_State]) -> tuple[Any, Apart | None]:
        values = _distinct(self._candidates(name, writes, states))
        if len(values) < 2:
            return (values[0][0] if values else states[0].fields.get(name)), None
        base, agreed = self._common(name, states)
        try:
            merged = base
            for other, _said in values if agreed else ():
                merged = _by_lines(name, base, merged, other, self.is_text)
        except ValueError:
            agreed = False
        return (merged, None) if agreed else (values[-1][0], Apart(name, base, tuple(reversed(values))))

    def _candidates(self, name: str, writes: frozenset[str], states: list[_State]) -> Iterator[tuple[Any, Said]]:
        """Yield what the states say of a field as far as it was not replaced, with who said it."""
        for state in states:
            mine = state.writes.get(name, frozenset()) & writes
            if not mine:
                continue
            still = next((clash.values for clash in state.apart if clash.field == name), None)
            if still:
                yield from ((value, said) for value, said in still if said.entry in writes)
            else:
                yield state.fields.get(name), max((self.entries[one] for one in mine), key=lambda one: one.order)

    def _common(self, name: str, states: list[_State]) -> tuple[Any, bool]:
        """Return what a field said in what all states know, and whether it stood there undisputed."""
        known = frozenset.intersection(*(state.past for state in states))
        if not known:
            return None, False
        joined = self._commons.get(known)
        if joined is None:
            joined = self._commons[known] = self._joined([self.states[one] for one in sorted(self._open(known))])
        return joined.fields.get(name), all(clash.field != name for clash in joined.apart)

    def _withdrawn(self, states: list[_State], writes: frozenset[str]) -> tuple[bool, Apart | None]:
        """Return whether a record is withdrawn; where one withdrew what another kept, it stays, as a clash."""
        if all(state.withdrawn for state in states):
            return bool(states), None
        ended = [self.entries[one] for one in writes if self.entries[one].fields is None]
        if not ended:
            return False, None
        out = max(ended, key=lambda one: one.order)
        alive = (self.entries[one] for state in states if not state.withdrawn for one in state.past)
        kept = max((one for one in alive if one.fields is not None), key=lambda one: one.order)
        values = sorted([(True, out), (False, kept)], key=lambda pair: pair[1].order, reverse=True)
        return False, Apart(WITHDRAWN, False, tuple(values))


def three_way(
    base: Fields, ours: Fields, theirs: Fields, is_text: Callable[[str], bool]
) -> tuple[Fields, tuple[str, ...]]:
    """Return ours with theirs merged in, field by field, and the fields that both changed; there ours stands."""
    merged, both = dict(ours), []
    for name in sorted({*base, *ours, *theirs}):
        before, here, there = base.get(name), ours.get(name), theirs.get(name)
        if there in (before, here):
            continue
        if here != before:
            try:
                there = _by_lines(name, before, here, there, is_text)
            except ValueError:
                both.append(name)
                continue
        if there is None:
            merged.pop(name, None)
        else:
            merged[name] = there
    return merged, tuple(both)


def _by_lines(name: str, base: Wording, one: Wording, other: Wording, is_text: Callable[[str], bool]) -> Wording:
    if not is_text(name) or base is None:
        raise ValueError("not a text that merges by lines")
    return merged_wording(base, one, other)


def _parents_first(entries: Mapping[str, Said]) -> Sequence[Said]:
    """Return entries with every parent before its children; what names itself in a circle comes in its own order."""
    done: dict[str, Said] = {}
    waiting = list(entries.values())
    while waiting:
        ready = [one for one in waiting if all(id in done or id not in entries for id in one.parents)]
        for one in ready or waiting:
            done[one.entry] = one
        waiting = [one for one in waiting if one.entry not in done]
    return list(done.values())


def _standing(states: list[_State]) -> dict[str, frozenset[str]]:
    """Return for each field the writes that no state has seen replaced."""
    standing: dict[str, frozenset[str]] = {}
    for name in {name for state in states for name in state.writes}:
        everybody = frozenset().union(*(state.writes.get(name, frozenset()) for state in states))
        standing[name] = frozenset(
            write
            for write in everybody
            if all(write in state.writes.get(name, ()) or write not in state.past for state in states)
        )
    return standing


def _distinct(values: Iterable[tuple[Any, Said]]) -> list[tuple[Any, Said]]:
    """Return different values in the order of recording, each with the latest entry that says it."""
    kept: list[tuple[Any, Said]] = []
    for value, said in sorted(values, key=lambda pair: pair[1].order):
        kept = [pair for pair in kept if pair[0] != value]
        kept.append((value, said))
    return kept
