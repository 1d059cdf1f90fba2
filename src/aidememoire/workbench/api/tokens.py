"""Which program may ask in whose name, for what, until when? Tokens: shown once, kept as digests, ended by a click."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import asdict, dataclass
from datetime import date

from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _
from aidememoire.workbench.drafts import Drafts

SHAPE = "aide_"
MOST, LONGEST_PURPOSE = 40, 120
# No dossier is called that, so no draft of a form can ever stand in their place.
_PLACE, _FORM = "/api", "tokens"


@dataclass(frozen=True, slots=True)
class Token:
    """One token: for which dossier, by its id, and purpose; whether it writes; the digest by which it is recognised."""

    id: str
    purpose: str
    dossier: str
    writes: bool
    made_on: str
    until: str | None
    digest: str

    def valid(self, day: date) -> bool:
        """Say whether it holds on a day."""
        return self.until is None or day.isoformat() <= self.until


class Tokens:
    """The tokens of one person, sealed beside their drafts: only their open vault can read them."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts

    def all(self) -> tuple[Token, ...]:
        """Return the tokens there are, the oldest first."""
        kept = self._drafts.kept(_PLACE, _FORM)
        return tuple(Token(**json.loads(one)) for one in kept.get("token", [])) if kept else ()

    def make(self, purpose: str, dossier: str, *, writes: bool, until: date | None) -> tuple[Token, str]:
        """Make a token; the second value is shown once and kept nowhere."""
        there = self.all()
        if not purpose.strip() or len(purpose) > LONGEST_PURPOSE:
            raise InputError(_("Say in a few words what the token is for."))
        if len(there) >= MOST:
            raise InputError(_("There are {n} tokens already. End one that is no longer used.", n=len(there)))
        secret = SHAPE + secrets.token_urlsafe(32)
        token = Token(
            secrets.token_hex(8), purpose.strip(), dossier, writes, date.today().isoformat(),
            until.isoformat() if until else None, _digest(secret),
        )  # fmt: skip
        self._keep((*there, token))
        return token, secret

    def end(self, id: str) -> None:
        """End a token at once."""
        self._keep(tuple(one for one in self.all() if one.id != id))

    def now(self, id: str) -> Token | None:
        """Return a token by its id, where it was not ended."""
        return next((one for one in self.all() if one.id == id), None)

    def of(self, secret: str, day: date) -> Token | None:
        """Return the token that a program shows, where it holds."""
        digest = _digest(secret)
        found = next((one for one in self.all() if hmac.compare_digest(one.digest, digest)), None)
        return found if found and found.valid(day) else None

    def _keep(self, tokens: tuple[Token, ...]) -> None:
        if tokens:
            self._drafts.keep(_PLACE, _FORM, {"token": [json.dumps(asdict(one)) for one in tokens]})
        else:
            self._drafts.drop(_PLACE, _FORM)


def _digest(secret: str) -> str:
    # As long and as random as a token is, one round is enough.
    return hashlib.blake2b(secret.encode(), digest_size=32, person=b"aide-api-token").hexdigest()
