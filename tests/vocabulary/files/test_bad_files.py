"""Does a bad file ever do more than be told what is wrong with it, and where?"""

import json
import marshal
import random
import re
import subprocess
import sys
import time
from importlib import import_module

import pytest

from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files import native, read
from aidememoire.vocabulary.files.advice import advice
from aidememoire.vocabulary.files.faults import FAULT, ROW
from aidememoire.vocabulary.files.reading import MOST_FAULTS, Reading
from aidememoire.vocabulary.files.worker import READERS
from vocabulary.files.bad_files import bad_files

ALL = bad_files()
SAMPLE = 40
LONGEST = 15
# Characters that a screen or a reader would obey, and halves of characters.
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class InThisProcess:
    """The reader without its worker: what it hands over is packed and unpacked all the same."""

    def __init__(self, path, data=None):
        self.path = path

    def reading(self):
        reader = import_module(f"aidememoire.vocabulary.files.{READERS[self.path.suffix]}")
        packed = marshal.dumps(reader.parse(self.path.read_bytes()).packed())
        return Reading(**marshal.loads(packed))


@pytest.fixture
def put(tmp_path):
    def put_there(bad):
        path = tmp_path / f"file.{bad.ending}"
        path.write_bytes(bad.data)
        return path

    return put_there


def told(path):
    """Every row that is told of a file, or the refusal."""
    try:
        checked = read(path)
    except InputError as error:
        return [], str(error)
    return [*checked.faults, *advice(checked, str(path))], ""


def faults_of(found):
    return [one for one in found if one.level == FAULT]


def test_there_are_at_least_500_bad_files_and_the_same_on_every_run():
    assert len(ALL) >= 500
    assert len({str(bad) for bad in ALL}) == len(ALL)
    bad_files.cache_clear()
    assert bad_files() == ALL


@pytest.mark.parametrize("bad", ALL, ids=str)
def test_a_bad_file_is_told_with_its_place_and_nothing_breaks(bad, put, monkeypatch):
    monkeypatch.setattr(native.sandbox, "Worker", InThisProcess)
    path = put(bad)
    began = time.monotonic()
    found, refusal = told(path)
    assert time.monotonic() - began < LONGEST
    assert_well_told(found, refusal, path)
    assert_fate(bad, found, refusal)


def assert_well_told(found, refusal, path):
    assert len(found) <= 3 * MOST_FAULTS
    if refusal:
        assert str(path) in refusal and "\n" not in refusal and len(refusal) < 600
    for one in found:
        place, row = one.place, one.plain()
        assert place.line or place.sheet is not None or place.byte is not None, row
        assert tuple(row) == ROW
        assert row["problem"] and row["file"] == str(path)
        for words in (row["record"], row["field"], row["found"], row["problem"], row["instead"]):
            assert not OBEYED.search(words or ""), row
            assert len(words or "") < 1500, row


def assert_fate(bad, found, refusal):
    faults = faults_of(found)
    said = " ".join(f"{one.problem} {one.found or ''}" for one in found) + refusal
    if bad.fate == "sound":
        assert not faults and not refusal
    elif bad.fate != "either":
        assert faults or refusal
    if bad.fate == "cut":
        assert "cut short" in said
    if bad.fate == "foreign":
        assert "begins with" in said
    if bad.says:
        assert bad.says in said


def sample():
    """Some of every class, and the rest of the sample from anywhere."""
    chance = random.Random(3)
    by_kind = {}
    for bad in ALL:
        by_kind.setdefault((bad.kind, bad.ending), []).append(bad)
    chosen = [chance.choice(some) for some in by_kind.values()]
    return (chosen + chance.sample([bad for bad in ALL if bad not in chosen], SAMPLE))[:SAMPLE]


@pytest.mark.parametrize("bad", sample(), ids=str)
def test_the_command_tells_the_same_and_shows_no_traceback(bad, put, monkeypatch):
    path = put(bad)
    command = [sys.executable, "-m", "aidememoire", "check", str(path), "--json"]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=LONGEST)
    monkeypatch.setattr(native.sandbox, "Worker", InThisProcess)
    found, refusal = told(path)
    assert "Traceback" not in said.stderr and "A fault of aidememoire itself" not in said.stderr
    assert said.returncode == (1 if refusal or faults_of(found) else 0)
    if refusal:
        assert said.stdout == "" and len(said.stderr.splitlines()) == 1
    else:
        assert json.loads(said.stdout) == [one.plain() for one in found]
