"""Control charts of counts: limits that follow each n, gaps that stay gaps, and what is refused."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.control_limits import (
    ControlChart,
    Level,
    Rate,
    chart_cases_between,
    chart_counts,
    chart_days_between,
    chart_laney,
    chart_rates,
    chart_shares,
    suits_shares,
)
from facilitator.domain.shares import Share

MONTHLY = [
    Share(k, n)
    for k, n in zip(
        (21, 25, 19, 28, 23, 26, 22, 30, 24, 9, 27, 25),
        (48, 55, 44, 60, 50, 57, 49, 62, 53, 51, 58, 54),
        strict=True,
    )
]
SMALL = [Share(3, 10), Share(0, 0), Share(6, 14), Share(5, 12), Share(4, 11)]

shares = st.lists(
    st.none()
    | st.integers(0, 30).flatmap(lambda n: st.builds(Share, st.integers(0, n), st.just(n))),
    max_size=20,
)


def level_of(chart: ControlChart, at: int) -> Level:
    level = chart.levels[at]
    assert level is not None
    return level


def ends(chart: ControlChart, at: int) -> tuple[float, float, float]:
    level = level_of(chart, at)
    return level.low, level.centre, level.high


def outside(chart: ControlChart) -> list[int]:
    """The positions outside the limits, from 1."""
    return [at for at, is_outside in enumerate(chart.outside, 1) if is_outside]


def read(values: Sequence[object]) -> list[Fraction]:
    return [Fraction(str(value)) for value in values]


def test_a_monthly_indicator_with_one_month_below_its_limit() -> None:
    chart = chart_shares(MONTHLY)
    assert level_of(chart, 0).centre == pytest.approx(279 / 641, abs=1e-12)
    assert level_of(chart, 0).centre == pytest.approx(0.43526, abs=5e-6)
    for month, low, high in (
        (1, 0.22057, 0.64994),
        (8, 0.24636, 0.62415),
        (10, 0.22698, 0.64353),
    ):
        level = level_of(chart, month - 1)
        assert (level.low, level.high) == pytest.approx((low, high), abs=5e-6)
    assert outside(chart) == [10]
    assert chart.runs.phases[0].centre == Fraction(279, 641)
    assert not chart.runs.phases[0].signal
    assert suits_shares(MONTHLY)


def test_a_meeting_of_nobody_is_a_gap_and_not_none_of_them() -> None:
    chart = chart_shares(SMALL)
    assert chart.levels[1] is None
    there = [level for level in chart.levels if level is not None]
    assert [level.low for level in there] == [0, 0, 0, 0]
    assert [level.high for level in there] == pytest.approx(
        [0.844146, 0.772736, 0.803965, 0.822685], abs=1e-6
    )
    assert [level.centre for level in there] == pytest.approx([0.382979] * 4, abs=1e-6)
    (phase,) = chart.runs.phases
    assert (phase.useful, phase.longest_run, phase.crossings) == (4, 2, 2)
    assert outside(chart) == []
    assert chart_shares([None if share.n == 0 else share for share in SMALL]) == chart
    assert not suits_shares(SMALL)
    assert not suits_shares([Share(50, 100), Share(2, 4)])
    assert suits_shares([Share(50, 100), Share(5, 10), Share(2, 4)])
    assert not suits_shares([])


@given(shares)
def test_a_share_is_outside_just_when_it_lies_beyond_three_standard_deviations(
    there: list[Share | None],
) -> None:
    chart = chart_shares(there)
    measured = [share for share in there if share is not None and share.n]
    whole = sum(share.n for share in measured)
    for share, level, is_outside in zip(there, chart.levels, chart.outside, strict=True):
        if share is None or share.n == 0:
            assert level is None
            assert not is_outside
            continue
        p = sum(other.k for other in measured) / whole
        half = 3 * math.sqrt(p * (1 - p) / share.n)
        assert level is not None
        assert level.low == pytest.approx(max(0, p - half), abs=1e-9)
        assert level.high == pytest.approx(min(1, p + half), abs=1e-9)
        assert is_outside or level.low - 1e-9 <= share.k / share.n <= level.high + 1e-9
        assert not is_outside or not level.low + 1e-9 < share.k / share.n < level.high - 1e-9


def test_a_share_just_at_its_limit_is_within_it() -> None:
    # A half, three standard deviations of 1/12 at n = 36: the limits are a quarter and three.
    chart = chart_shares([Share(500, 1000), Share(9, 36), Share(8, 36), Share(28, 36)], freeze=1)
    assert outside(chart) == [3, 4]


def test_limits_follow_the_baseline_that_was_frozen_and_each_phase_its_own() -> None:
    frozen = chart_shares(MONTHLY, freeze=6)
    assert frozen.runs.phases[0].centre == Fraction(142, 314)
    assert level_of(frozen, 11).centre == pytest.approx(142 / 314)
    split = chart_shares(MONTHLY, splits=[6], freeze=3)
    assert [phase.centre for phase in split.runs.phases] == [Fraction(65, 147), Fraction(76, 164)]
    assert level_of(split, 5).centre == pytest.approx(65 / 147)
    assert level_of(split, 6).centre == pytest.approx(76 / 164)


def test_a_share_left_out_moves_nothing_and_is_never_outside_but_keeps_its_limits() -> None:
    chart = chart_shares(MONTHLY, left_out=[9])
    assert chart.runs.phases[0].centre == Fraction(270, 590)
    assert outside(chart) == []
    assert level_of(chart, 9).centre == pytest.approx(270 / 590)
    assert not chart.runs.useful[9]


def test_a_baseline_without_anybody_gives_no_limits() -> None:
    chart = chart_shares([Share(0, 0), Share(1, 2)], freeze=1)
    assert chart.levels == (None, None)
    assert chart_shares([]).levels == ()


@pytest.mark.parametrize("k", [0, 20])
def test_where_all_answer_the_same_the_limits_lie_on_the_centre(k: int) -> None:
    chart = chart_shares([Share(k, 20)] * 12)
    assert chart.levels == (Level(k / 20, k / 20, k / 20),) * 12
    assert outside(chart) == []
    assert chart.runs.phases[0].useful == 0
    assert chart_laney([Share(k, 20)] * 12).widths == (None,)


def test_limits_widened_by_laney_hold_what_large_numbers_make_of_any_difference() -> None:
    large = [Share(140_000 + way * 2_000, 280_000) for way in (0, 1, -1, 2, -1, 1, 0, -2, 1, 0)]
    assert len(outside(chart_shares(large))) == 7
    laney = chart_laney(large)
    assert outside(laney.chart) == []
    assert not laney.makes_signals
    p = sum(share.k for share in large) / sum(share.n for share in large)
    s = math.sqrt(p * (1 - p) / 280_000)
    z = [(share.k / share.n - p) / s for share in large]
    width = sum(abs(b - a) for a, b in pairwise(z)) / 9 / 1.128
    assert laney.widths[0] == pytest.approx(width, abs=1e-6)
    assert level_of(laney.chart, 0).high == pytest.approx(p + 3 * s * width, abs=1e-9)


def test_limits_narrowed_by_laney_are_warned_of() -> None:
    even = [Share(50 + at % 2, 100) for at in range(9)] + [Share(64, 100)]
    laney = chart_laney(even, freeze=9)
    assert laney.makes_signals
    assert outside(laney.chart) == [10]
    assert outside(chart_shares(even, freeze=9)) == []


def test_the_ranges_of_laney_do_not_bridge_a_gap() -> None:
    apart = [Share(10, 50), None, Share(40, 50)]
    assert chart_laney(apart).widths == (None,)
    assert chart_laney(apart).chart.levels == (None, None, None)


def test_rates_have_limits_that_follow_their_size() -> None:
    chart = chart_rates([Rate(3, 100), Rate(0, 0), Rate(9, 400), Rate(30, 100), None])
    u = 42 / 600
    assert chart.levels[1] is None
    assert chart.levels[4] is None
    assert ends(chart, 0) == pytest.approx((0, u, u + 3 * math.sqrt(u / 100)))
    assert level_of(chart, 2).low == pytest.approx(u - 3 * math.sqrt(u / 400))
    assert outside(chart) == [3, 4]


def test_a_rate_of_equal_sizes_is_a_count() -> None:
    counts = [4, 7, 2, 30, 5, 6]
    by_rate = chart_rates([Rate(count, 1) for count in counts])
    by_count = chart_counts(counts)
    assert by_rate == by_count
    assert outside(by_count) == [4]
    assert ends(by_count, 0) == pytest.approx((0, 9, 18))


def test_a_count_just_at_its_limit_is_within_it() -> None:
    assert outside(chart_counts([4, 4, 10, 11], freeze=2)) == [4]


def test_cases_between_events_have_a_median_drawn_and_limits_from_the_mean() -> None:
    cases = [3, 0, 12, 5, None, 2, 80]
    chart = chart_cases_between(cases)
    there = [count for count in cases if count is not None]
    mean = sum(there) / 6
    high = mean + 3 * math.sqrt(mean * (mean + 1))
    assert ends(chart, 0) == pytest.approx((0, median(there), high))
    assert chart.levels[4] is None
    assert chart.runs.phases[0].centre == 4
    assert outside(chart) == [7]
    # Around a mean of 4 the limit is 4 + 3 sqrt(20) = 17.4.
    assert outside(chart_cases_between([3, 5, 17, 18], freeze=2)) == [4]


def test_days_between_events_are_raised_charted_and_lowered_again() -> None:
    days = read([12, 30, 7, 45, 22, 9, 31, 18])
    chart = chart_days_between(days)
    y = [float(day) ** (1 / 3.6) for day in days]
    mean = sum(y) / 8
    steps = [abs(b - a) for a, b in pairwise(y)]
    half = 2.66 * sum(steps) / 7
    lowered = [y**3.6 for y in (mean - half, mean, mean + half)]
    assert ends(chart, 0) == pytest.approx(lowered, rel=1e-9)
    assert outside(chart) == []
    assert outside(chart_days_between([*days, Fraction(4000)], freeze=8)) == [9]
    assert chart_days_between([*days, None]).levels[8] is None
    assert level_of(chart_days_between(read([1, 300, 2, 250])), 0).low == 0


@given(st.fractions(Fraction(1, 24), 400, max_denominator=24))
def test_events_that_come_like_clockwork_all_lie_on_the_centre(days: Fraction) -> None:
    chart = chart_days_between([days] * 14)
    (phase,) = chart.runs.phases
    assert (phase.useful, phase.measured) == (0, 14)
    assert phase.centre is not None
    assert float(phase.centre) == pytest.approx(float(days))
    assert outside(chart) == []


@pytest.mark.parametrize("days", [0, -3])
def test_two_events_on_a_day_are_refused_between_days(days: int) -> None:
    with pytest.raises(ValueError, match="counted as one"):
        chart_days_between([Fraction(5), Fraction(days)])


def test_what_is_no_count_is_refused() -> None:
    with pytest.raises(ValueError, match="not below 0"):
        chart_counts([4, -1])
    with pytest.raises(ValueError, match="not below 0"):
        chart_cases_between([-1])
    with pytest.raises(ValueError, match="not a rate"):
        Rate(-1, 4)
    with pytest.raises(ValueError, match="not a rate"):
        Rate(1, -4)


def test_one_of_fifteen_answers_can_only_signal_what_is_absurd() -> None:
    level = level_of(chart_shares([Share(48, 100), Share(7, 15)], freeze=1), 1)
    assert (round(100 * level.low), round(100 * level.high)) == (9, 87)
