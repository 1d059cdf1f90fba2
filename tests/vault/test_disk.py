"""What happens when the disk is full, fails, cannot be written, or lost a file? (F3, F4)"""

import itertools
import shutil

import apsw
import pytest

from aidememoire.vault import opened
from aidememoire.vault.database.connection import SETTINGS
from aidememoire.vocabulary.errors import InputError
from powercut import Apsw, Disk, Tape
from vaults import WORDS, Scribe, bare, whole

_number = itertools.count()
ACTS, ENTRIES = 3, 1


def failing(tmp_path, kind, at, trouble, *, forever):
    """A vault on a disk where the ``at``-th event of a kind fails, alone or with all that follow until mended."""
    tape, name, count = Tape(), f"failing{next(_number)}", itertools.count(1)
    disk = Disk(name, tape)
    empty, place = tmp_path / "empty", tmp_path / f"{kind}-{at}"
    if not empty.exists():
        bare(empty, engine=Apsw()).close()
    shutil.copytree(empty, place)

    def fails(event):
        if event[0] == kind and ((n := next(count)) == at or (forever and n > at)):
            tape.failed = True
            raise trouble("as the test wants it")

    tape.fails = fails
    return disk, tape, place, Apsw(name)


def worked(place, engine, tape, scribe):
    """Do some acts, each again where it failed once the disk is mended; return what was said and how often."""
    said, keeper, kept = [], None, 0
    for act in range(ACTS + 1):
        for _again in range(2):
            try:
                if keeper is None:
                    keeper = bare(place, engine=engine, tidy_after=2)
                if act:
                    kept += len(scribe.write(keeper, ENTRIES, size=600))
                break
            except InputError as trouble:
                said.append(str(trouble))
                tape.fails = None  # the user has freed some space
        else:
            pytest.fail("a mended disk still failed")
    return said, keeper, kept


@pytest.mark.parametrize(
    ("kind", "trouble", "words"),
    [
        ("write", apsw.FullError, "disk is full"),
        ("write", apsw.IOError, "disk failed"),
        ("flush", apsw.IOError, "disk failed"),
        ("write", apsw.ReadOnlyError, "cannot be written"),
    ],
    ids=["full", "write error", "flush error", "read-only"],
)
@pytest.mark.parametrize("forever", [False, True], ids=["once", "until mended"])
def test_whichever_write_fails_the_user_is_told_nothing_is_half_and_it_goes_on_afterwards(
    tmp_path, kind, trouble, words, forever
):
    told = 0
    for at in itertools.count(1):
        _disk, tape, place, engine = failing(tmp_path, kind, at, trouble, forever=forever)
        scribe = Scribe()
        said, keeper, kept = worked(place, engine, tape, scribe)
        for sentence in said:
            assert words in sentence or "cannot be opened" in sentence, (at, sentence)
        found = whole(keeper, scribe)
        assert len(found) == kept == ENTRIES * ACTS, (at, len(found), kept)
        keeper.close()
        again = bare(place, engine=Apsw())
        assert whole(again, scribe) == found
        again.close()
        told += bool(said)
        if not tape.failed:
            break  # there are fewer than that: every one has failed once
    assert told >= ACTS and at > 2 * ACTS, "the disk that fails was hardly used"


def test_a_reading_that_fails_says_so_and_the_next_one_works(tmp_path):
    scribe = Scribe()
    _disk, tape, place, engine = failing(tmp_path, "nothing", 1, apsw.IOError, forever=False)
    keeper = bare(place, engine=engine, settings=(*SETTINGS, "cache_size = 1"))
    scribe.write(keeper, 50, size=3000)
    keeper.queue.tidy()

    def fails(event):
        if event[0] == "read":
            raise apsw.IOError("as the test wants it")

    tape.fails = fails
    with pytest.raises(InputError, match="disk failed"):
        list(keeper.entries(scribe.dossier))
    tape.fails = None
    assert len(whole(keeper, scribe)) == 50
    keeper.close()


def test_without_its_log_a_vault_opens_as_it_was_before_and_says_nothing_false(tmp_path, scribe):
    keeper = bare(tmp_path / "vault")
    scribe.write(keeper, 3)
    keeper.queue.tidy()
    for path in list((tmp_path / "vault").iterdir()):
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    scribe.write(keeper, 2)
    (tmp_path / "copy").mkdir()
    for name in ("vault.db",):  # its log is missing
        (tmp_path / "copy" / name).write_bytes((tmp_path / "vault" / name).read_bytes())
    keeper.close()
    copy = bare(tmp_path / "copy")
    assert len(whole(copy, scribe)) == 3
    copy.close()


@pytest.mark.parametrize("rubbish", [b"", b"\0" * 32768, b"\xff" * 32768, b"rubbish" * 5000])
def test_a_stale_or_spoilt_index_of_the_log_is_made_anew(tmp_path, scribe, rubbish):
    keeper = bare(tmp_path / "vault")
    scribe.write(keeper, 5)
    (tmp_path / "copy").mkdir()
    for name in ("vault.db", "vault.db-wal"):
        (tmp_path / "copy" / name).write_bytes((tmp_path / "vault" / name).read_bytes())
    keeper.close()
    (tmp_path / "copy" / "vault.db-shm").write_bytes(rubbish)
    copy = bare(tmp_path / "copy")
    assert len(whole(copy, scribe)) == 5
    copy.close()


def test_a_clock_that_is_set_back_a_year_spoils_neither_chain_nor_audit(folder):
    from aidememoire.vault import checking

    year = 365 * 24 * 3600 * 1000
    vault = opened.unlocked(folder, WORDS)
    vault.lock()
    back = opened.unlocked(folder, WORDS, now=lambda: vault.now() - year)
    back.note("export")
    assert not checking.verify(back).problems
    back.lock()


def test_two_processes_use_one_vault(tmp_path, scribe):
    first, second = bare(tmp_path / "vault"), bare(tmp_path / "vault")
    other = Scribe("55" * 16)
    for _time in range(20):
        scribe.write(first), other.write(second)
    assert len(list(second.entries(scribe.dossier))) == len(list(first.entries(other.dossier))) == 20
    first.close(), second.close()


def test_a_file_that_is_no_vault_says_so(tmp_path):
    keeper = bare(tmp_path / "vault")
    keeper.close()
    (tmp_path / "vault" / "vault.db").write_bytes(b"a letter, not a vault" * 1000)
    with pytest.raises(InputError, match="cannot be read"):
        bare(tmp_path / "vault")
