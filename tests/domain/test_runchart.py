"""Run charts by Anhøj's rules, and the ladder of what may be said."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import comb

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from facilitator.domain.runchart import (
    Limits,
    Verdict,
    analyse,
    choose_verdict,
    find_limits,
    find_median,
)

TIES = "46 51 44 58 49 53 49 47 55 42 60 49 52 45"
SHORT = "31 38 29 41 36 44"
FROZEN = "22 27 24 25 21 28 23 26 24 25 29 31 28 33 30 32 34 29"

WITHOUT_VERDICT = (Verdict.EMPTY, Verdict.NUMBER, Verdict.DOTS, Verdict.FEW_USEFUL)
series = st.lists(st.none() | st.fractions(0, 1, max_denominator=20), max_size=60)


def numbers(text: str) -> list[Fraction | None]:
    return [None if word == "-" else Fraction(word) for word in text.split()]


def test_points_on_the_median_are_not_useful_and_do_not_break_a_run() -> None:
    chart = analyse(numbers(TIES))
    (phase,) = chart.phases
    assert phase.centre == 49
    assert (phase.measured, phase.useful) == (14, 11)
    assert (phase.longest_run, phase.crossings) == (2, 8)
    assert phase.limits == Limits(longest_run=6, crossings=2)
    assert phase.verdict is Verdict.PRELIMINARY_NO_CHANGE
    assert [at for at, useful in enumerate(chart.useful) if not useful] == [4, 6, 11]


def test_six_points_give_no_verdict() -> None:
    (phase,) = analyse(numbers(SHORT)).phases
    assert phase.centre == 37
    assert phase.useful == 6
    assert (phase.longest_run, phase.crossings) == (1, 5)
    assert phase.limits == Limits(6, 1)
    assert phase.verdict is Verdict.DOTS


def test_a_frozen_median_judges_all_points() -> None:
    (phase,) = analyse(numbers(FROZEN), freeze=10).phases
    assert (phase.centre, phase.useful) == (Fraction("24.5"), 18)
    assert (phase.longest_run, phase.crossings) == (9, 9)
    assert phase.limits == Limits(7, 5)
    assert phase.signal
    assert phase.verdict is Verdict.PRELIMINARY_CHANGE


def test_the_same_series_without_freezing_signals_by_both_rules() -> None:
    (phase,) = analyse(numbers(FROZEN)).phases
    assert phase.centre == Fraction("27.5")
    assert (phase.longest_run, phase.crossings) == (8, 3)
    assert phase.limits == Limits(7, 5)
    assert phase.signal


def test_a_split_series_has_a_median_and_a_verdict_for_each_phase() -> None:
    before, after = analyse(numbers(FROZEN), splits=[10]).phases
    assert (before.start, before.stop, after.start, after.stop) == (0, 10, 10, 18)
    assert (before.centre, before.useful) == (Fraction("24.5"), 10)
    assert (before.longest_run, before.crossings, before.limits) == (1, 9, Limits(6, 2))
    assert before.verdict is Verdict.PRELIMINARY_NO_CHANGE
    assert (after.centre, after.longest_run, after.crossings) == (Fraction("30.5"), 2, 6)
    assert after.limits == Limits(6, 1)
    assert after.verdict is Verdict.DOTS


def test_freezing_in_a_split_series_takes_the_first_points_of_each_phase() -> None:
    phases = analyse(numbers("1 2 3 9 9 9 4 5 6 9 9 9"), splits=[6], freeze=3).phases
    assert [phase.centre for phase in phases] == [2, 5]


def test_a_centre_given_in_advance_replaces_every_median() -> None:
    phases = analyse(numbers(FROZEN), splits=[10], centre=Fraction(26)).phases
    assert [phase.centre for phase in phases] == [26, 26]
    assert [phase.useful for phase in phases] == [9, 8]


def test_each_phase_may_have_a_centre_of_its_own() -> None:
    chart = analyse(numbers(FROZEN), splits=[10], centre=[Fraction(24), None])
    assert [phase.centre for phase in chart.phases] == [24, Fraction("30.5")]
    with pytest.raises(ValueError, match="shorter"):
        analyse(numbers(FROZEN), splits=[10], centre=[Fraction(24)])


def test_a_point_left_out_of_the_baseline_does_not_lend_the_baseline_a_later_one() -> None:
    chart = analyse(numbers("1 2 90 3 50 60 70"), freeze=4, left_out=[2])
    assert chart.phases[0].centre == 2
    assert chart.phases[0].measured == 6
    assert chart.useful == (True, False, False, True, True, True, True)


def test_freezing_after_the_last_point_is_freezing_nothing() -> None:
    assert analyse(numbers(TIES), freeze=99) == analyse(numbers(TIES))


def test_a_third_and_four_twelfths_tie() -> None:
    thirds = [Fraction(1, 3), Fraction(4, 12), Fraction(5, 15), Fraction(2, 3), Fraction(1, 7)]
    chart = analyse(thirds)
    assert chart.useful == (False, False, False, True, True)


def test_a_gap_is_bridged() -> None:
    whole, gaps = analyse(numbers("1 1 9 9 9")), analyse(numbers("1 - 1 9 - - 9 9"))
    assert gaps.phases[0].crossings == whole.phases[0].crossings
    assert gaps.phases[0].longest_run == whole.phases[0].longest_run
    assert gaps.phases[0].measured == 5


def test_a_point_left_out_counts_neither_in_the_median_nor_in_a_run() -> None:
    chart = analyse(numbers("1 2 3 100"), left_out=[3])
    assert chart.phases[0].centre == 2
    assert chart.phases[0].measured == 3
    assert chart.useful == (True, False, True, False)


def test_the_centre_of_a_p_chart_with_a_meeting_of_nobody() -> None:
    counts = [(3, 10), (0, 0), (6, 14), (5, 12), (4, 11)]
    shares = [Fraction(k, n) if n else None for k, n in counts]
    (phase,) = analyse(shares, centre=Fraction(18, 47)).phases
    assert (phase.useful, phase.longest_run, phase.crossings) == (4, 2, 2)


def test_the_limits_are_the_published_ones() -> None:
    assert [find_limits(n) for n in (6, 8)] == [Limits(6, 1), Limits(6, 1)]
    limits = [find_limits(n) for n in range(10, 25)]
    runs = [limit.longest_run for limit in limits if limit]
    crossings = [limit.crossings for limit in limits if limit]
    assert runs == [6, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 8]
    assert crossings == [2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 6, 6, 7, 7, 8]


@pytest.mark.parametrize(
    ("points", "signals", "outcomes"), [(6, 0, 20), (8, 0, 70), (10, 2, 252), (12, 12, 924)]
)
def test_so_many_of_all_orders_of_a_series_signal_by_chance(
    points: int, signals: int, outcomes: int
) -> None:
    orders = [
        [Fraction(at in above) for at in range(points)]
        for above in combinations(range(points), points // 2)
    ]
    assert len(orders) == outcomes
    assert sum(analyse(order).phases[0].signal for order in orders) == signals


def test_a_run_or_crossings_just_at_the_limit_are_no_signal() -> None:
    at_limit = analyse(numbers("1 1 1 1 1 1 9 1 9 9 9 9 1 9"), centre=Fraction(5)).phases[0]
    assert at_limit.longest_run == 6
    assert at_limit.limits == Limits(7, 4)
    assert (at_limit.crossings, at_limit.signal) == (5, False)
    six = analyse(numbers("1 1 1 1 1 1 9 9 9 1"), centre=Fraction(5)).phases[0]
    assert (six.longest_run, six.crossings, six.limits) == (6, 2, Limits(6, 2))
    assert not six.signal
    seven = analyse(numbers("1 1 1 1 1 1 1 9 9 1"), centre=Fraction(5)).phases[0]
    assert seven.signal


def test_one_useful_point_has_limits_and_none_has_no_numbers_and_no_signal() -> None:
    assert find_limits(1) == Limits(3, 0)
    assert find_limits(0) is None
    (flat,) = analyse([Fraction(1)] * 14).phases
    assert (flat.useful, flat.longest_run, flat.crossings, flat.limits) == (0, 0, 0, None)
    assert not flat.signal
    assert flat.verdict is Verdict.FEW_USEFUL


@given(st.integers(2, 400))
def test_the_crossings_limit_is_the_five_percent_quantile(useful: int) -> None:
    limits = find_limits(useful)
    assert limits is not None
    trials = useful - 1
    below = sum(comb(trials, c) for c in range(limits.crossings))
    assert 20 * below < 2**trials <= 20 * (below + comb(trials, limits.crossings))


@given(series)
def test_at_most_eight_useful_points_half_on_each_side_of_their_median_never_signal(
    values: list[Fraction | None],
) -> None:
    (phase,) = analyse(values).phases
    there = [value for value in values if value is not None]
    median = find_median(there)
    assume(median is not None)
    assert median is not None
    # Where many lie on the median, those off it may all lie on one side.
    assume(sum(value > median for value in there) == sum(value < median for value in there))
    assert phase.useful > 8 or not phase.signal


@given(series)
def test_fewer_than_ten_useful_points_carry_no_verdict(values: list[Fraction | None]) -> None:
    (phase,) = analyse(values).phases
    assert phase.useful >= 10 or phase.verdict in WITHOUT_VERDICT


@given(series, st.integers(2, 9))
def test_the_analysis_does_not_change_with_the_unit(
    values: list[Fraction | None], factor: int
) -> None:
    scaled = [None if value is None else value * factor for value in values]
    plain, other = analyse(values), analyse(scaled)
    assert plain.useful == other.useful
    assert plain.phases[0].verdict is other.phases[0].verdict


@given(st.lists(st.fractions(-5, 5), min_size=1))
def test_half_of_the_values_lie_on_each_side_of_the_median(values: list[Fraction]) -> None:
    median = find_median(values)
    assert median is not None
    assert 2 * sum(value < median for value in values) <= len(values)
    assert 2 * sum(value > median for value in values) <= len(values)


@given(st.permutations([Fraction(10**20 + at, 10**20) for at in range(-3, 4)]))
def test_the_median_tells_apart_what_floats_do_not(values: list[Fraction]) -> None:
    assert find_median(values) == 1
    ranks = sorted(values[1:])
    assert find_median(values[1:]) == (ranks[2] + ranks[3]) / 2


@pytest.mark.parametrize(
    ("measured", "useful", "signal", "verdict"),
    [
        (0, 0, False, Verdict.EMPTY),
        (1, 0, False, Verdict.NUMBER),
        (2, 2, False, Verdict.NUMBER),
        (3, 2, False, Verdict.DOTS),
        (9, 9, True, Verdict.DOTS),
        (10, 9, True, Verdict.FEW_USEFUL),
        (40, 9, False, Verdict.FEW_USEFUL),
        (10, 10, False, Verdict.PRELIMINARY_NO_CHANGE),
        (19, 19, True, Verdict.PRELIMINARY_CHANGE),
        (30, 19, False, Verdict.PRELIMINARY_NO_CHANGE),
        (20, 20, False, Verdict.RANDOM),
        (20, 20, True, Verdict.NON_RANDOM),
    ],
)
def test_the_ladder_of_what_may_be_said(
    measured: int, useful: int, signal: bool, verdict: Verdict
) -> None:
    assert choose_verdict(measured, useful, signal) is verdict


def test_nothing_measured_is_one_empty_phase() -> None:
    for values in ([], [None, None]):
        chart = analyse(values)
        assert [phase.verdict for phase in chart.phases] == [Verdict.EMPTY]
        assert chart.phases[0].centre is None


@pytest.mark.parametrize("position", [0, 3, -1])
def test_a_phase_cannot_begin_outside_the_series(position: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        analyse(numbers("1 2 3"), splits=[position])


def test_a_point_outside_the_series_cannot_be_left_out_nor_a_median_frozen_at_once() -> None:
    with pytest.raises(ValueError, match="outside"):
        analyse(numbers("1 2 3"), left_out=[3])
    with pytest.raises(ValueError, match="at least one"):
        analyse(numbers("1 2 3"), freeze=0)
