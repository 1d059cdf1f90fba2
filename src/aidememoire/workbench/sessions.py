"""Who sits at the browser? Sessions live in the memory of this process, are 256 bits long, and end with it."""

from __future__ import annotations

import secrets
import threading
import time
from typing import Any

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError

IDLE_SECONDS = 5 * 60
LONGEST_SECONDS = 8 * 60 * 60

_kept: dict[str, tuple[float, float, dict[str, Any]]] = {}
_lock = threading.RLock()


def clock() -> float:
    """Return the time by which sessions age; tests move it."""
    return time.monotonic()


class SessionStore(SessionBase):
    """A session held in memory: gone after five idle minutes, after eight hours, and when the process ends."""

    _session_key: str | None

    def load(self) -> dict[str, Any]:
        """Return what the session holds; a key that nobody was given holds nothing."""
        with _lock:
            held = _kept.get(self.session_key or "")
            if held is None or _is_over(held):
                _kept.pop(self.session_key or "", None)
                self._session_key = None
                return {}
            born, _seen, data = held
            _kept[str(self.session_key)] = (born, clock(), data)
            return dict(data)

    def exists(self, session_key: str) -> bool:
        """Say whether a key is in use."""
        with _lock:
            return session_key in _kept

    def create(self) -> None:
        """Begin a session under a new key."""
        self._session_key = self._get_new_session_key()
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Keep what the session holds."""
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)
        with _lock:
            _forget_those_over()
            held = _kept.get(self.session_key)
            if must_create and held is not None:
                raise CreateError
            if not must_create and held is None:
                raise UpdateError
            _kept[self.session_key] = (held[0] if held else clock(), clock(), dict(data))

    def delete(self, session_key: str | None = None) -> None:
        """End a session."""
        with _lock:
            _kept.pop(session_key or self.session_key or "", None)

    @classmethod
    def clear_expired(cls) -> None:
        """Forget the sessions that are over."""
        with _lock:
            _forget_those_over()

    def _get_new_session_key(self) -> str:
        return secrets.token_hex(32)


def end_all() -> None:
    """End every session, as locking does."""
    with _lock:
        _kept.clear()


def idle_for() -> float | None:
    """Return for how many seconds nobody has asked for anything; None where nobody sits there."""
    with _lock:
        return min((clock() - seen for _born, seen, _data in _kept.values()), default=None)


def _is_over(held: tuple[float, float, dict[str, Any]]) -> bool:
    born, seen, _data = held
    return clock() - seen > IDLE_SECONDS or clock() - born > LONGEST_SECONDS


def _forget_those_over() -> None:
    for key in [key for key, held in _kept.items() if _is_over(held)]:
        del _kept[key]
