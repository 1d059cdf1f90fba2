"""How was this workbench opened: at which port, with which launch link, on which vault?

The process that holds the port tells its worker through the environment, which only this account can read. The link
itself is not in it: only its digest, and the key that marks browsers which came through it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import time
from dataclasses import asdict, dataclass
from functools import cache

VARIABLE = "AIDEMEMOIRE_WORKBENCH"
HOST = "127.0.0.1"
LINK_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Opening:
    """What the worker must know: the launch link by its digest, and the key of seats.

    A training vault stands in a ``folder`` of its own, with ``words`` that nobody is asked for.
    """

    port: int
    link_digest: str
    link_until: float
    seat_key: str
    training: bool = False
    folder: str = ""
    words: str = ""

    @property
    def origin(self) -> str:
        """Return the only address under which the pages may be asked for."""
        return f"http://{HOST}:{self.port}"

    def lets_in(self, token: str, now: float) -> bool:
        """Say whether a launch link is ours and still valid."""
        ours = hmac.compare_digest(hashlib.sha256(token.encode()).hexdigest(), self.link_digest)
        return ours and now < self.link_until

    def to_environment(self) -> None:
        """Leave this for the worker."""
        os.environ[VARIABLE] = json.dumps(asdict(self))


def prepared(port: int, *, training: bool, folder: str = "", now: float | None = None) -> tuple[Opening, str]:
    """Return an opening, and the secret part of its launch link."""
    token = secrets.token_urlsafe(32)
    until = (time.time() if now is None else now) + LINK_SECONDS
    digest = hashlib.sha256(token.encode()).hexdigest()
    return Opening(port, digest, until, secrets.token_hex(32), training, folder), token


@cache
def opening() -> Opening:
    """Return how this process was opened; a process that nobody opened lets nobody in."""
    told = os.environ.get(VARIABLE)
    return Opening(**json.loads(told)) if told else Opening(0, "", 0.0, secrets.token_hex(32))
