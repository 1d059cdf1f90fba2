"""Does every format give back exactly what was put in, whatever people write?"""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings

from aidememoire.vocabulary.files import as_jsonl, as_workbook, as_yaml
from aidememoire.vocabulary.files.checking import check
from strategies import dossiers

FORMATS = {"yaml": as_yaml, "jsonl": as_jsonl, "xlsx": as_workbook}


def there_and_back(dossier, ending):
    out = BytesIO()
    FORMATS[ending].write(dossier, "aidememoire test", out.write)
    reading = FORMATS[ending].parse(out.getvalue())
    return check(reading, Path(f"some-crisis.{ending}"))


def assert_the_same(checked, dossier):
    assert [fault.plain() for fault in checked.faults if fault.level == "fault"] == []
    for record in dossier:
        assert checked.dossier.get(record.id) == record
    assert checked.dossier == dossier


@pytest.mark.parametrize("ending", FORMATS)
@given(dossier=dossiers())
@settings(max_examples=40)
def test_what_is_written_is_read_again(ending, dossier):
    assert_the_same(there_and_back(dossier, ending), dossier)
