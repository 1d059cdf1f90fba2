"""How is a file read that is one JSON value? In the worker, strictly, with the line of what cannot be read."""

from __future__ import annotations

from typing import Any

from aidememoire.feeds.reading_csv import decoded
from aidememoire.vocabulary.files.as_jsonl import STRICT, deeper
from aidememoire.vocabulary.files.faults import first_bytes, shown
from aidememoire.vocabulary.files.reading import DEEPEST, Reading
from aidememoire.vocabulary.messages import _


def loaded(data: bytes, reading: Reading) -> Any | None:
    """Return the value, or note what is wrong with the file and return None."""
    words = decoded(data, reading)
    if words is None:
        return None
    try:
        whole = STRICT.decode(words)
        if deeper(whole, DEEPEST):
            raise RecursionError
    except RecursionError:
        reading.fault(_("Values are nested more than {n} deep.", n=DEEPEST), line=1)
        return None
    except ValueError as error:
        reading.fault(
            _("This is not JSON ({problem}); it begins with {beginning}",
              problem=shown(getattr(error, "msg", str(error))), beginning=first_bytes(data)),
            line=getattr(error, "lineno", 1),
        )  # fmt: skip
        return None
    return whole
