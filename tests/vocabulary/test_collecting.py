"""Is the garbage collector spared what stays, in a process of its own, since what is spared there is spared for good?"""

import subprocess
import sys

import pytest

STEPS = """
import gc
from aidememoire.vocabulary.collecting import all_stays, uncollected

if {stays}:
    all_stays()
before = gc.get_freeze_count()
with uncollected():
    assert not gc.isenabled()
    made = [[number] for number in range(50_000)]
assert gc.isenabled()
young = len(gc.get_objects(generation=0)) + len(gc.get_objects(generation=1))
print(young < 10_000, gc.get_freeze_count() - before >= len(made), before > 0)
"""


@pytest.mark.parametrize("stays", [False, True])
def test_what_was_made_in_one_go_is_no_longer_young_and_stays_only_where_all_does(stays):
    told = subprocess.run([sys.executable, "-c", STEPS.format(stays=stays)], capture_output=True, text=True, timeout=60)
    assert told.stdout.split() == ["True", str(stays), str(stays)], told.stderr
