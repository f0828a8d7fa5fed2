"""How an invented meeting goes by the clock: its presses, and when each item began and ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from facilitator.domain.meeting_clock import Event, EventKind, Now, propose
from facilitator.domain.schedule import Item, Plan, lay_out

_LATE = timedelta(minutes=6)


@dataclass(slots=True)
class Course:
    """The presses of one meeting in order, and the span of each item that ran."""

    plan: Plan
    random: Random
    run: str
    at: datetime
    mono: float
    events: list[Event] = field(default_factory=list)
    spans: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    allotted: dict[str, int] = field(default_factory=dict)
    replanned: bool = False

    def likely(self, chance: float) -> bool:
        return self.random.random() < chance

    def wait(self, seconds: float) -> None:
        """Let time go by on both clocks."""
        self.at += timedelta(seconds=seconds)
        self.mono += seconds

    def press(
        self,
        kind: EventKind,
        item: str | None = None,
        seconds: float = 0,
        *,
        allotted: dict[str, int] | None = None,
        target: int | None = None,
    ) -> None:
        """Add an event at this moment."""
        seq = len(self.events) + 1
        mono = round(self.mono, 3)
        self.events.append(
            Event(seq, self.at, mono, self.run, kind, item, seconds, allotted, target)
        )


def hold(plan: Plan, kinds: dict[str, str], random: Random, run: str) -> Course:
    """Let a meeting go by, mostly as planned, from its first press to its end.

    `kinds`: the kind of each item by its id.
    """
    late = random.choice((0, 0, 40, 90, 150, 240, 360)) + random.randrange(40)
    course = Course(
        plan,
        random,
        run,
        plan.start + timedelta(seconds=late),
        round(random.uniform(300, 40_000), 3),
        allotted={item.id: item.planned for item in plan.items},
    )
    starts = {slot.item: slot.start for slot in lay_out(plan).slots}
    for item in plan.items:
        behind = course.at - starts[item.id]
        if behind > _LATE and kinds[item.id] in ("topics", "guideline") and course.likely(0.4):
            course.press(EventKind.SKIPPED, item.id)
            course.wait(2)
            continue
        _hold_item(course, item, kinds[item.id])
        if behind > _LATE and not course.replanned and course.likely(0.5):
            _replan(course)
    course.press(EventKind.ENDED)
    return course


def _hold_item(course: Course, item: Item, kind: str) -> None:
    begun = course.at
    course.press(EventKind.STARTED, item.id)
    planned = course.allotted[item.id]
    length = planned * _pace(course.random, kind)
    first = min(length, planned) * 0.9
    course.wait(round(first))
    _interrupt(course)
    rest = length - first
    if length > planned * 1.1 and course.likely(0.6):
        _extend(course, item.id)
    course.wait(max(round(rest), 1))
    course.spans[item.id] = begun, course.at


def _pace(random: Random, kind: str) -> float:
    if kind == "break":
        return random.uniform(0.8, 1.3)
    if kind == "summary":
        return random.uniform(0.8, 1.15)
    return random.triangular(0.72, 1.3, 0.98)


def _interrupt(course: Course) -> None:
    """Now and then somebody knocks, or the computer falls asleep."""
    if course.likely(0.02):
        course.press(EventKind.PAUSED)
        course.wait(course.random.randint(40, 180))
        course.press(EventKind.RESUMED)
    elif course.likely(0.006):
        asleep = course.random.randint(180, 480)
        course.at += timedelta(seconds=asleep)
        course.press(EventKind.GAP, seconds=asleep)


def _extend(course: Course, item: str) -> None:
    minutes = course.random.choice((2, 5, 5))
    course.press(EventKind.EXTENDED, item, minutes * 60)
    if course.likely(0.1):
        course.wait(3)
        course.press(EventKind.UNDONE, target=len(course.events))
        course.wait(2)
        course.press(EventKind.EXTENDED, item, 120)


def _replan(course: Course) -> None:
    now = Now(course.at, round(course.mono, 3), course.run)
    allotted = propose(course.plan, course.events, now).apply
    if allotted:
        course.press(EventKind.REPLANNED, allotted=allotted)
        course.allotted |= allotted
        course.replanned = True
