"""What must hold of the meeting clock for any plan, any events and any trouble with the clocks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Literal, get_args

from hypothesis import assume, given
from hypothesis import strategies as st

from facilitator.domain.meeting_clock import (
    Event,
    EventKind,
    ItemState,
    Now,
    Proposal,
    Reading,
    look,
    propose,
    read,
    spare,
    sum_set_back,
)
from facilitator.domain.schedule import Item, Plan, Step

START = datetime(2026, 12, 9, 15, 30, tzinfo=UTC)
PRESSES = [kind for kind in EventKind if kind not in (EventKind.GAP, EventKind.CLOCK_SET)]

minutes = st.integers(0, 40).map(lambda n: n * 60)
lengths = st.one_of(minutes, minutes, st.integers(0, 2400))
fixed = st.one_of(st.none(), st.none(), st.integers(0, 180)).map(
    lambda n: None if n is None else START + timedelta(minutes=n)
)
steps = st.lists(st.builds(Step, st.just("step"), lengths), max_size=3).map(tuple)


@cache
def item_named(index: int, start: st.SearchStrategy[datetime | None]) -> st.SearchStrategy[Item]:
    flags = st.booleans()
    return st.builds(Item, st.just(f"item {index}"), lengths, lengths, flags, flags, start, steps)


roomy = st.integers(10, 180)
too_short = st.integers(1, 20)
"""Minutes of a meeting: in the one many agendas fit, in the other few."""


@st.composite
def plans(
    draw: st.DrawFn,
    start: st.SearchStrategy[datetime | None] = fixed,
    length: st.SearchStrategy[int] = roomy,
) -> Plan:
    """A meeting of up to eight items; the last is often a protected summary."""
    items = [draw(item_named(index, start)) for index in range(draw(st.integers(1, 8)))]
    if draw(st.booleans()):
        items[-1] = replace(items[-1], flexible=False, protected=True)
    return Plan(START, START + timedelta(minutes=draw(length)), tuple(items))


@dataclass(frozen=True)
class Act:
    """A press, the seconds since the press before, and what befell the clocks meanwhile."""

    after: float
    kind: EventKind
    item: str
    seconds: int
    allotted: dict[str, int]
    target: int


Befalls = Literal["none", "closed", "asleep", "set back", "put right", "put right while closed"]


@dataclass(frozen=True)
class Trouble:
    """From `begin` to `finish`, as parts of the time since the press before."""

    kind: Befalls
    begin: float
    finish: float


names = st.integers(0, 8).map(lambda n: f"item {n}")
quarters = st.integers(1, 4000).map(lambda n: n / 4)
kinds = st.one_of(st.just(EventKind.STARTED), st.sampled_from(PRESSES))
allotments = st.dictionaries(names, lengths, max_size=3)
acts = st.lists(
    st.builds(Act, quarters, kinds, names, st.integers(-900, 1200), allotments, st.integers(0, 14)),
    max_size=14,
)
eighths = st.integers(0, 8).map(lambda n: n / 8)
troubles = st.builds(Trouble, st.sampled_from(get_args(Befalls)), eighths, eighths).map(
    lambda t: replace(t, begin=min(t.begin, t.finish), finish=max(t.begin, t.finish))
)
NO_TROUBLE = Trouble("none", 0, 0)
closings = st.lists(
    st.one_of(st.just(NO_TROUBLE), troubles.map(lambda t: replace(t, kind="closed"))), max_size=15
)
worlds = st.lists(troubles, max_size=15)


class World:
    """True time with a wall clock and a monotonic one that can go astray."""

    def __init__(self) -> None:
        self.time, self.wall_back, self.mono_base, self.runs = 0.0, 0.0, -1000.0, 0
        self.events: list[Event] = []

    def now(self) -> Now:
        wall = START + timedelta(seconds=self.time - 600 - self.wall_back)
        return Now(wall, self.time - self.mono_base, f"run {self.runs}")

    def press(self, number: int, act: Act) -> None:
        now = self.now()
        stamp = Event(number * 10, now.utc, now.mono, now.run, act.kind)
        told = replace(stamp, item=act.item, seconds=act.seconds, allotted=act.allotted)
        self.events.append(replace(told, target=act.target * 10))

    def suffer(self, number: int, trouble: Trouble, seconds: float) -> None:
        """Let time pass before press `number`; the program looks before and after a trouble."""
        begin = math.floor(seconds * trouble.begin * 4) / 4
        finish = max(math.floor(seconds * trouble.finish * 4) / 4, begin)
        self.time += begin
        before = self.now()
        self.time += finish - begin
        self.befall(trouble.kind, finish - begin)
        for extra, found in enumerate(look(before, self.now(), True, sum_set_back(self.events))):
            seq = number * 10 - 5 + extra
            at = found.at
            self.events.append(Event(seq, at.utc, at.mono, at.run, found.kind, None, found.seconds))
        self.time += seconds - finish

    def befall(self, kind: str, lasted: float) -> None:
        if kind.startswith("put right"):
            self.wall_back = 0
        if kind.endswith("closed"):
            self.runs += 1
            self.mono_base = self.time
        elif kind == "asleep" and lasted > 3:
            self.mono_base += lasted
        elif kind == "set back":
            self.wall_back += lasted + 3600


def happen(
    acts: Sequence[Act], troubles: Sequence[Trouble] = (), last: float = 60
) -> tuple[list[Event], Now]:
    world = World()
    rest = [NO_TROUBLE] * (len(acts) + 1 - len(troubles))
    for number, (act, trouble) in enumerate(zip(acts, [*troubles, *rest], strict=False), 1):
        world.suffer(number, trouble, act.after)
        world.press(number, act)
    ending = [*troubles, *rest][len(acts)]
    world.suffer(len(acts) + 1, ending, last)
    return world.events, world.now()


def press(events: list[Event], now: Now, kind: EventKind, **values: object) -> list[Event]:
    """The events and one more, now."""
    seq = max((event.seq for event in events), default=0) + 1
    told = Event(seq, now.utc, now.mono, now.run, kind)
    return [*events, replace(told, **values)]  # type: ignore[arg-type]


def only_starts(plan: Plan, acts: list[Act]) -> list[Act]:
    names = [plan.items[act.target % len(plan.items)].id for act in acts]
    return [
        replace(act, kind=EventKind.STARTED, item=name)
        for act, name in zip(acts, names, strict=True)
    ]


def at_once(stamp: Event, event: Event) -> bool:
    return event.mono == stamp.mono if event.run == stamp.run else event.utc == stamp.utc


def given_minutes(proposal: Proposal) -> int:
    return sum(change.before - change.after for change in proposal.changes) // 60


def total(reading: Reading) -> float:
    return sum(item.elapsed for item in reading.items)


def allotted(reading: Reading) -> dict[str, int]:
    return {item.id: item.allotted for item in reading.items}


# Clocks.


@given(plans(), acts, closings, quarters)
def test_closing_the_program_between_any_two_events_changes_no_later_reading(
    plan: Plan, acts: list[Act], closings: list[Trouble], last: float
) -> None:
    assert read(plan, *happen(acts, closings, last)) == read(plan, *happen(acts, (), last))


@given(plans(), acts, worlds, quarters)
def test_sleep_crashes_and_a_clock_set_back_change_no_reading(
    plan: Plan, acts: list[Act], troubles: list[Trouble], last: float
) -> None:
    assert read(plan, *happen(acts, troubles, last)) == read(plan, *happen(acts, (), last))


@given(plans(), acts, worlds, st.data())
def test_a_reading_does_not_depend_on_later_events(
    plan: Plan, acts: list[Act], troubles: list[Trouble], data: st.DataObject
) -> None:
    events, _ = happen(acts, troubles)
    assume(events)
    known = data.draw(st.integers(1, len(events)))
    stamp = events[known - 1]
    then = Now(stamp.utc, stamp.mono, stamp.run)
    known += sum(at_once(stamp, event) for event in events[known:])
    assert read(plan, events, then) == read(plan, events[:known], then)


@given(plans(), acts, worlds)
def test_from_the_first_start_every_second_belongs_to_an_item(
    plan: Plan, acts: list[Act], troubles: list[Trouble]
) -> None:
    reading = read(plan, *happen(only_starts(plan, acts), troubles, 60))
    passed = sum(act.after for act in acts[1:]) + 60 if acts else 0
    assert total(reading) == passed


wild = st.lists(
    st.builds(
        Event,
        st.integers(1, 40),
        st.integers(-90_000, 90_000).map(lambda n: START + timedelta(seconds=n)),
        st.floats(0, 1e6),
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(EventKind),
        st.one_of(st.none(), names),
        st.floats(-1e5, 1e5),
        st.one_of(st.none(), st.dictionaries(names, st.integers(-100, 4000), max_size=3)),
        st.one_of(st.none(), st.integers(0, 40)),
    ),
    max_size=25,
    unique_by=lambda event: event.seq,
).map(lambda events: sorted(events, key=lambda event: event.seq))


@given(plans(), wild, st.floats(0, 1e6), st.sampled_from(["a", "b", "d"]))
def test_no_events_whatever_make_a_reading_impossible(
    plan: Plan, events: list[Event], mono: float, run: str
) -> None:
    reading = read(plan, events, Now(START + timedelta(minutes=30), mono, run))
    assert all(item.elapsed >= 0 and item.allotted >= 0 for item in reading.items)
    assert [item.id for item in reading.items] == [item.id for item in plan.items]
    running = [item for item in reading.items if item.state is ItemState.RUNNING]
    assert [item.id for item in running] == ([reading.running] if reading.running else [])
    assert not (reading.ended and (running or reading.paused or reading.next))


# Presses.


@given(plans(), acts, worlds, st.data())
def test_an_undone_event_leaves_the_reading_as_if_it_had_never_been(
    plan: Plan, acts: list[Act], troubles: list[Trouble], data: st.DataObject
) -> None:
    events, now = happen(acts, troubles)
    told = [event for event in events if event.kind is not EventKind.GAP]
    assume(told)
    seq = data.draw(st.sampled_from(told)).seq
    without = [event for event in events if event.seq != seq]
    undone = press(events, now, EventKind.UNDONE, target=seq)
    assert read(plan, undone, now) == read(plan, without, now)


@given(plans(), acts, worlds, st.data())
def test_an_undone_gap_leaves_the_reading_as_if_it_had_lasted_no_time(
    plan: Plan, acts: list[Act], troubles: list[Trouble], data: st.DataObject
) -> None:
    events, now = happen(acts, troubles)
    gaps = [event for event in events if event.kind is EventKind.GAP]
    assume(gaps)
    seq = data.draw(st.sampled_from(gaps)).seq
    without = [replace(event, seconds=0) if event.seq == seq else event for event in events]
    undone = press(events, now, EventKind.UNDONE, target=seq)
    assert read(plan, undone, now) == read(plan, without, now)


@given(plans(), acts, worlds, st.data())
def test_an_undone_undo_leaves_the_reading_as_it_was(
    plan: Plan, acts: list[Act], troubles: list[Trouble], data: st.DataObject
) -> None:
    events, now = happen(acts, troubles)
    assume(events)
    undone = press(events, now, EventKind.UNDONE, target=data.draw(st.sampled_from(events)).seq)
    again = press(undone, now, EventKind.UNDONE, target=undone[-1].seq)
    assert read(plan, again, now) == read(plan, events, now)


@given(plans(), acts, names, st.integers(-10_000, 0))
def test_minus_minutes_never_go_below_nothing_and_never_touch_what_is_protected(
    plan: Plan, acts: list[Act], name: str, seconds: int
) -> None:
    events, now = happen(acts)
    before = allotted(read(plan, events, now))
    events = press(events, now, EventKind.EXTENDED, item=name, seconds=seconds)
    for item in plan.items:
        least = before[item.id] if item.protected else 0
        assert allotted(read(plan, events, now))[item.id] >= least


@given(plans(), acts, allotments)
def test_no_replan_reduces_what_is_protected(
    plan: Plan, acts: list[Act], wanted: dict[str, int]
) -> None:
    events, now = happen(acts)
    before = allotted(read(plan, events, now))
    after = allotted(read(plan, press(events, now, EventKind.REPLANNED, allotted=wanted), now))
    assert all(after[item.id] >= before[item.id] for item in plan.items if item.protected)


@given(plans(), acts, st.integers(2, 14), st.integers(-5000, 5000))
def test_a_moved_press_takes_time_from_one_item_to_another_and_loses_none(
    plan: Plan, acts: list[Act], target: int, seconds: int
) -> None:
    events, now = happen(only_starts(plan, acts))
    moved = press(events, now, EventKind.MOVED, target=target * 10, seconds=seconds)
    before, after = read(plan, events, now), read(plan, moved, now)
    assert total(after) == total(before)
    assert all(item.elapsed >= 0 for item in after.items)


# Order and the replan.


@given(plans(), acts)
def test_order_is_kept(plan: Plan, acts: list[Act]) -> None:
    reading = read(plan, *happen(acts))
    assert [item.id for item in reading.items] == [item.id for item in plan.items]
    ahead = [item for item in reading.items if item.state is ItemState.WAITING]
    starts = [item.expected_start for item in ahead]
    assert starts == sorted(starts, key=lambda at: at or START)
    order = [item.id for item in reading.items]
    changed = [change.item for change in propose(plan, *happen(acts)).changes]
    assert changed == [name for name in order if name in changed]


@given(plans(), acts, st.one_of(st.none(), st.sets(names)))
def test_given_minutes_and_shortfall_are_what_is_needed(
    plan: Plan, acts: list[Act], donors: set[str] | None
) -> None:
    events, now = happen(acts)
    reading, proposal = read(plan, events, now), propose(plan, events, now, donors=donors)
    needed = 0 if reading.ended else max(0, math.ceil(reading.overrun / 60))
    assert proposal.needed_minutes == needed
    assert given_minutes(proposal) + proposal.shortfall_minutes == needed
    assert proposal.shortfall_minutes >= 0


@given(plans(), acts, st.one_of(st.none(), st.sets(names)))
def test_only_waiting_flexible_items_give_whole_minutes_down_to_their_minimum(
    plan: Plan, acts: list[Act], donors: set[str] | None
) -> None:
    events, now = happen(acts)
    reading = read(plan, events, now)
    items = {item.id: item for item in plan.items}
    readings = {item.id: item for item in reading.items}
    for change in propose(plan, events, now, donors=donors).changes:
        giver = items[change.item]
        assert giver.flexible
        assert not giver.protected
        assert donors is None or giver.id in donors
        assert readings[giver.id].state is ItemState.WAITING
        assert change.before == readings[giver.id].allotted
        assert change.after >= giver.minimum
        assert change.before > change.after
        assert (change.before - change.after) % 60 == 0


@given(plans(length=too_short), acts, st.one_of(st.none(), st.sets(names)))
def test_what_remains_over_after_a_proposal_is_at_most_its_shortfall(
    plan: Plan, acts: list[Act], donors: set[str] | None
) -> None:
    events, now = happen(acts)
    proposal = propose(plan, events, now, donors=donors)
    assume(proposal.needed_minutes)
    after = read(plan, press(events, now, EventKind.REPLANNED, allotted=proposal.apply), now)
    assert after.overrun <= 60 * proposal.shortfall_minutes


@given(plans(), acts)
def test_before_a_fixed_start_no_more_is_given_than_it_is_late(plan: Plan, acts: list[Act]) -> None:
    events, now = happen(acts)
    gives = {c.item: c.before - c.after for c in propose(plan, events, now).changes}
    before = 0
    for item, reading in zip(plan.items, read(plan, events, now).items, strict=True):
        if item.fixed_start and reading.state is ItemState.WAITING:
            assert reading.expected_start is not None
            late = (reading.expected_start - item.fixed_start).total_seconds()
            assert before <= math.ceil(late / 60) * 60
        before += gives.get(item.id, 0)


@given(plans(st.none(), too_short), acts)
def test_without_fixed_starts_a_shortfall_means_that_every_giver_gave_all_it_could(
    plan: Plan, acts: list[Act]
) -> None:
    events, now = happen(acts)
    proposal = propose(plan, events, now)
    assume(proposal.shortfall_minutes)
    gives = proposal.apply
    for item, reading in zip(plan.items, read(plan, events, now).items, strict=True):
        if item.flexible and not item.protected and reading.state is ItemState.WAITING:
            least = max(item.minimum, reading.allotted - reading.remaining)
            assert gives.get(item.id, reading.allotted) - least < 60


@given(plans(), acts)
def test_skipping_frees_the_minutes_it_is_said_to_free(plan: Plan, acts: list[Act]) -> None:
    events, now = happen(acts)
    before = read(plan, events, now).expected_end
    for name, freed in propose(plan, events, now).skip_would_free.items():
        skipped = press(events, now, EventKind.SKIPPED, item=name)
        earlier = (before - read(plan, skipped, now).expected_end).total_seconds()
        assert freed == earlier // 60 > 0


@given(plans(), acts, worlds)
def test_given_alone_spare_minutes_move_no_fixed_start_and_nothing_beyond_the_end(
    plan: Plan, acts: list[Act], troubles: list[Trouble]
) -> None:
    events, now = happen(acts, troubles)
    before = read(plan, events, now)
    found = spare(plan, events, now)
    states = {item.id: item.state for item in before.items}
    assert before.overrun < 0 or not found
    for name, minutes in found.items():
        assert states[name] in (ItemState.RUNNING, ItemState.WAITING)
        assert 0 < minutes * 60 <= -before.overrun
        given = press(events, now, EventKind.EXTENDED, item=name, seconds=minutes * 60)
        after = read(plan, given, now)
        assert after.overrun <= 0
        for item, was, is_now in zip(plan.items, before.items, after.items, strict=True):
            assert not item.fixed_start or is_now.expected_start == was.expected_start


@given(plans(start=st.none()), acts)
def test_without_fixed_starts_every_coming_item_could_have_all_that_is_spare(
    plan: Plan, acts: list[Act]
) -> None:
    events, now = happen(acts)
    reading = read(plan, events, now)
    assume(not reading.ended and reading.overrun <= -60)
    ahead = int(-reading.overrun // 60)
    coming = [one.id for one in reading.items if one.expected_end]
    assert spare(plan, events, now) == dict.fromkeys(coming, ahead)
