"""Who opens a backup: the office with its recovery words, or whoever chose that their own passphrase does, too?"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from aidememoire.ledger.people import Person
from aidememoire.vault.folder import DATABASE, USER
from aidememoire.vault.keyring import OfficeKeyring, UserKeyring
from aidememoire.vault.keys import User, WrongKey, open_database_slot, open_user_slot
from aidememoire.vault.recovery import RecoverySecret
from aidememoire.vault.store import SqlKeeper
from aidememoire.vocabulary.messages import _

KEY = "key.sealed"
"""The file of a backup that holds the key of its database, in a box for the office."""


@dataclass(frozen=True, slots=True)
class OwnPassphrase:
    """The passphrase of whoever made a backup that it opens, too."""

    words: str = field(repr=False)


Secret = RecoverySecret | OwnPassphrase


@dataclass(frozen=True, slots=True)
class Opener:
    """Whoever opens a backup: their pair, the key of its database, and the public half of the office."""

    user: User
    key: bytes
    office: Person

    def keyring(self, keeper: SqlKeeper) -> UserKeyring:
        """Return the keyring of whoever opens it."""
        if self.user.person.id == self.office.id:
            return OfficeKeyring(self.user, keeper.recovery_key)
        return UserKeyring(self.user, keeper.grants)


def opener(path: Path, manifest: dict[str, object], secret: Secret) -> Opener:
    """Return whoever opens a backup with a secret, or say why it does not."""
    id, by = str(manifest["vault"]), bytes.fromhex(str(manifest["by"]))
    if isinstance(secret, OwnPassphrase):
        return _by_passphrase(path, id, secret.words)
    office = secret.user()
    try:
        key = open_database_slot((path / KEY).read_bytes(), office, (by, office.person.sign_key), vault=id)
    except WrongKey:
        raise WrongKey(
            _("The recovery words do not open this backup. It was made for another office, or was altered.")
        ) from None
    return Opener(office, key, office.person)


def _by_passphrase(path: Path, id: str, words: str) -> Opener:
    mine = sorted((path / "slots").glob(f"*{DATABASE}"))
    if not mine:
        raise WrongKey(_("Only the recovery words open this backup: it was made without --own-passphrase."))
    try:
        found = open_user_slot(mine[0].with_suffix(USER).read_bytes(), words, vault=id)
    except WrongKey:
        raise WrongKey(_("The passphrase does not open this backup. Check each word, and try again.")) from None
    key = open_database_slot(mine[0].read_bytes(), found.user, found.trusts, vault=id)
    return Opener(found.user, key, found.recovery)
