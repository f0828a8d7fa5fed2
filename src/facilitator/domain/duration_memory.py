"""How long items of a kind have really taken in the meetings of a cluster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING

from facilitator.domain import kinds
from facilitator.domain.meeting_clock import Event, Now, read
from facilitator.domain.schedule import Plan
from facilitator.language import N_

if TYPE_CHECKING:
    from facilitator.language import Language

SPEAKS_FROM = 3
"""Fewer items of a kind say nothing."""

_MINUTE = 60
_STEP = 5


@dataclass(frozen=True, slots=True)
class Held:
    """An item as it was held: seconds planned and really taken, and the day."""

    kind: str
    planned: int
    actual: int
    day: date

    @property
    def minutes_over(self) -> int:
        """Whole minutes over its time; 0 when it kept it."""
        return max(self.actual - self.planned, 0) // _MINUTE


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of a kind: `n` items, of which `over` ran over by a minute or more.

    `minutes_over`: the median of those that did, 0 without any. `suggested_minutes`: the median
    of what all really took, rounded up to five minutes.
    """

    kind: str
    n: int
    over: int
    minutes_over: int
    suggested_minutes: int

    @property
    def speaks(self) -> bool:
        """Whether there is something to say: three items or more, and most of them ran over."""
        return self.n >= SPEAKS_FROM and 2 * self.over > self.n


def remember(held: Iterable[Held]) -> Mapping[str, Memory]:
    """What is remembered of each kind, by its id."""
    by_kind: dict[str, list[Held]] = defaultdict(list)
    for one in held:
        by_kind[one.kind].append(one)
    return {kind: _memory(kind, items) for kind, items in by_kind.items()}


def say_memory(lang: Language, memory: Memory) -> str:
    """“Cases: 6 min over time 4 of 5 times”; empty when there is nothing to say."""
    if not memory.speaks:
        return ""
    kind = kinds.kind(memory.kind)
    return lang.text(
        N_("{kind}: {length} over time {k} of {n} times"),
        kind=lang.text(kind.many or kind.word),
        length=lang.duration(memory.minutes_over),
        k=lang.number(memory.over),
        n=lang.number(memory.n),
    )


def held_items(
    plan: Plan, kinds_by_item: Mapping[str, str], events: Sequence[Event], day: date
) -> tuple[Held, ...]:
    """The items of a meeting that were held, as its presses tell; none when nobody pressed."""
    if not events:
        return ()
    last = events[-1]
    reading = read(plan, events, Now(last.utc, last.mono, last.run))
    return tuple(
        Held(kinds_by_item[now.id], item.planned, round(now.elapsed), day)
        for item, now in zip(plan.items, reading.items, strict=True)
        if now.actual_start is not None
    )


def _memory(kind: str, items: Sequence[Held]) -> Memory:
    over = [one.minutes_over for one in items if one.minutes_over]
    taken = median(Fraction(one.actual, _MINUTE) for one in items)
    return Memory(
        kind,
        len(items),
        len(over),
        int(median(over) + Fraction(1, 2)) if over else 0,
        max(-int(-taken // _STEP), 1) * _STEP,
    )
