"""Does an acknowledged change survive the loss of power, torn sectors and all? (F2, P2)

The two controls show that the simulator has teeth: with flushing at checkpoints only (NORMAL) acknowledged changes are
lost, and without flushing (OFF) the database is corrupted.
"""

import itertools
import random

import pytest

from aidememoire.vault.database.connection import SETTINGS
from aidememoire.vocabulary.errors import AideMemoireError
from powercut import Apsw, Disk, Tape, after_a_cut
from vaults import Scribe, bare, whole

_number = itertools.count()


def settings(synchronous):
    return [f"synchronous = {synchronous}" if line.startswith("synchronous") else line for line in SETTINGS]


def cuts(tmp_path, *, synchronous, count, encrypted=False, changes=60, seed=0):
    """Cut power at ``count`` moments of runs of changes; return how often what was acknowledged, lost, corrupt."""
    chance, told, lost, corrupt = random.Random(seed), 0, 0, 0
    per_run = 50
    for run in range(-(-count // per_run)):
        place = tmp_path / f"{synchronous}-{run}"
        tape, name = Tape(), f"tape{next(_number)}"
        _disk = Disk(name, tape)
        scribe = Scribe()
        bare(place, engine=Apsw(encrypted=encrypted)).close()
        start = {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()}
        keeper = bare(place, engine=Apsw(name, encrypted=encrypted), settings=settings(synchronous), tidy_after=3)
        # Many checkpoints: they are the dangerous moments.
        for _change in range(changes):
            entries = scribe.write(keeper, chance.choice((1, 1, 1, 5)), size=chance.choice((50, 400, 3000)))
            tape.events.append(("told", "", [entry.id for entry in entries]))
        end = len(tape.events)
        keeper.close()
        for cut in range(min(per_run, count - run * per_run)):
            moment = chance.randrange(end)
            acknowledged = [id for event in tape.events[:moment] if event[0] == "told" for id in event[2]]
            found = reopened(place / f"cut-{cut}", after_a_cut(start, tape.events[:moment], chance), encrypted, scribe)
            told += len(acknowledged)
            corrupt += found is None
            lost += len(set(acknowledged) - set(found or acknowledged))
    return told, lost, corrupt


def reopened(place, files, encrypted, scribe):
    """Open what the cut left, and return the ids in it; None where it is corrupt."""
    place.mkdir()
    for name, held in files.items():
        (place / name).write_bytes(held)
    try:
        keeper = bare(place, engine=Apsw(encrypted=encrypted))
    except AideMemoireError:
        return None
    try:
        if keeper.queue.setting("integrity_check") != [("ok",)]:
            return None
        return whole(keeper, scribe)
    except (AideMemoireError, AssertionError):
        return None
    finally:
        keeper.close()


@pytest.mark.slow
def test_five_hundred_power_cuts_lose_nothing_that_was_acknowledged(tmp_path):
    told, lost, corrupt = cuts(tmp_path, synchronous="FULL", count=500)
    assert told > 10_000 and (lost, corrupt) == (0, 0)


@pytest.mark.slow
def test_a_hundred_power_cuts_on_an_encrypted_database_lose_nothing_either(tmp_path):
    told, lost, corrupt = cuts(tmp_path, synchronous="FULL", count=100, encrypted=True, changes=40, seed=1)
    assert told > 1_000 and (lost, corrupt) == (0, 0)


def test_the_simulator_sees_what_flushing_at_checkpoints_only_loses(tmp_path):
    _told, lost, corrupt = cuts(tmp_path, synchronous="NORMAL", count=50, seed=2)
    assert lost > 0 and corrupt == 0


def test_the_simulator_sees_what_no_flushing_corrupts(tmp_path):
    _told, _lost, corrupt = cuts(tmp_path, synchronous="OFF", count=50, seed=3)
    assert corrupt > 0
