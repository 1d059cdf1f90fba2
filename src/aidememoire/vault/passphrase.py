"""Which words open a vault, and how are they asked for?

Passphrases are made by the machine, from a list of our own of 2,048 short words: eleven bits a word, so seven words are
77 bits and six are 66. People choose badly; a passphrase that somebody thought up is guessed from a list.
"""

from __future__ import annotations

import getpass
import hashlib
import math
import secrets
import sys
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import Message, _

WORDS = 7
FEWEST = 6
_LONGEST = 1024
_CHECK_BITS = 4


@cache
def words() -> tuple[str, ...]:
    """Return the list that passphrases are drawn from; its order counts and never changes."""
    return tuple((Path(__file__).parent / "words.txt").read_text("utf-8").split())


def generated(count: int = WORDS) -> str:
    """Return a new passphrase.

    >>> len(generated().split())
    7
    """
    if count < FEWEST:
        raise InputError(_("A passphrase has at least {n} words.", n=FEWEST))
    return " ".join(secrets.choice(words()) for _word in range(count))


def entropy(count: int = WORDS) -> float:
    """Return the bits of a generated passphrase: how many halvings a guesser faces.

    >>> entropy(7)
    77.0
    """
    return count * math.log2(len(words()))


def as_key(passphrase: str) -> bytes:
    """Return the bytes that stand for a passphrase: case, spaces and hyphens between words do not count."""
    plain = unicodedata.normalize("NFKC", passphrase).casefold().replace("-", " ")
    key = " ".join(plain.split()).encode()
    if not key:
        raise InputError(_("The passphrase is empty. Type its words, with spaces between them."))
    if len(key) > _LONGEST:
        raise InputError(_("The passphrase is too long. It has six or seven words."))
    return key


def long_enough(given: str) -> str:
    """Return a passphrase that was made elsewhere, or refuse one of too few words."""
    if len(given.replace("-", " ").split()) < FEWEST:
        raise InputError(_("A passphrase has at least {n} words.", n=FEWEST))
    return given


def is_typed_back(typed: str, given: str) -> bool:
    """Say whether somebody typed back the passphrase that they were given."""
    return as_key(typed or " x") == as_key(given)


def asked(prompt: Message, *, from_stdin: bool = False) -> str:
    """Return a passphrase from the terminal, or from one line of standard input; never from anywhere else."""
    if from_stdin:
        line = sys.stdin.readline(_LONGEST + 1)
        if not line.strip():
            raise InputError(_("No passphrase came on standard input. Give it as one line."))
        return line.strip()
    if not sys.stdin.isatty():
        raise InputError(
            _("There is no terminal to ask for the passphrase. Use --passphrase-stdin and give it as one line.")
        )
    return getpass.getpass(f"{prompt} ").strip()


def spelled(secret: bytes) -> str:
    """Return sixteen secret bytes as twelve words; the last word also checks the others."""
    if len(secret) != 16:
        raise ValueError("spelled takes 16 bytes")
    number = int.from_bytes(secret, "big") << _CHECK_BITS | _check(secret)
    listed = words()
    return " ".join(listed[number >> 11 * place & 2047] for place in reversed(range(12)))


def read_back(text: str) -> bytes:
    """Return the bytes that twelve words stand for, or say which word is wrong."""
    given: Sequence[str] = as_key(text).decode().split()
    if len(given) != 12:
        raise InputError(_("The recovery words are twelve; these are {n}.", n=len(given)))
    places = {word: place for place, word in enumerate(words())}
    for position, word in enumerate(given, 1):
        if word not in places:
            raise InputError(
                _("Word {n} of the recovery words is not in the list. Check how it is spelled.", n=position)
            )
    number = 0
    for word in given:
        number = number << 11 | places[word]
    secret = (number >> _CHECK_BITS).to_bytes(16, "big")
    if number & (1 << _CHECK_BITS) - 1 != _check(secret):
        raise InputError(_("These twelve words do not belong together. Check each, and their order."))
    return secret


def _check(secret: bytes) -> int:
    return hashlib.blake2b(secret, person=b"aidememoire chk").digest()[0] >> 8 - _CHECK_BITS
