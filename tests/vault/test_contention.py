"""Do six writers at once, with checkpoints forced between them, lose anything or see a lock? (F7)"""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from aidememoire.vocabulary.errors import InputError
from vaults import Scribe, bare, whole

TESTS = Path(__file__).parents[1]
WRITER = """
import json, sys
from pathlib import Path
from vaults import Scribe, bare
place, number = Path(sys.argv[1]), int(sys.argv[2])
scribe, told, keeper = Scribe(f"{number:032x}"), [], bare(Path(place))
print("ready", flush=True)
sys.stdin.readline()
for time in range(40):
    told += [entry.id for entry in scribe.write(keeper, 2)]
    if time % 8 == number % 8:
        keeper.queue.tidy()
keeper.close()
print(json.dumps(told))
"""


def test_six_processes_write_at_once_and_nobody_loses_or_waits_in_vain(tmp_path):
    keeper = bare(tmp_path / "vault")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, tmp_path / "vault", str(number)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=TESTS,
        )
        for number in range(1, 7)
    ]  # fmt: skip
    assert [writer.stdout.readline() for writer in writers] == ["ready\n"] * 6
    for writer in writers:
        writer.stdin.write("go\n"), writer.stdin.flush()
    answers = [writer.communicate() for writer in writers]
    assert [said for _told, said in answers] == [""] * 6, "a lock was seen"
    for number, (told, _said) in enumerate(answers, 1):
        ids = [entry.id for _n, entry in keeper.entries(f"{number:032x}")]
        assert ids == json.loads(told) and len(ids) == 80
    for number in range(1, 7):  # each dossier counts for itself: a number tells nothing of what is written elsewhere
        assert [n for n, _entry in keeper.entries(f"{number:032x}")] == [*range(1, 81)]
    keeper.close()


def test_threads_of_one_process_stand_in_a_queue(tmp_path):
    keeper, scribes = bare(tmp_path / "vault", tidy_after=5), [Scribe(f"{number:032x}") for number in range(1, 7)]
    troubles = []

    def work(scribe):
        try:
            for _time in range(30):
                scribe.write(keeper)
        except InputError as trouble:
            troubles.append(trouble)

    threads = [threading.Thread(target=work, args=(scribe,)) for scribe in scribes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not troubles
    assert all(len(list(keeper.entries(scribe.dossier))) == 30 for scribe in scribes)
    keeper.close()


def test_who_holds_the_vault_too_long_is_named_after_patience_ends_and_nothing_is_kept(tmp_path, scribe):
    holder, keeper = bare(tmp_path / "vault"), bare(tmp_path / "vault", patience=60)
    waited = []
    time = iter(range(0, 10_000, 20))
    keeper.queue._now, keeper.queue._wait = lambda: next(time), waited.append

    def held(_database):
        with pytest.raises(InputError, match="held the vault for too long"):
            scribe.write(keeper)

    holder.queue.change(held)
    assert len(waited) == 3 and max(waited) < 0.2
    assert whole(keeper, scribe) == []
    keeper.close(), holder.close()
