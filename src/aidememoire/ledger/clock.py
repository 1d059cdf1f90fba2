"""When was something recorded, in an order that no wrong clock can break?

A hybrid logical clock: the time of day where that moves on, and a count of steps where it does not.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, Self

from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _

FAR = 24 * 60 * 60 * 1000
"""How many milliseconds ahead of ours another clock may pull ours along."""

_LAST_MILLIS, _LAST_STEP = 2**47, 2**32 - 1
_WRITTEN = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3})Z/([0-9a-f]{4,8})\Z", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Moment(NamedTuple):
    """One point in the order of recording: milliseconds since 1970 (UTC) and a step within the millisecond."""

    millis: int
    step: int = 0

    @classmethod
    def at_end_of(cls, day: date) -> Self:
        """Return the last moment of a day (UTC)."""
        after = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
        return cls((after - _EPOCH) // timedelta(milliseconds=1) - 1, _LAST_STEP)

    @classmethod
    def read(cls, written: str) -> Self:
        """Return the moment that a text such as 2026-11-25T22:30:00.123Z/0004 stands for."""
        found = _WRITTEN.match(written)
        if not found:
            raise InputError(
                _("{found} is not a moment. Write it as 2026-03-31T12:00:00.000Z/0000.", found=written[:60])
            )
        at = datetime.fromisoformat(found[1]).replace(tzinfo=UTC)
        return cls((at - _EPOCH) // timedelta(milliseconds=1), int(found[2], 16))

    @property
    def utc(self) -> datetime:
        """Return the time of day, without the step."""
        return _EPOCH + timedelta(milliseconds=self.millis)

    @property
    def day(self) -> date:
        """Return the day (UTC)."""
        return self.utc.date()

    def packed(self) -> bytes:
        """Return twelve bytes that sort as moments do."""
        return self.millis.to_bytes(8, "big") + self.step.to_bytes(4, "big")

    @classmethod
    def unpacked(cls, packed: bytes) -> Self:
        """Return the moment of twelve bytes."""
        return cls(int.from_bytes(packed[:8], "big"), int.from_bytes(packed[8:12], "big"))

    def __str__(self) -> str:
        at = self.utc
        return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z/{self.step:04x}"


START = Moment(0)


def _now() -> int:
    return time.time_ns() // 1_000_000


class Clock:
    """Gives each entry a moment later than all that this writer has recorded or met.

    A clock set back goes on in steps within the last millisecond until time has caught up. The moments of others pull
    ours along, but by no more than a day: what lies further ahead is a wrong clock, and is not followed.
    """

    def __init__(self, last: Moment = START, *, now: Callable[[], int] = _now) -> None:
        self.last = last
        self._now = now

    def tick(self) -> Moment:
        """Return the next moment."""
        now = min(max(self._now(), 0), _LAST_MILLIS)
        if now > self.last.millis:
            self.last = Moment(now)
        elif self.last.step < _LAST_STEP:
            self.last = Moment(self.last.millis, self.last.step + 1)
        else:
            self.last = Moment(self.last.millis + 1)
        return self.last

    def meet(self, other: Moment, *, own: bool = False) -> None:
        """Take note of a moment of somebody else, or of an ``own`` earlier one, which is always followed."""
        if other > self.last and (own or other.millis <= max(self._now(), self.last.millis) + FAR):
            self.last = other
