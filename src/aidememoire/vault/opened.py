"""What does an unlocked vault offer? A keeper, a keyring, and the acts on the vault itself."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from aidememoire.ledger.audit import Event
from aidememoire.ledger.clock import Moment
from aidememoire.ledger.entry import Entry
from aidememoire.ledger.people import Person
from aidememoire.vault.attachments import Attachments
from aidememoire.vault.audit import Writer
from aidememoire.vault.database.connection import Database, Engine
from aidememoire.vault.folder import DATABASE, OFFICE, RECOVERY, USER, Folder, write_whole
from aidememoire.vault.keyring import OfficeKeyring, UserKeyring, granted_to
from aidememoire.vault.keys import (
    STANDARD,
    Cost,
    Unlocked,
    User,
    WrongKey,
    database_slot,
    office_slot,
    open_database_slot,
    open_office_slot,
    open_user_slot,
    read_canonical,
    sealed_to,
    user_slot,
)
from aidememoire.vault.places import places
from aidememoire.vault.recovery import RecoverySecret
from aidememoire.vault.store import RecoveryKey, SqlKeeper, made
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.messages import _

Now = Callable[[], int]
LONGEST_NAME = 80


def _now() -> int:
    return time.time_ns() // 1_000_000


@dataclass(slots=True)
class Vault:
    """An unlocked vault in this process. Faces never hold one: they ask the key agent."""

    folder: Folder
    id: str
    unlocked: Unlocked
    key: bytes
    keeper: SqlKeeper
    keyring: UserKeyring
    now: Now = _now

    def __repr__(self) -> str:
        return f"Vault({self.id})"

    @property
    def user(self) -> User:
        """Return who unlocked it."""
        return self.unlocked.user

    def members(self) -> tuple[Person, ...]:
        """Return who may unlock it."""
        return self.keeper.queue.read(lambda db: tuple(person for person, _auditor in listed_members(db)))

    def note(self, action: str, *, record: str = "", label: Label | None = None, outcome: str = "done") -> None:
        """Write what was done with the vault itself into its audit."""
        at = Moment(self.now())
        self.keeper.note(Event(at, self.user.person.id, "", action, record, label, outcome))

    def enrol(self, name: str, passphrase: str, *, auditor: bool = False, cost: Cost = STANDARD) -> Person:
        """Let another person of this machine unlock it, with a passphrase of their own. Grants are another matter."""
        user, slot = User.of(name), token_hex(8)
        trusts = {self.user.person, user.person}
        sealed = user_slot(user, passphrase, vault=self.id, trusts=trusts, recovery=self.unlocked.recovery, cost=cost)
        write_whole(self.folder.slots / f"{slot}{USER}", sealed)
        write_whole(
            self.folder.slots / f"{slot}{RECOVERY}",
            office_slot(user, trusts=trusts, recovery=self.unlocked.recovery),
        )
        write_whole(
            self.folder.slots / f"{slot}{DATABASE}",
            database_slot(self.key, to=user.person, by=self.user, vault=self.id),
        )
        self.keeper.queue.change(lambda db: add_member(db, user.person, slot, auditor=auditor))
        if auditor:
            self.keeper.log = Writer(self.id, (*self.keeper.log.auditors, user.person), self.user, self.now)
        self.note("enrol", record=user.person.id)
        return user.person

    def change_passphrase(self, passphrase: str, cost: Cost = STANDARD) -> None:
        """Seal the user's pair under a new passphrase; the old one opens nothing any more."""
        slot = self.keeper.queue.read(
            lambda db: db.execute("SELECT slot FROM members WHERE person = ?", (self.user.person.id,)).fetchone()
        )
        if slot is None:
            raise InputError(_("This user has no slot in the vault."))
        trusts = (Person.of("", key, bytes(32)) for key in self.unlocked.trusts)
        sealed = user_slot(
            self.user, passphrase, vault=self.id, trusts=trusts, recovery=self.unlocked.recovery, cost=cost
        )
        write_whole(self.folder.slots / f"{slot[0]}{USER}", sealed)
        self.note("change passphrase")

    def lock(self) -> None:
        """Sign the audit and close the database. Only the end of the process takes the keys out of memory."""
        try:
            self.note("lock")
            self.keeper.sign_audit()
            self.keeper.queue.tidy()
        finally:
            self.keeper.close()


def shown_name(given: str) -> str:
    """Return a name to be read beside what a person does, or refuse what is none."""
    name = given.strip()
    if not name or not name.isprintable() or len(name) > LONGEST_NAME:
        raise InputError(_("That is no name to show beside acts. Use up to {n} printable characters.", n=LONGEST_NAME))
    return name


def make(
    folder: Folder, name: str, passphrase: str, *, cost: Cost = STANDARD, engine: Engine | None = None
) -> RecoverySecret:
    """Make a vault for one person, and return the office's secret: write it down now, it is told only once."""
    user, secret = User.of(name), RecoverySecret.new()
    with folder.arriving() as beside:
        id = beside.make()
        founded(beside, id, os.urandom(32), user, passphrase, secret.user().person, cost=cost, engine=engine)
    return secret


def founded(
    folder: Folder,
    id: str,
    key: bytes,
    user: User,
    passphrase: str,
    office: Person,
    *,
    cost: Cost = STANDARD,
    engine: Engine | None = None,
) -> None:
    """Fill the folder of a new vault: database, the user's slots, the office's slot."""
    slot = token_hex(8)
    made(folder.database, key, {"vault": id, "founder": user.person.id}, engine=engine)
    write_whole(
        folder.slots / f"{slot}{USER}",
        user_slot(user, passphrase, vault=id, trusts=(), recovery=office, cost=cost),
    )
    write_whole(folder.slots / f"{slot}{RECOVERY}", office_slot(user, trusts=(), recovery=office))
    write_whole(folder.slots / f"{slot}{DATABASE}", database_slot(key, to=user.person, by=user, vault=id))
    write_whole(folder.slots / f"{OFFICE}{DATABASE}", database_slot(key, to=office, by=user, vault=id))
    with_keys = _vault(
        folder, id, Unlocked(user, frozenset({user.person.sign_key, office.sign_key}), office), key, engine
    )
    with_keys.keeper.queue.change(lambda db: add_member(db, user.person, slot, auditor=True))
    with_keys.keeper.log = _log(with_keys)
    with_keys.note("make")
    with_keys.lock()


def unlocked(folder: Folder, passphrase: str, *, engine: Engine | None = None, now: Now = _now) -> Vault:
    """Open a vault with the passphrase of one of its users."""
    id = folder.id()
    tries = folder.tries()
    for slot in folder.user_slots():
        try:
            found = open_user_slot(slot.read_bytes(), passphrase, vault=id)
        except WrongKey:
            continue
        key = open_database_slot(_read(slot.with_suffix(DATABASE)), found.user, found.trusts, vault=id)
        vault = _vault(folder, id, found, key, engine, now)
        for at in tries:
            vault.keeper.note(Event(Moment(at), "", "", "unlock", outcome="refused"))
        folder.forget_tries()
        slot.touch()
        vault.note("unlock")
        return vault
    folder.tried()
    raise WrongKey(_("The passphrase opens no slot of this vault. Check each word, and try again."))


def by_office(folder: Folder, secret: RecoverySecret, *, engine: Engine | None = None, now: Now = _now) -> Vault:
    """Open a vault with the office's secret, for whoever holds its envelope. It stands in the audit."""
    id, office = folder.id(), secret.user()
    slot = _read(folder.slots / f"{OFFICE}{DATABASE}")
    plain = office.open_sealed_box(slot)
    if plain is None:
        raise WrongKey(_("The recovery words are not those of this vault."))
    key = open_database_slot(slot, office, _signers_inside(plain), vault=id)
    vault = _vault(folder, id, Unlocked(office, frozenset(), office.person), key, engine, now)
    members = {person.sign_key for person, _auditor in vault.keeper.queue.read(listed_members)}
    if not _signers_inside(plain) <= members | {office.person.sign_key}:
        vault.keeper.close()
        raise WrongKey(
            _("The slot with the database key was put there by somebody who may not. Do not use this vault.")
        )
    vault.keyring = OfficeKeyring(office, vault.keeper.recovery_key)
    keyring = vault.keyring
    vault.keeper.places = lambda: places(vault.keeper, keyring)
    vault.note("office recovery")
    return vault


def new_passphrase(
    folder: Folder, secret: RecoverySecret, name: str, passphrase: str, *, cost: Cost = STANDARD
) -> Person:
    """Give a user who forgot their passphrase a new one, with the office's secret. It stands in the audit, twice."""
    vault = by_office(folder, secret)
    try:
        found = vault.keeper.queue.read(lambda db: db.execute("SELECT person, name, slot FROM members").fetchall())
        mine = [(person, slot) for person, called, slot in found if name in (called, person)]
        if len(mine) != 1:
            names = tuple(called for _person, called, _slot in found)
            raise InputError(_("There is no one user called {name} here. Users: {names}.", name=name, names=names))
        ((person, slot),) = mine
        pair = open_office_slot(_read(folder.slots / f"{slot}{RECOVERY}"), secret.user())
        if pair.user.person.id != person:
            raise WrongKey(_("The slot of this user was exchanged. Restore the vault from a backup."))
        trusts = (Person.of("", key, bytes(32)) for key in pair.trusts)
        sealed = user_slot(pair.user, passphrase, vault=vault.id, trusts=trusts, recovery=pair.recovery, cost=cost)
        write_whole(folder.slots / f"{slot}{USER}", sealed)
        vault.note("new passphrase", record=person)
    finally:
        vault.lock()
    return pair.user.person


def _signers_inside(plain: bytes) -> frozenset[bytes]:
    return frozenset({bytes.fromhex(str(read_canonical(plain).get("by", "")))})


def _vault(
    folder: Folder, id: str, found: Unlocked, key: bytes, engine: Engine | None = None, now: Now = _now
) -> Vault:
    keeper = SqlKeeper(
        folder.database,
        key,
        log=Writer(id, (), found.user, now),
        attachments=Attachments(folder.attachments),
        engine=engine,
    )
    if keeper.fact("vault") != id:
        keeper.close()
        raise WrongKey(_("The database in this folder is that of another vault."))
    keyring = UserKeyring(found.user, keeper.grants)
    vault = Vault(folder, id, found, key, keeper, keyring, now)
    keeper.log = _log(vault)
    keeper.places = lambda: places(keeper, keyring)
    keeper.second_slots = lambda entries: _second_slots(entries, keyring, found.recovery)
    return vault


def _log(vault: Vault) -> Writer:
    auditors = tuple(person for person, auditor in vault.keeper.queue.read(listed_members) if auditor)
    return Writer(vault.id, (*auditors, vault.unlocked.recovery), vault.user, vault.now)


def _second_slots(entries: Sequence[Entry], keyring: UserKeyring, office: Person) -> Iterable[RecoveryKey]:
    """Return a box for the office for every key of a compartment that these entries bring the user."""
    for grant, key in granted_to(entries, keyring):
        yield grant.dossier, grant.compartment, grant.version, sealed_to(office, key)


def listed_members(database: Database) -> tuple[tuple[Person, bool], ...]:
    """Return who may unlock the vault, and whether they may read its audit."""
    found = database.execute("SELECT name, sign_key, box_key, auditor FROM members ORDER BY person").fetchall()
    return tuple((Person.of(name, sign, box), bool(auditor)) for name, sign, box, auditor in found)


def add_member(database: Database, person: Person, slot: str, *, auditor: bool) -> None:
    """Write down who may unlock the vault by which slot."""
    values = (person.id, person.name, person.sign_key, person.box_key, slot, int(auditor))
    database.execute(
        "INSERT INTO members VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (person) DO UPDATE SET slot = excluded.slot", values
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise WrongKey(_("A slot of the vault is damaged. Restore it from a backup.")) from None
