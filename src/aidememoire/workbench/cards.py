"""How does somebody become known to a vault? By a card with the public halves of their keys, and words to compare."""

from __future__ import annotations

import json

from django.http import HttpRequest, QueryDict

from aidememoire.ledger.people import Person
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import Message, _

LONGEST = 2_000
LONGEST_NAME = 80


def card_of(person: Person) -> str:
    """Return a person's card: one line of text that may be sent by any means, since nothing in it is secret."""
    return json.dumps(person.written(), ensure_ascii=False)


def shown_card(request: HttpRequest) -> tuple[QueryDict, Person | None, Message | str | None]:
    """Return what was sent, whose card is in it, and what is wrong with the card; nothing was sent by a mere look."""
    sent = request.POST if request.method == "POST" else QueryDict()
    if not sent:
        return sent, None, None
    try:
        return sent, person_of(sent.get("card", "")), None
    except InputError as trouble:
        return sent, None, trouble.message


def person_of(card: str) -> Person:
    """Return whom a card speaks of; whether it is theirs, only they can say: compare the words."""
    try:
        person = Person.read(json.loads(card[:LONGEST]))
        whole = len(person.sign_key) == len(person.box_key) == 32 and 0 < len(person.name.strip()) <= LONGEST_NAME
    except (ValueError, KeyError, TypeError, RecursionError):
        whole = False
    if not whole:
        raise InputError(
            _("That is no card. Ask for the whole line that stands under My card on their page People and parts.")
        )
    return person
