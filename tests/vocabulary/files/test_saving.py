"""Is a file written whole or not at all, and does every text in YAML come back as it was?"""

import errno
import gc
import math
import os
import re
import resource
import signal
import subprocess
import sys
import time
import weakref
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aidememoire.vocabulary.dossier import Dossier, Header
from aidememoire.vocabulary.errors import InputError, Wrong
from aidememoire.vocabulary.files import as_jsonl, as_workbook, as_yaml, load, native, save
from aidememoire.vocabulary.files.checking import check
from aidememoire.vocabulary.kinds.actors import Actor
from aidememoire.vocabulary.kinds.issues import Issue
from aidememoire.vocabulary.text import clean
from strategies import SAYINGS

OLD = b"what stood there before\n"
WRITERS = {".yaml": as_yaml, ".jsonl": as_jsonl, ".xlsx": as_workbook}


def dossier(records=20):
    actors = [Actor(id=f"actor-{n}", names="سلطة الميناء") for n in range(records)]
    return Dossier(Header(slug="port"), [*actors, Issue(id="road")])


class Failing:
    """A place to put bytes that fails at the nth put."""

    def __init__(self, put, n, error):
        self.put, self.left, self.error = put, n, error

    def __call__(self, data):
        if not self.left:
            raise self.error
        self.left -= 1
        return self.put(data)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def puts(writer):
    counted = []
    writer.write(dossier(), "aidememoire test", counted.append)
    return len(counted)


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), RuntimeError("bug"), KeyboardInterrupt()]
)
def test_a_write_that_fails_anywhere_leaves_the_old_file_whole(ending, error, tmp_path):
    path = tmp_path / f"port{ending}"
    writer = WRITERS[ending]
    for n in range(puts(writer)):
        path.write_bytes(OLD)
        with pytest.raises((InputError, type(error))) as failed:
            native.replaced(path, lambda put, n=n: writer.write(dossier(), "aidememoire test", Failing(put, n, error)))
        assert path.read_bytes() == OLD
        assert names(tmp_path) == [path.name]
        if isinstance(error, OSError):
            assert "No space left" in str(failed.value) and "untouched" in str(failed.value)


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
def test_a_failure_after_the_last_write_leaves_the_old_file_whole(step, tmp_path, monkeypatch):
    path = tmp_path / "port.yaml"
    path.write_bytes(OLD)

    def fail(*_args, **_named):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(*{"fsync": (os, "fsync"), "chmod": (Path, "chmod"), "replace": (Path, "replace")}[step], fail)
    with pytest.raises(InputError, match="Input/output error"):
        save(dossier(), path)
    assert path.read_bytes() == OLD and names(tmp_path) == [path.name]


def test_a_full_disk_is_told_and_leaves_the_old_file_whole(tmp_path):
    path = tmp_path / "port.yaml"
    path.write_bytes(OLD)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, hard))
    try:
        with pytest.raises(InputError, match="cannot be written"):
            save(dossier(5_000), path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == OLD and names(tmp_path) == [path.name]


def test_a_killed_process_leaves_the_old_file_whole(tmp_path):
    path = tmp_path / "port.jsonl"
    path.write_bytes(OLD)
    code = (
        "import sys, time; from pathlib import Path; from aidememoire.vocabulary.files import native\n"
        "def write(put):\n    put(b'x' * 100_000); print('half', flush=True); time.sleep(60)\n"
        "native.replaced(Path(sys.argv[1]), write)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"half\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert path.read_bytes() == OLD


@pytest.mark.parametrize("ending", WRITERS)
def test_only_the_owner_may_read_what_is_written(ending, tmp_path):
    path = tmp_path / f"port{ending}"
    path.write_bytes(OLD)
    path.chmod(0o644)
    save(dossier(), path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert load(path) == dossier()
    assert names(tmp_path) == [path.name]


def test_a_folder_is_not_replaced(tmp_path):
    path = tmp_path / "port.yaml"
    path.mkdir()
    (path / "inside").write_bytes(OLD)
    with pytest.raises(InputError, match="cannot be written"):
        save(dossier(), path)
    assert (path / "inside").read_bytes() == OLD and names(tmp_path) == [path.name]


def test_a_folder_that_is_not_there_or_may_not_be_written_is_told(tmp_path):
    for path in (tmp_path / "nowhere" / "port.yaml", Path("/proc/port.yaml")):
        with pytest.raises(InputError, match="cannot be written"):
            save(dossier(), path)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_folder_is_told(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(InputError, match="Permission denied"):
            save(dossier(), tmp_path / "port.yaml")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("name", ["port.csv", "port", "port.yaml.bak", ".yaml"])
def test_an_ending_that_is_no_format_is_told(name, tmp_path):
    with pytest.raises(InputError, match="no format of dossiers"):
        save(dossier(), tmp_path / name)
    assert names(tmp_path) == []


def test_a_name_as_long_as_the_system_allows_can_be_saved(tmp_path):
    path = tmp_path / ("ميناء-" * 21 + "-" * 14 + ".yaml")
    assert len(os.fsencode(path.name)) > 245
    save(dossier(), path)
    assert load(path) == dossier()


# What a plain word in YAML means


CORE_INT = re.compile(r"[-+]?[0-9]+\Z")
CORE_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
CORE_WORDS = {
    **dict.fromkeys(["", "~", "null", "Null", "NULL"]),
    **dict.fromkeys(["true", "True", "TRUE"], True),
    **dict.fromkeys(["false", "False", "FALSE"], False),
}
LEADING_ZERO = re.compile(r"[-+]?0[0-9]")


def core(words):
    """A plain scalar by the core schema of YAML 1.2 (10.3.2), but for octal and hexadecimal, which are text here."""
    if words in CORE_WORDS:
        return CORE_WORDS[words]
    if re.fullmatch(r"[-+]?(\.inf|\.Inf|\.INF)", words):
        return -math.inf if words[0] == "-" else math.inf
    if words in (".nan", ".NaN", ".NAN"):
        return math.nan
    if CORE_INT.match(words):
        return int(words)
    return float(words) if CORE_FLOAT.match(words) else words


def same(one, other):
    return type(one) is type(other) and (one == other or (one != one and other != other))


@given(
    st.text("0123456789+-.eE_xoabfnNulLtrTF~", max_size=12) | st.from_regex(CORE_FLOAT) | st.sampled_from([*CORE_WORDS])
)
@settings(max_examples=400)
@example("0")
@example("-0")
@example("+0.")
@example(".")
@example("-")
@example("+.5e-3")
@example("1e309")
@example("0e0")
@example("-.inf")
def test_a_plain_word_means_what_yaml_1_2_says_but_for_leading_zeros(words):
    words = words.removesuffix("\n")
    if LEADING_ZERO.match(words):
        assert as_yaml.scalar(words) == words
    else:
        assert same(as_yaml.scalar(words), core(words)), words


@pytest.mark.parametrize("words", ["no", "on", "off", "yes", "NO", "y", "1:30", "012", "-007", "0o17", "0x1F", "1_000", "2024-01-31", "2024-01-31T10:00:00Z", "9" * 401, "=", "<<"])  # fmt: skip
def test_what_older_yaml_read_as_something_else_stays_text(words):
    assert as_yaml.scalar(words) == words


# What we write is what is read


def there_and_back(words):
    """The text as our own reader has it, and as any reader of YAML has it."""
    out = BytesIO()
    as_yaml.write(Dossier(Header(slug="port"), [Actor(id="a", note=words)]), "aidememoire test", out.write)
    checked = check(as_yaml.parse(out.getvalue()), Path("port.yaml"))
    assert [str(fault.problem) for fault in checked.faults] == []
    everyone = yaml.load(out.getvalue(), yaml.BaseLoader)
    return checked.dossier["a"].note, everyone["actors"][0]["note"]


def sayable(words):
    try:
        return clean(words)
    except Wrong:
        return "x"


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40).map(sayable)
ODD = st.text(
    "\n \t:#-?'\"|>%@&*!{}[],\\~=\u0085\u2028\u2029\ufeff\u00a0\u200d\u202eaé0.1", min_size=1, max_size=15
).map(sayable)
LOOKALIKES = st.sampled_from(SAYINGS).flatmap(
    lambda said: st.sampled_from([said, said + "\n", "\n" + said, " " + said, said + " ", f"{said}\n  {said}", f"- {said}", f"{said}: {said}", f"{said} #{said}"])
)  # fmt: skip


@given(TEXTS | ODD | LOOKALIKES)
@settings(max_examples=500)
@example("true")
@example("1e5")
@example("2024-01-31")
@example(" \n \n")
@example("a\n\n\n")
@example("\u0085")
@example("a\u2028b\n")
@example("\ufeffa")
@example("a\n\tb")
@example("? a")
@example("---")
@example("...\n")
@example("a: b\n...\nc")
@example("\\\n")
@example("\U0010ffff\ue000")
def test_every_text_comes_back_from_yaml_as_it_was(words):
    ours, theirs = there_and_back(words)
    assert ours == words
    assert theirs == words


@pytest.mark.parametrize(
    "category", ["Cc", "Cf", "Co", "Cn", "Zl", "Zp", "Zs", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Sm", "Sk", "Lo", "Lm"]
)
def test_every_class_of_characters_comes_back_from_yaml(category):
    @given(st.text(st.characters(categories=(category,)), min_size=1, max_size=8).map(sayable))
    @settings(max_examples=25)
    def comes_back(words):
        assert there_and_back(words) == (words, words)

    comes_back()


def test_a_very_long_text_comes_back_in_no_time():
    for words in ("w" * 10**6, "many words " * 10**5 + "end", "line\n" * 10**5, "\u2028" * 10**5):
        began = time.monotonic()
        assert there_and_back(words)[0] == words
        assert time.monotonic() - began < 10


@pytest.mark.parametrize("collecting", [True, False])
def test_loading_leaves_the_garbage_collector_as_it_was_and_a_dossier_that_is_let_go_is_freed(tmp_path, collecting):
    save(dossier(), tmp_path / "some.jsonl")
    was = gc.isenabled()
    (gc.enable if collecting else gc.disable)()
    try:
        loaded = load(tmp_path / "some.jsonl")
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if was else gc.disable)()
    known = weakref.ref(loaded)
    del loaded
    gc.collect()
    assert known() is None
    assert gc.get_freeze_count() == 0
