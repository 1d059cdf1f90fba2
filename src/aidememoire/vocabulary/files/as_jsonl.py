"""JSON lines: one record a line with its kind under ``record``; the format for size, and for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from aidememoire.vocabulary.files.faults import first_bytes, shown
from aidememoire.vocabulary.files.reading import CUT, CUT_INSTEAD, Reading
from aidememoire.vocabulary.messages import _

if TYPE_CHECKING:
    from aidememoire.vocabulary.dossier import Dossier

HEADER, END = "dossier", "..."
LONGEST_LINE = 16 * 2**20


class _Refused(ValueError):  # noqa: N818 - it is the line that is refused
    pass


def parse(data: bytes) -> Reading:
    """Read JSON lines into plain values."""
    reading = Reading()
    ended = False
    if not data.strip():
        reading.fault(_("The file is empty."), instead=_("Start one with: aidememoire new FILE"), line=1)
        return reading
    good = 0
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        fields = _line(line, number, reading, first=not good and number == 1, whole=data)
        if fields is None:
            if not good and len(reading.faults) > 20:
                return reading
            continue
        good += 1
        kind = fields.pop("record", None)
        if kind == HEADER:
            reading.header, reading.header_place = fields, number
        elif kind == END:
            ended = True
        elif isinstance(kind, str):
            reading.records.append((kind, fields, number))
        else:
            reading.fault(
                _("The line does not say its kind."), instead=_('"record": "actor" or another kind'), line=number
            )
    if (reading.header or {}).get("written_by") and not ended:
        reading.fault(CUT, instead=CUT_INSTEAD, line=data.count(b"\n") + 1)
    return reading


def _line(line: bytes, number: int, reading: Reading, *, first: bool, whole: bytes) -> dict[str, Any] | None:
    try:
        if len(line) > LONGEST_LINE:
            raise _Refused("longer than 16 MiB")
        fields = _DECODER.decode(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        problem = _("The line is not text in UTF-8.")
        reading.fault(
            problem, instead=_("Save the file as UTF-8."), found=first_bytes(line[error.start :]), line=number
        )
        return None
    except RecursionError:
        reading.fault(_("Values are nested too deep."), line=number)
        return None
    except ValueError as error:
        said = shown(getattr(error, "msg", str(error)))
        begins = first_bytes(whole if first else line)
        reading.fault(
            _("This is not a line of JSON ({problem}); it begins with {beginning}", problem=said, beginning=begins),
            instead=_("One record a line, between braces."),
            line=number,
        )
        return None
    if not isinstance(fields, dict):
        reading.fault(
            _("The line is not a map of fields."),
            instead=_("One record a line, between braces."),
            found=shown(fields),
            line=number,
        )
        return None
    return fields


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _value in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _Refused(f"the key {twice!r} stands twice")
    return fields


def _no_constant(word: str) -> Any:
    raise _Refused(f"{word} is not a number")


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_constant)


def write(dossier: Dossier, written_by: str, put: Callable[[bytes], object]) -> None:
    """Write a dossier as JSON lines through ``put``; the last line carries the count."""
    header = {"record": HEADER, "format": dossier.header.format, "written_by": written_by}
    header |= {name: value for name, value in dossier.header.written().items() if name not in header}
    put(_dumped(header))
    for record in dossier:
        put(_dumped({"record": record.kind_of.name, **record.written()}))
    put(_dumped({"record": END, "count": len(dossier)}))


def _dumped(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, ensure_ascii=False, separators=(", ", ": ")).encode("utf-8") + b"\n"
