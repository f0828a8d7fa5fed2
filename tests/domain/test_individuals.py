"""Individual values: limits from the moving range, four signals, variation and assurance."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.individuals import (
    IndividualsChart,
    NaturalLimits,
    chart_individuals,
    find_natural_limits,
)
from facilitator.domain.signals import Rule, Signal, find_signals
from facilitator.domain.variation import (
    Assurance,
    Better,
    Variation,
    judge_target,
    name_variation,
)

RISING = "71 74 69 73 76 70 72 75 71 74 88 73 70 75 72"
FALLING = "12 15 11 14 13 12 16 18 19 18 20 19 21 18"

series = st.lists(st.none() | st.fractions(0, 9, max_denominator=6), max_size=30)


def numbers(text: str) -> list[Fraction | None]:
    return [None if word == "-" else Fraction(word) for word in text.split()]


def limits_of(chart: IndividualsChart) -> NaturalLimits:
    limits = chart.phases[-1].limits
    assert limits is not None
    return limits


def rules(chart: IndividualsChart) -> dict[int, Rule]:
    """The rule named at each position, counted from 1."""
    return {at: signal.rule for at, signal in enumerate(chart.signals, 1) if signal is not None}


def mark(zones: str, heights: str = "") -> dict[int, Signal]:
    """The signals of points given by their zones (and heights, where these matter), from 1."""
    lying = [int(zone) for zone in zones.split()]
    values = [int(height) for height in heights.split()] or [3 * at % 7 for at in range(len(lying))]
    found = find_signals(values, lying)
    return {at: signal for at, signal in enumerate(found, 1) if signal is not None}


def test_one_point_beyond_the_upper_limit_and_a_target_between_the_limits() -> None:
    chart = chart_individuals(numbers(RISING))
    limits = limits_of(chart)
    assert float(limits.centre) == pytest.approx(73.533333, abs=1e-6)
    assert float(limits.low) == pytest.approx(59.663333, abs=1e-6)
    assert float(limits.high) == pytest.approx(87.403333, abs=1e-6)
    assert limits.screened == 0
    assert rules(chart) == {11: Rule.OUTSIDE}
    assert chart.outside.index(True) == 10
    assert name_variation(chart, Better.UP) is Variation.COMMON
    assert judge_target(chart, Fraction(80), Better.UP) is Assurance.INCONSISTENT


def test_two_runs_of_seven_in_which_points_near_the_limits_are_named_first() -> None:
    chart = chart_individuals(numbers(FALLING))
    limits = limits_of(chart)
    assert float(limits.centre) == pytest.approx(16.142857, abs=1e-6)
    assert float(limits.low) == pytest.approx(10.413626, abs=1e-6)
    assert float(limits.high) == pytest.approx(21.872088, abs=1e-6)
    near = dict.fromkeys([1, 3, 11, 13], Rule.TWO_OF_THREE)
    assert rules(chart) == dict.fromkeys(range(1, 15), Rule.ONE_SIDE) | near
    assert [signal.upward for signal in chart.signals if signal] == [False] * 7 + [True] * 7
    assert name_variation(chart, Better.DOWN) is Variation.CONCERN
    assert name_variation(chart, Better.UP) is Variation.IMPROVEMENT
    assert name_variation(chart, Better.NEITHER) is Variation.HIGH


@given(series)
def test_limits_are_two_point_six_six_mean_ranges_of_neighbours_without_a_gap(
    values: list[Fraction | None],
) -> None:
    limits = find_natural_limits(values)
    ranges = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    if not ranges:
        assert limits is None
        return
    assert limits is not None
    mean = sum(ranges, Fraction(0)) / len(ranges)
    kept = [step for step in ranges if step < Fraction("3.267") * mean] or ranges
    average = sum(kept, Fraction(0)) / len(kept)
    there = [value for value in values if value is not None]
    assert limits.centre == sum(there) / len(there)
    assert limits.average_range == average
    assert limits.high - limits.centre == limits.centre - limits.low == Fraction("2.66") * average
    assert limits.near_high - limits.centre == Fraction("1.773") * average
    assert limits.range_high == Fraction("3.267") * average
    assert limits.screened == len(ranges) - len(kept)


def test_a_wild_range_is_screened_once_and_only_once() -> None:
    limits = find_natural_limits(numbers("1 2 1 2 1 2 1 2 1 2 1 2 90 2 1 6 1"))
    assert limits is not None
    assert limits.screened == 2
    # 4 of 14 ranges kept are wild too beside the new mean, yet they stay.
    assert limits.average_range == Fraction(11 * 1 + 1 + 5 + 5, 14)


def test_a_range_just_at_the_limit_of_ranges_is_screened() -> None:
    # Of 1, 1, 1 and b the mean is (3 + b) / 4, and b is 3.267 times that.
    step = Fraction("3.267") * 3 / (4 - Fraction("3.267"))
    limits = find_natural_limits([*numbers("0 1 0 1"), 1 + step])
    assert limits is not None
    assert limits.screened == 1
    assert limits.average_range == 1


def test_a_series_that_never_varies_keeps_its_limits_and_passes_a_target_below_them() -> None:
    chart = chart_individuals([Fraction(100)] * 14)
    limits = limits_of(chart)
    assert {limits.low, limits.centre, limits.high} == {100}
    assert (rules(chart), limits.screened) == ({}, 0)
    assert judge_target(chart, Fraction(95), Better.UP) is Assurance.PASS
    assert judge_target(chart, Fraction(95), Better.DOWN) is Assurance.FAIL
    assert judge_target(chart, Fraction(100), Better.UP) is Assurance.INCONSISTENT
    assert judge_target(chart, Fraction(101), Better.UP) is Assurance.FAIL
    assert judge_target(chart, Fraction(101), Better.DOWN) is Assurance.PASS
    assert judge_target(chart, Fraction(95), Better.NEITHER) is None


def test_a_value_equal_to_the_mean_lies_on_it_whatever_floats_make_of_tenths() -> None:
    # The mean of these is 0.2; the middle one breaks both runs of what would be seven.
    tenths = [Fraction(1, 10)] * 6 + [Fraction(2, 10)] + [Fraction(3, 10)] * 6
    chart = chart_individuals(tenths)
    assert limits_of(chart).centre == Fraction(2, 10)
    assert Rule.ONE_SIDE not in rules(chart).values()


def test_by_medians_a_wild_value_does_not_widen_the_limits() -> None:
    limits = find_natural_limits(numbers("10 12 9 13 900 11 14 10"), by_medians=True)
    assert limits is not None
    assert limits.by_medians
    assert limits.centre == Fraction("11.5")
    # The ranges are 2 3 4 887 889 3 4.
    assert limits.average_range == 4
    assert limits.high == Fraction("11.5") + Fraction("3.145") * 4
    assert limits.range_high == Fraction("3.865") * 4
    assert limits.near_low == Fraction("11.5") - Fraction("3.145") * 4 * 2 / 3


def test_medians_give_way_to_means_where_most_steps_are_none() -> None:
    values = numbers("5 5 5 5 5 8 8 8 8")
    assert find_natural_limits(values, by_medians=True) == find_natural_limits(values)


def test_a_missing_value_takes_two_ranges_with_it_and_is_bridged_in_runs() -> None:
    chart = chart_individuals(numbers("5 7 - 9 6 8"))
    assert chart.ranges == (None, 2.0, None, None, 3.0, 2.0)
    assert chart.phases[0].measured == 5
    assert mark("1 1 1 1 1 1 1").keys() == {1, 2, 3, 4, 5, 6, 7}
    found = find_signals([4, 5, 4, None, 5, 4, 5, 4], [1, 1, 1, 0, 1, 1, 1, 1])
    assert [signal is not None for signal in found] == [True] * 3 + [False] + [True] * 4


def test_one_point_has_no_limits_and_nothing_to_say() -> None:
    for values in ([], numbers("-"), numbers("5"), numbers("1 - 2 - 3 - 4 - 5 - 6 - 7")):
        chart = chart_individuals(values)
        assert chart.phases[0].limits is None
        assert not any(chart.outside)
        assert rules(chart) == {}
        assert name_variation(chart, Better.UP) is Variation.COMMON
        assert judge_target(chart, Fraction(1), Better.UP) is None


def test_a_frozen_baseline_sets_the_limits_for_all_later_points() -> None:
    values = numbers(RISING)
    chart = chart_individuals(values, freeze=10)
    assert limits_of(chart) == find_natural_limits(values[:10])
    assert [at for at, outside in enumerate(chart.outside, 1) if outside] == [11]


def test_each_phase_has_its_own_limits_and_the_last_one_judges_the_target() -> None:
    chart = chart_individuals(numbers("1 2 1 2 9 8 9 8"), splits=[4])
    before, after = (phase.limits for phase in chart.phases)
    assert before is not None
    assert after is not None
    assert (before.centre, after.centre) == (Fraction("1.5"), Fraction("8.5"))
    assert chart.ranges[4] is None
    assert judge_target(chart, Fraction(4), Better.UP) is Assurance.PASS


def test_a_point_left_out_moves_no_limit_and_signals_nothing() -> None:
    values = numbers(RISING)
    chart = chart_individuals(values, left_out=[10])
    without = [None if at == 10 else value for at, value in enumerate(values)]
    assert limits_of(chart) == find_natural_limits(without)
    assert rules(chart) == {}
    last_out = chart_individuals(numbers(FALLING), left_out=[13])
    assert last_out.last == 12
    assert name_variation(last_out, Better.DOWN) is Variation.CONCERN


def test_a_trend_is_seven_points_and_an_equal_neighbour_breaks_it() -> None:
    rising = mark("0 0 0 0 0 0 0 0", "9 1 2 3 4 5 6 7")
    assert rising == dict.fromkeys(range(2, 9), Signal(Rule.TREND, True))
    assert mark("0 0 0 0 0 0", "1 2 3 4 5 6") == {}
    assert mark("0 0 0 0 0 0 0", "1 2 3 3 4 5 6") == {}
    assert mark("0 0 0 0 0 0 0", "7 6 5 4 3 2 1") == dict.fromkeys(
        range(1, 8), Signal(Rule.TREND, False)
    )


def test_a_rise_below_the_centre_is_an_improvement_where_up_is_better() -> None:
    chart = chart_individuals(numbers("14 2 14 2 14 2 1 2 3 4 5 6 7"), freeze=6)
    assert chart.signals[-1] == Signal(Rule.TREND, True)
    assert limits_of(chart).centre > 7
    assert name_variation(chart, Better.UP) is Variation.IMPROVEMENT


def test_two_of_three_near_a_limit_need_all_three_on_that_side() -> None:
    assert mark("2 1 2") == dict.fromkeys([1, 3], Signal(Rule.TWO_OF_THREE, True))
    assert mark("-2 -2 -1") == dict.fromkeys([1, 2], Signal(Rule.TWO_OF_THREE, False))
    assert mark("2 -1 2") == {}
    assert mark("2 0 2") == {}
    assert mark("2 1 1 2") == {}
    assert mark("2 3 1") == {2: Signal(Rule.OUTSIDE, True)}


def test_a_point_on_the_centre_breaks_a_run_of_seven() -> None:
    assert mark("1 1 1 0 1 1 1 1") == {}
    assert mark("1 1 1 1 1 1 -1") == {}
    assert mark("-1 -1 -1 -1 -1 -1 -1 1").keys() == set(range(1, 8))


def test_a_point_with_several_signals_is_named_by_the_first() -> None:
    marks = mark("-1 -1 -1 -2 -3 -2 -2 -1", "9 8 7 6 5 6 4 9")
    assert marks[5].rule is Rule.OUTSIDE
    assert marks[6].rule is Rule.TWO_OF_THREE
    assert marks[1].rule is Rule.ONE_SIDE
    falling = mark("2 2 1 1 1 1 1", "7 6 5 4 3 2 1")
    assert {signal.rule for signal in falling.values()} == {Rule.TREND}


def test_a_point_just_at_a_limit_is_within_it() -> None:
    # The mean is 0 and the mean range 100: the limits are whole.
    values = [Fraction(x) for x in (50, -50, 50, -50)] + [Fraction(266), Fraction("266.01")]
    chart = chart_individuals(values, freeze=4)
    assert chart.outside == (False, False, False, False, False, True)


@given(series, st.integers(2, 9), st.integers(-5, 5))
def test_signals_do_not_change_with_the_unit(
    values: list[Fraction | None], factor: int, shift: int
) -> None:
    moved = [None if value is None else value * factor + shift for value in values]
    assert chart_individuals(moved).signals == chart_individuals(values).signals


@given(series)
def test_a_series_turned_upside_down_signals_the_same_downwards(
    values: list[Fraction | None],
) -> None:
    turned = [None if value is None else -value for value in values]
    for here, there in zip(
        chart_individuals(values).signals, chart_individuals(turned).signals, strict=True
    ):
        assert (here is None) == (there is None)
        assert here is None or there == Signal(here.rule, not here.upward)
