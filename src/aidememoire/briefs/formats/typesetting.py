"""How is Typst called? With our typefaces alone, so that the same input gives the same bytes on every machine."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

from aidememoire.vocabulary.errors import MissingPartError
from aidememoire.vocabulary.messages import _

HERE = Path(__file__).parent
FONTS = HERE / "fonts"


NEEDS_A_PART = _(
    "Writing PDF needs a part that is not installed. Run: {command}", command="pip install aidememoire[pdf]"
)


def typesetter() -> Any:
    """Return Typst, or say how it is installed."""
    try:
        import typst
    except ImportError:
        raise MissingPartError(NEEDS_A_PART) from None
    return typst


def pdf_reader(content: bytes) -> Any:
    """Return a PDF opened for reading it back, or say how what reads it is installed."""
    try:
        import pypdf
    except ImportError:
        raise MissingPartError(NEEDS_A_PART) from None
    return pypdf.PdfReader(io.BytesIO(content))


def set_page(template: str, inputs: dict[str, str], *, day: date, pdf: bool = True) -> bytes:
    """Set a template of this folder with its inputs, as PDF (tagged, for PDF/UA-1) or as PNG at 200 points an inch.

    Typst refuses PDF/UA where a letter has no glyph. So letters that our typefaces lack are looked for on the machine;
    where it lacks them too, the page is still tagged but no longer claims to be accessible to all.
    """
    typst = typesetter()
    ways: list[tuple[bool, Literal["ua-1"] | None]] = [(True, "ua-1"), (False, "ua-1"), (False, None)]
    at = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    for ours_alone, standard in ways if pdf else [(True, None)]:
        try:
            done: bytes = typst.compile(
                str(HERE / template),
                root=str(HERE),
                font_paths=[str(FONTS)],
                ignore_system_fonts=ours_alone,
                sys_inputs=inputs,
                timestamp=at,
                **(
                    {"pdf_standards": [standard] if standard else [], "format": "pdf"}
                    if pdf
                    else {"format": "png", "ppi": 200}
                ),
            )
        except typst.TypstError:
            if standard is None:
                raise
        else:
            return done
    raise AssertionError("the last way either sets the page or raises")
