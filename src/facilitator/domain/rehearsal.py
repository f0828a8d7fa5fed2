"""Rehearsing a meeting: courses in which items overrun, invented but the same every time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from facilitator.domain.agenda import Agenda, AgendaItem
from facilitator.domain.meeting_clock import ItemReading
from facilitator.domain.schedule import lay_out
from facilitator.language import N_

SPEEDS = (1, 5, 20, 60)
"""How many times as fast as the real one the clock of a rehearsal may go."""

USUAL_SPEED = 20

_MINUTE = 60
_LATE_ITEMS = 3
"""How many items take a little longer when everything is a little late."""


@dataclass(frozen=True, slots=True)
class Overruns:
    """Seconds by which a meeting begins late, and by which items overrun, by their ids."""

    late: int = 0
    items: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Course:
    """A way a meeting may go: its id, what it is called (marked), and what it invents."""

    id: str
    name: str
    invent: Callable[[Sequence[AgendaItem], Random], Overruns]


def _as_planned(_items: Sequence[AgendaItem], _chance: Random) -> Overruns:
    return Overruns()


def _a_little_late(items: Sequence[AgendaItem], chance: Random) -> Overruns:
    """Begun 3 to 6 minutes late, the break 2 or 3 too long, three others each 2 to 4."""
    longer = {item.id: _MINUTE * chance.randint(2, 3) for item in items if item.kind == "break"}
    others = [item for item in items if item.kind != "break" and not item.is_last]
    for item in chance.sample(others, min(_LATE_ITEMS, len(others))):
        longer[item.id] = _MINUTE * chance.randint(2, 4)
    return Overruns(_MINUTE * chance.randint(3, 6), longer)


def _a_case_overruns(items: Sequence[AgendaItem], chance: Random) -> Overruns:
    """One case takes half as long again or more, 5 to 15 minutes; without one, the longest item."""
    cases = [item for item in items if item.kind == "case"]
    others = sorted((i for i in items if not i.is_last), key=lambda i: i.planned)
    found = chance.choice(cases) if cases else others[-1] if others else None
    if found is None:
        return Overruns()
    minutes = round(found.minutes * chance.uniform(0.5, 0.8))
    return Overruns(0, {found.id: _MINUTE * min(max(minutes, 5), 15)})


COURSES: tuple[Course, ...] = (
    Course("as_planned", N_("Everything goes as planned"), _as_planned),
    Course("late", N_("A little late"), _a_little_late),
    Course("case", N_("A case overruns"), _a_case_overruns),
)


def overruns(agenda: Agenda, course: str) -> Overruns:
    """What is invented for an agenda: always the same for the same meeting, items and course.

    Raises KeyError for a course there is none of.
    """
    rows = {row.id: row for row in COURSES}
    return rows[course].invent(agenda.items, Random(f"{agenda.meeting.id} {course}"))


def ends(agenda: Agenda, invented: Overruns) -> dict[str, datetime]:
    """When each item would end if nobody did anything about it, by its id; UTC."""
    longer, plan = invented.items, agenda.plan
    items = tuple(replace(i, planned=i.planned + longer.get(i.id, 0)) for i in plan.items)
    begun = plan.start + timedelta(seconds=invented.late)
    return {slot.item: slot.end for slot in lay_out(replace(plan, start=begun, items=items)).slots}


def left(reading: ItemReading, item: AgendaItem, invented: Overruns) -> float:
    """The seconds until an item would end by itself; below 0 when it would have.

    It overruns what it is allotted after a replan; minutes it is given are used for the overrun.
    """
    least = min(item.planned, reading.allotted) + invented.items.get(item.id, 0)
    return max(least, reading.allotted) - reading.elapsed
