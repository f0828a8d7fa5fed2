"""Minutes moved over the border between two items."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.borders import Border, borders, move, to_next, to_round
from facilitator.domain.schedule import Item, Plan, lay_out

START = datetime(2026, 12, 9, 15, 30, tzinfo=UTC)


def item(key: str, minutes: int, least: int = 5, **values: object) -> Item:
    made = Item(key, minutes * 60, least * 60, True, False)
    return replace(made, **values)  # type: ignore[arg-type]


def plan(*items: Item, minutes: int = 120) -> Plan:
    return Plan(START, START + timedelta(minutes=minutes), items)


def at(made: Plan, key: str) -> Border:
    return next(one for one in borders(made) if one.before == key)


def test_minutes_go_from_one_item_to_the_next() -> None:
    made = plan(item("a", 30, 15), item("b", 40, 20), minutes=70)
    border = at(made, "a")
    assert (border.after, border.back, border.forth) == ("b", 15, 20)
    assert border.at == START + timedelta(minutes=30)
    assert move(made, border, 10) == {"a": 40, "b": 30}
    assert move(made, border, -10) == {"a": 20, "b": 50}


def test_a_border_goes_no_further_than_the_least_minutes() -> None:
    made = plan(item("a", 30, 15), item("b", 40, 20), minutes=70)
    assert move(made, at(made, "a"), 90) == {"a": 50, "b": 20}
    assert move(made, at(made, "a"), -90) == {"a": 15, "b": 55}


def test_the_summary_gives_nothing_and_may_get() -> None:
    made = plan(item("a", 30, 15), item("end", 10, 5, protected=True), minutes=40)
    border = at(made, "a")
    assert (border.back, border.forth) == (15, 0)
    assert move(made, border, -5) == {"a": 25, "end": 15}


def test_the_last_item_grows_into_the_time_that_is_free() -> None:
    made = plan(item("a", 30), minutes=50)
    border = at(made, "a")
    assert (border.after, border.forth) == (None, 20)
    assert move(made, border, 20) == {"a": 50}


def test_a_fixed_start_stays_where_it_is() -> None:
    fixed = START + timedelta(minutes=40)
    made = plan(item("a", 30, 10), item("b", 30, fixed_start=fixed), minutes=90)
    border = at(made, "a")
    assert (border.after, border.back, border.forth) == (None, 20, 10)
    full = plan(item("a", 40, 10), item("b", 30, fixed_start=fixed), minutes=90)
    border = at(full, "a")
    assert (border.after, border.back, border.forth) == (None, 30, 0)


def test_a_border_that_cannot_be_moved_is_none() -> None:
    made = plan(item("a", 5, 5), item("end", 10, 10, protected=True), minutes=15)
    assert borders(made) == ()


@pytest.mark.parametrize(
    ("minutes", "step", "moved"), [(4, 5, 5), (1, 5, 0), (-3, 5, -5), (4, 1, 4), (99, 5, 20)]
)
def test_a_border_comes_to_rest_at_round_clock_times(minutes: float, step: int, moved: int) -> None:
    assert to_round(Border("a", "b", START, 20, 20), minutes, step) == moved


@pytest.mark.parametrize(
    ("late", "steps", "moved"), [(0, 1, 5), (0, -1, -5), (2, 1, 3), (2, -1, -2), (3, -1, -3)]
)
def test_a_step_goes_to_the_next_round_clock_time(late: int, steps: int, moved: int) -> None:
    border = Border("a", "b", START + timedelta(minutes=late), 20, 20)
    assert to_next(border, steps, 5) == moved


@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(1, 60)), min_size=1, max_size=6),
    st.integers(30, 300),
    st.integers(-120, 120),
)
def test_no_move_shortens_the_meeting_or_breaks_a_least(
    lengths: list[tuple[int, int]], minutes: int, by: int
) -> None:
    made = plan(
        *(item(str(n), long, min(long, least)) for n, (long, least) in enumerate(lengths)),
        minutes=minutes,
    )
    for border in borders(made):
        moved = move(made, border, by)
        after = tuple(replace(one, planned=60 * moved.get(one.id, one.planned // 60))
                      for one in made.items)  # fmt: skip
        budget = lay_out(replace(made, items=after)).budget
        assert budget >= min(lay_out(made).budget, 0)
        assert all(one.planned >= min(was.planned, was.minimum)
                   for one, was in zip(after, made.items, strict=True))  # fmt: skip
