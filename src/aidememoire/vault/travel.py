"""What goes along on a journey, when whoever takes the device may also make its holder open it?

Only what was chosen. Before leaving, the whole vault is sealed to the office, whose key the traveller does not have and
so cannot be made to use. The office proves that it restores, and signs for that; only then does the device lose the
whole vault. On return, what was written on the way is merged into it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from aidememoire.ledger.entry import PURGE, Entry, canonical
from aidememoire.ledger.seal import BASE, WrappedKey
from aidememoire.vault import backup
from aidememoire.vault.folder import Folder, write_whole
from aidememoire.vault.keys import STANDARD, Cost, WrongKey, read_canonical, signed_by
from aidememoire.vault.opened import Vault, founded, unlocked
from aidememoire.vault.recovery import RecoverySecret
from aidememoire.vault.wiping import wipe
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _

_WAITING, _PLAN = "travelling", "journey.json"
_BACK, _AWAY = "coming-home", "travelled"


@dataclass(frozen=True, slots=True)
class Packed:
    """A journey that is prepared: the sealed whole, which stays, and the vault that will go along."""

    sealed: backup.Backup
    entries: int


def pack(
    vault: Vault,
    passphrase: str,
    *,
    to: Path,
    dossiers: Iterable[str],
    compartments: Iterable[str] = (),
    cost: Cost = STANDARD,
) -> Packed:
    """Seal the whole vault to the office, and make beside it the vault that will go along. Nothing is destroyed yet."""
    waiting = _waiting(vault.folder)
    shutil.rmtree(waiting.path, ignore_errors=True)
    sealed = backup.backup(vault, to)
    id, key = waiting.make(), os.urandom(32)
    founded(waiting, id, key, vault.user, passphrase, vault.unlocked.recovery, cost=cost)
    going = unlocked(waiting, passphrase)
    try:
        count = _filled(vault, going, tuple(dossiers), frozenset(compartments))
    finally:
        going.lock()
    office = vault.unlocked.recovery.sign_key.hex()
    plan = {"whole": vault.id, "backup": backup.fingerprint(sealed.path), "office": office}
    write_whole(vault.folder.path.parent / _PLAN, canonical(plan))
    vault.note("pack for travel")
    return Packed(sealed, count)


def _filled(vault: Vault, going: Vault, dossiers: tuple[str, ...], compartments: frozenset[str]) -> int:
    known = {place.dossier for place in vault.keeper.dossiers()}
    for dossier in dossiers:
        if dossier not in known:
            raise InputError(_("There is no dossier {place} in the vault.", place=dossier))
    count = 0
    for dossier in dossiers:
        chosen = [entry for _number, entry in vault.keeper.entries(dossier) if _goes(entry, compartments)]
        records = {entry.record for entry in chosen}
        chains = {entry.chain for entry in chosen}
        going.keeper.append(
            chosen,
            keys=[key for key in vault.keeper.keys(dossier) if key.record in records and _within(key, compartments)],
            heads=[head for head in vault.keeper.heads(dossier) if head.chain in chains],
        )
        count += len(chosen)
    return count


def _within(key: WrappedKey, compartments: frozenset[str]) -> bool:
    return all(name in compartments or name == BASE for name, _version in key.compartments)


def _goes(entry: Entry, compartments: frozenset[str]) -> bool:
    # Chains run by compartment, so each goes along whole or not at all.
    return set(entry.handling.compartments) <= compartments


def confirm(sealed: Path, secret: RecoverySecret) -> str:
    """Restore the sealed whole at the office, compare, and return the line by which the office says that it did."""
    backup.drill(sealed, secret)
    fingerprint = backup.fingerprint(sealed)
    return f"{fingerprint}:{secret.user().sign(_confirmed(fingerprint)).hex()}"


def depart(folder: Folder, confirmation: str) -> None:
    """Destroy the whole vault on this device and put the vault for the journey in its place. Lock it first."""
    plan = _plan(folder)
    waiting = _waiting(folder)
    fingerprint, _colon, signature = confirmation.strip().partition(":")
    try:
        office, signed = bytes.fromhex(str(plan["office"])), bytes.fromhex(signature)
    except ValueError:
        office, signed = b"", b""
    if fingerprint != plan["backup"] or not signed_by(office, _confirmed(fingerprint), signed):
        raise WrongKey(_("That is not the office's confirmation for this journey. The whole vault is still here."))
    if folder.exists:  # not where this was cut off before and is said again
        wipe(folder)
    waiting.path.rename(folder.path)
    (folder.path.parent / _PLAN).unlink()


def give_up(folder: Folder) -> None:
    """Take a prepared journey back; the whole vault stays as it is."""
    _plan(folder)
    waiting = _waiting(folder)
    wipe(waiting)
    (folder.path.parent / _PLAN).unlink()


def come_home(whole: Vault, travelled: Vault) -> int:
    """Merge what was written on the way into the whole vault, and return how many entries were new."""
    new = 0
    for dossier in travelled.keeper.dossier_ids():
        before = {entry.id for _number, entry in whole.keeper.entries(dossier)}
        entries = [entry for _number, entry in travelled.keeper.entries(dossier)]
        whole.keeper.append(
            entries,
            keys=travelled.keeper.keys(dossier),
            heads=travelled.keeper.heads(dossier),
            drop_keys=[entry.record for entry in entries if entry.kind == PURGE],
        )
        new += len({entry.id for entry in entries} - before)
    whole.note("come home", outcome=str(new))
    return new


def prepared(folder: Folder) -> bool:
    """Say whether a journey is prepared that was neither begun nor given up."""
    return (folder.path.parent / _PLAN).exists()


def home(sealed: Path, folder: Folder, secret: RecoverySecret, *, whole: str, journey: str) -> int:
    """Put the whole vault back on this device, with what was written on the way, and wipe the travelled one.

    Lock it first. Cut off at any point and said again, it goes on from there. Returns how many entries were new.
    """
    back, away = Folder(folder.path.parent / _BACK), Folder(folder.path.parent / _AWAY)
    travelled = away if away.exists else folder
    with_journey = unlocked(travelled, journey)
    try:
        if not back.exists and not (away.exists and folder.exists):
            backup.restore(sealed, back, secret)
        with_all = unlocked(back if back.exists else folder, whole)
        try:
            new = come_home(with_all, with_journey)
        finally:
            with_all.lock()
    finally:
        with_journey.lock()
    if back.exists:
        if not away.exists:
            folder.path.rename(away.path)
        back.path.rename(folder.path)
    wipe(away)
    return new


def _plan(folder: Folder) -> dict[str, object]:
    try:
        return read_canonical((folder.path.parent / _PLAN).read_bytes())
    except FileNotFoundError:
        raise InputError(_("No journey is prepared here. Prepare one with: aidememoire vault travel")) from None


def _waiting(folder: Folder) -> Folder:
    return Folder(folder.path.parent / _WAITING)


def _confirmed(fingerprint: str) -> bytes:
    return b"aidememoire restored at the office 1\0" + fingerprint.encode()
