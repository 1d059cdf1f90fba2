"""Does the file of an attachment tell nothing, and does only the whole of it come back?"""

import os

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidememoire.vault import attachments
from aidememoire.vault.attachments import bucket
from aidememoire.vocabulary.errors import InputError


@given(st.integers(0, 2**40))
def test_a_size_is_rounded_up_by_a_quarter_at_most(size):
    assert size <= bucket(size) <= max(4096, size * 1.25)


def test_few_sizes_remain():
    assert len({bucket(size) for size in range(0, 2**20, 997)}) <= 33


@pytest.mark.parametrize("size", [0, 1, 4096, 4097, 100_000])
def test_what_was_kept_comes_back_whole(keeper, size):
    data = os.urandom(size)
    digest = keeper.attach(data)
    assert keeper.attachment(digest) == data
    assert keeper.attach(data) == digest
    assert len(list(keeper.attachments.folder.iterdir())) == 1


def test_the_file_has_a_name_and_a_size_that_tell_nothing(keeper):
    data = b"passport of a guard " * 300
    keeper.attach(data), keeper.attach(data[:-40])
    files = list(keeper.attachments.folder.iterdir())
    keys = keeper.queue.read(lambda db: db.execute("SELECT file, key FROM attachments").fetchall())
    inside = [
        pyrage.decrypt((keeper.attachments.folder / name).read_bytes(), [pyrage.x25519.Identity.from_str(key.decode())])
        for name, key in keys
    ]
    assert [len(plain) for plain in inside] == [6144, 6144]  # age adds a head of a length that is random
    for file in files:
        assert len(file.name) == 32 and int(file.name, 16) >= 0
        assert file.stat().st_mode & 0o777 == 0o600
        held = file.read_bytes()
        assert b"passport" not in held and held.startswith(b"age-encryption.org/v1")


@pytest.mark.parametrize("change", ["flip", "cut", "gone", "exchanged"])
def test_an_altered_file_is_refused(keeper, change):
    digest, other = keeper.attach(b"first" * 2000), keeper.attach(b"other" * 2000)
    first, second = (
        keeper.queue.read(lambda db, d=d: keeper.attachments.folder / attachments._row(db, d)[0])
        for d in (digest, other)
    )
    held = first.read_bytes()
    if change == "flip":
        first.write_bytes(held[:-5] + bytes([held[-5] ^ 1]) + held[-4:])
    elif change == "cut":
        first.write_bytes(held[:-3000])
    elif change == "gone":
        first.unlink()
    else:
        first.write_bytes(second.read_bytes())
    with pytest.raises(InputError, match="missing or was altered"):
        keeper.attachment(digest)
    assert keeper.attachment(other) == b"other" * 2000


def test_what_is_too_large_is_refused_before_it_is_sealed(keeper, monkeypatch):
    monkeypatch.setattr(attachments, "LARGEST", 1000)
    with pytest.raises(InputError, match="at most"):
        keeper.attach(bytes(1001))
    assert not list(keeper.attachments.folder.iterdir())


def test_a_full_disk_leaves_no_piece_of_an_attachment(keeper, monkeypatch):
    def fails(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(InputError, match="No space left"):
        keeper.attach(b"paper")
    monkeypatch.undo()
    assert not list(keeper.attachments.folder.iterdir())


def test_what_a_cut_left_between_file_and_database_is_swept(keeper):
    digest = keeper.attach(b"kept")
    (keeper.attachments.folder / ("ab" * 16)).write_bytes(b"sealed, but nobody's")
    assert keeper.attachments.sweep(keeper.queue) == 1
    assert keeper.attachment(digest) == b"kept"
