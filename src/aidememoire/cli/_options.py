"""The options that analysing commands share, and how a dossier named on the command line is loaded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _, languages

if TYPE_CHECKING:
    from aidememoire.cli._holding import Held
    from aidememoire.vocabulary.dossier import Dossier
    from aidememoire.vocabulary.handling import Handling


SIGN, BUNDLE = "@", ".bundle"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Day(click.ParamType[date]):
    """A day written as 2026-03-31."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or say how to write it."""
        if isinstance(value, date):
            return value
        try:
            # The library would take weeks, too, and digits run together.
            return date.fromisoformat(value if DAY.fullmatch(value) else "")
        except ValueError:
            return self.fail(f"{value!r} is not a date. Write it as 2026-03-31.", param, ctx)


class Language(click.ParamType[str]):
    """A language that the product speaks."""

    name = "language"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code, or name the languages there are."""
        if value not in languages():
            self.fail(f"{value!r} is not one of {', '.join(languages())}.", param, ctx)
        return str(value)


dossier_argument = click.argument("dossier", type=click.Path(path_type=Path), metavar="DOSSIER")
_SPOKEN = f"Language of the answer: {', '.join(languages())}."
language_option = click.option("--lang", type=Language(), default="en", help=_SPOKEN)
json_option = click.option("--json", "as_json", is_flag=True, help="Machine output on standard output, nothing else.")
as_of_option = click.option("--as-of", type=Day(), help="The day asked (default: today; for history, its last day).")
known_at_option = click.option("--known-at", type=Day(), help="What was known by the end of a day; needs @slug.")


place_argument = click.argument("place", metavar="@SLUG")
why_option = click.option("--why", metavar="TEXT", help="The reason; it stands in the history.")
yes_option = click.option("--yes", is_flag=True, help="Do it. Without this you are only told what would happen.")
stdin_option = click.option(
    "--passphrase-stdin", "from_stdin", is_flag=True, help="Passphrases come from standard input, a line each."
)


def analysing(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command DOSSIER, --as-of, --known-at, --json and --lang."""
    for option in (language_option, json_option, known_at_option, as_of_option, dossier_argument):
        command = option(command)
    return command


def leaving(ceiling: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command --ceiling, explained by these words, --compartment and --recipient: for whom something leaves."""

    def given(command: Callable[..., None]) -> Callable[..., None]:
        for option in (
            click.option("--recipient", metavar="NAME", help="The organisation it goes to."),
            click.option(
                "--compartment", "compartments", multiple=True, metavar="NAME", help="A compartment they are part of."
            ),
            click.option("--ceiling", metavar="TLP", help=ceiling),
        ):
            command = option(command)
        return command

    return given


@contextmanager
def holding(path: Path, known_at: date | None = None) -> Iterator[Held]:
    """Give the dossier that a command names: of a file, of the vault as ``@slug``, or in a bundle."""
    if str(path).startswith(SIGN):
        from aidememoire.cli._vaults import holding as of_vault

        with of_vault(str(path), known_at) as held:
            yield held
        return
    without_memory(path, known_at)
    if path.suffix.lower() == BUNDLE:
        from aidememoire.cli._vaults import holding_bundle

        with holding_bundle(path) as held:
            yield held
        return
    from aidememoire.cli._holding import Held
    from aidememoire.vocabulary.files import load

    yield Held(load(path))


def without_memory(path: Path, known_at: date | None) -> None:
    """Refuse to say what was known on a day where only a file is there to ask."""
    if known_at is not None:
        raise InputError(_("{path} is a file, and a file has no memory: --known-at needs a ledger.", path=path))


def sealed(path: Path | None) -> bool:
    """Say whether a DOSSIER stands in the vault or in a bundle, so that what is made of it must not simply leave."""
    return path is not None and (str(path).startswith(SIGN) or path.suffix.lower() == BUNDLE)


def day_asked(dossier: Dossier, as_of: date | None) -> date:
    """Return the day asked: the one given, else today, else the last day of a dossier that is history."""
    today = date.today()
    return as_of or min(today, dossier.header.closed_on or today)


def reader_named(
    dossier: Dossier, ceiling: str | None, compartments: tuple[str, ...], recipient: str | None, *, usual: Handling
) -> Handling:
    """Return the ceiling of whoever will hold what leaves; the usual one where nothing was said of them."""
    from aidememoire.vocabulary.handling import for_reader

    return for_reader(dossier, label_named(ceiling) or usual, compartments, recipient)


def label_named(ceiling: str | None) -> Handling | None:
    """Return the label given as a ceiling, or None where none was given."""
    if ceiling is None:
        return None
    from aidememoire.vocabulary.handling import Handling, Label

    label = Label._missing_(ceiling)
    if label is None:
        there = tuple(each.value for each in Label)
        raise InputError(_("{label} is no label. Use one of: {there}.", label=ceiling, there=there))
    return Handling(level=label)
