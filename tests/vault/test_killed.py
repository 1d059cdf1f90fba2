"""Does an acknowledged change survive the death of its process? (F1, P2)"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "killing.py"


@pytest.mark.slow
def test_a_hundred_kills_lose_nothing_that_was_acknowledged_and_no_backup_is_half():
    answer = subprocess.run([sys.executable, SCRIPT, "100"], capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr[-2000:]
    figures = json.loads(answer.stdout)
    assert figures["cycles"] == 100 and figures["lost"] == 0 and figures["unsound backups"] == 0
    # A drill that kills nobody in the middle of work would prove nothing.
    assert figures["acknowledged"] > 500 and figures["hot logs"] > 40 and figures["backups"] > 3
