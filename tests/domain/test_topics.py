"""The topic bank: when a topic comes up again, the order it is shown in, and votes left."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.content import Occasion, Topic
from facilitator.domain.topics import (
    ORDERS,
    Ballot,
    add_months,
    come_back,
    due_topics,
    in_order,
    is_due_again,
    matches,
    votes_left,
)
from facilitator.language import sort_key

ZONE = ZoneInfo("Europe/Copenhagen")
TODAY = date(2026, 11, 23)


def topic(
    title: str,
    revisit: date | None = None,
    *treated: date,
    votes: int = 0,
    day: int = 1,
    situation: str = "",
) -> Topic:
    occasions = tuple(
        Occasion("m", 1, datetime(one.year, one.month, one.day, 16, tzinfo=UTC), "held", None, "")
        for one in treated
    )
    created = datetime(2026, 1, day, tzinfo=UTC)
    return Topic(title, title, situation, "new", revisit, occasions, created, votes=votes)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 9, 9), 6, date(2027, 3, 9)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 9), 12, date(2027, 12, 9)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_there_is(
    day: date, months: int, then: date
) -> None:
    assert add_months(day, months) == then


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 36))
def test_months_later_is_later_by_so_many_months(day: date, months: int) -> None:
    then = add_months(day, months)
    assert (then.year - day.year) * 12 + then.month - day.month == months
    assert then.day <= day.day


def test_a_used_topic_comes_back_after_some_months_unless_a_later_day_was_said() -> None:
    used, later = date(2026, 9, 9), date(2027, 9, 1)
    assert come_back(None, used, 6) == date(2027, 3, 9)
    assert come_back(date(2026, 9, 1), used, 6) == date(2027, 3, 9)
    assert come_back(later, used, 6) == later


def test_a_topic_is_due_until_a_meeting_takes_it_up() -> None:
    day = date(2026, 11, 1)
    assert not is_due_again(topic("svimmelhed"), TODAY, ZONE)
    assert not is_due_again(topic("svimmelhed", date(2026, 12, 1)), TODAY, ZONE)
    assert is_due_again(topic("svimmelhed", day), TODAY, ZONE)
    assert is_due_again(topic("svimmelhed", day, date(2026, 9, 9)), TODAY, ZONE)
    assert not is_due_again(topic("svimmelhed", day, date(2026, 12, 9)), TODAY, ZONE)


def test_due_topics_are_told_the_first_due_first() -> None:
    bank = (topic("b", date(2026, 11, 1)), topic("a", date(2026, 5, 1)), topic("c"))
    assert [one.title for one in due_topics(bank, TODAY, ZONE)] == ["a", "b"]


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        ("votes", "many few done due øre"),
        ("newest", "øre few many done due"),
        ("revisit", "due many done few øre"),
        ("title", "done due few many øre"),
    ],
)
def test_the_order_is_what_it_says_it_is(order: str, titles: str) -> None:
    bank = (
        topic("øre", day=9),
        topic("few", votes=2, day=3),
        topic("due", date(2026, 1, 1)),
        topic("done", date(2025, 1, 1), date(2025, 6, 1), votes=1),
        topic("many", date(2027, 1, 1), votes=5, day=2),
    )
    shown = in_order(bank, order, TODAY, ZONE, sort_key)
    assert [one.title for one in shown] == titles.split()


def test_no_order_loses_a_topic() -> None:
    bank = tuple(topic(str(n), date(2026, 1, 1) if n % 3 else None, votes=n % 2) for n in range(9))
    for order, _ in ORDERS:
        assert set(in_order(bank, order, TODAY, ZONE, sort_key)) == set(bank)


def test_a_topic_is_found_by_its_state_and_by_part_of_its_words() -> None:
    one = topic("Øresusen", situation="Det ringer om natten")
    assert matches(one, "", "ØRES")
    assert matches(one, "new", " natten ")
    assert not matches(one, "used", "")
    assert not matches(one, "", "næse")


def test_those_present_have_two_votes_each() -> None:
    ballots = (Ballot("a", "a", 3), Ballot("b", "b", 2))
    assert votes_left(ballots, 4) == 3
    assert votes_left(ballots, 2) == -1
    assert votes_left((), 0) == 0
