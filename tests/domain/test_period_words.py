"""Periods and dates are read as Danes, Britons and programs write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.indicators import Period, PeriodKind, period_of
from facilitator.domain.period_words import (
    kind_of_dates,
    part_of_year,
    read_date,
    read_part,
    read_period,
)
from facilitator.language import Language

LANGUAGES = (Language("da"), Language("en"))
SEPTEMBER = period_of("month", date(2025, 9, 1))
THIRD = period_of("quarter", date(2025, 9, 1))
FIRST_HALF = period_of("half", date(2025, 1, 1))
YEAR = period_of("year", date(2025, 1, 1))
DAYS = st.dates(date(1901, 1, 1), date(2097, 12, 31))

WRITTEN = (
    (
        THIRD,
        *("3. kvt. 2025", "2025 K3", "2025K3", "Q3 2025", "K3-25", "Q3 '25", "3. kvartal 2025"),
        *("tredje kvartal 2025", "kvartal 3 2025", "2025 3. kvt.", "3rd quarter of 2025"),
        *("01.07.2025–30.09.2025", "2025-07-01 - 2025-09-30", "1/7-30/9 2025", "jul.–sep. 2025"),
        *("01/07/2025–30/09/2025", "2025-07-01/2025-09-30", "juli 2025 til september 2025"),
        "fra 1. juli 2025 til 30. september 2025",
    ),
    (
        SEPTEMBER,
        *("sep. 2025", "Sept 2025", "september 2025", "2025-09", "2025M09", "09/2025", "9.2025"),
        *("202509", "2025/09", "sep-25", "2025 sep", " SEPTEMBER  2025 "),
    ),
    (FIRST_HALF, "1. halvår 2025", "H1 2025", "2025H1", "1st half 2025", "Q1–Q2 2025"),
    (YEAR, "2025", "år 2025", "1.1.2025–31.12.2025"),
    (Period(date(2024, 1, 1), date(2025, 12, 31)), "2024-2025", "2024–2025"),
    (Period(date(2025, 5, 1), date(2025, 8, 31)), "2. tertial 2025", "T2 2025"),
    (Period(date(2025, 7, 1), date(2025, 7, 1)), "01-07-2025", "1. juli 2025", "20250701"),
)


@pytest.mark.parametrize(
    ("text", "period"), [(text, row[0]) for row in WRITTEN for text in row[1:]]
)
def test_a_period_is_read_however_it_is_written(text: str, period: Period) -> None:
    assert read_period(text) == period


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "0", "12.5", "1.234", "K5 2025", "13/2025", "3. halvår 2025", "T4 2025"),
        *("31.02.2025", "9/30/2025", "2025-13", "hej 2025", "2025-09-31", "K3", "1" * 61),
        "30.09.2025–01.07.2025",
    ],
)
def test_what_is_no_period_is_none(text: str) -> None:
    assert read_period(text) is None


@given(DAYS, st.sampled_from(("month", "quarter", "half", "year")))
def test_what_the_program_writes_it_reads_again(day: date, kind: PeriodKind) -> None:
    for lang in LANGUAGES:
        period = period_of(kind, day)
        assert read_period(period.words(lang)) == period
        assert read_date(lang.date_short(day)) == read_date(lang.date_text(day)) == day


@given(DAYS, st.integers(0, 400))
def test_so_it_does_with_any_days(first: date, length: int) -> None:
    period = Period(first, first + timedelta(days=length))
    for lang in LANGUAGES:
        assert read_period(period.words(lang)) == period


@given(st.text(max_size=30) | st.from_regex(r"[0-9QKH./ -]{1,14}", fullmatch=True))
def test_any_text_is_a_period_or_none(text: str) -> None:
    found = read_period(text)
    assert found is None or found.first <= found.last


def test_the_parts_of_a_year_are_read_beside_it() -> None:
    assert read_part("3. kvt.") == read_part("Q3") == ("quarter", 3)
    assert read_part("sep.") == ("month", 9)
    assert read_part("2. halvår") == ("half", 2)
    assert read_part("3") is None
    assert part_of_year("quarter", 3, 2025) == THIRD
    assert part_of_year("quarter", 5, 2025) is None


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        (("2025-01-01", "2025-04-01"), "quarter"),
        (("2025-03-31", "2025-06-30"), "quarter"),
        (("2025-02-01", "2025-04-01"), "month"),
        (("2025-01-01", "2024-01-01"), "year"),
        (("2025-01-01", "2025-07-01"), "half"),
        (("2025-01-01", "2025-04-15"), "days"),
        (("2025-01-01", "2025-06-30"), "days"),
    ],
)
def test_dates_stand_for_the_longest_part_that_all_begin_or_all_end(
    days: tuple[str, ...], kind: PeriodKind
) -> None:
    assert kind_of_dates([date.fromisoformat(day) for day in days]) == kind
