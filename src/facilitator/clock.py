"""The computer's two clocks, and keys made from them: the only place that reads the time."""

from __future__ import annotations

import os
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What the program asks for the time. Tests bring their own."""

    def utc(self) -> datetime:
        """The wall clock: an aware datetime in UTC."""
        ...

    def mono(self) -> float:
        """Seconds that only go forward within one run of the program."""
        ...


class SystemClock:
    """The clocks of this computer."""

    def utc(self) -> datetime:
        return datetime.now(UTC)

    def mono(self) -> float:
        return time.monotonic()


class FastClock:
    """Both clocks together, from an instant on and so many times as fast as another's seconds.

    It stands still until it is given a rate.
    """

    def __init__(self, clock: Clock, at: datetime) -> None:
        self._clock, self._at = clock, at
        self._rate, self._passed, self._since = 0, 0.0, clock.mono()

    def utc(self) -> datetime:
        return self._at + timedelta(seconds=self.mono())

    def mono(self) -> float:
        return self._passed + self._rate * (self._clock.mono() - self._since)

    @property
    def rate(self) -> int:
        """How many seconds pass here in a second there."""
        return self._rate

    def go(self, rate: int) -> None:
        """Go on from here at another rate; at 0 it stands."""
        self._passed, self._since = self.mono(), self._clock.mono()
        self._rate = rate

    def set_to(self, at: datetime) -> None:
        """Let it be another instant, as long as nothing has been timed by it."""
        self._at = at - timedelta(seconds=self.mono())


_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """A UUID version 7 (RFC 9562, section 5.7) as text, later than every earlier one of this run.

    The twelve bits after the millisecond carry its fraction, as the RFC's method 3 allows.
    """
    global _last
    ticks = (time.time_ns() << 12) // 1_000_000
    with _lock:
        _last = ticks = max(ticks, _last + 1)
    noise = int.from_bytes(os.urandom(8)) >> 2
    value = (ticks >> 12) << 80 | 0x7 << 76 | (ticks & 0xFFF) << 64 | 0b10 << 62 | noise
    return with_hyphens(f"{value:032x}")


def with_hyphens(digits: str) -> str:
    """The 32 hexadecimal digits of a UUID as its text."""
    # Not by the uuid module, which takes longer to load than all the rest of this one.
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
