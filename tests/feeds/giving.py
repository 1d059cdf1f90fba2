"""Foreign files as bytes, made where a test needs them, and what is taken from them."""

import csv
import io
import json
from pathlib import Path

from openpyxl import Workbook

from aidememoire.feeds.opening import File
from aidememoire.feeds.taking import take


def table(*rows, separator=",", encoding="utf-8"):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def book(**sheets):
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name.replace("_ignore", " (ignore)"))
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def blueprint(elements=(), connections=(), **more):
    return json.dumps({"elements": list(elements), "connections": list(connections), **more}).encode()


def given(**files):
    """Files by name; ``nodes_csv=b"..."`` stands for ``nodes.csv``."""
    return [File(Path(name.replace("_", ".")), data) for name, data in files.items()]


def taken(into=None, mapping=None, layout=None, overwrite=False, **files):
    return take(given(**files), into=into, mapping=mapping, layout=layout, overwrite=overwrite)


def verdicts(preview):
    return [(row.id, row.verdict.value) for row in preview.rows]


def why(row):
    return " ".join(str(reason) for reason in row.reasons)
