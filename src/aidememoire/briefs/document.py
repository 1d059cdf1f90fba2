"""What is a document? Sections of blocks, in no format yet: what is said stands apart from how it looks.

Wherever a block holds words, it takes any value that can be put into a sentence: a message, what people wrote, a record
with its name, a day, a number, a code, a list of these. So each format can isolate names and numbers, and mark the
language of what people wrote. ``Phrase``, ``Strong``, ``Quiet`` and ``Signed`` put such values together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from aidememoire.pictures.picture import Picture
from aidememoire.vocabulary.codes import Codes
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.messages import Message, Run, plural, runs_of

Value: TypeAlias = object
Sign = Literal["tick", "half", "cross", "alarm", "question", "bar", "hollow"]


# Words inside a block


@dataclass(frozen=True, slots=True)
class Phrase:
    """Values one after another, with ``between`` them; a list of values, by contrast, is joined by commas."""

    parts: tuple[Value, ...]
    between: str | Message = " "

    def runs(self, language: str) -> tuple[Run, ...]:
        """Return the pieces of all parts, in order."""
        return tuple(run for part in self.spaced() for run in runs_of(part, language))

    def spaced(self) -> Iterator[Value]:
        """Yield the parts with what stands between them."""
        for place, part in enumerate(self.parts):
            if place and self.between:
                yield self.between if isinstance(self.between, Message) else Message(self.between)
            yield part


@dataclass(frozen=True, slots=True)
class Strong:
    """A value set in heavier letters."""

    value: Value

    def runs(self, language: str) -> tuple[Run, ...]:
        """Return the pieces of the value."""
        return runs_of(self.value, language)


@dataclass(frozen=True, slots=True)
class Quiet:
    """A value that steps back: a source, a grade, a remark."""

    value: Value

    def runs(self, language: str) -> tuple[Run, ...]:
        """Return the pieces of the value."""
        return runs_of(self.value, language)


@dataclass(frozen=True, slots=True)
class Signed:
    """A word on how things stand, with a sign beside it, so that colour never speaks alone."""

    value: Value
    sign: Sign

    def runs(self, language: str) -> tuple[Run, ...]:
        """Return the pieces of the word; the sign says nothing that the word does not."""
        return runs_of(self.value, language)


SIGNS: dict[str, Sign] = {
    "kept": "tick", "valid": "tick", "pass": "tick",
    "partly": "half",
    "broken": "cross", "lapsed": "cross", "stop": "cross",
    "overdue": "alarm",
    "disputed": "question", "unverified": "question", "unclear": "question", "cannot tell": "question",
    "refer": "question",
    "overtaken": "bar", "open": "hollow",
}  # fmt: skip


def phrase(*parts: Value, between: str | Message = " ") -> Phrase:
    """Put values one after another."""
    return Phrase(parts, between)


def standing(code: Codes) -> Signed:
    """Return a code that says how things stand (a status, a state, an outcome, a verdict) with its sign."""
    return Signed(code, SIGNS.get(code.value, "hollow"))


# Blocks


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences. The ``lead`` stands out, ``quiet`` steps back."""

    content: Value
    look: Literal["lead", "plain", "quiet"] = "plain"

    @property
    def heads(self) -> bool:
        """Say whether it heads what follows and so stays with it: a paragraph all in heavier letters."""
        return isinstance(self.content, Strong)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list, with quieter lines beneath it: reasons, sources, what to ask."""

    content: Value
    beneath: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of values or of ``Item``s, numbered where their order matters."""

    items: tuple[Value | Item, ...]
    numbered: bool = False

    def entries(self) -> tuple[Item, ...]:
        """Return every entry as an ``Item``."""
        return tuple(item if isinstance(item, Item) else Item(item) for item in self.items)


@dataclass(frozen=True, slots=True)
class Column:
    """The heading of a column, what kind of values stand in it, and its share of the width against the others."""

    heading: Value
    kind: Literal["words", "name", "figure", "day", "standing"] = "words"
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values under columns. A code in a column of the kind ``standing`` gets its sign by itself."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    caption: Value | None = None

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a table has as many values as the table has columns")

    def cells(self, row: tuple[Value, ...]) -> tuple[tuple[Column, Value], ...]:
        """Return the values of a row with their columns, standings signed."""
        return tuple((column, _signed(column, value)) for column, value in zip(self.columns, row, strict=True))


def _signed(column: Column, value: Value) -> Value:
    return standing(value) if column.kind == "standing" and isinstance(value, Codes) else value


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture; formats that cannot show it show the table that tells the same."""

    picture: Picture

    @property
    def twin(self) -> Table:
        """Return the table that tells what the picture tells."""
        columns = tuple(Column(Message(heading) if heading else "") for heading in self.picture.columns)
        return Table(columns, self.picture.rows)


@dataclass(frozen=True, slots=True)
class Callout:
    """What must not be overlooked (``warning``), a remark (``note``), or that there is nothing here yet (``empty``)."""

    content: Value
    kind: Literal["warning", "note", "empty"] = "warning"


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values: who, since when, until when."""

    pairs: tuple[tuple[Value, Value], ...]


Block: TypeAlias = Paragraph | Bullets | Table | Figure | Callout | Facts


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its blocks, and sections one level below it.

    ``anchor`` is a fixed English name, the same in every language, by which other tools find the section.
    """

    anchor: str
    heading: Value
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()

    def __post_init__(self) -> None:
        if any(inner.sections for inner in self.sections):
            raise ValueError("sections nest one level deep")


def shortened(section: Section, most: int) -> Section:
    """Return a section whose lists and tables hold no more than so many entries, and say how many more there are."""
    return replace(
        section,
        blocks=tuple(part for block in section.blocks for part in _shortened(block, most)),
        sections=tuple(shortened(inner, most) for inner in section.sections),
    )


def _shortened(block: Block, most: int) -> Iterator[Block]:
    if isinstance(block, Bullets):
        more, block = len(block.items) - most, replace(block, items=block.items[:most])
    elif isinstance(block, Table):
        more, block = len(block.rows) - most, replace(block, rows=block.rows[:most])
    else:
        more = 0
    yield block
    if more > 0:
        said = plural("{n} more stands here in the file.", "{n} more stand here in the file.", more)
        yield Paragraph(said, "quiet")


@dataclass(frozen=True, slots=True)
class Document:
    """A document in one language, with the marking and the days that stand on each of its pages.

    ``notices`` stand under the title: what the reader must know before reading (cut to a ceiling, wording not yet read
    by a practitioner). ``closed_on`` says that all of it is history.
    """

    title: Value
    subtitle: Value | None
    language: str
    label: Label
    as_of: date
    made_on: date
    closed_on: date | None = None
    notices: tuple[Value, ...] = ()
    sections: tuple[Section, ...] = ()

    def anchors(self) -> tuple[str, ...]:
        """Return the anchors of all sections in the order of reading."""
        return tuple(section.anchor for outer in self.sections for section in (outer, *outer.sections))
