"""JSON lines: one record a line with its kind under ``record``; the format for size, and for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from aidememoire.vocabulary.files.faults import first_bytes, shown
from aidememoire.vocabulary.files.reading import CUT, CUT_INSTEAD, DEEPEST, Reading
from aidememoire.vocabulary.messages import _

if TYPE_CHECKING:
    from aidememoire.vocabulary.dossier import Dossier

HEADER, END = "dossier", "..."
_WHITE = " \t\r\n"
LONGEST_LINE = 16 * 2**20
MOST_BEFORE_GOOD = 20
_TOO_DEEP = (_("Values are nested more than {n} deep.", n=DEEPEST), None, None)


class _Refused(Exception):  # noqa: N818 - it is the line that is refused
    """A line cannot be read: problem, what to write instead, what was found."""


def parse(data: bytes) -> Reading:
    """Read JSON lines into plain values."""
    reading = Reading()
    ended = False
    if not data.strip():
        reading.fault(_("The file is empty."), instead=_("Start one with: aidememoire new FILE"), line=1)
        return reading
    good = longest = 0
    last = data.count(b"\n") + 1
    ours = b'"written_by"' in data[:400]  # where even the header is cut
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            fields = _fields(line, data if not good and number == 1 else b"", told=not reading.full)
        except _Refused as refused:
            if number == last and (ours or _ours(reading)):
                ours = True
                break  # broken off in the middle of a line
            if not good and len(reading.faults) > MOST_BEFORE_GOOD:
                return reading
            if refused.args:
                problem, instead, found = refused.args
                reading.fault(problem, instead=instead, found=found, line=number)
            else:
                reading.untold += 1
            continue
        good += 1
        longest = max(longest, len(line))
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
    if (_ours(reading) or (ours and not reading.header)) and not ended:
        reading.fault(CUT, instead=CUT_INSTEAD, line=last)
    reading.most_values = longest // 2  # each takes a character and a comma
    return reading


def _ours(reading: Reading) -> bool:
    return bool((reading.header or {}).get("written_by"))


def _fields(line: bytes, file: bytes, *, told: bool) -> dict[str, Any]:
    """Return the fields of one line, or refuse it: with words where they will be told.

    ``file`` is given with the first line: one that is no JSON shows how the file begins.
    """
    try:
        if len(line) > LONGEST_LINE:
            raise ValueError("longer than 16 MiB")
        fields = _decoded(line.decode("utf-8").strip(_WHITE))
    except UnicodeDecodeError as error:
        problem = _("The line is not text in UTF-8.")
        if file:
            problem = _("The file is not text in UTF-8; it begins with {beginning}", beginning=first_bytes(file))
        raise _Refused(problem, _("Save the file as UTF-8."), first_bytes(line[error.start :])) from None
    except RecursionError:
        raise _Refused(*_TOO_DEEP) from None
    except ValueError as error:
        if not told:
            raise _Refused from None
        said = shown(getattr(error, "msg", str(error)))
        problem = _(
            "This is not a line of JSON ({problem}); it begins with {beginning}",
            problem=said,
            beginning=first_bytes(file or line),
        )
        raise _Refused(problem, _("One record a line, between braces."), None) from None
    if not isinstance(fields, dict):
        problem = _("The line is not a map of fields.")
        raise _Refused(problem, _("One record a line, between braces."), shown(fields))
    if line.count(b"[") + line.count(b"{") > DEEPEST and deeper(fields, DEEPEST):
        raise _Refused(*_TOO_DEEP)
    return fields


def _decoded(words: str) -> Any:
    # What the library's own ``decode`` does, which looks for white space around every line with two patterns.
    value, end = STRICT.raw_decode(words)
    if end != len(words):
        raise json.JSONDecodeError("Extra data", words, end)
    return value


def deeper(value: Any, deepest: int) -> bool:
    """Say whether a value is nested deeper than so much."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return deepest < 0 or any(deeper(one, deepest - 1) for one in inner if isinstance(one, (dict, list)))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _value in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise ValueError(f"the key {twice!r} stands twice")
    return fields


def _no_constant(word: str) -> Any:
    raise ValueError(f"{word} is not a number")


STRICT = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_constant)


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
