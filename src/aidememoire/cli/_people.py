"""Whom does a command mean: somebody by their card, or somebody who is known here already?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from aidememoire.cli._printing import warned
from aidememoire.ledger.desk import Desk
from aidememoire.ledger.people import Person, words
from aidememoire.vault.agent.client import Client
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _

ENDING, CARD, LARGEST = ".card", "aidememoire card 1", 16_384
SHORTEST = 6


def card_of(person: Person) -> str:
    """Return what somebody gives to others so that they can seal to them: a name and the public halves of keys."""
    return json.dumps({"card": CARD, **person.written()}, ensure_ascii=False, indent=1) + "\n"


def read_card(file: Path) -> Person:
    """Return whose card a file is."""
    try:
        data = file.read_bytes() if file.stat().st_size <= LARGEST else b""
        said = json.loads(data)
        if said.get("card") != CARD:
            raise ValueError("another file")
        person = Person.read(said)
    except FileNotFoundError:
        raise InputError(_("There is no file {path}. Look at the name and the folder.", path=str(file))) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InputError(
            _(
                "{path} is no card. Whose keys they are writes one with: aidememoire vault card FILE.card",
                path=str(file),
            )
        ) from None
    if (
        len(person.sign_key) != 32
        or len(person.box_key) != 32
        or not person.name.strip()
        or not person.name.isprintable()
    ):
        raise InputError(_("The card {path} is damaged. Ask for it again.", path=str(file)))
    return person


def compare(given: Iterable[tuple[str, Person]]) -> None:
    """Tell for everybody who was named by a card the words by which both make sure that it is theirs."""
    for text, person in given:
        if text.endswith(ENDING):
            warned(
                _(
                    "Make sure that this card is theirs: have {name} read these words out to you: {words}",
                    name=person.name,
                    words=words(person.id),
                )
            )


def person_meant(text: str, client: Client, desk: Desk | None = None) -> Person:
    """Return a person by their card, by the name that they have here, or by the beginning of their fingerprint."""
    if text.endswith(ENDING):
        return read_card(Path(text))
    known = {person.id: person for person in client.status().members}
    known |= desk.rights.people if desk else {}
    found = [one for one in known.values() if text == one.name or (len(text) >= SHORTEST and one.id.startswith(text))]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(_("{name} may be several people. Give the card, or the fingerprint.", name=text))
    there = tuple(sorted(one.name for one in known.values()))
    raise InputError(
        _("Nobody here is called {name}. Give a card (FILE.card), or one of: {names}.", name=text, names=there)
    )
