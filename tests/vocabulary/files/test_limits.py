"""What does the worst file cost, in the worker that reads it and in the process that asked for it?"""

import json
import os
import resource
import subprocess
import sys
import time
import zipfile
from io import BytesIO

import pytest

from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files import read, sandbox
from aidememoire.vocabulary.files.advice import advice
from aidememoire.vocabulary.files.faults import FAULT, MOST_FAULTS
from aidememoire.vocabulary.files.worker import CPU_SECONDS, MEMORY
from vocabulary.files.bad_files import GOOD, HEAD, HEADER, book, parts_of, sheet, zipped

DEAREST = 15  # seconds of work, here and in the worker together; the clock says more on a busy machine
MOST_BESIDE_THE_WORKER = 300 * 2**20
LINE = '{"record": "dossier", "slug": "port"}\n'

# Reads one file and says what it cost here and in the worker.
READ = """
import json, resource, sys
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.files import read
def peak():  # of this program alone: what the system counts for a process begins with the one that started it
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]) * 1024
faults, refusal = [], ""
try:
    faults = [fault.plain() for fault in read(sys.argv[1]).faults]
except InputError as error:
    refusal = str(error)
here, worker = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"cpu": here.ru_utime + here.ru_stime, "memory": peak(),
                  "worker_cpu": worker.ru_utime + worker.ru_stime, "worker_memory": worker.ru_maxrss * 1024,
                  "faults": len(faults), "last": faults[-1:], "refusal": refusal}))
"""


def cost(path):
    return costs(path)[0]


def costs(*paths):
    """What files cost that are read at the same time."""
    command = [sys.executable, "-c", READ]
    started = [
        subprocess.Popen([*command, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for path in paths
    ]
    found = []
    for process in started:
        out, errors = process.communicate(timeout=120)
        assert not errors, errors
        said = json.loads(out)
        assert said["cpu"] + said["worker_cpu"] < DEAREST
        assert said["worker_memory"] <= MEMORY and said["worker_cpu"] < CPU_SECONDS + 1
        found.append(said)
    return found


def bomb(part, times):
    """A workbook with a sheet that holds a piece of XML very many times."""
    before, after = GOOD.split(b"</sheetData>")
    out = BytesIO()
    parts = parts_of({"dossier": HEADER, "actors": b""})
    del parts["xl/worksheets/sheet2.xml"]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        with archive.open("xl/worksheets/sheet2.xml", "w", force_zip64=True) as file:
            file.write(before)
            many = part * 4096
            for _ in range(times // 4096):
                file.write(many)
            file.write(b"</sheetData>" + after)
    return out.getvalue()


@pytest.mark.slow
def test_a_yaml_file_that_needs_too_much_memory_is_refused_and_pointed_to_json_lines(tmp_path):
    path = tmp_path / "huge.yaml"
    path.write_text(HEAD + "actors:\n- {id: a, note: " + "words " * 30_000_000 + "}\n")
    said = cost(path)
    assert "JSON lines" in said["refusal"] and "512 MiB" in said["refusal"]
    assert said["memory"] < MOST_BESIDE_THE_WORKER


@pytest.mark.slow
def test_files_that_need_too_much_time_are_refused_with_the_way_out(tmp_path):
    long, faults = tmp_path / "long.yaml", tmp_path / "ten-million-faults.jsonl"
    long.write_text(HEAD + "actors:\n" + "- {a: b, c: d, e: f, g: h, i: [j, k]}\n" * 2_000_000)
    faults.write_text(LINE + "x\n" * 10_000_000)
    of_yaml, of_lines = costs(long, faults)
    assert "JSON lines" in of_yaml["refusal"] and "10 CPU-seconds" in of_yaml["refusal"]
    assert "Split it" in of_lines["refusal"] and "JSON lines" not in of_lines["refusal"]
    assert max(said["memory"] for said in (of_yaml, of_lines)) < MOST_BESIDE_THE_WORKER


@pytest.mark.slow
def test_a_workbook_of_800_mb_in_less_than_one_is_refused(tmp_path):
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(bomb(b" " * 4096, 200 * 1024))
    assert path.stat().st_size < 8 * 2**20
    said = cost(path)
    assert said["refusal"] or said["faults"]
    assert said["memory"] < MOST_BESIDE_THE_WORKER


@pytest.mark.slow
def test_a_workbook_of_more_than_a_million_cells_is_refused_and_pointed_to_json_lines(tmp_path):
    path = tmp_path / "wide.xlsx"
    path.write_bytes(bomb(b"<row><c t='str'><v>a</v></c>" + b"<c><v>1</v></c>" * 49 + b"</row>", 24_576))
    said = cost(path)
    assert "JSON lines" in said["refusal"] + json.dumps(said["last"])
    assert said["memory"] < MOST_BESIDE_THE_WORKER


MANY = {
    "a-fault-in-each-record.jsonl": lambda: LINE
    + "".join(f'{{"record": "actor", "id": "a-{n}", "kind": "zz"}}\n' for n in range(100_000)),
    "a-broken-reference-in-each-of-many-like-ids.jsonl": lambda: LINE
    + "".join(f'{{"record": "actor", "id": "alpha-{n}", "part_of": "alpha-{n}x"}}\n' for n in range(100_000)),
    "unknown-kinds.jsonl": lambda: LINE + "".join(f'{{"record": "k{n}"}}\n' for n in range(20_000)),
    "the-same-id.jsonl": lambda: LINE + '{"record": "actor", "id": "a"}\n' * 20_000,
    "unreadable-lines.jsonl": lambda: LINE + "{x\n" * 20_000,
    "a-fault-in-each-record.yaml": lambda: HEAD + "actors:\n" + "".join(f"- {{id: a-{n}, kind: zz}}\n" for n in range(20_000)),
    "unknown-sections.yaml": lambda: HEAD + "".join(f"s{n}:\n" for n in range(20_000)),
    "keys-twice.yaml": lambda: HEAD + "actors:\n- id: a\n" + "  note: x\n" * 20_000,
}  # fmt: skip


@pytest.mark.parametrize("name", MANY)
def test_very_many_faults_are_counted_and_the_last_row_says_how_many(name, tmp_path):
    path = tmp_path / name
    path.write_text(MANY[name]())
    said = cost(path)
    assert said["faults"] == MOST_FAULTS + 1
    number = int(said["last"][0]["problem"].split()[0].replace(",", ""))
    assert 18_000 < number < 100_000
    assert said["last"][0]["line"]
    assert said["memory"] < MOST_BESIDE_THE_WORKER
    assert said["cpu"] + said["worker_cpu"] < 8


ONE = {
    "a-million-values-in-one-field.jsonl": lambda: (
        LINE + json.dumps({"record": "actor", "id": "a", "aliases": [1.5] * 1_000_000})
    ),
    "half-a-million-fields.jsonl": lambda: (
        LINE + json.dumps({"record": "actor", "id": "a"} | {f"f{n}": 1 for n in range(500_000)})
    ),
    "fields-twenty-megabytes-long.jsonl": lambda: (
        LINE + json.dumps({"record": "actor", "id": "a", "k" * 15_000_000: 1})
    ),
    "an-id-of-fifteen-megabytes.jsonl": lambda: LINE + json.dumps({"record": "actor", "id": "A" * 15_000_000}),
    "a-note-of-fifteen-megabytes.yaml": lambda: HEAD + "actors:\n- id: a\n  note: [" + "w" * 15_000_000 + "]\n",
}


@pytest.mark.parametrize("name", ONE)
def test_one_enormous_record_is_one_cheap_fault(name, tmp_path):
    path = tmp_path / name
    path.write_text(ONE[name]())
    said = cost(path)
    assert 1 <= said["faults"] <= 3
    assert len(json.dumps(said["last"])) < 2000
    assert said["memory"] < MOST_BESIDE_THE_WORKER
    assert said["cpu"] + said["worker_cpu"] < 8


def test_very_many_faults_of_a_workbook_are_counted_too(tmp_path):
    path = tmp_path / "faults.xlsx"
    path.write_bytes(book(sheet(["id", "kind"], *([f"a-{n}", "zz"] for n in range(20_000)))))
    said = cost(path)
    assert said["faults"] == MOST_FAULTS + 1 and said["last"][0]["sheet"] == "actors"


def test_very_much_advice_is_counted_too(tmp_path):
    path = tmp_path / "issues.jsonl"
    path.write_text(LINE + "".join(f'{{"record": "issue", "id": "i-{n}"}}\n' for n in range(5_000)))
    checked = read(path)
    rows = list(advice(checked, str(path)))
    assert len(rows) == MOST_FAULTS + 1
    assert "9,000 more" in str(rows[-1].problem) and rows[-1].level != FAULT


def test_laughing_aliases_are_refused_in_no_time(tmp_path):
    path = tmp_path / "laughs.yaml"
    lines = [
        f"{after}: &{after} [{', '.join([f'*{before}'] * 9)}]"
        for before, after in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    path.write_text("a: &a [lol]\n" + "\n".join(lines))
    said = cost(path)
    assert said["faults"] and said["worker_memory"] < 100 * 2**20 and said["worker_cpu"] < 2


def test_ten_thousand_sound_records_are_read_within_their_time(tmp_path):
    path = tmp_path / "large.jsonl"
    path.write_text(
        LINE + "".join(f'{{"record": "actor", "id": "a-{n}", "names": "Ministry {n}"}}\n' for n in range(10_000))
    )
    assert cost(path)["faults"] == 0


def test_a_pipe_or_a_device_is_refused_at_once(tmp_path):
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    endless = tmp_path / "endless.jsonl"
    endless.symlink_to("/dev/zero")
    for path in (pipe, endless):
        began = time.monotonic()
        with pytest.raises(InputError, match="pipe or a device"):
            read(path)
        assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "name", ["no/such/file.yaml", "folder.yaml", "a\0b.yaml", "x" * 300 + ".yaml", "file.csv", "file"]
)
def test_a_file_that_is_not_there_is_one_sentence(name, tmp_path):
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(InputError) as refused:
        read(tmp_path / name)
    assert "\0" not in str(refused.value) and "\n" not in str(refused.value)


def test_a_reader_that_breaks_is_not_said_to_cost_too_much(tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox.sys, "executable", "/bin/false")
    path = tmp_path / "port.yaml"
    path.write_text(HEAD)
    with pytest.raises(InputError, match="stops the reader"):
        read(path)


def test_a_worker_that_never_answers_is_killed(tmp_path, monkeypatch):
    sleeper = tmp_path / "sleeper"
    sleeper.write_text("#!/bin/sh\nexec sleep 60\n")
    sleeper.chmod(0o700)
    monkeypatch.setattr(sandbox.sys, "executable", str(sleeper))
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 0.3)
    path = tmp_path / "port.yaml"
    path.write_text(HEAD)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with pytest.raises(InputError, match="costs more"):
        read(path)
    assert resource.getrusage(resource.RUSAGE_CHILDREN) != before, "the worker was waited for"


def test_the_worker_holds_no_models_and_no_network(tmp_path):
    code = (
        "import sys; from aidememoire.vocabulary.files import worker; import aidememoire.vocabulary.files.as_yaml, "
        "aidememoire.vocabulary.files.as_jsonl, aidememoire.vocabulary.files.as_workbook; "
        "print([n for n in ('pydantic', 'socket', 'ssl', 'openpyxl', 'rapidfuzz') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_nested_workbooks_are_not_opened(tmp_path):
    inner = zipped(parts_of({"dossier": HEADER, "actors": GOOD}))
    for _ in range(5):
        inner = zipped({"dossier.xlsx": inner})
    path = tmp_path / "nested.xlsx"
    path.write_bytes(inner)
    assert "zip archive" in str(read(path).faults[0].problem)
