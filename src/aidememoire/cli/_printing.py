"""How does a finding look in a terminal? Words and signs first; colour never speaks alone."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from aidememoire.vocabulary.messages import Message, _, direction, not_yet_read, plural, text_of

if TYPE_CHECKING:
    from rich.console import Console

    from aidememoire.vocabulary.dossier import Dossier
    from aidememoire.vocabulary.findings import Finding, Row

NARROWEST = 9
PARTS = {"field": _("What is recorded"), "claim": _("Who says so, and who says otherwise"), "named by": _("Named by")}
STYLE = {
    "overdue": "bold red",
    "broken": "bold red",
    "lapsed": "bold red",
    "stop": "bold red",
    "disputed": "yellow",
    "partly": "yellow",
    "unclear": "yellow",
    "refer": "yellow",
    "unverified": "yellow",
    "kept": "green",
    "valid": "green",
    "pass": "green",
}
SIGN = {"bold red": "✗", "yellow": "?", "green": "✓"}


def print_json(value: Any) -> None:
    """Print machine output: one JSON value on standard output and nothing else."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def plain_text_warning() -> str:
    """Return what must be said once wherever a plain file is written."""
    return str(_("This file is plain text that anybody who has it can read: public or training data only."))


def print_finding(found: Finding, dossier: Dossier, *, as_json: bool, language: str, most: int | None = None) -> None:
    """Print a finding as JSON, or for people: where it stands, the answer, rows, reasons, gaps, caution.

    ``most`` bounds how many rows, reasons and gaps are shown, where a glance is enough.
    """
    if as_json:
        print_json(found.plain(language))
        return
    out = console()
    heading(out, dossier, as_of=found.as_of, label=found.label)
    out.print(text_of(found.headline), style="bold", highlight=False, markup=False)
    if found.rows:
        out.print()
        print_rows(out, found.rows[:most], found.columns)
        _more(out, len(found.rows), most)
    _list(out, _("Because"), [text_of(reason.says) for reason in found.because][:most])
    gaps = [text_of(gap.says) + (f" → {text_of(gap.ask)}" if gap.ask else "") for gap in found.gaps]
    _list(out, _("Missing, and what to ask next"), gaps[:most])
    notes = [note for note in (found.caution, not_yet_read(language)) if note]
    if notes:
        out.print()
    for note in notes:
        out.print(text_of(note), style="dim", highlight=False, markup=False)


def show_rows(
    rows: Sequence[Row], columns: Mapping[str, Message], *, as_json: bool, empty: Message, title: str = ""
) -> None:
    """Print rows that no method made, as JSON or as a table; where there are none, what that means."""
    if as_json:
        print_json([row.plain() for row in rows])
        return
    out = console()
    if title:
        out.print(title, style="dim", markup=False, highlight=False)
    if rows:
        print_rows(out, rows, columns)
    else:
        out.print(text_of(empty), markup=False, highlight=False)


def print_history(versions: Sequence[Row]) -> None:
    """Print what became of a record below what it says now."""
    from aidememoire.cli._histories import COLUMNS, versions_for_people

    out = console()
    out.print(str(_("History")), style="dim")
    print_rows(out, versions_for_people(versions), COLUMNS)


def told(message: object) -> None:
    """Print one sentence for people on standard output, as it is."""
    click.echo(text_of(message))


def warned(message: object) -> None:
    """Print one sentence on standard error: what only whoever types is told."""
    click.echo(text_of(message), err=True)


@contextmanager
def working(message: Message) -> Iterator[None]:
    """Show that something takes its time, where somebody looks at a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(text_of(message)):
        yield


def _more(out: Console, rows: int, most: int | None) -> None:
    if most is not None and rows > most:
        out.print(str(plural("… and {n} more", "… and {n} more", rows - most)), style="dim")


def console() -> Console:
    """Return the terminal, or whatever stands in its place."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


def heading(out: Console, dossier: Dossier, *, as_of: date | None, label: object = None) -> None:
    """Print which dossier this is, its marking and its day; and that it is history, where it is."""
    title = dossier.header.title or dossier.header.slug
    parts = [text_of(title), text_of(label) if label else "", text_of(_("as of {day}", day=as_of)) if as_of else ""]
    out.print(" · ".join(part for part in parts if part), style="dim", markup=False)
    if dossier.header.closed_on:
        out.print(text_of(_("History: closed on {day}.", day=dossier.header.closed_on)), style="dim", markup=False)


def print_rows(out: Console, rows: Sequence[Row], columns: Mapping[str, Message]) -> None:
    """Print rows as a table, or one under another where the terminal is too narrow; rows with parts, part by part."""
    if "part" in columns:
        rest = {name: label for name, label in columns.items() if name != "part"}
        for part, inner in groupby(rows, key=lambda row: str(row["part"])):
            out.print(str(PARTS[part]), style="dim")
            print_rows(out, list(inner), rest)
            out.print()
        return
    shown = [name for name in columns if name != "evidence" and any(row[name] not in (None, (), "") for row in rows)]
    if out.width < len(shown) * (NARROWEST + 3):
        _print_stacked(out, rows, columns, shown)
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    aligned = shown if direction_now() == "ltr" else list(reversed(shown))
    for name in aligned:
        number = all(isinstance(row[name], (int, float, type(None))) for row in rows)
        table.add_column(str(columns[name]), justify="right" if number else "default", overflow="fold")
    for row in rows:
        table.add_row(*(_cell(row[name]) for name in aligned))
    out.print(table)


def _print_stacked(out: Console, rows: Iterable[Row], columns: Mapping[str, Message], shown: list[str]) -> None:
    from rich.text import Text as Styled

    for row in rows:
        first, *others = shown
        out.print(Styled("• ") + _cell(row[first]))
        told = [(columns[name], row[name]) for name in others if row[name] not in (None, (), "")]
        for label, value in told:
            out.print(Styled(f"    {label}: ", style="dim") + _cell(value))


def direction_now() -> str:
    """Return the direction of the language spoken now."""
    from aidememoire.vocabulary.messages import language_now

    return direction(language_now())


def _cell(value: object) -> Any:
    from rich.text import Text as Styled

    if value is None or value == ():
        return Styled("")
    if isinstance(value, date):
        return Styled(value.isoformat(), no_wrap=True)
    style = STYLE.get(str(getattr(value, "value", value)), "")
    words = text_of(value) if not isinstance(value, (int, float)) or isinstance(value, bool) else f"{value:,}"
    return Styled(f"{SIGN[style]} {words}" if style else words, style=style)


def _list(out: Console, title: Message, lines: Sequence[str]) -> None:
    if lines:
        out.print()
        out.print(str(title), style="dim")
    for line in lines:
        from rich.padding import Padding
        from rich.text import Text as Styled

        out.print(Padding(Styled(f"• {line}"), (0, 0, 0, 2)))
