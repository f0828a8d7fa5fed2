"""What past meetings tell of how long a kind of item takes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.duration_memory import Held, Memory, held_items, remember, say_memory
from facilitator.domain.kinds import KINDS
from facilitator.domain.meeting_clock import Event, EventKind
from facilitator.domain.schedule import Item, Plan
from facilitator.language import Language

DAY = date(2026, 9, 9)
START = datetime(2026, 9, 9, 14, 30, tzinfo=UTC)
DANISH = Language("da")


def memory(*actual: float, planned: int = 20, kind: str = "case") -> Memory:
    """What is remembered of items planned for `planned` minutes that took these minutes."""
    return remember(Held(kind, planned * 60, round(one * 60), DAY) for one in actual)[kind]


def test_it_is_said_how_often_and_by_how_much_a_kind_ran_over() -> None:
    assert say_memory(DANISH, memory(25, 26, 26, 31, 19)) == "Cases: 6 min. over tiden 4 af 5 gange"
    said = say_memory(Language("en"), memory(25, 26, 26, 31, 19))
    assert said == "Cases: 6 min over time 4 of 5 times"


@pytest.mark.parametrize("actual", [(30,), (30, 30), (18, 19, 20), (30, 30, 20, 20)])
def test_few_items_or_kept_times_say_nothing(actual: tuple[float, ...]) -> None:
    assert say_memory(DANISH, memory(*actual)) == ""


def test_three_items_are_enough() -> None:
    assert say_memory(DANISH, memory(22, 23, 20)) == "Cases: 3 min. over tiden 2 af 3 gange"


def test_less_than_a_minute_over_is_on_time() -> None:
    assert memory(20.9, 21, 20).over == 1


def test_the_suggestion_is_what_half_of_them_needed_in_steps_of_five() -> None:
    assert memory(25, 26, 26, 31, 19).suggested_minutes == 30
    assert memory(24, 25, 26).suggested_minutes == 25
    assert memory(0, 0, 0).suggested_minutes == 5


@pytest.mark.parametrize("kind", [row.id for row in KINDS])
def test_every_kind_can_be_spoken_of(kind: str) -> None:
    said = say_memory(DANISH, memory(30, 30, 30, kind=kind))
    assert said.endswith(": 10 min. over tiden 3 af 3 gange")


def test_only_items_that_were_started_are_remembered_without_their_pauses() -> None:
    plan = Plan(
        START,
        START + timedelta(hours=1),
        tuple(Item(key, 1200, 600, True, False) for key in ("a", "b", "c")),
    )
    presses = [
        (0, EventKind.STARTED, "a"),
        (600, EventKind.PAUSED, None),
        (900, EventKind.RESUMED, None),
        (1800, EventKind.STARTED, "c"),
        (2400, EventKind.ENDED, None),
    ]
    events = tuple(
        Event(n, START + timedelta(seconds=at), float(at), "run", kind, item)
        for n, (at, kind, item) in enumerate(presses)
    )
    kinds = {"a": "case", "b": "talk", "c": "case"}
    assert held_items(plan, kinds, events, DAY) == (
        Held("case", 1200, 1500, DAY),
        Held("case", 1200, 600, DAY),
    )
    assert held_items(plan, kinds, (), DAY) == ()


@given(st.lists(st.tuples(st.integers(60, 7200), st.integers(0, 14400)), min_size=1))
def test_the_median_lies_among_the_overruns_and_the_suggestion_among_what_was_taken(
    times: list[tuple[int, int]],
) -> None:
    held = [Held("case", planned, actual, DAY) for planned, actual in times]
    found = remember(held)["case"]
    over = [one.minutes_over for one in held if one.minutes_over]
    assert (found.n, found.over) == (len(held), len(over))
    assert (min(over) <= found.minutes_over <= max(over)) if over else not found.minutes_over
    assert found.suggested_minutes % 5 == 0
    longest = max(actual for _, actual in times) / 60
    assert 5 <= found.suggested_minutes < max(longest + 5, 5.1)
