"""A year of meetings against what is agreed, and where topics that are due can be taken up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.agenda import MeetingStatus, Revisit
from facilitator.domain.content import PlannedMeeting
from facilitator.domain.year_plan import (
    YearPlan,
    plan_year,
    say_revisit,
    say_year,
    suggest_months,
)
from facilitator.language import Language

ZONE = ZoneInfo("Europe/Copenhagen")
TODAY = date(2026, 3, 1)
DANISH = Language("da")


def meeting(day: str, status: MeetingStatus = "draft", number: int = 1) -> PlannedMeeting:
    start = datetime.fromisoformat(f"{day}T16:30:00+00:00")
    end = start + timedelta(hours=2)
    return PlannedMeeting(day, number, start, end, status, "cases", "", None, "")


def plan(*meetings: PlannedMeeting, due: tuple[Revisit, ...] = (), today: date = TODAY) -> YearPlan:
    return plan_year(2026, today, meetings, due, ZONE, low=2, high=4)


def test_a_year_without_meetings_lacks_two_and_says_when() -> None:
    assert say_year(DANISH, plan(today=date(2026, 1, 10))) == (
        "2026: 0 afholdt og 0 planlagt; aftalen er 2–4 om året.",
        "2 møder mangler at blive planlagt.",
        "Jævnt fordelt over året: mar. 2026 og sep. 2026",
    )


def test_held_and_coming_meetings_count_and_cancelled_ones_do_not() -> None:
    one = plan(meeting("2026-02-04", "closed"), meeting("2026-05-06", "cancelled"))
    assert (one.held, one.planned, one.missing) == (1, 0, 1)
    assert one.months == (date(2026, 8, 1),)


def test_a_year_with_enough_lacks_nothing() -> None:
    one = plan(meeting("2026-02-04", "held"), meeting("2026-10-07", "ready"))
    assert say_year(DANISH, one) == ("2026: 1 afholdt og 1 planlagt; aftalen er 2–4 om året.",)


def test_meetings_above_the_highest_number_are_named() -> None:
    one = plan(*(meeting(f"2026-{month:02}-04") for month in (4, 5, 6, 9, 11)))
    assert one.beyond == 1
    assert say_year(DANISH, one)[-1] == "Der er 1 møde mere end aftalt."


def test_a_meeting_belongs_to_the_year_it_is_in_where_the_cluster_meets() -> None:
    start = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    late = PlannedMeeting("x", 9, start, start + timedelta(hours=1), "draft", "", "", None, "")
    assert plan(late, meeting("2025-05-05")).meetings == ()


def test_a_year_that_is_over_lacks_meetings_but_suggests_no_month() -> None:
    one = plan(today=date(2027, 1, 2))
    assert (one.missing, one.months) == (2, ())


@pytest.mark.parametrize(
    ("today", "taken", "count", "months"),
    [
        ("2026-01-01", [], 1, [6]),
        ("2026-01-01", [], 2, [3, 9]),
        ("2026-01-01", [], 3, [2, 6, 10]),
        ("2026-01-01", [], 4, [2, 5, 8, 11]),
        ("2026-01-01", [1], 1, [6]),
        ("2026-12-15", [], 2, [12]),
        ("2026-12-16", [], 1, []),
        ("2026-11-16", [12], 1, []),
        ("2026-06-20", [], 1, [8]),
        ("2025-06-20", [], 2, [3, 9]),
    ],
)
def test_months_lie_evenly_without_july_and_the_end_of_december(
    today: str, taken: list[int], count: int, months: list[int]
) -> None:
    days = [date(2026, month, 9) for month in taken]
    found = suggest_months(2026, date.fromisoformat(today), days, count)
    assert [day.month for day in found] == months


@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=5),
    st.integers(0, 12),
)
def test_suggested_months_are_free_ahead_and_not_july(
    today: date, taken: list[date], count: int
) -> None:
    found = suggest_months(2026, today, taken, count)
    months = [day.month for day in found]
    assert len(months) <= count
    assert months == sorted(set(months))
    assert not set(months) & ({7} | {day.month for day in taken})
    assert all(month >= today.month for month in months)


def test_a_topic_that_is_due_is_placed_at_the_first_coming_meeting_from_that_day() -> None:
    due = Revisit("t", "Svimmelhed", date(2026, 5, 6))
    held, early = meeting("2026-05-20", "held"), meeting("2026-05-05", "ready")
    first, later = meeting("2026-09-09", number=3), meeting("2026-11-11", number=4)
    (placed,) = plan(later, held, early, first, due=(due,)).revisits
    assert placed.meeting == first
    assert say_revisit(DANISH, placed) == ('"Svimmelhed" kan tages op på 3. møde den 9. september')


def test_a_topic_is_placed_on_its_very_day_and_in_the_next_year_too() -> None:
    due = Revisit("t", "Svimmelhed", date(2026, 12, 1))
    (placed,) = plan(meeting("2027-01-13"), due=(due,)).revisits
    assert placed.meeting == meeting("2027-01-13")
    same = Revisit("t", "Svimmelhed", date(2027, 1, 13))
    assert plan(meeting("2027-01-13"), due=(same,)).revisits[0].meeting == placed.meeting


def test_a_topic_without_a_meeting_says_so() -> None:
    (placed,) = plan(due=(Revisit("t", "Svimmelhed", date(2026, 5, 6)),)).revisits
    assert placed.meeting is None
    assert say_revisit(DANISH, placed) == (
        '"Svimmelhed" skal tages op igen fra 6. maj: endnu intet møde'
    )
