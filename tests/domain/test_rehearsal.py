"""Rehearsing: overruns that are invented, always the same, and that a replan helps against."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.agenda import Agenda, AgendaItem, Meeting
from facilitator.domain.meeting_clock import Event, EventKind, Now, read
from facilitator.domain.rehearsal import COURSES, Overruns, ends, left, overruns

START = datetime(2026, 12, 9, 15, 30, tzinfo=UTC)
KINDS = ("follow_up", "goals", "data", "guideline", "break", "case", "case", "exchange", "summary")
MINUTES = (15, 5, 20, 20, 10, 15, 15, 10, 10)


def make_agenda(kinds: tuple[str, ...] = KINDS, minutes: tuple[int, ...] = MINUTES) -> Agenda:
    meeting = Meeting(
        *("m", "c", 5, START, START + timedelta(hours=2), "", "physical", "", "draft"),
        *(None, None, None, None),
    )
    items = tuple(
        AgendaItem(
            *(f"{kind} {at}", kind, kind, "", "", "", "", 60 * long, 60 * min(5, long)),
            *(kind != "summary", None, "", None, None, None),
        )
        for at, (kind, long) in enumerate(zip(kinds, minutes, strict=True))
    )
    return Agenda(meeting, (), items)


AGENDA = make_agenda()


def minutes_over(agenda: Agenda, course: str) -> float:
    last = max(ends(agenda, overruns(agenda, course)).values())
    return (last - agenda.meeting.end).total_seconds() / 60


def test_as_planned_everything_ends_as_planned() -> None:
    assert overruns(AGENDA, "as_planned") == Overruns()
    assert minutes_over(AGENDA, "as_planned") == 0


def test_a_little_late_is_a_late_start_a_long_break_and_three_items_more() -> None:
    found = overruns(AGENDA, "late")
    assert 180 <= found.late <= 360
    assert len(found.items) == 4
    assert 120 <= found.items["break 4"] <= 180
    assert minutes_over(AGENDA, "late") == (found.late + sum(found.items.values())) / 60


def test_one_case_overruns_or_else_the_longest_item() -> None:
    (item, seconds), *others = overruns(AGENDA, "case").items.items()
    assert item in ("case 5", "case 6")
    assert not others
    assert 480 <= seconds <= 720
    without = make_agenda(("follow_up", "goals", "data", "summary"), (15, 5, 50, 60))
    assert list(overruns(without, "case").items) == ["data 2"]
    assert overruns(without, "case").items["data 2"] == 900


@given(
    st.sampled_from([course.id for course in COURSES]),
    st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 90)), max_size=12),
)
def test_a_course_is_the_same_each_time_in_whole_minutes_and_spares_the_summary(
    course: str, lines: list[tuple[str, int]]
) -> None:
    agenda = make_agenda(tuple(k for k, _ in lines), tuple(m for _, m in lines))
    found = overruns(agenda, course)
    assert found == overruns(agenda, course)
    assert all(s > 0 and s % 60 == 0 for s in found.items.values())
    assert not any(name.startswith("summary") for name in found.items)
    assert len(ends(agenda, found)) == len(lines)


@pytest.mark.parametrize(
    ("allotted", "elapsed", "rest"),
    [
        (15, 10, 13),  # 15 planned and 8 more
        (12, 10, 10),  # what it gave in a replan is saved
        (20, 10, 13),  # five minutes it was given are used for the overrun
        (30, 10, 20),  # and what it is given beyond that is used too
        (15, 24, -1),
    ],
)
def test_an_item_ends_after_what_it_is_allotted_and_its_overrun(
    allotted: int, elapsed: int, rest: int
) -> None:
    plan = replace(AGENDA.plan, items=AGENDA.plan.items[5:])
    stamp = START, 0.0, "run"
    events = (
        Event(1, *stamp, EventKind.STARTED, item="case 5"),
        Event(2, *stamp, EventKind.REPLANNED, allotted={"case 5": 60 * allotted}),
    )
    now = Now(START + timedelta(minutes=elapsed), 60.0 * elapsed, "run")
    reading, item = read(plan, events, now).current, AGENDA.item("case 5")
    assert reading is not None
    assert item is not None
    assert left(reading, item, Overruns(0, {"case 5": 480})) == 60 * rest
