"""How long from installing to the first brief? A list of twelve names and three promises, step by step, timed.

``python benchmarks/first_brief.py [WHEEL]`` installs the wheel into an empty environment first; without one it uses
the environment that runs it. The limit is ten minutes, most of which are left to the person who types.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

LIMIT_SECONDS = 600
OURS = ("Relief office", "Field team")
THEIRS = (
    "Harbour master", "Deputy harbour master", "Customs desk", "Gate guard", "Town council", "Council secretary",
    "Elders of the quay", "Transport guild", "Clinic committee", "Women's association",
)  # fmt: skip
PROMISES = (
    ("gate-open", "harbour-master", "relief-office", "The gate opens for relief trucks each morning.", "2026-05-01"),
    ("list-of-berths", "harbour-master", "relief-office", "The list of berths is published each Friday.", "2026-05-15"),
    ("two-pumps", "relief-office", "harbour-master", "Two pumps for the harbour.", "2026-05-20"),
)


def main() -> None:
    """Install, make the workbook, fill it, check it, and write the brief; print the time of each step."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        command = _installed(place, sys.argv[1]) if len(sys.argv) > 1 else [sys.executable, "-m", "aidememoire"]
        book = place / "my-first-dossier.xlsx"
        _step("an empty workbook", [*command, "new", str(book)])
        started = time.perf_counter()
        _fill(book)
        print(f"{time.perf_counter() - started:6.1f} s  twelve names and three promises filled in")
        _step("check", [*command, "check", str(book)])
        _step("what was promised", [*command, "commitments", str(book), "--as-of", "2026-06-01"])
        for ending in ("html", "docx", "md"):
            brief = place / f"brief.{ending}"
            wanted = ["--with", "harbour-master", "--as-of", "2026-06-01", "--to", str(brief)]
            _step(f"the brief as {ending}, {brief.name}", [*command, "brief", str(book), *wanted])
            if not brief.stat().st_size:
                raise SystemExit("the brief is empty")
    took = time.perf_counter() - began
    print(f"{took:6.1f} s  in all; the limit is {LIMIT_SECONDS} s, {LIMIT_SECONDS / took:.0f} times as long")


def _installed(place: Path, wheel: str) -> list[str]:
    started = time.perf_counter()
    venv.create(place / "venv", with_pip=True)
    python = place / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", wheel], check=True)
    print(f"{time.perf_counter() - started:6.1f} s  installed from the wheel into an empty environment")
    return [str(python), "-m", "aidememoire"]


def _step(name: str, command: list[str]) -> None:
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(f"{time.perf_counter() - started:6.1f} s  {name}")
    if done.returncode:
        raise SystemExit(f"{name} ended with {done.returncode}: {done.stderr}")


def _fill(book: Path) -> None:
    from openpyxl import load_workbook

    sheets = load_workbook(book)
    _rows(sheets["actors"], [{"id": _id(name), "names": name, "ours": True} for name in OURS])
    _rows(sheets["actors"], [{"id": _id(name), "names": name} for name in THEIRS])
    fields = ("id", "given_by", "given_to", "wording", "due_on")
    _rows(sheets["commitments"], [dict(zip(fields, promise, strict=True)) for promise in PROMISES])
    sheets.save(book)


def _id(name: str) -> str:
    return name.lower().replace("'", "").replace(" ", "-")


def _rows(sheet: object, rows: list[dict[str, object]]) -> None:
    headings = {str(cell.value).split("=")[0].rstrip(" *"): cell.column for cell in sheet[1] if cell.value}  # type: ignore[index]
    filled = {cell.row for cell in sheet["A"] if cell.value}  # type: ignore[index]
    for number, row in enumerate(rows, start=max(filled) + 1):
        for field, value in row.items():
            sheet.cell(number, headings[field], value)  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
