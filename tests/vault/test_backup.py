"""Does every backup restore, also one made while people write, and is a bad one refused clearly? (F6, P9)"""

import shutil
import threading

import pytest

from aidememoire.ledger import acts
from aidememoire.ledger.desk import Desk
from aidememoire.vault import backup, checking, opened
from aidememoire.vault.folder import Folder
from aidememoire.vault.keys import FLOOR
from aidememoire.vault.openers import OwnPassphrase
from aidememoire.vault.recovery import RecoverySecret
from aidememoire.vocabulary.dossier import Header
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.kinds import kinds
from vaults import WORDS

Actor = kinds()["actor"]


@pytest.fixture
def filled(vault):
    """An unlocked vault with a dossier, and the desk in it."""
    desk = Desk.found(vault.keeper, vault.keyring, Header(slug="selane", title="Selane"), compartments=("contacts",))
    red = {"level": "RED", "compartments": ["contacts"]}
    desk.do(acts.record(desk, Actor(id="open", names="Open"), Actor(id="closed", names="Closed", handling=red)))
    vault.keeper.attach(b"a signed paper")
    return vault, desk


def test_a_backup_restores_into_an_empty_place_with_everything_in_it(filled, tmp_path, made_once):
    vault, desk = filled
    made = backup.backup(vault, tmp_path / "usb")
    assert made.checked.opened and not made.checked.problems and made.checked.attachments == 1
    fresh = Folder(tmp_path / "other home" / "vault")
    backup.restore(made.path, fresh, made_once.secret)
    again = opened.unlocked(fresh, WORDS)
    there = Desk(again.keeper, again.keyring, desk.place)
    assert list(there.dossier) == list(desk.dossier)
    assert again.key != vault.key
    ((digest,),) = again.keeper.queue.read(lambda db: db.execute("SELECT digest FROM attachments").fetchall())
    assert again.keeper.attachment(bytes.fromhex(digest)) == b"a signed paper"
    assert not checking.verify(again).problems
    there.do(acts.record(there, Actor(id="later", names="Later")))
    actions = [event.action for _n, event in checking.events(again)]
    assert {"office recovery", "restore"} <= set(actions), "each use of the office's key is an event"
    again.lock()


def test_fifty_backups_under_write_load_restore_to_a_consistent_point(filled, tmp_path, made_once):
    vault, desk = filled
    stop, written = threading.Event(), []

    def write():
        while not stop.is_set():
            n = len(written)
            desk.do(acts.record(desk, Actor(id=f"load-{n}", names=f"Load {n}")))
            written.append(f"load-{n}")

    writer = threading.Thread(target=write)
    writer.start()
    made, before = [], []
    try:
        for _time in range(50):
            before.append(len(written))
            made.append(backup.backup(vault, tmp_path / "usb"))
    finally:
        stop.set()
        writer.join()
    assert len(written) > 50 and len({one.path for one in made}) == 50
    for one, least in zip(made, before, strict=True):
        checked = backup.verify(one.path, made_once.secret)
        assert checked == one.checked and checked.opened
        assert checked.entries >= 5 + least, "what was acknowledged before a backup began is in it"
    for one in made[::10]:
        assert backup.drill(one.path, made_once.secret).digest == one.checked.digest


def test_a_drill_leaves_nothing_behind(filled, tmp_path, made_once, monkeypatch):
    vault, _desk = filled
    made = backup.backup(vault, tmp_path / "usb")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    assert backup.drill(made.path, made_once.secret).entries == made.checked.entries
    assert not list(scratch.iterdir())


def test_a_backup_names_nobody_and_its_key_is_not_the_vaults(filled, tmp_path):
    vault, _desk = filled
    made = backup.backup(vault, tmp_path / "usb")
    held = b"".join(path.read_bytes() for path in made.path.rglob("*") if path.is_file())
    assert not any(word in held for word in (b"Amina", b"selane", b"signed paper", b"SQLite", vault.key))
    assert made.path.stat().st_mode & 0o777 == 0o700
    with pytest.raises(InputError, match="cannot be read"), backup._keeper(made.path, vault.key, vault.id):
        pass


# What is refused.


def test_other_recovery_words_open_no_backup(filled, tmp_path):
    made = backup.backup(filled[0], tmp_path / "usb")
    with pytest.raises(InputError, match="recovery words do not open"):
        backup.verify(made.path, RecoverySecret.new())
    with pytest.raises(InputError, match="recovery words do not open"):
        backup.restore(made.path, Folder(tmp_path / "fresh" / "vault"), RecoverySecret.new())
    assert not (tmp_path / "fresh").exists()


def test_whatever_is_cut_changed_added_or_taken_away_is_named(filled, tmp_path, made_once):
    made = backup.backup(filled[0], tmp_path / "usb")
    for file in sorted(path for path in made.path.rglob("*") if path.is_file()):
        held = file.read_bytes()
        for changed in (held[: len(held) // 2], held[:-1] + bytes([held[-1] ^ 1]), None):
            file.unlink() if changed is None else file.write_bytes(changed)
            with pytest.raises(InputError, match=r"damaged|list of"):
                backup.verify(made.path)
            file.write_bytes(held)
    (made.path / "more").write_bytes(b"x")
    with pytest.raises(InputError, match="added"):
        backup.verify(made.path)
    (made.path / "more").unlink()
    assert backup.verify(made.path, made_once.secret) == made.checked


def test_the_parts_of_two_backups_do_not_mix(filled, tmp_path, made_once):
    vault, desk = filled
    first = backup.backup(vault, tmp_path / "usb")
    desk.do(acts.record(desk, Actor(id="later", names="Later")))
    second = backup.backup(vault, tmp_path / "usb")
    for name in ("vault.db", "key.sealed", "facts.sealed"):
        mixed = tmp_path / f"mixed-{name}"
        shutil.copytree(second.path, mixed)
        shutil.copyfile(first.path / name, mixed / name)
        with pytest.raises(InputError):
            backup.verify(mixed, made_once.secret)


def test_a_backup_of_a_stranger_in_the_offices_name_is_refused(filled, tmp_path, made_once):
    """They know the office's public key, and can sign with a key of their own; but they are no member of the vault."""
    from aidememoire.ledger.entry import canonical
    from aidememoire.vault.keys import User

    made = backup.backup(filled[0], tmp_path / "usb")
    manifest = backup._manifest(made.path)
    stranger = User.of("Stranger")
    manifest["by"] = stranger.person.sign_key.hex()
    signature = stranger.sign(backup._signed(manifest))
    (made.path / "manifest.json").write_bytes(canonical({**manifest, "signature": signature.hex()}))
    with pytest.raises(InputError):
        backup.verify(made.path, made_once.secret)


def test_a_newer_backup_says_which_version_is_needed(filled, tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "FORMAT", 2)
    made = backup.backup(filled[0], tmp_path / "usb")
    monkeypatch.undo()
    with pytest.raises(InputError, match="newer version"):
        backup.verify(made.path)


def test_a_vault_that_is_not_whole_gives_no_backup(filled, tmp_path):
    vault, _desk = filled
    next(iter(vault.folder.attachments.iterdir())).unlink()
    with pytest.raises(InputError, match="No backup was made"):
        backup.backup(vault, tmp_path / "usb")
    assert not list((tmp_path / "usb").iterdir())


def test_a_full_disk_gives_no_backup_and_leaves_no_piece(filled, tmp_path, monkeypatch):
    def fails(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", fails)
    with pytest.raises(InputError, match="No space left"):
        backup.backup(filled[0], tmp_path / "usb")
    monkeypatch.undo()
    assert not list((tmp_path / "usb").iterdir())


def test_nothing_is_restored_over_a_vault(filled, tmp_path, made_once):
    vault, _desk = filled
    made = backup.backup(vault, tmp_path / "usb")
    with pytest.raises(InputError, match="already"):
        backup.restore(made.path, vault.folder, made_once.secret)


# Where there is no office


def test_whoever_works_alone_may_choose_that_their_own_passphrase_restores(filled, tmp_path):
    made = backup.backup(filled[0], tmp_path / "usb", own=True)
    filled[0].lock()
    assert backup.drill(made.path, OwnPassphrase(WORDS)).entries == made.checked.entries
    fresh = Folder(tmp_path / "fresh" / "vault")
    backup.restore(made.path, fresh, OwnPassphrase(WORDS))
    vault = opened.unlocked(fresh, WORDS)
    try:
        assert [place.slug for place in vault.keeper.dossiers()] == ["selane"]
        assert "restore" in [event.action for _number, event in checking.events(vault)]
        assert not checking.verify(vault).problems
    finally:
        vault.lock()


def test_the_office_opens_what_was_restored_without_it(filled, tmp_path, made_once):
    made = backup.backup(filled[0], tmp_path / "usb", own=True)
    assert backup.verify(made.path, made_once.secret) == made.checked
    fresh = Folder(tmp_path / "fresh" / "vault")
    backup.restore(made.path, fresh, OwnPassphrase(WORDS))
    opened.by_office(fresh, made_once.secret).lock()
    vault = opened.unlocked(fresh, WORDS)
    again = backup.backup(vault, tmp_path / "usb")
    vault.lock()
    assert not backup.drill(again.path, made_once.secret).problems


def test_an_ordinary_backup_is_opened_by_no_passphrase_and_the_other_by_no_other(filled, tmp_path):
    made = backup.backup(filled[0], tmp_path / "usb")
    with pytest.raises(InputError, match="Only the recovery words open this backup"):
        backup.drill(made.path, OwnPassphrase(WORDS))
    mine = backup.backup(filled[0], tmp_path / "usb", own=True)
    with pytest.raises(InputError, match="passphrase does not open this backup"):
        backup.drill(mine.path, OwnPassphrase("lamp stone garden quiet candle river apple"))


def test_where_others_unlock_the_vault_only_the_office_restores_it(filled, tmp_path):
    filled[0].enrol("Bao", "lamp stone garden quiet candle river apple", cost=FLOOR)
    with pytest.raises(InputError, match="only the office restores it"):
        backup.backup(filled[0], tmp_path / "usb", own=True)
    assert not (tmp_path / "usb").exists()
