"""YAML, the format that people write by hand: YAML 1.2's core schema, ISO dates as text, and nothing that surprises.

Aliases, tags, a second document and repeated keys are faults. Every map entry and list item keeps its line: the lines
of a document are listed in the order in which its nodes stand, so that a path leads to a line without a second copy.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator
from io import StringIO
from typing import TYPE_CHECKING, Any

import yaml

from aidememoire.vocabulary.files.faults import first_bytes, shown
from aidememoire.vocabulary.files.lines import size
from aidememoire.vocabulary.files.reading import CUT, CUT_INSTEAD, DEEPEST, Reading, Unreadable
from aidememoire.vocabulary.messages import _

if TYPE_CHECKING:
    from aidememoire.vocabulary.dossier import Dossier

_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_LONGEST_NUMBER = 400


def scalar(words: str) -> Any:
    """Return a plain scalar by YAML 1.2's core schema; what has leading zeros, colons or looks like a date is text."""
    if words in _WORDS:
        return _WORDS[words]
    if words[0] in "+-.0123456789" and len(words) <= _LONGEST_NUMBER:
        if _WHOLE.match(words):
            return int(words)
        if _NUMBER.match(words):
            return float(words)
    return words


def parse(data: bytes) -> Reading:
    """Read a YAML file into plain values."""
    reading = Reading()
    try:
        document = _Document(data, reading)
        tree = document.tree()
        reading.lines = document.lines.tobytes()
        _sort_out(tree, document, reading)
        if (reading.header or {}).get("written_by") and not document.ended:
            reading.fault(CUT, instead=CUT_INSTEAD, line=document.last_line)
    except Unreadable:
        pass
    return reading


class _Document:
    """One pass over the events of the parser, building plain values and the list of lines."""

    def __init__(self, data: bytes, reading: Reading) -> None:
        self.reading = reading
        self.lines = array("I")
        self.ended = False
        self.last_line = data.count(b"\n") + 1
        self.head: dict[str, Any] = {}
        self._cut_marker = b"written_by:" in data[:400]
        self._data = data
        words = self._decoded(data)
        # Line ends and separators that YAML 1.1 knows and editors do not would shift line numbers.
        self._parser: Any = yaml.CSafeLoader(words)

    def _decoded(self, data: bytes) -> str:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")) and not data.startswith(b"\xff\xfe\x00\x00"):
            self._stop(_("The file is in UTF-16."), _("Save it as UTF-8."), byte=0)
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            if self._cut_marker and error.end == len(data) and data[-1:] != b"\n":
                self._stop(CUT, CUT_INSTEAD, line=self.last_line)
            beginning = first_bytes(data)
            place = {"byte": error.start, "line": data.count(b"\n", 0, error.start) + 1}
            self.reading.fault(
                _("The file is not text in UTF-8; it begins with {beginning}", beginning=beginning),
                instead=_("Save it as UTF-8, or give it the ending of what it is."),
                found=first_bytes(data[error.start :]),
                **place,
            )
            raise Unreadable from None

    def _stop(self, problem: Any, instead: Any = None, **place: Any) -> None:
        self.reading.fault(problem, instead=instead, **place)
        raise Unreadable

    def _next(self) -> Any:
        try:
            return self._parser.get_event()
        except yaml.MarkedYAMLError as error:
            mark: Any = error.problem_mark or error.context_mark
            self._broken(None if mark is None else mark.line + 1, error.problem or error.context or "")
        except yaml.YAMLError as error:
            self._broken(None, str(error).splitlines()[0], byte=getattr(error, "position", 0))

    def _broken(self, line: int | None, problem: str, **place: Any) -> None:
        if self._cut_marker and line is not None and line >= self.last_line - 1:
            self._stop(CUT, CUT_INSTEAD, line=self.last_line)
        if line is not None:
            place["line"] = line
        self._stop(
            _(
                "This is not YAML ({problem}); the file begins with {beginning}",
                problem=shown(problem),
                beginning=first_bytes(self._data),
            ),
            _("Look at the indentation, colons and quotation marks there and just above."),
            **place,
        )

    def tree(self) -> Any:
        self._next()  # the stream
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            self._stop(_("The file is empty."), _("Start one with: aidememoire new FILE"), line=1)
        tree = self.value(self._next(), 0)
        self.ended = bool(self._next().explicit)
        after = self._next()
        if isinstance(after, yaml.DocumentStartEvent):
            self.reading.fault(
                _("The file holds a second document; only the first is read."),
                instead=_("One file, one dossier: remove what follows."),
                line=_line(after),
            )
        return tree

    def value(self, event: Any, depth: int) -> Any:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if event.tag is not None or event.anchor is not None:
                self._marked(event)
            return scalar(event.value) if event.implicit[0] and event.style in (None, "") else event.value
        if kind is yaml.AliasEvent:
            self._marked(event)
            return None
        if event.tag is not None or event.anchor is not None:
            self._marked(event)
        if depth > DEEPEST:
            self._stop(_("Values are nested more than {n} deep.", n=DEEPEST), None, line=_line(event))
        return self._map(depth) if kind is yaml.MappingStartEvent else self._list(depth)

    def _map(self, depth: int) -> dict[str, Any]:
        out: dict[str, Any] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            line = _line(event)
            key = event.value if type(event) is yaml.ScalarEvent else None
            if key is None:
                self.value(event, depth + 1)
                self._aside(depth)
                self.reading.fault(_("A key is not a word."), instead=_("A field name, then a colon."), line=line)
            elif key in out:
                self._aside(depth)
                self.reading.fault(
                    _("The key {key} stands twice; the first counts.", key=shown(key)),
                    instead=_("Keep one of the two."),
                    found=shown(key),
                    line=line,
                )
            else:
                self.lines.append(line)
                out[key] = self.value(self._next(), depth + 1)
                if depth == 1 and key == "written_by":
                    self._cut_marker = True
        return out

    def _aside(self, depth: int) -> None:
        """Read a value and forget it, with its lines."""
        kept = len(self.lines)
        self.value(self._next(), depth + 1)
        del self.lines[kept:]

    def _list(self, depth: int) -> list[Any]:
        out: list[Any] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            self.lines.append(_line(event))
            out.append(self.value(event, depth + 1))
        return out

    def _marked(self, event: Any) -> None:
        if getattr(event, "tag", None) is not None:
            found, problem = event.tag, _("A tag stands here; tags are not read.")
        else:
            found, problem = event.anchor, _("An anchor or alias stands here; they are not read.")
        self.reading.fault(problem, instead=_("Write the value itself."), found=shown(found), line=_line(event))


def _line(event: Any) -> int:
    line: int = event.start_mark.line + 1
    return line


def _sort_out(tree: Any, document: _Document, reading: Reading) -> None:
    """Share the tree out into header and records, each with its place in the list of lines."""
    if not isinstance(tree, dict):
        reading.fault(
            _("This is not a dossier; the file begins with {beginning}", beginning=first_bytes(document._data)),
            instead=_("A file begins with a line dossier: and then sections such as actors: and issues:"),
            line=1,
        )
        return
    at = 0
    for section, value in tree.items():
        line, at = document.lines[at], at + 1
        reading.sections[section] = line
        if section == "dossier":
            reading.header, reading.header_place = value if isinstance(value, dict) else {}, at
            if not isinstance(value, dict):
                reading.fault(
                    _("The header is not a map."), instead=_("dossier: with slug, title and so on under it"), line=line
                )
        elif isinstance(value, list):
            _share_out(section, value, at, document.lines, reading)
        elif value is not None:
            reading.fault(
                _("The section {section} is not a list.", section=shown(section)),
                instead=_("Each record begins with a hyphen."),
                line=line,
            )
        at += size(value)


def _share_out(section: str, items: list[Any], at: int, lines: array[int], reading: Reading) -> None:
    for item in items:
        if isinstance(item, dict):
            reading.records.append((section, item, at + 1))
        else:
            reading.fault(
                _("A record is not a map of fields."),
                instead=_("Fields with their values, one a line."),
                found=shown(item),
                line=lines[at],
            )
        at += 1 + size(item)


# Writing

# What a block of lines would lose: blanks at either end of a line, and separators that some readers take for line ends.
_ODD = re.compile("[\x85\u2028\u2029\ufeff\t]|^[ \n]|[ \n]\\Z| \n|\n ")


class _Dumper(yaml.CSafeDumper):
    """Text that our own reader would take for something else is written in quotation marks."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: Any, words: str) -> Any:
    if "\n" in words and not _ODD.search(words):
        style: str | None = "|"
    else:
        style = None if words and type(scalar(words)) is str and "\n" not in words else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", words, style=style)


_Dumper.add_representer(str, _text)
# The dumper must agree with our reader on what is a number, a yes or a date: it knows text and nothing else.
_Dumper.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in rules
        if tag
        in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null")
    ]
    for first, rules in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def chunks(dossier: Dossier, written_by: str) -> Iterator[str]:
    """Yield a dossier as YAML, section by section; the last line is ``...``."""
    header = {"format": dossier.header.format, "written_by": written_by}
    header |= {name: value for name, value in dossier.header.written().items() if name not in header}
    yield _dumped({"dossier": header})
    for section, records in dossier.by_section():
        yield "\n" + _dumped({section: [record.written() for record in records]})
    yield "...\n"


def _dumped(value: Any) -> str:
    out = StringIO()
    yaml.dump(value, out, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
    return out.getvalue()


def write(dossier: Dossier, written_by: str, put: Callable[[bytes], object]) -> None:
    """Write a dossier as YAML through ``put``."""
    for chunk in chunks(dossier, written_by):
        put(chunk.encode("utf-8"))
