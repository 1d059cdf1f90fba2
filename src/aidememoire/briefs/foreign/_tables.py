"""How is a table written as CSV for strangers? UTF-8, quoted where needed, nothing that a program would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from aidememoire.vocabulary.files.workbook.values import neutral


def csv_of(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a table as CSV; text that a spreadsheet would run has an apostrophe before it, numbers stay numbers."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([neutral(head) for head in heads])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8")


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, str):
        return neutral(value)
    return value.isoformat() if isinstance(value, date) else value
