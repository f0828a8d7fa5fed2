"""The plan of a meeting: clock times from minutes, shares, steps and least minutes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.schedule import (
    Item,
    Plan,
    Schedule,
    Step,
    default_minimum,
    lay_out,
    scale_steps,
    script_minutes,
    share_out,
)

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
CASE = (5, 2, 5, 9, 4)


def clock(text: str) -> datetime:
    hour, minute = text.split(".")
    return datetime(2026, 12, 9, int(hour), int(minute), tzinfo=COPENHAGEN)


def item(name: str, minutes: int, fixed: str = "") -> Item:
    return Item(name, minutes * 60, 0, True, False, clock(fixed) if fixed else None)


def evening(*items: Item) -> Schedule:
    return lay_out(Plan(clock("16.30"), clock("18.30"), items))


def starts(schedule: Schedule) -> list[str]:
    return [f"{slot.start.astimezone(COPENHAGEN):%H.%M}" for slot in schedule.slots]


def test_each_item_starts_when_the_one_before_ends() -> None:
    schedule = evening(item("followup", 15), item("goals", 5), item("data", 20))
    assert starts(schedule) == ["16.30", "16.45", "16.50"]
    assert schedule.end == clock("17.10")


def test_the_budget_is_what_is_left_of_the_meeting() -> None:
    assert evening(item("data", 100)).budget == 20 * 60
    assert evening(item("data", 130)).budget == -10 * 60
    assert evening().budget == 120 * 60


def test_a_fixed_start_that_is_later_leaves_slack_before_it() -> None:
    schedule = evening(item("data", 40), item("speaker", 30, "17.30"), item("round", 10))
    assert starts(schedule) == ["16.30", "17.30", "18.00"]
    assert [slot.slack for slot in schedule.slots] == [0, 20 * 60, 0]
    assert [slot.conflict for slot in schedule.slots] == [0, 0, 0]


def test_a_fixed_start_that_is_too_early_is_a_conflict_and_moves_nothing() -> None:
    schedule = evening(item("data", 66), item("speaker", 30, "17.30"))
    assert starts(schedule) == ["16.30", "17.36"]
    assert [slot.conflict for slot in schedule.slots] == [0, 6 * 60]
    assert [slot.slack for slot in schedule.slots] == [0, 0]


def test_a_fixed_start_exactly_on_time_is_neither_conflict_nor_slack() -> None:
    slot = evening(item("data", 60), item("speaker", 30, "17.30")).slots[1]
    assert (slot.conflict, slot.slack) == (0, 0)


def test_a_meeting_across_the_change_of_summer_time_keeps_its_true_length() -> None:
    start = datetime(2026, 10, 25, 1, 30, tzinfo=COPENHAGEN)
    end = datetime(2026, 10, 25, 3, 30, tzinfo=COPENHAGEN)
    schedule = lay_out(Plan(start, end, (item("night", 120),)))
    assert schedule.end - schedule.slots[0].start == timedelta(hours=2)
    assert schedule.end == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert schedule.budget == 60 * 60, "the night is an hour longer than the clock says"
    assert schedule.slots[0].start.tzinfo is UTC


@pytest.mark.parametrize(
    ("minutes", "least"),
    [(0, 0), (3, 3), (5, 5), (10, 5), (11, 10), (15, 10), (20, 10), (25, 15), (30, 15), (45, 25)],
)
def test_the_least_minutes_are_half_rounded_up_to_five(minutes: int, least: int) -> None:
    assert default_minimum(minutes) == least


@pytest.mark.parametrize(
    ("minutes", "script"),
    [
        (25, (5, 2, 5, 9, 4)),
        (15, (3, 1, 3, 6, 2)),
        (20, (4, 1, 4, 8, 3)),
        (30, (6, 2, 6, 12, 4)),
        (7, (1, 1, 1, 3, 1)),
        (5, (1, 1, 1, 1, 1)),
        (3, (1, 0, 1, 1, 0)),
        (1, (0, 0, 0, 1, 0)),
        (0, (0, 0, 0, 0, 0)),
    ],
)
def test_a_case_script_rounds_down_and_gives_the_rest_to_the_discussion(
    minutes: int, script: tuple[int, ...]
) -> None:
    assert script_minutes(CASE, minutes, 3) == script


def test_least_minutes_that_are_too_many_are_taken_from_the_longest_step() -> None:
    assert script_minutes((10, 10, 1, 1, 1), 5, 4) == (1, 1, 1, 1, 1)


weights = st.lists(st.integers(1, 60), min_size=1, max_size=8)


@given(weights, st.integers(0, 300), st.data())
def test_a_script_always_has_the_minutes_of_its_item(
    script: list[int], minutes: int, data: st.DataObject
) -> None:
    parts = script_minutes(script, minutes, data.draw(st.integers(0, len(script) - 1)))
    assert sum(parts) == minutes
    assert min(parts) >= (1 if minutes >= len(script) else 0)


def test_steps_follow_the_time_allotted_in_whole_seconds() -> None:
    steps = (Step("present", 180), Step("ask", 240), Step("discuss", 360), Step("learn", 120))
    assert scale_steps(steps, 900) == steps
    assert [step.seconds for step in scale_steps(steps, 1000)] == [200, 267, 400, 133]
    assert [step.title for step in scale_steps(steps, 60)] == [step.title for step in steps]


def test_steps_without_minutes_share_alike() -> None:
    steps = (Step("a", 0), Step("b", 0))
    assert [step.seconds for step in scale_steps(steps, 61)] == [30, 31]


@given(st.lists(st.integers(0, 3600), min_size=1, max_size=8), st.integers(0, 20_000))
def test_scaled_steps_have_exactly_the_seconds_of_their_item(parts: list[int], total: int) -> None:
    steps = tuple(Step(str(i), part) for i, part in enumerate(parts))
    scaled = [step.seconds for step in scale_steps(steps, total)]
    assert sum(scaled) == total
    if sum(parts):
        exact = [total * part / sum(parts) for part in parts]
        assert all(abs(a - b) < 1 for a, b in zip(scaled, exact, strict=True))


def test_what_is_missing_goes_by_largest_remainder_and_the_later_one_first_on_a_tie() -> None:
    assert share_out(9, [20, 25, 20], [10, 10, 10]) == (3, 3, 3)
    assert share_out(5, [1, 1], [9, 9]) == (2, 3)


def test_one_at_its_limit_stops_and_the_others_share_the_rest() -> None:
    assert share_out(12, [30, 20, 10], [2, 15, 5]) == (2, 7, 3)
    assert share_out(12, [15, 15], [5, 5]) == (5, 5)


shares = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 45)), max_size=9)


@given(st.integers(0, 200), shares)
def test_a_share_never_passes_its_limit_and_nothing_is_lost(
    amount: int, givers: list[tuple[int, int]]
) -> None:
    parts = share_out(amount, [w for w, _ in givers], [most for _, most in givers])
    able = sum(most for weight, most in givers if weight)
    assert all(0 <= part <= most for part, (_, most) in zip(parts, givers, strict=True))
    assert sum(parts) == min(amount, able)


@given(st.integers(0, 200), shares)
def test_of_two_below_their_limits_each_has_its_proportion_within_a_unit(
    amount: int, givers: list[tuple[int, int]]
) -> None:
    parts = share_out(amount, [w for w, _ in givers], [most for _, most in givers])
    free = [
        (part, weight)
        for part, (weight, most) in zip(parts, givers, strict=True)
        if weight and part < most
    ]
    for part, weight in free:
        for other, heavy in free:
            assert (part - 1) * heavy < (other + 1) * weight
