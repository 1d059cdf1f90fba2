"""Which keys does an unlocked user hold, as far as the ledger asks?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from aidememoire.ledger.entry import GRANT, Entry
from aidememoire.ledger.gate import Reader, Role
from aidememoire.ledger.grants import Grant, Rights, unboxed
from aidememoire.ledger.people import Person
from aidememoire.vault.keys import User
from aidememoire.vocabulary.handling import Label


class UserKeyring:
    """The keyring of an unlocked user. A compartment's key counts only if a grant that counts brought it."""

    def __init__(self, user: User, grants: Callable[[str], Sequence[Entry]]) -> None:
        self._user, self._grants = user, grants
        self._held: dict[str, tuple[int, dict[tuple[str, int], bytes]]] = {}
        self._parts: dict[str, tuple[int, Reader | None]] = {}

    @property
    def me(self) -> Person:
        """Return whose keys these are."""
        return self._user.person

    def compartment_key(self, dossier: str, compartment: str, version: int | None = None) -> bytes | None:
        """Return the key of a compartment, in a version or the newest, or None where this user has none."""
        held = self._keys(dossier)
        if version is None:
            version = max((number for name, number in held if name == compartment), default=0)
        return held.get((compartment, version))

    def part(self, dossier: str) -> Reader | None:
        """Return this user's part in a dossier now, or None where they have none."""
        grants = self._grants(dossier)
        if self._parts.get(dossier, (0, None))[0] != len(grants):
            self._parts[dossier] = (len(grants), Rights.of(grants, dossier).reader(self.me.id))
        return self._parts.get(dossier, (0, None))[1]

    def sign(self, message: bytes) -> bytes:
        """Return this user's signature."""
        return self._user.sign(message)

    def open_sealed_box(self, sealed: bytes) -> bytes | None:
        """Return what somebody sealed to this user."""
        return self._user.open_sealed_box(sealed)

    def _keys(self, dossier: str) -> dict[tuple[str, int], bytes]:
        grants = self._grants(dossier)
        count, held = self._held.get(dossier, (0, {}))
        if count != len(grants):
            mine = Rights.of(grants, dossier).grants_to(self.me.id)
            opened = ((grant, unboxed(grant, self)) for grant in mine)
            held = {(grant.compartment, grant.version): key for grant, key in opened if key is not None}
            self._held[dossier] = (len(grants), held)
        return held


class OfficeKeyring(UserKeyring):
    """The keyring of the office: its keys of compartments stand in the second slots, not in grants."""

    def __init__(self, user: User, slot: Callable[[str, str, int | None], bytes | None]) -> None:
        super().__init__(user, lambda _dossier: ())
        self._slot = slot

    def compartment_key(self, dossier: str, compartment: str, version: int | None = None) -> bytes | None:
        """Return the key of a compartment out of its second slot."""
        sealed = self._slot(dossier, compartment, version)
        return sealed and self.open_sealed_box(sealed)

    def part(self, dossier: str) -> Reader | None:
        """Return what the office may do in any dossier: keep it. Its keys open the rest."""
        return Reader(self.me.id, Role.CUSTODIAN, Label.CLEAR)


def granted_to(entries: Sequence[Entry], keyring: UserKeyring) -> Iterator[tuple[Grant, bytes]]:
    """Yield the grants among entries that bring this user a key, with the key."""
    for entry in entries:
        if entry.kind == GRANT and entry.body is not None:
            try:
                grant = Grant.read(entry.body)
            except (ValueError, KeyError, TypeError):
                continue  # it counts for nobody
            if grant.member.id == keyring.me.id and (key := unboxed(grant, keyring)) is not None:
                yield grant, key
