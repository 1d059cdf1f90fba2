"""How is a pasted list of names read? One name a line; bullets and numbers before it do not count."""

from __future__ import annotations

import re

from aidememoire.feeds.reading_csv import decoded
from aidememoire.vocabulary.files.faults import shown
from aidememoire.vocabulary.files.reading import Reading
from aidememoire.vocabulary.messages import _

NAMES, HEADING = "names", "Name"
LONGEST_NAME = 200
MOST_NAMES = 20_000
_BULLET = re.compile(r"\s*(?:[-*•‣–·]|\(?\d{1,4}[.)])?\s+|\s*[-*•‣–·]")


def parse(data: bytes) -> Reading:
    """Read a list of names into one table with one column."""
    reading = Reading()
    words = decoded(data, reading)
    rows: list[list[object]] = []
    for number, line in enumerate((words or "").splitlines(), start=1):
        name = " ".join(_BULLET.sub("", line, count=1).split()) if _BULLET.match(line) else " ".join(line.split())
        if not name:
            continue
        if len(name) > LONGEST_NAME or len(rows) >= MOST_NAMES:
            problem = _("This is too long for a name.") if len(rows) < MOST_NAMES else _("There are too many names.")
            reading.fault(problem, instead=_("One name a line."), found=shown(name), sheet=NAMES, row=number)
            continue
        rows.append([number, [name]])
    if words is not None and not rows and not reading.faults:
        reading.fault(_("The file holds no names."), instead=_("One name a line."), line=1)
    if rows:
        reading.sheets[NAMES] = {"row": 0, "columns": [HEADING], "rows": rows}
    return reading
