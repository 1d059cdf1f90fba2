"""Do laptops full of acts, grants, labels and bundles show what a hundred lines of plain sets say they must?

Three people on three laptops: Ana founded the dossier, Bo leads with her, Cy is in the team up to AMBER. They record,
change, close, purge, grant, revoke, exchange and lose bundles in any order, and Cy's software may be changed. The oracle knows who wrote what after having
seen what, and nothing of entries, keys or chains.
"""

from dataclasses import dataclass, field, replace
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from aidememoire.ledger import acts, bundles
from aidememoire.ledger.clock import Clock
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.entry import Entry, new_id, new_record_id
from aidememoire.ledger.gate import Role
from aidememoire.ledger.memory import MemoryKeeper
from aidememoire.ledger.seal import Body, sealed
from aidememoire.ledger.writing import Made
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Handling, Label
from aidememoire.vocabulary.kinds.actors import Actor
from offices import Ticking, office, ring

PEOPLE = ("Ana", "Bo", "Cy")
EXAMPLES = {"ci": 500, "drill": 20_000}.get(settings.get_current_profile_name(), 60)
BASE, SEA = (), ("sea",)
MOST_RECORDS = 7
"""Few, so that people meet over them."""

RANK = {"GREEN": 1, "AMBER": 2, "RED": 4}


# The oracle


@dataclass(frozen=True)
class Event:
    """One thing that somebody did (write, close, purge, give, end), and on which versions of the record it builds."""

    order: int
    by: str
    what: str
    about: str
    value: str = ""
    level: str = "GREEN"
    sea: tuple = BASE
    parents: frozenset = frozenset()
    keys: tuple = (1, 1)  # the versions of the two keys: those given, or those under which it was written
    seal: tuple = ()  # the key of the record that closes it: record, versions, number


@dataclass
class Laptop:
    """What reached one person: events by chain, and up to which event each chain is known to be whole."""

    owner: str
    has: set = field(default_factory=set)  # pairs of event and chain
    heads: dict = field(default_factory=dict)  # chain -> number of events signed for
    seals: frozenset = frozenset()  # the keys of records
    destroyed: frozenset = frozenset()  # the records whose keys are never taken again

    def events(self):
        return sorted({event for event, _chain in self.has}, key=lambda event: event.order)

    def part(self, who, at=None):
        """Clearance and whether they hold the compartment at a moment, or None without a part."""
        base, sea = None, False
        for event, chain in sorted(self.has, key=lambda pair: pair[0].order):
            if event.what in ("give", "end") and event.about == who and (at is None or event.order <= at):
                if event.what == "give":
                    base = event.level if chain[1] == BASE else base
                    sea = True if chain[1] == SEA else sea
                elif event.sea == SEA:
                    sea = False
                else:
                    base, sea = None, False
        return None if base is None else (base, sea)

    def keys(self):
        """Return the newest keys that were given to the owner, as far as the grants came; old ones come with them."""
        given = [
            (event.keys, chain[1]) for event, chain in self.has if event.what == "give" and event.about == self.owner
        ]
        return tuple(
            max((keys[place] for keys, sea in given if sea == of), default=0) for place, of in enumerate((BASE, SEA))
        )

    def opens(self, event):
        held = self.keys()
        return event.what not in ("write", "close") or (
            event.seal in self.seals and event.keys[0] <= held[0] and (event.sea == BASE or event.keys[1] <= held[1])
        )

    def covers(self, who, events, at=None):
        part = self.part(who, at)
        return part is not None and all(
            RANK[one.level] <= RANK[part[0]] and (part[1] or one.sea == BASE) for one in events
        )

    def counted(self, record):
        kept = []
        for event in self.events():
            if event.about == record and event.what in ("write", "close"):
                before = [one for one in kept if one in event.parents] or kept
                if self.covers(event.by, [event, *before], event.order):
                    kept.append(event)
        return kept

    def values(self, among, writes, past):
        standing = [one for one in writes if one in among]
        standing = [one for one in standing if not any(one in past[other] for other in standing)]
        return [one.value for one in sorted(standing, key=lambda one: -one.order)]

    def latest(self, among, writes, past):
        return next(iter(self.values(among, writes, past)), None)

    def open_now(self, counted):
        return [one for one in counted if not any(one in other.parents for other in counted)]

    def purged(self, record):
        counted = self.counted(record)
        for purge in (one for one in self.events() if one.what == "purge" and one.about == record):
            before = [one for one in counted if one.order < purge.order]
            if before and self.covers(purge.by, [purge, *before], purge.order):
                return True
        return False

    def destroy(self, records):
        self.destroyed |= set(records)
        self.seals = frozenset(seal for seal in self.seals if seal[0] not in self.destroyed)

    def sees(self, record):
        """The values of a record that stand beside each other, latest first, and its label; None where it is not there."""
        counted = self.counted(record)
        open_now = self.open_now(counted)
        if self.purged(record) or not open_now or not self.covers(self.owner, open_now):
            return None
        if not all(self.opens(one) for one in open_now):
            return None
        past, writes = {}, []
        for one in counted:
            there = [before for before in one.parents if before in past]
            past[one] = set(there).union(*(past[before] for before in there))
            # Who closes a record says the rest of it again: that counts where what they built on has not come or does not count.
            if self.opens(one) and (one.what == "write" or one.value != self.latest(past[one], writes, past)):
                writes.append(one)
        values = self.values(counted, writes, past)
        level = max((one.level for one in open_now), key=RANK.get)
        return tuple(dict.fromkeys(values)), level, max(one.sea for one in open_now)


@dataclass(frozen=True)
class Parcel:
    """A bundle as the oracle knows it."""

    sender: str
    to: str
    holds: frozenset
    heads: tuple
    seals: frozenset
    written: bytes = field(repr=False)


# The machine


class Laptops(RuleBasedStateMachine):
    @initialize()
    def found(self):
        tick, self.number, self.order = Ticking(), count(), count()
        self.clock = lambda: Clock(now=tick)
        ana = office("Ana", handling="GREEN", compartments=("sea",), clock=self.clock())
        self.desks = {"Ana": ana}
        self.laptops = {name: Laptop(name) for name in PEOPLE}
        self.slugs, self.parcels = [], []
        self.length, self.renewals, self.written, self.places = {}, [1, 1], {}, {}
        self.note("Ana", "give", "Ana", chains=(BASE, SEA), level="RED")
        for name, role, level in (("Bo", Role.LEAD, Label.RED), ("Cy", Role.TEAM, Label.AMBER)):
            ana.do(acts.grant(ana, ring(name).me, role=role, clearance=level, why="a small office"))
            self.note("Ana", "give", name, level=level.value)
            self.desks[name] = Desk(MemoryKeeper(), ring(name), ana.place, clock=self.clock())
        for level, sea in (("GREEN", BASE), ("AMBER", BASE), ("RED", BASE), ("GREEN", SEA)):
            self.record("Ana", level, sea)
        for name in PEOPLE[1:]:
            self.send("Ana", name)

    def note(self, by, what, about, *, chains=None, **said):
        """Tell the oracle what somebody did."""
        keys = tuple(self.renewals) if what == "give" else self.laptops[by].keys()
        seal = self.seal(by, about, keys, said.get("sea")) if what in ("write", "close") else ()
        event = Event(next(self.order), by, what, about, keys=keys, seal=seal, **said)
        for compartments in chains or (said.get("sea", BASE),):
            chain = (by, compartments)
            self.length.setdefault(chain, []).append(event)
            self.laptops[by].has.add((event, chain))
            self.laptops[by].heads[chain] = len(self.length[chain])
        if seal:
            self.written[event] = self.desks[by].entries[-1].id

    def seal(self, by, about, keys, sea):
        """The key of a record under these versions: the one that the writer has, or a new one."""
        laptop, versions = self.laptops[by], keys if sea else keys[:1]
        known = sorted(seal for seal in laptop.seals if seal[:2] == (about, versions))
        one = known[0] if known else (about, versions, next(self.number))
        laptop.seals |= {one}
        return one

    def in_sight(self, who):
        return [slug for slug in self.slugs if self.laptops[who].sees(slug)]

    def may(self, who):
        return self.laptops[who].part(who) is not None

    # Acts

    @rule(
        who=st.sampled_from(PEOPLE),
        what=st.sampled_from(("change",) * 6 + ("close", "close", "record", "purge")),
        which=st.integers(0, 99),
        level=st.sampled_from(("GREEN", "GREEN", "AMBER", "RED")),
        sea=st.sampled_from((BASE, BASE, SEA)),
    )
    def work(self, who, what, which, level, sea):
        if what == "record":
            self.record(who, level, sea)
        elif slug := self.pick(who, which):
            if what == "change":
                self.change(who, slug)
            elif what == "close":
                self.close(who, slug, level, sea)
            elif who != "Cy" and which < 20:
                self.purge(who, slug)

    def record(self, who, level, sea):
        event = Event(0, who, "write", "", level=level, sea=sea)
        if len(self.slugs) < MOST_RECORDS and self.laptops[who].covers(who, [event]):
            slug, value = f"r-{next(self.number)}", f"V{next(self.number)}"
            label = Handling(level=Label(level), compartments=sea)
            self.desks[who].do(acts.record(self.desks[who], Actor(id=slug, country=value, handling=label)))
            self.slugs.append(slug)
            self.places[slug] = self.desks[who].view.record_id(slug)
            self.note(who, "write", slug, value=value, level=level, sea=sea)

    def change(self, who, slug):
        _values, level, sea = self.laptops[who].sees(slug)
        value = f"V{next(self.number)}"
        self.desks[who].do(acts.revise(self.desks[who], slug, {"country": value}))
        self.note(who, "write", slug, value=value, level=level, sea=sea, parents=self.heads(who, slug))

    def close(self, who, slug, level, sea):
        values, was, in_sea = self.laptops[who].sees(slug)
        new = max(was, level, key=RANK.get), max(sea, in_sea)
        closed = Event(0, who, "close", slug, level=new[0], sea=new[1])
        if new != (was, in_sea) and self.laptops[who].covers(who, [closed]):
            label = Handling(level=Label(new[0]), compartments=new[1])
            self.desks[who].do(acts.relabel(self.desks[who], slug, label))
            self.note(who, "close", slug, value=values[0], level=new[0], sea=new[1], parents=self.heads(who, slug))

    def purge(self, who, slug):
        _values, level, sea = self.laptops[who].sees(slug)
        self.desks[who].do(acts.purge(self.desks[who], slug))
        self.note(who, "purge", slug, level=level, sea=sea)
        self.laptops[who].destroy([slug])

    @rule(which=st.integers(0, 99), level=st.sampled_from(("GREEN", "AMBER")), linked=st.booleans())
    def forge(self, which, level, linked):
        """Cy's software was changed: it writes over a record that is closed to Cy, as if they had seen it."""
        everything = Laptop("Ana", set().union(*(laptop.has for laptop in self.laptops.values())))
        counted = {slug: everything.counted(slug) for slug in self.slugs if slug not in self.laptops["Cy"].destroyed}
        closed = [slug for slug, events in counted.items() if any(one.level == "RED" for one in events)]
        if not closed or not self.may("Cy"):
            return
        slug, value = closed[which % len(closed)], f"V{next(self.number)}"
        parents = frozenset(everything.open_now(counted[slug])) if linked else frozenset()
        said = Actor(id=slug, country=value, handling=Label(level)).written()
        self.desks["Cy"].do(self.forged(slug, said, Handling(level=Label(level)), parents))
        self.note("Cy", "write", slug, value=value, level=level, parents=parents)

    def forged(self, slug, said, label, parents):
        desk = self.desks["Cy"]
        at = desk.clock.tick()
        parents = tuple(self.written[one] for one in parents)
        entry = Entry(
            new_id(at), desk.place, self.places[slug], "actor", parents, at, desk.writer.id, label, None, new_record_id()
        )  # fmt: skip
        key, new = desk.sealer.key_for(entry.record, desk.rights.versions((), desk.writer.id))
        return Made((replace(entry, body=sealed(Body(said, {}), key, entry)),), (new,) if new else ())

    def heads(self, who, slug):
        laptop = self.laptops[who]
        return frozenset(laptop.open_now(laptop.counted(slug)))

    def pick(self, who, which):
        there = self.in_sight(who) if self.may(who) else []
        return there[which % len(there)] if there else None

    # Parts: Ana gives and ends them

    @rule(who=st.sampled_from(PEOPLE[1:]), sea=st.booleans(), ends=st.integers(0, 3))
    def parts(self, who, sea, ends):
        if ends:
            self.give(who, sea)
        else:
            self.end(who, sea)

    def give(self, who, sea):
        role, level = (Role.LEAD, Label.RED) if who == "Bo" else (Role.TEAM, Label.AMBER)
        compartments = SEA if sea else BASE
        ana = self.desks["Ana"]
        ana.do(acts.grant(ana, ring(who).me, role=role, clearance=level, compartments=compartments, why="again"))
        self.note("Ana", "give", who, chains=(BASE, SEA) if sea else (BASE,), level=level.value)

    def end(self, who, sea):
        part = self.laptops["Ana"].part(who)
        if part and (part[1] or not sea):
            chains = (SEA,) if sea else (BASE,)
            ana = self.desks["Ana"]
            ana.do(acts.revoke(ana, ring(who).me.id, compartment="sea" if sea else ""))
            self.note("Ana", "end", who, chains=chains, sea=chains[0])
            self.renewed(who, sea or part[1], base=not sea)

    def renewed(self, who, sea, *, base):
        """Keys are renewed for those who stay: so many more grants in Ana's chains, on the terms that they had."""
        self.renewals = [self.renewals[0] + base, self.renewals[1] + sea]
        for compartments in [BASE] * base + [SEA] * sea:
            for name in PEOPLE:
                part = self.laptops["Ana"].part(name)
                if name != who and part and (part[1] or compartments == BASE):
                    self.note("Ana", "give", name, chains=(compartments,), level=part[0])

    # Bundles

    @rule(pair=st.permutations(PEOPLE), both=st.booleans())
    def exchange(self, pair, both):
        one, other, _third = pair
        for sender, to in [(one, other), (other, one)][: 1 + both]:
            if self.laptops[sender].part(sender) and self.laptops[sender].part(to):
                self.send(sender, to)

    def send(self, sender, to):
        there = self.laptops[sender]
        level, sea = there.part(to)
        holds = frozenset(
            (event, chain)
            for event, chain in there.has
            if (chain[1] == BASE or sea) and (event.what in ("give", "end") or RANK[event.level] <= RANK[level])
        )
        heads = tuple((chain, number) for chain, number in there.heads.items() if chain[1] == BASE or sea)
        about = {event.about for event, _chain in holds}
        seals = frozenset(seal for seal in there.seals if seal[0] in about and (sea or len(seal[1]) == 1))
        written = bundles.make_for_colleagues(self.desks[sender], [ring(to).me])
        self.parcels.append(Parcel(sender, to, holds, heads, seals, written))
        self.arrive(self.parcels[-1])

    @precondition(lambda self: self.parcels)
    @rule(which=st.integers(0, 999))
    def arrive_again(self, which):
        self.arrive(self.parcels[which % len(self.parcels)])

    def arrive(self, parcel):
        there, keyring = self.laptops[parcel.to], ring(parcel.to)
        after = Laptop(parcel.to, there.has | parcel.holds, dict(there.heads))
        if after.part(parcel.to) is None:
            return
        heads = {
            chain: max(number, dict(parcel.heads).get(chain, 0))
            for chain, number in {**dict(parcel.heads), **there.heads}.items()
        }
        whole = {chain: self.is_whole(chain, after, heads) for chain in {chain for _event, chain in parcel.holds}}
        taken = {
            (event, chain)
            for event, chain in parcel.holds - there.has
            if whole[chain] or self.in_part(after, event, parcel)
        }
        # A chain in which something is sealed with a key that has not come is left aside.
        seals = there.seals | parcel.seals
        while closed := self.closed(Laptop(parcel.to, there.has | taken, seals=seals), taken):
            taken = {pair for pair in taken if pair[1] not in closed}
        left = {chain for _event, chain in parcel.holds - there.has} - {chain for _event, chain in taken}
        for chain in set(whole) - left:
            if whole[chain]:
                there.heads[chain] = heads.get(chain, 0)
        missing = parcel.holds - there.has
        there.has |= taken
        there.seals = seals if taken else there.seals
        there.destroy(slug for slug in self.slugs if there.purged(slug))
        keeper = self.desks[parcel.to].keeper
        opened = bundles.open_bundle(parcel.written, keyring)
        if missing and not taken:
            with pytest.raises(InputError, match="Nothing of the bundle"):
                bundles.join(opened, keeper, keyring)
        else:
            bundles.join(opened, keeper, keyring)
            assert self.desks[parcel.to].view

    def closed(self, after, taken):
        purged = {event.about for event, _chain in after.has if event.what == "purge"}
        return {
            chain
            for event, chain in taken
            if event.about not in purged and after.covers(after.owner, [event]) and not after.opens(event)
        }

    def is_whole(self, chain, after, heads):
        here, number = {event for event, of in after.has if of == chain}, heads.get(chain, 0)
        return here == set(self.length[chain][:number]) and len(here) == number

    def in_part(self, after, event, parcel):
        level, _sea = after.part(parcel.to)
        return level != "RED" and event.by != parcel.to and (event.what != "purge" or event.by == parcel.sender)

    # Looking

    @rule(who=st.sampled_from(PEOPLE))
    def restart(self, who):
        self.desks[who] = Desk(self.desks[who].keeper, ring(who), self.desks[who].place, clock=self.clock())

    @rule(who=st.sampled_from(PEOPLE))
    def look(self, who):
        desk, laptop = self.desks[who], self.laptops[who]
        expected = {slug: seen for slug in self.slugs if (seen := laptop.sees(slug))} if self.may(who) else {}
        shown = {record.id: record.country for record in desk.dossier}
        assert shown == {slug: values[0] for slug, (values, _level, _sea) in expected.items()}
        clashes = {
            clash.record: tuple(value for value, *_rest in clash.values)
            for clash in desk.view.clashes
            if clash.field == "country"
        }
        assert clashes == {slug: values for slug, (values, _level, _sea) in expected.items() if len(values) > 1}
        for slug, (_values, level, sea) in expected.items():
            label = desk.dossier.label(slug)
            assert (label.level.value, label.compartments) == (level, sea)

    def teardown(self):
        if hasattr(self, "desks"):
            for who in PEOPLE:
                self.look(who)


Laptops.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=50,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking fifty steps takes longer than reading them
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestLaptops = Laptops.TestCase
