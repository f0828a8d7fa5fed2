"""One reading of a meeting with 60 items and 2,000 events."""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from time import perf_counter

from facilitator.domain.meeting_clock import Event, EventKind, Now, read
from facilitator.domain.schedule import Item, Plan

ITEMS, EVENTS, ROUNDS = 60, 2_000, 300
LIMIT = 2.0
"""Milliseconds."""

START = datetime(2026, 9, 9, 14, 30, tzinfo=UTC)


def main() -> None:
    plan = Plan(
        START,
        START + timedelta(minutes=5 * ITEMS),
        tuple(
            Item(str(n), 300, 120, flexible=n % 3 != 0, protected=n == ITEMS - 1)
            for n in range(ITEMS)
        ),
    )
    events = tuple(_presses(random.Random(1)))
    now = Now(START + timedelta(seconds=EVENTS + 5), EVENTS + 5.0, "run")
    took = []
    for _ in range(ROUNDS):
        began = perf_counter()
        read(plan, events, now)
        took.append(perf_counter() - began)
    print(f"reading, ms  {statistics.median(took) * 1000:.2f}  {LIMIT}")


def _presses(chance: random.Random) -> Iterator[Event]:
    """A second between each: on to the next item, back, pauses, minutes given and taken back."""
    item = 0
    for seq in range(1, EVENTS + 1):
        at, mono = START + timedelta(seconds=seq), float(seq)
        kind = EventKind.STARTED if seq == 1 else chance.choice(_KINDS)
        if kind == EventKind.STARTED:
            item = chance.randrange(ITEMS)
        target = seq - 1 if kind == EventKind.UNDONE else None
        yield Event(seq, at, mono, "run", kind, str(item), chance.randrange(-60, 61), None, target)


_KINDS = (
    *(EventKind.STARTED, EventKind.PAUSED, EventKind.RESUMED, EventKind.EXTENDED),
    *(EventKind.SKIPPED, EventKind.UNSKIPPED, EventKind.UNDONE),
)


if __name__ == "__main__":
    main()
