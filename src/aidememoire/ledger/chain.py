"""Is everything that each writer wrote still there, in order and untouched?

Each writer's entries in one set of compartments form a chain: every entry holds the digest of the one before. With each
batch the writer signs the head of the chain: how many entries, and the last digest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from aidememoire.ledger.clock import Moment
from aidememoire.ledger.entry import Entry, canonical
from aidememoire.ledger.people import Person
from aidememoire.ledger.seal import Keyring
from aidememoire.vocabulary.collecting import MANY, uncollected
from aidememoire.vocabulary.messages import Message, _

ChainName = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Head:
    """The signed end of one chain."""

    dossier: str
    writer: str
    compartments: tuple[str, ...]
    count: int
    digest: bytes
    signed_at: Moment
    signature: bytes = b""

    @property
    def chain(self) -> ChainName:
        """Return which chain it ends."""
        return self.dossier, self.writer, self.compartments

    def message(self) -> bytes:
        """Return what is signed."""
        said = [self.dossier, self.writer, self.compartments, self.count, self.digest.hex(), str(self.signed_at)]
        return b"aidememoire head 1\n" + canonical(said)

    def signed(self, keyring: Keyring) -> Head:
        """Return the head with its writer's signature."""
        return replace(self, signature=keyring.sign(self.message()))


@dataclass(frozen=True, slots=True)
class Tip:
    """How far a chain has come: how many entries, and the digest of the last."""

    count: int = 0
    digest: bytes = b""


def tips(entries: Iterable[Entry], since: Mapping[ChainName, Tip] | None = None) -> dict[ChainName, Tip]:
    """Return how far each chain has come after entries that stand in the order of their chains."""
    reached = dict(since or {})
    runs: dict[ChainName, list[Entry]] = {}
    for entry in entries:
        runs.setdefault(entry.chain, []).append(entry)
    for name, run in runs.items():
        reached[name] = Tip(reached.get(name, Tip()).count + len(run), run[-1].digest)
    return reached


def linked(entries: Iterable[Entry], reached: Mapping[ChainName, Tip]) -> tuple[Entry, ...]:
    """Return new entries of one writer as the next of their chains."""
    ends = {chain: tip.digest for chain, tip in reached.items()}
    done = []
    for entry in entries:
        next_one = entry.linked(ends.get(entry.chain, b""))
        ends[entry.chain] = next_one.digest
        done.append(next_one)
    return tuple(done)


def heads(entries: Sequence[Entry], reached: Mapping[ChainName, Tip], keyring: Keyring, at: Moment) -> tuple[Head, ...]:
    """Return a signed head for each chain to which linked entries were just added."""
    ends = tips(entries, reached)
    return tuple(
        Head(*chain, ends[chain].count, ends[chain].digest, at).signed(keyring)
        for chain in dict.fromkeys(entry.chain for entry in entries)
    )


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found: how many entries and chains hold, or the first that does not and why."""

    entries: int
    chains: int
    bad: str | None = None
    why: Message | None = None

    @property
    def holds(self) -> bool:
        """Say whether nothing was found."""
        return self.why is None


def verify(
    entries: Iterable[Entry],
    heads: Iterable[Head],
    people: Mapping[str, Person],
    older_heads: Iterable[Head] = (),
) -> Verified:
    """Check every entry, link and head, and name the first entry at which something is wrong.

    ``older_heads`` are such as a backup, a partner or a printout keeps: a chain must have passed through each of them.
    The first is the first in order of recording; where entries are gone, the one after which they are missing.
    """
    chains: dict[ChainName, list[Entry]] = {}
    total = 0
    faults: list[tuple[Moment, str, Message]] = []
    seen: dict[str, bytes] = {}
    for entry in entries:
        total += 1
        if seen.setdefault(entry.id, entry.digest) != entry.digest:
            faults.append((*entry.order, _("another entry has the same id")))
        elif not entry.sound:
            faults.append((*entry.order, _("it is not as its writer left it")))
        chains.setdefault(entry.chain, []).append(entry)
    signed: dict[ChainName, list[Head]] = {}
    for head in (*heads, *older_heads):
        signed.setdefault(head.chain, []).append(head)
    for chain in {**chains, **signed}:
        faults += _chain_faults(chains.get(chain, []), signed.get(chain, []), people.get(chain[1]))
    if not faults:
        return Verified(total, len(chains))
    _at, bad, why = min(faults, key=lambda fault: fault[:2])
    return Verified(total, len(chains), bad, why)


def _chain_faults(
    entries: list[Entry], heads: list[Head], writer: Person | None
) -> Iterable[tuple[Moment, str, Message]]:
    in_order, loose = _in_order(entries)
    for entry in loose:
        yield (*entry.order, _("the entry before it is missing, or it stands in another's place"))
    last = in_order[-1].order if in_order else (Moment(0), "")
    furthest = 0
    for head in heads:
        if writer is None or not writer.signed(head.message(), head.signature):
            yield (*last, _("the head of its chain is not signed by its writer"))
        elif head.count > len(in_order):
            furthest = len(in_order)
            yield (*last, _("entries after it are missing"))
        elif head.count < 1 or in_order[head.count - 1].digest != head.digest:
            yield (*in_order[max(head.count, 1) - 1].order, _("it is not the entry that its writer signed there"))
        else:
            furthest = max(furthest, head.count)
    if furthest < len(in_order):
        yield (*in_order[furthest].order, _("its writer has not signed for it"))


def _in_order(entries: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return the chain from its start as far as it holds, and the entries that hang on nothing in it."""
    after: dict[bytes, Entry] = {}
    loose = []
    with uncollected(len(entries) > MANY):
        ordered = sorted({entry.id: entry for entry in entries}.values(), key=lambda one: one.order)
    for entry in ordered:
        if entry.previous in after:
            loose.append(entry)
        else:
            after[entry.previous] = entry
    chain: list[Entry] = []
    end = b""
    while end in after:
        chain.append(after.pop(end))
        end = chain[-1].digest
    return chain, [*loose, *after.values()]
