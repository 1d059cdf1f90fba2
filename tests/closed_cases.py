"""The three closed cases under ``examples/``: their slugs and the last day of each."""

from datetime import date
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
AFGHANISTAN, SYRIA, SUDAN = "afghanistan-women-aid-workers", "syria-cross-border", "sudan-adre"
CLOSED = {AFGHANISTAN: date(2025, 11, 4), SYRIA: date(2024, 12, 16), SUDAN: date(2026, 3, 31)}
