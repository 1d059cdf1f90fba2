"""How do commands reach the unlocked vault, and what do they share?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import Message, _, text_of

if TYPE_CHECKING:
    from aidememoire.ledger.desk import Desk
    from aidememoire.ledger.people import Person
    from aidememoire.vault.agent.client import Client
    from aidememoire.vocabulary.dossier import Dossier
    from aidememoire.vocabulary.handling import Handling

stdin_option = click.option(
    "--passphrase-stdin", "from_stdin", is_flag=True, help="Read the passphrase as one line of standard input."
)
why_option = click.option("--why", metavar="TEXT", help="The reason, kept with the act.")
preview_option = click.option("--preview", is_flag=True, help="Only say what would come of it, and change nothing.")
place_argument = click.argument("place", metavar="@NAME")


def client() -> Client:
    """Return the conversation with the key agent; this process then leaves no core behind."""
    from aidememoire.vault.agent.client import Client
    from aidememoire.vault.agent.harden import harden

    harden()
    return Client()


def desk(place: Path | str, known_at: date | None = None) -> Desk:
    """Return the desk of a dossier in the unlocked vault, by its name with or without the sign before it."""
    from aidememoire.vault.opening import open_dossier

    return open_dossier(str(place), known_at, client=client())


def dossier_in_bundle(path: Path) -> Dossier:
    """Return what is in a bundle that is sealed to whoever unlocked the vault."""
    from aidememoire.ledger import bundles

    return bundles.as_dossier(bundles.open_bundle(path.read_bytes(), client().keyring, today=date.today()))


def note_export(place: Path, ceiling: Handling) -> None:
    """Write into the audit that something leaves the vault in plain form, before it does."""
    desk(place).note("export", label=ceiling.level)


def read(path: Path) -> bytes:
    """Return the bytes of a file, or say why they cannot be read."""
    try:
        return path.read_bytes()
    except OSError as trouble:
        raise InputError(_("{path} cannot be read: {why}.", path=path, why=trouble.strerror or str(trouble))) from None


def put(path: Path, content: bytes, *, force: bool = False) -> None:
    """Write a file whole or not at all, for this account alone."""
    from aidememoire.vocabulary.files.native import replaced

    if path.exists() and not force:
        raise InputError(_("{path} is already there. Name another file.", path=path))
    replaced(path, lambda write: write(content))
    say(_("{path} is written.", path=path))


def person(card: Path) -> Person:
    """Return the person of a card, as ``vault card`` writes it."""
    from aidememoire.ledger.people import Person

    try:
        return Person.read(json.loads(read(card)))
    except (ValueError, KeyError, TypeError):
        raise InputError(_("{path} is no card. Ask for one made with: aidememoire vault card", path=card)) from None


def member(at: Desk, named: str) -> str:
    """Return the fingerprint of somebody in a dossier, by name or by the beginning of the fingerprint."""
    found = [id for id, name in at.view.people.items() if named == name or (len(named) > 3 and id.startswith(named))]
    if len(found) != 1:
        there = tuple(sorted(at.view.people.values()))
        raise InputError(_("{name} is not one person of this dossier. There are: {people}.", name=named, people=there))
    return found[0]


def say(sentence: Message) -> None:
    """Print a sentence."""
    click.echo(text_of(sentence))


@contextmanager
def waiting(what: Message) -> Iterator[None]:
    """Say in a terminal what takes longer than a moment, for as long as it takes."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(text_of(what)):
        yield
