"""Periods in words, values that can be, and codes that tell nothing of the clinics."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import inf, nan
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.indicators import (
    Indicator,
    Level,
    Period,
    PeriodKind,
    Value,
    code_clinics,
    code_words,
    following,
    period_of,
)
from facilitator.domain.shares import Share
from facilitator.language import Language

DA, EN = Language("da"), Language("en")
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
KINDS: tuple[PeriodKind, ...] = ("month", "quarter", "half", "year")


@pytest.mark.parametrize(
    ("first", "last", "kind", "danish", "english"),
    [
        (date(2025, 9, 1), date(2025, 9, 30), "month", "sep. 2025", "Sep 2025"),
        (date(2024, 2, 1), date(2024, 2, 29), "month", "feb. 2024", "Feb 2024"),
        (date(2025, 7, 1), date(2025, 9, 30), "quarter", "3. kvt. 2025", "Q3 2025"),
        (date(2025, 10, 1), date(2025, 12, 31), "quarter", "4. kvt. 2025", "Q4 2025"),
        (date(2025, 1, 1), date(2025, 6, 30), "half", "1. halvår 2025", "H1 2025"),
        (date(2025, 7, 1), date(2025, 12, 31), "half", "2. halvår 2025", "H2 2025"),
        (date(2025, 1, 1), date(2025, 12, 31), "year", "2025", "2025"),
        (date(2025, 2, 1), date(2025, 4, 30), "days", "01.02.2025–30.04.2025", None),
        (date(2024, 2, 1), date(2024, 2, 28), "days", "01.02.2024–28.02.2024", None),
        (date(2025, 9, 15), date(2025, 9, 15), "days", "15.09.2025", "15/09/2025"),
        (date(2025, 7, 1), date(2026, 6, 30), "days", "01.07.2025–30.06.2026", None),
    ],
)
def test_a_period_is_called_what_it_is_in_the_calendar(
    first: date, last: date, kind: str, danish: str, english: str | None
) -> None:
    period = Period(first, last)
    assert (period.kind, period.words(DA)) == (kind, danish)
    assert english is None or period.words(EN) == english


@given(st.sampled_from(KINDS), DAYS)
def test_every_day_lies_in_one_period_of_a_kind_and_each_is_followed_by_the_next(
    kind: PeriodKind, day: date
) -> None:
    period = period_of(kind, day)
    assert period.kind == kind
    assert period.first <= day <= period.last
    after = following(period)
    assert after.kind == kind
    assert (after.first - period.last).days == 1
    assert period < after


def test_days_are_followed_by_as_many() -> None:
    period = Period(date(2025, 9, 1), date(2025, 9, 7))
    assert following(period) == Period(date(2025, 9, 8), date(2025, 9, 14))
    assert period_of("days", date(2025, 9, 1)).words(DA) == "01.09.2025"
    with pytest.raises(ValueError, match="not a period"):
        Period(date(2025, 9, 2), date(2025, 9, 1))


PERIOD = Period(date(2025, 7, 1), date(2025, 9, 30))


@pytest.mark.parametrize(
    ("clinic", "level", "share", "value"),
    [
        ("a", "clinic", None, None),
        ("a", "clinic", Share(7, 41), 0.17),
        ("a", "clinic", None, nan),
        ("a", "clinic", None, inf),
        (None, "clinic", Share(7, 41), None),
        ("a", "national", Share(7, 41), None),
    ],
)
def test_a_value_that_cannot_be_is_none(
    clinic: str | None, level: Level, share: Share | None, value: float | None
) -> None:
    with pytest.raises(ValueError, match=r"value|figure"):
        Value("i", clinic, level, PERIOD, share, value)


def test_a_value_is_as_exact_as_it_was_told() -> None:
    assert Value("i", "a", "clinic", PERIOD, Share(7, 41)).exact == Fraction(7, 41)
    assert Value("i", "a", "clinic", PERIOD, Share(0, 0)).exact is None
    told = Value("i", None, "national", PERIOD, None, 0.657, 1)
    assert told.exact == Fraction(657, 1000)
    assert told.cell == ("national", None, PERIOD)


def test_a_target_is_met_only_where_it_is_said_how() -> None:
    half = Fraction(17, 20)
    assert Indicator("i", "Epikriser", target=0.85, target_op=">=").meets(half) is True
    assert Indicator("i", "Epikriser", target=0.85, target_op="<=").meets(half) is True
    assert Indicator("i", "Epikriser", target=0.86, target_op=">=").meets(half) is False
    assert Indicator("i", "Epikriser", target=0.85).meets(half) is None
    assert Indicator("i", "Epikriser", target_op=">=").meets(half) is None


CLINICS = st.lists(st.text("0123456789abcdef", min_size=1), unique=True, max_size=60)


@given(CLINICS, st.integers(0, 2**64), st.randoms(use_true_random=False))
def test_codes_are_the_first_letters_one_for_each_clinic_in_whatever_order_they_come(
    clinics: list[str], seed: int, chance: Random
) -> None:
    codes = code_clinics(clinics, seed)
    letters = [f"{a}{b}" for a in ("", "A", "B") for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    assert codes.keys() == set(clinics)
    assert sorted(codes.values(), key=letters.index) == letters[: len(clinics)]
    chance.shuffle(clinics)
    assert code_clinics(clinics, seed) == codes


def test_over_many_reports_every_clinic_gets_every_code_about_as_often() -> None:
    clinics = [f"clinic {n}" for n in range(5)]
    times = dict.fromkeys(((clinic, code) for clinic in clinics for code in "ABCDE"), 0)
    for seed in range(2000):
        for pair in code_clinics(clinics, seed).items():
            times[pair] += 1
    # 400 are expected of each; five standard deviations are 90.
    assert min(times.values()) > 310
    assert max(times.values()) < 490


def test_a_code_is_said_as_a_clinic() -> None:
    assert code_words("C", DA) == "Klinik C"
    assert code_words("AA", EN) == "Clinic AA"
