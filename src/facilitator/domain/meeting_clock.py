"""What the clock of a meeting says: plan, events and now in, a reading out.

Elapsed time is counted on one axis of microseconds: monotonic time inside each run of the
program, joined and mended by gap events. The wall clock says only what o'clock it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import accumulate, pairwise
from math import ceil

from facilitator.domain.schedule import Item, Plan, Slot, Step, lay_out, scale_steps, share_out

APART = 3.0
"""Seconds by which the two clocks may have moved apart before it is worth recording."""
MISTAKEN = 600.0
"""Seconds set back from which a wall clock was set wrong, so that it may be put right again. A
shorter step is a clock being put right itself."""
_BY_HAND = 60.0
"""Seconds by which a clock put right by hand may be wrong: people set the minute."""
_MINUTE = 60_000_000


class EventKind(StrEnum):
    """What can happen to a meeting; the last four correct, or tell of the clocks."""

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    REPLANNED = "replanned"
    SKIPPED = "skipped"
    UNSKIPPED = "unskipped"
    BACKDATED = "backdated"
    NOT_COUNTED = "not_counted"
    ENDED = "ended"
    UNDONE = "undone"
    GAP = "gap"
    CLOCK_SET = "clock_set"
    MOVED = "moved"

    # Enum hashes by name in Python code, which is felt when thousands of events are looked up.
    __hash__ = str.__hash__


class ItemState(StrEnum):
    """Where an item stands; passed means that the meeting went by it without starting it."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    SKIPPED = "skipped"
    PASSED = "passed"


class Phase(StrEnum):
    """How near the running item is to its end."""

    STEADY = "steady"
    SOON = "soon"
    CLOSING = "closing"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Now:
    """One look at both clocks: the wall, the monotonic seconds and the run they belong to."""

    utc: datetime
    mono: float
    run: str


@dataclass(frozen=True, slots=True)
class Event:
    """One row of what happened, stamped with both clocks.

    `item` for started, extended, skipped, unskipped, and optionally backdated and not_counted
    (else the running item); `seconds` for extended, backdated, not_counted, gap, clock_set (how
    far the wall went back; below 0 when it was put right) and moved; `allotted` for replanned;
    `target` (a seq) for undone and moved.
    """

    seq: int
    utc: datetime
    mono: float
    run: str
    kind: EventKind
    item: str | None = None
    seconds: float = 0
    allotted: Mapping[str, int] | None = None
    target: int | None = None


@dataclass(frozen=True, slots=True)
class ItemReading:
    """One item now. Seconds; `remaining` below 0 is overtime.

    Expected times stand on the running and waiting items, actual ones on those that have run:
    the first start and, unless it runs now, the last end. `cut_short`: it was left for the
    finish, or for an item before it, with a minute or more to go, and not taken up again.
    """

    id: str
    state: ItemState
    elapsed: float
    allotted: int
    remaining: float
    planned_start: datetime
    planned_end: datetime
    expected_start: datetime | None
    expected_end: datetime | None
    actual_start: datetime | None
    actual_end: datetime | None
    steps: tuple[Step, ...]
    cut_short: bool = False

    def per_person(self, participants: int) -> float:
        """Give the seconds for each in a round; an empty room counts as one."""
        return self.allotted / max(participants, 1)


@dataclass(frozen=True, slots=True)
class StepReading:
    """The step an item is in, and the seconds left of it (below 0 after the last)."""

    index: int
    left: float


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a screen, an export or a report needs to know about time. Seconds and UTC.

    `now` is the wall clock, kept going when it was set back. `running` and `next` are ids.
    `behind`, `phase` and `step` are None unless an item runs; `discussion_left` is None once a
    protected item at the tail runs or the meeting has ended.
    """

    now: datetime
    items: tuple[ItemReading, ...]
    running: str | None
    next: str | None
    paused: bool
    began_at: datetime | None
    ended_at: datetime | None
    phase: Phase | None
    step: StepReading | None
    behind: float | None
    overrun: float
    expected_end: datetime
    discussion_left: float | None

    @property
    def started(self) -> bool:
        """Say whether any item has been started."""
        return self.began_at is not None

    @property
    def ended(self) -> bool:
        """Say whether the meeting has ended."""
        return self.ended_at is not None

    @property
    def current(self) -> ItemReading | None:
        """Give the running item."""
        return next((item for item in self.items if item.id == self.running), None)


def sight(reading: Reading) -> tuple[object, ...]:
    """What a screen shows of a reading, in whole seconds and clock minutes.

    Equal for two looks at the clocks between which no screen has anything new to show, as long
    as nothing was stored.
    """
    current = reading.current
    lefts = (
        current.remaining if current else None,
        reading.discussion_left,
        reading.step.left if reading.step else None,
    )
    minutes = (
        *(item.expected_start for item in reading.items),
        *(item.expected_end for item in reading.items),
        reading.expected_end,
    )
    return (
        *(ceil(left) if left is not None else None for left in lefts),
        reading.now.replace(microsecond=0),
        *(at.replace(second=0, microsecond=0) if at else None for at in minutes),
        *(item.state for item in reading.items),
        *(reading.running, reading.paused, reading.phase, reading.began_at, reading.ended_at),
        reading.step.index if reading.step else None,
        int(reading.behind // 60) if reading.behind is not None else None,
        int(reading.overrun // 60),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """An event the program should record: its kind, seconds, and the stamp it carries."""

    kind: EventKind
    seconds: float
    at: Now


@dataclass(frozen=True, slots=True)
class Placed:
    """An event, when it was as the clock shows it, and how far a correction can move it now.

    Seconds: `moved` by which it was corrected, `back` and `on` by which it could be; `back` is
    None where nothing lies before. What does not bear on elapsed time, or was undone, stays.
    """

    event: Event
    at: datetime
    stands: bool
    moved: float = 0
    back: float | None = 0
    on: float = 0


@dataclass(frozen=True, slots=True)
class Change:
    """The seconds an item has now and would have."""

    item: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Minutes to take back. What the changes give and the shortfall are together what is needed.

    With a shortfall, `skip_would_free` says how many whole minutes earlier the meeting would end
    for each waiting item that could be skipped.
    """

    needed_minutes: int
    changes: tuple[Change, ...]
    shortfall_minutes: int
    skip_would_free: Mapping[str, int]

    @property
    def apply(self) -> dict[str, int]:
        """Give the allotted seconds for the replanned event."""
        return {change.item: change.after for change in self.changes}


def read(plan: Plan, events: Sequence[Event], now: Now) -> Reading:
    """Read the meeting at `now` from its events in order of seq; those after `now` do not count.

    Events and `now` of one run are ordered by the monotonic clock; between runs the order of the
    events decides, and the wall clock only whether another run's last events are yet to come.
    """
    course = _follow(plan, _until(events, now), now)
    items, end = _read_items(plan, course)
    running = next((item for item in items if item.state is ItemState.RUNNING), None)
    return Reading(
        now=course.now,
        items=items,
        running=course.running,
        next=next((item.id for item in items if item.state is ItemState.WAITING), None),
        paused=course.paused,
        began_at=_began_at(course),
        ended_at=_shown(course.ended) if course.ended else None,
        phase=_phase(running) if running else None,
        step=_current_step(running) if running else None,
        behind=_behind(running) if running else None,
        overrun=(end - plan.end.astimezone(UTC)).total_seconds(),
        expected_end=end,
        discussion_left=_discussion_left(plan, items, course),
    )


def propose(
    plan: Plan, events: Sequence[Event], now: Now, *, donors: Collection[str] | None = None
) -> Proposal:
    """Propose which waiting items give minutes so that the meeting ends in time.

    Whole minutes, in proportion to allotted time, none under its minimum. `donors` narrows the
    givers to these ids. Those before a fixed start give first, but together no more than that
    item is late, since more would only be waiting; the rest comes from after it. Its lateness is
    rounded up to minutes only as far as rounding up the need has left seconds to lose, so that
    what remains over is never more than the shortfall.
    """
    reading = read(plan, events, now)
    over = round(reading.overrun * 1_000_000)
    if over <= 0 or reading.ended:
        return Proposal(0, (), 0, {})
    needed = -(-over // _MINUTE)
    waiting = _waiting(plan, reading)
    gives = _gives(waiting, donors, needed, needed * _MINUTE - over)
    changes = tuple(
        Change(now_.id, now_.allotted, now_.allotted - minutes * 60)
        for (_, now_), minutes in zip(waiting, gives, strict=True)
        if minutes
    )
    short = needed - sum(gives)
    return Proposal(needed, changes, short, _skips(plan, reading, waiting) if short else {})


def spare(plan: Plan, events: Sequence[Event], now: Now) -> dict[str, int]:
    """Say how many whole minutes each running or waiting item could be given alone.

    None more than the meeting is ahead, and none so many that a fixed start after it would move.
    Items that could be given none are left out.
    """
    reading = read(plan, events, now)
    ahead = -round(reading.overrun * 1_000_000)
    if ahead < _MINUTE or reading.ended:
        return {}
    room, found = ahead, dict[str, int]()
    for item, one, free_from in reversed(_with_ends_before(plan, reading)):
        if one.state in (ItemState.RUNNING, ItemState.WAITING) and room >= _MINUTE:
            found[item.id] = room // _MINUTE
        if one.state is ItemState.WAITING and item.fixed_start:
            waits = _micro((item.fixed_start - free_from).total_seconds())
            room = min(ahead, max(waits, 0))
    return {item.id: found[item.id] for item in plan.items if item.id in found}


def look(last: Now, now: Now, running: bool, set_back: float = 0) -> tuple[Found, ...]:
    """Compare two looks at the clocks and say what the program should record.

    `last` is the look before or, in a new run, the last sign of life of the run before;
    `running` says whether the meeting has begun and is not closed. Inside a run, a wall clock
    more than 3 s ahead of the monotonic one is a gap of the difference (a clock that counts
    sleep shows none, one that does not shows it all), one more than 3 s behind was set. A new
    run first records how far the old one came, then the gap since, never below 0.

    `set_back` is what `sum_set_back` says of the events so far: a clock that had been set wrong by
    so much and goes forward by as much was put right, and only the rest is a gap.
    """
    if not running:
        return ()
    wall = (now.utc - last.utc).total_seconds()
    if now.run != last.run:
        right = _put_right(wall, set_back)
        joined = Found(EventKind.GAP, 0, last), Found(EventKind.GAP, max(wall - right, 0), now)
        return (*joined, *_set(max(-wall, 0) - right, now))
    ahead = wall - (now.mono - last.mono)
    right = _put_right(ahead, set_back)
    slept = (Found(EventKind.GAP, ahead - right, now),) if ahead - right > APART else ()
    return (*slept, *_set(max(-ahead, 0) - right, now))


def sum_set_back(events: Sequence[Event]) -> float:
    """Sum the seconds by which the wall clock is behind what it showed when the meeting began."""
    return sum(one.seconds for one in standing(events) if one.kind is EventKind.CLOCK_SET)


def _put_right(ahead: float, set_back: float) -> float:
    """Say how many of the seconds that a wall clock went forward undo that it was set wrong."""
    was_wrong = set_back >= MISTAKEN and ahead >= set_back - _BY_HAND
    return min(ahead, set_back) if was_wrong else 0


def standing(events: Sequence[Event]) -> tuple[Event, ...]:
    """Leave out what was undone; undoing an undo brings back what it undid."""
    undone = _undone(events)
    return tuple(event for event in events if event.seq not in undone)


def place(events: Sequence[Event], now: Now) -> tuple[Placed, ...]:
    """Say of each event in order of seq when it was and how far it can be moved at `now`.

    A press stays between those around it that bear on elapsed time, and before `now`.
    """
    known, axis = _until(events, now), _Axis()
    presses, timed, _ = _line_up(known, axis)
    limit, undone, set_back = axis.reach(now), _undone(known), 0
    places = {presses[at][0].seq: number for number, at in enumerate(timed)}
    shifts = {event.seq: shift for event, _, shift in presses}
    placed = []
    for event in known:
        stands = event.seq not in undone
        if stands and event.kind is EventKind.CLOCK_SET:
            set_back += _micro(event.seconds)
        shift = shifts.get(event.seq, set_back)
        at, moved = _shown((event, 0, shift)), (shift - set_back) / 1_000_000
        if event.seq in places:
            number = places[event.seq]
            here, (least, most) = presses[timed[number]][1], _room(presses, timed, number, limit)
            back = None if least is None else (here - least) / 1_000_000
            placed.append(Placed(event, at, stands, moved, back, (most - here) / 1_000_000))
        else:
            placed.append(Placed(event, at, stands, moved))
    return tuple(placed)


def _set(back: float, now: Now) -> tuple[Found, ...]:
    """Record a clock that was set back by some seconds; below 0, one that was put right."""
    return (Found(EventKind.CLOCK_SET, back, now),) if back > APART or back < 0 else ()


# An event, where it stands on the axis, and how far its clock time is to be corrected. A bare
# tuple, since thousands are made for every reading.
_Press = tuple[Event, int, int]


@dataclass(slots=True)
class _Axis:
    """Meeting time in microseconds; each run lies on it by an offset."""

    offsets: dict[str, int] = field(default_factory=dict)
    run: str | None = None
    offset: int = 0
    last: int = 0
    at: int = 0

    def reach(self, stamp: Event | Now) -> int:
        mono = round(stamp.mono * 1_000_000)
        if stamp.run != self.run:
            self.run = stamp.run
            self.offset = self.offsets.setdefault(stamp.run, self.last - mono)
        self.last = self.offset + mono
        if self.last > self.at:
            self.at = self.last
        return self.at

    def widen(self, gap: int) -> None:
        """Let the time at this stamp come later by a gap."""
        self.offset += gap
        self.last += gap
        self.offsets[self.run or ""] = self.offset
        self.at = max(self.at, self.last)


@dataclass(slots=True)
class _Course:
    items: dict[str, Item]
    allotted: dict[str, int]
    elapsed: dict[str, int]
    now: datetime
    opened: _Press | None = None
    began: dict[str, _Press] = field(default_factory=dict)
    left: dict[str, _Press] = field(default_factory=dict)
    broken_off: set[str] = field(default_factory=set)
    skipped: set[str] = field(default_factory=set)
    running: str | None = None
    first_time: bool = False
    paused: bool = False
    ended: _Press | None = None
    since: int = 0


def _shown(press: _Press) -> datetime:
    event, _, shift = press
    return event.utc.astimezone(UTC) + timedelta(microseconds=shift)


def _micro(seconds: float) -> int:
    return round(seconds * 1_000_000)


def _began_at(course: _Course) -> datetime | None:
    starts = [*course.began.values(), *([course.opened] if course.opened else ())]
    return min(map(_shown, starts), default=None)


def _until(events: Sequence[Event], now: Now) -> Sequence[Event]:
    ours = max((i for i, event in enumerate(events) if event.run == now.run), default=len(events))
    for i, event in enumerate(events):
        if event.run == now.run and event.mono > now.mono:
            return events[:i]
        if i > ours and event.utc > now.utc:
            return events[:i]
    return events


def _undone(events: Sequence[Event]) -> set[int]:
    undo, undone = EventKind.UNDONE, set[int]()
    for event in reversed([event for event in events if event.kind is undo]):
        if event.target is not None and event.target < event.seq not in undone:
            undone.add(event.target)
    return undone


def _follow(plan: Plan, events: Sequence[Event], now: Now) -> _Course:
    axis = _Axis()
    presses, _, set_back = _line_up(events, axis)
    course = _Course(
        items={item.id: item for item in plan.items},
        allotted={item.id: item.planned for item in plan.items},
        elapsed={item.id: 0 for item in plan.items},
        now=now.utc.astimezone(UTC) + timedelta(microseconds=set_back),
    )
    for press in presses:
        _TELL[press[0].kind](course, press)
    _credit(course, axis.reach(now))
    return course


def _line_up(events: Sequence[Event], axis: _Axis) -> tuple[list[_Press], list[int], int]:
    """Place what still stands on the axis, and say which of it bears on elapsed time; how far
    the wall clock went back is summed beside.

    What a clock showed stays true when the press is undone, so every stamp carries the axis on.
    """
    undone = _undone(events)
    presses: list[_Press] = []
    timed: list[int] = []
    places: dict[int, int] = {}
    set_back = 0
    gap, clock_set, moved = EventKind.GAP, EventKind.CLOCK_SET, EventKind.MOVED
    for event in events:
        kind, at = event.kind, axis.reach(event)
        if event.seq in undone:
            continue
        if kind in _TELL:
            if kind in _TIMED:
                places[event.seq] = len(timed)
                timed.append(len(presses))
            presses.append((event, at, set_back))
        elif kind is gap:
            axis.widen(max(_micro(event.seconds), 0))
        elif kind is clock_set:
            set_back += _micro(event.seconds)
        elif kind is moved and event.target in places:
            _move(presses, timed, places[event.target], _micro(event.seconds), at)
    return presses, timed, set_back


def _room(
    presses: list[_Press], timed: list[int], place: int, limit: int
) -> tuple[int | None, int]:
    """Give how early and how late a press may be: between those around it and until the limit."""
    least = presses[timed[place - 1]][1] if place else None
    return least, presses[timed[place + 1]][1] if place + 1 < len(timed) else limit


def _move(presses: list[_Press], timed: list[int], place: int, by: int, limit: int) -> None:
    """Shift a press that bears on elapsed time as far as there is room."""
    event, before, shift = presses[timed[place]]
    least, most = _room(presses, timed, place, limit)
    at = min(before + by, most)
    if least is not None:
        at = max(at, least)
    presses[timed[place]] = event, at, shift + at - before


def _credit(course: _Course, at: int) -> None:
    if course.running is not None and not course.paused:
        course.elapsed[course.running] += at - course.since
    course.since = at


def _leave(course: _Course, press: _Press, *, unfinished: bool) -> None:
    _credit(course, press[1])
    if course.running is not None:
        course.left[course.running] = press
        if unfinished:
            course.broken_off.add(course.running)
        course.running = None
    course.paused = False


def _start(course: _Course, press: _Press) -> None:
    coming = course.items.get(press[0].item or "")
    _leave(course, press, unfinished=coming is not None and _breaks_off(course, coming))
    course.ended = None
    # The item it was begun with may have been taken off the agenda since.
    course.opened = course.opened or press
    if coming is None:
        return
    item = course.running = coming.id
    course.broken_off.discard(item)
    course.first_time = item not in course.began
    course.began.setdefault(item, press)
    course.skipped.discard(item)


def _end(course: _Course, press: _Press) -> None:
    _leave(course, press, unfinished=True)
    course.ended = press


def _breaks_off(course: _Course, coming: Item) -> bool:
    """Whether the running item is left for the finish or for one before it, not as done with."""
    two = (coming.id, course.running)
    return coming.protected or next(name for name in course.items if name in two) == coming.id


def _pause(course: _Course, press: _Press) -> None:
    _credit(course, press[1])
    course.paused = course.running is not None


def _resume(course: _Course, press: _Press) -> None:
    _credit(course, press[1])
    course.paused = False


def _extend(course: _Course, press: _Press) -> None:
    item = course.items.get(press[0].item or course.running or "")
    seconds = round(press[0].seconds)
    if item is not None and not (item.protected and seconds < 0):
        course.allotted[item.id] = max(course.allotted[item.id] + seconds, 0)


def _replan(course: _Course, press: _Press) -> None:
    for name, seconds in (press[0].allotted or {}).items():
        item = course.items.get(name)
        if item is not None:
            least = course.allotted[name] if item.protected else 0
            course.allotted[name] = max(seconds, least)


def _skip(course: _Course, press: _Press) -> None:
    if press[0].item is not None:
        course.skipped.add(press[0].item)


def _unskip(course: _Course, press: _Press) -> None:
    course.skipped.discard(press[0].item or "")


def _backdate(course: _Course, press: _Press) -> None:
    name = press[0].item or course.running
    _add(course, press, press[0].seconds)
    if name == course.running and name in course.began and course.first_time:
        began, at, shift = course.began[name]
        course.began[name] = began, at, shift - _micro(press[0].seconds)


def _not_count(course: _Course, press: _Press) -> None:
    _add(course, press, -press[0].seconds)


def _add(course: _Course, press: _Press, seconds: float) -> None:
    _credit(course, press[1])
    name = press[0].item or course.running
    if name in course.elapsed:
        course.elapsed[name] = max(course.elapsed[name] + _micro(seconds), 0)


# Those that bear on elapsed time, and so on the order in which presses can be moved.
_TIMED: dict[EventKind, Callable[[_Course, _Press], None]] = {
    EventKind.STARTED: _start,
    EventKind.PAUSED: _pause,
    EventKind.RESUMED: _resume,
    EventKind.ENDED: _end,
    EventKind.BACKDATED: _backdate,
    EventKind.NOT_COUNTED: _not_count,
}
_TELL: dict[EventKind, Callable[[_Course, _Press], None]] = {
    **_TIMED,
    EventKind.EXTENDED: _extend,
    EventKind.REPLANNED: _replan,
    EventKind.SKIPPED: _skip,
    EventKind.UNSKIPPED: _unskip,
}


def _read_items(plan: Plan, course: _Course) -> tuple[tuple[ItemReading, ...], datetime]:
    """Read each item in order, and when the last of them is expected to end."""
    readings = []
    at = _free_from(plan, course)
    slots = lay_out(plan).slots
    for item, slot, state in zip(plan.items, slots, _states(plan, course), strict=True):
        reading = _read_item(item, slot, state, course, at)
        readings.append(reading)
        at = reading.expected_end or at
    return tuple(readings), at


def _free_from(plan: Plan, course: _Course) -> datetime:
    if course.ended is not None:
        return _shown(course.ended)
    return course.now if course.opened else max(course.now, plan.start.astimezone(UTC))


def _states(plan: Plan, course: _Course) -> list[ItemState]:
    names = [item.id for item in plan.items]
    furthest = max((i for i, name in enumerate(names) if name in course.began), default=-1)
    if course.ended is not None:
        furthest = len(names)
    here = names.index(course.running) if course.running is not None else len(names)
    return [_state(name, course, i < furthest, i > here) for i, name in enumerate(names)]


def _state(name: str, course: _Course, gone_by: bool, ahead: bool) -> ItemState:
    """Tell the state; an item left for an earlier one with time to spare waits for the rest."""
    ran = name in course.began
    unfinished = ahead and course.elapsed[name] < course.allotted[name] * 1_000_000
    if name == course.running:
        return ItemState.RUNNING
    if ran and not unfinished:
        return ItemState.DONE
    if name in course.skipped:
        return ItemState.SKIPPED
    return ItemState.PASSED if gone_by and not ran else ItemState.WAITING


def _read_item(
    item: Item, slot: Slot, state: ItemState, course: _Course, at: datetime
) -> ItemReading:
    allotted, elapsed = course.allotted[item.id], course.elapsed[item.id]
    began, left = course.began.get(item.id), course.left.get(item.id)
    remaining = allotted * 1_000_000 - elapsed
    start = end = None
    if state is ItemState.RUNNING:
        start = _shown(began) if began else course.now
        end = course.now + timedelta(microseconds=max(remaining, 0))
    elif state is ItemState.WAITING:
        start = max(at, item.fixed_start.astimezone(UTC)) if item.fixed_start else at
        end = start + timedelta(microseconds=max(remaining, 0))
    return ItemReading(
        id=item.id,
        state=state,
        elapsed=elapsed / 1_000_000,
        allotted=allotted,
        remaining=remaining / 1_000_000,
        planned_start=slot.start,
        planned_end=slot.end,
        expected_start=start,
        expected_end=end,
        actual_start=_shown(began) if began else None,
        actual_end=_shown(left) if left and state is not ItemState.RUNNING else None,
        steps=scale_steps(item.steps, allotted) if item.steps else (),
        cut_short=_is_cut_short(item, state, course, remaining),
    )


def _is_cut_short(item: Item, state: ItemState, course: _Course, remaining: int) -> bool:
    """Whether an item was broken off with a minute or more to go; the finish itself never is."""
    is_left = state is ItemState.DONE and item.id in course.broken_off
    return is_left and not item.protected and remaining >= _MINUTE


def _phase(item: ItemReading) -> Phase:
    if item.remaining < 0:
        return Phase.OVER
    if item.remaining <= 60 or item.remaining * 20 <= item.allotted:
        return Phase.CLOSING
    return Phase.SOON if item.remaining * 5 <= item.allotted else Phase.STEADY


def _current_step(item: ItemReading) -> StepReading | None:
    if not item.steps:
        return None
    ends = list(accumulate(step.seconds for step in item.steps))
    index = next((i for i, end in enumerate(ends) if end > item.elapsed), len(ends) - 1)
    return StepReading(index, ends[index] - item.elapsed)


def _behind(item: ItemReading) -> float:
    return ((item.expected_end or item.planned_end) - item.planned_end).total_seconds()


def _discussion_left(plan: Plan, items: tuple[ItemReading, ...], course: _Course) -> float | None:
    """Give the time until the protected items at the tail must begin to be over in time."""
    if course.ended is not None:
        return None
    kept = 0
    for item, reading in zip(reversed(plan.items), reversed(items), strict=True):
        if reading.state not in (ItemState.WAITING, ItemState.RUNNING):
            continue
        if not item.protected:
            break
        if reading.state is ItemState.RUNNING:
            return None
        kept += reading.allotted
    return (plan.end.astimezone(UTC) - course.now).total_seconds() - kept


def _with_ends_before(plan: Plan, reading: Reading) -> list[tuple[Item, ItemReading, datetime]]:
    """Give each item with when the one before it is expected to end."""
    at, rows = reading.now, []
    for item, one in zip(plan.items, reading.items, strict=True):
        rows.append((item, one, at))
        at = one.expected_end or at
    return rows


_Waiting = list[tuple[Item, ItemReading]]


def _waiting(plan: Plan, reading: Reading) -> _Waiting:
    pairs = zip(plan.items, reading.items, strict=True)
    return [(item, now) for item, now in pairs if now.state is ItemState.WAITING]


def _gives(waiting: _Waiting, donors: Collection[str] | None, needed: int, spare: int) -> list[int]:
    """Share the need: one stretch between fixed starts after the other, earliest first."""
    able = [_capacity(item, now) if _may_give(item, donors) else 0 for item, now in waiting]
    fixed = [i for i, (item, _) in enumerate(waiting) if item.fixed_start]
    gives: list[int] = []
    for start, stop in pairwise((0, *fixed, len(waiting))):
        late = min(_lateness(waiting[stop:]), default=None)
        most = needed if late is None else min((late + spare) // _MINUTE, needed)
        weights = [now.allotted for _, now in waiting[start:stop]]
        gives += share_out(max(most - sum(gives), 0), weights, able[start:stop])
    return gives


def _may_give(item: Item, donors: Collection[str] | None) -> bool:
    return item.flexible and not item.protected and (donors is None or item.id in donors)


def _capacity(item: Item, now: ItemReading) -> int:
    return max(int(min(now.allotted - item.minimum, now.remaining) // 60), 0)


def _lateness(waiting: _Waiting) -> list[int]:
    """Give the microseconds by which each fixed start among these is expected to be late."""
    return [
        _micro((now.expected_start - item.fixed_start).total_seconds())
        for item, now in waiting
        if item.fixed_start and now.expected_start
    ]


def _skips(plan: Plan, reading: Reading, waiting: _Waiting) -> dict[str, int]:
    """Say what skipping each would free; what lies before a fixed start not beyond its lateness."""
    at = reading.current.expected_end if reading.current else None
    before = at or (reading.now if reading.started else max(reading.now, plan.start))
    frees = {}
    for i, (item, now) in enumerate(waiting):
        end = now.expected_end or before
        freed = min([_micro((end - before).total_seconds()), *_lateness(waiting[i + 1 :])])
        if freed >= _MINUTE and not item.protected:
            frees[item.id] = freed // _MINUTE
        before = end
    return frees
