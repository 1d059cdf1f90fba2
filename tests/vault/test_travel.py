"""Does a device on a journey hold only what was chosen, and does everything come together again? (A16, P8)"""

import os

import pytest

from aidememoire.ledger import acts
from aidememoire.ledger.desk import Desk
from aidememoire.vault import backup, checking, opened, travel
from aidememoire.vault.folder import Folder
from aidememoire.vault.keys import FLOOR
from aidememoire.vault.recovery import RecoverySecret
from aidememoire.vault.wiping import said, wipe
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.kinds import kinds
from vaults import WORDS

Actor = kinds()["actor"]
JOURNEY = "other words for the road"


def closed(compartment):
    return {"level": "RED", "compartments": [compartment]}


@pytest.fixture
def filled(vault):
    """A vault with two dossiers, one of them with two compartments; and the desk in the first."""
    desk = Desk.found(
        vault.keeper,
        vault.keyring,
        Header(slug="selane", title="Selane"),
        compartments=("contacts", "canary-compartment"),
    )
    left = [Actor(id=f"canary-{n}", names=f"CANARY {n}", handling=closed("canary-compartment")) for n in range(50)]
    desk.do(
        acts.record(
            desk,
            Actor(id="open", names="Open"),
            Actor(id="contact", names="Contact", handling=closed("contacts")),
            *left,
        )
    )
    other = Desk.found(vault.keeper, vault.keyring, Header(slug="canary-dossier", title="CANARY"))
    other.do(acts.record(other, Actor(id="elsewhere", names="CANARY elsewhere")))
    vault.keeper.attach(b"CANARY paper")
    return vault, desk, other


@pytest.fixture
def away(filled, tmp_path, made_once):
    """The device on the journey, the sealed whole at the office, and what was left behind."""
    vault, desk, other = filled
    left = {entry.record for _n, entry in vault.keeper.entries(desk.place) if "canary" in str(entry.handling)}
    left |= {entry.record for _n, entry in vault.keeper.entries(other.place)} | {other.place, vault.id}
    packed = travel.pack(
        vault, JOURNEY, to=tmp_path / "office", dossiers=[desk.place], compartments=["contacts"], cost=FLOOR
    )
    vault.lock()
    travel.depart(vault.folder, travel.confirm(packed.sealed.path, made_once.secret))
    return vault, desk.place, packed.sealed.path, left


def test_on_the_way_there_is_what_was_chosen_and_one_can_work(away):
    vault, dossier, _sealed, _left = away
    going = opened.unlocked(vault.folder, JOURNEY)
    desk = Desk(going.keeper, going.keyring, dossier)
    assert [record.id for record in desk.dossier] == ["open", "contact"]
    assert [place.slug for place in going.keeper.dossiers()] == ["selane"]
    desk.do(acts.revise(desk, "open", {"note": "met at the gate"}))
    assert not checking.verify(going).problems
    going.lock()


def test_the_device_holds_no_trace_of_what_stayed(away):
    vault, dossier, _sealed, left = away
    going = opened.unlocked(vault.folder, JOURNEY)
    tables = [name for (name,) in going.keeper.queue.read(
        lambda db: db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    )]  # fmt: skip
    rows = "\n".join(
        str(going.keeper.queue.read(lambda db, t=t: db.execute(f"SELECT * FROM {t}").fetchall())) for t in tables
    )
    rows += str([bytes(written) for _n, written in going.keeper.packed_entries(dossier)])
    # Opened with the traveller's own keys: neither a name, nor an id, nor the name of a compartment or a dossier.
    sweep = [*left, "canary", "CANARY"]
    assert len(left) > 50
    assert not [word for word in sweep if word in rows or word.encode() in rows.encode()]
    packed = b"".join(written for _n, written in going.keeper.packed_entries(dossier))
    assert not [record for record in left if bytes.fromhex(record) in packed]
    assert going.keyring.compartment_key(dossier, "canary-compartment") is None
    going.lock()
    home = vault.folder.path.parent
    files = [path for path in home.rglob("*") if path.is_file()]
    assert not [path for path in files if b"CANARY" in path.read_bytes() or vault.id.encode() in path.read_bytes()]
    assert not list((home / "vault" / "attachments").iterdir())


def test_what_the_traveller_knows_opens_nothing_else(away):
    """Neither their passphrases nor their keys open the sealed whole: it cannot be asked of them."""
    vault, _dossier, sealed, _left = away
    with pytest.raises(InputError):
        opened.unlocked(vault.folder, WORDS)
    going = opened.unlocked(vault.folder, JOURNEY)
    assert going.user.open_sealed_box((sealed / "key.sealed").read_bytes()) is None
    slot = next((sealed / "slots").glob("*.user"))
    with pytest.raises(InputError):
        opened.open_user_slot(slot.read_bytes(), JOURNEY, vault=vault.id)
    with pytest.raises(InputError, match="recovery words do not open"):
        backup.verify(sealed, RecoverySecret(os.urandom(16)))
    going.lock()


def test_what_was_written_on_the_way_and_at_home_comes_together(away, tmp_path, made_once):
    vault, dossier, sealed, _left = away
    going = opened.unlocked(vault.folder, JOURNEY)
    on_the_way = Desk(going.keeper, going.keyring, dossier)
    on_the_way.do(acts.record(on_the_way, Actor(id="met", names="Met on the way")))
    on_the_way.do(acts.revise(on_the_way, "contact", {"note": "changed on the way"}))
    home = Folder(tmp_path / "home again" / "vault")
    backup.restore(sealed, home, made_once.secret)
    whole = opened.unlocked(home, WORDS)
    assert travel.come_home(whole, going) == 2
    assert travel.come_home(whole, going) == 0, "coming home twice changes nothing"
    desk = Desk(whole.keeper, whole.keyring, dossier)
    assert len(desk.dossier) == 53 and desk.dossier["contact"].note == "changed on the way"
    assert not checking.verify(whole).problems
    whole.lock(), going.lock()


# Nothing is destroyed before the office has said that it can restore.


def test_without_the_offices_word_the_whole_vault_stays(filled, tmp_path, made_once):
    vault, desk, _other = filled
    with pytest.raises(InputError, match="No journey"):
        travel.depart(vault.folder, "x:00")
    first = travel.pack(vault, JOURNEY, to=tmp_path / "office", dossiers=[desk.place], cost=FLOOR)
    earlier = travel.confirm(first.sealed.path, made_once.secret)
    packed = travel.pack(vault, JOURNEY, to=tmp_path / "office", dossiers=[desk.place], cost=FLOOR)
    fingerprint = backup.fingerprint(packed.sealed.path)
    stranger = RecoverySecret.new().user().sign(travel._confirmed(fingerprint)).hex()
    vault.lock()
    for line in ("", "nonsense", f"{fingerprint}:zz", f"{fingerprint}:{stranger}", earlier):
        with pytest.raises(InputError, match="still here"):
            travel.depart(vault.folder, line)
    again = opened.unlocked(vault.folder, WORDS)
    assert len(Desk(again.keeper, again.keyring, desk.place).dossier) == 52
    again.lock()
    travel.give_up(vault.folder)
    assert not (vault.folder.path.parent / "travelling").exists()
    opened.unlocked(vault.folder, WORDS).lock()


def test_a_damaged_whole_is_not_confirmed(filled, tmp_path, made_once):
    vault, desk, _other = filled
    packed = travel.pack(vault, JOURNEY, to=tmp_path / "office", dossiers=[desk.place], cost=FLOOR)
    database = packed.sealed.path / "vault.db"
    database.write_bytes(database.read_bytes()[:-4096])
    with pytest.raises(InputError, match="damaged"):
        travel.confirm(packed.sealed.path, made_once.secret)


def test_a_departure_that_was_cut_off_can_be_said_again(filled, tmp_path, made_once):
    vault, desk, _other = filled
    packed = travel.pack(vault, JOURNEY, to=tmp_path / "office", dossiers=[desk.place], cost=FLOOR)
    vault.lock()
    line = travel.confirm(packed.sealed.path, made_once.secret)
    wipe(vault.folder)  # and here the power went
    travel.depart(vault.folder, line)
    opened.unlocked(vault.folder, JOURNEY).lock()


def test_a_dossier_that_is_not_there_cannot_go_along(filled, tmp_path):
    with pytest.raises(InputError, match="no dossier"):
        travel.pack(filled[0], JOURNEY, to=tmp_path / "office", dossiers=["99" * 16], cost=FLOOR)


# Wiping.


def test_after_a_wipe_nothing_opens_and_what_it_cannot_do_is_said(filled, made_once):
    vault, _desk, _other = filled
    vault.lock()
    told = str(wipe(vault.folder))
    assert not vault.folder.path.exists()
    assert told == str(said()) and "flash" in told.lower() and "Backups are as they were" in told
    for opening in (
        lambda: opened.unlocked(vault.folder, WORDS),
        lambda: opened.by_office(vault.folder, made_once.secret),
    ):
        with pytest.raises(InputError, match="no vault here"):
            opening()
    with pytest.raises(InputError, match="no vault here"):
        wipe(vault.folder)


def test_a_wipe_that_cannot_remove_every_file_has_destroyed_the_slots_first(filled, monkeypatch):
    vault, _desk, _other = filled
    vault.lock()

    def fails(_path):
        raise OSError(30, "Read-only")

    monkeypatch.setattr("shutil.rmtree", fails)
    with pytest.raises(InputError, match="Nobody can open what is left"):
        wipe(vault.folder)
    assert not list(vault.folder.slots.iterdir())
