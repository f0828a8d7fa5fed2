"""A clock that stands, timers that are turned by hand, and a store that is a dictionary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from facilitator.domain.privacy import find_cpr
from facilitator.domain.refusal import PatientNumber, Refusal


class FakeClock:
    """Thursday 26 November 2026, 14.02 in Denmark, until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 26, 13, 2, tzinfo=UTC)
        self.seconds = 1_000.0

    def utc(self) -> datetime:
        return self.now

    def mono(self) -> float:
        return self.seconds

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.seconds += seconds


class HandTimers:
    """A scheduler whose time is moved by the test."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self._now = 0
        self._waiting: dict[int, tuple[int, Callable[[], None]]] = {}
        self._numbers = 0

    def after(self, ms: int, call: Callable[[], None]) -> Callable[[], None]:
        self._numbers += 1
        number = self._numbers
        self._waiting[number] = self._now + ms, call
        return lambda: self._waiting.pop(number, None) and None

    def move(self, ms: int) -> None:
        """Let time pass, calling what is due at its own moment."""
        end = self._now + ms
        while due := [(at, n) for n, (at, _) in self._waiting.items() if at <= end]:
            at, number = min(due)
            self._clock.move((at - self._now) / 1000)
            self._now = at
            self._waiting.pop(number)[1]()
        self._clock.move((end - self._now) / 1000)
        self._now = end


@dataclass
class Saved:
    """One edit that was stored."""

    label: str
    burst: str | None
    texts: dict[str, str]


@dataclass
class FakeStore:
    """Texts by key. `fault` is raised by the next edits until it is taken away."""

    texts: dict[str, str] = field(default_factory=dict)
    saved: list[Saved] = field(default_factory=list)
    vouched: set[str] = field(default_factory=set)
    fault: Exception | None = None
    is_shared: bool = False
    member: str | None = None
    broken: Refusal | None = None
    callbacks: list[Callable[[Any], None]] = field(default_factory=list)
    polls: int = 0

    @contextmanager
    def edit(self, label: str, *, burst: str | None, **_kw: object) -> Iterator[dict[str, str]]:
        pending: dict[str, str] = {}
        yield pending
        if self.fault is not None:
            raise self.fault
        for key, text in pending.items():
            hits = find_cpr(text)
            if hits and text not in self.vouched:
                raise PatientNumber(
                    "This looks like a CPR number.",
                    table="item",
                    key=key,
                    field="title",
                    hits=len(hits),
                )
        self.texts |= pending
        self.saved.append(Saved(label, burst, pending))

    def ask(self, query: Callable[..., Any], *args: Any) -> Any:
        return query(self.texts, *args)

    def subscribe(self, callback: Callable[[Any], None]) -> Callable[[], None]:
        self.callbacks.append(callback)
        return lambda: self.callbacks.remove(callback)

    def poll(self) -> int:
        self.polls += 1
        return 0

    def undo(self, _cluster: str | None) -> Any:
        if self.fault is not None:
            raise self.fault
        return None

    redo = undo

    def can_undo(self, _cluster: str | None) -> str | None:
        return None

    can_redo = can_undo


def write(session: dict[str, str], key: str, text: str) -> None:
    """The verb of these tests: put a text at a key."""
    session[key] = text


FULL = Refusal("The disk is full.", "Everything stored before is safe.")
