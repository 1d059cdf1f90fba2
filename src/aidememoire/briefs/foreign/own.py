"""Our own files: YAML, JSON lines, a workbook, or its sheets as CSV. They hold everything that the ceiling allows."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from aidememoire import __version__
from aidememoire.briefs.foreign import Files, Form, Given
from aidememoire.briefs.foreign._tables import csv_of
from aidememoire.vocabulary.files import as_jsonl, as_workbook, as_yaml
from aidememoire.vocabulary.files.workbook.tables import tables
from aidememoire.vocabulary.messages import _

WRITTEN_BY = f"aidememoire {__version__}"


def _written(ending: str, write: Callable[..., None]) -> Callable[[Given], Files]:
    def files(given: Given) -> Files:
        out = BytesIO()
        write(given.dossier, WRITTEN_BY, out.write)
        return ((ending, out.getvalue()),)

    return files


def sheets(given: Given) -> Files:
    """Write each sheet of the workbook as CSV; ``sheet`` chooses one of them."""
    only = given.chosen.get("sheet")
    return tuple(
        (f".{table.name}.csv", csv_of([head.words for head in table.heads], table.rows))
        for table in tables(given.dossier, WRITTEN_BY)
        if only in (None, table.name)
    )


FORMS = (
    Form("yaml", ".yaml", _("Dossier as YAML"), _written(".yaml", as_yaml.write), own=True),
    Form("jsonl", ".jsonl", _("Dossier as JSON lines"), _written(".jsonl", as_jsonl.write), own=True),
    Form("workbook", ".xlsx", _("Dossier as a workbook"), _written(".xlsx", as_workbook.write), own=True),
    Form("csv", ".csv", _("Dossier as CSV, a file for each sheet"), sheets, own=True, takes=("sheet",)),
)
