"""The course of a meeting can be corrected afterwards, and no correction costs a second."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.domain.test_meeting_clock_properties import (
    Act,
    acts,
    happen,
    only_starts,
    plans,
    press,
    worlds,
)

from facilitator.domain.meeting_clock import Event, EventKind, Now, place, read
from facilitator.domain.press_lines import MOVABLE, PressLine, press_lines
from facilitator.domain.schedule import Plan

START = datetime(2026, 12, 9, 15, 30, tzinfo=UTC)
HERE = ZoneInfo("Europe/Copenhagen")


def at(minute: float, run: str = "en") -> Now:
    return Now(START + timedelta(minutes=minute), 60 * minute, run)


def event(seq: int, minute: float, kind: EventKind, **said: object) -> Event:
    now = at(minute)
    return Event(seq, now.utc, now.mono, now.run, kind, **said)  # type: ignore[arg-type]


EVENING = (
    event(1, 2, EventKind.STARTED, item="goals"),
    event(2, 20, EventKind.STARTED, item="data"),
    event(3, 25, EventKind.EXTENDED, item="data", seconds=300),
    event(4, 30, EventKind.PAUSED),
    event(5, 34, EventKind.RESUMED),
    event(6, 44, EventKind.STARTED, item="case"),
)


def line(events: Sequence[Event], seq: int, minute: float = 50) -> PressLine:
    return next(one for one in press_lines(events, at(minute)) if one.event.seq == seq)


def minutes(moment: datetime | None) -> float | None:
    return None if moment is None else (moment - START).total_seconds() / 60


def test_a_press_may_go_from_the_press_before_to_the_one_after_and_until_now() -> None:
    limits = {
        one.event.seq: (minutes(one.earliest), minutes(one.latest))
        for one in press_lines(EVENING, at(50))
        if one.is_movable
    }
    assert limits == {1: (None, 20), 2: (2, 30), 4: (20, 34), 5: (30, 44), 6: (34, 50)}


def test_a_step_goes_as_far_as_there_is_room() -> None:
    two = line(EVENING, 2)
    assert (two.step(-60), two.step(-3600), two.step(3600)) == (-60, -18 * 60, 600)
    assert line(EVENING, 1).step(-7200) == -7200
    assert line(EVENING, 3).step(-60) == 0


def test_a_time_of_day_is_taken_on_the_day_that_fits() -> None:
    assert line(EVENING, 2).step_to(time(16, 45), HERE) == -300
    assert line(EVENING, 2).step_to(time(16, 31), HERE) is None
    late = (
        event(1, 0, EventKind.STARTED, item="goals"),
        event(2, 8 * 60, EventKind.ENDED),
    )
    assert line(late, 2, 481).step_to(time(18, 30), HERE) == -6 * 3600
    assert line(late, 2, 481).step_to(time(0, 31), HERE) == 60


def test_a_minute_that_lies_partly_within_the_limits_is_taken_as_far_as_they_go() -> None:
    events = (
        event(1, 10.5, EventKind.STARTED, item="goals"),
        event(2, 20.75, EventKind.STARTED, item="data"),
    )
    assert line(events, 2).step_to(time(16, 40), HERE) == -615
    assert line(events, 2).step_to(time(16, 39), HERE) is None
    assert line(events, 2).step_to(time(16, 50), HERE) == 0


def test_what_was_taken_back_is_still_a_line_and_names_what_brings_it_back() -> None:
    events = [*EVENING, event(7, 45, EventKind.UNDONE, target=4)]
    gone = line(events, 4)
    assert (gone.stands, gone.undoing, gone.is_movable) == (False, (7,), False)
    back = [*events, event(8, 46, EventKind.UNDONE, target=7)]
    assert line(back, 4).stands
    assert [one.event.seq for one in press_lines(back, at(50))] == [1, 2, 3, 4, 5, 6]


def test_a_start_and_the_minutes_it_began_ago_go_and_come_together() -> None:
    events = [
        event(1, 3, EventKind.STARTED, item="goals"),
        event(2, 3, EventKind.BACKDATED, item="goals", seconds=180),
    ]
    assert line(events, 1).seqs == (1, 2)
    gone = [*events, event(3, 4, EventKind.UNDONE, target=2)]
    gone.append(event(4, 4, EventKind.UNDONE, target=1))
    assert line(gone, 1).undoing == (4, 3)


def test_sleep_has_a_line_when_it_was_long_and_counted() -> None:
    events = [
        event(1, 0, EventKind.STARTED, item="goals"),
        event(2, 5, EventKind.GAP, seconds=420),
        event(3, 6, EventKind.GAP, seconds=12),
        event(4, 7, EventKind.PAUSED),
        event(5, 8, EventKind.GAP, seconds=420),
        event(6, 9, EventKind.CLOCK_SET, seconds=7200),
    ]
    assert [one.event.seq for one in press_lines(events, at(20))] == [1, 2, 4, 6]


def test_times_are_those_of_the_clock_that_goes_on_after_one_was_set_back() -> None:
    after = Now(START + timedelta(minutes=20) - timedelta(hours=2), 20 * 60, "en")
    events = [
        event(1, 0, EventKind.STARTED, item="goals"),
        Event(2, after.utc, after.mono, after.run, EventKind.CLOCK_SET, seconds=7200),
        Event(3, after.utc, after.mono, after.run, EventKind.STARTED, item="data"),
        Event(4, after.utc, after.mono, after.run, EventKind.UNDONE, target=3),
    ]
    found = [minutes(one.at) for one in press_lines(events, replace_mono(after, 30))]
    assert found == [0, 20, 20]


def replace_mono(now: Now, minute: float) -> Now:
    return Now(now.utc + timedelta(seconds=60 * minute - now.mono), 60 * minute, now.run)


def test_an_item_taken_up_again_is_called_so() -> None:
    events = [*EVENING, event(7, 46, EventKind.STARTED, item="goals")]
    again = [one.event.seq for one in press_lines(events, at(50)) if one.again]
    assert again == [7]


@given(plans(), acts, worlds, st.integers(0, 20), st.floats(-1.5, 1.5))
def test_a_move_within_the_limits_keeps_every_other_press_and_every_second(
    plan: Plan, acts: list[Act], troubles: list[object], which: int, share: float
) -> None:
    """`share`: how far towards its limits, beyond 1 past them, where the clock clips it."""
    events, now = happen(only_starts(plan, acts), troubles)  # type: ignore[arg-type]
    lines = [one for one in press_lines(events, now) if one.is_movable]
    assume(lines)
    chosen = lines[which % len(lines)]
    by = share * (600 if chosen.earliest is None and share < 0 else _room(chosen, share))
    moved = press(events, now, EventKind.MOVED, target=chosen.event.seq, seconds=by)
    before = {one.event.seq: one.at for one in place(events, now)}
    after = {one.event.seq: one.at for one in place(moved, now) if one.event.seq in before}
    others = [seq for seq in before if seq != chosen.event.seq]
    assert [after[seq] for seq in others] == [before[seq] for seq in others]
    went = (after[chosen.event.seq] - before[chosen.event.seq]).total_seconds()
    assert abs(went - chosen.step(by)) < 0.001
    gained = went if chosen is lines[0] else 0
    assert abs(_total(plan, moved, now) + gained - _total(plan, events, now)) < 0.001


def _room(one: PressLine, share: float) -> float:
    assert one.latest is not None
    limit = one.latest if share > 0 or one.earliest is None else one.earliest
    return abs((limit - one.at).total_seconds())


def _total(plan: Plan, events: Sequence[Event], now: Now) -> float:
    return sum(item.elapsed for item in read(plan, events, now).items)


@given(acts, worlds)
def test_the_lines_of_any_meeting_lie_within_their_own_limits(
    acts: list[Act], troubles: list[object]
) -> None:
    events, now = happen(acts, troubles)  # type: ignore[arg-type]
    for one in press_lines(events, now):
        if one.is_movable:
            assert one.event.kind in MOVABLE
            assert one.latest is not None
            assert (one.earliest or one.at) <= one.at <= one.latest
        assert one.stands or one.undoing
