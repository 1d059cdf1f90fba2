"""What does a method answer with? A finding: headline, rows, reasons, gaps, and the caution that travels with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from aidememoire.vocabulary.codes import Codes
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.messages import Message, Run, speaking, text_of
from aidememoire.vocabulary.record import Named
from aidememoire.vocabulary.text import Text


class Coded(str):
    """A word that machines read as it is and people in their language, such as the name of a kind of record."""

    __slots__ = ("label",)
    label: Message

    def __new__(cls, code: str, label: Message) -> Self:
        """Make the word of its code and its label."""
        word = super().__new__(cls, code)
        word.label = label
        return word

    def runs(self, language: str) -> tuple[Run, ...]:
        """Return the label in a language."""
        return self.label.runs(language)


class Row(Mapping[str, Any]):
    """One row of a finding. A ``Named`` value stands for an id with its name beside it."""

    __slots__ = ("_fields",)

    def __init__(self, **fields: Any) -> None:
        self._fields = fields

    def __getitem__(self, name: str) -> Any:
        return self._fields[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __getattr__(self, name: str) -> Any:
        try:
            return self._fields[name]
        except KeyError:
            raise AttributeError(name) from None

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={value!r}' for name, value in self._fields.items())})"

    def plain(self) -> dict[str, Any]:
        """Return the row as machine output: ids with ``<field>_name`` beside them, ISO dates, unknown as None."""
        out: dict[str, Any] = {}
        for name, value in self._fields.items():
            out[name] = _plain(value)
            if isinstance(value, Named):
                out[f"{name}_name"] = str(value)
            elif isinstance(value, (tuple, list)) and value and all(isinstance(one, Named) for one in value):
                out[f"{name}_name"] = [str(one) for one in value]
        return out


def _plain(value: Any) -> Any:
    if isinstance(value, Named):
        return value.id
    if isinstance(value, Row):
        return value.plain()
    if isinstance(value, Codes):
        return value.value
    if isinstance(value, (Message, Text)):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a finding, with the records on which it rests."""

    says: Message
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """What was missing, and what to ask next; never filled in."""

    says: Message
    ask: Message | None = None
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer with its reasons, in no language yet: messages become text when they are read.

    ``label`` is the strictest among the inputs; ``columns`` label the fields of the rows.
    """

    headline: Message
    rows: tuple[Row, ...] = ()
    because: tuple[Reason, ...] = ()
    gaps: tuple[Gap, ...] = ()
    inputs: tuple[str, ...] = ()
    caution: Message | None = None
    method: str = ""
    as_of: date | None = None
    closed_on: date | None = None
    label: Label | None = None
    columns: Mapping[str, Message] = field(default_factory=dict)

    def told(self, **what: Any) -> Finding:
        """Return the finding with more about it: its method, day, label."""
        return replace(self, **what)

    def plain(self, language: str = "en") -> dict[str, Any]:
        """Return the finding as machine output, sentences in a language."""
        with speaking(language):
            return {
                "method": self.method,
                "as_of": self.as_of.isoformat() if self.as_of else None,
                "closed_on": self.closed_on.isoformat() if self.closed_on else None,
                "label": self.label.value if self.label else None,
                "headline": str(self.headline),
                "rows": [self._with_names(row.plain()) for row in self.rows],
                "because": [{"text": str(reason.says), "records": list(reason.records)} for reason in self.because],
                "gaps": [
                    {"text": str(gap.says), "ask": text_of(gap.ask) if gap.ask else None, "records": list(gap.records)}
                    for gap in self.gaps
                ],
                "caution": str(self.caution) if self.caution else None,
                "inputs": list(self.inputs),
            }

    def _with_names(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return a row with the same keys as every other: no name stands as None beside no id."""
        named = {name for other in self.rows for name, value in other.items() if isinstance(value, Named)}
        return row | {f"{name}_name": None for name in named if row[name] is None}


def because(says: Message, *records: str) -> Reason:
    """Give a reason and the ids on which it rests."""
    return Reason(says, records)


def gap(says: Message, *records: str, ask: Message | None = None) -> Gap:
    """Name what is missing, and what to ask next."""
    return Gap(says, ask, records)


def finding(
    *,
    headline: Message,
    rows: Iterable[Row] = (),
    because: Iterable[Reason] = (),
    gaps: Iterable[Gap] = (),
    inputs: Iterable[str] = (),
) -> Finding:
    """Put an answer together; ``inputs`` are joined by every record named in a reason or a gap."""
    reasons, missing = tuple(because), tuple(gaps)
    named = [id for reason in reasons for id in reason.records] + [id for one in missing for id in one.records]
    ids = dict.fromkeys([*inputs, *named])
    return Finding(headline, tuple(rows), reasons, missing, tuple(ids))
