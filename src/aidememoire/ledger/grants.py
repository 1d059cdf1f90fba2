"""Who was given which part of a dossier, by whom, and does that chain lead back to its founder?

The id of a dossier is computed from its founder, so that nobody else can found it. Every other grant counts only if
whoever gave it was a lead at that time, by a grant that counts.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from nacl.exceptions import CryptoError
from nacl.public import PublicKey, SealedBox

from aidememoire.ledger.clock import Moment
from aidememoire.ledger.entry import GRANT, REVOCATION, Entry, canonical
from aidememoire.ledger.gate import Reader, Role
from aidememoire.ledger.people import Person
from aidememoire.ledger.seal import BASE, KEY, Keyring, Versions, with_base
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Handling, Label

FOUNDING_SALT = 16
Span = tuple[Moment, Moment | None]


@dataclass(frozen=True, slots=True)
class Grant:
    """One person's part in a dossier or one of its compartments, with its key in a box that only they can open.

    ``second`` co-signs what takes two people; ``why`` stands in where one is alone, and the grant then is shown as not
    confirmed. ``salt`` stands in the founding grant alone.
    """

    dossier: str
    compartment: str
    version: int
    member: Person
    role: Role
    clearance: Label
    agency: str | None
    given_by: str
    given_at: Moment
    sealed_key: bytes
    why: str = ""
    salt: bytes = b""
    signature: bytes = b""
    second: str = ""
    second_signature: bytes = b""

    def message(self) -> bytes:
        """Return what is signed."""
        return _message(self)

    def _said(self) -> dict[str, Any]:
        return {
            "dossier": self.dossier,
            "compartment": self.compartment,
            "version": self.version,
            "member": self.member.written(),
            "role": self.role.value,
            "clearance": self.clearance.value,
            "agency": self.agency,
            "given_by": self.given_by,
            "given_at": str(self.given_at),
            "sealed_key": self.sealed_key.hex(),
            "why": self.why,
            "salt": self.salt.hex(),
        }

    def written(self) -> bytes:
        """Return the grant as the body of its entry."""
        signatures = {
            "signature": self.signature.hex(),
            "second": self.second,
            "second_signature": self.second_signature.hex(),
        }
        return canonical({**self._said(), **signatures})

    @classmethod
    def read(cls, written: bytes) -> Grant:
        """Return the grant of a body; raises ``ValueError``, ``KeyError`` or ``TypeError`` where it is none."""
        said = json.loads(written)
        return cls(
            dossier=str(said["dossier"]),
            compartment=str(said["compartment"]),
            version=int(said["version"]),
            member=Person.read(said["member"]),
            role=Role(said["role"]),
            clearance=Label(said["clearance"]),
            agency=said["agency"],
            given_by=str(said["given_by"]),
            given_at=Moment.read(said["given_at"]),
            sealed_key=bytes.fromhex(said["sealed_key"]),
            why=str(said["why"]),
            salt=bytes.fromhex(said["salt"]),
            signature=bytes.fromhex(said["signature"]),
            second=str(said["second"]),
            second_signature=bytes.fromhex(said["second_signature"]),
        )

    def signed(self, keyring: Keyring) -> Grant:
        """Return the grant with the signature of whoever gives it."""
        return replace(self, signature=keyring.sign(self.message()))

    def co_signed(self, keyring: Keyring) -> Grant:
        """Return the grant with the signature of a second person."""
        return replace(self, second=keyring.me.id, second_signature=keyring.sign(self.message()))


@dataclass(frozen=True, slots=True)
class Revocation:
    """The end of one person's part in a dossier (compartment "") or in one of its compartments."""

    dossier: str
    compartment: str
    member: str
    given_by: str
    given_at: Moment
    why: str = ""
    signature: bytes = b""

    def _said(self) -> dict[str, Any]:
        return {
            "dossier": self.dossier,
            "compartment": self.compartment,
            "member": self.member,
            "given_by": self.given_by,
            "given_at": str(self.given_at),
            "why": self.why,
        }

    def message(self) -> bytes:
        """Return what is signed."""
        return b"aidememoire revocation 1\n" + canonical(self._said())

    def written(self) -> bytes:
        """Return the revocation as the body of its entry."""
        return canonical({**self._said(), "signature": self.signature.hex()})

    @classmethod
    def read(cls, written: bytes) -> Revocation:
        """Return the revocation of a body; raises ``ValueError``, ``KeyError`` or ``TypeError`` where it is none."""
        said = json.loads(written)
        return cls(
            dossier=str(said["dossier"]),
            compartment=str(said["compartment"]),
            member=str(said["member"]),
            given_by=str(said["given_by"]),
            given_at=Moment.read(said["given_at"]),
            why=str(said["why"]),
            signature=bytes.fromhex(said["signature"]),
        )

    def signed(self, keyring: Keyring) -> Revocation:
        """Return the revocation with the signature of whoever gives it."""
        return replace(self, signature=keyring.sign(self.message()))


def founding(founder: Person, keyring: Keyring, *, at: Moment, agency: str | None = None) -> tuple[Grant, bytes]:
    """Return the first grant of a new dossier, which its founder gives to themselves, and its first key."""
    salt, key = secrets.token_bytes(FOUNDING_SALT), secrets.token_bytes(KEY)
    grant = Grant(
        dossier=founded(founder, salt),
        compartment=BASE,
        version=1,
        member=founder,
        role=Role.LEAD,
        clearance=Label.RED,
        agency=agency,
        given_by=founder.id,
        given_at=at,
        sealed_key=boxed(key, founder),
        salt=salt,
    )
    return grant.signed(keyring), key


def given(
    keyring: Keyring,
    member: Person,
    key: bytes,
    *,
    dossier: str,
    compartment: str,
    version: int,
    role: Role,
    clearance: Label,
    at: Moment,
    agency: str | None = None,
    why: str = "",
) -> Grant:
    """Return a signed grant of the key of a compartment to a member, given by the holder of a keyring."""
    grant = Grant(
        dossier=dossier,
        compartment=compartment,
        version=version,
        member=member,
        role=role,
        clearance=clearance,
        agency=agency,
        given_by=keyring.me.id,
        given_at=at,
        sealed_key=boxed(key, member),
        why=why,
    )
    return grant.signed(keyring)


def founded(founder: Person, salt: bytes) -> str:
    """Return the id of the dossier that a person founds with a salt."""
    return blake2b(bytes.fromhex(founder.id) + salt, digest_size=16, person=b"aidememoire-dos1").hexdigest()


def boxed(key: bytes, member: Person) -> bytes:
    """Return the key of a compartment in a box that only a member can open."""
    return SealedBox(PublicKey(member.box_key)).encrypt(key)


def unboxed(grant: Grant, keyring: Keyring) -> bytes | None:
    """Return the key that a grant gives to the holder of a keyring, or None where it is not for them."""
    try:
        key = keyring.open_sealed_box(grant.sealed_key)
    except CryptoError:
        return None
    return key if key is not None and len(key) == KEY else None


@dataclass(slots=True)
class Part:
    """A grant that counts, and when it ended."""

    grant: Grant
    until: Moment | None = None

    def holds(self, at: Moment) -> bool:
        return self.grant.given_at <= at and (self.until is None or at < self.until)


@dataclass(slots=True)
class Rights:
    """Every grant of a dossier that counts. Built from entries in any order; others are left aside."""

    dossier: str
    people: dict[str, Person] = field(default_factory=dict)
    parts: dict[tuple[str, str], list[Part]] = field(default_factory=dict)
    refused: list[Grant | Revocation] = field(default_factory=list)
    _spans: dict[tuple[str, int, str], tuple[Handling, tuple[Span, ...]]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, entries: Iterable[Entry], dossier: str) -> Rights:
        """Return the rights that follow from the grants and revocations among entries."""
        rights = cls(dossier)
        said = {entry.body: found for entry in entries if (found := _said(entry, dossier)) is not None}
        for one in sorted(said.values(), key=lambda one: (one.given_at, one.message(), one.signature)):
            if isinstance(one, Grant):
                rights._give(one)
            else:
                rights._end(one)
        return rights

    def _give(self, grant: Grant) -> None:
        by = grant.member if self._founds(grant) else self.people.get(grant.given_by)
        allowed = by is not None and (self._founds(grant) or self._may_give(grant))
        if by is None or not allowed or not by.signed(grant.message(), grant.signature):
            self.refused.append(grant)
            return
        self.people.setdefault(grant.member.id, grant.member)
        parts = self.parts.setdefault((grant.member.id, grant.compartment), [])
        if parts and parts[-1].until is None:
            parts[-1].until = grant.given_at
        parts.append(Part(grant))

    def _founds(self, grant: Grant) -> bool:
        own = grant.given_by == grant.member.id and grant.compartment == BASE and len(grant.salt) == FOUNDING_SALT
        return own and founded(grant.member, grant.salt) == grant.dossier == self.dossier

    def _may_give(self, grant: Grant) -> bool:
        giver = self._part(grant.given_by, BASE, grant.given_at)
        if giver is None or giver.role != Role.LEAD or not grant.clearance <= giver.clearance:
            return False
        if grant.compartment == BASE:
            return True
        if self._part(grant.given_by, grant.compartment, grant.given_at):
            return True
        # A compartment is founded by a lead who gives it to themselves, once.
        mine = grant.given_by == grant.member.id
        return mine and all(compartment != grant.compartment for _member, compartment in self.parts)

    def _end(self, end: Revocation) -> None:
        by, giver = self.people.get(end.given_by), self._part(end.given_by, BASE, end.given_at)
        leads = giver is not None and giver.role == Role.LEAD
        inside = end.compartment == BASE or self._part(end.given_by, end.compartment, end.given_at) is not None
        allowed = end.member == end.given_by or (leads and inside)
        if by is None or not allowed or not by.signed(end.message(), end.signature):
            self.refused.append(end)
            return
        for (member, compartment), parts in self.parts.items():
            if member == end.member and end.compartment in (BASE, compartment) and parts[-1].until is None:
                parts[-1].until = end.given_at

    def _part(self, person: str, compartment: str, at: Moment | None) -> Grant | None:
        for part in reversed(self.parts.get((person, compartment), ())):
            if part.until is None if at is None else part.holds(at):
                return part.grant
        return None

    def reader(self, person: str) -> Reader | None:
        """Return a person's part now, or None where they have none."""
        base = self._part(person, BASE, None)
        if base is None:
            return None
        held = frozenset(name for (who, name) in self.parts if who == person and name and self._part(who, name, None))
        return Reader(person, base.role, base.clearance, held, base.agency)

    def covers(self, person: str, handling: Handling, at: Moment, act: str = "revise") -> bool:
        """Say whether at a moment a person had a part that allows an act on records of a label."""
        key = (person, id(handling), act)
        known = self._spans.get(key)
        if known is None:
            # The label is kept with its spans, so that nothing else gets its id.
            known = self._spans[key] = (handling, tuple(self._spans_of(person, handling, act)))
        for since, until in known[1]:  # noqa: SIM110 - asked of every entry, and half as dear as a generator
            if since <= at and (until is None or at < until):
                return True
        return False

    def _spans_of(self, person: str, handling: Handling, act: str) -> Iterator[Span]:
        """Yield from when until when a person had every part that an act on records of a label takes."""
        spans: list[Span] = [
            (part.grant.given_at, part.until)
            for part in self.parts.get((person, BASE), ())
            if handling.level <= part.grant.clearance and Reader(person, part.grant.role, part.grant.clearance).may(act)
        ]
        for compartment in handling.compartments:
            held = [(part.grant.given_at, part.until) for part in self.parts.get((person, compartment), ())]
            spans = [_both(one, other) for one in spans for other in held]
        yield from spans

    def part(self, person: str, at: Moment) -> Role | None:
        """Return the role that a person had in the dossier at a moment."""
        base = self._part(person, BASE, at)
        return base.role if base else None

    def members(self, compartment: str = BASE) -> tuple[Grant, ...]:
        """Return the grants in force for a compartment, one a person, in order of fingerprints."""
        held = sorted(who for who, name in self.parts if name == compartment)
        return tuple(grant for who in held if (grant := self._part(who, compartment, None)))

    def grants_to(self, person: str) -> tuple[Grant, ...]:
        """Return every grant that counts to a person, ended ones included: old versions open old records."""
        return tuple(part.grant for (who, _name), parts in self.parts.items() if who == person for part in parts)

    def versions(self, compartments: Iterable[str], person: str) -> Versions:
        """Return the newest version of each compartment's key that a person was given; 0 where there is none."""
        mine = self.grants_to(person)
        return tuple(
            (name, max((grant.version for grant in mine if grant.compartment == name), default=0))
            for name in with_base(compartments)
        )

    def unconfirmed(self) -> tuple[Grant, ...]:
        """Return the grants by which one person alone brought somebody to the highest clearance.

        That a part goes on under a new key, or with new terms, needs nobody's word again.
        """
        return tuple(
            part.grant
            for (_member, compartment), parts in self.parts.items()
            for before, part in zip((None, *parts), parts, strict=False)
            if compartment == BASE and part.grant.clearance == Label.RED and not _goes_on(before, part)
            if not self._founds(part.grant) and not self.confirmed(part.grant)
        )

    def confirmed(self, grant: Grant) -> bool:
        """Say whether a second person, themselves a lead or mandator, has signed a grant."""
        second = self.people.get(grant.second)
        part = self._part(grant.second, BASE, grant.given_at) if second else None
        if second is None or part is None or grant.second == grant.given_by or part.role not in _SECONDS:
            return False
        return second.signed(grant.message(), grant.second_signature)


def _goes_on(before: Part | None, part: Part) -> bool:
    return before is not None and before.grant.clearance == Label.RED and before.until == part.grant.given_at


def _both(one: Span, other: Span) -> Span:
    ends = [until for _since, until in (one, other) if until is not None]
    return max(one[0], other[0]), min(ends) if ends else None


_SECONDS = (Role.LEAD, Role.MANDATOR)


@lru_cache(maxsize=4096)
def _message(grant: Grant) -> bytes:
    # Grants are weighed anew with every grant that comes in, and never change.
    return b"aidememoire grant 1\n" + canonical(grant._said())


@lru_cache(maxsize=4096)
def _read(kind: str, body: bytes) -> Grant | Revocation | None:
    try:
        return (Grant if kind == GRANT else Revocation).read(body)
    except (ValueError, KeyError, TypeError, InputError):
        return None


def _said(entry: Entry, dossier: str) -> Grant | Revocation | None:
    if entry.dossier != dossier or entry.kind not in (GRANT, REVOCATION) or entry.body is None:
        return None
    said = _read(entry.kind, entry.body)
    return said if said and said.dossier == dossier and said.given_by == entry.recorded_by else None


def names_of(people: Mapping[str, Person]) -> dict[str, str]:
    """Return what each person is called, by fingerprint."""
    return {id: person.name for id, person in people.items()}
