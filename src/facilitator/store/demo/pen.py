"""Writes the rows of a demo, with keys of their own instants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from facilitator.language import Language
from facilitator.store.tables import SPACING

Row = dict[str, Any]


Rows = dict[str, list[Row]]


ZONE = ZoneInfo("Europe/Copenhagen")


DANISH = Language("da")


MINUTE = timedelta(minutes=1)


class Pen:
    """Writes rows whose keys are UUIDs version 7 of the row's own instant."""

    def __init__(self, random: Random, rows: Rows | None = None) -> None:
        self.random = random
        self.rows: Rows = defaultdict(list) if rows is None else rows

    def key(self, at: datetime) -> str:
        """A key for what came to be at this instant (RFC 9562, section 5.7)."""
        bits = self.random.getrandbits(74)
        low = 0b10 << 62 | bits & (1 << 62) - 1
        text = f"{int(at.timestamp() * 1000):012x}7{bits >> 62:03x}{low:016x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def write(self, table: str, since: datetime, /, **values: Any) -> str:
        """Add a row that came to be at an instant. Returns its key."""
        key = self.key(since)
        self.rows[table].append({"id": key, **values})
        return key

    def likely(self, chance: float) -> bool:
        """True in this share of cases, 0 to 1."""
        return self.random.random() < chance

    def within(self, span: tuple[datetime, datetime]) -> datetime:
        """An instant between the two, to the second."""
        seconds = (span[1] - span[0]).total_seconds()
        return span[0] + timedelta(seconds=int(self.random.random() * seconds))

    def weighted(self, choices: Sequence[tuple[str, int]]) -> str:
        """One of the names, each as often as its weight."""
        names, weights = zip(*choices, strict=True)
        return str(self.random.choices(names, weights)[0])


def at_clock(day: date, hour: int, minute: int = 0) -> datetime:
    """The instant of a clock time in Denmark."""
    return datetime.combine(day, time(hour, minute), ZONE).astimezone(UTC)


def position(number: int) -> int:
    """The place of the row with this number, from 0."""
    return (number + 1) * SPACING
